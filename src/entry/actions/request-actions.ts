import * as z from '#zod';
import { forProjectAdministrators } from '../../catalog/calls/console-permissions';
import { checkApprovals as check } from '../../flows/usecases/check-approvals';
import { defineAction } from './define-action';

// below the 55 seconds that an action has
const BUDGET_MS = 30_000;

/** For a rule on "Approval completed", which tells of a vote before the reconcile comes round. */
export const checkApprovals = defineAction({
  key: 'check-approvals',
  input: z.looseObject({}),
  authorize: forProjectAdministrators.authorize,
  run: async (_input, { now, elapsed }) => ({
    checked: await check(now, () => elapsed() > BUDGET_MS),
  }),
});
