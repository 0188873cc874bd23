import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// What a roster would change, by person and fact, before anything of it is written

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

async function planOf(
  lines: readonly string[],
  options: object = {},
): Promise<{ readonly diff: RosterDiff; readonly applicable: boolean }> {
  const importId = await stageText(world.admin, lines.join('\n'));
  const { emailPattern } = world.company;
  return (await world.admin('import/plan-roster', { importId, emailPattern, ...options })) as never;
}

const idOf = (role: keyof typeof world.company.roles): string => world.company.roles[role];
const workerOf = (role: keyof typeof world.company.roles): string => idOf(role).split(':').at(-1) ?? '';

async function entryOf(role: keyof typeof world.company.roles): Promise<Record<string, unknown>> {
  const [row] = await world.rows('SELECT * FROM person WHERE worker_id = ?', workerOf(role));
  return row ?? {};
}

describe('the dry run of a roster', () => {
  it('names who changes and what, old and new, what decides about access first', async () => {
    const before = await entryOf('newHire');
    const { diff } = await planOf([
      'WorkerID,WorkerStatus,UserID,ManagerID,Department,JobTitle,OnLeave',
      `9001,Active,new.person,${workerOf('manager')},IT,Engineer,no`,
      `${workerOf('newHire')},Active,sam.rivera,${workerOf('owner')},Sales,${String(before['job'])},no`,
      `${workerOf('lead')},Terminated,nadia.khan,,,,no`,
    ]);
    expect(diff.changes).toMatchObject([
      {
        person: { workerId: workerOf('lead') },
        isNew: false,
        decides: true,
        details: expect.arrayContaining(['Status: Active → No longer active']) as unknown,
      },
      {
        person: { workerId: workerOf('newHire'), accountId: idOf('newHire') },
        isNew: false,
        decides: true,
        details: [`Department: ${String(before['department'])} → Sales`],
        people: [
          {
            role: 'Manager',
            before: { accountId: idOf('manager') },
            after: { workerId: workerOf('owner'), accountId: idOf('owner') },
          },
        ],
      },
      {
        person: { workerId: '9001', accountId: null },
        isNew: true,
        details: ['Department: IT', 'Job title: Engineer'],
        people: [{ role: 'Manager', before: null, after: { accountId: idOf('manager') } }],
      },
    ]);
  });

  it('names whose Atlassian account would be another one, or none', async () => {
    const { diff } = await planOf(
      [
        'WorkerID,WorkerStatus,Email',
        `${workerOf('newHire')},Active,nobody@acme.example`,
        `${workerOf('lead')},Active,sam.rivera@acme.example`,
      ],
      { emailPattern: null },
    );
    const role = 'Atlassian account';
    expect(diff.changes.map(({ people }) => people)).toMatchObject([
      [{ role, before: { accountId: idOf('newHire') }, after: null }],
      [{ role, before: { accountId: idOf('lead') }, after: { accountId: idOf('newHire') } }],
    ]);
  });

  it('shows the first hundred and counts the rest, a changed job title after all that decides', async () => {
    const people = Array.from({ length: 120 }, (_one, index) => `${9_000 + index},Active,,IT,`);
    const { newHire, manager } = { newHire: await entryOf('newHire'), manager: await entryOf('manager') };
    const { diff } = await planOf(
      [
        'WorkerID,WorkerStatus,Email,Department,JobTitle',
        `${workerOf('manager')},Active,priya.nair@acme.example,${String(manager['department'])},Other`,
        ...people,
        `${workerOf('newHire')},Active,sam.rivera@acme.example,Elsewhere,${String(newHire['job'])}`,
      ],
      { emailPattern: null },
    );
    expect([diff.added, diff.changed, diff.changes.length]).toEqual([120, 2, 100]);
    expect(diff.changes[0]).toMatchObject({ person: { workerId: workerOf('newHire') }, decides: true });
    expect(diff.changes.slice(1).every(({ isNew }) => isNew)).toBe(true);
  });

  it('says once there are requests that another admin has to import the same before it counts for the importer', async () => {
    const changed = [
      'WorkerID,WorkerStatus,UserID,Department',
      `${workerOf('newHire')},Active,sam.rivera,Sales`,
    ];
    const stored = await entryOf('newHire');
    const same = [
      'WorkerID,WorkerStatus,UserID,Department',
      `${workerOf('newHire')},Active,sam.rivera,${String(stored['department'])}`,
    ];
    expect((await planOf(changed)).diff.needsRepeat).toBe(false);
    await raise(world, SLACK_STANDARD);
    expect((await planOf(changed)).diff.needsRepeat).toBe(true);
    expect((await planOf(same)).diff.needsRepeat).toBe(false);
    const retitled = ['WorkerID,WorkerStatus,JobTitle', `${workerOf('newHire')},Active,Other`];
    expect((await planOf(retitled, { emailPattern: null })).diff).toMatchObject({
      changed: 1,
      needsRepeat: false,
    });
    expect((await planOf(same, { isComplete: true, acceptsMissing: true })).diff.needsRepeat).toBe(true);
  });

  it('tells a file without addresses from one that has them', async () => {
    const lines = ['WorkerID,WorkerStatus', '9001,Active'];
    expect((await planOf(lines, { emailPattern: null })).diff).toMatchObject({
      added: 1,
      saysAccounts: false,
    });
    const withEmail = ['WorkerID,WorkerStatus,Email', '9001,Active,'];
    expect((await planOf(withEmail, { emailPattern: null })).diff.saysAccounts).toBe(true);
  });

  it('calls an address malformed that is none, with its row, and leaves the row out', async () => {
    const { diff, applicable } = await planOf(
      [
        'WorkerID,WorkerStatus,Email',
        `${workerOf('newHire')},Active,sam.rivera@@acme.example`,
        '9001,Active,Zoë.o’neill+it@büro.example',
        '9002,Active,two@acme.example; three@acme.example',
        '9003,Active,',
      ],
      { emailPattern: null },
    );
    expect(applicable).toBe(true);
    expect(diff).toMatchObject({ added: 2, changed: 0, losingAccount: 0, problemCount: 2 });
    expect(diff.problems).toEqual([
      { row: 2, message: 'Email “sam.rivera@@acme.example” isn’t an email address.' },
      { row: 4, message: 'Email “two@acme.example; three@acme.example” isn’t an email address.' },
    ]);
  });

  it('calls an address malformed that the pattern makes of a row', async () => {
    const { diff } = await planOf([
      'WorkerID,WorkerStatus,UserID',
      `${workerOf('newHire')},Active,sam rivera`,
      `${workerOf('lead')},Active,nadia.khan`,
    ]);
    expect(diff.problems).toEqual([
      {
        row: 2,
        message:
          'The email pattern gives “sam rivera@acme.example” for this row, which isn’t an email address.',
      },
    ]);
  });

  it.each(['{UserID}@', '{UserID}@acme', '{UserID@acme.example', 'acme.example'])(
    'refuses the pattern %s, which makes no address, whatever the file has',
    async (emailPattern) => {
      for (const header of ['WorkerID,WorkerStatus,UserID', 'WorkerID,WorkerStatus,Email'])
        await expect(planOf([header, '9001,Active,x'], { emailPattern })).rejects.toThrow(
          `The email pattern “${emailPattern}” doesn’t make email addresses. Enter one like {UserID}@your-company.com.`,
        );
    },
  );

  it('takes a pattern whose column holds the end of the address, or all of it', async () => {
    const lines = ['WorkerID,WorkerStatus,UserID,Domain', '9001,Active,new,acme.example'];
    expect((await planOf(lines, { emailPattern: '{UserID}@{Domain}' })).diff.problems).toEqual([]);
    const whole = ['WorkerID,WorkerStatus,UserID', '9001,Active,new@acme.example', '9002,Active,new'];
    expect((await planOf(whole, { emailPattern: '{UserID}' })).diff.problems).toEqual([
      { row: 3, message: 'The email pattern gives “new” for this row, which isn’t an email address.' },
    ]);
  });

  it('calls a status or a leave wrong that is neither of its values', async () => {
    const { diff } = await planOf(
      [
        'WorkerID,WorkerStatus,OnLeave',
        '9001,OnLeave,',
        '9002,Active,perhaps',
        '9003,Active,Y',
        '9004,Active,',
      ],
      { emailPattern: null },
    );
    expect(diff.problems).toEqual([
      { row: 2, message: 'WorkerStatus “OnLeave” must be Active, Inactive, or Terminated.' },
      { row: 3, message: 'OnLeave “perhaps” must be yes or no.' },
    ]);
    expect(diff.changes.map(({ details }) => details)).toEqual([['On leave: yes'], []]);
  });

  it('says of a file with nothing but column names that it has no rows', async () => {
    await expect(planOf(['WorkerID,WorkerStatus'])).rejects.toThrow(
      'The file has no rows below the column names.',
    );
  });
});
