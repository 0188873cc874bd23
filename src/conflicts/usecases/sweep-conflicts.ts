import { sha256 } from '../../common/rules/digest';
import { addComment, findComment } from '../../jira/client/comments';
import { readSweep, writeSweep, type SweepProgress } from '../store/conflict-sweep';
import { log } from '../../common/forge/log';
import { readCatalog } from '../../catalog/store/catalog';
import {
  markNotified,
  resolveUnseen,
  saveConflicts,
  unnotifiedConflicts,
  type SeenConflict,
  type StoredConflict,
} from '../store/conflicts';
import { CLAIM_MS, once } from '../../common/store/effects';
import { peopleOfAccounts } from '../../people/store/people';
import { currentPolicy } from '../../policy/store/policies';
import { holdersOfSeveral, seatsInUse, type SeatInUse } from '../../pools/store/seats-in-use';
import { keysOfPool, type Catalog } from '../../catalog/rules/catalog';
import { conflictNote } from '../rules/conflict-note';
import { dutyRules, findConflicts, type DutyRules, type HeldSeat } from '../rules/find-conflicts';
import { SeatkeeperError } from '../../common/rules/errors';
import type { Person } from '../../people/rules/person';
import { policyFactsOf } from '../../policy/rules/policy-facts';
import { poolNames } from '../../catalog/usecases/pool-names';

const PEOPLE_A_PAGE = 200;

interface SweepContext {
  readonly duties: DutyRules;
  readonly catalog: Catalog;
  readonly now: number;
  readonly outOfTime: () => boolean;
}

/**
 * Looks among the seats in use for what the policy in force does not let one person have together, keeps what
 * it finds, and tells the ticket through which the newest of them came, once. Goes through people page by page
 * and takes up where the last run was cut off or ran out of time; only when it has seen everybody does it
 * resolve what it did not see any more. Three statements, five for a page, four for a note.
 * @param outOfTime whether to leave the rest to the next run
 */
export async function sweepConflicts(now: number, outOfTime: () => boolean): Promise<void> {
  const before = await readSweep();
  const duties = dutyRules(await currentPolicy(now));
  const isUnderWay = before !== null && before.after !== '';
  let progress: SweepProgress = isUnderWay
    ? before
    : { startedAt: now, after: '', completedAt: before?.completedAt ?? null };
  if (duties) {
    const context = { duties, catalog: await readCatalog(), now, outOfTime };
    for (;;) {
      if (outOfTime()) return;
      const holders = await holdersOfSeveral(progress.after, PEOPLE_A_PAGE);
      const last = holders.at(-1);
      if (last === undefined) break;
      await look(holders, context);
      progress = { ...progress, after: last };
      await writeSweep(progress);
    }
  }
  await resolveUnseen(progress.startedAt, now);
  await writeSweep({ startedAt: progress.startedAt, after: '', completedAt: now });
}

async function look(holders: readonly string[], context: SweepContext): Promise<void> {
  const { duties, now } = context;
  const seats = await seatsInUse(holders);
  const people = await peopleOfAccounts(holders);
  const seen = holders.flatMap((holderId): SeenConflict[] => {
    const own = seats.filter((seat) => seat.holderId === holderId);
    const person = people.get(holderId) ?? null;
    const held = own.flatMap((seat) => heldSeat(seat, person, context.catalog));
    return findConflicts(duties, held).map((conflict) => ({
      ...conflict,
      holderId,
      policyVersion: duties.compiled.version,
    }));
  });
  if (seen.length === 0) return;
  await saveConflicts(seen, now);
  for (const conflict of await unnotifiedConflicts(holders)) {
    if (context.outOfTime()) return;
    await notify(conflict, context);
  }
}

/** Nothing for a seat of what the catalog does not know any more: no rule can be about it. */
function heldSeat(seat: SeatInUse, person: Person | null, catalog: Catalog): HeldSeat[] {
  const { applicationKey, tierKey } = keysOfPool(seat.poolId);
  const application = catalog.find(({ key }) => key === applicationKey);
  const tier = application?.tiers.find(({ key }) => key === tierKey);
  if (!application || !tier) return [];
  const facts = policyFactsOf({
    application,
    tier,
    beneficiary: person,
    role: seat.role,
    onBehalf: seat.requesterId !== null && seat.requesterId !== seat.holderId,
    people: 1,
    durationDays: seat.durationDays,
  });
  return [{ poolId: seat.poolId, facts, since: seat.since, issueId: seat.issueId }];
}

/** A ticket that cannot be notified must not keep the others waiting; it is tried again the next night. */
async function notify(conflict: StoredConflict, { catalog, now }: SweepContext): Promise<void> {
  const { holderId, poolId, ruleId, issueId } = conflict;
  if (issueId === null) return;
  const name = poolNames(catalog);
  const key = `conflict:${sha256(JSON.stringify([holderId, poolId, ruleId, conflict.firstSeen])).slice(0, 16)}`;
  const body = conflictNote({
    ...conflict,
    entitlement: name(poolId),
    others: conflict.withPools.map(name),
  });
  try {
    const perform = (): Promise<string> => addComment(issueId, body, 'internal', key);
    await once({ issueId, key, find: () => findComment(issueId, key), perform }, now, CLAIM_MS.nightly);
  } catch (error) {
    // of a ticket that is gone no ticket has to be notified
    if (!(error instanceof SeatkeeperError) || error.code !== 'not-found') {
      log.error('a conflict could not be noted on its ticket', error, { issueId });
      return;
    }
  }
  await markNotified(conflict, now);
}
