import { isInQueue } from './waitlist';
import * as z from '#zod';
import { SeatkeeperError } from '../../common/rules/errors';
import { keysOfPool } from '../../catalog/rules/catalog';
import {
  SEAT_STATES,
  usageOfPool,
  type HeldSeat,
  type PoolUsage,
  type Seat,
  type SeatRecord,
} from '../rules/pool';
import { integer, select, write } from '../../common/store/database';
import { atMostOne, constant, mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf } from '../../common/store/statement-parts';
import { nextEndStep, renewableUntil } from '../rules/seat-end';
import { joinPoolCounts, POOL_COUNTS } from './pool-counts';
import { TIER_IS_PREMIUM } from './premium-licenses';

const seatRow = z.lazy(() =>
  z
    .object({
      pool_id: z.string(),
      slot: integer,
      state: z.enum(SEAT_STATES),
      issue_id: z.string().nullable(),
      holder_id: z.string().nullable(),
    })
    .transform((row): Seat => ({
      poolId: row.pool_id,
      slot: row.slot,
      state: row.state,
      issueId: row.issue_id,
      holderId: row.holder_id,
    })),
);

const SEAT = 'pool_id, slot, state, issue_id, holder_id';

export const seatOfRequestReading = (issueId: string): Reading<Seat | undefined> =>
  atMostOne(query(seatRow, `SELECT ${SEAT} FROM seat WHERE issue_id = ?`, issueId));

export const seatOfRequest = (issueId: string): Promise<Seat | undefined> =>
  read(seatOfRequestReading(issueId));

const heldRow = z.lazy(() =>
  z
    .object({
      pool_id: z.string(),
      state: z.enum(SEAT_STATES),
      allocated_at: integer.nullable(),
      ends_at: integer.nullable(),
      end_reason: z.string().nullable(),
    })
    .transform((row): HeldSeat => ({
      poolId: row.pool_id,
      state: row.state,
      allocatedAt: row.allocated_at,
      endsAt: row.ends_at,
      isWithdrawn: row.end_reason !== null,
    })),
);

/** The seats that a person has, other than through one request; a seat kept for them is none yet. */
export const seatsHeldByReading = (holderId: string, exceptIssueId: string): Reading<HeldSeat[]> =>
  mapped(
    query(
      heldRow,
      `SELECT pool_id, state, allocated_at, ends_at, end_reason FROM seat WHERE holder_id = ?
         AND (issue_id <> ? OR (issue_id IS NULL AND state = 'allocated'))`,
      holderId,
      exceptIssueId,
    ),
    (seats) => seats.toSorted((a, b) => (a.poolId < b.poolId ? -1 : 1)),
  );

export const seatsHeldBy = (holderId: string, exceptIssueId: string): Promise<HeldSeat[]> =>
  read(seatsHeldByReading(holderId, exceptIssueId));

/** The empty seat of a pool after so many others that are empty, among its first `purchased`. */
export async function emptySlot(
  poolId: string,
  purchased: number,
  after: number,
): Promise<number | undefined> {
  const [row] = await select(
    z.object({ slot: integer }),
    `SELECT slot FROM seat WHERE pool_id = ? AND state = 'free' AND slot <= ? ORDER BY slot ${limitOf(1, after)}`,
    poolId,
    purchased,
  );
  return row?.slot;
}

/** A seat for somebody, by the request that they are to get it through. */
export interface SeatTaking {
  readonly poolId: string;
  readonly slot: number;
  readonly issueId: string;
  readonly holderId: string;
}

/**
 * Takes an empty seat for a request that still waits for it. The taking is one statement that names the seat
 * and that it must still be empty, so two requests never get the same one; unique keys keep a request and a
 * person from having two.
 * @returns `missed` when somebody was faster, `refused` when a key says that request or person has one
 */
export function takeEmptySeat(
  { poolId, slot, issueId, holderId }: SeatTaking,
  now: number,
): Promise<'taken' | 'missed' | 'refused'> {
  return taking(
    `UPDATE seat SET state = 'held', issue_id = ?, holder_id = ?, held_at = ?, version = version + 1
     WHERE pool_id = ? AND slot = ? AND state = 'free'
       AND EXISTS (SELECT 1 FROM waitlist w WHERE w.issue_id = ? AND w.pool_id = ? AND ${isInQueue('w')})`,
    issueId,
    holderId,
    now,
    poolId,
    slot,
    issueId,
    poolId,
  );
}

/**
 * Gives a request the seat that is kept for its beneficiary, who is named in the statement: the seat may be kept for somebody
 * else by now.
 * @returns as `takeEmptySeat` does
 */
export function takeReservedSeat(
  { poolId, slot, issueId, holderId }: SeatTaking,
  now: number,
): Promise<'taken' | 'missed' | 'refused'> {
  return taking(
    `UPDATE seat SET issue_id = ?, holder_id = ?, held_at = ?, reserved_for = NULL, reserved_until = NULL,
       version = version + 1
     WHERE pool_id = ? AND slot = ? AND state = 'held' AND issue_id IS NULL
       AND (holder_id = ? OR reserved_for IN (SELECT p.worker_id FROM person p WHERE p.account_id = ?))`,
    issueId,
    holderId,
    now,
    poolId,
    slot,
    holderId,
    holderId,
  );
}

async function taking(
  statement: string,
  ...params: (string | number)[]
): Promise<'taken' | 'missed' | 'refused'> {
  try {
    return (await write(statement, ...params)) === 1 ? 'taken' : 'missed';
  } catch (error) {
    // a unique key refuses a second seat; what kind of refusal it was is read from the tables, not the message
    if (error instanceof SeatkeeperError) return 'refused';
    throw error;
  }
}

/**
 * Turns a request's hold into an allocation, or grants anew what it has already, with another end; changes nothing when it
 * is so already.
 */
export async function allocateSeat(issueId: string, now: number, endsAt: number | null): Promise<void> {
  await write(
    // what was there before is read before it is set, which MySQL does from left to right
    `UPDATE seat SET
       allocated_at = CASE WHEN state = 'held' OR ends_at <= ? OR end_reason IS NOT NULL THEN ? ELSE allocated_at END,
       state = 'allocated', ends_at = ?, end_due_at = ?, end_reason = NULL, renews = NULL, premium = ${TIER_IS_PREMIUM},
       version = version + 1
     WHERE issue_id = ? AND (state = 'held' OR (state = 'allocated'
       AND (COALESCE(ends_at, -1) <> ? OR end_reason IS NOT NULL OR renews IS NOT NULL)))`,
    now,
    now,
    endsAt,
    nextEndStep(endsAt, now),
    issueId,
    endsAt ?? -1,
  );
}

/** What a seat that goes back is set to. */
export const EMPTY = `state = 'free', issue_id = NULL, holder_id = NULL, held_at = NULL, allocated_at = NULL, ends_at = NULL,
  end_due_at = NULL, end_reason = NULL, renews = NULL, reserved_for = NULL, reserved_until = NULL, note = NULL, premium = NULL,
  imported_at = NULL, version = version + 1`;

/** Gives back a held seat; an allocated one stays, since taking access away is another matter. */
export async function releaseHold(issueId: string): Promise<void> {
  await write(`UPDATE seat SET ${EMPTY} WHERE issue_id = ? AND state = 'held'`, issueId);
}

/** A seat that is held for a request which is not in the queue of its pool, or not any more. */
const HELD_IN_VAIN = `issue_id IS NOT NULL AND state = 'held' AND NOT EXISTS (
  SELECT 1 FROM waitlist w WHERE w.issue_id = seat.issue_id AND w.pool_id = seat.pool_id AND ${isInQueue('w')})`;

/**
 * Gives back the seat of a request that has left the queue while it was given one. Taking a seat and leaving the queue
 * each read what the other writes, and under snapshot isolation both go through. So both ask afterwards: whoever is last
 * sees the other.
 * @returns whether there was one
 */
export async function releaseHeldInVain(issueId: string): Promise<boolean> {
  return (await write(`UPDATE seat SET ${EMPTY} WHERE issue_id = ? AND ${HELD_IN_VAIN}`, issueId)) > 0;
}

/** Gives all of them back, as runs that were cut off before they asked have left them. Reads every seat. */
export async function releaseAllHeldInVain(): Promise<void> {
  await write(`UPDATE seat SET ${EMPTY} WHERE ${HELD_IN_VAIN}`);
}

/** Requests that have left the queue, for good or for now, and hold a seat nevertheless. */
export async function heldByQuitters(limit: number): Promise<string[]> {
  const rows = await select(
    z.object({ issue_id: z.string() }),
    `SELECT s.issue_id FROM waitlist w JOIN seat s ON s.issue_id = w.issue_id
     WHERE NOT (${isInQueue('w')}) AND s.state = 'held' ORDER BY s.issue_id ${limitOf(limit)}`,
  );
  return rows.map(({ issue_id }) => issue_id);
}

/**
 * Parts an allocated seat from its request, which now asks for another one. Whoever has it keeps it until it is replaced,
 * or taken back because no request stands for it.
 */
export async function detachSeat(issueId: string, now: number): Promise<void> {
  await write(
    `UPDATE seat SET issue_id = NULL, end_reason = 'withdrawn', end_due_at = ?, version = version + 1
     WHERE issue_id = ? AND state = 'allocated'`,
    now,
    issueId,
  );
}

/** Says that the request of an allocated seat does not stand for it any more, so that it is taken back. */
export async function withdrawSeat(issueId: string, now: number): Promise<void> {
  await write(
    `UPDATE seat SET end_reason = 'withdrawn', end_due_at = ?, version = version + 1
     WHERE issue_id = ? AND state = 'allocated' AND end_reason IS NULL`,
    now,
    issueId,
  );
}

/** What a seat that came by no request renews. */
const NO_REQUEST = '';

/**
 * By which request the seat came that another one has taken over and is not fulfilled with; null for none, undefined where it
 * has taken over none.
 */
export async function takenOverFrom(issueId: string): Promise<string | null | undefined> {
  const [row] = await select(
    z.object({ renews: z.string() }),
    "SELECT renews FROM seat WHERE issue_id = ? AND state = 'allocated' AND renews IS NOT NULL",
    issueId,
  );
  return row && (row.renews === NO_REQUEST ? null : row.renews);
}

/**
 * Gives a seat that a request has taken over back as it was.
 * @param from what `takenOverFrom` says
 */
export async function returnTakenOver(issueId: string, from: string | null): Promise<void> {
  await write(
    `UPDATE seat SET issue_id = ?, renews = NULL, version = version + 1
     WHERE issue_id = ? AND state = 'allocated' AND renews = ?`,
    from,
    issueId,
    from ?? NO_REQUEST,
  );
}

/** Whether somebody has in use what a request granted them, be it that another one is about to renew it. */
export async function isInUseBy(issueId: string, holderId: string): Promise<boolean> {
  const seats = await select(
    z.object({ slot: integer }),
    "SELECT slot FROM seat WHERE holder_id = ? AND state = 'allocated' AND (issue_id = ? OR renews = ?)",
    holderId,
    issueId,
    issueId,
  );
  return seats.length > 0;
}

/**
 * Ends exactly this allocation; what has been granted anew since stays.
 * @returns whether it was theirs until now
 */
export async function releaseAllocation({
  poolId,
  holderId,
  issueId,
  endsAt,
}: Omit<SeatRecord, 'allocatedAt' | 'isWithdrawn'>): Promise<boolean> {
  const request = issueId ?? NO_REQUEST;
  const changed = await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'
       AND (COALESCE(issue_id, '${NO_REQUEST}') = ? OR renews = ?) AND COALESCE(ends_at, -1) = ?`,
    poolId,
    holderId,
    request,
    request,
    endsAt ?? -1,
  );
  return changed === 1;
}

/** Gives back a seat of somebody who has another one of the pool, whatever it is; one that is no longer theirs stays. */
export async function giveBackSpare({
  poolId,
  slot,
  holderId,
}: Pick<SeatTaking, 'poolId' | 'slot' | 'holderId'>): Promise<void> {
  await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND slot = ? AND holder_id = ?`,
    poolId,
    slot,
    holderId,
  );
}

/**
 * Gives a request the seat that its beneficiary has of the pool already, which is over or soon will be. Until the request is
 * fulfilled, the seat keeps whose it was.
 * @returns whether there is one
 */
export async function takeOverSeat(
  { poolId, issueId, holderId }: Omit<SeatTaking, 'slot'>,
  now: number,
): Promise<boolean> {
  const changed = await write(
    // whose it was is read before it is set, which MySQL does from left to right
    `UPDATE seat SET renews = NULLIF(COALESCE(renews, issue_id, '${NO_REQUEST}'), ?), issue_id = ?, version = version + 1
     WHERE pool_id = ? AND holder_id = ? AND state = 'allocated' AND (ends_at <= ? OR end_reason IS NOT NULL)`,
    issueId,
    issueId,
    poolId,
    holderId,
    renewableUntil(now),
  );
  return changed === 1;
}

/**
 * Pools of the other tiers of the same application whose seats a seat takes the place of, except add-ons. One that lasts
 * longer stays: it is there again when this one ends.
 */
export async function replacedBy(poolId: string, holderId: string, endsAt: number | null): Promise<string[]> {
  const { applicationKey, tierKey } = keysOfPool(poolId);
  const rows = await select(
    z.object({ pool_id: z.string() }),
    `SELECT s.pool_id FROM seat s JOIN tier t ON CONCAT(t.app_key, '/', t.tier_key) = s.pool_id
     JOIN tier own ON own.app_key = t.app_key AND own.tier_key = ?
     WHERE s.holder_id = ? AND s.state = 'allocated' AND t.app_key = ? AND t.tier_key <> ?
       AND t.add_on = 0 AND own.add_on = 0 AND (? < 0 OR s.ends_at <= ? OR s.end_reason IS NOT NULL)
     ORDER BY s.pool_id`,
    tierKey,
    holderId,
    applicationKey,
    tierKey,
    endsAt ?? -1,
    endsAt ?? -1,
  );
  return rows.map(({ pool_id }) => pool_id);
}

/** Frees the seat of a pool that somebody had when another took its place. @returns whether it was theirs until now */
export async function releaseReplaced(
  poolId: string,
  holderId: string,
  replacedAt: number,
): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'
       AND (allocated_at IS NULL OR allocated_at <= ?)`,
    poolId,
    holderId,
    replacedAt,
  );
  return changed === 1;
}

/** Pools that a request holds a seat of or waits for. */
export async function poolsOfRequest(issueId: string): Promise<string[]> {
  const rows = await select(
    z.object({ pool_id: z.string() }),
    `SELECT pool_id FROM waitlist WHERE issue_id = ?
     UNION SELECT pool_id FROM seat WHERE issue_id = ? AND state = 'held'`,
    issueId,
    issueId,
  );
  return rows.map(({ pool_id }) => pool_id);
}

const usageRow = z.object({
  pool_id: z.string(),
  purchased: integer,
  allocated: integer,
  held: integer,
  blocked: integer,
  waiting: integer,
});

/** The named pools as they are now; one that the catalog does not have is left out. */
export function poolUsageReading(poolIds: readonly string[]): Reading<Map<string, PoolUsage>> {
  if (poolIds.length === 0) return constant(new Map<string, PoolUsage>());
  const named = `IN (${poolIds.map(() => '?').join(', ')})`;
  const pools = query(
    usageRow,
    `SELECT p.pool_id, p.purchased, ${POOL_COUNTS}
     FROM (SELECT CONCAT(app_key, '/', tier_key) AS pool_id, seats AS purchased FROM tier) AS p
     ${joinPoolCounts(named)}
     WHERE p.pool_id ${named}`,
    ...poolIds,
    ...poolIds,
    ...poolIds,
  );
  return mapped(
    pools,
    (rows) =>
      new Map(
        rows.map(({ pool_id, purchased, waiting, ...counts }) => [
          pool_id,
          usageOfPool(pool_id, purchased, counts, waiting),
        ]),
      ),
  );
}

export const poolUsage = (poolIds: readonly string[]): Promise<Map<string, PoolUsage>> =>
  read(poolUsageReading(poolIds));
