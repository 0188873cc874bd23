import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { askedOf, importApplications, listedApplication, setPolicy } from '../../support/approvals';
import { approveAll, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

// What a request was approved on can change while it waits: it is looked at within minutes, and until then no screen says more than is known

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;

/** Imports Miro with other facts; the second admin of the world approves at once. */
async function changeMiro(changes: object, ofTiers: object = {}): Promise<void> {
  const miro = listedApplication(world, 'miro', changes) as { readonly tiers: readonly object[] };
  await importApplications(world, { ...miro, tiers: miro.tiers.map((tier) => ({ ...tier, ...ofTiers })) });
}

/** A request that its owner has approved, and that has been looked at since. */
async function approved(): Promise<string> {
  const key = await raise(world, MIRO_STANDARD);
  await approveAll(world, key, ['owner']);
  await world.advance(6 * MINUTE);
  expect(await world.panel(key)).toMatchObject({ state: 'ready' });
  return key;
}

const reconcile = (): Promise<void> => world.advance(6 * MINUTE);
const dueAt = async (key: string): Promise<number> =>
  Number(
    (await world.rows('SELECT follow_at FROM access_request WHERE issue_key = ?', key))[0]?.['follow_at'],
  );

describe('a request that is approved is checked again within five minutes', () => {
  it('when an owner is replaced', async () => {
    const key = await approved();
    await changeMiro({ owner: emailOf('manager') });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager')]);
  });

  it('when the tier becomes premium', async () => {
    const key = await approved();
    await changeMiro({}, { premium: true });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
  });

  it('when its price passes a threshold', async () => {
    await setPolicy(
      world,
      {
        id: 'owner',
        description: 'The owner decides.',
        effect: { kind: 'require', stages: ['application-owner'] },
      },
      {
        id: 'dear-needs-manager',
        description: 'What is dear needs the manager as well.',
        when: { dearerThan: { amount: '50.00', currency: 'EUR' } },
        effect: { kind: 'require', stages: ['manager'] },
      },
    );
    const key = await approved();
    await changeMiro({}, { price: { amount: '80.00', currency: 'EUR', per: 'month' } });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual(expect.arrayContaining([idOf('manager'), idOf('owner')]));
  });

  it('when another policy asks for more', async () => {
    const key = await approved();
    await setPolicy(world, {
      id: 'both',
      description: 'Manager and owner decide.',
      effect: { kind: 'require', stages: ['manager', 'application-owner'] },
    });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
  });

  it('when another group decides what has to do with security', async () => {
    await setPolicy(world, {
      id: 'security',
      description: 'Security decides.',
      effect: { kind: 'require', stages: ['security'] },
    });
    await saveGroups(world, { security: GROUPS.security, fallback: null });
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ state: 'ready' });
    await saveGroups(world, { security: GROUPS.fallback, fallback: null });
    await reconcile();
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('and left alone when an import says of its application what was known', async () => {
    const key = await approved();
    const before = await dueAt(key);
    await changeMiro({ description: 'Whiteboards for everybody' }, { summary: 'Edit and comment' });
    await importApplications(
      world,
      listedApplication(world, 'figma', { owner: emailOf('lead'), backupOwner: emailOf('owner') }),
    );
    await reconcile();
    expect(await dueAt(key)).toBe(before);
  });
});

it('whom a request waits for changes with the owner within five minutes', async () => {
  const key = await raise(world, MIRO_STANDARD);
  expect(askedOf(world, key)).toEqual([idOf('owner')]);
  await world.advance(HOUR);
  await changeMiro({ owner: emailOf('manager') });
  await reconcile();
  expect(askedOf(world, key)).toEqual([idOf('manager')]);
});
