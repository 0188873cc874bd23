import { utcDay } from '../../common/rules/time-text';
import { poolsToSearch, type SearchedPool } from '../../pools/usecases/list-pools';
import { DEFAULT_IDLE_DAYS } from '../../usage/rules/usage';
import { reclaimMessages } from '../rules/messages';
import { CASE_STATES } from '../rules/reclaim-case';
import { seatsOfLeavers } from '../store/idle-seats';
import { countCases } from '../store/reclaim-cases';
import { findRun, saveRun } from '../store/reclaim-runs';
import { uuidOf } from './new-run';
import { openOverCases, type OverSeat } from './open-over-cases';
import { reclaimSetup } from './process-cases';
import { overEvidence } from './search-idle-seats';

const SEATS_A_PAGE = 100;

/**
 * Opens a removal case for each seat of somebody who has left the company, whether it is used or not. A roster can be
 * wrong, so a day's run opens no more cases than any other run; the next night goes on.
 * @returns whether there is nothing left for today
 */
export async function takeBackFromLeavers(now: number, outOfTime: () => boolean): Promise<boolean> {
  const { rules } = await reclaimSetup();
  const runId = uuidOf(`leavers ${utcDay(now)}`);
  for (;;) {
    const opened = await countCases({ states: CASE_STATES, poolId: null, runId });
    const room = rules.mostCases - opened;
    const found = await seatsOfLeavers(Math.min(SEATS_A_PAGE, Math.max(1, room)), now);
    if (found.length === 0) return true;
    if (room <= 0) return sayStopped(runId, opened, now);
    if (outOfTime()) return false;
    await openOverCases('leavers', await overSeats(found), now);
    // cases of today that came to nothing are not opened again today
    if ((await countCases({ states: CASE_STATES, poolId: null, runId })) === opened) return true;
  }
}

async function overSeats(found: Awaited<ReturnType<typeof seatsOfLeavers>>): Promise<OverSeat[]> {
  const pools = new Map<string, SearchedPool>();
  for (const poolId of new Set(found.map((one) => one.poolId)))
    for (const pool of await poolsToSearch(poolId)) pools.set(poolId, pool);
  return found.flatMap(({ poolId, seat }) => {
    const pool = pools.get(poolId);
    const idleDays = pool?.application.idleDays ?? DEFAULT_IDLE_DAYS;
    return pool ? [{ pool, seat, evidence: overEvidence(seat, 'left', idleDays), keptPoolId: null }] : [];
  });
}

async function sayStopped(runId: string, opened: number, now: number): Promise<true> {
  const run = await findRun(runId);
  const stopped = reclaimMessages.plan.leaversLeft(opened);
  if (run?.state === 'done')
    await saveRun({ ...run, state: 'stopped', progress: { ...run.progress, stopped }, changedAt: now });
  return true;
}
