import type { ImportPlan, LeavingOut, RowProblem } from '../contract/import-plan';
import * as z from 'zod';
import { readAccountsByEmail, type EmailAccount } from '../../jira/client/site';
import { emailOf, hasEmails, readRoster, type RosterFile } from '../files/roster-csv';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { chunks } from '../../common/store/database';
import { markMissing, readPeople, savePeople } from '../../people/store/people';
import { hasRequests } from '../../requests/store/requests';
import { ROSTER_FACTS, type Person, type RosterFact } from '../../people/rules/person';
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
 * Checks an HR roster, joins its people with the site's accounts by e-mail address, and shows what importing
 * it would change. Names and addresses are read and forgotten; nothing is written but the plan.
 */
export async function planRoster(
  importId: string,
  userId: string,
  { emailPattern, isComplete, acceptsMissing }: RosterOptions,
): Promise<ImportPlan> {
  const file = readRoster(await stagedText(importId, userId), emailPattern);
  const saysEmails = hasEmails(file, emailPattern);
  const unsaid: readonly RosterFact[] = [...file.unsaid, ...(saysEmails ? [] : ['accountId' as const])];
  const accounts = saysEmails ? await readAccountsByEmail() : new Map<string, never>();
  const current = await readPeople();
  const known = new Map(current.map((person) => [person.workerId, person]));
  const possible = possibleRoster(
    current,
    file.rows.map((row): RosterEntry => {
      const email = emailOf(row, emailPattern);
      const accountId = email === null ? null : (accounts.get(email)?.accountId ?? null);
      const person = completed({ ...row.person, accountId }, known.get(row.person.workerId), unsaid);
      return { row: row.row, person };
    }),
  );
  const people = possible.entries.map(({ person }) => person);
  const counts = diffPeople(current, people);
  const changes = rosterChanges(current, people);
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
    ...conflictProblems(possible, accounts),
    ...file.problems,
  ];
  const entries: PlanEntry[] = [
    { unsaid },
    ...people,
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
      saysEmails,
      needsRepeat: (missing.length > 0 || changes.some(({ decides }) => decides)) && (await hasRequests()),
      rows: file.rowCount,
      people: people.length,
      withoutAccount: people.filter(({ accountId }) => accountId === null).length,
      problems: problems.slice(0, SHOWN_PROBLEMS),
      problemCount: file.problems.length,
      repeatedRows: file.repeatedRows,
      heldAccounts: possible.held.length,
      managersNotFound: possible.managersNotFound.length,
      unusedColumns: file.unused,
    },
  };
}

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
  accounts: ReadonlyMap<string, EmailAccount>,
): RowProblem[] {
  const names = new Map([...accounts.values()].map(({ accountId, name }) => [accountId, name]));
  const nameOf = (accountId: string | null): string | null => names.get(accountId ?? '') ?? null;
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

type PlanEntry = Person | { readonly missing: string } | { readonly unsaid: readonly RosterFact[] };

const personSchema = z.object({
  workerId: z.string(),
  accountId: z.string().nullable(),
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
    z.object({ unsaid: z.array(z.enum(ROSTER_FACTS)) }),
    personSchema,
  ]),
);

/**
 * Writes a planned roster, and has the seats of those who left looked at again, and requests that wait for somebody who is
 * not at work, are for such a person, or lacked something. Running it again changes nothing.
 */
export async function applyRoster(planText: string, importedBy: string, now: number): Promise<void> {
  // until there is a request, one administrator sets up alone
  const setBy = (await hasRequests()) ? importedBy : null;
  const plan = planSchema.parse(JSON.parse(`${planText}]`));
  await savePeople(
    plan.flatMap((one) => ('workerId' in one ? [one] : [])),
    { importedBy: setBy, unsaid: plan.flatMap((one) => ('unsaid' in one ? one.unsaid : [])) },
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
