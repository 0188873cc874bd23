import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { DuckDBConnection } from '@duckdb/node-api';
import type { SqlEngine } from '../../sandbox/forge/sql/engine';

const TABLES = {
  seat: ['pool_id', 'slot', 'state', 'holder_id', 'allocated_at'],
  usage_signal: ['app_key', 'holder_id', 'source', 'last_active_at', 'observed_at'],
  usage_source: ['app_key', 'source', 'observed_at', 'people', 'previous_people'],
} as const;

// wide, as what it is multiplied with may be narrow
const DAY = '86400000::BIGINT';

/** What the sweep asks, as one query of a database made for analysis. */
const IDLE = `
  WITH good AS (
    SELECT app_key, source FROM usage_source
    WHERE people > 0 AND (previous_people IS NULL OR people > previous_people * 0.6) AND $now - observed_at <= 7 * ${DAY}
  ), seen AS (
    SELECT s.app_key, s.holder_id, MAX(s.last_active_at) AS last_active_at,
      MAX(CASE WHEN g.source IS NOT NULL AND $now - s.observed_at <= 7 * ${DAY} THEN 1 ELSE 0 END) AS trusted
    FROM usage_signal s LEFT JOIN good g ON g.app_key = s.app_key AND g.source = s.source GROUP BY s.app_key, s.holder_id
  )
  SELECT t.pool_id, t.slot FROM seat t
  JOIN seen ON seen.app_key = split_part(t.pool_id, '/', 1) AND seen.holder_id = t.holder_id
  WHERE t.state = 'allocated' AND t.allocated_at <= $now - $idle * ${DAY} AND seen.trusted = 1
    AND (seen.last_active_at IS NULL OR seen.last_active_at < $now - $idle * ${DAY})
  ORDER BY 1, 2`;

export interface Sweep {
  /** Idle seats as `pool slot`, sorted. */
  readonly idle: readonly string[];
  /** Reading the rows in, milliseconds. */
  readonly loadMs: number;
  readonly queryMs: number;
}

/** The same sweep over the same rows, which the server writes into files for it. */
export async function sweepWithDuckDb(sql: SqlEngine, now: number, idleDays: number): Promise<Sweep> {
  const files = Object.entries(TABLES).map(([table, columns]) => ({
    table,
    columns,
    file: join(tmpdir(), `${table}-${randomUUID()}.tsv`),
  }));
  try {
    for (const { table, columns, file } of files)
      await sql.execute(`SELECT ${columns.join(', ')} FROM ${table} INTO OUTFILE '${file}'`, [], 'write');
    const connection = await DuckDBConnection.create();
    const began = performance.now();
    for (const { table, columns, file } of files) {
      const named = columns.map((column) => `'${column}'`).join(', ');
      await connection.run(
        `CREATE TABLE ${table} AS SELECT * FROM read_csv('${file}', delim = '\\t', header = false, nullstr = '\\N', names = [${named}])`,
      );
    }
    const loaded = performance.now();
    const reader = await connection.runAndReadAll(IDLE, { now: BigInt(now), idle: idleDays });
    const queried = performance.now();
    connection.closeSync();
    const idle = reader.getRows().map(([pool, slot]) => `${String(pool)} ${String(slot)}`);
    return { idle: idle.sort(), loadMs: loaded - began, queryMs: queried - loaded };
  } finally {
    for (const { file } of files) rmSync(file, { force: true });
  }
}
