import { sqlUrl } from './sql-engine';
import type { World } from './world';

/** One value that the app has stored, and where. */
export interface StoredValue {
  /** `person.account_id`, or the key in the key-value store. */
  readonly place: string;
  readonly text: string;
}

/** Everything that the app has stored on this site: each cell of each table, and each value and document under its key. */
export async function storedValues(world: World): Promise<StoredValue[]> {
  const list = sqlUrl === undefined ? "SELECT name FROM sqlite_master WHERE type = 'table'" : 'SHOW TABLES';
  const tables = (await world.rows(list)).map((row) => String(Object.values(row)[0]));
  const values: StoredValue[] = [];
  for (const table of tables)
    for (const row of await world.rows(`SELECT * FROM ${table}`))
      for (const [column, cell] of Object.entries(row))
        if (typeof cell === 'string') values.push({ place: `${table}.${column}`, text: cell });
  const { plain, entities } = world.sandbox.host.installationOf(world.site).kvs.save();
  for (const [space, saved] of Object.entries({ plain, entities }))
    for (const [key, value] of entriesIn(saved))
      values.push({ place: `${space}:${key}`, text: JSON.stringify([key, value]) });
  return values;
}

/** Keys and values wherever they stand in what the store saves. */
function entriesIn(saved: unknown): [string, unknown][] {
  if (saved instanceof Map)
    return [...saved].flatMap(([key, value]) =>
      value instanceof Map ? entriesIn(value) : [[String(key), value]],
    );
  if (typeof saved === 'object' && saved !== null) return Object.values(saved).flatMap(entriesIn);
  return [];
}

/** Whether a text has the id, be it behind something else in a key, and not only as the beginning or the end of a longer one. */
export const names = (text: string, accountId: string): boolean =>
  new RegExp(`(?<![A-Za-z0-9-])${accountId}(?![A-Za-z0-9:-])`).test(text);
