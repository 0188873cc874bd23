/** A request's position in the queue for a pool. */
export interface QueuePosition {
  readonly poolId: string;
  /** From 1: whoever is first gets the next seat. */
  readonly position: number;
  readonly waiting: number;
  /** Milliseconds since the epoch, UTC. */
  readonly since: number;
  readonly isUrgent: boolean;
  /** How many of those ahead are there because somebody called them urgent. */
  readonly urgentAhead: number;
  /** By when the seats that end anyway will have reached this position, UTC; null when nobody can say. */
  readonly expectedAt: number | null;
}

/** What a request has in the queue, whether or not it waits now. */
export interface QueueClaim {
  /** Account of the agent who has the request fulfilled as soon as it has a seat. */
  readonly fulfillerId: string | null;
  /** Whether it has to be approved anew, and comes back to its position then. */
  readonly isAside: boolean;
  /** Whether a seat was held for it until then, so that it did not wait. */
  readonly hasReleasedSeat: boolean;
}

/** Whether a request comes back to a position in the queue that it had, once it is approved again. */
export const keepsPosition = (claim: QueueClaim | undefined): boolean =>
  claim !== undefined && claim.isAside && !claim.hasReleasedSeat;

/** Urgent requests go before all others; within each the one that has waited longest is first. */
export const PRIORITY = { usual: 0, urgent: 1 } as const;

/** Whether a request gives up what it has in its pool, or comes back to its position when it is approved again. */
export type Leaving = 'for-good' | 'for-now';
