import * as z from '#zod';
import { checkedRows, columnsOf, integer, select, type SqlParam } from './database';

/** A reading statement, with values for its question marks and the columns that are read of it. */
export interface Query {
  readonly columns: readonly string[];
  readonly statement: string;
  readonly params: readonly SqlParam[];
}

/** The rows of each query of a reading, in the order of the queries; those of one query in no certain order. */
export type RowsRead = readonly (readonly unknown[])[];

/**
 * What is to be read, and what its rows are to whoever asked. A reading is a value: nothing is sent before `read`, and
 * readings are put together before that, since each call of Forge SQL is a round trip of its own.
 */
export interface Reading<T> {
  readonly queries: readonly Query[];
  /**
   * The rows of a query come in no certain order when it was sent with others: where the order matters, this sorts them
   * by what was read.
   * @throws {SeatkeeperError} `unavailable` when a row has another shape
   */
  readonly take: (rows: RowsRead) => T;
}

/** The rows of one statement, in no certain order; every row is checked against the schema, which is one of an object. */
export const query = <T extends z.ZodType>(
  schema: T,
  statement: string,
  ...params: readonly SqlParam[]
): Reading<z.infer<T>[]> => ({
  queries: [{ columns: columnsOf(schema), statement, params }],
  take: ([rows]) => checkedRows(schema, rows),
});

/** What is known already, where a reading is asked for. */
export const constant = <T>(value: T): Reading<T> => ({ queries: [], take: () => value });

export const mapped = <T, U>({ queries, take }: Reading<T>, change: (value: T) => U): Reading<U> => ({
  queries,
  take: (rows) => change(take(rows)),
});

/** Of a statement that finds one row at most. */
export const atMostOne = <T>(reading: Reading<readonly T[]>): Reading<T | undefined> =>
  mapped(reading, ([row]) => row);

/** Several readings as one, in their order. */
export const listed = <T>(readings: readonly Reading<T>[]): Reading<T[]> => ({
  queries: readings.flatMap(({ queries }) => queries),
  take: (rows) => {
    let taken = 0;
    return readings.map(({ queries, take }) => {
      const own = rows.slice(taken, taken + queries.length);
      taken += queries.length;
      return take(own);
    });
  },
});

/** Several readings as one, what each gives under its key. */
export function combined<T extends object>(readings: {
  readonly [K in keyof T]: Reading<T[K]>;
}): Reading<T>;
export function combined(readings: Readonly<Record<string, Reading<unknown>>>): Reading<object> {
  const parts = Object.entries(readings).map(([key, reading]) =>
    mapped(reading, (value): [string, unknown] => [key, value]),
  );
  return mapped(listed(parts), (values) => Object.fromEntries(values));
}

/**
 * Sends a reading: one statement however many queries it has, none when it has none.
 * @throws {SeatkeeperError} `unavailable` when the database refuses or a row has another shape
 */
export async function read<T>({ queries, take }: Reading<T>): Promise<T> {
  return take(await rowsOf(queries));
}

const partRow = z.object({ part: integer, doc: z.string() });

async function rowsOf(queries: readonly Query[]): Promise<RowsRead> {
  const [only, ...others] = queries;
  if (!only) return [];
  if (others.length === 0) return [await select(z.unknown(), only.statement, ...only.params)];
  // rows of any shape in one answer: each as JSON, with the place of its query
  const parts = queries.map(({ columns, statement }, part) => {
    const fields = columns.map((column) => `'${column}', r.${column}`).join(', ');
    return `SELECT ${part} AS part, CAST(JSON_OBJECT(${fields}) AS CHAR) AS doc FROM (${statement}) AS r`;
  });
  const params = queries.flatMap((one) => one.params);
  const rows = await select(partRow, parts.join('\nUNION ALL\n'), ...params);
  return queries.map((_query, part) =>
    rows.filter((row) => row.part === part).map(({ doc }): unknown => JSON.parse(doc)),
  );
}

/** Reads side by side, in one statement; one that fails takes the others along. @throws {SeatkeeperError} as `read` */
export const readTogether = <T extends object>(readings: {
  readonly [K in keyof T]: Reading<T[K]>;
}): Promise<T> => read(combined(readings));
