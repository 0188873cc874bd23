import type * as z from '#zod';
import { changeInputs, type ChangeCalls } from '../../changes/contract/changes';
import type { Allows } from '../../common/calls/allows';
import { defineCall, defineCalls, type Permission } from '../../common/calls/define-call';
import { approveChange, declineChange, listChanges, withdrawChange } from '../usecases/decide-changes';

/** Changes that wait for a second administrator, on the pages of those who may decide. */
export const changeCalls = <E extends z.ZodType>(permission: Permission<E>, allows: Allows) =>
  defineCalls<ChangeCalls>(changeInputs, {
    'changes/list': defineCall({
      ...permission,
      allows,
      run: (_input, { accountId, now }) => listChanges(accountId, now),
    }),
    'changes/approve': defineCall({
      ...permission,
      allows,
      run: async ({ changeId }, { accountId, now }) => {
        await approveChange(changeId, accountId, now);
        return listChanges(accountId, now);
      },
    }),
    'changes/decline': defineCall({
      ...permission,
      allows,
      run: async ({ changeId, note }, { accountId, now }) => {
        await declineChange(changeId, note, accountId, now);
        return listChanges(accountId, now);
      },
    }),
    'changes/withdraw': defineCall({
      ...permission,
      allows,
      run: async ({ changeId }, { accountId, now }) => {
        await withdrawChange(changeId, accountId, now);
        return listChanges(accountId, now);
      },
    }),
  });
