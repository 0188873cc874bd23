import { paidSeats, type PriceLine } from '../../common/rules/seat-costs';
import * as z from '#zod';
import { priceLinesColumn, priceLinesText } from '../../catalog/store/price-lines';
import { chunks, integer, select, write } from '../../common/store/database';
import { newRows } from '../../common/store/statement-parts';
import { IS_APPROVED, IS_PREMIUM_LICENSE } from './premium-licenses';
import { useConditions, type KnownUse } from '../../usage/store/seat-use';

/** A pool on one day. */
export interface PoolSnapshot {
  readonly poolId: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly purchased: number;
  readonly allocated: number;
  readonly held: number;
  readonly blocked: number;
  readonly free: number;
  readonly waiting: number;
  /** Allocated seats whose holders are known not to use them. */
  readonly inactive: number;
  /** Allocated seats of which nobody knows. */
  readonly unknown: number;
  /** Allocated seats whose tier was premium when they were taken or imported, and those with an approval on record. */
  readonly premium: number;
  readonly premiumApproved: number;
  readonly priceLines: readonly PriceLine[];
  /** Milliseconds since the epoch, UTC. */
  readonly takenAt: number;
}

const row = z
  .object({
    pool_id: z.string(),
    day: z.string(),
    purchased: integer,
    allocated: integer,
    held: integer,
    blocked: integer,
    free: integer,
    waiting: integer,
    inactive: integer,
    unknown: integer,
    premium: integer,
    premium_approved: integer,
    price_lines: priceLinesColumn,
    taken_at: integer,
  })
  .transform((stored): PoolSnapshot => ({
    poolId: stored.pool_id,
    day: stored.day,
    purchased: stored.purchased,
    allocated: stored.allocated,
    held: stored.held,
    blocked: stored.blocked,
    free: stored.free,
    waiting: stored.waiting,
    inactive: stored.inactive,
    unknown: stored.unknown,
    premium: stored.premium,
    premiumApproved: stored.premium_approved,
    priceLines: stored.price_lines,
    takenAt: stored.taken_at,
  }));

const COLUMNS = `pool_id, day, purchased, allocated, held, blocked, free, waiting, inactive, unknown,
  premium, premium_approved, price_lines, taken_at`;
const ROWS_PER_STATEMENT = 100;

/** Keeps pools as they were on a day; a day that is kept already stays as it is. */
export async function saveSnapshots(snapshots: readonly PoolSnapshot[]): Promise<void> {
  for (const part of chunks(snapshots, ROWS_PER_STATEMENT)) {
    const added = newRows(
      part.map((one) => ({
        pool_id: one.poolId,
        day: one.day,
        purchased: one.purchased,
        allocated: one.allocated,
        held: one.held,
        blocked: one.blocked,
        free: one.free,
        waiting: one.waiting,
        inactive: one.inactive,
        unknown: one.unknown,
        premium: one.premium,
        premium_approved: one.premiumApproved,
        paid_seats: paidSeats(one.priceLines),
        price_lines: priceLinesText(one.priceLines),
        taken_at: one.takenAt,
      })),
    );
    await write(`INSERT IGNORE INTO pool_snapshot ${added.sql}`, ...added.params);
  }
}

/** Pools that are kept for a day already. */
export async function poolsKeptOn(day: string): Promise<Set<string>> {
  const rows = await select(
    z.object({ pool_id: z.string() }),
    'SELECT pool_id FROM pool_snapshot WHERE day = ?',
    day,
  );
  return new Set(rows.map(({ pool_id }) => pool_id));
}

/** A pool's days from one on, in order. */
export const historyOf = (poolId: string, fromDay: string): Promise<PoolSnapshot[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM pool_snapshot WHERE pool_id = ? AND day >= ? ORDER BY day LIMIT 1000`,
    poolId,
    fromDay,
  );

const useCounts = z.object({
  allocated: integer,
  active: integer,
  inactive: integer,
  premium: integer,
  premium_approved: integer,
});

/**
 * How many holders of a pool are active, and how many are known not to be; of the rest nobody knows. Also how many of the
 * seats are premium licenses, with an approval or without. Counted where the rows are, so that a pool of any size is one statement.
 */
export async function countUse(use: KnownUse): Promise<z.infer<typeof useCounts>> {
  const { isActive, isOld, isKnown } = useConditions(use);
  const [counts] = await select(
    useCounts,
    `SELECT COUNT(*) AS allocated, COALESCE(SUM(is_active), 0) AS active,
       COALESCE(SUM(CASE WHEN is_active = 0 AND is_old = 1 AND is_known = 1 THEN 1 ELSE 0 END), 0) AS inactive,
       COALESCE(SUM(is_premium), 0) AS premium, COALESCE(SUM(is_premium * is_approved), 0) AS premium_approved
     FROM (
       SELECT
         CASE WHEN ${isActive[0]} THEN 1 ELSE 0 END AS is_active,
         CASE WHEN ${isOld[0]} THEN 1 ELSE 0 END AS is_old,
         CASE WHEN ${isKnown[0]} THEN 1 ELSE 0 END AS is_known,
         CASE WHEN ${IS_PREMIUM_LICENSE} THEN 1 ELSE 0 END AS is_premium,
         CASE WHEN ${IS_APPROVED} THEN 1 ELSE 0 END AS is_approved
       FROM seat s WHERE s.pool_id = ? AND s.state = 'allocated') AS judged`,
    ...isActive[1],
    ...isOld[1],
    ...isKnown[1],
    use.poolId,
  );
  return counts ?? { allocated: 0, active: 0, inactive: 0, premium: 0, premium_approved: 0 };
}
