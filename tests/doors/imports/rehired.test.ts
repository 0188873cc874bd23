import { importDocument, stageText } from '../../../sandbox/company/set-up-app';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import type { ImportPlan } from '../../../src/imports/contract/import-plan';
import type { LinkedAccounts } from '../../../src/imports/contract/linked-accounts';
import { DAY } from '../../../src/common/rules/time';
import { importPerson } from '../../support/approvals';
import { formValues, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// Somebody who comes back, and whose account was closed meanwhile, is linked with the new one like anybody who has none. Of
// somebody who is gone the name of the closed account stays, since their seats are found by it

const NEW_ACCOUNT = '5ea7:1036';

let world: World;
let workerId: string;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
  workerId = world.company.roles.newHire.split(':').at(-1) ?? '';
});
afterEach(() => world.stop());

const person = async (): Promise<Record<string, unknown> | undefined> =>
  (await world.rows('SELECT account_id, account_join, status FROM person WHERE worker_id = ?', workerId))[0];
const links = async (): Promise<LinkedAccounts> => (await world.admin('people/links', {})) as LinkedAccounts;
const link = (): Promise<unknown> => world.admin('people/link', { workerId, accountId: NEW_ACCOUNT });

/** They leave, their account is closed and erased. */
async function leave(): Promise<void> {
  await world.nightly();
  await importPerson(world, world.company.roles.newHire, { WorkerStatus: 'Inactive' });
  closeAccount(world.site.jsm, world.company.roles.newHire);
  await world.advance(6 * DAY);
  await world.nightly();
  expect(await person()).toMatchObject({
    account_id: expect.stringMatching(/^closed-/) as string,
    status: 'inactive',
  });
}

const comeBack = (): Promise<void> => importPerson(world, world.company.roles.newHire, {});

async function planNamed(accountId: string): Promise<Extract<ImportPlan, { kind: 'roster' }>> {
  const importId = await stageText(
    world.admin,
    ['WorkerID,WorkerStatus,AccountID', `${workerId},Active,${accountId}`].join('\n'),
  );
  return (await world.admin('import/plan-roster', { importId, emailPattern: null })) as Extract<
    ImportPlan,
    { kind: 'roster' }
  >;
}

it('is listed among those who aren’t linked, and linked by hand', async () => {
  await leave();
  const before = await links();
  expect(before.workerIds).not.toContain(workerId);
  await comeBack();
  const { unlinked, workerIds } = await links();
  expect(workerIds).toContain(workerId);
  expect(unlinked).toBe(before.unlinked + 1);
  await link();
  expect(await person()).toMatchObject({ account_id: NEW_ACCOUNT, account_join: 'hand' });
  expect(await links()).toMatchObject({ unlinked: before.unlinked, picked: [{ workerId }] });
  const key = await world.person(NEW_ACCOUNT).raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
  await world.settle();
  expect(await world.panel(key)).not.toMatchObject({ state: 'incomplete' });
});

it('is linked anew where the closed account was picked by hand, by hand and by a file', async () => {
  await leave();
  await comeBack();
  await world.execute("UPDATE person SET account_join = 'hand' WHERE worker_id = ?", workerId);
  expect(await links()).toMatchObject({ picked: [] });
  await importDocument(
    world.admin,
    ['WorkerID,WorkerStatus,AccountID', `${workerId},Active,${NEW_ACCOUNT}`].join('\n'),
    'import/plan-roster',
    { emailPattern: null },
  );
  expect(await person()).toMatchObject({ account_id: NEW_ACCOUNT, account_join: 'id' });
});

it('is counted among those who aren’t linked by a dry run, and loses nothing by a new account', async () => {
  await leave();
  await comeBack();
  const unknown = await planNamed('5ea7:nobody');
  expect(unknown.diff).toMatchObject({ withoutAccount: 1, unjoined: { unknownId: 1 }, losingAccount: 0 });
  const known = await planNamed(NEW_ACCOUNT);
  expect(known.diff).toMatchObject({ withoutAccount: 0, losingAccount: 0, changed: 1 });
});

it('keeps the closed account’s name while they are gone', async () => {
  await leave();
  const before = await person();
  await expect(link()).rejects.toThrow(
    'The roster doesn’t list this person as active, so their account stays linked: it shows which access to take back.',
  );
  expect(await person()).toEqual(before);
});
