import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { askedOf, requireStages } from '../../support/approvals';
import { MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// What doesn't fit together in a roster is named before it is imported, and nobody gets access or a vote by it

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

interface Planned {
  readonly importId: string;
  readonly diff: RosterDiff;
  readonly applicable: boolean;
}

async function planOf(lines: readonly string[], options: object = {}): Promise<Planned> {
  const importId = await stageText(world.admin, lines.join('\n'));
  const plan = await world.admin('import/plan-roster', { importId, emailPattern: null, ...options });
  return { importId, ...(plan as Omit<Planned, 'importId'>) };
}

type Role = keyof typeof world.company.roles;
const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const nameOf = (role: Role): string => world.site.jsm.account(idOf(role)).displayName;
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const rowOf = (role: Role, ...rest: readonly string[]): string =>
  [workerOf(role), 'Active', emailOf(role), ...rest].join(',');

const HEADER = 'WorkerID,WorkerStatus,Email,ManagerID';
const CURE = 'Correct the email address, or add whoever has left to the file as Terminated.';

const entries = (): Promise<readonly Record<string, unknown>[]> =>
  world.rows('SELECT * FROM person ORDER BY worker_id');

const managerIn = ({ manager_worker_id: id }: Record<string, unknown>): string =>
  typeof id === 'string' ? id : '';

describe('a manager whom neither the file nor the roster has', () => {
  it('is named with row and value and counted, and the person has no manager', async () => {
    await requireStages(world, 'manager');
    const { diff, applicable, importId } = await planOf([
      HEADER,
      rowOf('newHire', 'W9999'),
      rowOf('lead', '9002'),
      `9001,Active,,${workerOf('manager')}`,
      '9002,Perhaps,,',
      '9003,Active,,9001',
      '9004,Active,,"Nair, Priya"',
    ]);
    expect(applicable).toBe(true);
    expect(diff).toMatchObject({ managersNotFound: 3, problemCount: 1, heldAccounts: 0 });
    const lost = (id: string): string =>
      `Manager not found: “${id}” is neither in this file nor in the roster. This person gets no manager.`;
    expect(diff.problems).toEqual([
      { row: 2, message: lost('W9999') },
      { row: 3, message: lost('9002') },
      { row: 7, message: lost('Nair, Priya') },
      { row: 5, message: 'WorkerStatus “Perhaps” must be Active, Inactive, or Terminated.' },
    ]);
    expect(diff.changes.find(({ person }) => person.workerId === workerOf('newHire'))?.people).toEqual([
      {
        role: 'Manager',
        before: { workerId: workerOf('manager'), accountId: idOf('manager') },
        after: null,
      },
    ]);
    await world.admin('import/apply', { importId });
    const managers = new Map(
      (await entries()).map((entry) => [entry['worker_id'], entry['manager_worker_id']]),
    );
    expect(['newHire', 'lead'].map((role) => managers.get(workerOf(role as Role)))).toEqual([null, null]);
    expect(['9001', '9003', '9004'].map((id) => managers.get(id))).toEqual([
      workerOf('manager'),
      '9001',
      null,
    ]);
  });

  it('is nobody who approves, not even once somebody gets that worker ID', async () => {
    await requireStages(world, 'manager');
    const { importId } = await planOf([HEADER, rowOf('newHire', 'W9999')]);
    await world.admin('import/apply', { importId });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Nobody can approve this as manager.');
    const account = world.site.jsm.account(idOf('administrator'));
    const leaver = `${workerOf('administrator')},Terminated,${account.email},`;
    const later = await planOf([HEADER, leaver, `W9999,Active,${account.email},`]);
    expect(later.diff).toMatchObject({ heldAccounts: 0, problems: [] });
    await world.admin('import/apply', { importId: later.importId });
    expect(askedOf(world, await raise(world, MIRO_STANDARD))).toEqual([]);
  });
});

describe('an account that belongs to two people', () => {
  it('is named, its new row left out, and nobody is both new and missing', async () => {
    const before = await entries();
    const others = world.site.jsm.accounts;
    const complete = before
      .filter(({ worker_id }) => worker_id !== workerOf('newHire'))
      .map((entry) => {
        const email = others.get(String(entry['account_id']))?.email ?? '';
        const status = entry['status'] === 'active' ? 'Active' : 'Inactive';
        return `${String(entry['worker_id'])},${status},${email},${managerIn(entry)}`;
      });
    const { diff, applicable, importId } = await planOf(
      [HEADER, ...complete, `W99,Active,${emailOf('newHire')},`],
      { isComplete: true },
    );
    expect(applicable).toBe(true);
    expect(diff).toMatchObject({
      added: 0,
      heldAccounts: 1,
      // the file gives no address for people without an account
      changes: ['1036', '1038', '1040'].map((workerId) => ({
        person: { workerId, accountId: null },
        details: ['Email address: another one → none'],
        people: [],
      })),
      leavingOut: { people: [], count: 0 },
      problems: [
        {
          row: complete.length + 2,
          message: `The account of ${nameOf('newHire')} belongs to two people: ${workerOf('newHire')} and W99. ${CURE}`,
        },
      ],
    });
    await world.admin('import/apply', { importId });
    // the file gives no address for people without an account, so nobody is found by one any more
    const addressOf = (entry: Record<string, unknown>): unknown =>
      entry['account_id'] === null ? null : entry['email_key'];
    expect((await entries()).map(({ imported_at: _, ...entry }) => entry)).toEqual(
      before.map(({ imported_at: _, ...entry }) => ({ ...entry, email_key: addressOf(entry) })),
    );
  });

  it('is left to whoever has it also where the other row says that they have left', async () => {
    const { diff, applicable } = await planOf([
      HEADER,
      `0${workerOf('lead')},Terminated,${emailOf('lead')},`,
    ]);
    expect(applicable).toBe(false);
    expect(diff).toMatchObject({
      people: 0,
      heldAccounts: 1,
      problems: [
        {
          row: 2,
          message: `The account of ${nameOf('lead')} belongs to two people: 0${workerOf('lead')} and ${workerOf('lead')}. ${CURE}`,
        },
      ],
    });
  });

  it('leaves out both rows where both are new to it, and whoever would get the account of such a row', async () => {
    const { diff } = await planOf([
      HEADER,
      `${workerOf('newHire')},Terminated,${emailOf('newHire')},`,
      `W1,Active,${emailOf('newHire')},`,
      `W2,Active,${emailOf('newHire')},`,
      `${workerOf('manager')},Active,${emailOf('lead')},`,
      `${workerOf('lead')},Active,${emailOf('owner')},`,
      '9003,Active,,W1',
    ]);
    const two = (name: Role, ...ids: readonly [string, string]): string =>
      `The account of ${nameOf(name)} belongs to two people: ${ids.join(' and ')}. ${CURE}`;
    expect(diff.problems).toEqual([
      { row: 3, message: two('newHire', 'W1', 'W2') },
      { row: 4, message: two('newHire', 'W1', 'W2') },
      { row: 6, message: two('owner', workerOf('lead'), workerOf('owner')) },
      { row: 5, message: two('lead', workerOf('lead'), workerOf('manager')) },
      {
        row: 7,
        message:
          'Manager not found: “W1” is neither in this file nor in the roster. This person gets no manager.',
      },
    ]);
    expect(diff).toMatchObject({ heldAccounts: 4, added: 1, losingAccount: 0 });
  });

  it('moves to another worker ID where the file says that the old one has ended', async () => {
    const { diff, importId } = await planOf([
      HEADER,
      `${workerOf('newHire')},Terminated,${emailOf('newHire')},${workerOf('manager')}`,
      `W99,Active,${emailOf('newHire')},${workerOf('manager')}`,
    ]);
    expect(diff).toMatchObject({ problems: [], heldAccounts: 0, added: 1, becomingInactive: 1 });
    await world.admin('import/apply', { importId });
    const own = world.rows(
      'SELECT worker_id, status FROM person WHERE account_id = ? ORDER BY worker_id',
      idOf('newHire'),
    );
    expect(await own).toEqual([
      { worker_id: workerOf('newHire'), status: 'inactive' },
      { worker_id: 'W99', status: 'active' },
    ]);
  });

  it('is named by row as long as it is so in the roster already, whose rows are imported all the same', async () => {
    await world.execute(
      'UPDATE person SET account_id = ? WHERE worker_id = ?',
      idOf('newHire'),
      workerOf('lead'),
    );
    const row = `${workerOf('lead')},Active,Elsewhere`;
    const { diff } = await planOf(['WorkerID,WorkerStatus,Department', row]);
    expect(diff).toMatchObject({ heldAccounts: 0, changed: 1 });
    expect(diff.problems).toEqual([
      {
        row: 2,
        message: `One Atlassian account belongs to two people: ${[workerOf('newHire'), workerOf('lead')].sort().join(' and ')}. ${CURE}`,
      },
    ]);
  });
});

describe('people who manage each other', () => {
  it('are named', async () => {
    const { diff, applicable } = await planOf([
      HEADER,
      rowOf('newHire', workerOf('lead')),
      rowOf('lead', workerOf('newHire')),
      '9001,Active,,9002',
      '9002,Active,,9003',
      '9003,Active,,9001',
      '9004,Active,,9001',
    ]);
    expect(applicable).toBe(true);
    expect(diff.problems).toEqual([
      {
        row: 2,
        message: `${nameOf('newHire')} and ${nameOf('lead')} are each other’s managers. Check who reports to whom.`,
      },
      {
        row: 4,
        message: '9001, 9002, and 9003 are one another’s managers in a circle. Check who reports to whom.',
      },
    ]);
  });

  it('are named also where the roster says the other half', async () => {
    const { diff } = await planOf([HEADER, rowOf('manager', workerOf('newHire'))]);
    expect(diff.problems).toEqual([
      {
        row: 2,
        message: `${nameOf('manager')} and ${nameOf('newHire')} are each other’s managers. Check who reports to whom.`,
      },
    ]);
  });
});

describe('the columns of a roster', () => {
  it('that nothing is read from are named', async () => {
    const lines = ['WorkerID,WorkerStatus,UserID,CostCenter2,CostCenterName', '9001,Active,x,1,2'];
    expect((await planOf(lines)).diff.unusedColumns).toEqual(['UserID', 'CostCenter2', 'CostCenterName']);
    const { diff } = await planOf(lines, { emailPattern: '{UserID}@acme.example' });
    expect(diff.unusedColumns).toEqual(['CostCenter2', 'CostCenterName']);
  });

  it('that are missing are named together', async () => {
    await expect(planOf(['Name', 'x'])).rejects.toThrow(
      'The file has no columns WorkerID and WorkerStatus. The first row must contain the column names.',
    );
  });
});
