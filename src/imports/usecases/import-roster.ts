import type { ImportPlan } from '../contract/import-plan';
import * as z from 'zod';
import { readAccountsByEmail } from '../../jira/client/site';
import { emailOf, readRoster } from '../files/roster-csv';
import { leaveHints, ROSTER } from '../../reconcile-queue/store/reconcile-queue';
import { savePart } from '../../staging/store/imports';
import { chunks } from '../../common/store/database';
import { readPeople, savePeople } from '../../people/store/people';
import type { Person } from '../../people/rules/person';
import { diffPeople } from '../rules/roster-diff';
import { markPlanned, stagedText } from '../../staging/usecases/import-staging';

const SHOWN_PROBLEMS = 50;
const PEOPLE_PER_PART = 1_000;

/**
 * Checks an HR roster, joins its people with the site's accounts by e-mail address, and shows what importing
 * it would change. Names and addresses are read and forgotten; nothing is written but the plan.
 */
export async function planRoster(
  importId: string,
  userId: string,
  emailPattern: string | null,
): Promise<ImportPlan> {
  const file = readRoster(await stagedText(importId, userId));
  const accounts = await readAccountsByEmail();
  const people = file.rows.map((row): Person => {
    const email = emailOf(row, emailPattern);
    return { ...row.person, accountId: email === null ? null : (accounts.get(email)?.accountId ?? null) };
  });
  const counts = diffPeople(await readPeople(), people);
  // a file in which no row can be read is the wrong file
  const applicable = people.length > 0;
  if (applicable) {
    for (const [part, some] of chunks(people, PEOPLE_PER_PART).entries()) {
      await savePart(importId, 'plan', part, `${part === 0 ? '[' : ','}${JSON.stringify(some).slice(1, -1)}`);
    }
    await markPlanned(importId, 'roster');
  }
  return {
    kind: 'roster',
    applicable,
    diff: {
      ...counts,
      rows: file.rowCount,
      people: people.length,
      withoutAccount: people.filter(({ accountId }) => accountId === null).length,
      problems: file.problems.slice(0, SHOWN_PROBLEMS),
      problemCount: file.problems.length,
      repeatedRows: file.repeatedRows,
    },
  };
}

const peopleSchema = z.array(
  z.object({
    workerId: z.string(),
    accountId: z.string().nullable(),
    managerWorkerId: z.string().nullable(),
    status: z.enum(['active', 'inactive']),
    onLeave: z.boolean(),
    workerType: z.string(),
    department: z.string(),
    location: z.string(),
    // plans from before jobs and trainings were read have none
    job: z.string().default(''),
    trainings: z.array(z.string()).default([]),
  }),
);

/**
 * Writes a planned roster, and has the seats of those who left looked at again, and requests that wait for somebody who is
 * not at work, are for such a person, or lacked something. Running it again changes nothing.
 */
export async function applyRoster(planText: string, now: number): Promise<void> {
  await savePeople(peopleSchema.parse(JSON.parse(`${planText}]`)), now);
  await leaveHints(
    [
      { kind: 'roster', subjectId: ROSTER },
      { kind: 'intake', subjectId: ROSTER },
    ],
    now,
  );
}
