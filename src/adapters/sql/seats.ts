import { z } from 'zod';
import { SeatkeeperError } from '../../domain/errors';
import type { PoolUsage, Seat } from '../../domain/pool/pool';
import { chunks, integer, placeholders, select, write } from './database';

const seatRow = z
  .object({
    pool_id: z.string(),
    slot: integer,
    state: z.enum(['free', 'held', 'allocated']),
    issue_id: z.string().nullable(),
    holder_id: z.string().nullable(),
  })
  .transform((row): Seat => ({
    poolId: row.pool_id,
    slot: row.slot,
    state: row.state,
    issueId: row.issue_id,
    holderId: row.holder_id,
  }));

const SEAT = 'pool_id, slot, state, issue_id, holder_id';
const MAX_TRIES = 8;

export type HoldResult =
  | { readonly kind: 'held'; readonly seat: Seat }
  | { readonly kind: 'full' }
  | { readonly kind: 'holds-already' };

export async function seatOfRequest(issueId: string): Promise<Seat | undefined> {
  const [seat] = await select(seatRow, `SELECT ${SEAT} FROM seat WHERE issue_id = ?`, issueId);
  return seat;
}

/** Pools in which a person has a seat, other than through one request. */
export async function poolsHeldBy(holderId: string, exceptIssueId: string): Promise<string[]> {
  const rows = await select(
    z.object({ pool_id: z.string() }),
    'SELECT pool_id FROM seat WHERE holder_id = ? AND (issue_id IS NULL OR issue_id <> ?)',
    holderId,
    exceptIssueId,
  );
  return rows.map((row) => row.pool_id);
}

/**
 * Holds the lowest free seat of a pool for a request, or finds the one it has. The taking is one statement
 * that names the seat and that it must still be free, so two requests never get the same seat; unique keys
 * keep a request and a person from having two.
 */
export async function holdSeat(
  poolId: string,
  issueId: string,
  holderId: string,
  now: number,
): Promise<HoldResult> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const own = await seatOfRequest(issueId);
    if (own?.poolId === poolId) return { kind: 'held', seat: own };
    if (own) await releaseSeat(issueId);
    const taken = await takeLowestFree(poolId, issueId, holderId, now);
    if (taken === 'taken') continue;
    if (taken === 'refused' && (await poolsHeldBy(holderId, issueId)).includes(poolId))
      return { kind: 'holds-already' };
    if ((await countFree(poolId)) === 0) return { kind: 'full' };
  }
  throw new SeatkeeperError('conflict', 'Many requests want this pool at once. Try again in a moment.');
}

async function takeLowestFree(
  poolId: string,
  issueId: string,
  holderId: string,
  now: number,
): Promise<'taken' | 'missed' | 'refused'> {
  try {
    const changed = await write(
      `UPDATE seat SET state = 'held', issue_id = ?, holder_id = ?, held_at = ?, version = version + 1
       WHERE pool_id = ? AND state = 'free'
         AND slot = (SELECT slot FROM (SELECT MIN(slot) AS slot FROM seat WHERE pool_id = ? AND state = 'free') AS lowest)`,
      issueId,
      holderId,
      now,
      poolId,
      poolId,
    );
    return changed === 1 ? 'taken' : 'missed';
  } catch (error) {
    // a unique key refuses a second seat; what kind of refusal it was is read from the tables, not the message
    if (error instanceof SeatkeeperError) return 'refused';
    throw error;
  }
}

async function countFree(poolId: string): Promise<number> {
  const [row] = await select(
    z.object({ free: integer }),
    `SELECT COUNT(*) AS free FROM seat WHERE pool_id = ? AND state = 'free'`,
    poolId,
  );
  return row?.free ?? 0;
}

/** Turns a request's hold into an allocation; changes nothing when it is one already. */
export async function allocateSeat(issueId: string, now: number, endsAt: number | null): Promise<void> {
  await write(
    `UPDATE seat SET state = 'allocated', allocated_at = ?, ends_at = ?, version = version + 1 WHERE issue_id = ? AND state = 'held'`,
    now,
    endsAt,
    issueId,
  );
}

/** Gives back a held seat; an allocated one stays, since taking access away is another matter. */
export async function releaseSeat(issueId: string): Promise<void> {
  await write(
    `UPDATE seat SET state = 'free', issue_id = NULL, holder_id = NULL, held_at = NULL, version = version + 1
     WHERE issue_id = ? AND state = 'held'`,
    issueId,
  );
}

const usageRow = z.object({ pool_id: z.string(), purchased: integer, allocated: integer, held: integer });

/** Seats of the named pools by state; a pool without seats is left out. */
export async function poolUsage(poolIds: readonly string[]): Promise<Map<string, PoolUsage>> {
  if (poolIds.length === 0) return new Map();
  const rows = await select(
    usageRow,
    `SELECT pool_id, COUNT(*) AS purchased,
       SUM(CASE WHEN state = 'allocated' THEN 1 ELSE 0 END) AS allocated,
       SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END) AS held
     FROM seat WHERE pool_id IN (${poolIds.map(() => '?').join(', ')}) GROUP BY pool_id`,
    ...poolIds,
  );
  return new Map(
    rows.map((row) => {
      const { purchased, allocated, held } = row;
      return [
        row.pool_id,
        { poolId: row.pool_id, purchased, allocated, held, free: purchased - allocated - held },
      ];
    }),
  );
}

const SLOTS_PER_STATEMENT = 500;

/**
 * Makes a pool have slots 1 to `seats`: adds missing ones, removes free ones above. Run again it does the
 * rest, so it may be cut off anywhere. A slot in use is never removed.
 */
export async function resizePool(poolId: string, seats: number): Promise<void> {
  const [row] = await select(
    z.object({ top: integer.nullable() }),
    'SELECT MAX(slot) AS top FROM seat WHERE pool_id = ?',
    poolId,
  );
  const top = row?.top ?? 0;
  const missing = Array.from({ length: Math.max(0, seats - top) }, (_, index) => top + 1 + index);
  for (const slots of chunks(missing, SLOTS_PER_STATEMENT)) {
    await write(
      `INSERT IGNORE INTO seat (pool_id, slot, state, version) VALUES ${placeholders(slots.length, 4)}`,
      ...slots.flatMap((slot) => [poolId, slot, 'free', 1]),
    );
  }
  if (top > seats)
    await write(`DELETE FROM seat WHERE pool_id = ? AND slot > ? AND state = 'free'`, poolId, seats);
}
