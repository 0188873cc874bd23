import { MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { askedOf, importApplications, setPolicy } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// What was decided has to be enough for what policy and catalog require at the moment of the fulfillment

type Role = keyof Company['roles'];
interface Listed {
  readonly key: string;
  readonly tiers: readonly object[];
}

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const changeTier = async (application: string, changes: object): Promise<void> => {
  const applications = world.company.catalog['applications'] as readonly Listed[];
  const { tiers = [], ...found } = applications.find(({ key }) => key === application) ?? {};
  await importApplications(world, { ...found, tiers: tiers.map((tier) => ({ ...tier, ...changes })) });
};
const removeGuard = (): void => {
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
};
const whatPremiumNeeds = 'Premium tiers need the approval of the manager and of the application owner.';
const premiumReason = `More is required now than when this request was decided: ${whatPremiumNeeds}`;

describe('a tier that a rule approved and that became premium', () => {
  it('is not fulfilled without the people whom premium needs, who are asked at once', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await changeTier('slack', { premium: true });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(premiumReason);
    expect(await world.panel(key)).toMatchObject({
      outdated: 'catalog',
      next: { enabled: false, reason: `Slack Standard is premium now. ${whatPremiumNeeds}` },
    });
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('lead')]);
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'More is required now than when this request was decided, so earlier approvals no longer count.',
    );
    await approveAll(world, key, ['manager', 'lead']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled', premium: true });
  });

  it('grants nothing where the guard is missing, and waits for them', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await changeTier('slack', { premium: true });
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('lead')]);
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0 } });
    expect((await world.comments(key, 'internal')).join('\n')).toContain(premiumReason);
  });

  it('is refused for good where no rule has anybody approve premium', async () => {
    await setPolicy(world, {
      id: 'slack-for-all',
      description: 'Everybody gets Slack.',
      effect: { kind: 'auto-approve' },
    });
    const key = await raise(world, SLACK_STANDARD);
    await changeTier('slack', { premium: true });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'The access policy doesn’t allow this: A premium tier always needs an approval.',
    );
  });
});

describe('what people approved and is not enough any more', () => {
  it('is asked for again when the tier has become premium', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await changeTier('miro', { premium: true });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(premiumReason);
    await world.advance(6 * MINUTE);
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
    await approveAll(world, key, ['manager', 'owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled', premium: true });
  });

  it('is asked for again when the price has passed a threshold, and only then', async () => {
    await setPolicy(
      world,
      {
        id: 'owner',
        description: 'The owner decides.',
        effect: { kind: 'require', stages: ['application-owner'] },
      },
      {
        id: 'dear',
        description: 'What costs more than 100 EUR a month needs the manager.',
        when: { dearerThan: { amount: '100.00', currency: 'EUR' } },
        effect: { kind: 'require', stages: ['manager'] },
      },
    );
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    const price = { currency: 'EUR', per: 'month' };
    await changeTier('miro', { price: { ...price, amount: '99.00' } });
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await changeTier('miro', { price: { ...price, amount: '120.00' } });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'More is required now than when this request was decided: What costs more than 100 EUR a month needs the manager.',
    );
    await world.advance(6 * MINUTE);
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
    await approveAll(world, key, ['manager', 'owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('is shown when a newer policy asks for more stages, evidence or a shorter time, not when it asks for less', async () => {
    const owner = {
      id: 'owner',
      description: 'The owner decides.',
      effect: { kind: 'require', stages: [{ kind: 'application-owner' }] },
    };
    await setPolicy(world, owner);
    const approved = async (): Promise<string> => {
      const key = await raise(world, { ...MIRO_STANDARD, days: 30 });
      await approveAll(world, key, ['owner']);
      return key;
    };
    const key = await approved();
    const refused = (): Promise<string | undefined> => world.as('agent').move(key, 'Fulfill');
    const added = [
      { kind: 'require', stages: ['manager'] },
      { kind: 'limit-duration', maxDays: 7 },
      { kind: 'require-evidence', evidence: [{ kind: 'training', name: 'Whiteboards' }] },
    ];
    for (const effect of added) {
      await setPolicy(world, owner, { id: 'more', description: `More: ${effect.kind}.`, effect });
      expect(await refused()).toContain(
        `More is required now than when this request was decided: More: ${effect.kind}.`,
      );
    }
    await setPolicy(world, { id: 'less', description: 'Anybody.', effect: { kind: 'auto-approve' } });
    expect(await refused()).toBeUndefined();
  });
});
