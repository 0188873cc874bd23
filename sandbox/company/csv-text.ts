/** Writes records as CSV (RFC 4180), with a header row and the given columns. */
export function stringify(
  columns: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
): string {
  const cell = (value: string): string =>
    /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = [columns, ...records.map((record) => columns.map((column) => record[column] ?? ''))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
