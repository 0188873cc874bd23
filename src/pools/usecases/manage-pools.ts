import { isClosedAccount } from '../../common/rules/closed-account';
import { managesApplication, requireManages, type AccessRole } from '../../people/rules/access-role';
import { findApplication } from '../../catalog/store/catalog';
import { blockSeat, dropReservation, hasSeat, reserveSeat, unblockSeat } from '../store/kept-seats';
import { findWorker, inactiveAccounts } from '../../people/store/people';
import {
  countPools,
  countSeats,
  findPool,
  listPools,
  listSeats,
  type ListedPool,
  type ListedSeats,
  type PoolSort,
} from '../store/pool-lists';
import { peopleInQueue, prioritize, waitersFor, waitsBeside } from '../store/waitlist';
import { SEATS_AN_EXPORT } from '../../common/contract/export-limits';
import {
  MOST_WAITERS,
  POOLS_A_PAGE,
  SEATS_A_PAGE,
  type PoolList,
  type PoolRow,
  type SeatExport,
  type SeatFilter,
  type SeatList,
  type SeatRow,
  type WaiterRow,
} from '../contract/pools';
import { SeatkeeperError } from '../../common/rules/errors';
import { seatsCsv } from '../rules/seats-csv';
import { utcDay } from '../../common/rules/time-text';
import { knownUse } from '../../usage/usecases/known-use';
import { serveWaitlist } from './take-seat';
import { poolMessages } from '../rules/messages';

const rowOf = (pool: ListedPool, role: AccessRole): PoolRow => ({
  ...pool,
  isMine: managesApplication(role, pool.applicationKey),
});

/** Which page is shown when one is asked for: seats and pools come and go while somebody looks at the last one. */
function pageWithin(page: number, total: number, rowsAPage: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / rowsAPage));
  return { page: Math.min(page, pages - 1), pages };
}

/** A page of the pools that there are. Two statements. */
export async function showPools(
  asked: { readonly search: string; readonly sort: PoolSort; readonly page: number },
  role: AccessRole,
  now: number,
): Promise<PoolList> {
  const total = await countPools(asked.search);
  const { page, pages } = pageWithin(asked.page, total, POOLS_A_PAGE);
  const pools = await listPools(asked.search, asked.sort, POOLS_A_PAGE, page * POOLS_A_PAGE);
  return {
    rows: pools.map((pool) => rowOf(pool, role)),
    total,
    page,
    pages,
    day: utcDay(now),
    mayImport: role.kind === 'administrator',
  };
}

/**
 * A page of a pool's seats, for people who manage it: who holds them and uses them is nobody else's business. Four
 * statements, six for those that are not used.
 * @throws {SeatkeeperError} `not-found`, `forbidden`
 */
export async function showSeats(
  poolId: string,
  state: SeatFilter | null,
  askedPage: number,
  role: AccessRole,
  now: number,
): Promise<SeatList> {
  const pool = await requireManagedPool(poolId, role);
  const wanted = await seatsWanted(pool, state, now);
  const total = await countSeats(poolId, wanted);
  const { page, pages } = pageWithin(askedPage, total, SEATS_A_PAGE);
  const rows = await seatsOf(pool, wanted, SEATS_A_PAGE, page * SEATS_A_PAGE);
  const mayReclaim = role.kind === 'administrator';
  return { pool: rowOf(pool, role), mayReclaim, rows, total, page, pages, now, day: utcDay(now) };
}

async function seatsWanted(
  { poolId, applicationKey }: ListedPool,
  filter: SeatFilter | null,
  now: number,
): Promise<ListedSeats> {
  if (filter !== 'inactive') return filter;
  const application = await findApplication(applicationKey);
  return knownUse(poolId, application ?? { key: applicationKey, idleDays: null }, now);
}

async function seatsOf(
  pool: ListedPool,
  wanted: ListedSeats,
  limit: number,
  offset: number,
): Promise<SeatRow[]> {
  const seats = await listSeats(pool.poolId, wanted, limit, offset);
  const left = await inactiveAccounts(seats.flatMap(({ holderId }) => holderId ?? []));
  return seats.map((seat) => ({
    ...seat,
    isOver: seat.slot > pool.purchased,
    hasLeft: seat.holderId !== null && left.has(seat.holderId),
  }));
}

/** A part of a pool's seats as CSV. As many statements. @throws {SeatkeeperError} `not-found`, `forbidden` */
export async function exportSeats(
  poolId: string,
  state: SeatFilter | null,
  part: number,
  role: AccessRole,
  now: number,
): Promise<SeatExport> {
  const pool = await requireManagedPool(poolId, role);
  const wanted = await seatsWanted(pool, state, now);
  const seats = await seatsOf(pool, wanted, SEATS_AN_EXPORT, part * SEATS_AN_EXPORT);
  const total = await countSeats(poolId, wanted);
  return { text: seatsCsv(pool, seats), seats: seats.length, total };
}

/** Who waits for a seat of a pool. @throws {SeatkeeperError} `not-found`, `forbidden` */
export async function showWaitlist(poolId: string, role: AccessRole): Promise<readonly WaiterRow[]> {
  await requireManagedPool(poolId, role);
  return waitersFor(poolId, MOST_WAITERS);
}

/**
 * Keeps a seat for somebody of the roster who is about to join.
 * @param until milliseconds since the epoch, UTC
 * @throws {SeatkeeperError} `invalid` when there is nobody like that, they left or have a seat, there is no empty one, or one is kept already;
 * `forbidden` for people who do not manage the pool
 */
export async function keepSeat(
  poolId: string,
  workerId: string,
  until: number,
  byId: string,
  role: AccessRole,
  now: number,
): Promise<void> {
  await requireManagedPool(poolId, role);
  if (until <= now) throw new SeatkeeperError('invalid', poolMessages.futureDay);
  const worker = await findWorker(workerId);
  if (!worker) throw new SeatkeeperError('invalid', poolMessages.notInRoster);
  if (worker.accountId === byId) throw new SeatkeeperError('forbidden', poolMessages.ownReservation);
  if (worker.status === 'inactive') throw new SeatkeeperError('invalid', poolMessages.hasLeft);
  if (worker.status === 'missing') throw new SeatkeeperError('invalid', poolMessages.isMissing);
  // with a closed account nobody has anything
  const accountId = worker.accountId !== null && isClosedAccount(worker.accountId) ? null : worker.accountId;
  if (accountId !== null && (await hasSeat(poolId, accountId)))
    throw new SeatkeeperError('invalid', poolMessages.hasSeat);
  const waits = (await waitersFor(poolId, 1)).length > 0;
  if (waits) throw new SeatkeeperError('invalid', poolMessages.othersWait);
  const kept = await reserveSeat(poolId, worker.workerId, accountId, until, now);
  if (!kept) throw new SeatkeeperError('invalid', poolMessages.noSeatToKeep);
}

/** @throws {SeatkeeperError} `not-found` when none is kept; `forbidden` */
export async function dropKeptSeat(
  poolId: string,
  workerId: string,
  role: AccessRole,
  now: number,
): Promise<void> {
  await requireManagedPool(poolId, role);
  if (!(await dropReservation(poolId, workerId)))
    throw new SeatkeeperError('not-found', poolMessages.noSeatKept);
  await serveWaitlist(poolId, now);
}

/** Takes an empty seat out of use. @throws {SeatkeeperError} `invalid` when it is not empty; `forbidden` */
export async function block(poolId: string, slot: number, note: string, role: AccessRole): Promise<void> {
  await requireManagedPool(poolId, role);
  if (!(await blockSeat(poolId, slot, note)))
    throw new SeatkeeperError('invalid', poolMessages.notEmpty(slot));
}

/** @throws {SeatkeeperError} `invalid` when it is not blocked; `forbidden` */
export async function unblock(poolId: string, slot: number, role: AccessRole, now: number): Promise<void> {
  await requireManagedPool(poolId, role);
  if (!(await unblockSeat(poolId, slot))) throw new SeatkeeperError('invalid', poolMessages.notBlocked(slot));
  await serveWaitlist(poolId, now);
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
  role: AccessRole,
): Promise<readonly WaiterRow[]> {
  await requireManagedPool(poolId, role);
  const people = await peopleInQueue(issueId);
  if (people?.beneficiaryId === byId) throw new SeatkeeperError('forbidden', poolMessages.ownRequest);
  if (people?.requesterIds.includes(byId))
    throw new SeatkeeperError('forbidden', poolMessages.requestedByYou);
  if (!isUrgent && (await waitsBeside(issueId, byId)))
    throw new SeatkeeperError('forbidden', poolMessages.waitsThemselves);
  if (!(await prioritize(poolId, issueId, isUrgent, reason, byId)))
    throw new SeatkeeperError('invalid', poolMessages.notWaiting);
  return waitersFor(poolId, MOST_WAITERS);
}

async function poolNamed(poolId: string): Promise<ListedPool> {
  const pool = await findPool(poolId);
  if (!pool) throw new SeatkeeperError('not-found', poolMessages.notFound);
  return pool;
}

async function requireManagedPool(poolId: string, role: AccessRole): Promise<ListedPool> {
  const pool = await poolNamed(poolId);
  requireManages(role, pool.applicationKey);
  return pool;
}
