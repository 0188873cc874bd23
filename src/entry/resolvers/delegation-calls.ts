import { delegationInputs, type DelegationOutputs } from '../../approvals/contract/delegations';
import { endDelegation, showOpenDelegations } from '../../approvals/usecases/delegate-approvals';
import { defineCall, type CallMap } from './define-resolver';
import { forAdministrators } from './for-administrators';

/** The admin page's calls about everybody's delegations. */
export const delegationCalls: CallMap<DelegationOutputs> = {
  'delegations/show': defineCall({
    ...forAdministrators,
    input: delegationInputs['delegations/show'],
    run: (_input, { now }) => showOpenDelegations(now),
  }),
  'delegations/end': defineCall({
    ...forAdministrators,
    input: delegationInputs['delegations/end'],
    run: async ({ id }, { accountId, now }) => {
      await endDelegation(id, accountId, now);
      return { ended: true as const };
    },
  }),
};
