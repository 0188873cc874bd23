import { MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { adminCall, importDocument, type PageCall } from '../../../sandbox/company/set-up-app';
import { stringify } from '../../../sandbox/company/csv-text';
import { parse } from 'csv-parse/sync';
import {
  askedOf,
  importApplications,
  importPerson,
  listedApplication,
  requireStages,
} from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

// One administrator imports the roster, and gets nobody's approval into their own hands, or those of a friend, by it

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
  // until there is a request, one administrator sets up alone
  await raise(world, SLACK_STANDARD, 'owner');
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';

describe('an administrator whose own import makes them the manager', () => {
  it('is not asked about a request that is open, nor about a new one', async () => {
    await requireStages(world, 'manager');
    const open = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, open)).toEqual([idOf('manager')]);
    await importPerson(world, idOf('newHire'), { ManagerID: workerOf('administrator') });
    await world.advance(10 * MINUTE);
    expect(askedOf(world, open)).not.toContain(idOf('administrator'));
    const fresh = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, fresh)).not.toContain(idOf('administrator'));
  });

  it('is not asked in the place of a manager who is the same worker with their own account', async () => {
    await requireStages(world, 'manager');
    const email = world.site.jsm.account(idOf('administrator')).email;
    await importPerson(world, idOf('administrator'), { WorkerStatus: 'Inactive' });
    await importPerson(world, idOf('manager'), { UserID: email.split('@')[0] ?? '' });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).not.toContain(idOf('administrator'));
  });

  it('is asked once another administrator has imported the same', async () => {
    await requireStages(world, 'manager');
    const changes = { ManagerID: workerOf('administrator') };
    await importPerson(world, idOf('newHire'), changes);
    const lead = world.site.jsm.account(idOf('lead'));
    const administrators = world.site.jsm.account(idOf('administrator')).groups;
    const groups = new Set([...lead.groups, ...administrators]);
    world.site.jsm.accounts.set(lead.accountId, { ...lead, groups });
    await importAs(adminCall(world.sandbox, world.site, idOf('lead')), 'newHire', changes);
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('administrator')]);
    await approveAll(world, key, ['administrator']);
    await world.advance(10 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

/** Imports the roster's entry of one person, as another administrator. */
async function importAs(call: PageCall, role: Role, changes: Record<string, string>): Promise<void> {
  const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
  const record = { ...records.find(({ WorkerID }) => WorkerID === workerOf(role)), ...changes };
  await importDocument(call, stringify(Object.keys(record), [record]), 'import/plan-roster', {
    emailPattern: world.company.emailPattern,
  });
}

describe('an administrator who asks for access', () => {
  it('does not choose their own manager by an import', async () => {
    await requireStages(world, 'manager');
    await importPerson(world, idOf('administrator'), { ManagerID: workerOf('backupOwner') });
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(askedOf(world, key)).not.toContain(idOf('backupOwner'));
    expect(world.statusOf(key)).toBe('Open');
    expect(await lastNote(key)).toContain(
      'Nobody can approve this as manager (named by an import of somebody with a part in this request; another admin needs to import the same roster).',
    );
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Nobody can approve this as manager');
  });
});

describe('an administrator whose own import makes somebody absent', () => {
  it('is not asked in their place as a member of the fallback group', async () => {
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await requireStages(world, 'manager');
    await importPerson(world, idOf('manager'), { WorkerStatus: 'Inactive' });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('lead')]);
  });

  it('is not asked in their place as the backup owner', async () => {
    const backupOwner = world.site.jsm.account(idOf('administrator')).email;
    await importApplications(world, listedApplication(world, 'miro', { backupOwner }));
    await requireStages(world, 'application-owner');
    await importPerson(world, idOf('owner'), { OnLeave: 'True' });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).not.toContain(idOf('administrator'));
    expect(world.statusOf(key)).toBe('Open');
  });
});
