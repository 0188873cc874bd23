import { ForgeSQLAPIError, sql } from '@forge/sql';
import * as z from '#zod';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';

export type SqlParam = string | number | null;

const writeHeader = z.object({ affectedRows: z.coerce.number() });

/** A column that Forge SQL returns as a number or, when it is wide, as a string. */
export const integer = z.lazy(() => z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number));

/** TINYINT(1). */
export const flag = integer.transform((value) => value !== 0);

/** A text column that holds a JSON document of that shape. */
export const jsonColumn = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not-json' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/**
 * Runs one reading statement; every row is checked against the schema.
 * @throws {SeatkeeperError} `unavailable` when the database refuses or a row has another shape
 */
export async function select<T extends z.ZodType>(
  schema: T,
  statement: string,
  ...params: SqlParam[]
): Promise<z.infer<T>[]> {
  return checkedRows(schema, await run(statement, params));
}

/** @throws {SeatkeeperError} `unavailable` when a row has another shape */
export function checkedRows<T extends z.ZodType>(schema: T, rows: unknown): z.infer<T>[] {
  const parsed = z.array(schema).safeParse(rows);
  if (!parsed.success)
    throw new SeatkeeperError('unavailable', commonMessages.storedDataUnreadable, { cause: parsed.error });
  return parsed.data;
}

/** What a row's schema reads, to be written behind SELECT. */
export const columnsRead = (schema: z.ZodType): string => columnsOf(schema).join(', ');

/** The columns that a row's schema reads: the keys of the object that it begins with. */
export function columnsOf(schema: z.ZodType): string[] {
  const inner =
    schema instanceof z.ZodLazy ? schema.unwrap() : schema instanceof z.ZodPipe ? schema.in : undefined;
  if (inner instanceof z.ZodType) return columnsOf(inner);
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  throw new Error('a row that is read together with others has a schema of an object');
}

/**
 * Runs one writing statement. Forge SQL has no transactions, so each write must be right by itself: guarded
 * by a key or a version.
 * @returns the number of rows it changed
 * @throws {SeatkeeperError} `unavailable` when the database refuses, also for a broken unique key
 */
export async function write(statement: string, ...params: SqlParam[]): Promise<number> {
  const header = writeHeader.safeParse(await run(statement, params));
  if (!header.success)
    throw new SeatkeeperError('unavailable', commonMessages.databaseSilent, { cause: header.error });
  return header.data.affectedRows;
}

/**
 * An installation has 150 statements a second for all that runs at the same time. What is refused because of that was not done,
 * so it is sent again, in three seconds at most: somebody may be waiting.
 */
const WAITS_MS = [200, 400, 800, 1_600];

async function run(statement: string, params: readonly SqlParam[]): Promise<unknown> {
  for (let refused = 0; ; refused++) {
    try {
      const result = await sql
        .prepare(statement)
        .bindParams(...params)
        .execute();
      return result.rows;
    } catch (error) {
      const waitMs = isTooMany(error) ? WAITS_MS[refused] : undefined;
      if (waitMs === undefined)
        throw new SeatkeeperError('unavailable', commonMessages.databaseSilent, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** @see https://developer.atlassian.com/platform/forge/limits-sql/ */
const isTooMany = (error: unknown): boolean =>
  error instanceof ForgeSQLAPIError &&
  (error.code === 'RATE_LIMIT_EXCEEDED' || error.responseDetails.status === 429);

/** Cuts a list so that no statement grows past what one call may carry. */
export const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
