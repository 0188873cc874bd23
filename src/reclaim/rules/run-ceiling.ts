import type { ReclaimRules } from '../../settings/rules/reclaim-rules';

/**
 * How many cases one run may open in a pool: no more than the share of its seats, and at least one, so that a
 * small pool can be reclaimed at all.
 */
export const ceilingFor = (seats: number, { mostShare }: ReclaimRules): number =>
  Math.max(1, Math.floor(seats * mostShare));

/** How many cases a run has opened so far. */
export interface OpenedCases {
  readonly inRun: number;
  readonly inPool: number;
}

/** How many more cases a run may open in a pool of so many seats, by its own limit and by the share of the pool. */
export const roomLeft = ({ inRun, inPool }: OpenedCases, seats: number, rules: ReclaimRules): number =>
  Math.max(0, Math.min(rules.mostCases - inRun, ceilingFor(seats, rules) - inPool));
