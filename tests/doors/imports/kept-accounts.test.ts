import { adminCall, stageText } from '../../../sandbox/company/set-up-app';
import { ADMINISTRATORS } from '../../../sandbox/jsm/access';
import type { ImportPlan } from '../../../src/imports/contract/import-plan';
import { askedOf, importPerson, requireStages } from '../../support/approvals';
import { MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// Whose account an approver is takes two admins who say the same account: an import that only says an address neither
// confirms an account that another admin named nor makes it the importer's word

type Role = keyof typeof world.company.roles;

const PUPPET = '5ea7:1036';
const NOBODYS = 'nobody@acme.example';

let world: World;
beforeEach(async () => {
  world = await World.start();
  await importPerson(world, idOf('administrator'), { ManagerID: boss() });
  await requireStages(world, 'manager');
  // until there is a request, one administrator sets up alone
  await raise(world, SLACK_STANDARD, 'owner');
  accountOf('manager').hidesEmail = true;
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const boss = (): string => idOf('manager').split(':').at(-1) ?? '';
const accountOf = (role: Role): ReturnType<typeof world.site.jsm.account> =>
  world.site.jsm.account(idOf(role));
const bossAddress = (): string => accountOf('manager').email;

const callAs = (role: Role): ReturnType<typeof adminCall> => {
  const account = accountOf(role);
  account.groups = new Set([...account.groups, ADMINISTRATORS]);
  return adminCall(world.sandbox, world.site, idOf(role));
};

type RosterPlan = Extract<ImportPlan, { readonly kind: 'roster' }>;

async function planAs(
  role: Role,
  columns: string,
  cells: string,
): Promise<RosterPlan & { readonly importId: string }> {
  const call = callAs(role);
  const importId = await stageText(call, `WorkerID,WorkerStatus,${columns}\n${boss()},Active,${cells}`);
  const planned = (await call('import/plan-roster', { importId, emailPattern: null })) as RosterPlan;
  return { ...planned, importId };
}

const apply = (role: Role, importId: string): Promise<unknown> => callAs(role)('import/apply', { importId });

async function importAs(role: Role, columns: string, cells: string): Promise<void> {
  await apply(role, (await planAs(role, columns, cells)).importId);
}

const link = async (): Promise<unknown> =>
  (
    await world.rows(
      'SELECT account_id, account_join, account_set_by FROM person WHERE worker_id = ?',
      boss(),
    )
  )[0];

/** Whom a request of the first admin asks, whose manager the person is. */
const askedByRequest = async (): Promise<readonly unknown[]> =>
  askedOf(world, await raise(world, MIRO_STANDARD, 'administrator'));

const found = (email: string): Promise<unknown> =>
  world
    .as('owner')
    .invoke(
      'portal-profile',
      'profile/find-person',
      { type: 'jiraServiceManagement:portalProfilePanel', portal: { id: 1 } },
      { email },
    );

const byFile = (): Promise<void> => importAs('administrator', 'Email,AccountID', `${NOBODYS},${PUPPET}`);

async function byHand(): Promise<void> {
  // somebody who was never linked
  await world.execute(
    'UPDATE person SET account_id = NULL, account_join = NULL, email_key = NULL WHERE worker_id = ?',
    boss(),
  );
  await callAs('administrator')('people/link', { workerId: boss(), accountId: PUPPET });
}

async function byAddress(): Promise<void> {
  const puppet = world.site.jsm.account(PUPPET);
  Object.assign(puppet, { email: NOBODYS, hidesEmail: false });
  await importAs('administrator', 'Email', NOBODYS);
  puppet.hidesEmail = true;
}

describe('an account that one admin alone named for an approver', () => {
  it.each([
    ['by a file', 'another address', byFile, bossAddress],
    ['by a file', 'no address', byFile, () => ''],
    ['by hand', 'another address', byHand, bossAddress],
    ['by an address that it showed', 'another address', byAddress, bossAddress],
    ['by an address that it showed', 'no address', byAddress, () => ''],
  ])('%s stays that admin’s word where another imports %s', async (_way, _what, name, address) => {
    await name();
    const named = { account_id: PUPPET, account_set_by: idOf('administrator') };
    expect(await link()).toMatchObject(named);
    expect(await askedByRequest()).not.toContain(PUPPET);
    await importAs('lead', 'Email', address());
    expect(await link()).toMatchObject(named);
    expect(await askedByRequest()).not.toContain(PUPPET);
  });

  it('is not confirmed by the same admin after another has changed the address', async () => {
    await byFile();
    await importAs('lead', 'Email', bossAddress());
    await importAs('administrator', 'AccountID', PUPPET);
    expect(await link()).toMatchObject({ account_id: PUPPET, account_set_by: idOf('administrator') });
    expect(await askedByRequest()).not.toContain(PUPPET);
  });

  it('is asked once another admin has named the same one, and found by no address that one admin alone gave', async () => {
    await byFile();
    await importAs('lead', 'Email', bossAddress());
    await importAs('lead', 'AccountID', PUPPET);
    expect(await link()).toMatchObject({ account_id: PUPPET, account_set_by: null });
    expect(await askedByRequest()).toEqual([PUPPET]);
    expect(await found(bossAddress())).toEqual({ personId: null });
    await importAs('lead', 'Email', bossAddress());
    expect(await found(bossAddress())).toEqual({ personId: null });
  });

  it('is shown as kept, and by whom it was named, where a dry run changes the address', async () => {
    await byFile();
    const planned = await planAs('lead', 'Email', bossAddress());
    expect(planned.diff.changes).toMatchObject([
      { keptAccount: { accountId: PUPPET, namedBy: idOf('administrator'), takesAddress: false } },
    ]);
    const own = await planAs('administrator', 'Email', bossAddress());
    expect(own.diff.changes).toMatchObject([
      { keptAccount: { accountId: PUPPET, namedBy: idOf('administrator'), takesAddress: true } },
    ]);
    const naming = await planAs('lead', 'Email,AccountID', `${bossAddress()},${PUPPET}`);
    expect(naming.diff.changes).toMatchObject([{ keptAccount: null }]);
  });
});

describe('a roster that was planned before another admin named an account', () => {
  it('confirms no account that it never saw', async () => {
    const { importId, diff } = await planAs('lead', 'Email', bossAddress());
    expect(diff.changes).toMatchObject([]);
    await importAs('administrator', 'Email,AccountID', `${bossAddress()},${PUPPET}`);
    await apply('lead', importId);
    expect(await link()).toEqual({
      account_id: PUPPET,
      account_join: 'id',
      account_set_by: idOf('administrator'),
    });
    expect(await askedByRequest()).not.toContain(PUPPET);
  });

  it('confirms none by an address that the account was not found by', async () => {
    await byAddress();
    const { importId } = await planAs('lead', 'Email', bossAddress());
    await importAs('administrator', 'Email,AccountID', `${bossAddress()},${PUPPET}`);
    await apply('lead', importId);
    expect(await link()).toMatchObject({ account_id: PUPPET, account_set_by: idOf('administrator') });
    expect(await askedByRequest()).not.toContain(PUPPET);
  });
});
