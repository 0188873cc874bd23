import { z } from 'zod';
import { chunks, integer, placeholders, select, write } from './database';

const SLOTS_PER_STATEMENT = 500;

const row = z.object({ slot: integer });

/**
 * Makes a pool have the slots 1 to `seats`: adds missing ones, drops empty ones above, and moves seats in use
 * from above into empty ones below. What is left above is over-allocated, and goes when it is released. Run
 * again it does the rest, so it may be cut off anywhere. A seat in use is never dropped.
 */
export async function resizePool(poolId: string, seats: number): Promise<void> {
  await dropSurplus(poolId, seats);
  await moveDown(poolId, seats);
  await addMissing(poolId, seats);
}

/** Drops empty slots above the purchased ones. */
export async function dropSurplus(poolId: string, seats: number): Promise<void> {
  await write(`DELETE FROM seat WHERE pool_id = ? AND slot > ? AND state = 'free'`, poolId, seats);
}

async function moveDown(poolId: string, seats: number): Promise<void> {
  const above = await select(
    row,
    `SELECT slot FROM seat WHERE pool_id = ? AND slot > ? ORDER BY slot`,
    poolId,
    seats,
  );
  for (const { slot } of above) {
    const [empty] = await select(
      row,
      `SELECT MIN(slot) AS slot FROM seat WHERE pool_id = ? AND state = 'free' AND slot <= ? HAVING MIN(slot) IS NOT NULL`,
      poolId,
      seats,
    );
    if (!empty) return;
    // whoever takes it in between was faster, and the seat above stays over-allocated until the next time
    const isMine = await write(
      `DELETE FROM seat WHERE pool_id = ? AND slot = ? AND state = 'free'`,
      poolId,
      empty.slot,
    );
    if (isMine === 1)
      await write(
        'UPDATE seat SET slot = ?, version = version + 1 WHERE pool_id = ? AND slot = ?',
        empty.slot,
        poolId,
        slot,
      );
  }
}

async function addMissing(poolId: string, seats: number): Promise<void> {
  const [counted] = await select(
    z.object({ count: integer }),
    'SELECT COUNT(*) AS count FROM seat WHERE pool_id = ? AND slot <= ?',
    poolId,
    seats,
  );
  if ((counted?.count ?? 0) >= seats) return;
  const present = new Set(await slotsOf(poolId, seats));
  const all = Array.from({ length: seats }, (_, index) => index + 1);
  for (const slots of chunks(
    all.filter((slot) => !present.has(slot)),
    SLOTS_PER_STATEMENT,
  )) {
    await write(
      `INSERT IGNORE INTO seat (pool_id, slot, state, version) VALUES ${placeholders(slots.length, 4)}`,
      ...slots.flatMap((slot) => [poolId, slot, 'free', 1]),
    );
  }
}

const SLOTS_PER_READ = 10_000;

async function slotsOf(poolId: string, upTo: number): Promise<number[]> {
  const slots: number[] = [];
  for (let after = 0; ;) {
    const page = await select(
      row,
      'SELECT slot FROM seat WHERE pool_id = ? AND slot > ? AND slot <= ? ORDER BY slot LIMIT ?',
      poolId,
      after,
      upTo,
      SLOTS_PER_READ,
    );
    slots.push(...page.map(({ slot }) => slot));
    const last = page.at(-1);
    if (!last || page.length < SLOTS_PER_READ) return slots;
    after = last.slot;
  }
}
