import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { World } from '../../support/world';

// Rosters as HR systems write them

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

async function planOf(lines: readonly string[]): Promise<RosterDiff> {
  const importId = await stageText(world.admin, lines.join('\n'));
  const { diff } = (await world.admin('import/plan-roster', { importId, emailPattern: null })) as {
    diff: RosterDiff;
  };
  return diff;
}

const workerOf = (role: keyof typeof world.company.roles): string =>
  world.company.roles[role].split(':').at(-1) ?? '';
const mailOf = (role: keyof typeof world.company.roles): string =>
  world.site.jsm.account(world.company.roles[role]).email;

const detailsOf = ({ changes }: RosterDiff): unknown =>
  changes.map(({ person, details }) => [person.workerId, details]);

describe('a roster', () => {
  it('is read with semicolons, and with columns however they are spelled', async () => {
    const plan = await planOf([
      'Employee ID;worker_status;Work Email;Department;Office;Job Title',
      `${workerOf('newHire')};active;${mailOf('newHire')};Finance;Berlin;Analyst`,
    ]);
    expect(plan).toMatchObject({ problems: [], unusedColumns: [], people: 1, withoutAccount: 0 });
    expect(detailsOf(plan)).toEqual([
      [workerOf('newHire'), expect.arrayContaining([expect.stringContaining('→ Finance')])],
    ]);
  });

  it('with two columns of one meaning is refused by their names', async () => {
    await expect(
      planOf([
        'WorkerID,WorkerStatus,Work Email,work_email',
        `${workerOf('newHire')},Active,a@acme.example,`,
      ]),
    ).rejects.toThrow('The columns “Work Email” and “work_email” mean the same. Remove all but one.');
  });

  it('with a column twice is refused by its name', async () => {
    await expect(
      planOf(['WorkerID,WorkerStatus,Department,Location,Department', '1008,Active,Design,Berlin,']),
    ).rejects.toThrow('The file has more than one column “Department”. Remove or rename all but one.');
  });

  it('that says more of why somebody left says that they left', async () => {
    const plan = await planOf([
      'WorkerID,WorkerStatus',
      `${workerOf('newHire')},Terminated - Voluntary`,
      `${workerOf('lead')},Dismissed`,
      `${workerOf('owner')},Retired`,
    ]);
    expect(plan).toMatchObject({ problems: [], becomingInactive: 3 });
  });

  it('names the row that says somebody is active after their last day', async () => {
    const day = (days: number): string =>
      new Date(world.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { problems } = await planOf([
      'WorkerID,WorkerStatus,TerminationDate',
      `${workerOf('newHire')},Active,${day(-2)}`,
      `${workerOf('lead')},Active,${day(2)}`,
      `${workerOf('owner')},Active,never`,
      `${workerOf('manager')},Active,soon`,
    ]);
    expect(problems).toEqual([
      { row: 2, message: `The status is active, but the leaving date ${day(-2)} is in the past.` },
      { row: 5, message: 'The leaving date “soon” can’t be read. Enter one like 2026-11-30.' },
    ]);
  });

  it('counts the later time of employment of somebody who came back, whichever row is last', async () => {
    const rows = [
      `${workerOf('newHire')},Active,Finance,2026-11-23`,
      `${workerOf('newHire')},Terminated,Sales,02/01/2021`,
    ];
    for (const order of [rows, rows.toReversed()]) {
      const plan = await planOf(['WorkerID,WorkerStatus,Department,HireDate', ...order]);
      // in February or in January, and earlier either way: but nobody can tell when
      expect(plan.problems.map(({ message }) => message)).toEqual([
        `Employee ${workerOf('newHire')} is active in one row and no longer active in another. Keep the row that counts.`,
        `Employee ${workerOf('newHire')} is active in one row and no longer active in another. Keep the row that counts.`,
      ]);
      const dated = await planOf([
        'WorkerID,WorkerStatus,Department,HireDate',
        ...order.map((row) => row.replace('02/01/2021', '2021-02-01')),
      ]);
      expect(dated).toMatchObject({ problems: [], repeatedRows: 1, becomingInactive: 0 });
      expect(detailsOf(dated)).toEqual([
        [workerOf('newHire'), expect.arrayContaining([expect.stringContaining('→ Finance')])],
      ]);
    }
  });

  it('means a department whichever way its letters are composed', async () => {
    const plan = await planOf([
      'WorkerID,WorkerStatus,Department',
      `${workerOf('newHire')},Active,${'Öffentlichkeitsarbeit'.normalize('NFD')}\u200B`,
    ]);
    expect(detailsOf(plan)).toEqual([
      [workerOf('newHire'), [expect.stringMatching(/→ Öffentlichkeitsarbeit$/)]],
    ]);
  });

  it.each([
    'Inactive - on leave',
    'Resigned (last day 31 Mar 2027)',
    'Terminated effective 2027',
    'Onboarding',
  ])('does not take “%s” for having left', async (status) => {
    const plan = await planOf(['WorkerID,WorkerStatus', `${workerOf('newHire')},${status}`]);
    expect(plan).toMatchObject({
      becomingInactive: 0,
      problems: [{ row: 2, message: `WorkerStatus “${status}” must be Active, Inactive, or Terminated.` }],
    });
  });

  it('names who is said to have left before their last day', async () => {
    const lastDay = new Date(world.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const plan = await planOf([
      'WorkerID,WorkerStatus,Termination Date',
      `${workerOf('newHire')},Terminated,${lastDay}`,
    ]);
    expect(plan).toMatchObject({
      becomingInactive: 0,
      problems: [
        {
          row: 2,
          message: `The status says this person has left, but the leaving date ${lastDay} is still to come.`,
        },
      ],
    });
  });

  it('believes that somebody has left, whatever stands for the day', async () => {
    const plan = await planOf([
      'WorkerID,WorkerStatus,Termination Date',
      `${workerOf('newHire')},Terminated,end of month`,
    ]);
    expect(plan).toMatchObject({ becomingInactive: 1, problems: [] });
  });

  it('keeps all rows of a worker back while one of them can’t be read, and takes a leaver without an address', async () => {
    const plan = await planOf([
      'WorkerID,WorkerStatus,Email',
      `${workerOf('newHire')},Active,${mailOf('newHire')}`,
      `${workerOf('newHire')},Off-boarding,`,
      `${workerOf('lead')},Terminated,removed`,
    ]);
    expect(plan).toMatchObject({
      people: 1,
      becomingInactive: 1,
      problems: [
        {
          row: 2,
          message: `Another row of employee ${workerOf('newHire')} can’t be read, so nobody knows which of them counts.`,
        },
        { row: 3, message: 'WorkerStatus “Off-boarding” must be Active, Inactive, or Terminated.' },
      ],
    });
  });

  it.each(['上司 Email', 'E-mail руководителя', 'Email [manager]', 'Manager Email'])(
    'does not take “%s” for the person’s own address',
    async (column) => {
      const plan = await planOf([
        `WorkerID,WorkerStatus,Work Email,${column}`,
        `${workerOf('newHire')},Active,${mailOf('newHire')},${mailOf('manager')}`,
      ]);
      expect(plan).toMatchObject({ changes: [], problems: [], unusedColumns: [column] });
    },
  );

  it('names the row that has two addresses', async () => {
    const { problems } = await planOf([
      'WorkerID,WorkerStatus,Email,Work Email',
      `${workerOf('newHire')},Active,${mailOf('manager')},${mailOf('newHire')}`,
      `${workerOf('lead')},Active,${mailOf('lead')},${mailOf('lead').toUpperCase()}`,
    ]);
    expect(problems).toEqual([
      {
        row: 2,
        message: 'Email and WorkEmail have different addresses. Remove all of these columns but one.',
      },
    ]);
  });

  it('knows who was hired in the last century from who was hired in this one', async () => {
    const plan = await planOf([
      'WorkerID,WorkerStatus,HireDate',
      `${workerOf('newHire')},Active,03/15/98`,
      `${workerOf('newHire')},Terminated,01/20/20`,
    ]);
    expect(plan).toMatchObject({ problems: [], becomingInactive: 1 });
  });

  it('with long and strange column names is read like the rest', async () => {
    const plan = await planOf([
      `WorkerID,WorkerStatus,${'['.repeat(100_000)}`,
      `${workerOf('newHire')},Active,x`,
    ]);
    expect(plan).toMatchObject({ people: 1, problems: [] });
  });
});
