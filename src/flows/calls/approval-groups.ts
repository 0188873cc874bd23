import { approvalGroupInputs, type ApprovalGroupCalls } from '../../approvals/contract/approval-groups';
import { saveApprovalGroups, showApprovalGroups } from '../usecases/set-up-approval-groups';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's calls about groups that approve. */
export const approvalGroupCalls = defineCalls<ApprovalGroupCalls>(approvalGroupInputs, {
  'approval-groups/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: () => showApprovalGroups(),
  }),
  'approval-groups/save': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: ({ after, ...groups }, { accountId, now }) =>
      saveApprovalGroups(groups, { after, personId: accountId, now }),
  }),
});
