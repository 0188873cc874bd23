import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readTicket } from '../../jira/client/tickets';
import { readFactsCheck, readFactsRebuild, writeFactsCheck, writeFactsRebuild } from '../store/facts-check';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { readTogether } from '../../common/store/reading';
import { correctFacts, factsOfTicket, factsToKeep, lastFulfilledReading } from '../../facts/store/facts';
import {
  countRequests,
  findRequest,
  requestIdsInTurn,
  requestIdsInTurnReading,
} from '../../requests/store/requests';
import type { FactsCheck, FactsRebuild, FactsReport } from '../contract/facts-check';
import type { Settings } from '../../settings/contract/settings';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { peopleOfAccounts } from '../../people/store/people';
import {
  differencesOf,
  factsInHistory,
  unknownIn,
  type FactDifference,
  type HistoryFact,
} from '../rules/facts-in-history';
import type { AccessRequest } from '../../requests/rules/access-request';
import type { Ticket } from '../../jira/rules/ticket';
import type { StoredFact, TicketFact } from '../../facts/rules/ticket-facts';
import { MARK } from '../../settings/rules/coverage';
import { followTicket } from '../../requests/usecases/follow-ticket';
import { doneStatuses, fulfillmentOf } from '../../requests/rules/request-facts';
import { kpiMessages } from '../rules/messages';

const NEWEST_A_NIGHT = 25;
const IN_TURN_A_NIGHT = 25;
const TICKETS_A_PAGE = 10;
const DIFFERENCES_KEPT = 50;
/** The reconcile takes up within an hour what no event reported. */
const SETTLED_AFTER_MS = 3_600_000;

interface Project {
  readonly settings: Settings;
  readonly project: ProjectSettings;
  readonly now: number;
}

/** A ticket's stored facts beside its history. */
interface Compared {
  readonly ticket: Ticket;
  readonly history: readonly HistoryFact[];
  readonly stored: readonly StoredFact[];
  readonly differences: readonly FactDifference[];
}

/**
 * Compares the facts of a few tickets with their history in Jira and keeps what differs: those that were fulfilled last,
 * and others in turn, so that each is looked at some night. A rebuild that was cut off goes on first. One statement, and
 * one REST call and two statements a ticket.
 * @param outOfTime whether to leave the rest to the next run
 */
export async function checkFacts(now: number, outOfTime: () => boolean): Promise<void> {
  const settings = await readSettings();
  if (!settings) return;
  for (const project of settings.projects) {
    if (outOfTime()) return;
    const rebuild = await readFactsRebuild(project.projectId);
    if (rebuild?.completedAt === null) await goOn(rebuild, { settings, project, now }, outOfTime);
    await checkProject({ settings, project, now }, outOfTime);
  }
}

async function checkProject(of: Project, outOfTime: () => boolean): Promise<void> {
  const { projectId } = of.project;
  const turn = (await readFactsCheck(projectId))?.turn ?? '';
  const { inTurn, newest } = await readTogether({
    inTurn: requestIdsInTurnReading(projectId, turn, IN_TURN_A_NIGHT),
    newest: lastFulfilledReading(projectId, NEWEST_A_NIGHT),
  });
  const ids = new Set([...newest, ...inTurn]);
  const check = { checked: 0, unchecked: 0, differenceCount: 0 };
  const differences: FactsCheck['differences'] = [];
  for (const issueId of ids) {
    if (outOfTime()) return;
    const compared = await readSound(issueId, (request) => compare(request, of));
    if (!compared) {
      check.unchecked += 1;
      continue;
    }
    check.checked += 1;
    check.differenceCount += compared.differences.length;
    const { issueKey } = compared.ticket;
    differences.push(...compared.differences.map((difference) => ({ issueKey, ...difference })));
  }
  await writeFactsCheck(projectId, {
    at: of.now,
    ...check,
    differences: differences.slice(0, DIFFERENCES_KEPT),
    // from the beginning again once everybody had a turn
    turn: inTurn.length < IN_TURN_A_NIGHT ? '' : (inTurn.at(-1) ?? ''),
  });
}

/** Does something with a request whose record can be read; one that cannot is named in the log and keeps no other waiting. */
async function readSound<T>(
  issueId: string,
  work: (request: AccessRequest) => Promise<T>,
): Promise<T | undefined> {
  const request = await findRequest(issueId).catch((error: unknown) => {
    log.error('a request cannot be read', error, { issueId });
    return undefined;
  });
  return request && work(request);
}

/** @returns nothing for a ticket that is gone */
async function compare(request: AccessRequest, { project, now }: Project): Promise<Compared | undefined> {
  const ticket = await readTicket(request.issueId, project, 'app');
  if (!ticket) return undefined;
  if (ticket.projectId !== request.projectId) {
    // moved, and no event told of it
    await followTicket(request.issueId, request.projectId, now);
    return undefined;
  }
  const stored = await factsOfTicket(request.issueId);
  const { statuses, coverage } = project;
  const since = coverage.since[MARK.fulfilled(statuses.fulfilled)] ?? 0;
  const all = factsInHistory(ticket, { ...statuses, done: doneStatuses(statuses), since }, stored);
  const history = factsToKeep(request, all);
  return { ticket, history, stored, differences: differencesOf(history, stored, now - SETTLED_AFTER_MS) };
}

/** What the last check found, and how far a rebuild is. */
export async function reportFacts(projectId: string, mayRebuild: boolean, now: number): Promise<FactsReport> {
  const [check, rebuild, total] = await Promise.all([
    readFactsCheck(projectId),
    readFactsRebuild(projectId),
    countRequests(projectId),
  ]);
  return {
    check: check && withoutTurn(check),
    rebuild: rebuild && withoutCursor(rebuild),
    total,
    mayRebuild,
    now,
  };
}

const withoutTurn = ({ turn: _turn, ...check }: FactsCheck) => check;
const withoutCursor = ({ after: _after, ...rebuild }: FactsRebuild) => rebuild;

/**
 * Makes the facts of all requests anew from their tickets in Jira, some at a time: goes on with the rebuild that is under
 * way, or begins one. Whatever cuts it off, it goes on with the page that was not done; a page done twice is the same.
 * @param outOfTime whether to leave the rest to the next call
 * @throws {SeatkeeperError} `not-found` for a project that is not set up
 */
export async function rebuildFacts(
  projectId: string,
  now: number,
  outOfTime: () => boolean,
): Promise<NonNullable<FactsReport['rebuild']>> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) throw new SeatkeeperError('not-found', kpiMessages.notSetUp);
  const before = await readFactsRebuild(projectId);
  const rebuild =
    before?.completedAt === null
      ? before
      : {
          startedAt: now,
          completedAt: null,
          after: '',
          done: 0,
          total: await countRequests(projectId),
          repaired: 0,
          unchecked: 0,
        };
  return withoutCursor(await goOn(rebuild, { settings, project, now }, outOfTime));
}

async function goOn(from: FactsRebuild, of: Project, outOfTime: () => boolean): Promise<FactsRebuild> {
  const { projectId } = of.project;
  let rebuild = from;
  do {
    const page = await requestIdsInTurn(projectId, rebuild.after, TICKETS_A_PAGE);
    const counts = { repaired: 0, unchecked: 0 };
    for (const issueId of page) {
      const result = (await readSound(issueId, (request) => repair(request, of))) ?? 'unchecked';
      if (result !== 'right') counts[result] += 1;
    }
    const isLast = page.length < TICKETS_A_PAGE;
    rebuild = {
      ...rebuild,
      after: page.at(-1) ?? rebuild.after,
      done: rebuild.done + page.length,
      repaired: rebuild.repaired + counts.repaired,
      unchecked: rebuild.unchecked + counts.unchecked,
      completedAt: isLast ? of.now : null,
    };
    await writeFactsRebuild(projectId, rebuild);
  } while (rebuild.completedAt === null && !outOfTime());
  return rebuild;
}

async function repair(request: AccessRequest, of: Project): Promise<'right' | 'repaired' | 'unchecked'> {
  const compared = await compare(request, of);
  if (!compared) return 'unchecked';
  const { ticket, history, stored, differences } = compared;
  if (differences.length === 0) return 'right';
  const facts: TicketFact[] = [];
  for (const entry of history) facts.push(await factOf(entry, request, ticket, of.settings));
  const unknown = unknownIn(history, stored).map(({ key }) => key);
  await correctFacts(request, facts, unknown, of.now);
  return 'repaired';
}

async function factOf(
  { key, kind, at, cycle, sla, approvedAt, moverId }: HistoryFact,
  request: AccessRequest,
  ticket: Ticket,
  { calendars, appAccountId }: Settings,
): Promise<TicketFact> {
  if (cycle === null) return { key, kind, at, sla: null, fulfillment: null };
  const isLatest = at === request.fulfilledAt;
  // of a move that the app made for somebody, only the latest is remembered whom it was for
  const fulfillerId = isLatest ? request.fulfillerId : moverId === appAccountId ? null : moverId;
  const fulfillment = { cycle, approvedAt, fulfilledAt: at, fulfillerId };
  const accountId = request.details?.beneficiaryId ?? '';
  const person = (await peopleOfAccounts([accountId])).get(accountId);
  return { key, kind, at, sla, fulfillment: fulfillmentOf(fulfillment, person, { ticket, calendars }) };
}
