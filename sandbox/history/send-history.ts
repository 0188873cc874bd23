import { basename } from 'node:path';
import type { PageCall } from '../company/set-up-app';
import { member } from '../untyped';
import { historyParts, surveyHistory } from './history-parts';

/** How the app is to read a file; the mapping as somebody wrote it. */
export interface HistoryFormat {
  readonly format: string;
  readonly mapping?: unknown;
}

export interface SentHistory {
  readonly importId: string;
  /** What the app says of it afterwards. */
  readonly report: unknown;
  readonly sentParts: number;
  /** Parts that the app had taken before, and that were not sent again. */
  readonly skippedParts: number;
}

/**
 * Sends a file of past tickets to the app in the console's own calls, as an administrator does. Parts that the app has
 * taken before are not sent again.
 * @param afterPart runs after each part that was sent
 * @throws {Error} with the app's message when it refuses
 */
export async function sendHistory(
  call: PageCall,
  path: string,
  how: HistoryFormat,
  afterPart: () => Promise<void> = () => Promise.resolve(),
): Promise<SentHistory> {
  const { importId, parts } = await surveyHistory(path, how.mapping);
  const before = member(await call('history/show', { importId }), 'partsTaken');
  const taken = new Set<unknown>(Array.isArray(before) ? before : []);
  const { format, mapping } = how;
  let part = 0;
  let sentParts = 0;
  for await (const { firstRow, text } of historyParts(path)) {
    if (!taken.has(part)) {
      await call('history/take-part', {
        importId,
        format,
        ...(mapping === undefined ? {} : { mapping }),
        name: basename(path),
        part,
        parts,
        firstRow,
        text,
      });
      sentParts += 1;
      await afterPart();
    }
    part += 1;
  }
  return {
    importId,
    report: await call('history/show', { importId }),
    sentParts,
    skippedParts: part - sentParts,
  };
}

/** The first rows of a file as the app would read them, with times in words. */
export async function previewHistory(
  call: PageCall,
  path: string,
  { format, mapping }: HistoryFormat,
): Promise<Readonly<Record<string, unknown>>> {
  for await (const { firstRow, text } of historyParts(path)) {
    const how = { format, ...(mapping === undefined ? {} : { mapping }) };
    const preview = await call('history/preview', { ...how, firstRow, text });
    const rows = member(preview, 'rows');
    return {
      columns: member(preview, 'columns'),
      rows: Array.isArray(rows) ? rows.map(withTimeInWords) : [],
      rowCount: member(preview, 'rowCount'),
      problems: member(preview, 'problems'),
      problemCount: member(preview, 'problemCount'),
    };
  }
  throw new Error(`${basename(path)} has no rows.`);
}

const withTimeInWords = (row: unknown): unknown =>
  Object.assign({}, row, { at: new Date(Number(member(row, 'at'))).toISOString() });

/** Has the app take away again what a file brought. */
export async function undoHistory(
  call: PageCall,
  path: string,
  mapping?: unknown,
): Promise<{ importId: string; report: unknown }> {
  const { importId } = await surveyHistory(path, mapping);
  await call('history/undo', { importId });
  return { importId, report: await call('history/show', { importId }) };
}
