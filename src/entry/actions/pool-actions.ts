import { poolActionInput } from '../../pools/contract/pool-actions';
import {
  listIdleSeats as listIdle,
  lookUpPool as lookUp,
  startReclaim as start,
} from '../../reclaim/usecases/act-on-pools';
import { forDeciders, forProjectAdministrators, knownRole } from '../../catalog/calls/console-permissions';
import { defineAction } from './define-action';

// below the 55 seconds that an action has
const BUDGET_MS = 30_000;

export const lookUpPool = defineAction({
  key: 'look-up-pool',
  input: poolActionInput,
  authorize: forDeciders.authorize,
  run: ({ pool }) => lookUp(pool),
});

export const listIdleSeats = defineAction({
  key: 'list-idle-seats',
  input: poolActionInput,
  authorize: forDeciders.authorize,
  run: ({ pool }, call) => listIdle(pool, knownRole(call), call.now),
});

export const startReclaim = defineAction({
  key: 'start-reclaim',
  input: poolActionInput,
  authorize: forProjectAdministrators.authorize,
  run: ({ pool }, { accountId, now, elapsed }) =>
    start(pool, crypto.randomUUID(), accountId, now, () => elapsed() > BUDGET_MS),
});
