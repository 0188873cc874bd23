import {
  managedApplications,
  managesApplication,
  requireManages,
  type AccessRole,
} from '../../people/rules/access-role';
import { readTicket } from '../../jira/client/tickets';
import { openPortalRequest, type Visitor } from '../../jira/usecases/open-portal-request';
import { userTransitions } from '../../jira/client/site';
import { readSettings } from '../../settings/store/settings';
import { readCatalog } from '../../catalog/store/catalog';
import { allocatedSeat } from '../store/idle-seats';
import {
  caseOfIssue,
  countCases,
  cycleTimes,
  findCase,
  listCases,
  type CaseFilter,
} from '../store/reclaim-cases';
import { findRun, saveRun } from '../store/reclaim-runs';
import { poolUsage } from '../../pools/store/seats';
import { CASES_AN_EXPORT } from '../../common/contract/export-limits';
import {
  CASES_A_PAGE,
  type CaseExport,
  type CaseList,
  type CaseRow,
  type CaseView,
} from '../contract/reclaim';
import { applicationKeyOf } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { caseCode } from '../rules/case-words';
import { casesCsv } from '../rules/cases-csv';
import { isAsked, isOpen, type CaseEvent, type ReclaimCase } from '../rules/reclaim-case';
import { poolNames } from '../../catalog/usecases/pool-names';
import { applyEvent, reasonToStop, reclaimSetup, processState, whatOf } from './process-cases';
import { UNDOABLE } from './run-reclaim';
import { reclaimMessages } from '../rules/messages';
import { permissionMessages } from '../../people/rules/messages';

const QUARTER_MS = 90 * 86_400_000;
const MOST_TIMES = 1_000;

async function rowOf(one: ReclaimCase, viewerId: string, role: AccessRole): Promise<CaseRow> {
  return {
    caseId: one.caseId,
    code: caseCode(one),
    poolId: one.poolId,
    what: await whatOf(one.poolId),
    holderId: one.holderId,
    state: one.state,
    action: one.action,
    evidence: one.evidence,
    remarks: one.remarks,
    openedAt: one.openedAt,
    nextAt: one.nextAt,
    keepUntil: one.keepUntil,
    removedAt: one.removedAt,
    issueId: one.issueId,
    isMine: one.holderId !== viewerId && managesApplication(role, applicationKeyOf(one.poolId)),
  };
}

/** A page of cases of the applications that somebody manages, the newest first. */
export async function showCases(
  filter: CaseFilter,
  page: number,
  viewerId: string,
  role: AccessRole,
  now: number,
): Promise<CaseList> {
  const theirs = { ...filter, applicationKeys: managedApplications(role) };
  const cases = await listCases(theirs, CASES_A_PAGE, page * CASES_A_PAGE);
  const rows: CaseRow[] = [];
  for (const one of cases) rows.push(await rowOf(one, viewerId, role));
  const times = await cycleTimes(now - QUARTER_MS, MOST_TIMES);
  const { project } = await reclaimSetup();
  return {
    rows,
    total: await countCases(theirs),
    page,
    canAsk: project !== undefined,
    medianCycleMs: median(times),
  };
}

/** A part of the cases as CSV, the newest first. Three statements. */
export async function exportCases(filter: CaseFilter, part: number, role: AccessRole): Promise<CaseExport> {
  const theirs = { ...filter, applicationKeys: managedApplications(role) };
  const [cases, catalog] = await Promise.all([
    listCases(theirs, CASES_AN_EXPORT, part * CASES_AN_EXPORT),
    readCatalog(),
  ]);
  const text = casesCsv(cases, poolNames(catalog));
  return { text, cases: cases.length, total: await countCases(theirs) };
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

async function caseNamed(caseId: string): Promise<ReclaimCase> {
  const one = await findCase(caseId);
  if (!one) throw new SeatkeeperError('not-found', reclaimMessages.error.noCase);
  return one;
}

/** @throws {SeatkeeperError} `forbidden` also for the holder: nobody decides about a seat of their own */
async function caseToDecide(caseId: string, byId: string, role: AccessRole): Promise<ReclaimCase> {
  const one = await caseNamed(caseId);
  requireManages(role, applicationKeyOf(one.poolId));
  if (one.holderId === byId) throw new SeatkeeperError('forbidden', reclaimMessages.error.ownCase);
  return one;
}

async function change(one: ReclaimCase, event: CaseEvent, now: number): Promise<ReclaimCase> {
  const setup = await reclaimSetup();
  return processState(await applyEvent(one, event, setup.rules, now), setup, now);
}

/** Decides about a seat whose holder did not answer. @throws {SeatkeeperError} `invalid`, `forbidden` */
export async function decideCase(
  caseId: string,
  decision: 'approve' | 'refuse',
  reason: string,
  byId: string,
  role: AccessRole,
  now: number,
): Promise<CaseRow> {
  const one = await caseToDecide(caseId, byId, role);
  const event: CaseEvent = decision === 'approve' ? { kind: 'approved' } : { kind: 'refused', reason };
  return rowOf(await change(one, event, now), byId, role);
}

/** Says, in the console, that an access was taken away in the application. @throws {SeatkeeperError} */
export async function confirmRemoval(
  caseId: string,
  byId: string,
  role: AccessRole,
  now: number,
): Promise<CaseRow> {
  return rowOf(await confirm(await caseToDecide(caseId, byId, role), byId, now), byId, role);
}

/**
 * The same on the case's ticket, for an agent who works on it. Two calls to Jira.
 * @throws {SeatkeeperError} `forbidden` for people who may only look at it, and for the holder themselves
 */
export async function confirmOnTicket(
  issueId: string,
  projectId: string,
  agentId: string,
  now: number,
): Promise<void> {
  const one = await caseOnTicket(issueId, projectId);
  if (!one) throw new SeatkeeperError('not-found', reclaimMessages.error.notReclaim);
  if (!(await userTransitions(issueId)))
    throw new SeatkeeperError('forbidden', reclaimMessages.error.agentsOnly);
  if (one.holderId === agentId) throw new SeatkeeperError('forbidden', reclaimMessages.error.ownSeat);
  await confirm(one, agentId, now);
}

/** Usage is read once more at the moment of removal: who has come back keeps the seat. */
async function confirm(one: ReclaimCase, byId: string, now: number): Promise<ReclaimCase> {
  const reason = await reasonToStop(one, now);
  if (reason) {
    const stopped = await change(one, reason, now);
    throw new SeatkeeperError(
      'invalid',
      reclaimMessages.error.notRemoved(stopped.remarks.at(-1)?.text ?? ''),
    );
  }
  if (one.action === 'downgrade' && one.toPoolId !== null && one.removedAt === null)
    await requireRoomFor(one.toPoolId, one.holderId);
  const seat = await allocatedSeat(one.poolId, one.holderId);
  const inverse = seat
    ? {
        poolId: one.poolId,
        holderId: one.holderId,
        issueId: seat.issueId,
        allocatedAt: seat.allocatedAt,
        endsAt: seat.endsAt,
        isWithdrawn: seat.isWithdrawn,
      }
    : one.inverse;
  if (!inverse) throw new SeatkeeperError('invalid', reclaimMessages.remark.seatGone);
  return change(one, { kind: 'removed', byId, inverse }, now);
}

/** Who kept a seat of the lower tier needs no other. */
async function requireRoomFor(poolId: string, holderId: string): Promise<void> {
  if (!(await allocatedSeat(poolId, holderId))) await requireRoom(poolId);
}

async function requireRoom(poolId: string): Promise<void> {
  const usage = (await poolUsage([poolId])).get(poolId);
  if ((usage?.free ?? 0) === 0)
    throw new SeatkeeperError('invalid', reclaimMessages.error.noRoom(await whatOf(poolId)));
}

/** Gives a removed seat back to who had it. @throws {SeatkeeperError} `invalid` when the pool is full by now */
export async function undoCase(
  caseId: string,
  byId: string,
  role: AccessRole,
  now: number,
): Promise<CaseRow> {
  return rowOf(await undo(await caseToDecide(caseId, byId, role), byId, now), byId, role);
}

async function undo(one: ReclaimCase, byId: string, now: number): Promise<ReclaimCase> {
  if (one.holderId === byId) throw new SeatkeeperError('forbidden', reclaimMessages.error.ownCase);
  if (!(await allocatedSeat(one.poolId, one.holderId))) await requireRoom(one.poolId);
  return change(one, { kind: 'undone', byId }, now);
}

const UNDONE_A_PAGE = 100;

/**
 * Undoes a whole run: open cases are canceled, removed seats go back. What cannot go back, because the pool is full by
 * now, is counted and left, and so is what there was no time for.
 */
export async function undoRun(
  runId: string,
  byId: string,
  role: AccessRole,
  now: number,
  outOfTime: () => boolean,
): Promise<{ undone: number; canceled: number; left: number }> {
  const run = await findRun(runId);
  if (!run) throw new SeatkeeperError('not-found', reclaimMessages.error.noRun);
  if (role.kind !== 'administrator') throw new SeatkeeperError('forbidden', permissionMessages.undoRun);
  const undoable = { states: UNDOABLE, poolId: null, runId };
  const counts = { undone: 0, canceled: 0, left: 0 };
  for (let isLast = false; !isLast;) {
    // those that could not be undone stay before the rest
    const page = await listCases(undoable, UNDONE_A_PAGE, counts.left);
    for (const one of page) {
      if (outOfTime()) return { ...counts, left: await countCases(undoable) };
      counts[await undoneAs(one, byId, now)] += 1;
    }
    isLast = page.length < UNDONE_A_PAGE;
  }
  if (counts.left === 0) await saveRun({ ...run, state: 'undone', changedAt: now });
  return counts;
}

/** What becomes of a case of a run that is undone. */
async function undoneAs(
  one: ReclaimCase,
  byId: string,
  now: number,
): Promise<'undone' | 'canceled' | 'left'> {
  try {
    if (isOpen(one.state)) {
      await change(one, { kind: 'needless', reason: reclaimMessages.remark.runUndone }, now);
      return 'canceled';
    }
    await undo(one, byId, now);
    return 'undone';
  } catch (error) {
    if (!(error instanceof SeatkeeperError)) throw error;
    return 'left';
  }
}

async function caseOnTicket(issueId: string, projectId: string): Promise<ReclaimCase | undefined> {
  const project = (await readSettings())?.projects.find((one) => one.projectId === projectId);
  const ticket = project && (await readTicket(issueId, project, 'user'));
  return ticket ? caseOfIssue(ticket.issueId) : undefined;
}

/** What there is to see of a case on its ticket. */
export async function caseView(one: ReclaimCase, viewerId: string, now: number): Promise<CaseView> {
  return {
    kind: 'reclaim-case',
    what: await whatOf(one.poolId),
    holderId: one.holderId,
    state: one.state,
    action: one.action,
    evidence: one.evidence,
    remarks: one.remarks,
    keepUntil: one.keepUntil,
    answerBy: one.state === 'awaiting-holder' ? one.nextAt : null,
    isMine: one.holderId === viewerId,
    now,
  };
}

/**
 * The holder's answer, in the portal. The calls of `openPortalRequest`.
 * @throws {SeatkeeperError} `not-found`, `forbidden` for everybody else, `invalid` when it is too late
 */
export async function answerCase(
  issueKey: string,
  visitor: Visitor,
  answer: { readonly kind: 'released' } | { readonly kind: 'kept'; readonly reason: string },
  now: number,
): Promise<void> {
  const isFor = (found: ReclaimCase | undefined, accountId: string): boolean => found?.holderId === accountId;
  const one = (await openPortalRequest(issueKey, visitor, { find: caseOfIssue, isFor }))?.record;
  if (!one) throw new SeatkeeperError('not-found', reclaimMessages.error.notYours);
  if (one.holderId !== visitor.accountId)
    throw new SeatkeeperError('forbidden', reclaimMessages.error.holderOnly);
  if (!isAsked(one.evidence.because)) throw new SeatkeeperError('invalid', reclaimMessages.error.isOver);
  await change(one, answer, now);
}
