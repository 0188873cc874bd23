import { usageInputs, type UsageCalls } from '../contract/usage';
import { planUsage } from '../usecases/import-usage';
import { defineCall, defineCalls } from '../../common/calls/define-call';
import { PROJECT_ADMINS, forProjectAdministrators } from '../../catalog/calls/console-permissions';

/** The console's call about who uses what; staging and applying are the imports' own. */
export const usageCalls = defineCalls<UsageCalls>(usageInputs, {
  'usage/plan-import': defineCall({
    ...forProjectAdministrators,
    allows: PROJECT_ADMINS,
    run: ({ importId, ...list }, { accountId, now }) => planUsage(importId, accountId, list, now),
  }),
});
