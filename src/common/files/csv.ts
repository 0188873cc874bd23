import { parse } from 'csv-parse/sync';
import * as z from '#zod';
import { plainCell } from '../rules/csv-text';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';

/** A row by the names of its columns. */
export interface CsvRow {
  /** Line of the file on which the row begins, the first being 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

const parsedRow = z.object({
  record: z.record(z.string(), z.string()),
  info: z.object({ lines: z.number() }),
});

/**
 * The rows of a CSV text whose first row names the columns; empty lines are left out, and what `csvText` puts
 * before formulas is taken away.
 * @throws {SeatkeeperError} `invalid` when the text is no CSV or its rows differ in length
 */
export function readCsv(text: string): CsvRow[] {
  let countedTwice = 0;
  return parsedRows(text).map(({ record, info }) => {
    const breaks = Object.values(record).flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
    // within quotes the parser takes CR LF for two lines
    countedTwice += breaks.filter((found) => found.length === 2).length;
    const cells = Object.entries(record).map(([column, cell]): [string, string] => [column, plainCell(cell)]);
    return { line: info.lines - breaks.length - countedTwice, cells: Object.fromEntries(cells) };
  });
}

function parsedRows(text: string): z.infer<typeof parsedRow>[] {
  try {
    return z
      .array(parsedRow)
      .parse(parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true, info: true }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : commonMessages.unreadable;
    throw new SeatkeeperError('invalid', commonMessages.notCsv(reason), {
      cause: error,
    });
  }
}
