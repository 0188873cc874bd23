import * as z from '#zod';
import { flag, integer } from '../../common/store/database';

/** A seat in use. Times in milliseconds since the epoch, UTC. */
export interface AllocatedSeat {
  readonly slot: number;
  readonly holderId: string;
  /** The request through which it came; null when none did. */
  readonly issueId: string | null;
  /** Null when nobody knows. */
  readonly allocatedAt: number | null;
  readonly endsAt: number | null;
  /** Whether the request that it came through does not stand for it any more. */
  readonly isWithdrawn: boolean;
}

/** The row of a seat in use, as `ALLOCATED_SEAT` reads it. */
export const allocatedSeatRow = z.object({
  slot: integer,
  holder_id: z.string(),
  issue_id: z.string().nullable(),
  allocated_at: integer.nullable(),
  ends_at: integer.nullable(),
  withdrawn: flag,
});

export const allocatedSeatOf = (row: z.output<typeof allocatedSeatRow>): AllocatedSeat => ({
  slot: row.slot,
  holderId: row.holder_id,
  issueId: row.issue_id,
  allocatedAt: row.allocated_at,
  endsAt: row.ends_at,
  isWithdrawn: row.withdrawn,
});

/** The columns of a seat `s`. */
export const ALLOCATED_SEAT = `s.slot, s.holder_id, s.issue_id, s.allocated_at, s.ends_at,
  CASE WHEN s.end_reason = 'withdrawn' THEN 1 ELSE 0 END AS withdrawn`;
