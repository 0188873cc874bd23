import { DAY } from '../../common/rules/time';
import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import { managesApplication, requireManages, type AccessRole } from '../../people/rules/access-role';
import { applicationKeyOf } from '../../catalog/rules/catalog';
import { poolsToSearch, type SearchedPool } from '../../pools/usecases/list-pools';
import { entitlementName } from '../../catalog/rules/entitlement';
import { readCatalog } from '../../catalog/store/catalog';
import { poolNames } from '../../catalog/usecases/pool-names';
import { combined, mapped, read, type Reading } from '../../common/store/reading';
import { idlestSeatsReading } from '../store/idle-seats';
import { listCases, openCases } from '../store/reclaim-cases';
import { beginRun, findRun, listRuns, saveRun, unfinishedRuns, type ReclaimRun } from '../store/reclaim-runs';
import { sourceReadings, sourcesReading } from '../../usage/store/usage';
import { countWaiting } from '../../pools/store/waitlist';
import { MOST_PLANNED, type ListedRun, type ReclaimPlan, type RunRow } from '../contract/reclaim';
import { SeatkeeperError } from '../../common/rules/errors';
import { OPEN_STATES } from '../rules/reclaim-case';
import { ceilingFor } from '../rules/run-ceiling';
import { utcDay } from '../../common/rules/time-text';
import { usageOf, DEFAULT_IDLE_DAYS } from '../../usage/rules/usage';
import {
  caseFor,
  continueRun,
  judgePage,
  sourcesProblem,
  takeable,
  type Candidate,
  type Finding,
} from './search-idle-seats';
import {
  continueSelection,
  planSelection,
  requireSamePlan,
  selectionOf,
  type Selection,
} from './take-selected-seats';
import { newRun, uuidOf } from './new-run';
import { reclaimSetup } from './process-cases';
import { reclaimMessages } from '../rules/messages';

const RUNS_A_PAGE = 25;
const MOST_RUNS = 20;

const rowOf = ({ scope, progress, ...run }: ReclaimRun): RunRow => ({
  runId: run.runId,
  kind: run.kind,
  state: run.state,
  poolId: scope.poolId,
  isChosen: scope.selection !== null,
  examined: progress.examined,
  opened: progress.opened,
  unknown: progress.unknown,
  leftOut: progress.leftOut,
  stopped: progress.stopped,
  createdBy: run.createdBy,
  createdAt: run.createdAt,
});

/**
 * What a run over a pool, or all of them, would do: everybody it would open a case for, and why nobody else. Nothing is
 * written. An owner is shown the pools of their applications.
 * @throws {SeatkeeperError} `forbidden` for the pool of another application, `not-found` for one that does not exist
 */
export async function planRun(
  poolId: string | null,
  role: AccessRole,
  now: number,
  outOfTime: () => boolean,
): Promise<ReclaimPlan> {
  if (poolId !== null) requireManages(role, applicationKeyOf(poolId));
  const { rules } = await reclaimSetup();
  const searched = (await searchedPools(poolId)).filter(({ application }) =>
    managesApplication(role, application.key),
  );
  const pools: ReclaimPlan['pools'][number][] = [];
  const rows: ReclaimPlan['rows'][number][] = [];
  let wouldOpen = 0;
  let isCut = false;
  for (const pool of searched) {
    if (outOfTime()) {
      isCut = true;
      break;
    }
    const { findings, problem, isWhole } = await findingsOf(pool, rules, now, outOfTime);
    isCut ||= !isWhole;
    const candidates = takeable(findings, problem);
    const ceiling = ceilingFor(pool.tier.seats, rules);
    wouldOpen += Math.min(candidates.length, ceiling);
    const count = (kind: Finding['kind']): number => findings.filter((one) => one.kind === kind).length;
    if (findings.length > 0 || problem !== undefined)
      pools.push({
        poolId: pool.poolId,
        what: entitlementName(pool.application, pool.tier),
        candidates: candidates.length,
        leftAlone: count('left-alone'),
        unknown: count('unknown'),
        problem: problem ?? null,
        ceiling,
      });
    for (const { seat, evidence } of candidates.slice(0, MOST_PLANNED - rows.length))
      rows.push({ poolId: pool.poolId, holderId: seat.holderId, slot: seat.slot, evidence });
  }
  return {
    pools,
    rows,
    wouldOpen: Math.min(wouldOpen, rules.mostCases),
    mostCases: rules.mostCases,
    isCut,
  };
}

/** @throws {SeatkeeperError} `not-found` for a pool that does not exist: that nobody is idle there would be no answer */
async function searchedPools(poolId: string | null): Promise<SearchedPool[]> {
  const pools = await poolsToSearch(poolId);
  if (poolId !== null && pools.length === 0)
    throw new SeatkeeperError('not-found', reclaimMessages.error.noPool(poolId, []));
  return pools;
}

async function findingsOf(
  pool: SearchedPool,
  rules: ReclaimRules,
  now: number,
  outOfTime: () => boolean,
): Promise<{ findings: Finding[]; problem: string | undefined; isWhole: boolean }> {
  const readings = await sourceReadings(pool.application.key);
  const problem = sourcesProblem(readings, now);
  const findings: Finding[] = [];
  for (;;) {
    const page = await judgePage(pool, { readings, rules }, findings.at(-1)?.seat.slot ?? 0, now);
    findings.push(...page);
    if (page.length === 0) return { findings, problem, isWhole: true };
    if (outOfTime()) return { findings, problem, isWhole: false };
  }
}

/**
 * Starts a run, or goes on with it: the same id is the same run. What is left is done by the reconcile.
 * @throws {SeatkeeperError} `not-found` for a pool that does not exist
 */
export async function startRun(
  runId: string,
  poolId: string | null,
  byId: string,
  now: number,
  outOfTime: () => boolean,
): Promise<RunRow> {
  await searchedPools(poolId);
  await beginRun(newRun(runId, 'demand', { poolId, issueId: null, batch: null, selection: null }, byId, now));
  const run = await findRun(runId);
  if (run?.createdBy !== byId) throw new SeatkeeperError('invalid', reclaimMessages.error.startedByOther);
  const { rules } = await reclaimSetup();
  return rowOf(await continueRun(run, rules, now, outOfTime));
}

/**
 * Takes back the seats that a plan showed, and only those; the same id is the same run. What of it is left when the
 * process ends is done by the reconcile.
 * @throws {SeatkeeperError} `invalid` when the plan would look otherwise by now; then nothing was begun
 */
export async function startSelection(
  runId: string,
  { planId, ...chosen }: Selection & { readonly planId: string },
  byId: string,
  now: number,
): Promise<RunRow> {
  if (!(await findRun(runId))) {
    const plan = await planSelection(chosen, now);
    requireSamePlan(plan, planId);
    const scope = { poolId: chosen.poolId, issueId: null, batch: null, selection: selectionOf(plan) };
    await beginRun(newRun(runId, 'demand', scope, byId, now));
  }
  const run = await findRun(runId);
  if (run?.createdBy !== byId) throw new SeatkeeperError('invalid', reclaimMessages.error.startedByOther);
  if (run.scope.selection?.planId !== planId)
    throw new SeatkeeperError('invalid', reclaimMessages.error.otherSeats);
  const { rules } = await reclaimSetup();
  return rowOf(await continueSelection(run, rules, now));
}

export async function showRuns(
  page: number,
): Promise<{ readonly rows: readonly ListedRun[]; readonly page: number }> {
  const runs = await listRuns(RUNS_A_PAGE, page * RUNS_A_PAGE);
  if (runs.length === 0) return { rows: [], page };
  const nameOf = poolNames(await readCatalog());
  const rows = runs.map((run): ListedRun => {
    const row = rowOf(run);
    return {
      ...row,
      what: row.poolId === null ? null : nameOf(row.poolId),
      leftOut: row.leftOut.map((one) => ({ ...one, what: nameOf(one.poolId) })),
    };
  });
  return { rows, page };
}

/** Goes on with the runs that were cut off, and asks the next holders for those who still wait. */
export async function continueRuns(now: number, outOfTime: () => boolean): Promise<void> {
  const { rules } = await reclaimSetup();
  for (const run of await unfinishedRuns(MOST_RUNS)) {
    if (outOfTime()) return;
    await goOn(run, rules, now, outOfTime);
  }
}

function goOn(
  run: ReclaimRun,
  rules: ReclaimRules,
  now: number,
  outOfTime: () => boolean,
): Promise<ReclaimRun> {
  if (run.kind === 'swap') return askNext(run, now);
  return run.scope.selection === null
    ? continueRun(run, rules, now, outOfTime)
    : continueSelection(run, rules, now);
}

/** The nightly search through all pools, where the company has it; one a day, in UTC. */
export async function sweepPools(now: number, outOfTime: () => boolean): Promise<void> {
  const { rules } = await reclaimSetup();
  if (!rules.isSweeping) return;
  const runId = uuidOf(`sweep ${utcDay(now)}`);
  await beginRun(
    newRun(runId, 'sweep', { poolId: null, issueId: null, batch: null, selection: null }, '', now),
  );
  const run = await findRun(runId);
  if (run) await continueRun(run, rules, now, outOfTime);
}

const ASKED_AT_ONCE = 3;
const PAUSE_MS = 2 * DAY;

/**
 * Asks the holders of a full pool who have been away the longest whether they release their seats, for those who wait: a
 * few at once, the next ones after a pause, until one does or nobody waits any more.
 */
export async function askIdlest(poolId: string, issueId: string, byId: string, now: number): Promise<RunRow> {
  if ((await countWaiting(poolId)) === 0)
    throw new SeatkeeperError('invalid', reclaimMessages.error.nobodyWaits);
  const runId = uuidOf(`swap ${poolId} ${issueId} ${Math.floor(now / PAUSE_MS)}`);
  await beginRun({
    ...newRun(runId, 'swap', { poolId, issueId, batch: null, selection: null }, byId, now),
    // so that the first holders are asked at once
    changedAt: now - PAUSE_MS,
  });
  const run = await findRun(runId);
  if (!run) throw new SeatkeeperError('unavailable', reclaimMessages.error.notStarted);
  return rowOf(await askNext(run, now));
}

async function askNext(run: ReclaimRun, now: number): Promise<ReclaimRun> {
  const { poolId } = run.scope;
  const [pool] = poolId === null ? [] : await poolsToSearch(poolId);
  const isOver = !pool || (await countWaiting(pool.poolId)) === 0 || (await isReleased(run));
  if (isOver) return (await saveRun({ ...run, state: 'done', changedAt: now })) ?? run;
  if (run.progress.examined > 0 && now - run.changedAt < PAUSE_MS) return run;
  const seats = await read(idlestCandidatesReading(pool, now));
  const next = seats.slice(0, ASKED_AT_ONCE);
  const opened = await openCases(
    next.map(({ seat, evidence }) => caseFor(pool, run, seat, { ...evidence, because: 'wanted' }, now)),
  );
  const progress = {
    ...run.progress,
    poolId: pool.poolId,
    examined: run.progress.examined + next.length,
    opened: run.progress.opened + opened,
    stopped: next.length === 0 ? reclaimMessages.plan.nobodyElseIdle : null,
  };
  const state = next.length === 0 ? 'done' : run.state;
  return (await saveRun({ ...run, state, progress, changedAt: now })) ?? run;
}

const isReleased = async ({ runId }: ReclaimRun): Promise<boolean> => {
  const cases = await listCases({ states: ['awaiting-removal', 'done'], poolId: null, runId }, 1, 0);
  return cases.length > 0;
};

const MOST_IDLE = 50;

/**
 * Holders of a pool who are idle by what their sources say, those who have been away the longest first. One statement.
 * @param onlyWhenFull whether to find nobody while the pool has a seat left
 */
export function idlestCandidatesReading(
  { poolId, application }: SearchedPool,
  now: number,
  onlyWhenFull = false,
): Reading<Candidate[]> {
  const idleDays = application.idleDays ?? DEFAULT_IDLE_DAYS;
  const search = { poolId, since: now - idleDays * DAY, limit: MOST_IDLE, onlyWhenFull };
  const known = combined({
    seats: idlestSeatsReading(search, now),
    sources: sourcesReading(application.key),
  });
  return mapped(known, ({ seats, sources }) =>
    seats.flatMap(({ seat, signals }): Candidate[] => {
      const usage = usageOf(signals, sources, { now, idleDays, allocatedAt: seat.allocatedAt });
      if (usage.kind !== 'inactive') return [];
      const { since, source, observedAt } = usage;
      const evidence = { because: 'idle' as const, source, inactiveSince: since, observedAt, idleDays };
      return [{ kind: 'candidate', seat, evidence }];
    }),
  );
}

/** Statuses in which undoing a run still finds something. */
export const UNDOABLE = [...OPEN_STATES, 'done'] as const;
