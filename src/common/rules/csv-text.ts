/** What a cell of a table can hold; nothing is an empty cell. */
export type CsvValue = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180): a header row, rows that end with CR LF, cells quoted where they must be. Spreadsheets
 * run a cell that begins like a formula, so text of that kind gets an apostrophe in front; `plainCell` takes it away.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  const lines = [header, ...rows];
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

function cellText(value: CsvValue): string {
  const text = guarded(value);
  // a cell's own spaces would be trimmed when it is read
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guarded(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return FORMULA.test(value) ? `'${value}` : value;
}

/** A cell as it was before `csvText` guarded it. */
export const plainCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
