import type { SqlParam } from './database';

/** What a row of a table has in some columns. */
export type Columns = Readonly<Record<string, SqlParam>>;

/** A piece of a statement with what it binds, in the order of its marks. */
export interface SqlPiece {
  readonly sql: string;
  readonly params: readonly SqlParam[];
}

/** Rows to insert: `(a, b) VALUES (?, ?), (?, ?)`, to be written behind the table's name. */
export interface NewRows extends SqlPiece {
  /** `a = VALUES(a), b = VALUES(b)` for each column but these, to be written behind ON DUPLICATE KEY UPDATE. */
  readonly replacing: (kept: { readonly but: readonly string[] }) => string;
}

/** @param rows at least one, all with the same columns */
export function newRows(rows: readonly Columns[]): NewRows {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) throw new Error('an INSERT has at least one row with a column');
  const marks = `(${names.map(() => '?').join(', ')})`;
  return {
    sql: `(${names.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
    params: rows.flatMap((row) => valuesOf(row, names)),
    replacing: ({ but }) =>
      names
        .filter((name) => !but.includes(name))
        .map((name) => `${name} = VALUES(${name})`)
        .join(', '),
  };
}

/** `a = ?, b = ?`, to be written behind SET. */
export function setColumns(columns: Columns): SqlPiece {
  const names = Object.keys(columns);
  return { sql: names.map((name) => `${name} = ?`).join(', '), params: valuesOf(columns, names) };
}

function valuesOf(row: Columns, names: readonly string[]): SqlParam[] {
  if (Object.keys(row).length !== names.length)
    throw new Error('all rows of an INSERT have the same columns');
  return names.map((name) => {
    const value = row[name];
    if (value === undefined) throw new Error(`a row of an INSERT has no ${name}`);
    return value;
  });
}

/**
 * How many rows are wanted, and after how many others. Written out: TiDB takes no bound value here.
 * @throws for anything but whole numbers
 */
export function limitOf(rows: number, after?: number): string {
  if (!isCount(rows) || (after !== undefined && !isCount(after)))
    throw new Error(`LIMIT ${rows} OFFSET ${after ?? 0} is not of whole numbers`);
  return after === undefined ? `LIMIT ${rows}` : `LIMIT ${rows} OFFSET ${after}`;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
