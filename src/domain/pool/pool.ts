/** A license pool's seats by what they are doing; `purchased` is always the sum of the rest. */
export interface PoolUsage {
  readonly poolId: string;
  readonly purchased: number;
  readonly allocated: number;
  readonly held: number;
  readonly free: number;
}

/** One slot of a pool, for the request or person that has it. */
export interface Seat {
  readonly poolId: string;
  /** From 1. */
  readonly slot: number;
  readonly state: 'free' | 'held' | 'allocated';
  readonly issueId: string | null;
  readonly holderId: string | null;
}
