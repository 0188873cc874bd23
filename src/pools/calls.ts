import { poolInputs, type PoolCalls } from './contract/pools';
import {
  block,
  changePriority,
  dropKeptSeat,
  exportSeats,
  keepSeat,
  showWaitlist,
  showPools,
  showSeats,
  unblock,
} from './usecases/manage-pools';
import { exportHeldTwice, showHeldTwice } from './usecases/find-held-twice';
import { showAlerts, showHistory } from './usecases/snapshot-pools';
import { forDeciders, knownRole } from '../catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../common/calls/define-call';

const done = { done: true } as const;

/** The console's calls about license pools; what changes one asks who looks after it. */
export const poolCalls = defineCalls<PoolCalls>(poolInputs, {
  'pools/list': defineCall({
    ...forDeciders,
    run: (asked, call) => showPools(asked, knownRole(call), call.now),
  }),
  'pools/seats': defineCall({
    ...forDeciders,
    run: ({ poolId, state, page }, call) => showSeats(poolId, state, page, knownRole(call), call.now),
  }),
  'pools/export': defineCall({
    ...forDeciders,
    run: ({ poolId, state, part }, { now }) => exportSeats(poolId, state, part, now),
  }),
  'pools/waitlist': defineCall({
    ...forDeciders,
    run: ({ poolId }) => showWaitlist(poolId),
  }),
  'pools/history': defineCall({
    ...forDeciders,
    run: ({ poolId, days }, { now }) => showHistory(poolId, days, now),
  }),
  'pools/alerts': defineCall({
    ...forDeciders,
    run: ({ page }) => showAlerts(page),
  }),
  'pools/held-twice': defineCall({
    ...forDeciders,
    run: ({ page }) => showHeldTwice(page),
  }),
  'pools/export-held-twice': defineCall({
    ...forDeciders,
    run: ({ part }) => exportHeldTwice(part),
  }),
  'pools/reserve': defineCall({
    ...forDeciders,
    run: async ({ poolId, workerId, until }, call) => {
      await keepSeat(poolId, workerId, until, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/drop-reservation': defineCall({
    ...forDeciders,
    run: async ({ poolId, workerId }, call) => {
      await dropKeptSeat(poolId, workerId, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/block': defineCall({
    ...forDeciders,
    run: async ({ poolId, slot, note }, call) => {
      await block(poolId, slot, note, knownRole(call));
      return done;
    },
  }),
  'pools/unblock': defineCall({
    ...forDeciders,
    run: async ({ poolId, slot }, call) => {
      await unblock(poolId, slot, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/prioritize': defineCall({
    ...forDeciders,
    run: ({ poolId, ...change }, call) => changePriority(poolId, change, call.accountId, knownRole(call)),
  }),
});
