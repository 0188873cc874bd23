import type Database from 'libsql';
import { z } from 'zod';
import { LIMITS } from '../limits';
import { rowSize } from './row-size';
import { SqlRefusal } from './rules';
import { isWord, tokenize, type Token } from './tokens';

const SAMPLE_ROWS = 1_000;

/**
 * How many bytes a query has to hold at a time, against the 16 MiB that Forge SQL gives it: the rows that a SELECT
 * sorts or groups before its LIMIT, and the rows that a data change writes or removes, which TiDB keeps in memory
 * until they are committed. What joins and subqueries hold is not counted. A database that is smaller as a whole is
 * not looked at.
 * @see https://docs.pingcap.com/tidb/stable/configure-memory-usage/
 */
export class QueryMemory {
  constructor(
    private readonly database: Database.Database,
    private readonly sizeOfDatabase: () => number,
  ) {}

  /** @throws {SqlRefusal} for a SELECT that would hold too much */
  checkSelect(sql: string, params: readonly unknown[]): void {
    if (this.sizeOfDatabase() <= LIMITS.sql.memoryBytes || !this.isSorted(sql, params)) return;
    const whole = withoutLimit(tokenize(sql));
    let bytes = 0;
    for (const row of this.database.prepare(whole.sql).iterate(params.slice(0, whole.params))) {
      // to the end, since a statement that is left halfway keeps the database from being saved
      bytes += sizeOfRow(row);
    }
    if (bytes > LIMITS.sql.memoryBytes) throw tooMuch();
  }

  /**
   * Runs a data change, and takes it back when it holds too much.
   * @throws {SqlRefusal}
   */
  runWrite<T extends { readonly changes: number }>(sql: string, run: () => T): T {
    const table = TARGET.exec(sql)?.[1];
    if (table === undefined || this.sizeOfDatabase() <= LIMITS.sql.memoryBytes) return run();
    const before = this.usualRowOf(table);
    this.database.exec('SAVEPOINT before_memory');
    try {
      const result = run();
      const usual = Math.max(before, this.usualRowOf(table));
      if (result.changes > 1 && result.changes * usual > LIMITS.sql.memoryBytes) throw tooMuch();
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK TO before_memory');
      throw error;
    } finally {
      this.database.exec('RELEASE before_memory');
    }
  }

  /** The mean size of some rows of a table, in bytes; 0 for an empty one. */
  private usualRowOf(table: string): number {
    const size = rowSize(this.database, table);
    const row: unknown = this.database
      .prepare(`SELECT AVG(size) AS size FROM (SELECT ${size} AS size FROM "${table}" LIMIT ${SAMPLE_ROWS})`)
      .get();
    return Number(Reflect.get(Object(row), 'size'));
  }

  private isSorted(sql: string, params: readonly unknown[]): boolean {
    const explain = this.database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const plan = steps.parse(explain.all([...params]));
    // the library leaves an explanation open after its last row, and closes it with this
    explain.get([...params]);
    return plan.some(({ detail }) => detail.startsWith('USE TEMP B-TREE'));
  }
}

const steps = z.array(z.looseObject({ detail: z.string() }));

const TARGET = /^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+[`"]?(\w+)/i;

const tooMuch = (): SqlRefusal =>
  new SqlRefusal('SQL_EXECUTION_ERROR', 'The query needs more than the 16 MiB of memory that it may have');

function sizeOfRow(row: unknown): number {
  return Object.values(Object(row) as Record<string, unknown>).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 8),
    0,
  );
}

/** The statement without the LIMIT at its end, and how many parameters are left. */
function withoutLimit(tokens: readonly Token[]): { readonly sql: string; readonly params: number } {
  let depth = 0;
  let end = tokens.length;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth === 0 && isWord(token, 'LIMIT')) end = index;
  }
  const kept = tokens.slice(0, end);
  return {
    sql: kept.map(({ text }) => text).join(''),
    params: kept.filter(({ text }) => text === '?').length,
  };
}
