import { delegationInputs, type DelegationOutputs } from '../contract/delegations';
import { endDelegation, showOpenDelegations } from '../usecases/delegate-approvals';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forAdministrators } from '../../people/calls/for-administrators';

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
