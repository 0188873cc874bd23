import { DAY } from '../../src/common/rules/time';
import type { SqlEngine } from '../../sandbox/forge/sql/engine';

export interface Size {
  readonly pools: number;
  /** Of each pool, 10,000 at most. */
  readonly seats: number;
}

/** The pool that requests are raised for; the others are `bulk-1/standard` and so on. */
export const ASKED_POOL = 'slack/standard';

/** Of the numbers of seats: holders who have been away, and such as no source names. */
const IS_IDLE = 'n.n % 1250 = 7';
const IS_UNKNOWN = 'n.n % 33 = 1';

const DIGITS =
  '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
const NUMBERS = `(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n
  FROM ${DIGITS} a CROSS JOIN ${DIGITS} b CROSS JOIN ${DIGITS} c CROSS JOIN ${DIGITS} e) AS n`;

/**
 * Fills a database with full pools: every seat allocated to a holder of its own in that pool, who was active yesterday,
 * or half a year ago, or is not known to the source.
 * @param now milliseconds since the epoch, UTC
 */
export async function allocateMany(sql: SqlEngine, { pools, seats }: Size, now: number): Promise<void> {
  const write = (statement: string, ...params: (string | number)[]): Promise<unknown> =>
    sql.execute(statement, params, 'write');
  const since = now - 400 * DAY;
  await write(
    `INSERT INTO person (worker_id, account_id, status, on_leave, worker_type, department, location, imported_at)
     SELECT CONCAT('w-', n.n), CONCAT('holder-', n.n), 'active', 0, 'Employee', 'Sales', 'Berlin', ? FROM ${NUMBERS} WHERE n.n <= ?`,
    now,
    seats,
  );
  await write(
    `UPDATE seat SET state = 'allocated', holder_id = CONCAT('holder-', slot), allocated_at = ? WHERE pool_id = ?`,
    since,
    ASKED_POOL,
  );
  for (let pool = 1; pool < pools; pool++) {
    const key = `bulk-${pool}`;
    await write(
      `INSERT INTO application (app_key, name, folded_name, description, position) VALUES (?, ?, ?, '', ?)`,
      key,
      `Bulk ${pool}`,
      `bulk ${pool}`,
      100 + pool,
    );
    await write(
      `INSERT INTO tier (app_key, tier_key, name, summary, premium, roles, seats, price_lines, position)
       VALUES (?, 'standard', 'Standard', '', 0, '[]', ?, '[]', 0)`,
      key,
      seats,
    );
    await write(
      `INSERT INTO seat (pool_id, slot, state, holder_id, allocated_at, version)
       SELECT ?, n.n, 'allocated', CONCAT('holder-', n.n), ?, 1 FROM ${NUMBERS} WHERE n.n <= ?`,
      `${key}/standard`,
      since,
      seats,
    );
  }
  const keys = [
    ASKED_POOL.split('/')[0] ?? '',
    ...Array.from({ length: pools - 1 }, (_, index) => `bulk-${index + 1}`),
  ];
  for (const key of keys) {
    await write(
      `INSERT INTO usage_signal (app_key, holder_id, source, last_active_at, observed_at)
       SELECT ?, CONCAT('holder-', n.n), 'sso', CASE WHEN ${IS_IDLE} THEN ? ELSE ? END, ? FROM ${NUMBERS}
       WHERE NOT (${IS_UNKNOWN}) AND n.n <= ?`,
      key,
      now - 180 * DAY,
      now - DAY,
      now,
      seats,
    );
    await write(
      `INSERT INTO usage_source (app_key, source, observed_at, people, previous_people, state, brought_by) VALUES (?, 'sso', ?, ?, ?, 'whole', '')`,
      key,
      now,
      seats,
      seats,
    );
  }
}
