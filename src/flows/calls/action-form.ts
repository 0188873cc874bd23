import * as z from '#zod';
import { inAnyProject } from '../../catalog/calls/any-project';
import { forDeciders } from '../../catalog/calls/console-permissions';
import { entitlementName } from '../../catalog/rules/entitlement';
import { allowsOnly } from '../../common/calls/allows';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { permissionMessages } from '../../people/rules/messages';
import { poolsToSearch } from '../../pools/usecases/list-pools';
import { actionFormInputs, type ActionFormCalls } from '../contract/action-form';

/** Who decides about policies in a project, said of no project. */
const POOL_CHOOSERS = allowsOnly(
  ['siteAdmin', 'projectAdmin', 'applicationOwner', 'otherOwner'],
  permissionMessages.choosePool,
);

/** The call of an action's form. A rule is of no project, so whoever may look up a pool in one may choose one here. */
export const actionFormCalls = defineCalls<ActionFormCalls>(actionFormInputs, {
  'action-form/pools': defineCall({
    // what the platform says of a rule beside its inputs is not documented, and nothing of it is needed
    extension: z.unknown(),
    authorize: async ({ accountId, now, elapsed }) => {
      const clock = (): number => now + elapsed();
      await inAnyProject(accountId, forDeciders.authorize, clock, permissionMessages.choosePool);
    },
    allows: POOL_CHOOSERS,
    run: async () => {
      const pools = (await poolsToSearch(null)).map(({ poolId, application, tier }) => ({
        value: poolId,
        label: entitlementName(application, tier),
      }));
      return { pools: pools.sort((a, b) => a.label.localeCompare(b.label)) };
    },
  }),
});
