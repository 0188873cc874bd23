import { usageInputs, type UsageOutputs } from '../contract/usage';
import { planUsage } from '../usecases/import-usage';
import { defineCall, type CallMap } from '../../common/calls/define-call';
import { forProjectAdministrators } from '../../catalog/calls/for-console';

/** The console's call about who uses what; staging and applying are the imports' own. */
export const usageCalls: CallMap<UsageOutputs> = {
  'usage/plan-import': defineCall({
    ...forProjectAdministrators,
    input: usageInputs['usage/plan-import'],
    run: ({ importId, ...list }, { accountId, now }) => planUsage(importId, accountId, list, now),
  }),
};
