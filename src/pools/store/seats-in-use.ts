import * as z from '#zod';
import { integer, select } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';

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
     GROUP BY holder_id HAVING COUNT(*) > 1 ORDER BY holder_id ${limitOf(limit)}`,
    after,
  );
  return rows.map(({ holder_id }) => holder_id);
}

const tierRow = z
  .object({
    pool_id: z.string(),
    holder_id: z.string(),
    slot: integer,
    allocated_at: integer.nullable(),
    issue_key: z.string().nullable(),
  })
  .transform((stored) => ({
    poolId: stored.pool_id,
    holderId: stored.holder_id,
    slot: stored.slot,
    since: stored.allocated_at,
    issueKey: stored.issue_key,
  }));

/** A seat of somebody who has several tiers of its application in use. Times in milliseconds since the epoch, UTC. */
export type SeatOfSeveral = z.infer<typeof tierRow>;

const applicationOf = (pool: string): string => `SUBSTR(${pool}, 1, INSTR(${pool}, '/') - 1)`;

/**
 * The seats in these pools of people who have more than one of them in use of the same application, of so many people at
 * most, in the order of the applications and holders.
 */
export async function seatsOfSeveralTiers(
  poolIds: readonly string[],
  people: number,
): Promise<SeatOfSeveral[]> {
  if (poolIds.length < 2) return [];
  const marks = poolIds.map(() => '?').join(', ');
  return select(
    tierRow,
    `SELECT s.pool_id, s.holder_id, s.slot, s.allocated_at, r.issue_key
     FROM (SELECT ${applicationOf('several.pool_id')} AS app_key, several.holder_id FROM seat several
           WHERE several.pool_id IN (${marks}) AND several.state = 'allocated' AND several.holder_id IS NOT NULL
           GROUP BY ${applicationOf('several.pool_id')}, several.holder_id HAVING COUNT(*) > 1
           ORDER BY app_key, several.holder_id ${limitOf(people)}) AS h
     JOIN seat s ON s.holder_id = h.holder_id AND ${applicationOf('s.pool_id')} = h.app_key
     LEFT JOIN access_request r ON r.issue_id = s.issue_id
     WHERE s.pool_id IN (${marks}) AND s.state = 'allocated'
     ORDER BY h.app_key, s.holder_id, s.pool_id`,
    ...poolIds,
    ...poolIds,
  );
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
