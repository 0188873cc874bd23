import { z } from 'zod';
import { integer, select } from './database';

/** A seat that somebody has, with the request through which they got it. Times in milliseconds since the epoch, UTC. */
export interface SeatInUse {
  readonly holderId: string;
  readonly poolId: string;
  readonly since: number;
  /** These three are null for a seat that came through no request; a duration of null also for no end. */
  readonly issueId: string | null;
  readonly requesterId: string | null;
  readonly durationDays: number | null;
  /** Null also for a request in a tier that had no roles. */
  readonly role: string | null;
}

/** People with more than one seat in use, in order, those after one of them. */
export async function holdersOfSeveral(after: string, limit: number): Promise<string[]> {
  const rows = await select(
    z.object({ holder_id: z.string() }),
    `SELECT holder_id FROM seat WHERE holder_id > ? AND state = 'allocated'
     GROUP BY holder_id HAVING COUNT(*) > 1 ORDER BY holder_id LIMIT ?`,
    after,
    limit,
  );
  return rows.map(({ holder_id }) => holder_id);
}

const row = z
  .object({
    holder_id: z.string(),
    pool_id: z.string(),
    allocated_at: integer.nullable(),
    issue_id: z.string().nullable(),
    requester_id: z.string().nullable(),
    duration_days: integer.nullable(),
    role_name: z.string().nullable(),
  })
  .transform((stored): SeatInUse => ({
    holderId: stored.holder_id,
    poolId: stored.pool_id,
    since: stored.allocated_at ?? 0,
    issueId: stored.issue_id,
    requesterId: stored.requester_id,
    durationDays: stored.duration_days,
    role: stored.role_name,
  }));

/** Every seat that these people have in use. */
export async function seatsInUse(holderIds: readonly string[]): Promise<SeatInUse[]> {
  if (holderIds.length === 0) return [];
  return select(
    row,
    `SELECT s.holder_id, s.pool_id, s.allocated_at, s.issue_id, r.requester_id, r.duration_days, r.role_name
     FROM seat s LEFT JOIN access_request r ON r.issue_id = s.issue_id
     WHERE s.state = 'allocated' AND s.holder_id IN (${holderIds.map(() => '?').join(', ')})`,
    ...holderIds,
  );
}
