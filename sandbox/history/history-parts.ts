import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { stableUuid } from '../jsm/stable-uuid';

const PART_CHARACTERS = 150_000;

/** Some whole rows of a file, with its header before them. */
export interface HistoryPart {
  /** Where in the file the first of them stands, the header being row 1. */
  readonly firstRow: number;
  readonly text: string;
}

/**
 * A CSV file in parts that one call each can carry, read as it is asked for, so that a large file is never in memory.
 * @param path of a file, packed with gzip when its name ends in .gz
 */
export async function* historyParts(path: string): AsyncGenerator<HistoryPart> {
  let header: string | undefined;
  let nextRow = 2;
  let firstRow = nextRow;
  let text = '';
  for await (const row of rowsOf(path)) {
    if (header === undefined) {
      header = row;
      text = header;
      continue;
    }
    if (text.length + row.length + 1 > PART_CHARACTERS && nextRow > firstRow) {
      yield { firstRow, text };
      firstRow = nextRow;
      text = header;
    }
    text += `\n${row}`;
    nextRow += 1;
  }
  if (nextRow > firstRow) yield { firstRow, text };
}

/**
 * What the file holds and how it is read tell it from others: the same id for the same.
 * @param mapping of its columns, where the format is none that the app knows by itself
 * @returns a UUID, and how many parts
 */
export async function surveyHistory(
  path: string,
  mapping: unknown,
): Promise<{ importId: string; parts: number }> {
  const hash = createHash('sha256').update(mapping === undefined ? '' : JSON.stringify(mapping));
  let parts = 0;
  for await (const { text } of historyParts(path)) {
    hash.update(text).update('\0');
    parts += 1;
  }
  return { importId: stableUuid(hash.digest('hex')), parts };
}

/** Rows of a CSV; a line break within quotes does not end one. Empty lines are none. */
async function* rowsOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const plain = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => plain.destroy(error));
  let row = '';
  let isOpen = false;
  for await (const line of createInterface({ input: plain, crlfDelay: Infinity })) {
    row = isOpen ? `${row}\n${line}` : line;
    if ((line.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
    if (isOpen && row.length < PART_CHARACTERS / 2) continue;
    isOpen = false;
    if (row.trim() !== '') yield row;
    row = '';
  }
  if (row.trim() !== '') yield row;
}
