import { DAY } from '../../common/rules/time';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import { type SearchedPool, poolsToSearch } from '../../pools/usecases/list-pools';
import { sha256 } from '../../common/rules/digest';
import { excludedHolders } from '../store/exclusions';
import type { AllocatedSeat } from '../../pools/store/allocated-seats';
import { seatsWithoutActivity, sizeOfPool } from '../store/idle-seats';
import { countCases, leftAlone, openCases } from '../store/reclaim-cases';
import { saveRun, type ReclaimRun, type RunProgress } from '../store/reclaim-runs';
import { inactiveAccounts } from '../../people/store/people';
import { sourceReadings } from '../../usage/store/usage';
import {
  CASE_STATES,
  isAsked,
  type CaseReason,
  type IdleEvidence,
  type ReclaimCase,
} from '../rules/reclaim-case';
import { roomLeft } from '../rules/run-ceiling';
import { utcText } from '../../common/rules/time-text';
import {
  sourceState,
  type SourceReading,
  type UnknownUsage,
  type Usage,
  DEFAULT_IDLE_DAYS,
} from '../../usage/rules/usage';
import { poolIdOf } from '../../catalog/rules/catalog';
import { usageOfHolders } from '../../usage/usecases/usage-of-holders';
import { reclaimMessages } from '../rules/messages';
import { usageMessages } from '../../usage/rules/messages';

const SEATS_A_PAGE = 200;

/** What is found out about one seat. */
export type Finding =
  | { readonly kind: 'candidate'; readonly seat: AllocatedSeat; readonly evidence: IdleEvidence }
  | { readonly kind: 'left-alone'; readonly seat: AllocatedSeat; readonly reason: string }
  | { readonly kind: 'unknown'; readonly seat: AllocatedSeat; readonly why: UnknownUsage };

/** What seats of a pool are judged by, besides what is known of each. */
export interface KnownOfPool {
  readonly readings: readonly SourceReading[];
  readonly rules: ReclaimRules;
}

/** A page of a pool's seats that may be taken back, judged one by one. At most six statements. */
export async function judgePage(
  pool: SearchedPool,
  known: KnownOfPool,
  afterSlot: number,
  now: number,
): Promise<readonly Finding[]> {
  const since = now - (pool.application.idleDays ?? DEFAULT_IDLE_DAYS) * DAY;
  const seats = await seatsWithoutActivity(pool.poolId, since, now, afterSlot, SEATS_A_PAGE);
  return judgeSeats(pool, seats, known, now);
}

/** Whether each of these seats of a pool may be taken back. Four statements. */
export async function judgeSeats(
  { poolId, application }: SearchedPool,
  seats: readonly AllocatedSeat[],
  { readings, rules }: KnownOfPool,
  now: number,
): Promise<readonly Finding[]> {
  if (seats.length === 0) return [];
  const idleDays = application.idleDays ?? DEFAULT_IDLE_DAYS;
  const holders = seats.map(({ holderId }) => holderId);
  const usage = await usageOfHolders(application.key, seats, idleDays, now, readings);
  const excluded = await excludedHolders(application.key, holders, now);
  const alone = await leftAlone(poolId, holders, now);
  const left = await inactiveAccounts(holders);
  return seats.map((seat) => {
    // employment outranks usage, and what somebody said while they had a right to the seat
    const over = left.has(seat.holderId) ? 'left' : whyOver(seat, application.key, rules, now);
    const asked = alone.get(seat.holderId);
    const isAlone = over ? asked === 'open' : asked !== undefined;
    const reason = excluded.get(seat.holderId) ?? (isAlone ? reclaimMessages.plan.askedOrKept : undefined);
    if (reason !== undefined) return { kind: 'left-alone', seat, reason };
    return over
      ? { kind: 'candidate', seat, evidence: overEvidence(seat, over, idleDays) }
      : judged(seat, usage.get(seat.holderId), idleDays);
  });
}

/** Why a seat is over, whether it is used or not; undefined where it is not. */
export function whyOver(
  { isWithdrawn, endsAt }: Pick<AllocatedSeat, 'isWithdrawn' | 'endsAt'>,
  applicationKey: string,
  { keptPastEnd }: ReclaimRules,
  now: number,
): CaseReason | undefined {
  if (isWithdrawn) return 'withdrawn';
  const isPast = endsAt !== null && endsAt <= now;
  return isPast && !keptPastEnd.includes(applicationKey) ? 'ended' : undefined;
}

export const overEvidence = (
  { endsAt }: Pick<AllocatedSeat, 'endsAt'>,
  because: CaseReason,
  idleDays: number,
): IdleEvidence => ({
  because,
  source: null,
  inactiveSince: because === 'ended' ? endsAt : null,
  observedAt: null,
  idleDays,
});

function judged(seat: AllocatedSeat, usage: Usage | undefined, idleDays: number): Finding {
  if (usage?.kind === 'active') {
    const { lastActiveAt, source } = usage;
    return { kind: 'left-alone', seat, reason: reclaimMessages.plan.used(utcText(lastActiveAt), source) };
  }
  if (usage?.kind !== 'inactive')
    return { kind: 'unknown', seat, why: usage?.kind === 'unknown' ? usage.why : 'no-source' };
  const { since, source, observedAt } = usage;
  return {
    kind: 'candidate',
    seat,
    evidence: { because: 'idle', source, inactiveSince: since, observedAt, idleDays },
  };
}

/** Why nothing may be taken back in an application on what its sources say; undefined when one of them is good. */
export function sourcesProblem(readings: readonly SourceReading[], now: number): string | undefined {
  if (readings.length === 0) return usageMessages.noSource;
  const states = readings.map((reading) => ({ ...reading, state: sourceState(reading, now) }));
  const bad = states.find(({ state }) => state === 'shrunk' || state === 'empty');
  if (bad)
    return bad.state === 'empty'
      ? usageMessages.sourceEmpty(bad.source)
      : usageMessages.sourceShrunk(bad.source, bad.people, bad.previousPeople ?? 0);
  return states.some(({ state }) => state === 'good') ? undefined : usageMessages.stale;
}

export type Candidate = Extract<Finding, { readonly kind: 'candidate' }>;

/** The candidates that may be taken back: on bad data only what is over by itself. */
export const takeable = (findings: readonly Finding[], problem: string | undefined): Candidate[] =>
  findings.filter(
    (finding): finding is Candidate =>
      finding.kind === 'candidate' && (problem === undefined || !isAsked(finding.evidence.because)),
  );

/**
 * The lower tier that somebody moves to, rather than losing the application; to a premium one only from another, since nobody
 * gets one without an approval.
 */
function lowerPoolOf({ application, tier }: SearchedPool, { because }: IdleEvidence): string | null {
  const lower = application.tiers.find(({ key }) => key === tier.lowerTierKey);
  if (because !== 'idle' || lower === undefined || (lower.premium && !tier.premium)) return null;
  return poolIdOf(application.key, lower.key);
}

/** A case for a candidate; the same run finds the same one under the same id, however often it runs. */
export function caseFor(
  pool: SearchedPool,
  { runId, scope }: Pick<ReclaimRun, 'runId' | 'scope'>,
  seat: AllocatedSeat,
  evidence: IdleEvidence,
  now: number,
): ReclaimCase {
  const toPoolId = lowerPoolOf(pool, evidence);
  return {
    caseId: sha256(`${runId}:${pool.poolId}:${seat.holderId}`).slice(0, 32),
    runId,
    poolId: pool.poolId,
    slot: seat.slot,
    holderId: seat.holderId,
    state: isAsked(evidence.because) ? 'ready' : 'awaiting-removal',
    action: toPoolId === null ? 'remove' : 'downgrade',
    toPoolId,
    forIssueId: scope.issueId,
    evidence,
    isReleased: false,
    remarks: [],
    openedAt: now,
    changedAt: now,
    nextAt: now,
    nudges: 0,
    keepReason: null,
    keepUntil: null,
    removedAt: null,
    removedBy: null,
    inverse: null,
    issueId: null,
    version: 1,
  };
}

/**
 * Takes a run through its pools, a page of seats at a time, and opens a case for each candidate. Progress is written
 * after each page, under the run's version: a run that was cut off goes on from there, and two never work at it at once.
 */
export async function continueRun(
  given: ReclaimRun,
  rules: ReclaimRules,
  now: number,
  outOfTime: () => boolean,
): Promise<ReclaimRun> {
  const pools = await poolsToSearch(given.scope.poolId);
  let run = given;
  while (run.state === 'running' && !outOfTime()) {
    const { progress } = run;
    const pool = pools.find(({ poolId }) => poolId >= progress.poolId);
    const next = pool
      ? await searchPage(run, pool, rules, now)
      : { state: 'done' as const, progress: { ...progress } };
    const saved = await saveRun({ ...run, ...next, changedAt: now });
    // somebody else is at it
    if (!saved) return run;
    run = saved;
  }
  return run;
}

// after every slot there can be
const PAST = '\u{ffff}';

interface PageResult {
  readonly state: ReclaimRun['state'];
  readonly progress: RunProgress;
}

async function searchPage(
  run: ReclaimRun,
  pool: SearchedPool,
  rules: ReclaimRules,
  now: number,
): Promise<PageResult> {
  const before = run.progress.poolId === pool.poolId ? run.progress : { ...run.progress, slot: 0 };
  const readings = await sourceReadings(pool.application.key);
  const problem = sourcesProblem(readings, now);
  const findings = await judgePage(pool, { readings, rules }, before.slot, now);
  const candidates = takeable(findings, problem);
  const room = candidates.length === 0 ? 0 : await roomFor(run, pool, rules);
  const taken = candidates.slice(0, room);
  await openCases(taken.map(({ seat, evidence }) => caseFor(pool, run, seat, evidence, now)));
  const opened = await countCases({ states: CASE_STATES, poolId: null, runId: run.runId });
  const isCut = taken.length < candidates.length;
  const isOver = isCut || findings.length < SEATS_A_PAGE;
  const isFull = isCut && opened >= rules.mostCases;
  const share = reclaimMessages.plan.shareReached(Math.round(rules.mostShare * 100));
  const reason = findings.length === 0 || isFull ? undefined : (problem ?? (isCut ? share : undefined));
  return {
    state: isFull ? 'stopped' : 'running',
    progress: {
      poolId: isOver ? `${pool.poolId}${PAST}` : pool.poolId,
      slot: isOver ? 0 : (findings.at(-1)?.seat.slot ?? 0),
      examined: before.examined + findings.length,
      opened,
      unknown: before.unknown + findings.filter(({ kind }) => kind === 'unknown').length,
      leftOut: withReason(before.leftOut, pool.poolId, reason),
      stopped: isFull ? reclaimMessages.plan.stoppedAt(rules.mostCases) : null,
    },
  };
}

/**
 * How many more cases a run may open in a pool. Counted by the cases that are there: a run that died after opening some
 * has not written down how many.
 */
export async function roomFor(
  { runId }: ReclaimRun,
  { poolId }: SearchedPool,
  rules: ReclaimRules,
): Promise<number> {
  const inRun = await countCases({ states: CASE_STATES, poolId: null, runId });
  const inPool = await countCases({ states: CASE_STATES, poolId, runId });
  const { purchased } = await sizeOfPool(poolId);
  return roomLeft({ inRun, inPool }, purchased, rules);
}

const MOST_LEFT_OUT = 200;

const withReason = (
  leftOut: RunProgress['leftOut'],
  poolId: string,
  reason: string | undefined,
): RunProgress['leftOut'] =>
  reason === undefined || leftOut.length >= MOST_LEFT_OUT || leftOut.some((one) => one.poolId === poolId)
    ? leftOut
    : [...leftOut, { poolId, reason }];
