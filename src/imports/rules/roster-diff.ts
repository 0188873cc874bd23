import { isClosedAccount } from '../../common/rules/closed-account';
import type { Person, RosterFact } from '../../people/rules/person';
import { changedFacts, isOtherAddress } from './roster-changes';

/** How a new roster differs from the stored one. */
export interface PeopleDiff {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly missing: number;
  readonly becomingInactive: number;
  /** Known people whose account is no longer theirs by the file. */
  readonly losingAccount: number;
}

/**
 * A row of the file with what the file has no column for as it is known: an absent column is not an empty one.
 * @param unsaid what it has no column for
 */
export const completed = (row: Person, known: Person | undefined, unsaid: readonly RosterFact[]): Person =>
  known ? { ...row, ...Object.fromEntries(unsaid.map((fact) => [fact, known[fact]])) } : row;

export function diffPeople(current: readonly Person[], next: readonly Person[]): PeopleDiff {
  const stored = new Map(current.map((person) => [person.workerId, person]));
  const named = new Set(next.map(({ workerId }) => workerId));
  const counts = { added: 0, changed: 0, unchanged: 0, becomingInactive: 0, losingAccount: 0 };
  for (const person of next) {
    const before = stored.get(person.workerId);
    if (!before) counts.added++;
    else if (same(before, person)) counts.unchanged++;
    else counts.changed++;
    if (before && hasAccount(before) && before.accountId !== person.accountId) counts.losingAccount++;
    if (before?.status === 'active' && person.status === 'inactive') counts.becomingInactive++;
  }
  return { ...counts, missing: current.filter(({ workerId }) => !named.has(workerId)).length };
}

/** The people who are active by the stored roster, and whom a complete one does not name. */
export const leftOut = (current: readonly Person[], named: ReadonlySet<string>): Person[] =>
  current.filter(({ workerId, status }) => status === 'active' && !named.has(workerId));

// a handful may go missing in a week whatever the size of the company
const FEW = 5;
const LARGEST_SHARE = 0.2;

/** Whether so many of the active people are left out that the file rather than the company has shrunk. */
export const isAbnormalShrink = (leavingOut: number, active: number): boolean =>
  leavingOut > FEW && leavingOut > active * LARGEST_SHARE;

/** Whether so many known people lose their account that the addresses of the file rather than the people have changed. */
export const isAbnormalUnlinking = (losingAccount: number, current: readonly Person[]): boolean =>
  isAbnormalShrink(losingAccount, current.filter(hasAccount).length);

/** Nobody loses an account that is closed. */
const hasAccount = ({ accountId }: Person): boolean => accountId !== null && !isClosedAccount(accountId);

const same = (a: Person, b: Person): boolean => changedFacts(a, b).length === 0 && !isOtherAddress(a, b);
