import { DAY } from '../../common/rules/time';
import { delegationMessages } from './messages';
/** Somebody's delegates for their approvals while they are away. Times in milliseconds since the epoch, UTC. */
export interface Delegation {
  readonly id: string;
  /** Who is away. */
  readonly delegatorId: string;
  /** Who stands in, in the order in which they are asked. */
  readonly delegateIds: readonly string[];
  readonly from: number;
  /** No longer in. */
  readonly until: number;
  /** Keys of applications; null for all of them. */
  readonly applications: readonly string[] | null;
  readonly createdAt: number;
  /** When somebody ended it before its time, or before it began; null when nobody did. */
  readonly endedAt: number | null;
}

/** The longest time that a delegation may hold, in milliseconds. */
export const LONGEST_DELEGATION = 180 * DAY;

/** How far ahead a delegation may begin, in milliseconds. */
export const FURTHEST_START = 365 * DAY;

export const MAX_DELEGATES = 5;

/** When it stops to hold: at its planned end, or when somebody ended it. */
export const endOf = ({ until, endedAt }: Pick<Delegation, 'until' | 'endedAt'>): number =>
  endedAt === null ? until : Math.min(until, endedAt);

export function delegationState(
  delegation: Pick<Delegation, 'from' | 'until' | 'endedAt'>,
  now: number,
): 'upcoming' | 'active' | 'over' {
  if (endOf(delegation) <= now) return 'over';
  return delegation.from > now ? 'upcoming' : 'active';
}

/** Whether one moment and one application exist at which both hold. */
function overlap(one: Delegation, other: Delegation): boolean {
  const meet = one.from < endOf(other) && other.from < endOf(one);
  if (!meet) return false;
  if (one.applications === null || other.applications === null) return true;
  return one.applications.some((key) => other.applications?.includes(key));
}

/**
 * Why a delegation cannot be made, in words that people read; null when it can.
 * @param own the delegations that the same person has already
 * @param activeIds of the delegates, those who are active in the roster and have an account
 */
export function delegationProblem(
  wanted: Delegation,
  own: readonly Delegation[],
  activeIds: ReadonlySet<string>,
): string | null {
  const { delegatorId, delegateIds, from, until, applications, createdAt } = wanted;
  if (delegateIds.length === 0) return delegationMessages.nobodyNamed;
  if (delegateIds.includes(delegatorId)) return delegationMessages.yourself;
  if (new Set(delegateIds).size < delegateIds.length) return delegationMessages.twice;
  if (delegateIds.some((id) => !activeIds.has(id))) return delegationMessages.notActive;
  if (applications?.length === 0) return delegationMessages.noApplication;
  if (until <= from) return delegationMessages.lastBeforeFirst;
  if (until <= createdAt) return delegationMessages.lastDayPast;
  if (until - from > LONGEST_DELEGATION) return delegationMessages.tooLong(LONGEST_DELEGATION / DAY);
  if (from - createdAt > FURTHEST_START) return delegationMessages.tooFarAhead;
  if (own.some((other) => other.id !== wanted.id && overlap(wanted, other)))
    return delegationMessages.overlap;
  return null;
}
