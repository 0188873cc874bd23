import * as z from 'zod';
import { flag, integer, select, write } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';

/** A seat in use that something is due for about its end. Times in milliseconds since the epoch, UTC. */
export interface EndingSeat {
  readonly poolId: string;
  readonly slot: number;
  readonly holderId: string;
  /** The request through which it came; null when none did. */
  readonly issueId: string | null;
  readonly allocatedAt: number | null;
  readonly endsAt: number | null;
  /** Whether the request that it came through does not stand for it any more. */
  readonly isWithdrawn: boolean;
  readonly dueAt: number;
}

const row = z
  .object({
    pool_id: z.string(),
    slot: integer,
    holder_id: z.string(),
    issue_id: z.string().nullable(),
    allocated_at: integer.nullable(),
    ends_at: integer.nullable(),
    withdrawn: flag,
    end_due_at: integer,
  })
  .transform((stored): EndingSeat => ({
    poolId: stored.pool_id,
    slot: stored.slot,
    holderId: stored.holder_id,
    issueId: stored.issue_id,
    allocatedAt: stored.allocated_at,
    endsAt: stored.ends_at,
    isWithdrawn: stored.withdrawn,
    dueAt: stored.end_due_at,
  }));

/** Whether the request of a seat `s` does not stand for it any more. */
export const IS_WITHDRAWN = `CASE WHEN s.end_reason = 'withdrawn' THEN 1 ELSE 0 END`;

/** Seats whose end something is due for, the longest overdue first. */
export const seatsToEnd = (now: number, limit: number): Promise<EndingSeat[]> =>
  select(
    row,
    `SELECT s.pool_id, s.slot, s.holder_id, s.issue_id, s.allocated_at, s.ends_at, ${IS_WITHDRAWN} AS withdrawn, s.end_due_at
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
