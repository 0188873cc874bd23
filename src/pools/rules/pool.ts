/**
 * A license pool's seats by what they are doing. `purchased + over = free + held + allocated + blocked`, always.
 */
export interface PoolUsage {
  readonly poolId: string;
  readonly purchased: number;
  readonly allocated: number;
  /** For requests, and for joiners who have none yet. */
  readonly held: number;
  /** Kept out of use by somebody, with a reason. */
  readonly blocked: number;
  readonly free: number;
  /** Over-allocated: seats in use beyond those that are purchased. */
  readonly over: number;
  /** Requests that wait for a seat. */
  readonly waiting: number;
}

export const SEAT_STATES = ['free', 'held', 'allocated', 'blocked'] as const;

export type SeatState = (typeof SEAT_STATES)[number];

/** One slot of a pool, for the request or person that has it. */
export interface Seat {
  readonly poolId: string;
  /** From 1; beyond the purchased ones only while over-allocated. */
  readonly slot: number;
  readonly state: SeatState;
  readonly issueId: string | null;
  readonly holderId: string | null;
}

/** What the holder of a seat begins with who is known by a login of the application, and by no account of the site. */
export const LOGIN = 'login:';

export const isLogin = (holderId: string): boolean => holderId.startsWith(LOGIN);

/** How many seats are doing something, by the rows of a pool. */
export interface SeatCounts {
  readonly allocated: number;
  readonly held: number;
  readonly blocked: number;
}

/**
 * What a pool comes to. A seat is free only if the contract has room for one more: while more are in use than
 * are purchased, slots that happen to be empty are not free.
 */
export function usageOfPool(
  poolId: string,
  purchased: number,
  counts: SeatCounts,
  waiting: number,
): PoolUsage {
  const { allocated, held, blocked } = counts;
  const taken = allocated + held + blocked;
  const room = purchased - taken;
  return {
    poolId,
    purchased,
    allocated,
    held,
    blocked,
    free: Math.max(0, room),
    over: Math.max(0, -room),
    waiting,
  };
}

/** A seat as it was before it was taken away. */
export interface SeatRecord {
  readonly poolId: string;
  readonly holderId: string;
  readonly issueId: string | null;
  readonly allocatedAt: number | null;
  readonly endsAt: number | null;
  /** Whether the request that it came through did not stand for it any more. */
  readonly isWithdrawn: boolean;
}

/** A seat that somebody has of a pool, as what they ask for is held against it. Times in milliseconds since the epoch, UTC. */
export interface HeldSeat {
  readonly poolId: string;
  readonly state: SeatState;
  readonly allocatedAt: number | null;
  readonly endsAt: number | null;
  /** Whether the request that it came through does not stand for it any more. */
  readonly isWithdrawn: boolean;
}
