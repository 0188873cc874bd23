import { isClosedAccount } from '../../common/rules/closed-account';
import type { ImportPlan, LeavingOut, RowProblem } from '../contract/import-plan';
import * as z from '#zod';
import type { SiteAccounts } from '../../jira/client/accounts';
import {
  accountIdOf,
  emailOf,
  hasAccounts,
  hasEmails,
  readRoster,
  type RosterFile,
} from '../files/roster-csv';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { chunks } from '../../common/store/database';
import { accountWords, markMissing, readPeople, savePeople } from '../../people/store/people';
import { hasRequests } from '../../requests/store/requests';
import { emailKeys } from '../../people/store/email-keys';
import { pickedAccounts, type PickedAccount } from '../../people/store/linked-accounts';
import { ACCOUNT_JOINS, ROSTER_FACTS, type Person, type RosterFact } from '../../people/rules/person';
import { readRosterAccounts, type RosterAccounts, type RosterName } from './roster-accounts';
import { joinAccount, type JoinedAccount } from '../rules/join-account';
import { importMessages } from '../rules/messages';
import { rosterChanges } from '../rules/roster-changes';
import {
  possibleRoster,
  type PossibleRoster,
  type RosterEntry,
  type SharedAccount,
} from '../rules/roster-conflicts';
import { completed, diffPeople, isAbnormalShrink, isAbnormalUnlinking, leftOut } from '../rules/roster-diff';
import { replacePlan, stagedText } from '../../staging/usecases/import-staging';

const SHOWN_PROBLEMS = 50;
const SHOWN_MISSING = 200;
const SHOWN_CHANGES = 100;
const PEOPLE_PER_PART = 1_000;

/** What is said of a roster besides what stands in it. */
export interface RosterOptions {
  /** Of what columns e-mail addresses are made, where the file has none. */
  readonly emailPattern: string | null;
  /** Whether everybody who works here is in the file. */
  readonly isComplete: boolean;
  /** Whether that holds even though very many are not. */
  readonly acceptsMissing: boolean;
}

/**
 * Checks an HR roster, joins its people with the site's accounts, and shows what importing it would change. Names and
 * addresses are read and forgotten, but for a key of each address; nothing is written but the plan.
 */
export async function planRoster(
  importId: string,
  userId: string,
  { emailPattern, isComplete, acceptsMissing }: RosterOptions,
  now: number,
): Promise<ImportPlan> {
  const file = readRoster(await stagedText(importId, userId), emailPattern, now);
  const saysEmails = hasEmails(file, emailPattern);
  const saysAccounts = saysEmails || hasAccounts(file);
  const unsaid: readonly RosterFact[] = [...file.unsaid, ...(saysAccounts ? [] : ['accountId' as const])];
  const keyOf = saysEmails ? await emailKeys() : null;
  const current = await readPeople();
  const known = new Map(current.map((person) => [person.workerId, person]));
  const accounts = saysAccounts
    ? await readRosterAccounts(namesIn(file, known, emailPattern, keyOf))
    : NO_ACCOUNTS;
  const joins = new Map<string, JoinedAccount>();
  const addresses = new Map<string, string>();
  const possible = possibleRoster(
    current,
    file.rows.map((row): RosterEntry => {
      const before = known.get(row.person.workerId);
      const email = emailOf(row, emailPattern);
      const joined = joinAccount({ accountId: accountIdOf(row), email }, before, accounts);
      joins.set(row.person.workerId, joined);
      const { accountId, join: accountJoin } = joined;
      if (email !== null) addresses.set(row.person.workerId, email);
      // a file without addresses says nothing of them
      const emailKey = keyOf === null ? (before?.emailKey ?? null) : email === null ? null : keyOf(email);
      const person = completed({ ...row.person, accountId, accountJoin, emailKey }, before, unsaid);
      return { row: row.row, person };
    }),
  );
  const unjoined = (reason: JoinedAccount['reason']): number =>
    people.filter((person) => isUnlinked(person) && joins.get(person.workerId)?.reason === reason).length;
  const people = possible.entries.map(({ person }) => person);
  const counts = diffPeople(current, people);
  const changes = rosterChanges(current, people, {
    importedBy: userId,
    saysAccount: (workerId) => joins.get(workerId)?.isSaid === true,
    said: addresses,
    before: ({ accountId, emailKey }) => {
      const shown = accounts.byId.get(accountId ?? '')?.email ?? null;
      return shown !== null && keyOf?.(shown) === emailKey ? shown : null;
    },
  });
  const missing = isComplete ? missingIn(file, possible.held, current) : [];
  const leavingOut = isComplete ? shownMissing(missing, current, acceptsMissing) : null;
  // a file in which no row can be read is the wrong file
  const isWhole = !isComplete || file.namelessRows.length === 0;
  const isPlausible = leavingOut === null || !leavingOut.isAbnormal || leavingOut.isAccepted;
  const unlinksTooMany = isAbnormalUnlinking(counts.losingAccount, current);
  const applicable = people.length > 0 && isWhole && isPlausible && !unlinksTooMany;
  const problems: readonly RowProblem[] = [
    ...(unlinksTooMany
      ? [{ row: 0, message: importMessages.roster.unlinksTooMany(counts.losingAccount) }]
      : []),
    ...(isComplete ? namelessProblems(file) : []),
    ...file.rows.flatMap((row) => {
      const accountId = accountIdOf(row);
      return accountId === null || accounts.byId.has(accountId)
        ? []
        : [{ row: row.row, message: importMessages.roster.unknownAccount(accountId) }];
    }),
    ...conflictProblems(possible, accounts.byId),
    ...file.problems,
  ];
  const entries: PlanEntry[] = [
    { unsaid, saysEmails },
    ...people.map((person) => ({ ...person, saysAccount: joins.get(person.workerId)?.isSaid === true })),
    ...missing.map(({ workerId }) => ({ missing: workerId })),
  ];
  const parts = chunks(entries, PEOPLE_PER_PART).map(
    (some, part) => `${part === 0 ? '[' : ','}${JSON.stringify(some).slice(1, -1)}`,
  );
  await replacePlan(importId, 'roster', applicable ? parts : []);
  return {
    kind: 'roster',
    applicable,
    diff: {
      ...counts,
      leavingOut,
      changes: changes.slice(0, SHOWN_CHANGES),
      saysAccounts,
      needsRepeat: (missing.length > 0 || changes.some(({ decides }) => decides)) && (await hasRequests()),
      rows: file.rowCount,
      people: people.length,
      withoutAccount: people.filter(isUnlinked).length,
      unjoined: {
        noAddress: unjoined('no-address'),
        addressNotShown: unjoined('address-not-shown'),
        unknownId: unjoined('unknown-id'),
      },
      hiddenAddresses: accounts.isWhole ? hiddenAmong(accounts) : 0,
      problems: problems.slice(0, SHOWN_PROBLEMS),
      problemCount: file.problems.length,
      repeatedRows: file.repeatedRows,
      heldAccounts: possible.held.length,
      managersNotFound: possible.managersNotFound.length,
      unusedColumns: file.unused,
    },
  };
}

/** What the rows say of accounts, each with who is known by its WorkerID. */
const namesIn = (
  { rows }: RosterFile,
  known: ReadonlyMap<string, Person>,
  emailPattern: string | null,
  keyOf: ((email: string) => string) | null,
): RosterName[] =>
  rows.map((row) => {
    const email = emailOf(row, emailPattern);
    return {
      accountId: accountIdOf(row),
      email,
      emailKey: keyOf === null || email === null ? null : keyOf(email),
      isActive: row.person.status === 'active',
      before: known.get(row.person.workerId),
    };
  });

const hiddenAmong = ({ byId }: SiteAccounts): number =>
  [...byId.values()].filter(({ active, email }) => active && email === null).length;

/** Whether nobody knows an account that they can use; a closed one is enough of somebody who has left. */
const isUnlinked = ({ accountId, status }: Person): boolean =>
  accountId === null || (status !== 'inactive' && isClosedAccount(accountId));

/** Nobody is missing whose account a row names, be it another person's row, which is left out. */
const missingIn = (
  { rows, unreadWorkerIds }: RosterFile,
  held: readonly SharedAccount[],
  current: readonly Person[],
): Person[] =>
  leftOut(
    current,
    new Set([
      ...rows.map(({ person }) => person.workerId),
      ...unreadWorkerIds,
      ...held.flatMap(({ workerIds }) => workerIds),
    ]),
  );

/** What doesn't fit together in a roster, what leaves rows out first. */
function conflictProblems(
  { held, shared, managersNotFound, cycles }: PossibleRoster,
  accounts: SiteAccounts['byId'],
): RowProblem[] {
  const nameOf = (accountId: string | null): string | null => accounts.get(accountId ?? '')?.name ?? null;
  const { sharedAccount, managerNotFound, managerCycle } = importMessages.roster;
  return [
    ...[...held, ...shared].map(({ row, accountId, workerIds }) => ({
      row,
      message: sharedAccount(nameOf(accountId), workerIds),
    })),
    ...managersNotFound.map(({ row, managerWorkerId }) => ({
      row,
      message: managerNotFound(managerWorkerId),
    })),
    ...cycles.map(({ row, people }) => ({
      row,
      message: managerCycle(people.map(({ accountId, workerId }) => nameOf(accountId) ?? workerId)),
    })),
  ];
}

function shownMissing(
  missing: readonly Person[],
  current: readonly Person[],
  isAccepted: boolean,
): LeavingOut {
  const active = current.filter(({ status }) => status === 'active').length;
  return {
    people: missing.slice(0, SHOWN_MISSING).map(({ workerId, accountId }) => ({ workerId, accountId })),
    count: missing.length,
    active,
    isAbnormal: isAbnormalShrink(missing.length, active),
    isAccepted,
  };
}

/** Whom such a row is about nobody knows, so nobody can be said to be left out. */
const namelessProblems = ({ namelessRows }: RosterFile): RowProblem[] =>
  namelessRows.slice(0, 1).map((row) => ({ row, message: importMessages.roster.notComplete }));

type PlanEntry =
  | (Person & { readonly saysAccount: boolean })
  | { readonly missing: string }
  | { readonly unsaid: readonly RosterFact[]; readonly saysEmails: boolean };

const NO_ACCOUNTS: RosterAccounts = { byEmail: new Map(), byId: new Map(), isWhole: true };

const personSchema = z.object({
  workerId: z.string(),
  accountId: z.string().nullable(),
  accountJoin: z.enum(ACCOUNT_JOINS).nullable().default(null),
  emailKey: z.string().nullable().default(null),
  saysAccount: z.boolean(),
  managerWorkerId: z.string().nullable(),
  status: z.enum(['active', 'inactive']),
  onLeave: z.boolean(),
  workerType: z.string(),
  department: z.string(),
  location: z.string(),
  job: z.string(),
  trainings: z.array(z.string()),
});

const planSchema = z.array(
  z.union([
    z.object({ missing: z.string() }),
    z.object({ unsaid: z.array(z.enum(ROSTER_FACTS)), saysEmails: z.boolean() }),
    personSchema,
  ]),
);

type PlannedPerson = z.infer<typeof personSchema>;

const MOST_PICKS = 10_000;

/** What a plan says beside accounts that administrators have picked since: these stay, and nobody else gets one of them. */
function besidePicks(people: readonly PlannedPerson[], picks: readonly PickedAccount[]): PlannedPerson[] {
  const picked = new Set(picks.map(({ workerId }) => workerId));
  const holders = new Map(picks.map(({ workerId, accountId }) => [accountId, workerId]));
  return people.map((person) => {
    const { workerId, accountId } = person;
    const isTaken = accountId !== null && (holders.get(accountId) ?? workerId) !== workerId;
    if (isTaken) return { ...person, accountId: null, accountJoin: null, saysAccount: false };
    return picked.has(workerId) ? { ...person, accountJoin: 'hand', saysAccount: false } : person;
  });
}

/**
 * People of whom an import says the address and not the account. Another address confirms no account that is one
 * administrator's word, since it was found by another; beside somebody else's word it is not taken, since one entry has
 * no place for two words, and whoever confirms the account would confirm an address that one administrator alone gave.
 */
async function besideWords(
  people: readonly PlannedPerson[],
  importedBy: string | null,
): Promise<readonly PlannedPerson[]> {
  if (people.length === 0) return people;
  const words = await accountWords();
  return people.map((person) => {
    const word = words.get(person.workerId);
    if (word === undefined || word.emailKey === person.emailKey) return person;
    return { ...person, accountJoin: null, emailKey: word.setBy === importedBy ? person.emailKey : null };
  });
}

/**
 * Writes a planned roster, and has the seats of those who left looked at again, and requests that wait for somebody who is
 * not at work, are for such a person, or lacked something. Running it again changes nothing.
 */
export async function applyRoster(planText: string, importedBy: string, now: number): Promise<void> {
  // until there is a request, one administrator sets up alone
  const setBy = (await hasRequests()) ? importedBy : null;
  const plan = planSchema.parse(JSON.parse(`${planText}]`));
  const people = besidePicks(
    plan.flatMap((one) => ('workerId' in one ? [one] : [])),
    await pickedAccounts(MOST_PICKS),
  );
  const [said] = plan.flatMap((one) => ('unsaid' in one ? [one] : []));
  const word = { importedBy: setBy, saysEmails: said?.saysEmails ?? false };
  const unsaid = said?.unsaid ?? [];
  await savePeople(
    people.filter(({ saysAccount }) => saysAccount),
    { ...word, unsaid },
    now,
  );
  const others = people.filter(({ saysAccount }) => !saysAccount);
  await savePeople(
    word.saysEmails ? await besideWords(others, setBy) : others,
    { ...word, unsaid: [...new Set([...unsaid, 'accountId' as const])] },
    now,
  );
  await markMissing(
    plan.flatMap((one) => ('missing' in one ? [one.missing] : [])),
    setBy,
    now,
  );
  await leaveHints(
    [
      { kind: 'roster', subjectId: ROSTER },
      { kind: 'intake', subjectId: ROSTER },
    ],
    now,
  );
}
