import * as z from '#zod';
import { applicationKeyOf, keysOfPool } from '../../catalog/rules/catalog';
import { SEAT_STATES, type SeatState } from '../../pools/rules/pool';
import type { UsageSignal } from '../../usage/rules/usage';
import { mapped, query, type Reading } from '../../common/store/reading';
import {
  ALLOCATED_SEAT,
  allocatedSeatOf,
  allocatedSeatRow,
  type AllocatedSeat,
} from '../../pools/store/allocated-seats';
import { integer, select } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';
import { hasLeft } from '../../people/store/people';
import { EVERYWHERE } from './exclusions';

const row = allocatedSeatRow.transform(allocatedSeatOf);
const pooledRow = allocatedSeatRow.extend({ pool_id: z.string() });

/**
 * Seats of a pool after a slot that are over, or without a sign of activity since a time, in the order of their slots.
 * Whether that makes them idle is for the domain to say: a source may be missing or late, a seat too new.
 * @param since milliseconds since the epoch, UTC
 */
export const seatsWithoutActivity = (
  poolId: string,
  since: number,
  now: number,
  afterSlot: number,
  limit: number,
): Promise<AllocatedSeat[]> =>
  select(
    row,
    `SELECT ${ALLOCATED_SEAT} FROM seat s
     WHERE s.pool_id = ? AND s.state = 'allocated' AND s.slot > ? AND s.holder_id IS NOT NULL
       AND (s.ends_at <= ? OR s.end_reason IS NOT NULL OR (${hasLeft('s.holder_id')}) OR NOT EXISTS (
         SELECT 1 FROM usage_signal u
         WHERE u.app_key = ? AND u.holder_id = s.holder_id AND u.last_active_at >= ?))
     ORDER BY s.slot ${limitOf(limit)}`,
    poolId,
    afterSlot,
    now,
    applicationKeyOf(poolId),
    since,
  );

/**
 * Seats of people who have left that no open case is about and no exclusion protects, in the order of pools and slots.
 */
export async function seatsOfLeavers(
  limit: number,
  now: number,
): Promise<readonly { readonly poolId: string; readonly seat: AllocatedSeat }[]> {
  const rows = await select(
    pooledRow,
    `SELECT s.pool_id, ${ALLOCATED_SEAT}
     FROM (SELECT DISTINCT account_id FROM person WHERE status = 'inactive' AND account_id IS NOT NULL) AS p
     JOIN seat s ON s.holder_id = p.account_id AND s.state = 'allocated'
     WHERE NOT EXISTS (SELECT 1 FROM person here WHERE here.account_id = p.account_id AND here.status <> 'inactive')
       AND NOT EXISTS (SELECT 1 FROM reclaim_case c WHERE c.holder_id = s.holder_id AND c.pool_id = s.pool_id
         AND c.open_key IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM reclaim_exclusion x WHERE x.holder_id = s.holder_id
         AND x.app_key IN (SUBSTR(s.pool_id, 1, INSTR(s.pool_id, '/') - 1), '${EVERYWHERE}')
         AND (x.ends_at IS NULL OR x.ends_at > ?))
       AND EXISTS (SELECT 1 FROM tier t WHERE CONCAT(t.app_key, '/', t.tier_key) = s.pool_id)
     ORDER BY s.pool_id, s.slot ${limitOf(limit)}`,
    now,
  );
  return rows.map((stored) => ({ poolId: stored.pool_id, seat: allocatedSeatOf(stored) }));
}

/** A slot of a pool: the seat of whoever has it in use, or null and what it is doing instead. */
export interface Slot {
  readonly slot: number;
  readonly state: SeatState;
  readonly holderId: string | null;
  readonly seat: AllocatedSeat | null;
}

const slotRow = allocatedSeatRow
  .extend({ state: z.enum(SEAT_STATES), holder_id: z.string().nullable() })
  .transform(({ state, holder_id: holderId, ...stored }): Slot => {
    const isInUse = state === 'allocated' && holderId !== null;
    const seat = isInUse ? allocatedSeatOf({ ...stored, holder_id: holderId }) : null;
    return { slot: stored.slot, state, holderId, seat };
  });

/** These slots of a pool, in their order; one that the pool does not have is not among them. */
export const slotsOf = (poolId: string, slots: readonly number[]): Promise<Slot[]> =>
  slots.length === 0
    ? Promise.resolve([])
    : select(
        slotRow,
        `SELECT s.state, ${ALLOCATED_SEAT} FROM seat s
         WHERE s.pool_id = ? AND s.slot IN (${slots.map(() => '?').join(', ')}) ORDER BY s.slot`,
        poolId,
        ...slots,
      );

/** A seat with what each source says of its holder. */
export interface IdleSeat {
  readonly seat: AllocatedSeat;
  readonly signals: readonly UsageSignal[];
}

const idleRow = allocatedSeatRow.extend({
  idle_from: integer,
  source: z.string(),
  last_active_at: integer.nullable(),
  observed_at: integer,
});

/** Which of a pool's seats are looked for; times in milliseconds since the epoch, UTC. */
export interface IdleSearch {
  readonly poolId: string;
  /** Not active since then. */
  readonly since: number;
  readonly limit: number;
  /** Finds nothing while the pool has a seat left. */
  readonly onlyWhenFull: boolean;
}

/**
 * The seats of a pool whose holders have been away the longest, by any source, those first. Left out are holders whom
 * an exclusion protects, who are on leave, whom an open case is about, or who keep the seat for now.
 */
export function idlestSeatsReading(
  { poolId, since, limit, onlyWhenFull }: IdleSearch,
  now: number,
): Reading<readonly IdleSeat[]> {
  const { applicationKey, tierKey } = keysOfPool(poolId);
  const full = `AND (SELECT COUNT(*) FROM seat taken WHERE taken.pool_id = ? AND taken.state <> 'free') >=
    (SELECT t.seats FROM tier t WHERE t.app_key = ? AND t.tier_key = ?)`;
  const found = query(
    idleRow,
    `SELECT i.slot, i.holder_id, i.issue_id, i.allocated_at, i.ends_at, i.withdrawn, i.idle_from, g.source, g.last_active_at, g.observed_at
     FROM (
       SELECT ${ALLOCATED_SEAT}, COALESCE(u.last_active_at, s.allocated_at, 0) AS idle_from FROM (
         SELECT holder_id, MAX(last_active_at) AS last_active_at FROM usage_signal WHERE app_key = ? GROUP BY holder_id
       ) AS u JOIN seat s ON s.pool_id = ? AND s.holder_id = u.holder_id
       WHERE s.state = 'allocated' AND (u.last_active_at IS NULL OR u.last_active_at < ?)
         AND (s.allocated_at IS NULL OR s.allocated_at < ?)
         AND NOT EXISTS (SELECT 1 FROM reclaim_exclusion x WHERE x.holder_id = s.holder_id
           AND x.app_key IN (?, '${EVERYWHERE}') AND (x.ends_at IS NULL OR x.ends_at > ?))
         AND NOT EXISTS (SELECT 1 FROM person p WHERE p.account_id = s.holder_id AND p.on_leave = 1 AND p.status = 'active')
         AND NOT EXISTS (SELECT 1 FROM reclaim_case c WHERE c.holder_id = s.holder_id AND c.pool_id = s.pool_id
           AND (c.open_key IS NOT NULL OR c.keep_until > ?))
         ${onlyWhenFull ? full : ''}
       ORDER BY idle_from, s.slot ${limitOf(limit)}
     ) AS i JOIN usage_signal g ON g.app_key = ? AND g.holder_id = i.holder_id`,
    ...[applicationKey, poolId, since, since, applicationKey, now, now],
    ...(onlyWhenFull ? [poolId, applicationKey, tierKey] : []),
    applicationKey,
  );
  return mapped(found, idlestFirst);
}

function idlestFirst(rows: readonly z.infer<typeof idleRow>[]): IdleSeat[] {
  const found = new Map<number, { readonly seat: AllocatedSeat; readonly signals: UsageSignal[] }>();
  for (const stored of rows.toSorted((a, b) => a.idle_from - b.idle_from || a.slot - b.slot)) {
    const one = found.get(stored.slot) ?? { seat: allocatedSeatOf(stored), signals: [] };
    const { source, last_active_at: lastActiveAt, observed_at: observedAt } = stored;
    one.signals.push({ source, lastActiveAt, observedAt });
    found.set(stored.slot, one);
  }
  return [...found.values()];
}

/** Everything that one person asked for in an application within a time; milliseconds since the epoch, UTC. */
export interface Batch {
  readonly requesterId: string;
  readonly applicationKey: string;
  readonly from: number;
  readonly to: number;
}

/** The seats that came of a batch and are still in use, in the order of their requests. */
export async function seatsOfBatch(
  { requesterId, applicationKey, from, to }: Batch,
  limit: number,
): Promise<readonly { readonly poolId: string; readonly seat: AllocatedSeat }[]> {
  const rows = await select(
    pooledRow,
    `SELECT s.pool_id, ${ALLOCATED_SEAT} FROM access_request r JOIN seat s ON s.issue_id = r.issue_id
     WHERE r.requester_id = ? AND r.app_key = ? AND r.requested_at >= ? AND r.requested_at < ?
       AND s.state = 'allocated' AND s.holder_id IS NOT NULL
     ORDER BY r.requested_at, r.issue_id ${limitOf(limit)}`,
    requesterId,
    applicationKey,
    from,
    to,
  );
  return rows.map((stored) => ({ poolId: stored.pool_id, seat: allocatedSeatOf(stored) }));
}

/** The seat that somebody has in a pool. */
export async function allocatedSeat(poolId: string, holderId: string): Promise<AllocatedSeat | undefined> {
  const [seat] = await select(
    row,
    `SELECT ${ALLOCATED_SEAT} FROM seat s WHERE s.pool_id = ? AND s.holder_id = ? AND s.state = 'allocated'`,
    poolId,
    holderId,
  );
  return seat;
}

/** How many of a pool's seats are purchased, and how many are in use. */
export async function sizeOfPool(
  poolId: string,
): Promise<{ readonly purchased: number; readonly allocated: number }> {
  const { applicationKey, tierKey } = keysOfPool(poolId);
  const [counts] = await select(
    z.object({ purchased: integer, allocated: integer }),
    `SELECT COALESCE((SELECT seats FROM tier WHERE app_key = ? AND tier_key = ?), 0) AS purchased,
       (SELECT COUNT(*) FROM seat WHERE pool_id = ? AND state = 'allocated') AS allocated`,
    applicationKey,
    tierKey,
    poolId,
  );
  return counts ?? { purchased: 0, allocated: 0 };
}
