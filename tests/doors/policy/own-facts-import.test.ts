import { parse } from 'csv-parse/sync';
import { MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { stringify } from '../../../sandbox/company/csv-text';
import { adminCall, importDocument, type PageCall } from '../../../sandbox/company/set-up-app';
import { askedOf, importPerson, setPolicy } from '../../support/approvals';
import {
  approveAll,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
  type Asked,
} from '../../support/requests';
import { savePortalRules } from '../../support/settings';
import { World } from '../../support/world';

// What one administrator's import says of people grants nothing to that administrator

type Role = keyof Company['roles'];

const ENGINEERING_GETS_MIRO = {
  id: 'engineering-gets-miro',
  description: 'Engineering gets Miro.',
  when: { departments: ['Engineering'] },
  effect: { kind: 'auto-approve' },
};
const ELSE_THE_OWNER = {
  id: 'else-the-owner',
  description: 'The application owner decides otherwise.',
  effect: { kind: 'require', stages: ['application-owner'], waivable: true },
};
const INTO_ENGINEERING = { Department: 'Engineering' };

const OWN_IMPORT =
  'The requester imported the department, location and worker type of this person. They count once another admin imports the same roster.';

let world: World;
beforeEach(async () => {
  world = await World.start();
  // until there is a request, one administrator sets up alone
  await raise(world, SLACK_STANDARD, 'owner');
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const reconcile = (): Promise<void> => world.advance(10 * MINUTE);
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';
const whoAmI = (): string => world.site.jsm.account(idOf('administrator')).displayName;

/** A second administrator's calls. */
function another(): PageCall {
  const lead = world.site.jsm.account(idOf('lead'));
  const administrators = world.site.jsm.account(idOf('administrator')).groups;
  world.site.jsm.accounts.set(lead.accountId, {
    ...lead,
    groups: new Set([...lead.groups, ...administrators]),
  });
  return adminCall(world.sandbox, world.site, idOf('lead'));
}

/**
 * Imports the roster's entry of one person as a second administrator.
 * @param but columns that the file leaves out
 */
async function importAsAnother(
  role: Role,
  changes: Record<string, string>,
  ...but: readonly string[]
): Promise<void> {
  const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
  const record = { ...records.find(({ WorkerID }) => WorkerID === workerOf(role)), ...changes };
  const columns = Object.keys(record).filter((column) => !but.includes(column));
  const emailPattern = but.includes('UserID') ? null : world.company.emailPattern;
  await importDocument(another(), stringify(columns, [record]), 'import/plan-roster', { emailPattern });
}

describe('an administrator who imports themselves into another department', () => {
  it('is approved by no rule about departments, and the ticket says whose import it was', async () => {
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('owner')]);
    expect(await lastNote(key)).toContain(OWN_IMPORT);
  });

  it('is approved by a rule once another administrator has imported the same', async () => {
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    await importAsAnother('administrator', INTO_ENGINEERING);
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await lastNote(key)).not.toContain('imported');
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it.each([
    ['the column Department', {}, ['Department']],
    ['the column Department and says something else besides', { Location: 'Elsewhere' }, ['Department']],
    [
      'all but who works here',
      {},
      ['UserID', 'Department', 'Location', 'WorkerType', 'Trainings', 'ManagerID'],
    ],
  ])('is approved by no rule where another one imports a roster without %s', async (_what, says, but) => {
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    await importAsAnother('administrator', { ...INTO_ENGINEERING, ...says }, ...but);
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await lastNote(key)).toContain(OWN_IMPORT);
    await importAsAnother('administrator', { ...INTO_ENGINEERING, ...says });
    const next = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(next)).toBe('Ready to fulfill');
  });

  it('is approved by no rule where another one says no more than that they still work here', async () => {
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
    const others = records.filter(({ WorkerID }) => WorkerID !== workerOf('administrator'));
    const text = stringify(Object.keys(others[0] ?? {}), others);
    await importDocument(world.admin, text, 'import/plan-roster', {
      emailPattern: world.company.emailPattern,
      isComplete: true,
    });
    await another()('people/settle-missing', { workerIds: [workerOf('administrator')], status: 'active' });
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await lastNote(key)).toContain(OWN_IMPORT);
  });

  it('is not denied either for what nobody else confirmed, and waits until somebody does', async () => {
    await setPolicy(world, ENGINEERING_GETS_MIRO);
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Open');
    expect(await lastNote(key)).toContain(
      `@${whoAmI()} imported the roster entry that this request depends on. It counts once another admin imports the same roster.`,
    );
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'The roster entry that this request depends on was imported by somebody with a part in this request. Another admin needs to import the same roster.',
    );
    // the same once more by the same person says nothing new
    await importPerson(world, idOf('administrator'), INTO_ENGINEERING);
    await reconcile();
    expect(world.statusOf(key)).toBe('Open');
    await importAsAnother('administrator', INTO_ENGINEERING);
    await reconcile();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('gets nothing by a request that they had handed over before', async () => {
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    await importPerson(world, idOf('newHire'), INTO_ENGINEERING);
    const asked: Partial<Asked> = { ...MIRO_STANDARD, beneficiary: idOf('newHire') };
    const key = await raise(world, asked, 'administrator');
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, {
      fields: { reporter: { accountId: idOf('newHire') } },
    });
    await world.settle();
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('is not fulfilled by the guard when they do it between approval and fulfillment', async () => {
    await importAsAnother('administrator', INTO_ENGINEERING);
    await setPolicy(world, ENGINEERING_GETS_MIRO, ELSE_THE_OWNER);
    const own = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(own)).toBe('Ready to fulfill');
    await importPerson(world, idOf('administrator'), { ...INTO_ENGINEERING, Location: 'Elsewhere' });
    expect(await world.as('agent').move(own, 'Fulfill')).toContain(OWN_IMPORT);
    await reconcile();
    expect(world.statusOf(own)).toBe('Waiting for approval');
    await approveAll(world, own, ['owner']);
    await reconcile();
    expect(await fulfill(world, own)).toBeUndefined();
  });
});

describe('an administrator whose import', () => {
  it('gives the worker an account of their own is approved by no rule about departments', async () => {
    await setPolicy(world, { ...ENGINEERING_GETS_MIRO, when: { departments: ['Sales'] } }, ELSE_THE_OWNER);
    await importAsAnother('newHire', { Department: 'Sales' });
    const email = world.site.jsm.account(idOf('administrator')).email;
    await importAsAnother('administrator', { WorkerStatus: 'Inactive' });
    await importPerson(world, idOf('newHire'), { Department: 'Sales', UserID: email.split('@')[0] ?? '' });
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await importAsAnother('newHire', { Department: 'Sales' }, 'UserID');
    const next = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(next)).toBe('Waiting for approval');
  });

  it('lists a training as completed shows no evidence by it', async () => {
    await setPolicy(
      world,
      { id: 'all', description: 'Everybody gets Miro.', effect: { kind: 'auto-approve' } },
      {
        id: 'trained',
        description: 'Miro needs the training.',
        effect: { kind: 'require-evidence', evidence: [{ kind: 'training', name: 'Security basics' }] },
      },
    );
    const trained = { Trainings: 'Security basics' };
    await importPerson(world, idOf('administrator'), trained);
    const key = await raise(world, MIRO_STANDARD, 'administrator');
    expect(world.statusOf(key)).toBe('Open');
    expect(await lastNote(key)).toContain('It counts once another admin imports the same roster.');
    await importAsAnother('administrator', trained);
    await reconcile();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it('makes somebody a colleague of their department may not ask for them because of it', async () => {
    await savePortalRules(world, { orderFor: 'department', showsPrices: false });
    const asked: Partial<Asked> = { ...MIRO_STANDARD, beneficiary: idOf('newHire') };
    const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
    const mine = records.find(({ WorkerID }) => WorkerID === workerOf('administrator'))?.['Department'] ?? '';
    await importPerson(world, idOf('newHire'), { Department: mine });
    const key = await raise(world, asked, 'administrator');
    expect((await world.comments(key, 'public')).at(-1)).toContain(
      'You can’t request access for this person.',
    );
  });

  it('makes them somebody’s manager may not ask for them because of it', async () => {
    await savePortalRules(world, { orderFor: 'reports', showsPrices: false });
    const asked: Partial<Asked> = { ...MIRO_STANDARD, beneficiary: idOf('newHire') };
    await importPerson(world, idOf('newHire'), { ManagerID: workerOf('administrator') });
    const key = await raise(world, asked, 'administrator');
    expect((await world.comments(key, 'public')).at(-1)).toContain(
      'You can’t request access for this person.',
    );
  });
});
