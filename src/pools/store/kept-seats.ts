import { DAY } from '../../common/rules/time';
import type { SeatRecord } from '../rules/pool';
import { TIER_IS_PREMIUM } from './premium-licenses';
import { nextEndStep } from '../rules/seat-end';
import * as z from '#zod';
import { integer, select, write } from '../../common/store/database';

/**
 * Seats that nobody's request has: kept for somebody who is about to join, or kept out of use.
 */

/**
 * Keeps the lowest empty seat of a pool for somebody who has no request yet.
 * @param workerId by the roster
 * @param accountId when they have an account already
 * @param until milliseconds since the epoch, UTC
 * @returns whether there was one; false also when one is kept for them already
 * @throws {SeatkeeperError} `unavailable` also when the person has a seat of the pool
 */
export async function reserveSeat(
  poolId: string,
  workerId: string,
  accountId: string | null,
  until: number,
  now: number,
): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET state = 'held', reserved_for = ?, holder_id = ?, reserved_until = ?, held_at = ?, version = version + 1
     WHERE pool_id = ? AND state = 'free'
       AND slot = (SELECT slot FROM (SELECT MIN(slot) AS slot FROM seat WHERE pool_id = ? AND state = 'free') AS lowest)
       AND NOT EXISTS (SELECT 1 FROM (SELECT slot FROM seat WHERE pool_id = ? AND reserved_for = ?) AS kept)`,
    workerId,
    accountId,
    until,
    now,
    poolId,
    poolId,
    poolId,
    workerId,
  );
  return changed === 1;
}

/** Whether somebody has a seat of a pool, or one is held for their request. */
export async function hasSeat(poolId: string, accountId: string): Promise<boolean> {
  const seats = await select(
    z.object({ slot: integer }),
    'SELECT slot FROM seat WHERE pool_id = ? AND holder_id = ? AND reserved_for IS NULL',
    poolId,
    accountId,
  );
  return seats.length > 0;
}

const EMPTY = `state = 'free', holder_id = NULL, held_at = NULL, reserved_for = NULL, reserved_until = NULL, note = NULL,
  version = version + 1`;

/** @returns whether one was kept for them */
export async function dropReservation(poolId: string, workerId: string): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND reserved_for = ? AND state = 'held' AND issue_id IS NULL`,
    poolId,
    workerId,
  );
  return changed === 1;
}

/** Seats that were kept for people who did not come in time are empty again. */
export async function dropOldReservations(now: number): Promise<void> {
  await write(
    `UPDATE seat SET ${EMPTY} WHERE state = 'held' AND issue_id IS NULL AND reserved_until IS NOT NULL AND reserved_until <= ?`,
    now,
  );
}

/** Takes an empty seat out of use. @returns whether it was empty */
export async function blockSeat(poolId: string, slot: number, note: string): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET state = 'blocked', note = ?, version = version + 1 WHERE pool_id = ? AND slot = ? AND state = 'free'`,
    note,
    poolId,
    slot,
  );
  return changed === 1;
}

/** @returns whether it was blocked */
export async function unblockSeat(poolId: string, slot: number): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND slot = ? AND state = 'blocked'`,
    poolId,
    slot,
  );
  return changed === 1;
}

const isGivenForADay = ({ endsAt, isWithdrawn }: SeatRecord, now: number): boolean =>
  isWithdrawn || (endsAt !== null && endsAt <= now);

/**
 * Gives somebody back exactly the seat that was taken from them, in an empty slot of the pool.
 * @returns whether that slot was still empty
 * @throws {SeatkeeperError} `unavailable` also when they have a seat of the pool by now
 */
export async function restoreSeat(seat: SeatRecord, slot: number, now: number): Promise<boolean> {
  const changed = await write(
    `UPDATE seat SET state = 'allocated', holder_id = ?, issue_id = ?, allocated_at = ?, ends_at = ?, end_due_at = ?,
       end_reason = ?, premium = ${TIER_IS_PREMIUM}, version = version + 1
     WHERE pool_id = ? AND slot = ? AND state = 'free'`,
    seat.holderId,
    seat.issueId,
    seat.allocatedAt,
    seat.endsAt,
    // one that is over, or that no request stands for, is given back by somebody's decision, for a day
    isGivenForADay(seat, now) ? now + DAY : nextEndStep(seat.endsAt, now),
    seat.isWithdrawn ? 'withdrawn' : null,
    seat.poolId,
    slot,
  );
  return changed === 1;
}
