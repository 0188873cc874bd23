import * as z from '#zod';
import { select, write } from '../../common/store/database';
import { limitOf, type SqlPiece } from '../../common/store/statement-parts';
import type { AccountTable } from './account-columns';
import { DOUBLE_ROWS, rowsUnderBoth, type Renaming } from './double-rows';

const IDS_AT_ONCE = 1_000;

const key = z.union([z.string(), z.number()]).transform(String);

/** The ids in one column after a given one, in their order; fewer than a page are the last ones. */
export async function idsAfter(
  { table }: AccountTable,
  column: string,
  after: string,
): Promise<{ readonly ids: readonly string[]; readonly isLast: boolean }> {
  const rows = await select(
    z.object({ id: z.string() }),
    `SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} > ? ORDER BY ${column} ${limitOf(IDS_AT_ONCE)}`,
    after,
  );
  return { ids: rows.map(({ id }) => id), isLast: rows.length < IDS_AT_ONCE };
}

/** The key up to which the next part of a table goes; null for all that is left. */
async function endOfPart(
  { table, key: column }: AccountTable,
  after: string | null,
  rows: number,
): Promise<string | null> {
  const [end] = await select(
    z.object({ part_end: key }),
    `SELECT ${column} AS part_end FROM ${table} ${after === null ? '' : `WHERE ${column} > ?`} ORDER BY ${column} ${limitOf(1, rows - 1)}`,
    ...(after === null ? [] : [after]),
  );
  return end?.part_end ?? null;
}

function between(column: string, after: string | null, end: string | null): SqlPiece {
  const bounds = [
    ...(after === null ? [] : [{ sql: `${column} > ?`, param: after }]),
    ...(end === null ? [] : [{ sql: `${column} <= ?`, param: end }]),
  ];
  return {
    sql: bounds.length === 0 ? '1 = 1' : bounds.map(({ sql }) => sql).join(' AND '),
    params: bounds.map(({ param }) => param),
  };
}

/** The documents of the next part of a table, and its end; null for the end where it was the last one. */
export async function documentsAfter(
  table: AccountTable,
  after: string | null,
): Promise<{ readonly documents: readonly string[]; readonly end: string | null }> {
  const end = await endOfPart(table, after, table.rowsAtOnce);
  const bounds = between(table.key, after, end);
  const row = z.object(Object.fromEntries(table.documents.map((column) => [column, z.string().nullable()])));
  const rows = await select(
    row,
    `SELECT ${table.documents.join(', ')} FROM ${table.table} WHERE ${bounds.sql}`,
    ...bounds.params,
  );
  const documents = rows.flatMap((one) => Object.values(one).filter((text) => text !== null));
  return { documents, end };
}

const ROWS_ERASED_AT_ONCE = 1_000;

/**
 * Puts another id in the place of one, in a part of a table at a time; doing it again changes nothing. What somebody read before
 * and writes after that is refused by its version. Rows that are there under both become one first.
 * @param outOfTime whether to stop
 * @returns whether the whole table was gone through
 */
export async function replaceAccount(
  table: AccountTable,
  accountId: string,
  by: string,
  outOfTime: () => boolean,
): Promise<boolean> {
  let after: string | null = null;
  for (;;) {
    if (outOfTime()) return false;
    const end: string | null = await endOfPart(table, after, ROWS_ERASED_AT_ONCE);
    const part = between(table.key, after, end);
    await joinDoubles(table, { accountId, by }, part);
    await replacePart(table, accountId, by, part);
    if (end === null) return true;
    after = end;
  }
}

async function joinDoubles({ table }: AccountTable, renaming: Renaming, part: SqlPiece): Promise<void> {
  const doubles = DOUBLE_ROWS[table];
  if (!doubles) return;
  for (const two of await rowsUnderBoth(table, doubles, renaming, part)) await doubles.join(two, renaming);
}

async function replacePart(
  { table, ids, documents, made, isVersioned }: AccountTable,
  accountId: string,
  by: string,
  bounds: SqlPiece,
): Promise<void> {
  const sets: SqlPiece[] = [
    ...made.map((column) => ({
      sql: `${column} = CASE WHEN ${ids[0] ?? column} = ? THEN REPLACE(${column}, ?, ?) ELSE ${column} END`,
      params: [accountId, accountId, by],
    })),
    ...ids.map((column) => ({
      sql: `${column} = CASE WHEN ${column} = ? THEN ? ELSE ${column} END`,
      params: [accountId, by],
    })),
    ...documents.map((column) => ({
      sql: `${column} = REPLACE(REPLACE(${column}, ?, ?), ?, ?)`,
      // a document within a document, however deep, has a backslash before the quote that ends the id
      params: [`"${accountId}"`, `"${by}"`, `"${accountId}\\`, `"${by}\\`],
    })),
  ];
  const named = [
    ...ids.map((column) => `${column} = ?`),
    ...documents.map((column) => `INSTR(${column}, ?) > 0`),
  ];
  await write(
    `UPDATE ${table} SET ${sets.map(({ sql }) => sql).join(', ')}${isVersioned ? ', version = version + 1' : ''}
     WHERE ${bounds.sql} AND (${named.join(' OR ')})`,
    ...sets.flatMap(({ params }) => params),
    ...bounds.params,
    ...ids.map(() => accountId),
    ...documents.map(() => accountId),
  );
}
