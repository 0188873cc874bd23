import type { PriceLine } from '../../common/rules/seat-costs';
import * as z from '#zod';
import { SEAT_STATES, usageOfPool, type PoolUsage, type SeatState } from '../rules/pool';
import { priceLinesColumn } from '../../catalog/store/price-lines';
import { joinPoolCounts, POOL_COUNTS } from './pool-counts';
import { flag, integer, select, type SqlParam } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';
import { isInactive, type KnownUse } from '../../usage/store/seat-use';

/** A pool as a list shows it. */
export interface ListedPool extends PoolUsage {
  readonly applicationKey: string;
  readonly application: string;
  readonly tier: string;
  readonly premium: boolean;
  readonly ownerId: string | null;
  readonly backupOwnerId: string | null;
  readonly priceLines: readonly PriceLine[];
  /** `YYYY-MM-DD`. */
  readonly contractEnd: string | null;
}

const poolRow = z
  .object({
    pool_id: z.string(),
    app_key: z.string(),
    app_name: z.string(),
    tier_name: z.string(),
    premium: flag,
    owner_id: z.string().nullable(),
    backup_owner_id: z.string().nullable(),
    price_lines: priceLinesColumn,
    contract_end: z.string().nullable(),
    purchased: integer,
    allocated: integer,
    held: integer,
    blocked: integer,
    waiting: integer,
  })
  .transform((row): ListedPool => ({
    ...usageOfPool(row.pool_id, row.purchased, row, row.waiting),
    applicationKey: row.app_key,
    application: row.app_name,
    tier: row.tier_name,
    premium: row.premium,
    ownerId: row.owner_id,
    backupOwnerId: row.backup_owner_id,
    priceLines: row.price_lines,
    contractEnd: row.contract_end,
  }));

/** @param which pools are counted, as a condition on `pool_id` */
const poolsWith = (which: string): string =>
  `SELECT p.*, ${POOL_COUNTS}
   FROM (SELECT CONCAT(t.app_key, '/', t.tier_key) AS pool_id, t.app_key, a.name AS app_name, t.name AS tier_name, t.premium,
           a.owner_id, a.backup_owner_id, t.price_lines, t.contract_end,
           t.seats AS purchased, a.position AS app_position, t.position AS tier_position
         FROM tier t JOIN application a ON a.app_key = t.app_key) AS p
   ${joinPoolCounts(which)}`;

/** How a list of pools can be ordered: what needs a look comes first. */
const ORDERS = {
  name: 'p.app_name, p.tier_position, p.pool_id',
  // where nothing is purchased and something is in use, nothing is fuller
  utilization:
    'CASE WHEN p.purchased = 0 THEN COALESCE(s.taken, 0) * 1000000 ELSE COALESCE(s.taken, 0) * 1.0 / p.purchased END DESC, p.pool_id',
  free: 'p.purchased - COALESCE(s.taken, 0), p.pool_id',
  waiting: 'waiting DESC, p.pool_id',
} as const;

export type PoolSort = keyof typeof ORDERS;

// everything is in an empty text
const MATCHES = `INSTR(LOWER(CONCAT(p.app_name, ' ', p.tier_name, ' ', p.pool_id)), ?) > 0`;

/** Pools whose application or tier is called like that, a page of them. */
export function listPools(
  search: string,
  sort: PoolSort,
  limit: number,
  offset: number,
): Promise<ListedPool[]> {
  return select(
    poolRow,
    `${poolsWith('IS NOT NULL')} WHERE ${MATCHES} ORDER BY ${ORDERS[sort]} ${limitOf(limit, offset)}`,
    search.toLowerCase(),
  );
}

export async function countPools(search: string): Promise<number> {
  const [row] = await select(
    z.object({ pools: integer }),
    `SELECT COUNT(*) AS pools FROM (
       SELECT CONCAT(t.app_key, '/', t.tier_key) AS pool_id, a.name AS app_name, t.name AS tier_name
       FROM tier t JOIN application a ON a.app_key = t.app_key) AS p WHERE ${MATCHES}`,
    search.toLowerCase(),
  );
  return row?.pools ?? 0;
}

/** @returns undefined for a pool that the catalog does not have */
export async function findPool(poolId: string): Promise<ListedPool | undefined> {
  const [pool] = await select(poolRow, `${poolsWith('= ?')} WHERE p.pool_id = ?`, poolId, poolId, poolId);
  return pool;
}

/** A seat as a list shows it; times in milliseconds since the epoch, UTC. */
export interface ListedSeat {
  readonly slot: number;
  readonly state: SeatState;
  readonly holderId: string | null;
  readonly issueKey: string | null;
  readonly since: number | null;
  readonly endsAt: number | null;
  readonly reservedFor: string | null;
  readonly reservedUntil: number | null;
  readonly note: string | null;
}

const seatRow = z
  .object({
    slot: integer,
    state: z.enum(SEAT_STATES),
    holder_id: z.string().nullable(),
    issue_key: z.string().nullable(),
    since: integer.nullable(),
    ends_at: integer.nullable(),
    reserved_for: z.string().nullable(),
    reserved_until: integer.nullable(),
    note: z.string().nullable(),
  })
  .transform((row): ListedSeat => ({
    slot: row.slot,
    state: row.state,
    holderId: row.holder_id,
    issueKey: row.issue_key,
    since: row.since,
    endsAt: row.ends_at,
    reservedFor: row.reserved_for,
    reservedUntil: row.reserved_until,
    note: row.note,
  }));

/** Which seats of a pool are listed; null for all, and what is known of their use for those that are not used. */
export type ListedSeats = SeatState | KnownUse | null;

function conditionOn(wanted: ListedSeats): readonly [string, readonly SqlParam[]] {
  if (wanted === null) return ['', []];
  if (typeof wanted === 'string') return ['AND s.state = ?', [wanted]];
  const [condition, params] = isInactive(wanted);
  return [`AND ${condition}`, params];
}

/** Seats of a pool in the order of their slots, a page of them. */
export function listSeats(
  poolId: string,
  wanted: ListedSeats,
  limit: number,
  offset: number,
): Promise<ListedSeat[]> {
  const [condition, params] = conditionOn(wanted);
  return select(
    seatRow,
    `SELECT s.slot, s.state, s.holder_id, r.issue_key, COALESCE(s.allocated_at, s.held_at) AS since, s.ends_at,
       s.reserved_for, s.reserved_until, s.note
     FROM seat s LEFT JOIN access_request r ON r.issue_id = s.issue_id
     WHERE s.pool_id = ? ${condition} ORDER BY s.slot ${limitOf(limit, offset)}`,
    poolId,
    ...params,
  );
}

export async function countSeats(poolId: string, wanted: ListedSeats): Promise<number> {
  const [condition, params] = conditionOn(wanted);
  const [row] = await select(
    z.object({ seats: integer }),
    `SELECT COUNT(*) AS seats FROM seat s WHERE s.pool_id = ? ${condition}`,
    poolId,
    ...params,
  );
  return row?.seats ?? 0;
}
