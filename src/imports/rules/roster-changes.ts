import { changedDetails } from '../../common/rules/changed-item';
import { ROSTER_FACTS, type Person, type RosterFact } from '../../people/rules/person';
import { importMessages } from './messages';

const words = importMessages.roster;

/** Somebody of the roster; names stand in Atlassian's accounts alone. */
export interface RosterPerson {
  readonly workerId: string;
  readonly accountId: string | null;
}

/** Somebody who is new in a roster or of whom it says something else than before, in words. */
export interface RosterChange {
  readonly person: RosterPerson;
  readonly isNew: boolean;
  /** Whether it decides about who gets access. */
  readonly decides: boolean;
  /** `Department: Sales → Design` */
  readonly details: readonly string[];
  readonly people: readonly ReplacedInRoster[];
  /** The account that stays beside another address, where it is one administrator's word alone; null elsewhere. */
  readonly keptAccount: KeptAccount | null;
}

/** An account that a roster neither changes nor confirms, though it says another address. */
export interface KeptAccount {
  readonly accountId: string;
  /** The administrator whose word alone it is. */
  readonly namedBy: string;
  /** Whether the address is saved; beside another administrator's word it isn't. */
  readonly takesAddress: boolean;
}

/** Whose place another person takes, such as as somebody's manager; null for nobody. */
export interface ReplacedInRoster {
  readonly role: string;
  readonly before: RosterPerson | null;
  readonly after: RosterPerson | null;
}

/** The email addresses of people of a roster as far as somebody shows them; Seatkeeper keeps none. And who imports it. */
export interface ShownAddresses {
  readonly importedBy: string;
  /** Whether the roster says which account somebody of it has, by worker id. */
  readonly saysAccount: (workerId: string) => boolean;
  /** By worker id, what the file says. */
  readonly said: ReadonlyMap<string, string>;
  /** What an account shows whose address the roster has; null where it shows none, or another one. */
  readonly before: (person: Person) => string | null;
}

/** Whether their email address is another than before, by what is kept of it. */
export const isOtherAddress = (before: Person, after: Person): boolean =>
  (before.emailKey ?? null) !== (after.emailKey ?? null);

/** What a person's entry says otherwise than before. */
export const changedFacts = (before: Person, after: Person): RosterFact[] =>
  ROSTER_FACTS.filter((fact) => keyOf(before, fact) !== keyOf(after, fact));

const keyOf = (person: Person, fact: RosterFact): string => JSON.stringify(person[fact]);

/** What approvals and policies depend on, the weightiest first; an address weighs like the account, a job title is only read. */
const DECIDING: readonly RosterFact[] = [
  'status',
  'accountId',
  'managerWorkerId',
  'onLeave',
  'department',
  'location',
  'workerType',
  'trainings',
];

/**
 * Who is new or changed, and what of them: first those of whom something changes that decides about access, then those who
 * are new, then the others.
 */
export function rosterChanges(
  current: readonly Person[],
  next: readonly Person[],
  addresses: ShownAddresses,
): RosterChange[] {
  const stored = new Map(current.map((person) => [person.workerId, person]));
  const byWorker = new Map([...current, ...next].map((person) => [person.workerId, person]));
  return next
    .flatMap((person) => {
      const before = stored.get(person.workerId);
      if (before === undefined) return [{ rank: NEW, change: additionOf(person, byWorker) }];
      const isChanged = changedFacts(before, person).length > 0 || isOtherAddress(before, person);
      if (!isChanged) return [];
      return [{ rank: rankOf(before, person), change: changeOf(before, person, byWorker, addresses) }];
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ change }) => change);
}

const NEW = DECIDING.length;

function rankOf(before: Person, after: Person): number {
  const facts = changedFacts(before, after);
  const first = DECIDING.findIndex(
    (fact) => facts.includes(fact) || (fact === 'accountId' && isOtherAddress(before, after)),
  );
  return first === -1 ? NEW + 1 : first;
}

type ByWorker = ReadonlyMap<string, Person>;

const additionOf = (person: Person, byWorker: ByWorker): RosterChange => ({
  person: { workerId: person.workerId, accountId: person.accountId },
  isNew: true,
  decides: true,
  details: toldFacts(person).flatMap(([label, value]) => (isUsual(value) ? [] : [words.fact(label, value)])),
  people: replaced(words.facts.managerWorkerId, null, managerOf(person, byWorker)),
  keptAccount: null,
});

const changeOf = (
  before: Person,
  after: Person,
  byWorker: ByWorker,
  addresses: ShownAddresses,
): RosterChange => {
  const { workerId } = after;
  const account = ({ accountId }: Person): RosterPerson | null =>
    accountId === null ? null : { workerId, accountId };
  const then = toldFacts(after);
  return {
    person: { workerId, accountId: before.accountId ?? after.accountId },
    isNew: false,
    decides: rankOf(before, after) < NEW,
    details: changedDetails([
      ...(isOtherAddress(before, after) ? [addressesTold(before, after, addresses)] : []),
      ...toldFacts(before).map(
        ([label, value], index) => [label, value, then[index]?.[1] ?? words.none] as const,
      ),
    ]),
    people: [
      ...(before.accountId === after.accountId
        ? []
        : replaced(words.facts.accountId, account(before), account(after))),
      ...(before.managerWorkerId === after.managerWorkerId
        ? []
        : replaced(words.facts.managerWorkerId, managerOf(before, byWorker), managerOf(after, byWorker))),
    ],
    keptAccount: keptAccount(before, after, addresses),
  };
};

function keptAccount(
  before: Person,
  after: Person,
  { importedBy, saysAccount }: ShownAddresses,
): KeptAccount | null {
  const { accountId, accountSetBy: namedBy = null } = before;
  return accountId === null ||
    namedBy === null ||
    saysAccount(after.workerId) ||
    !isOtherAddress(before, after)
    ? null
    : { accountId, namedBy, takesAddress: namedBy === importedBy };
}

const addressesTold = (
  before: Person,
  after: Person,
  addresses: ShownAddresses,
): readonly [label: string, before: string, after: string] => {
  const known = (before.emailKey ?? null) === null ? words.none : words.addressNotKept;
  return [
    words.facts.address,
    addresses.before(before) ?? known,
    addresses.said.get(after.workerId) ?? words.none,
  ];
};

/** What a new entry needs not say. */
const isUsual = (value: string): boolean =>
  value === words.none || value === words.no || value === words.statuses.active;

const replaced = (
  role: string,
  before: RosterPerson | null,
  after: RosterPerson | null,
): ReplacedInRoster[] => (before === null && after === null ? [] : [{ role, before, after }]);

const managerOf = ({ managerWorkerId: workerId }: Person, byWorker: ByWorker): RosterPerson | null =>
  workerId === null ? null : { workerId, accountId: byWorker.get(workerId)?.accountId ?? null };

/** What is told in words, in the order of its weight. */
const toldFacts = (person: Person): (readonly [label: string, value: string])[] => [
  [words.facts.status, words.statuses[person.status]],
  [words.facts.onLeave, person.onLeave ? words.yes : words.no],
  [words.facts.department, person.department || words.none],
  [words.facts.location, person.location || words.none],
  [words.facts.workerType, person.workerType || words.none],
  [words.facts.trainings, person.trainings.join(', ') || words.none],
  [words.facts.job, person.job || words.none],
];
