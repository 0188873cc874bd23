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
import { APPLICATION_MANAGERS, DECIDERS, forDeciders, knownRole } from '../catalog/calls/console-permissions';
import { defineCall, defineCalls } from '../common/calls/define-call';

const done = { done: true } as const;

/** The console's calls about license pools; what changes one asks who manages it. */
export const poolCalls = defineCalls<PoolCalls>(poolInputs, {
  'pools/list': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: (asked, call) => showPools(asked, knownRole(call), call.now),
  }),
  'pools/seats': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ poolId, state, page }, call) => showSeats(poolId, state, page, knownRole(call), call.now),
  }),
  'pools/export': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ poolId, state, part }, call) => exportSeats(poolId, state, part, knownRole(call), call.now),
  }),
  'pools/waitlist': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ poolId }, call) => showWaitlist(poolId, knownRole(call)),
  }),
  'pools/history': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ poolId, days }, { now }) => showHistory(poolId, days, now),
  }),
  'pools/alerts': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ page }) => showAlerts(page),
  }),
  'pools/held-twice': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ page }, call) => showHeldTwice(page, knownRole(call)),
  }),
  'pools/export-held-twice': defineCall({
    ...forDeciders,
    allows: DECIDERS,
    run: ({ part }, call) => exportHeldTwice(part, knownRole(call)),
  }),
  'pools/reserve': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: async ({ poolId, workerId, until }, call) => {
      await keepSeat(poolId, workerId, until, call.accountId, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/drop-reservation': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: async ({ poolId, workerId }, call) => {
      await dropKeptSeat(poolId, workerId, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/block': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: async ({ poolId, slot, note }, call) => {
      await block(poolId, slot, note, knownRole(call));
      return done;
    },
  }),
  'pools/unblock': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: async ({ poolId, slot }, call) => {
      await unblock(poolId, slot, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/prioritize': defineCall({
    ...forDeciders,
    allows: APPLICATION_MANAGERS,
    run: ({ poolId, ...change }, call) => changePriority(poolId, change, call.accountId, knownRole(call)),
  }),
});
