import { parse } from 'csv-parse/sync';
import * as z from '#zod';
import { plainCell } from '../rules/csv-text';
import { SeatkeeperError } from '../rules/errors';
import { foldedText } from '../rules/folded-text';
import { commonMessages } from '../rules/messages';

/** A row by the names of its columns. */
export interface CsvRow {
  /** Line of the file on which the row begins, the first being 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A file with one header row. */
export interface CsvTable {
  /** As the file writes them, without the nameless ones that a separator at the end of each line makes. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What stands between cells, by how often it does; where two are as frequent, the first. */
const SEPARATORS = [',', ';', '\t', '|'] as const;

const parsedRow = z.lazy(() =>
  z.object({
    record: z.record(z.string(), z.string()),
    info: z.object({ lines: z.number() }),
  }),
);

/**
 * The rows of a CSV text whose first row names the columns; see `readTable`.
 * @throws {SeatkeeperError} `invalid` as `readTable` does
 */
export const readCsv = (text: string): readonly CsvRow[] => readTable(text).rows;

/**
 * A table whose first row names the columns, separated by commas, semicolons, tabs or vertical bars, whichever the first row
 * has most of; a line `sep=;` before it, as Excel writes one, says which. Empty lines are left out, and what `csvText` puts
 * before formulas is taken away.
 * @throws {SeatkeeperError} `invalid` when the text is no CSV, its rows differ in length, or two columns have one name
 */
export function readTable(text: string): CsvTable {
  if (text.includes('\0')) throw new SeatkeeperError('invalid', commonMessages.notText);
  const { body, separator, linesBefore } = separated(text);
  let columns: string[] = [];
  let countedTwice = 0;
  const parsed = parsedRows(body, separator, (header) => {
    columns = header;
  });
  const rows = parsed.map(({ record, info }) => {
    const breaks = Object.values(record).flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
    // within quotes the parser takes CR LF for two lines
    countedTwice += breaks.filter((found) => found.length === 2).length;
    const cells = Object.entries(record).map(([column, cell]): [string, string] => [column, plainCell(cell)]);
    return {
      line: linesBefore + info.lines - breaks.length - countedTwice,
      cells: Object.fromEntries(cells),
    };
  });
  return { columns: columns.filter((column) => column !== ''), rows };
}

interface Separated {
  readonly body: string;
  readonly separator: string;
  /** Lines that stand before the body. */
  readonly linesBefore: number;
}

/** @see https://support.microsoft.com/office/import-or-export-text-txt-or-csv-files-5250ac4c-663c-47ce-937b-339e391393ba */
const SAID_SEPARATOR = /^\uFEFF?sep=([,;\t|])\r?\n/i;

function separated(text: string): Separated {
  const said = SAID_SEPARATOR.exec(text);
  if (said) return { body: text.slice(said[0].length), separator: said[1] ?? ',', linesBefore: 1 };
  const header = (/\S.*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const times = (separator: string): number => header.split(separator).length;
  const [first, ...others] = SEPARATORS;
  const separator = others.reduce<string>(
    (most, other) => (times(other) > times(most) ? other : most),
    first,
  );
  return { body: text, separator, linesBefore: 0 };
}

function parsedRows(
  text: string,
  separator: string,
  tell: (header: string[]) => void,
): z.infer<typeof parsedRow>[] {
  try {
    return z.array(parsedRow).parse(
      parse(text, {
        columns: (header: string[]) => {
          requireDistinct(header);
          tell(header);
          return header;
        },
        delimiter: separator,
        bom: true,
        skip_empty_lines: true,
        trim: true,
        info: true,
      }),
    );
  } catch (error) {
    if (error instanceof SeatkeeperError) throw error;
    const reason = error instanceof Error ? error.message : commonMessages.unreadable;
    throw new SeatkeeperError('invalid', commonMessages.notCsv(reason), {
      cause: error,
    });
  }
}

/** Of two columns with one name only one would count, and nobody could tell which. */
function requireDistinct(header: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of header.filter((one) => one !== '')) {
    const folded = foldedText(name);
    if (seen.has(folded)) throw new SeatkeeperError('invalid', commonMessages.repeatedColumn(name));
    seen.add(folded);
  }
}
