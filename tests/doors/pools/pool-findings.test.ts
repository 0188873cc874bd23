import { DAY } from '../../../src/common/rules/time';
import { letBrowse } from '../../support/callers';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);
const people = (count: number): string[] => world.customers().slice(0, count);

const useFigma = (tier: string, count: number, daysAgo = 2): Promise<void> =>
  importUsage(
    world,
    people(count).map((accountId) => ({ accountId, application: 'Figma', tier, daysAgo })),
  );

const exactly = (amount: string): object => ({ least: amount, most: amount, currency: 'EUR', per: 'month' });

const alerts = async (kind: string): Promise<unknown[]> =>
  ((await admin('pools/alerts')) as { rows: { alert: { kind: string } }[] }).rows.filter(
    ({ alert }) => alert.kind === kind,
  );

describe('people who have several tiers of one application', () => {
  it('are listed with what that costs, and exported', async () => {
    expect(await admin('pools/held-twice')).toMatchObject({ rows: [], total: 0, costs: [] });
    await useFigma('Premium', 2);
    await useFigma('Standard', 3);
    // another application is none too many
    await importUsage(
      world,
      people(3).map((accountId) => ({ accountId, daysAgo: 1 })),
    );
    const standard = { amount: '3.00', currency: 'EUR', per: 'month' };
    expect(await admin('pools/held-twice', { page: 4 })).toMatchObject({
      rows: people(2)
        .toSorted()
        .map((holderId) => ({
          holderId,
          application: 'Figma',
          kept: { poolId: 'figma/premium', tier: 'Premium' },
          extra: [{ poolId: 'figma/standard', tier: 'Standard', priceLines: [{ price: standard }] }],
          costs: [exactly('3.00')],
        })),
      total: 2,
      page: 0,
      pages: 1,
      costs: [exactly('6.00')],
      unpriced: 0,
      isCut: false,
    });
    // an owner is told of those of their own application
    letBrowse(world, world.company.roles.owner);
    expect(await world.console('owner')('pools/held-twice', {})).toMatchObject({ total: 2 });
    expect(await world.console('secondAgent')('pools/held-twice', {})).toMatchObject({ rows: [], total: 0 });
    expect(await world.console('secondAgent')('pools/export-held-twice', {})).toMatchObject({ people: 0 });
    const exported = (await admin('pools/export-held-twice')) as { text: string };
    expect(exported).toMatchObject({ people: 2, total: 2 });
    expect(exported.text.split('\r\n')[0]).toBe(
      'application,holder,keptTier,keptSeat,extraTier,extraSeat,extraPrice,currency,per,possiblePrices,extraSince,extraRequest',
    );
    expect(exported.text).toMatch(
      new RegExp(`Figma,${people(1)[0] ?? ''},Premium,\\d,Standard,\\d,3.00,EUR,month,`),
    );
  });

  it('cost one REST call and two statements, and are for those who decide', async () => {
    await useFigma('Premium', 2);
    await useFigma('Standard', 2);
    const [cost] = await world.invocationsDuring(() => admin('pools/held-twice'));
    expect(cost).toMatchObject({ rest: 1, sql: 2 });
    for (const call of ['pools/held-twice', 'pools/export-held-twice'])
      await expect(world.console('agent')(call, {})).rejects.toThrow('application owners');
  });
});

describe('seats that are not used', () => {
  const POOL = 'slack/standard';
  beforeEach(() =>
    importUsage(
      world,
      people(6).map((accountId, index) => ({
        accountId,
        // of the last nobody knows
        ...(index === 5 ? {} : { daysAgo: index < 2 ? 90 : 3 }),
      })),
    ),
  );

  it('are raised with what they cost, listed, exported, and chosen to be taken back', async () => {
    await world.nightly();
    expect(await alerts('inactive-paid')).toMatchObject([
      { poolId: POOL, alert: { seats: 2, atLeast: 2, costs: [exactly('13.50')] } },
    ]);
    const listed = (await admin('pools/seats', { poolId: POOL, state: 'inactive' })) as {
      rows: { slot: number; holderId: string }[];
    };
    expect(listed).toMatchObject({ total: 2 });
    expect(listed.rows.map(({ holderId }) => holderId)).toEqual(people(2));
    expect(await admin('pools/export', { poolId: POOL, state: 'inactive' })).toMatchObject({
      seats: 2,
      total: 2,
    });
    const slots = listed.rows.map(({ slot }) => slot);
    expect(await admin('reclaim/plan-seats', { poolId: POOL, slots })).toMatchObject({ wouldOpen: 2 });
  });

  it('are none while what is known of them is out of date', async () => {
    await world.advance(8 * DAY);
    expect(await admin('pools/seats', { poolId: POOL, state: 'inactive' })).toMatchObject({
      rows: [],
      total: 0,
    });
  });
});

describe('a premium pool that grows', () => {
  const night = async (): Promise<void> => {
    await world.nightly();
    await world.advance(7 * DAY);
  };

  it('is raised when a week was unlike the weeks before, once they are known', async () => {
    await useFigma('Premium', 1);
    for (let week = 0; week < 3; week++) await night();
    await useFigma('Premium', 5);
    await world.nightly();
    // three weeks say nothing yet
    expect(await alerts('sudden-growth')).toEqual([]);
    await world.execute(
      "UPDATE seat SET state = 'free', holder_id = NULL WHERE pool_id = 'figma/premium' AND slot > 1",
    );
    await world.execute("UPDATE pool_snapshot SET allocated = 1 WHERE pool_id = 'figma/premium'");
    await world.advance(7 * DAY);
    await useFigma('Premium', 5);
    await world.nightly();
    expect(await alerts('sudden-growth')).toMatchObject([
      { poolId: 'figma/premium', alert: { seats: 4, most: 0 } },
    ]);
  });

  it('is not raised where it is no premium one', async () => {
    await useFigma('Standard', 1);
    for (let week = 0; week < 4; week++) await night();
    await useFigma('Standard', 9);
    await world.nightly();
    expect(await alerts('sudden-growth')).toEqual([]);
  });
});
