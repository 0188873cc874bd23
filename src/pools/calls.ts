import { poolInputs, type PoolOutputs } from './contract/pools';
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
import { forDeciders, knownRole } from '../catalog/calls/for-console';
import { defineCall, type CallMap } from '../common/calls/define-call';

const done = { done: true as const };

/** The console's calls about license pools; what changes one asks who looks after it. */
export const poolCalls: CallMap<PoolOutputs> = {
  'pools/list': defineCall({
    ...forDeciders,
    input: poolInputs['pools/list'],
    run: (asked, call) => showPools(asked, knownRole(call), call.now),
  }),
  'pools/seats': defineCall({
    ...forDeciders,
    input: poolInputs['pools/seats'],
    run: ({ poolId, state, page }, call) => showSeats(poolId, state, page, knownRole(call), call.now),
  }),
  'pools/export': defineCall({
    ...forDeciders,
    input: poolInputs['pools/export'],
    run: ({ poolId, state, part }, { now }) => exportSeats(poolId, state, part, now),
  }),
  'pools/waitlist': defineCall({
    ...forDeciders,
    input: poolInputs['pools/waitlist'],
    run: ({ poolId }) => showWaitlist(poolId),
  }),
  'pools/history': defineCall({
    ...forDeciders,
    input: poolInputs['pools/history'],
    run: ({ poolId, days }, { now }) => showHistory(poolId, days, now),
  }),
  'pools/alerts': defineCall({
    ...forDeciders,
    input: poolInputs['pools/alerts'],
    run: ({ page }) => showAlerts(page),
  }),
  'pools/held-twice': defineCall({
    ...forDeciders,
    input: poolInputs['pools/held-twice'],
    run: ({ page }) => showHeldTwice(page),
  }),
  'pools/export-held-twice': defineCall({
    ...forDeciders,
    input: poolInputs['pools/export-held-twice'],
    run: ({ part }) => exportHeldTwice(part),
  }),
  'pools/reserve': defineCall({
    ...forDeciders,
    input: poolInputs['pools/reserve'],
    run: async ({ poolId, workerId, until }, call) => {
      await keepSeat(poolId, workerId, until, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/drop-reservation': defineCall({
    ...forDeciders,
    input: poolInputs['pools/drop-reservation'],
    run: async ({ poolId, workerId }, call) => {
      await dropKeptSeat(poolId, workerId, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/block': defineCall({
    ...forDeciders,
    input: poolInputs['pools/block'],
    run: async ({ poolId, slot, note }, call) => {
      await block(poolId, slot, note, knownRole(call));
      return done;
    },
  }),
  'pools/unblock': defineCall({
    ...forDeciders,
    input: poolInputs['pools/unblock'],
    run: async ({ poolId, slot }, call) => {
      await unblock(poolId, slot, knownRole(call), call.now);
      return done;
    },
  }),
  'pools/prioritize': defineCall({
    ...forDeciders,
    input: poolInputs['pools/prioritize'],
    run: ({ poolId, ...change }, call) => changePriority(poolId, change, call.accountId, knownRole(call)),
  }),
};
