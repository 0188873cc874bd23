import type { PastEvent } from '../../facts/rules/past-event';
import { recordPastEvents, removePastEvents, type HistorySource } from '../../facts/store/past-facts';
import { readHistoryPart, SERVICENOW, type HistoryReading } from '../files/history-csv';
import { dropJiraHistory } from '../store/jira-history';
import { listApplications } from '../../catalog/store/catalog';
import { combined, mapped, readTogether, type Reading } from '../../common/store/reading';
import {
  eventsOfReading,
  findHistoryPlan,
  pastEventsReading,
  pastOutcomesReading,
  historyReceipts,
  listHistoryImports,
  openHistoryImport,
  saveHistoryReceipt,
} from '../store/history';
import { dropImport, findImport } from '../../staging/store/imports';
import type {
  HistoryFormat,
  HistoryImportRow,
  HistoryPreview,
  HistoryReport,
  HistoryUndoPlan,
} from '../contract/history';
import type { HistoryMapping } from '../contract/history-mapping';
import { SeatkeeperError } from '../../common/rules/errors';
import { totalsOf, type HistoryTotals } from '../rules/history';
import { kpiMessages } from '../rules/messages';

const PROBLEMS_KEPT_A_PART = 100;
const PROBLEMS_SHOWN = 500;
const ROWS_PREVIEWED = 10;
const MOST_APPLICATIONS = 1_000;
const IMPORTS_LISTED = 50;

/** How a file is to be read; the mapping where the format asks for one. */
interface HowToRead {
  readonly format: HistoryFormat;
  readonly mapping?: HistoryMapping | undefined;
}

/** One part of a file of past tickets. */
export interface HistoryUpload extends HowToRead {
  readonly name: string;
  readonly part: number;
  readonly parts: number;
  readonly firstRow: number;
  readonly text: string;
}

const readingOf = ({ mapping }: HowToRead): HistoryReading =>
  mapping === undefined ? SERVICENOW : { mapping, checks: {} };

/** How the first rows of a file would be read. @throws {SeatkeeperError} `invalid` when it cannot be read */
export function previewHistory(
  how: HowToRead & { readonly firstRow: number; readonly text: string },
): HistoryPreview {
  const { columns, events, problems } = readHistoryPart(how.text, how.firstRow, readingOf(how));
  return {
    columns,
    rows: events.slice(0, ROWS_PREVIEWED).map(({ key: _key, changes: _changes, ...shown }) => shown),
    rowCount: events.length,
    problems: problems.slice(0, PROBLEMS_KEPT_A_PART),
    problemCount: problems.length,
  };
}

/**
 * Takes one part of a log of tickets that lived in another system. Parts come in any order and again; the events go in
 * first and then a receipt, so a part that is cut off is sent again and changes nothing that was there.
 * @throws {SeatkeeperError} `invalid` when the part cannot be read; nothing of it is then kept
 */
export async function takeHistoryPart(
  source: HistorySource,
  upload: HistoryUpload,
  userId: string,
  now: number,
): Promise<void> {
  const { part, parts, firstRow, text, name, format, mapping = null } = upload;
  const reading = readingOf(upload);
  const { events, problems } = readHistoryPart(text, firstRow, reading);
  const job = await findImport(source.importId);
  if (job && (job.kind !== 'history' || job.createdBy !== userId))
    throw new SeatkeeperError('not-found', kpiMessages.history.startedByOther);
  const { projectId } = source;
  if (!job)
    await openHistoryImport(source.importId, { projectId, name, format, mapping, parts }, userId, now);
  await recordPastEvents(
    source,
    reading.mapping.application === null ? events : await withCatalogKeys(events),
  );
  await saveHistoryReceipt(source.importId, part, {
    projectId: source.projectId,
    parts,
    rows: events.length,
    problems: problems.slice(0, PROBLEMS_KEPT_A_PART),
    problemCount: problems.length,
    problemRows: new Set(problems.map(({ row }) => row)).size,
  });
}

/** Applications by their keys, where the catalog has them by key or name. */
async function withCatalogKeys(events: readonly PastEvent[]): Promise<PastEvent[]> {
  const applications = await listApplications(MOST_APPLICATIONS);
  const keys = new Map(
    applications.flatMap(({ key, name }) => [key, name].map((word) => [word.toLowerCase(), key])),
  );
  return events.map((event) => ({
    ...event,
    application: keys.get(event.application.toLowerCase()) ?? event.application,
  }));
}

/** What is stored of past tickets of the project, and how far the import has come. */
export async function showHistory(source: HistorySource): Promise<HistoryReport> {
  const receipts = await historyReceipts(source);
  const { totals, brought } = await readTogether({
    totals: totalsReading(source.projectId),
    brought: eventsOfReading(source),
  });
  const sum = (count: (receipt: (typeof receipts)[number]) => number): number =>
    receipts.reduce((total, receipt) => total + count(receipt), 0);
  return {
    ...totals,
    partsTaken: receipts.map(({ part }) => part),
    isWhole: receipts.length > 0 && receipts.length === receipts[0]?.parts,
    rows: sum(({ rows }) => rows),
    brought,
    problemRows: sum(({ problemRows }) => problemRows),
    problems: receipts.flatMap(({ problems }) => problems).slice(0, PROBLEMS_SHOWN),
    problemCount: sum(({ problemCount }) => problemCount),
  };
}

const totalsReading = (projectId: string, without?: string): Reading<HistoryTotals> =>
  mapped(
    combined({
      events: pastEventsReading(projectId, without),
      outcomes: pastOutcomesReading(projectId, without),
    }),
    ({ events, outcomes }) => totalsOf(events, outcomes),
  );

/** The project's imports, the latest first. */
export async function listHistory(projectId: string): Promise<HistoryImportRow[]> {
  const imports = await listHistoryImports(projectId, IMPORTS_LISTED);
  return imports.map(({ plan: { name, format, mapping, parts }, ...job }) => ({
    ...job,
    name,
    format,
    mapping,
    parts,
  }));
}

/** What undoing an import would change. */
export const planHistoryUndo = (source: HistorySource): Promise<HistoryUndoPlan> =>
  readTogether({
    now: totalsReading(source.projectId),
    then: totalsReading(source.projectId, source.importId),
    events: eventsOfReading(source),
  });

/**
 * Takes away what an import brought, and nothing else. Events that it shares with an earlier import are the earlier
 * one's and stay.
 */
export async function undoHistory(source: HistorySource): Promise<void> {
  const plan = await findHistoryPlan(source.importId);
  if (plan?.projectId !== source.projectId) return;
  await removePastEvents(source);
  await dropJiraHistory(source.importId);
  await dropImport(source.importId);
}
