import { delegationInputs, type DelegationCalls } from '../contract/delegations';
import { endDelegation, showOpenDelegations } from '../usecases/delegate-approvals';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { JIRA_ADMINS, forAdministrators } from '../../people/calls/admin-permissions';

/** The admin page's calls about everybody's delegations. */
export const delegationCalls = defineCalls<DelegationCalls>(delegationInputs, {
  'delegations/show': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: (_input, { now }) => showOpenDelegations(now),
  }),
  'delegations/end': defineCall({
    ...forAdministrators,
    allows: JIRA_ADMINS,
    run: async ({ id }, { accountId, now }) => {
      await endDelegation(id, accountId, now);
      return { ended: true };
    },
  }),
});
