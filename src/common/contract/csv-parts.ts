import { IMPORT_PART_CHARACTERS } from './import-limits';

/** Some whole rows of a file, with its header before them. */
export interface CsvPart {
  /** Where in the file the first of them stands, the header being row 1. */
  readonly firstRow: number;
  readonly text: string;
  readonly rows: number;
}

/** A CSV in parts that one call each can carry. Line breaks within quotes end no row; empty lines are none. */
export function csvParts(text: string): CsvPart[] {
  const [header = '', ...rows] = rowsOf(text);
  const parts: CsvPart[] = [];
  let lines: string[] = [];
  let length = header.length;
  let firstRow = 2;
  const end = (): void => {
    if (lines.length > 0) parts.push({ firstRow, text: [header, ...lines].join('\n'), rows: lines.length });
    firstRow += lines.length;
    lines = [];
    length = header.length;
  };
  for (const row of rows) {
    if (length + row.length + 1 > IMPORT_PART_CHARACTERS) end();
    lines.push(row);
    length += row.length + 1;
  }
  end();
  return parts;
}

/** Names of the columns, as a plain first row has them. */
export const columnsOf = (header: string): string[] =>
  [...header.replace(/^\uFEFF/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, inQuotes, plain]) => (inQuotes?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );

function rowsOf(text: string): string[] {
  const rows: string[] = [];
  let open: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const row = open === undefined ? line : `${open}\n${line}`;
    const isCut = row.split('"').length % 2 === 0 && row.length < IMPORT_PART_CHARACTERS / 2;
    open = isCut ? row : undefined;
    if (!isCut && row.trim() !== '') rows.push(row);
  }
  if (open !== undefined && open.trim() !== '') rows.push(open);
  return rows;
}
