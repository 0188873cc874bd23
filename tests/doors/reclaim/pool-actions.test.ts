import { DAY } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const act = (action: string, pool: string, role: keyof Company['roles'] = 'lead'): Promise<unknown> =>
  world.sandbox.host.runAction(world.site, action, { pool }, world.company.roles[role]);

/** Eight people with a seat of Slack Standard, two of whom have not been seen for months. */
async function letTwoBeIdle(): Promise<string[]> {
  const holders = world.customers().slice(0, 8);
  const uses = holders.map((accountId, index) => ({ accountId, daysAgo: index < 2 ? 90 + index : 3 }));
  await importUsage(world, uses);
  return holders;
}

const refusal = (code: string, words: string): object => ({
  ok: false,
  error: { code, message: expect.stringContaining(words) as string, retryable: false },
  // what stops a rule, and what its audit log shows
  errors: [{ message: expect.stringContaining(words) as string }],
});

describe('an action of Automation or Rovo', () => {
  it.each(['Figma Premium', 'figma premium ', 'figma/premium'])(
    'looks up the license pool that is called “%s”',
    async (words) => {
      expect(await act('look-up-pool', words)).toEqual({
        ok: true,
        data: {
          pool: 'Figma Premium',
          poolId: 'figma/premium',
          purchased: 6,
          allocated: 0,
          held: 0,
          blocked: 0,
          free: 6,
          waiting: 0,
          beyondPurchased: 0,
          priceLines: [{ seats: 6, price: { amount: '45.00', currency: 'EUR', per: 'month' } }],
          contractEnd: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        },
      });
    },
  );

  it('says which pools may be meant by a name that none has', async () => {
    expect(await act('look-up-pool', 'Figma')).toEqual(
      refusal('not-found', 'Did you mean Figma Premium, Figma Standard?'),
    );
    expect(await act('look-up-pool', 'Photoshop')).toEqual(refusal('not-found', 'no license pool “'));
  });

  it('names idle holders, the longest away first, with source and age', async () => {
    const [first, second] = await letTwoBeIdle();
    expect(await act('list-idle-seats', 'Slack Standard')).toEqual({
      ok: true,
      data: {
        pool: 'Slack Standard',
        inUse: 8,
        unknown: 0,
        idle: [
          {
            accountId: second,
            inactiveSince: new Date(world.now() - 91 * DAY).toISOString(),
            source: 'SSO',
            sourceAsOf: new Date(world.now()).toISOString(),
          },
          expect.objectContaining({ accountId: first }),
        ],
        problem: null,
      },
    });
  });

  it('names nobody where no source says who uses it', async () => {
    expect(await act('list-idle-seats', 'Slack Standard')).toMatchObject({
      data: { idle: [], problem: 'no usage data' },
    });
  });

  it('starts a reclaim within the company’s ceilings', async () => {
    await letTwoBeIdle();
    expect(await act('start-reclaim', 'Slack Standard', 'administrator')).toMatchObject({
      ok: true,
      data: { pool: 'Slack Standard', state: 'done', opened: 2, stopped: null },
    });
    expect(await world.rows('SELECT holder_id FROM reclaim_case')).toHaveLength(2);
  });

  it('may do no more than the person for whom it acts', async () => {
    await letTwoBeIdle();
    for (const action of ['look-up-pool', 'list-idle-seats', 'start-reclaim'])
      expect(await act(action, 'Slack Standard', 'agent')).toEqual(
        refusal('forbidden', 'Only admins of this project'),
      );
    // who owns an application looks at pools, and starts nothing
    expect(await act('look-up-pool', 'Slack Standard', 'secondAgent')).toMatchObject({ ok: true });
    expect(await act('list-idle-seats', 'Slack Standard', 'secondAgent')).toMatchObject({ ok: true });
    expect(await act('list-idle-seats', 'Slack Standard', 'owner')).toEqual(
      refusal('forbidden', 'Only admins of this project and owners of the application can do this.'),
    );
    expect(await act('start-reclaim', 'Slack Standard', 'secondAgent')).toEqual(
      refusal('forbidden', 'Only admins of this project'),
    );
    expect(await world.rows('SELECT holder_id FROM reclaim_case')).toEqual([]);
  });

  it.each([
    [
      'is refused where nobody is named for whom it acts',
      undefined,
      'Seatkeeper can’t tell who this runs for',
    ],
    ['is refused for an account that nobody has', '5ea7:nobody', 'Only admins of this project'],
    ['is refused for the app itself', 'app', 'Seatkeeper’s own account can’t run this'],
  ])('%s', async (_what, accountId, words) => {
    await letTwoBeIdle();
    const { host } = world.sandbox;
    const app = [...world.site.jsm.accounts.values()].find(({ kind }) => kind === 'app')?.accountId;
    for (const action of ['look-up-pool', 'list-idle-seats', 'start-reclaim']) {
      const caller = accountId === 'app' ? app : accountId;
      const answer = await host.runAction(world.site, action, { pool: 'Slack Standard' }, caller);
      expect(answer).toEqual(refusal('forbidden', words));
    }
    expect(await world.rows('SELECT holder_id FROM reclaim_case')).toEqual([]);
  });

  it('takes nobody’s word for who is asking', async () => {
    const { host } = world.sandbox;
    const claim = { pool: 'Slack Standard', principal: { accountId: world.company.roles.lead } };
    await expect(
      host.runAction(world.site, 'look-up-pool', claim, world.company.roles.agent),
    ).rejects.toThrow("no input 'principal'");
  });

  it('is refused before a project is set up', async () => {
    const other = await World.start({ isSetUp: false });
    const { host } = other.sandbox;
    const answer = await host.runAction(other.site, 'look-up-pool', { pool: 'x' }, other.company.roles.lead);
    await other.stop();
    expect(answer).toEqual(refusal('forbidden', 'No project is set up'));
  });

  it.each([
    ['without the input', {}, "needs the input 'pool'"],
    ['with one of another type', { pool: 7 }, "'pool' is no string"],
    ['with one that it does not have', { pool: 'x', tier: 'y' }, "no input 'tier'"],
  ])('is not run %s', async (_what, inputs, words) => {
    const { host } = world.sandbox;
    await expect(
      host.runAction(world.site, 'look-up-pool', inputs, world.company.roles.lead),
    ).rejects.toThrow(words);
  });
});
