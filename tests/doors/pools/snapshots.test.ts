import { DAY } from '../../../src/common/rules/time';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const customers = (count: number): string[] => world.customers().slice(0, count);

const history = (poolId = 'slack/standard'): Promise<unknown> =>
  world.console('administrator')('pools/history', { poolId });

const use = (count: number, idle: number): Promise<void> =>
  importUsage(
    world,
    customers(count).map((accountId, index) => ({ accountId, daysAgo: index < idle ? 90 : 2 })),
  );

describe('the night', () => {
  it('keeps every pool once a day, with who is idle and what that costs', async () => {
    await use(8, 3);
    await world.nightly();
    await use(10, 3);
    await world.nightly();
    expect(await history()).toMatchObject({
      days: [{ day: '2026-11-23', purchased: 100, taken: 8, allocated: 8 }],
      inactive: 3,
      unknown: 0,
      utilization: 0.08,
      waste: { costs: [{ least: '20.25', most: '20.25', currency: 'EUR', per: 'month' }], unpriced: 0 },
      runOut: { kind: 'not-enough-history', days: 1, needed: 14 },
    });
    const pools = await world.rows('SELECT pool_id FROM pool_snapshot');
    const tiers = await world.rows('SELECT tier_key FROM tier');
    expect(pools).toHaveLength(tiers.length);
  });

  it('never counts as idle of whom nobody knows', async () => {
    await importUsage(
      world,
      customers(6).map((accountId) => ({ accountId })),
    );
    await world.nightly();
    expect(await history()).toMatchObject({ inactive: 0, unknown: 6, waste: { costs: [], unpriced: 0 } });
  });

  it('tells when a pool runs out, after some weeks, as a range', async () => {
    for (let day = 0; day < 21; day++) {
      await use(day + 1, 0);
      await world.nightly();
      await world.advance(DAY);
    }
    expect(await history()).toMatchObject({
      runOut: { kind: 'range', from: '2027-03-02', to: '2027-03-02' },
    });
  });

  it('goes on with the pools that a run which was cut off has left', async () => {
    let writes = 0;
    world.sandbox.host.interferer = ({ remote, body }) =>
      remote === 'sql' && body.includes('INSERT IGNORE INTO pool_snapshot') && ++writes === 2
        ? 'kill-before'
        : undefined;
    await world.nightly();
    world.sandbox.host.interferer = undefined;
    expect(await world.rows('SELECT pool_id FROM pool_snapshot')).toHaveLength(1);
    await world.nightly();
    const tiers = await world.rows('SELECT tier_key FROM tier');
    expect(await world.rows('SELECT pool_id FROM pool_snapshot')).toHaveLength(tiers.length);
  });

  it('raises what has to be known of a pool once, and clears it when it is over', async () => {
    const alerts = async (): Promise<{ poolId: string; alert: { kind: string }; raisedAt: number }[]> =>
      ((await world.console('administrator')('pools/alerts', {})) as { rows: never[] }).rows;
    const ofFigma = async (): Promise<unknown> =>
      (await alerts()).filter(
        ({ poolId, alert }) => poolId === 'figma/premium' && alert.kind === 'utilization',
      );
    const [first] = customers(1);
    await importUsage(
      world,
      customers(6).map((accountId) => ({ accountId, application: 'Figma', tier: 'Premium', daysAgo: 1 })),
    );
    await world.nightly();
    const raisedAt = world.now();
    const full = {
      poolId: 'figma/premium',
      name: 'Figma Premium',
      alert: { kind: 'utilization', threshold: 1, taken: 6, purchased: 6 },
    };
    expect(await ofFigma()).toMatchObject([full]);
    await world.advance(DAY);
    await world.nightly();
    const [kept] = (await ofFigma()) as { raisedAt: number }[];
    expect(kept?.raisedAt).toBeLessThan(raisedAt + DAY / 2);
    await world.execute(
      "UPDATE seat SET state = 'free', holder_id = NULL WHERE pool_id = 'figma/premium' AND holder_id = ?",
      first,
    );
    await world.advance(DAY);
    await world.nightly();
    expect(await ofFigma()).toEqual([]);
    expect((await alerts()).some(({ alert }) => alert.kind === 'contract-ends')).toBe(true);
  });
});
