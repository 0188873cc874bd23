import type { RosterDiff } from '../../../src/imports/contract/import-plan';
import { stageText } from '../../../sandbox/company/set-up-app';
import { askedOf, requireStages } from '../../support/approvals';
import { MIRO_STANDARD, raise } from '../../support/requests';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// Profiles may hide e-mail addresses from apps. Nobody loses their account by that, and nobody gets another's

const PROFILE = { type: 'jiraServiceManagement:portalProfilePanel', portal: { id: 1 } };

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

type Role = keyof typeof world.company.roles;
const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const hide = (...roles: readonly Role[]): void => {
  for (const role of roles) world.site.jsm.account(idOf(role)).hidesEmail = true;
};

interface Planned {
  readonly importId: string;
  readonly applicable: boolean;
  readonly diff: RosterDiff;
}

async function plan(lines: readonly string[], emailPattern: string | null = null): Promise<Planned> {
  const importId = await stageText(world.admin, lines.join('\n'));
  const planned = await world.admin('import/plan-roster', { importId, emailPattern });
  return { importId, ...(planned as Omit<Planned, 'importId'>) };
}

async function importRoster(
  lines: readonly string[],
  emailPattern: string | null = null,
): Promise<RosterDiff> {
  const { importId, diff } = await plan(lines, emailPattern);
  await world.admin('import/apply', { importId });
  return diff;
}

const find = (email: string): Promise<unknown> =>
  world.as('manager').invoke('portal-profile', 'profile/find-person', PROFILE, { email });

const personOf = async (worker: string): Promise<Record<string, unknown> | undefined> =>
  (await world.rows(`SELECT * FROM person WHERE worker_id = '${worker}'`))[0];

describe('a roster of people some of whom hide their address', () => {
  it('says how many it could link, and claims no reason that nobody knows', async () => {
    const { diff } = await plan([
      'WorkerID,WorkerStatus,Email,AccountID',
      '9001,Active,hidden@acme.example,',
      '9002,Active,,',
      '9003,Active,,5ea7:nobody',
      `9004,Active,,${world.accountOf('Kim Osei')}`,
    ]);
    expect(diff).toMatchObject({
      people: 3,
      withoutAccount: 3,
      unjoined: { noAddress: 1, addressNotShown: 1, unknownId: 1 },
      hiddenAddresses: 3,
    });
    expect(diff.problems).toContainEqual({
      row: 4,
      message:
        'This site has no account with the ID “5ea7:nobody”. What is known of this person’s account stays as it is.',
    });
  });

  it('takes nobody the account that they have, whether the file has their address or an empty cell', async () => {
    const before = await world.rows('SELECT worker_id, account_id FROM person ORDER BY worker_id');
    for (const account of world.site.jsm.accounts.values()) account.hidesEmail = true;
    const diff = await importRoster(world.company.roster.split('\n'), world.company.emailPattern);
    expect(diff).toMatchObject({ changed: 0, losingAccount: 0, withoutAccount: 3 });
    await importRoster(['WorkerID,WorkerStatus,Email', `${workerOf('newHire')},Active,`]);
    expect(await world.rows('SELECT worker_id, account_id FROM person ORDER BY worker_id')).toEqual(before);
  });

  it('takes somebody the account that shows another address', async () => {
    await importRoster([
      'WorkerID,WorkerStatus,Email',
      `${workerOf('newHire')},Active,sam@elsewhere.example`,
    ]);
    expect((await personOf(workerOf('newHire')))?.['account_id']).toBeNull();
  });

  it('links them by the account that the file names, and keeps that link when the next file has no such column', async () => {
    hide('newHire');
    const hiddenId = idOf('newHire');
    await importRoster(['WorkerID,WorkerStatus,Email', `${workerOf('newHire')},Terminated,`]);
    await importRoster(['WorkerID,WorkerStatus,AccountID', `9001,Active,${hiddenId}`]);
    expect(await personOf('9001')).toMatchObject({ account_id: hiddenId, account_join: 'id' });
    await importRoster(['WorkerID,WorkerStatus,Email', '9001,Active,sam.rivera@acme.example']);
    expect(await personOf('9001')).toMatchObject({ account_id: hiddenId, account_join: 'id' });
  });

  it('is no second admin’s word on an account that it doesn’t show', async () => {
    await raise(world, MIRO_STANDARD);
    hide('newHire');
    await world.execute(
      "UPDATE person SET account_set_by = ?, account_join = 'id' WHERE worker_id = ?",
      idOf('lead'),
      workerOf('newHire'),
    );
    await importRoster([
      'WorkerID,WorkerStatus,Email',
      `${workerOf('newHire')},Active,${emailOf('newHire')}`,
    ]);
    expect((await personOf(workerOf('newHire')))?.['account_set_by']).toBe(idOf('lead'));
  });
});

describe('somebody who hides their address and whose account the roster knows', () => {
  it('is still found by it as owner, as approver, in lists of users, and by colleagues', async () => {
    hide('owner', 'manager', 'newHire');
    const { applications } = world.company.catalog as { applications: readonly object[] };
    await world.importCatalog({ format: 'seatkeeper-catalog', applications });
    const owners = await world.rows("SELECT owner_id FROM application WHERE app_key = 'figma'");
    expect(owners).toEqual([{ owner_id: idOf('owner') }]);
    await requireStages(world, { kind: 'people', people: [emailOf('manager')] });
    expect(askedOf(world, await raise(world, MIRO_STANDARD))).toEqual([idOf('manager')]);
    await importUsage(world, [{ accountId: idOf('newHire'), daysAgo: 1 }]);
    expect(await world.rows("SELECT holder_id FROM seat WHERE state = 'allocated'")).toEqual([
      { holder_id: idOf('newHire') },
    ]);
  });

  it('is not somebody else whose name looks like the address', async () => {
    hide('newHire');
    const impostor = world.site.jsm.account(world.accountOf('Kim Osei'));
    impostor.hidesEmail = true;
    impostor.displayName = 'ghost@acme.example';
    expect(await find('ghost@acme.example')).toEqual({ personId: null });
    expect(await find(emailOf('newHire'))).toEqual({ personId: idOf('newHire') });
  });

  it('nobody becomes the person of another’s address by an import of their own', async () => {
    await raise(world, MIRO_STANDARD);
    hide('manager', 'administrator');
    const address = emailOf('manager');
    expect(await find(address)).toEqual({ personId: idOf('manager') });

    await importRoster([
      'WorkerID,WorkerStatus,Email',
      `${workerOf('manager')},Active,`,
      `${workerOf('administrator')},Active,${address}`,
    ]);

    expect(await find(address)).toEqual({ personId: null });
    await expect(requireStages(world, { kind: 'people', people: [address] })).rejects.toThrow(
      `No active account shows the email address ${address}.`,
    );
  });
});
