import { readServiceNowPart } from '../adapters/history-csv';
import {
  countPastEvents,
  countPastOutcomes,
  historyReceipts,
  openHistoryImport,
  recordPastEvents,
  removePastEvents,
  saveHistoryReceipt,
  type HistorySource,
} from '../adapters/sql/history';
import { dropImport, findImport } from '../adapters/sql/imports';
import type { HistoryReport } from '../contracts/history';
import { SeatkeeperError } from '../domain/errors';
import { totalsOf } from '../domain/kpi/history';

const PROBLEMS_KEPT_A_PART = 100;
const PROBLEMS_SHOWN = 500;

/** One part of a file of past tickets. */
export interface HistoryUpload {
  readonly part: number;
  readonly parts: number;
  readonly firstRow: number;
  readonly text: string;
}

/**
 * Takes one part of a log of tickets that lived in another system. Parts come in any order and again; the events go in
 * first and then a receipt, so a part that is cut off is sent again and changes nothing that was there.
 * @throws {SeatkeeperError} `invalid` when the part cannot be read; nothing of it is then kept
 */
export async function takeHistoryPart(
  source: HistorySource,
  { part, parts, firstRow, text }: HistoryUpload,
  userId: string,
  now: number,
): Promise<void> {
  const { events, problems } = readServiceNowPart(text, firstRow);
  await openHistoryImport(source.importId, userId, now);
  const job = await findImport(source.importId);
  if (job?.kind !== 'history' || job.createdBy !== userId)
    throw new SeatkeeperError('not-found', 'This import was begun by somebody else. Begin one of your own.');
  await recordPastEvents(source, events);
  await saveHistoryReceipt(source.importId, part, {
    projectId: source.projectId,
    parts,
    rows: events.length,
    problems: problems.slice(0, PROBLEMS_KEPT_A_PART),
    problemCount: problems.length,
    problemRows: new Set(problems.map(({ row }) => row)).size,
  });
}

/** What is stored of past tickets of the project, and how far the import has come. */
export async function showHistory(source: HistorySource): Promise<HistoryReport> {
  const receipts = await historyReceipts(source);
  const events = await countPastEvents(source.projectId);
  const outcomes = await countPastOutcomes(source.projectId);
  const sum = (count: (receipt: (typeof receipts)[number]) => number): number =>
    receipts.reduce((total, receipt) => total + count(receipt), 0);
  return {
    ...totalsOf(events, outcomes),
    partsTaken: receipts.map(({ part }) => part),
    isWhole: receipts.length > 0 && receipts.length === receipts[0]?.parts,
    rows: sum(({ rows }) => rows),
    problemRows: sum(({ problemRows }) => problemRows),
    problems: receipts.flatMap(({ problems }) => problems).slice(0, PROBLEMS_SHOWN),
    problemCount: sum(({ problemCount }) => problemCount),
  };
}

/**
 * Takes away what an import brought, and nothing else. Events that it shares with an earlier import are the earlier
 * one's and stay.
 */
export async function undoHistory(source: HistorySource): Promise<void> {
  const job = await findImport(source.importId);
  if (job?.kind !== 'history') return;
  await removePastEvents(source);
  if ((await historyReceipts(source)).length > 0) await dropImport(source.importId);
}
