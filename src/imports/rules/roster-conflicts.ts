import type { Person } from '../../people/rules/person';

/** A person of the file with the row that names them. */
export interface RosterEntry {
  readonly row: number;
  readonly person: Person;
}

/** Several people who have one Atlassian account. */
export interface SharedAccount {
  readonly row: number;
  readonly accountId: string;
  readonly workerIds: readonly string[];
}

export interface ManagerNotFound {
  readonly row: number;
  readonly managerWorkerId: string;
}

/** People who manage each other, each the next one's report and the last one the first one's manager. */
export interface ManagerCycle {
  /** The first row of the file that says so. */
  readonly row: number;
  readonly people: readonly Person[];
}

/** What a file can change of a roster. */
export interface PossibleRoster {
  readonly entries: readonly RosterEntry[];
  /** Rows that are left out, since they give somebody an account that another person keeps. */
  readonly held: readonly SharedAccount[];
  /** The same of people who had it in common before this file, whose rows are not left out. */
  readonly shared: readonly SharedAccount[];
  /** Rows that name a manager whom neither the file nor the roster has; these people have none. */
  readonly managersNotFound: readonly ManagerNotFound[];
  readonly cycles: readonly ManagerCycle[];
}

/**
 * Two people never get one account, of whom nobody could tell who asks or decides. Somebody with two entries, such as a
 * contractor who was hired, is no longer active by one of them, and the file says so of both.
 */
export function possibleRoster(current: readonly Person[], file: readonly RosterEntry[]): PossibleRoster {
  const stored = new Map(current.map((person) => [person.workerId, person]));
  let entries = file;
  const held: SharedAccount[] = [];
  for (;;) {
    const holders = holdersOf(current, entries);
    const named = new Set(entries.map(({ person }) => person.workerId));
    const found = entries.flatMap((entry) =>
      isClaim(entry.person, stored.get(entry.person.workerId)) && takes(entry.person, holders, named)
        ? sharedBy(entry, holders)
        : [],
    );
    if (found.length === 0) break;
    held.push(...found);
    const rows = new Set(found.map(({ row }) => row));
    entries = entries.filter(({ row }) => !rows.has(row));
  }
  const holders = holdersOf(current, entries);
  const shared = entries.flatMap((entry) =>
    entry.person.status === 'inactive'
      ? []
      : sharedBy(entry, holders).filter(({ workerIds }) => workerIds.length > 1),
  );
  const known = new Set([...stored.keys(), ...entries.map(({ person }) => person.workerId)]);
  const managersNotFound = entries.flatMap(({ row, person: { managerWorkerId } }) =>
    managerWorkerId === null || known.has(managerWorkerId) ? [] : [{ row, managerWorkerId }],
  );
  const lost = new Set(managersNotFound.map(({ row }) => row));
  const managed = entries.map((entry) =>
    lost.has(entry.row) ? { ...entry, person: { ...entry.person, managerWorkerId: null } } : entry,
  );
  return { entries: managed, held, shared, managersNotFound, cycles: cyclesIn(current, managed) };
}

type Holders = ReadonlyMap<string, readonly string[]>;

/** Who has an account once the file is imported and may be at work. */
function holdersOf(current: readonly Person[], entries: readonly RosterEntry[]): Holders {
  const holders = new Map<string, string[]>();
  for (const { accountId, status, workerId } of peopleAfter(current, entries).values())
    if (accountId !== null && status !== 'inactive')
      holders.set(accountId, [...(holders.get(accountId) ?? []), workerId]);
  return holders;
}

const peopleAfter = (current: readonly Person[], entries: readonly RosterEntry[]): Map<string, Person> =>
  new Map([...current, ...entries.map(({ person }) => person)].map((person) => [person.workerId, person]));

/** Whether a row says for the first time that this account is theirs, or that they are at work with it. */
const isClaim = (person: Person, before: Person | undefined): boolean =>
  person.accountId !== null &&
  (before?.accountId !== person.accountId || (before.status === 'inactive' && person.status !== 'inactive'));

/** Whether another person keeps the account; a leaver has it beside somebody at work only where the file has both. */
const takes = (person: Person, holders: Holders, named: ReadonlySet<string>): boolean =>
  (holders.get(person.accountId ?? '') ?? []).some(
    (other) => other !== person.workerId && (person.status !== 'inactive' || !named.has(other)),
  );

const sharedBy = (
  { row, person: { accountId, workerId } }: RosterEntry,
  holders: Holders,
): SharedAccount[] =>
  accountId === null
    ? []
    : [{ row, accountId, workerIds: [...new Set([...(holders.get(accountId) ?? []), workerId])].sort() }];

function cyclesIn(current: readonly Person[], entries: readonly RosterEntry[]): ManagerCycle[] {
  const people = peopleAfter(current, entries);
  const seen = new Set<string>();
  return entries.flatMap(({ row, person }) => {
    const path = new Map<string, Person>();
    let one: Person | undefined = person;
    while (one !== undefined && !seen.has(one.workerId)) {
      seen.add(one.workerId);
      path.set(one.workerId, one);
      one = one.managerWorkerId === null ? undefined : people.get(one.managerWorkerId);
    }
    if (one === undefined || !path.has(one.workerId)) return [];
    const walked = [...path.values()];
    return [{ row, people: walked.slice(walked.indexOf(one)) }];
  });
}
