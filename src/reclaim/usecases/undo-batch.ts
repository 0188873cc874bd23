import { poolNames } from '../../catalog/usecases/pool-names';
import { requireManages, type AccessRole } from '../../people/rules/access-role';
import { findApplication } from '../../catalog/store/catalog';
import { seatsOfBatch, type Batch } from '../store/idle-seats';
import { openCases } from '../store/reclaim-cases';
import { beginRun, findRun, NO_PROGRESS, saveRun, type ReclaimRun } from '../store/reclaim-runs';
import { MOST_PLANNED, type BatchPlan } from '../contract/reclaim';
import { poolIdOf } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { costOfSeats, sumsOfCosts } from '../../common/rules/seat-costs';
import type { IdleEvidence } from '../rules/reclaim-case';
import { caseFor } from './search-idle-seats';
import { reclaimMessages } from '../rules/messages';

/** As many as one person can have asked for in a day, with room to spare. */
const MOST_SEATS = 1_000;

const EVIDENCE: IdleEvidence = {
  because: 'undone',
  source: null,
  inactiveSince: null,
  observedAt: null,
  idleDays: 0,
};

/**
 * What undoing everything that one person asked for in an application within a time would take back. Nothing is written.
 * @throws {SeatkeeperError} `forbidden` for people who do not manage the application
 */
export async function planBatch(batch: Batch, role: AccessRole): Promise<BatchPlan> {
  requireManages(role, batch.applicationKey);
  const application = await findApplication(batch.applicationKey);
  if (!application) throw new SeatkeeperError('not-found', reclaimMessages.error.noApplication);
  const found = await seatsOfBatch(batch, MOST_SEATS);
  const costs = application.tiers.map(({ key, priceLines }) =>
    costOfSeats(priceLines, found.filter(({ poolId }) => poolId === poolIdOf(application.key, key)).length),
  );
  const nameOf = poolNames([application]);
  return {
    application: application.name,
    people: new Set(found.map(({ seat }) => seat.holderId)).size,
    seats: found.length,
    costs: sumsOfCosts(costs.flatMap((cost) => cost.costs)),
    unpriced: costs.reduce((sum, { unpriced }) => sum + unpriced, 0),
    rows: found.slice(0, MOST_PLANNED).map(({ poolId, seat }) => ({
      poolId,
      what: nameOf(poolId),
      holderId: seat.holderId,
      slot: seat.slot,
      issueId: seat.issueId,
    })),
  };
}

/**
 * Takes all of it back: a case for each seat, to be removed without asking its holder. The same id again changes
 * nothing, so that it can be cut off anywhere and called again. The run is itself undone like any other.
 */
export async function undoBatch(
  runId: string,
  batch: Batch,
  byId: string,
  role: AccessRole,
  now: number,
): Promise<{ readonly opened: number }> {
  requireManages(role, batch.applicationKey);
  const application = await findApplication(batch.applicationKey);
  if (!application) throw new SeatkeeperError('not-found', reclaimMessages.error.noApplication);
  const begun: ReclaimRun = {
    runId,
    kind: 'demand',
    // its cases are all opened here: there is nothing to search for
    state: 'done',
    scope: { poolId: null, issueId: null, batch, selection: null },
    progress: NO_PROGRESS,
    createdBy: byId,
    createdAt: now,
    changedAt: now,
    version: 1,
  };
  await beginRun(begun);
  const run = await findRun(runId);
  if (run?.createdBy !== byId) throw new SeatkeeperError('invalid', reclaimMessages.error.startedByOther);
  const found = await seatsOfBatch(batch, MOST_SEATS);
  const cases = found.flatMap(({ poolId, seat }) => {
    const tier = application.tiers.find(({ key }) => poolIdOf(application.key, key) === poolId);
    return tier ? [caseFor({ poolId, application, tier }, run, seat, EVIDENCE, now)] : [];
  });
  await openCases(cases);
  const { length: opened } = cases;
  await saveRun({ ...run, progress: { ...run.progress, examined: found.length, opened }, changedAt: now });
  return { opened };
}
