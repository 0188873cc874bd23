/** What two rows have that stand for the same thing of one person, under an id and under the name that takes its place. */
export interface TwoRows<T> {
  readonly underId: T;
  readonly underName: T;
}

const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** When a source last saw somebody; times in milliseconds since the epoch, UTC. */
export interface Signal {
  readonly last_active_at: number | null;
  readonly observed_at: number;
}

/** Who was seen under either was seen. */
export const oneSignal = ({ underId, underName }: TwoRows<Signal>): Signal => ({
  last_active_at: later(underId.last_active_at, underName.last_active_at),
  observed_at: Math.max(underId.observed_at, underName.observed_at),
});

/** A conflict that a look found; times in milliseconds since the epoch, UTC. */
export interface Finding {
  readonly first_seen: number;
  readonly last_seen: number;
  readonly noted_at: number | null;
  /** Null while it lasts. */
  readonly resolved_at: number | null;
}

/**
 * The same look ends a finding under the id and begins it under the name, and then it is one that has lasted since it was
 * first seen. What was over before is told as it always is: the finding that came after it counts.
 */
export function oneFinding({ underId, underName }: TwoRows<Finding>): Finding {
  const [before, after] =
    underId.first_seen <= underName.first_seen ? [underId, underName] : [underName, underId];
  if (before.resolved_at !== null && before.resolved_at < after.first_seen) return after;
  const isOver = before.resolved_at !== null && after.resolved_at !== null;
  return {
    first_seen: before.first_seen,
    last_seen: Math.max(before.last_seen, after.last_seen),
    noted_at: before.noted_at ?? after.noted_at,
    resolved_at: isOver ? later(before.resolved_at, after.resolved_at) : null,
  };
}

/** Until when somebody's seats are not taken back, and why. */
export interface Protection {
  readonly kind: string;
  readonly reason: string;
  /** Milliseconds since the epoch, UTC; null for no end. */
  readonly ends_at: number | null;
  readonly added_by: string;
  readonly added_at: number;
}

/** The one that protects longer. */
export function oneProtection({ underId, underName }: TwoRows<Protection>): Protection {
  const ends = ({ ends_at }: Protection): number => ends_at ?? Infinity;
  return ends(underId) > ends(underName) ? underId : underName;
}

/** A seat, as far as it says which of two is somebody's. */
export interface TakenSeat {
  readonly slot: number;
  readonly state: string;
  readonly issue_id: string | null;
}

/** Of two seats of one person the one to give back: a held one before one in use, and one that no request stands for. */
export function spareSeat<T extends TakenSeat>({ underId, underName }: TwoRows<T>): T {
  const weight = ({ state, issue_id }: TakenSeat): number =>
    (state === 'allocated' ? 2 : 0) + (issue_id === null ? 0 : 1);
  return weight(underId) > weight(underName) ? underName : underId;
}
