import type { Person } from '../../people/rules/person';

/** How a new roster differs from the stored one. */
export interface PeopleDiff {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly missing: number;
  readonly becomingInactive: number;
}

export function diffPeople(current: readonly Person[], next: readonly Person[]): PeopleDiff {
  const stored = new Map(current.map((person) => [person.workerId, person]));
  const named = new Set(next.map(({ workerId }) => workerId));
  const counts = { added: 0, changed: 0, unchanged: 0, becomingInactive: 0 };
  for (const person of next) {
    const before = stored.get(person.workerId);
    if (!before) counts.added++;
    else if (same(before, person)) counts.unchanged++;
    else counts.changed++;
    if (before?.status === 'active' && person.status === 'inactive') counts.becomingInactive++;
  }
  return { ...counts, missing: current.filter(({ workerId }) => !named.has(workerId)).length };
}

const same = (a: Person, b: Person): boolean =>
  a.accountId === b.accountId &&
  a.managerWorkerId === b.managerWorkerId &&
  a.status === b.status &&
  a.onLeave === b.onLeave &&
  a.workerType === b.workerType &&
  a.department === b.department &&
  a.location === b.location &&
  a.job === b.job &&
  a.trainings.join(';') === b.trainings.join(';');
