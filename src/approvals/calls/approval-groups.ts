import { approvalGroupInputs, type ApprovalGroupOutputs } from '../contract/approval-groups';
import { saveApprovalGroups, showApprovalGroups } from '../usecases/set-up-approval-groups';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/for-administrators';

/** The admin page's calls about groups that approve. */
export const approvalGroupCalls: CallMap<ApprovalGroupOutputs> = {
  'approval-groups/show': defineCall({
    ...forAdministrators,
    input: approvalGroupInputs['approval-groups/show'],
    run: () => showApprovalGroups(),
  }),
  'approval-groups/save': defineCall({
    ...forAdministrators,
    input: approvalGroupInputs['approval-groups/save'],
    run: ({ security, fallback }) => saveApprovalGroups(security, fallback),
  }),
};
