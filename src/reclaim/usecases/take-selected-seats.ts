import type { ReclaimRules } from '../../settings/rules/reclaim-rules';
import { poolsToSearch, type SearchedPool } from '../../pools/usecases/list-pools';
import { entitlementName } from '../../catalog/rules/entitlement';
import { sha256 } from '../../common/rules/digest';
import { slotsOf, type Slot } from '../store/idle-seats';
import { countCases, openCases } from '../store/reclaim-cases';
import { saveRun, type ReclaimRun, type RunScope } from '../store/reclaim-runs';
import { sourceReadings } from '../../usage/store/usage';
import type { SelectionPlan, SelectionRow } from '../contract/reclaim';
import { requireManages, type AccessRole } from '../../people/rules/access-role';
import { applicationKeyOf, findByKeyOrName, keysOfPool } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { CASE_STATES } from '../rules/reclaim-case';
import { ceilingFor } from '../rules/run-ceiling';
import { UNKNOWN_WORDS } from '../../usage/rules/usage';
import {
  caseFor,
  judgeSeats,
  roomFor,
  sourcesProblem,
  takeable,
  type Candidate,
  type Finding,
} from './search-idle-seats';
import { reclaimSetup } from './process-cases';
import { reclaimMessages } from '../rules/messages';
import { poolMessages } from '../../pools/rules/messages';

/** Seats of a pool that somebody chose, by their slots. */
export interface Selection {
  readonly poolId: string;
  readonly slots: readonly number[];
}

/**
 * What taking back chosen seats would do with each of them, by the same rules and ceilings as a search for idle ones.
 * Nothing is written.
 * @throws {SeatkeeperError} `not-found`; `invalid` for seats that the pool does not have
 */
export async function planSelection({ poolId, slots }: Selection, now: number): Promise<SelectionPlan> {
  const pool = await poolCalled(poolId);
  const { rules } = await reclaimSetup();
  const { chosen, findings, problem } = await judgeChosen(pool, slots, rules, now);
  requireAll(pool, slots, chosen);
  const ceiling = ceilingFor(pool.tier.seats, rules);
  const taken = takeable(findings, problem).slice(0, Math.min(ceiling, rules.mostCases));
  const rows = chosen.map((slot) => rowOf(pool, slot, { findings, taken, problem }));
  return {
    planId: planIdOf(poolId, rows),
    poolId,
    what: entitlementName(pool.application, pool.tier),
    rows,
    wouldOpen: taken.length,
    unknown: findings.filter(({ kind }) => kind === 'unknown').length,
    ceiling,
    mostCases: rules.mostCases,
    problem: problem ?? null,
  };
}

/** The same for people who manage the application. @throws {SeatkeeperError} also `forbidden` */
export async function planOwnSelection(
  selection: Selection,
  role: AccessRole,
  now: number,
): Promise<SelectionPlan> {
  requireManages(role, applicationKeyOf(selection.poolId));
  return planSelection(selection, now);
}

async function poolCalled(poolId: string): Promise<SearchedPool> {
  const [pool] = await poolsToSearch(poolId);
  if (!pool) throw new SeatkeeperError('not-found', poolMessages.notFound);
  return pool;
}

async function judgeChosen(
  pool: SearchedPool,
  slots: readonly number[],
  rules: ReclaimRules,
  now: number,
): Promise<{
  readonly chosen: readonly Slot[];
  readonly findings: readonly Finding[];
  readonly problem: string | undefined;
}> {
  const chosen = await slotsOf(pool.poolId, slots);
  const readings = await sourceReadings(pool.application.key);
  const inUse = chosen.flatMap(({ seat }) => seat ?? []);
  return {
    chosen,
    findings: await judgeSeats(pool, inUse, { readings, rules }, now),
    problem: sourcesProblem(readings, now),
  };
}

const MOST_NAMED = 10;

function requireAll(pool: SearchedPool, slots: readonly number[], chosen: readonly Slot[]): void {
  const there = new Set(chosen.map(({ slot }) => slot));
  const missing = slots.filter((slot) => !there.has(slot));
  if (missing.length === 0) return;
  throw new SeatkeeperError(
    'invalid',
    reclaimMessages.error.noSeats(
      entitlementName(pool.application, pool.tier),
      missing.slice(0, MOST_NAMED),
      missing.length - MOST_NAMED,
    ),
  );
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly taken: readonly Candidate[];
  readonly problem: string | undefined;
}

function rowOf(pool: SearchedPool, { slot, state, holderId }: Slot, judged: Judged): SelectionRow {
  const stays = (reason: string): SelectionRow => ({ slot, holderId, does: 'nothing', reason });
  const finding = judged.findings.find(({ seat }) => seat.slot === slot);
  switch (finding?.kind) {
    case undefined:
      return stays(state === 'free' ? reclaimMessages.plan.nobody : reclaimMessages.plan.notInUse(state));
    case 'left-alone':
      return stays(finding.reason);
    case 'unknown':
      return stays(UNKNOWN_WORDS[finding.why]);
    case 'candidate':
      return judged.taken.includes(finding)
        ? takenRow(pool, finding)
        : stays(
            finding.evidence.because === 'idle' && judged.problem !== undefined
              ? judged.problem
              : reclaimMessages.plan.ceiling,
          );
  }
}

function takenRow(pool: SearchedPool, { seat, evidence }: Candidate): SelectionRow {
  const one = caseFor(pool, PLANNED, seat, evidence, 0);
  const lower = findByKeyOrName(pool.application.tiers, keysOfPool(one.toPoolId ?? '').tierKey);
  return {
    slot: seat.slot,
    holderId: seat.holderId,
    does: one.state === 'ready' ? 'ask' : 'take-away',
    movesTo: lower ? entitlementName(pool.application, lower) : one.toPoolId,
    evidence,
  };
}

// what becomes of a seat is the same in every run
const PLANNED: Pick<ReclaimRun, 'runId' | 'scope'> = {
  runId: '',
  scope: { poolId: null, issueId: null, batch: null, selection: null },
};

/** Two plans that do the same to the same people, for the same reasons, have the same id. */
const planIdOf = (poolId: string, rows: readonly SelectionRow[]): string =>
  sha256(
    JSON.stringify([
      poolId,
      rows.map((row) =>
        row.does === 'nothing'
          ? [row.slot, row.holderId]
          : [row.slot, row.holderId, row.does, row.movesTo, row.evidence.because, row.evidence.inactiveSince],
      ),
    ]),
  );

/** @throws {SeatkeeperError} `invalid` when it is another plan, or one that does nothing */
export function requireSamePlan(plan: SelectionPlan, planId: string): void {
  if (plan.planId !== planId) throw new SeatkeeperError('invalid', reclaimMessages.error.planChanged);
  if (plan.wouldOpen === 0) throw new SeatkeeperError('invalid', reclaimMessages.error.nothingToTake);
}

/** What a run has to remember of the plan that it carries out. */
export const selectionOf = ({
  planId,
  rows,
  unknown,
}: SelectionPlan): NonNullable<RunScope['selection']> => ({
  planId,
  chosen: rows.length,
  unknown,
  seats: rows.flatMap((row) => (row.does === 'nothing' ? [] : [{ slot: row.slot, holderId: row.holderId }])),
});

/**
 * Opens the cases that a plan showed. Whoever has a reason to keep the seat by now is left out; nobody is added. Cut off
 * anywhere, it can be called again.
 */
export async function continueSelection(
  run: ReclaimRun,
  rules: ReclaimRules,
  now: number,
): Promise<ReclaimRun> {
  const { selection, poolId } = run.scope;
  if (run.state !== 'running' || selection === null) return run;
  const [pool] = poolId === null ? [] : await poolsToSearch(poolId);
  if (pool) await openChosen(run, pool, selection.seats, rules, now);
  const opened = await countCases({ states: CASE_STATES, poolId: null, runId: run.runId });
  const progress = {
    ...run.progress,
    poolId: poolId ?? '',
    examined: selection.chosen,
    opened,
    unknown: selection.unknown,
    stopped: unchangedWords(selection.seats.length - opened),
  };
  return (await saveRun({ ...run, state: 'done', progress, changedAt: now })) ?? run;
}

async function openChosen(
  run: ReclaimRun,
  pool: SearchedPool,
  seats: NonNullable<RunScope['selection']>['seats'],
  rules: ReclaimRules,
  now: number,
): Promise<void> {
  const holders = new Map(seats.map(({ slot, holderId }) => [slot, holderId]));
  const { findings, problem } = await judgeChosen(pool, [...holders.keys()], rules, now);
  const candidates = takeable(findings, problem).filter(
    // a slot can have gone to somebody else
    ({ seat }) => holders.get(seat.slot) === seat.holderId,
  );
  const room = candidates.length === 0 ? 0 : await roomFor(run, pool, rules);
  await openCases(
    candidates.slice(0, room).map(({ seat, evidence }) => caseFor(pool, run, seat, evidence, now)),
  );
}

const unchangedWords = (seats: number): string | null =>
  seats <= 0 ? null : reclaimMessages.plan.unchanged(seats);
