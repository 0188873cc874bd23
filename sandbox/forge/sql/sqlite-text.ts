const ESCAPED: Readonly<Record<string, string>> = { b: '\b', n: '\n', r: '\r', t: '\t', Z: '\u001a' };

/**
 * A string of MySQL's, in single or double quotes and with backslashes that escape, as SQLite writes it. A backslash before `%` or
 * `_` stays, for LIKE to read.
 */
export function sqliteText(literal: string): string {
  const quote = literal.charAt(0);
  const text = literal
    .slice(1, -1)
    .replaceAll(/''|""|\\([\s\S])/g, (found: string, escaped: string | undefined) => {
      if (escaped === undefined) return found.startsWith(quote) ? quote : found;
      return escaped === '%' || escaped === '_' ? found : (ESCAPED[escaped] ?? escaped);
    });
  return `'${text.replaceAll("'", "''")}'`;
}
