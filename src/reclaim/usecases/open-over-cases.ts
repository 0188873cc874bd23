import type { SearchedPool } from '../../pools/usecases/list-pools';
import type { IdleEvidence } from '../rules/reclaim-case';
import type { RunKind } from '../rules/run-kind';
import type { AllocatedSeat } from '../../pools/store/allocated-seats';
import { countCases, openCases } from '../store/reclaim-cases';
import { CASE_STATES } from '../rules/reclaim-case';
import { beginRun, findRun, saveRun } from '../store/reclaim-runs';
import { utcDay } from '../../common/rules/time-text';
import { caseFor } from './search-idle-seats';
import { newRun, uuidOf } from './new-run';

/** A seat that goes without asking, and why. */
export interface OverSeat {
  readonly pool: SearchedPool;
  readonly seat: AllocatedSeat;
  readonly evidence: IdleEvidence;
  /** Another tier of the application that its holder keeps; null when they lose it all. */
  readonly keptPoolId: string | null;
}

/**
 * Opens removal cases for seats that are over, in the run of their kind and day (UTC), so that all of a day can be undone
 * together. A seat that has an open case keeps it. Can be cut off anywhere and called again.
 */
export async function openOverCases(kind: RunKind, seats: readonly OverSeat[], now: number): Promise<void> {
  if (seats.length === 0) return;
  const runId = uuidOf(`${kind} ${utcDay(now)}`);
  const scope = { poolId: null, issueId: null, batch: null, selection: null };
  // there is nothing to search for
  await beginRun({ ...newRun(runId, kind, scope, '', now), state: 'done' });
  const run = await findRun(runId);
  if (!run) return;
  await openCases(
    seats.map(({ pool, seat, evidence, keptPoolId }) => ({
      ...caseFor(pool, run, seat, evidence, now),
      ...(keptPoolId === null ? {} : { action: 'downgrade' as const, toPoolId: keptPoolId }),
    })),
  );
  const opened = await countCases({ states: CASE_STATES, poolId: null, runId });
  await saveRun({ ...run, progress: { ...run.progress, examined: opened, opened }, changedAt: now });
}
