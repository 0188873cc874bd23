import { recordPastFacts, type HistorySource } from '../../facts/store/past-facts';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import type { PastIssue } from '../../jira/rules/past-issue';
import { countIssues, searchPastIssues } from '../../jira/client/past-issues';
import { JiraRefusal } from '../../jira/client/response';
import { readStatuses } from '../../jira/client/site';
import { readJiraHistory, writeJiraHistory, type JiraHistory } from '../store/jira-history';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { readCatalog } from '../../catalog/store/catalog';
import { knownTickets, openHistoryImport, saveHistoryReceipt } from '../store/history';
import { findImport } from '../../staging/store/imports';
import type { JiraHistoryPlan, JiraHistoryProgress } from '../contract/history';
import type { Catalog } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { factsOfPastIssue, type PastStatuses } from '../rules/past-issue';
import { kpiMessages } from '../rules/messages';

const TICKETS_SHOWN = 10;
/** So that progress is seen, and one call takes no large part of an hour's points. */
const PAGES_A_CALL = 8;
const ISSUES_A_PAGE = 50;
const NAME_CHARACTERS = 200;

/** Which tickets, and how the status is called that ends them; empty for the one that the project has mapped. */
export interface JiraHistoryQuestion {
  readonly jql: string;
  readonly fulfilledStatus: string;
}

/** @throws {SeatkeeperError} `misconfigured` where the project is not set up: nobody knows its fields and statuses */
async function settingsOf(projectId: string): Promise<ProjectSettings> {
  const project = projectSettings(await readSettings(), projectId);
  if (project) return project;
  throw new SeatkeeperError('misconfigured', kpiMessages.mapFirst);
}

// pages of an order that changes while it is read would leave tickets out
const ordered = (jql: string): string => (/\border\s+by\b/i.test(jql) ? jql : `${jql} ORDER BY created ASC`);

const doneStatuses = ({ statuses }: ProjectSettings): string[] =>
  [statuses.fulfilled, statuses.declined, statuses.canceled].filter((id) => id !== null);

async function statusesOf(
  name: string,
  project: ProjectSettings,
  first: PastIssue | undefined,
): Promise<PastStatuses> {
  if (name.trim() === '' || !first)
    return { fulfilled: project.statuses.fulfilled, done: doneStatuses(project) };
  const all = await readStatuses(first.projectId);
  const found = all.find((status) => status.name.toLowerCase() === name.trim().toLowerCase());
  if (!found) {
    const names = all.map((status) => status.name);
    throw new SeatkeeperError('invalid', kpiMessages.history.noStatus(name.trim(), names));
  }
  return { fulfilled: found.id, done: [...new Set([...doneStatuses(project), found.id])] };
}

/**
 * How many tickets a query finds, and what would be made of the first.
 * @throws {SeatkeeperError} `invalid` for a query or a status that Jira does not know
 */
export async function planJiraHistory(
  projectId: string,
  { jql, fulfilledStatus }: JiraHistoryQuestion,
): Promise<JiraHistoryPlan> {
  const project = await settingsOf(projectId);
  const total = await countIssues(jql);
  const { issues } = await searchPastIssues(ordered(jql), project, null);
  const statuses = await statusesOf(fulfilledStatus, project, issues[0]);
  const known = await knownTickets(issues.map(({ issueId }) => issueId));
  return {
    total,
    tickets: issues.slice(0, TICKETS_SHOWN).map((issue) => {
      const facts = factsOfPastIssue(issue, statuses);
      const fulfillments = facts.filter(({ kind }) => kind === 'fulfilled');
      return {
        issueKey: issue.issueKey,
        isKnown: known.has(issue.issueId),
        fulfilledAt: fulfillments.at(-1)?.at ?? null,
        fulfillments: fulfillments.length,
        reopenings: facts.length - fulfillments.length,
        missed: fulfillments.filter(({ sla }) => sla?.breached).length,
        measured: fulfillments.filter(({ sla }) => sla !== null).length,
      };
    }),
  };
}

/** Begins an import of the tickets that a query finds; one that is there already goes on as it was begun. */
export async function beginJiraHistory(
  source: HistorySource,
  { jql, fulfilledStatus }: JiraHistoryQuestion,
  userId: string,
  now: number,
): Promise<void> {
  const { importId, projectId } = source;
  if (await readJiraHistory(importId)) return;
  const project = await settingsOf(projectId);
  const total = await countIssues(jql);
  const { issues } = await searchPastIssues(ordered(jql), project, null);
  const { fulfilled, done } = await statusesOf(fulfilledStatus, project, issues[0]);
  const parts = Math.max(1, Math.ceil(total / ISSUES_A_PAGE));
  const plan = { projectId, name: jql.slice(0, NAME_CHARACTERS), format: 'jira', mapping: null, parts };
  await openHistoryImport(importId, plan, userId, now);
  await writeJiraHistory(importId, {
    projectId,
    jql,
    fulfilled,
    done: [...done],
    token: null,
    isDone: false,
    total,
    pages: 0,
    read: 0,
    imported: 0,
    known: 0,
    unfulfilled: 0,
  });
}

/**
 * Reads on where the import stands, page by page, until time runs out, it is done, or Jira asks to wait. What was
 * recorded stays; a page that is cut off is read again and changes nothing that was there.
 * @throws {SeatkeeperError} `not-found` where the import is not there or somebody else's
 */
export async function readOnJiraHistory(
  source: HistorySource,
  userId: string,
  outOfTime: () => boolean,
): Promise<JiraHistoryProgress> {
  const { importId, projectId } = source;
  const job = await findImport(importId);
  let history = await readJiraHistory(importId);
  if (history?.projectId !== projectId || job?.createdBy !== userId)
    throw new SeatkeeperError('not-found', kpiMessages.history.notYours);
  const project = await settingsOf(projectId);
  const catalog = await readCatalog();
  for (let page = 0; page < PAGES_A_CALL && !history.isDone && !outOfTime(); page++) {
    try {
      history = await readPage(source, history, project, catalog);
    } catch (error) {
      if (error instanceof JiraRefusal && error.retryAfterSeconds !== undefined)
        return { ...progressOf(history), waitSeconds: error.retryAfterSeconds };
      throw error;
    }
  }
  return { ...progressOf(history), waitSeconds: 0 };
}

const progressOf = ({ total, read, imported, known, unfulfilled, isDone }: JiraHistory) => ({
  total,
  read,
  imported,
  known,
  unfulfilled,
  isDone,
});

async function readPage(
  source: HistorySource,
  history: JiraHistory,
  project: ProjectSettings,
  catalog: Catalog,
): Promise<JiraHistory> {
  const { issues, nextPageToken } = await searchPastIssues(ordered(history.jql), project, history.token);
  const known = await knownTickets(issues.map(({ issueId }) => issueId));
  const news = issues
    .filter(({ issueId }) => !known.has(issueId))
    .map((issue) => ({
      issueId: issue.issueId,
      issueKey: issue.issueKey,
      ticketProjectId: issue.projectId,
      ...poolOf(issue, catalog),
      facts: factsOfPastIssue(issue, history),
    }));
  await recordPastFacts(source, news, history.read);
  const imported = news.filter(({ facts }) => facts.length > 0).length;
  await saveHistoryReceipt(source.importId, history.pages, {
    projectId: source.projectId,
    parts: Math.max(1, Math.ceil(history.total / ISSUES_A_PAGE)),
    rows: issues.length,
    problems: [],
    problemCount: 0,
    problemRows: 0,
  });
  const next = {
    ...history,
    token: nextPageToken,
    isDone: nextPageToken === null,
    pages: history.pages + 1,
    read: history.read + issues.length,
    imported: history.imported + imported,
    known: history.known + known.size,
    unfulfilled: history.unfulfilled + (news.length - imported),
  };
  await writeJiraHistory(source.importId, next);
  return next;
}

/** What a ticket was for, as the catalog calls it now; empty where it does not know it. */
function poolOf(
  { application, tier }: PastIssue,
  catalog: Catalog,
): { readonly applicationKey: string; readonly tierKey: string } {
  const isCalled = (name: string | null, one: { readonly key: string; readonly name: string }): boolean =>
    name !== null && [one.key, one.name].some((word) => word.toLowerCase() === name.trim().toLowerCase());
  const found = catalog.find((one) => isCalled(application, one));
  return {
    applicationKey: found?.key ?? '',
    tierKey: found?.tiers.find((one) => isCalled(tier, one))?.key ?? '',
  };
}
