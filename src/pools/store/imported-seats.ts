import type { Tier } from '../../catalog/rules/catalog';
import * as z from '#zod';
import { chunks, integer, select, write } from '../../common/store/database';
import { limitOf, newRows, setColumns, type Columns } from '../../common/store/statement-parts';
import { SeatkeeperError } from '../../common/rules/errors';
import { EMPTY } from './seats';

const HOLDERS_A_PAGE = 5_000;

/** Everybody who has a seat of a pool, held or allocated, with since when; null when nobody knows. */
export async function holdersOf(poolId: string): Promise<ReadonlyMap<string, number | null>> {
  const holders = new Map<string, number | null>();
  for (let after = 0; ;) {
    const page = await select(
      z.object({ slot: integer, holder_id: z.string(), allocated_at: integer.nullable() }),
      `SELECT slot, holder_id, allocated_at FROM seat
       WHERE pool_id = ? AND slot > ? AND holder_id IS NOT NULL ORDER BY slot ${limitOf(HOLDERS_A_PAGE)}`,
      poolId,
      after,
    );
    for (const { holder_id, allocated_at } of page) holders.set(holder_id, allocated_at);
    const last = page.at(-1);
    if (!last || page.length < HOLDERS_A_PAGE) return holders;
    after = last.slot;
  }
}

/** Somebody who has seats under a login of the application, and whose account on the site is known by now. */
export interface JoinedHolder {
  readonly loginId: string;
  readonly accountId: string;
}

/**
 * Makes the seat of a login the seat of the account that is the same person. One who has a seat by their account as well
 * has had it twice: that of the login goes back. One that is only held for the account stays beside it until it is theirs.
 * Run again, it does the rest.
 * @returns whether a seat went back
 */
export async function joinHolder(poolId: string, { loginId, accountId }: JoinedHolder): Promise<boolean> {
  try {
    await write(
      `UPDATE seat SET holder_id = ?, version = version + 1
       WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'`,
      accountId,
      poolId,
      loginId,
    );
    return false;
  } catch (error) {
    // the unique key of pool and person refuses a second one; whether it was that, the next statement asks
    if (!(error instanceof SeatkeeperError)) throw error;
  }
  const freed = await write(
    `UPDATE seat SET ${EMPTY} WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'
       AND EXISTS (SELECT 1 FROM (SELECT slot FROM seat
         WHERE pool_id = ? AND holder_id = ? AND state = 'allocated') AS own)`,
    poolId,
    loginId,
    poolId,
    accountId,
  );
  return freed > 0;
}

const SEATS_A_STATEMENT = 200;

/**
 * Records that people have seats of a pool, whether there are that many or not: in empty slots as long as there are
 * some, and in slots above the purchased ones for the rest. Who has one keeps it as it is; run again, it does the rest.
 */
export async function allocateImported(
  poolId: string,
  { seats: purchased, premium }: Pick<Tier, 'seats' | 'premium'>,
  holderIds: readonly string[],
  now: number,
): Promise<void> {
  const imported = { premium: premium ? 1 : 0, imported_at: now };
  const present = await holdersOf(poolId);
  const missing = holderIds.filter((holderId) => !present.has(holderId));
  for (const some of chunks(missing, SEATS_A_STATEMENT)) {
    const slots = await emptySlots(poolId, purchased, some.length);
    const seated = slots.flatMap((slot, index): SeatedHolder[] => {
      const holderId = some[index];
      return holderId === undefined ? [] : [{ slot, holderId }];
    });
    if (seated.length > 0) await fillSlots(poolId, seated, imported);
    await addAbove(poolId, purchased, some.slice(slots.length), imported);
  }
}

async function emptySlots(poolId: string, purchased: number, limit: number): Promise<number[]> {
  const rows = await select(
    z.object({ slot: integer }),
    `SELECT slot FROM seat WHERE pool_id = ? AND state = 'free' AND slot <= ? ORDER BY slot ${limitOf(limit)}`,
    poolId,
    purchased,
  );
  return rows.map(({ slot }) => slot);
}

interface SeatedHolder {
  readonly slot: number;
  readonly holderId: string;
}

async function fillSlots(poolId: string, seated: readonly SeatedHolder[], imported: Columns): Promise<void> {
  const known = setColumns(imported);
  await write(
    `UPDATE seat SET state = 'allocated', holder_id = CASE slot ${seated.map(() => 'WHEN ? THEN ?').join(' ')} END,
       ${known.sql}, version = version + 1
     WHERE pool_id = ? AND state = 'free' AND slot IN (${seated.map(() => '?').join(', ')})`,
    ...seated.flatMap(({ slot, holderId }) => [slot, holderId]),
    ...known.params,
    poolId,
    ...seated.map(({ slot }) => slot),
  );
}

async function addAbove(
  poolId: string,
  purchased: number,
  holderIds: readonly string[],
  imported: Columns,
): Promise<void> {
  if (holderIds.length === 0) return;
  const [row] = await select(
    z.object({ top: integer.nullable() }),
    'SELECT MAX(slot) AS top FROM seat WHERE pool_id = ?',
    poolId,
  );
  const first = Math.max(purchased, row?.top ?? 0) + 1;
  const added = newRows(
    holderIds.map((holderId, index) => ({
      pool_id: poolId,
      slot: first + index,
      state: 'allocated',
      holder_id: holderId,
      ...imported,
      version: 1,
    })),
  );
  await write(`INSERT IGNORE INTO seat ${added.sql}`, ...added.params);
}
