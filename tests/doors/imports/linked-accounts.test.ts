import { adminCall, stageText } from '../../../sandbox/company/set-up-app';
import { ADMINISTRATORS } from '../../../sandbox/jsm/access';
import type { LinkedAccounts } from '../../../src/imports/contract/linked-accounts';
import { MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// An administrator says whose account it is where no file does; it counts as what a roster says, and can be undone

const WORKER = '1036';
const ACCOUNT = '5ea7:1036';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const links = async (): Promise<LinkedAccounts> => (await world.admin('people/links', {})) as LinkedAccounts;
const link = (workerId = WORKER, accountId = ACCOUNT): Promise<unknown> =>
  world.admin('people/link', { workerId, accountId });
const person = async (): Promise<unknown> =>
  (
    await world.rows(
      'SELECT account_id, account_join, account_set_by FROM person WHERE worker_id = ?',
      WORKER,
    )
  )[0];
const NOBODY = { account_id: null, account_join: null };

/** Another Jira admin on the same page. */
const secondAdmin = (functionKey: string, payload: unknown): Promise<unknown> => {
  const account = world.site.jsm.account(world.company.roles.lead);
  account.groups = new Set([...account.groups, ADMINISTRATORS]);
  return adminCall(world.sandbox, world.site, account.accountId)(functionKey, payload);
};

it('are counted, linked by hand, and kept until that is undone, whatever the next roster shows', async () => {
  expect(await links()).toEqual({ people: 39, unlinked: 3, workerIds: ['1036', '1038', '1040'], picked: [] });
  await link();
  expect(await links()).toMatchObject({
    unlinked: 2,
    picked: [{ workerId: WORKER, accountId: ACCOUNT, needsRepeat: false, isOwn: false }],
  });
  const importId = await stageText(world.admin, world.company.roster);
  await world.admin('import/plan-roster', { importId, emailPattern: world.company.emailPattern });
  await world.admin('import/apply', { importId });
  expect(await person()).toMatchObject({ account_id: ACCOUNT, account_join: 'hand' });
  await world.admin('people/unlink', { workerId: WORKER });
  expect(await person()).toMatchObject(NOBODY);
  expect((await links()).unlinked).toBe(3);
});

it('count in the requests of whoever linked them once another admin has said the same', async () => {
  await raise(world, MIRO_STANDARD);
  const { administrator } = world.company.roles;
  await link();
  await link();
  expect(await person()).toMatchObject({ account_set_by: administrator });
  expect((await links()).picked).toMatchObject([{ needsRepeat: true, isOwn: true }]);
  await secondAdmin('people/link', { workerId: WORKER, accountId: ACCOUNT });
  expect(await person()).toMatchObject({ account_id: ACCOUNT, account_set_by: null });
  await secondAdmin('people/unlink', { workerId: WORKER });
  expect(await person()).toMatchObject({ ...NOBODY, account_set_by: world.company.roles.lead });
});

it('are nobody else’s, and accounts that somebody can use', async () => {
  const { newHire } = world.company.roles;
  await expect(link(WORKER, newHire)).rejects.toThrow('This account is already linked to employee 1008.');
  const unusable = 'Nobody can use this account: it’s deactivated, closed, or belongs to an app.';
  await expect(link(WORKER, world.accountOf('Alex Moreau'))).rejects.toThrow(unusable);
  await expect(link(WORKER, world.accountOf('Seatkeeper'))).rejects.toThrow(unusable);
  await expect(link(WORKER, '5ea7:nobody')).rejects.toThrow(unusable);
  await link();
  await expect(link(WORKER, '5ea7:1038')).rejects.toThrow(
    'Another account was linked to this person meanwhile, or the roster doesn’t have them anymore. Reload the page.',
  );
  expect(await person()).toMatchObject({ account_id: ACCOUNT });
});

it('stay where they were picked since a roster was planned, and nobody else gets one of them by it', async () => {
  const rows = [`${WORKER},Active,5ea7:1038`, `9002,Active,${ACCOUNT}`];
  const importId = await stageText(world.admin, ['WorkerID,WorkerStatus,AccountID', ...rows].join('\n'));
  await world.admin('import/plan-roster', { importId, emailPattern: null });
  await link();
  await world.admin('import/apply', { importId });
  expect(await person()).toMatchObject({ account_id: ACCOUNT, account_join: 'hand' });
  expect(await world.rows("SELECT account_id FROM person WHERE worker_id = '9002'")).toEqual([
    { account_id: null },
  ]);
});

it('are one person’s where two are given one at the same moment', async () => {
  world.sandbox.host.interferer = ({ body }) => {
    if (!body.includes("account_join = 'hand', account_id = ?")) return undefined;
    world.sandbox.host.interferer = undefined;
    return {
      delayMs: 0,
      meanwhile: async () => {
        await link('1038');
      },
    };
  };
  const taken = 'This account is already linked to employee 1038. Choose another one.';
  await expect(link()).rejects.toThrow(taken);
  expect(await person()).toMatchObject(NOBODY);
  expect((await links()).picked).toMatchObject([{ workerId: '1038', accountId: ACCOUNT }]);
});

it('stay with somebody who has left, whose access is found by them', async () => {
  await link();
  await world.execute("UPDATE person SET status = 'inactive' WHERE worker_id = ?", WORKER);
  await expect(world.admin('people/unlink', { workerId: WORKER })).rejects.toThrow(
    'The roster doesn’t list this person as active, so their account stays linked: it shows which access to take back.',
  );
  expect(await person()).toMatchObject({ account_id: ACCOUNT, account_join: 'hand' });
});

it('are not taken from somebody by undoing a link that nobody made by hand', async () => {
  await world.admin('people/unlink', { workerId: '1008' });
  expect(await world.rows("SELECT account_id FROM person WHERE worker_id = '1008'")).toEqual([
    { account_id: world.company.roles.newHire },
  ]);
});
