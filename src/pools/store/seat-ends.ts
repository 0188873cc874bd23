import * as z from '#zod';
import { integer, select, write } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';
import { ALLOCATED_SEAT, allocatedSeatOf, allocatedSeatRow, type AllocatedSeat } from './allocated-seats';

/** A seat in use that something is due for about its end. */
export interface EndingSeat extends AllocatedSeat {
  readonly poolId: string;
  readonly dueAt: number;
}

const row = allocatedSeatRow
  .extend({ pool_id: z.string(), end_due_at: integer })
  .transform((stored): EndingSeat => ({
    ...allocatedSeatOf(stored),
    poolId: stored.pool_id,
    dueAt: stored.end_due_at,
  }));

/** Seats whose end something is due for, the longest overdue first. */
export const seatsToEnd = (now: number, limit: number): Promise<EndingSeat[]> =>
  select(
    row,
    `SELECT s.pool_id, s.end_due_at, ${ALLOCATED_SEAT}
     FROM seat s WHERE s.end_due_at <= ? AND s.state = 'allocated' AND s.holder_id IS NOT NULL
     ORDER BY s.end_due_at, s.pool_id, s.slot ${limitOf(limit)}`,
    now,
  );

/** Says when the end of a seat is due again; nothing when somebody has changed that since it was read. */
export async function putOffEnd(seat: EndingSeat, dueAt: number | null): Promise<void> {
  await write(
    'UPDATE seat SET end_due_at = ? WHERE pool_id = ? AND slot = ? AND holder_id = ? AND end_due_at = ?',
    dueAt,
    seat.poolId,
    seat.slot,
    seat.holderId,
    seat.dueAt,
  );
}
