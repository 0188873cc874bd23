import { blockSeat, dropReservation, reserveSeat, unblockSeat } from '../adapters/sql/kept-seats';
import { findWorker, inactiveAccounts } from '../adapters/sql/people';
import {
  countPools,
  countSeats,
  findPool,
  listPools,
  listSeats,
  type ListedPool,
  type PoolSort,
} from '../adapters/sql/pool-lists';
import { lineFor, prioritize } from '../adapters/sql/waitlist';
import {
  MOST_WAITERS,
  POOLS_A_PAGE,
  SEATS_A_PAGE,
  type PoolList,
  type PoolRow,
  type SeatList,
  type WaiterRow,
} from '../contracts/pools';
import { SeatkeeperError } from '../domain/errors';
import { looksAfter, type PolicyStanding } from '../domain/policy/policy-approval';
import type { SeatState } from '../domain/pool/pool';
import { serveLine } from './take-seat';

const rowOf = (pool: ListedPool, standing: PolicyStanding): PoolRow => ({
  ...pool,
  isMine: looksAfter(standing, pool.applicationKey),
});

/** A page of the pools that there are. Two statements. */
export async function showPools(
  { search, sort, page }: { readonly search: string; readonly sort: PoolSort; readonly page: number },
  standing: PolicyStanding,
): Promise<PoolList> {
  const pools = await listPools(search, sort, POOLS_A_PAGE, page * POOLS_A_PAGE);
  return { rows: pools.map((pool) => rowOf(pool, standing)), total: await countPools(search), page };
}

/** A page of a pool's seats. @throws {SeatkeeperError} `not-found` */
export async function showSeats(
  poolId: string,
  state: SeatState | null,
  page: number,
  standing: PolicyStanding,
): Promise<SeatList> {
  const pool = await poolNamed(poolId);
  const seats = await listSeats(poolId, state, SEATS_A_PAGE, page * SEATS_A_PAGE);
  const left = await inactiveAccounts(seats.flatMap(({ holderId }) => holderId ?? []));
  return {
    pool: rowOf(pool, standing),
    rows: seats.map((seat) => ({
      ...seat,
      isOver: seat.slot > pool.purchased,
      hasLeft: seat.holderId !== null && left.has(seat.holderId),
    })),
    total: await countSeats(poolId, state),
    page,
  };
}

export async function showLine(poolId: string): Promise<readonly WaiterRow[]> {
  await poolNamed(poolId);
  return lineFor(poolId, MOST_WAITERS);
}

/**
 * Keeps a seat for somebody of the roster who is about to join.
 * @param until milliseconds since the epoch, UTC
 * @throws {SeatkeeperError} `invalid` when there is nobody like that, no empty seat, or one is kept already;
 * `forbidden` for people who do not look after the pool
 */
export async function keepSeat(
  poolId: string,
  workerId: string,
  until: number,
  standing: PolicyStanding,
  now: number,
): Promise<void> {
  await requireCare(poolId, standing);
  if (until <= now) throw new SeatkeeperError('invalid', 'Choose a day that is still to come.');
  const worker = await findWorker(workerId);
  if (!worker)
    throw new SeatkeeperError('invalid', `The roster has nobody with the worker id “${workerId}”.`);
  const waits = (await lineFor(poolId, 1)).length > 0;
  if (waits)
    throw new SeatkeeperError('invalid', 'People wait for a seat of this pool. The next one is theirs.');
  const kept = await reserveSeat(poolId, worker.workerId, worker.accountId, until, now);
  if (!kept)
    throw new SeatkeeperError('invalid', 'There is no empty seat, or one is kept for this person already.');
}

/** @throws {SeatkeeperError} `not-found` when none is kept; `forbidden` */
export async function dropKeptSeat(
  poolId: string,
  workerId: string,
  standing: PolicyStanding,
  now: number,
): Promise<void> {
  await requireCare(poolId, standing);
  if (!(await dropReservation(poolId, workerId)))
    throw new SeatkeeperError('not-found', 'No seat is kept for this person any more.');
  await serveLine(poolId, now);
}

/** Takes an empty seat out of use. @throws {SeatkeeperError} `invalid` when it is not empty; `forbidden` */
export async function block(
  poolId: string,
  slot: number,
  note: string,
  standing: PolicyStanding,
): Promise<void> {
  await requireCare(poolId, standing);
  if (!(await blockSeat(poolId, slot, note)))
    throw new SeatkeeperError('invalid', `Seat ${slot} is not empty, so it cannot be blocked.`);
}

/** @throws {SeatkeeperError} `invalid` when it is not blocked; `forbidden` */
export async function unblock(
  poolId: string,
  slot: number,
  standing: PolicyStanding,
  now: number,
): Promise<void> {
  await requireCare(poolId, standing);
  if (!(await unblockSeat(poolId, slot)))
    throw new SeatkeeperError('invalid', `Seat ${slot} is not blocked any more.`);
  await serveLine(poolId, now);
}

/** Calls a waiting request urgent, or not any more. @throws {SeatkeeperError} `invalid` when it does not wait; `forbidden` */
export async function changePriority(
  poolId: string,
  {
    issueId,
    isUrgent,
    reason,
  }: { readonly issueId: string; readonly isUrgent: boolean; readonly reason: string },
  byId: string,
  standing: PolicyStanding,
): Promise<readonly WaiterRow[]> {
  await requireCare(poolId, standing);
  if (!(await prioritize(poolId, issueId, isUrgent, reason, byId)))
    throw new SeatkeeperError('invalid', 'This request does not wait for a seat of the pool any more.');
  return showLine(poolId);
}

async function poolNamed(poolId: string): Promise<ListedPool> {
  const pool = await findPool(poolId);
  if (!pool) throw new SeatkeeperError('not-found', 'There is no such license pool.');
  return pool;
}

async function requireCare(poolId: string, standing: PolicyStanding): Promise<void> {
  const { applicationKey } = await poolNamed(poolId);
  if (!looksAfter(standing, applicationKey)) {
    throw new SeatkeeperError(
      'forbidden',
      'Only people who administer this project, or own the application, can do this.',
    );
  }
}
