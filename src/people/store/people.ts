import * as z from '#zod';
import {
  ACCOUNT_JOINS,
  PERSON_STATUSES,
  ROSTER_FACTS,
  type PeopleOfRequest,
  type Person,
  type PersonStatus,
  type Presence,
  type RosterFact,
} from '../rules/person';
import { isClosedAccount } from '../../common/rules/closed-account';
import { chunks, flag, integer, jsonColumn, select, write } from '../../common/store/database';
import { constant, mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf, newRows, type Columns } from '../../common/store/statement-parts';

const setter = z.string().nullable();

/** Whose word alone each column is. */
const setters = z.object({
  account_set_by: setter,
  manager_set_by: setter,
  status_set_by: setter,
  leave_set_by: setter,
  type_set_by: setter,
  department_set_by: setter,
  location_set_by: setter,
  trainings_set_by: setter,
});

type Setters = z.output<typeof setters>;

const distinct = (some: readonly (string | null)[]): string[] => [
  ...new Set(some.filter((one) => one !== null)),
];

/** Whose word it is what approvals depend on. */
const setBy = (
  stored: Omit<Setters, 'type_set_by' | 'department_set_by' | 'location_set_by' | 'trainings_set_by'>,
): string[] =>
  distinct([stored.account_set_by, stored.manager_set_by, stored.status_set_by, stored.leave_set_by]);

/** Whose word it is what policies read. */
const factsSetBy = (stored: Setters): string[] =>
  distinct([
    stored.account_set_by,
    stored.status_set_by,
    stored.type_set_by,
    stored.department_set_by,
    stored.location_set_by,
    stored.trainings_set_by,
  ]);

const row = z.lazy(() =>
  setters
    .extend({
      worker_id: z.string(),
      account_id: z.string().nullable(),
      account_join: z.enum(ACCOUNT_JOINS).nullable(),
      email_key: z.string().nullable(),
      manager_worker_id: z.string().nullable(),
      status: z.enum(PERSON_STATUSES),
      on_leave: flag,
      worker_type: z.string(),
      department: z.string(),
      location: z.string(),
      job: z.string(),
      trainings: jsonColumn(z.array(z.string())).nullable(),
    })
    .transform((stored): Person => ({
      workerId: stored.worker_id,
      accountId: stored.account_id,
      accountJoin: stored.account_join,
      emailKey: stored.email_key,
      managerWorkerId: stored.manager_worker_id,
      status: stored.status,
      onLeave: stored.on_leave,
      workerType: stored.worker_type,
      department: stored.department,
      location: stored.location,
      job: stored.job,
      trainings: stored.trainings ?? [],
      accountSetBy: stored.account_set_by,
      setBy: setBy(stored),
      factsSetBy: factsSetBy(stored),
    })),
);

const COLUMNS =
  'worker_id, account_id, account_join, email_key, manager_worker_id, status, on_leave, worker_type, department, location, job, trainings, account_set_by, manager_set_by, status_set_by, leave_set_by, type_set_by, department_set_by, location_set_by, trainings_set_by';

/**
 * The roster's entries of a person, of their manager, and of that manager's manager. Somebody with two entries, such as a contractor
 * who was hired, is the active one.
 */
export function peopleOfRequestReading(accountId: string): Reading<PeopleOfRequest> {
  const entries = query(
    row,
    `SELECT ${COLUMNS} FROM person
     WHERE account_id = ? OR worker_id IN (SELECT manager_worker_id FROM person WHERE account_id = ?)
       OR worker_id IN (
         SELECT boss.manager_worker_id FROM person AS own
         JOIN person AS boss ON boss.worker_id = own.manager_worker_id WHERE own.account_id = ?)`,
    accountId,
    accountId,
    accountId,
  );
  return mapped(entries, (rows) => peopleAmong(rows, accountId));
}

export const peopleOfRequest = (accountId: string): Promise<PeopleOfRequest> =>
  read(peopleOfRequestReading(accountId));

function peopleAmong(rows: readonly Person[], accountId: string): PeopleOfRequest {
  const own = rows.filter((person) => person.accountId === accountId);
  const chosen = own.find((person) => person.status === 'active') ?? own[0] ?? null;
  const beneficiary = chosen && withFactsOfAll(chosen, own);
  const managerOf = (person: Person | null): Person | null =>
    rows.find(({ workerId }) => workerId === person?.managerWorkerId) ?? null;
  const manager = managerOf(beneficiary);
  return { beneficiary, manager, managersManager: managerOf(manager) };
}

/** The roster's entries of these accounts; of somebody with two, the active one. */
export function peopleOfAccountsReading(accountIds: readonly string[]): Reading<ReadonlyMap<string, Person>> {
  if (accountIds.length === 0) return constant(new Map());
  const marks = accountIds.map(() => '?').join(', ');
  return mapped(
    query(row, `SELECT ${COLUMNS} FROM person WHERE account_id IN (${marks})`, ...accountIds),
    byAccount,
  );
}

export const peopleOfAccounts = (accountIds: readonly string[]): Promise<ReadonlyMap<string, Person>> =>
  read(peopleOfAccountsReading(accountIds));

function byAccount(rows: readonly Person[]): ReadonlyMap<string, Person> {
  const found = new Map<string, Person>();
  for (const person of rows) {
    const { accountId, status } = person;
    if (accountId !== null && (status === 'active' || !found.has(accountId))) found.set(accountId, person);
  }
  return found;
}

const withFactsOfAll = (person: Person, entries: readonly Person[]): Person => ({
  ...person,
  factsSetBy: entries
    .filter(({ accountId }) => accountId === person.accountId)
    .flatMap(({ factsSetBy = [] }) => factsSetBy),
});

/**
 * Whether these accounts are at work; whoever is not in the roster is left out, and who is in it twice is the active one. With
 * a closed account nobody is.
 */
export function presenceReading(accountIds: readonly string[]): Reading<ReadonlyMap<string, Presence>> {
  const ids = [...new Set(accountIds)].filter((id) => !isClosedAccount(id));
  const closed = accountIds.filter(isClosedAccount).map((id): [string, Presence] => [id, 'inactive']);
  if (ids.length === 0) return constant(new Map(closed));
  const counted = query(
    z.object({ account_id: z.string(), active: integer, missing: integer, present: integer }),
    `SELECT account_id, SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END) AS active,
       SUM(CASE WHEN status = 'missing' THEN 1 ELSE 0 END) AS missing,
       SUM(CASE WHEN status = 'active' AND on_leave = 0 THEN 1 ELSE 0 END) AS present FROM person
     WHERE account_id IN (${ids.map(() => '?').join(', ')}) GROUP BY account_id`,
    ...ids,
  );
  return mapped(
    counted,
    (rows) =>
      new Map([
        ...closed,
        ...rows.map(({ account_id, active, missing, present }): [string, Presence] => [
          account_id,
          active > 0 ? (present === 0 ? 'on-leave' : 'present') : missing > 0 ? 'missing' : 'inactive',
        ]),
      ]),
  );
}

/** Of these accounts, the administrators whose word alone the roster's entries are, by account. */
export function settersReading(
  accountIds: readonly string[],
): Reading<ReadonlyMap<string, readonly string[]>> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return constant(new Map());
  const set = query(
    setters
      .pick({ account_set_by: true, manager_set_by: true, status_set_by: true, leave_set_by: true })
      .extend({ account_id: z.string() }),
    `SELECT account_id, account_set_by, manager_set_by, status_set_by, leave_set_by FROM person
     WHERE COALESCE(account_set_by, manager_set_by, status_set_by, leave_set_by) IS NOT NULL
       AND account_id IN (${ids.map(() => '?').join(', ')})`,
    ...ids,
  );
  return mapped(
    set,
    (rows) =>
      new Map(
        rows.map(({ account_id }) => [
          account_id,
          rows.filter((row) => row.account_id === account_id).flatMap(setBy),
        ]),
      ),
  );
}

/** Of these accounts, the ones that the roster lists, and nowhere as active: they have left, or are missing from it. */
export const absentAccountsReading = (accountIds: readonly string[]): Reading<Set<string>> =>
  mapped(
    presenceReading(accountIds),
    (presence) =>
      new Set([...presence].flatMap(([id, is]) => (is === 'inactive' || is === 'missing' ? [id] : []))),
  );

export const absentAccounts = (accountIds: readonly string[]): Promise<Set<string>> =>
  read(absentAccountsReading(accountIds));

/** Of these accounts, the ones that the roster lists as inactive and nowhere otherwise. */
export const inactiveAccounts = async (accountIds: readonly string[]): Promise<Set<string>> => {
  const presence = await read(presenceReading(accountIds));
  return new Set([...presence].flatMap(([id, is]) => (is === 'inactive' ? [id] : [])));
};

/** Whether the roster lists the account in a column as inactive and nowhere otherwise. */
export const hasLeft = (account: string): string =>
  `EXISTS (SELECT 1 FROM person gone WHERE gone.account_id = ${account} AND gone.status = 'inactive')
   AND NOT EXISTS (SELECT 1 FROM person here WHERE here.account_id = ${account} AND here.status <> 'inactive')`;

/** Of these accounts, the ones that the roster lists as active. */
export async function activeAccounts(accountIds: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return new Set();
  const rows = await select(
    z.object({ account_id: z.string() }),
    `SELECT DISTINCT account_id FROM person
     WHERE status = 'active' AND account_id IN (${ids.map(() => '?').join(', ')})`,
    ...ids,
  );
  return new Set(rows.map(({ account_id }) => account_id));
}

export const readPeople = (): Promise<Person[]> => select(row, `SELECT ${COLUMNS} FROM person`);

/** Somebody of the roster by worker id. */
export async function findWorker(workerId: string): Promise<Person | undefined> {
  const [person] = await select(row, `SELECT ${COLUMNS} FROM person WHERE worker_id = ?`, workerId);
  return person;
}

const MAX_LOCATIONS = 1_000;

/** Where the roster's people are, by name, with how many active people each location has. */
export function rosterLocations(): Promise<{ name: string; people: number }[]> {
  return select(
    z.object({ name: z.string(), people: integer }),
    `SELECT location AS name, COUNT(*) AS people FROM person
     WHERE status = 'active' AND location <> '' GROUP BY location ORDER BY location ${limitOf(MAX_LOCATIONS)}`,
  );
}

const columnsOf = (person: Person): Columns => ({
  worker_id: person.workerId,
  account_id: person.accountId,
  account_join: person.accountJoin ?? null,
  email_key: person.emailKey ?? null,
  manager_worker_id: person.managerWorkerId,
  status: person.status,
  on_leave: person.onLeave ? 1 : 0,
  worker_type: person.workerType,
  department: person.department,
  location: person.location,
  job: person.job,
  trainings: JSON.stringify(person.trainings),
});

const ROWS_PER_STATEMENT = 200;

interface SaidColumn {
  readonly column: string;
  /** Where it stands whose word alone it is; null for what neither approvals nor policies depend on. */
  readonly setter: string | null;
  /** The column where it says nothing. */
  readonly none: string;
}

const SAID_IN: Readonly<Record<RosterFact, SaidColumn>> = {
  accountId: { column: 'account_id', setter: 'account_set_by', none: "''" },
  managerWorkerId: { column: 'manager_worker_id', setter: 'manager_set_by', none: "''" },
  status: { column: 'status', setter: 'status_set_by', none: "''" },
  onLeave: { column: 'on_leave', setter: 'leave_set_by', none: '0' },
  workerType: { column: 'worker_type', setter: 'type_set_by', none: "''" },
  department: { column: 'department', setter: 'department_set_by', none: "''" },
  location: { column: 'location', setter: 'location_set_by', none: "''" },
  job: { column: 'job', setter: null, none: "''" },
  trainings: { column: 'trainings', setter: 'trainings_set_by', none: "'[]'" },
};

const isOther = (column: string, none: string): string =>
  `COALESCE(${column}, ${none}) <> COALESCE(VALUES(${column}), ${none})`;

const IS_OTHER_ADDRESS = isOther('email_key', "''");

/**
 * Whose word alone each of these is after an import: of whoever changed it, until somebody else imports the same. Whose account
 * it is goes with the address, by which others find it.
 */
function settersAfter(said: readonly SaidColumn[], saysEmails: boolean): string[] {
  const account = SAID_IN.accountId;
  const setters = said.flatMap((one) => {
    const { column, setter: by, none } = one;
    const isChanged =
      isOther(column, none) + (saysEmails && one === account ? ` OR ${IS_OTHER_ADDRESS}` : '');
    return by === null
      ? []
      : `${by} = CASE WHEN ${isChanged} THEN VALUES(${by}) WHEN ${by} = VALUES(${by}) THEN ${by} ELSE NULL END`;
  });
  return saysEmails && !said.includes(account) ? [...setters, ...AFTER_ADDRESS_ALONE] : setters;
}

/**
 * What an import does that says the address and not the account. One that changes is the importer's word, unless the account is
 * somebody's already: whoever named it stays the one, so that only another administrator who says the same account confirms it.
 * An account that was found by an address is confirmed by the same address, if it is still the account that the import knew.
 * How it was found is forgotten where the import says so, after which no address confirms it.
 */
const AFTER_ADDRESS_ALONE: readonly string[] = [
  `account_set_by = CASE WHEN ${IS_OTHER_ADDRESS} AND (account_set_by IS NULL OR account_id IS NULL) THEN VALUES(account_set_by)
     WHEN account_join = 'email' AND account_id = VALUES(account_id) AND email_key = VALUES(email_key)
       AND account_set_by <> VALUES(account_set_by) THEN NULL
     ELSE account_set_by END`,
  `account_join = CASE WHEN account_join = 'email' AND VALUES(account_join) IS NULL THEN NULL ELSE account_join END`,
];

/** What an import says, and by whom. */
export interface RosterWord {
  /** Null where it is nobody's word alone. */
  readonly importedBy: string | null;
  /** What it has no column for: of who is known it stays as it is, and so does whose word that is. */
  readonly unsaid: readonly RosterFact[];
  /** Whether it has e-mail addresses. */
  readonly saysEmails: boolean;
}

/**
 * Adds or replaces people; running it again with the same changes nothing. What approvals and policies depend on is the word
 * of whoever imported it, until somebody else imports the same.
 */
export async function savePeople(
  people: readonly Person[],
  { importedBy, unsaid, saysEmails }: RosterWord,
  now: number,
): Promise<void> {
  const said = ROSTER_FACTS.filter((fact) => !unsaid.includes(fact)).map((fact) => SAID_IN[fact]);
  const by = Object.fromEntries(
    [...said, ...(saysEmails ? [SAID_IN.accountId] : [])].flatMap(({ setter: column }) =>
      column === null ? [] : [[column, importedBy]],
    ),
  );
  const kept = [
    'worker_id',
    ...Object.keys(by),
    ...unsaid.map((fact) => SAID_IN[fact].column),
    ...(unsaid.includes('accountId') ? ['account_join'] : []),
    ...(saysEmails ? [] : ['email_key']),
  ];
  for (const part of chunks(people, ROWS_PER_STATEMENT)) {
    const added = newRows(part.map((person) => ({ ...columnsOf(person), imported_at: now, ...by })));
    await write(
      `INSERT INTO person ${added.sql}
       ON DUPLICATE KEY UPDATE ${[...settersAfter(said, saysEmails), added.replacing({ but: kept })].join(', ')}`,
      ...added.params,
    );
  }
}

/** Whose account is one administrator's word alone, by worker id, with what the roster has of their address. */
export async function accountWords(): Promise<
  ReadonlyMap<string, { readonly setBy: string; readonly emailKey: string | null }>
> {
  const rows = await select(
    z.object({ worker_id: z.string(), account_set_by: z.string(), email_key: z.string().nullable() }),
    `SELECT worker_id, account_set_by, email_key FROM person
     WHERE account_id IS NOT NULL AND account_set_by IS NOT NULL`,
  );
  return new Map(
    rows.map(({ worker_id, account_set_by, email_key }) => [
      worker_id,
      { setBy: account_set_by, emailKey: email_key },
    ]),
  );
}

const wordRow = z.lazy(() =>
  z.object({ kind: z.enum(['department', 'location', 'worker_type']), word: z.string() }),
);
const MAX_WORDS = 1_000;

/** Every department, location and kind of employment that the roster mentions, sorted. */
export async function rosterWords(): Promise<{
  readonly departments: readonly string[];
  readonly locations: readonly string[];
  readonly workerTypes: readonly string[];
}> {
  const words = await select(
    wordRow,
    `SELECT 'department' AS kind, department AS word FROM person WHERE department <> ''
     UNION SELECT 'location', location FROM person WHERE location <> ''
     UNION SELECT 'worker_type', worker_type FROM person WHERE worker_type <> ''
     ORDER BY kind, word ${limitOf(MAX_WORDS)}`,
  );
  const of = (kind: string): string[] => words.filter((row) => row.kind === kind).map(({ word }) => word);
  return { departments: of('department'), locations: of('location'), workerTypes: of('worker_type') };
}

/**
 * Marks people as missing from the roster who are in it as active; running it again changes nothing.
 * @param importedBy null where it is nobody's word alone
 */
export async function markMissing(
  workerIds: readonly string[],
  importedBy: string | null,
  now: number,
): Promise<void> {
  for (const part of chunks(workerIds, ROWS_PER_STATEMENT))
    await write(
      `UPDATE person SET status = 'missing', status_set_by = ?, imported_at = ?
       WHERE status = 'active' AND worker_id IN (${part.map(() => '?').join(', ')})`,
      importedBy,
      now,
      ...part,
    );
}

/** Says of people who are missing from the roster what they are. @returns how many of them were missing until now */
export const settleMissing = (
  workerIds: readonly string[],
  status: Exclude<PersonStatus, 'missing'>,
  saidBy: string,
): Promise<number> =>
  write(
    `UPDATE person SET status = ?, status_set_by = ?
     WHERE status = 'missing' AND worker_id IN (${workerIds.map(() => '?').join(', ')})`,
    status,
    saidBy,
    ...workerIds,
  );

const missingRow = z.lazy(() =>
  z
    .object({ worker_id: z.string(), account_id: z.string().nullable(), imported_at: integer })
    .transform((stored) => ({
      workerId: stored.worker_id,
      accountId: stored.account_id,
      since: stored.imported_at,
    })),
);

/** People who are missing from the roster, the longest first, with when the import was that left them out. */
export const missingPeople = (limit: number): Promise<z.output<typeof missingRow>[]> =>
  select(
    missingRow,
    `SELECT worker_id, account_id, imported_at FROM person WHERE status = 'missing'
     ORDER BY imported_at, worker_id ${limitOf(limit)}`,
  );

/** How many people are missing from the roster. */
export async function countMissing(): Promise<number> {
  const [counted] = await select(
    z.object({ people: integer }),
    "SELECT COUNT(*) AS people FROM person WHERE status = 'missing'",
  );
  return counted?.people ?? 0;
}
