import { sql } from '@forge/sql';
import { z } from 'zod';
import { SeatkeeperError } from '../../domain/errors';

export type SqlParam = string | number | null;

const writeHeader = z.object({ affectedRows: z.coerce.number() });

/** A column that Forge SQL returns as a number or, when it is wide, as a string. */
export const integer = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);

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
        context.addIssue({ code: 'custom', message: 'is not JSON' });
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
  const rows = await run(statement, params);
  const parsed = z.array(schema).safeParse(rows);
  if (!parsed.success)
    throw new SeatkeeperError('unavailable', 'Stored data could not be read.', { cause: parsed.error });
  return parsed.data;
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
    throw new SeatkeeperError('unavailable', 'The database gave no result.', { cause: header.error });
  return header.data.affectedRows;
}

async function run(statement: string, params: readonly SqlParam[]): Promise<unknown> {
  try {
    const result = await sql
      .prepare(statement)
      .bindParams(...params)
      .execute();
    return result.rows;
  } catch (error) {
    throw new SeatkeeperError('unavailable', 'The database did not answer. Try again in a moment.', {
      cause: error,
    });
  }
}

/** `(?, ?), (?, ?)` for `rows` rows of `columns` values. */
export const placeholders = (rows: number, columns: number): string =>
  Array.from({ length: rows }, () => `(${Array.from({ length: columns }, () => '?').join(', ')})`).join(', ');

/** Cuts a list so that no statement grows past what one call may carry. */
export const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
