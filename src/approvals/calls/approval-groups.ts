import { approvalGroupInputs, type ApprovalGroupCalls } from '../contract/approval-groups';
import { saveApprovalGroups, showApprovalGroups } from '../usecases/set-up-approval-groups';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's calls about groups that approve. */
export const approvalGroupCalls = defineCalls<ApprovalGroupCalls>(approvalGroupInputs, {
  'approval-groups/show': defineCall({
    ...forAdministrators,
    run: () => showApprovalGroups(),
  }),
  'approval-groups/save': defineCall({
    ...forAdministrators,
    run: ({ security, fallback }) => saveApprovalGroups(security, fallback),
  }),
});
