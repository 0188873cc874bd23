import * as z from '#zod';
import { chunks, integer, select, write } from '../../common/store/database';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import { limitOf, newRows } from '../../common/store/statement-parts';

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
  await hintAtHolds(poolId, seats);
  await addMissing(poolId, seats);
}

const MOST_HOLDS = 200;

/** Requests that hold a seat of a pool with more taken than it has: some of them have to yield. */
async function hintAtHolds(poolId: string, seats: number): Promise<void> {
  const holds = await select(
    z.object({ issue_id: z.string() }),
    `SELECT issue_id FROM seat WHERE pool_id = ? AND state = 'held' AND issue_id IS NOT NULL
       AND (SELECT COUNT(*) FROM seat taken WHERE taken.pool_id = ? AND taken.state <> 'free') > ?
     ORDER BY slot ${limitOf(MOST_HOLDS)}`,
    poolId,
    poolId,
    seats,
  );
  await leaveHints(
    holds.map(({ issue_id }) => ({ kind: 'request', subjectId: issue_id })),
    AT_ONCE,
  );
}

// due whenever the reconcile looks
const AT_ONCE = 0;

/** A pool and how many slots it shall have. */
export interface PoolSize {
  readonly poolId: string;
  readonly seats: number;
}

/**
 * The same for many pools. One statement finds those that are right already, and new pools are filled together: a
 * catalog of thousands is imported within what one run has.
 */
export async function resizePools(wanted: readonly PoolSize[]): Promise<void> {
  const sizes = await poolSizes();
  const isWrong = ({ poolId, seats }: PoolSize): boolean => {
    const size = sizes.get(poolId) ?? { slots: 0, top: 0 };
    return size.slots !== seats || size.top !== seats;
  };
  const wrong = wanted.filter(isWrong);
  await addSlots(
    wrong.filter(({ poolId }) => !sizes.has(poolId)).flatMap(({ poolId, seats }) => slotsUpTo(poolId, seats)),
  );
  for (const { poolId, seats } of wrong.filter((one) => sizes.has(one.poolId)))
    await resizePool(poolId, seats);
}

const slotsUpTo = (poolId: string, seats: number): Slot[] =>
  Array.from({ length: seats }, (_, index) => [poolId, index + 1]);

async function poolSizes(): Promise<ReadonlyMap<string, { readonly slots: number; readonly top: number }>> {
  const rows = await select(
    z.object({ pool_id: z.string(), slots: integer, top: integer }),
    'SELECT pool_id, COUNT(*) AS slots, MAX(slot) AS top FROM seat GROUP BY pool_id',
  );
  return new Map(rows.map(({ pool_id, slots, top }) => [pool_id, { slots, top }]));
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
  await addSlots(slotsUpTo(poolId, seats).filter(([, slot]) => !present.has(slot)));
}

type Slot = readonly [poolId: string, slot: number];

async function addSlots(missing: readonly Slot[]): Promise<void> {
  for (const slots of chunks(missing, SLOTS_PER_STATEMENT)) {
    const added = newRows(
      slots.map(([poolId, slot]) => ({ pool_id: poolId, slot, state: 'free', version: 1 })),
    );
    await write(`INSERT IGNORE INTO seat ${added.sql}`, ...added.params);
  }
}

const SLOTS_PER_READ = 10_000;

async function slotsOf(poolId: string, upTo: number): Promise<number[]> {
  const slots: number[] = [];
  for (let after = 0; ;) {
    const page = await select(
      row,
      `SELECT slot FROM seat WHERE pool_id = ? AND slot > ? AND slot <= ? ORDER BY slot ${limitOf(SLOTS_PER_READ)}`,
      poolId,
      after,
      upTo,
    );
    slots.push(...page.map(({ slot }) => slot));
    const last = page.at(-1);
    if (!last || page.length < SLOTS_PER_READ) return slots;
    after = last.slot;
  }
}
