import { DAY } from '../../../src/common/rules/time';
import type { KpiPools, KpiReport } from '../../../src/kpis/contract/kpi';
import type { KpiId } from '../../../src/kpis/rules/definitions';
import { recordFacts, recordSnapshot } from '../../support/kpi-facts';
import { World } from '../../support/world';

const LAST_30_DAYS = { period: { kind: 'last', days: 30 }, timeZone: 'UTC' };
let world: World;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const ago = (days: number): number => world.now() - days * DAY;

describe('the pools behind a figure', () => {
  const poolsOf = async (
    kpi: KpiId,
    more: object = {},
    role: 'agent' | 'administrator' = 'administrator',
  ): Promise<KpiPools> =>
    (await world.console(role)('kpi/pools', { kpi, ...LAST_30_DAYS, page: 0, ...more })) as KpiPools;

  it('are those it is made of, furthest from its target first, and say when the catalog has one no more', async () => {
    const day = (days: number): string => new Date(ago(days)).toISOString().slice(0, 10);
    await recordSnapshot(world, 'figma/premium', day(3), { purchased: 10, allocated: 9, inactive: 9 });
    await recordSnapshot(world, 'figma/premium', day(2), { purchased: 10, allocated: 9, inactive: 1 });
    await recordSnapshot(world, 'slack/standard', day(2), { purchased: 10, allocated: 2, inactive: 2 });
    await recordSnapshot(world, 'gone/standard', day(2), { purchased: 10, allocated: 10, inactive: 0 });
    await recordSnapshot(world, 'miro/standard', day(40), { purchased: 10, allocated: 1 });
    expect(await poolsOf('utilization')).toEqual({
      ...{ total: 3, page: 0, pages: 1 },
      pools: [
        {
          ...{ poolId: 'slack/standard', name: 'Slack Standard', isInCatalog: true, mayOpen: true },
          ...{ hits: 2, of: 10, value: 0.2 },
        },
        {
          ...{ poolId: 'gone/standard', name: 'gone/standard', isInCatalog: false, mayOpen: false },
          ...{ hits: 10, of: 10, value: 1 },
        },
        {
          ...{ poolId: 'figma/premium', name: 'Figma Premium', isInCatalog: true, mayOpen: true },
          ...{ hits: 18, of: 20, value: 0.9 },
        },
      ],
    });
    const opened = async () =>
      (await poolsOf('utilization', {}, 'agent')).pools.filter(({ mayOpen }) => mayOpen);
    expect(await opened()).toEqual([]);
    await world.execute(
      `UPDATE application SET owner_id = ? WHERE app_key = 'slack'`,
      world.company.roles.agent,
    );
    expect(await opened()).toMatchObject([{ poolId: 'slack/standard' }]);
    const inactive = await poolsOf('inactive-paid-licenses');
    expect(inactive.pools.map(({ poolId, hits, of }) => [poolId, hits, of])).toEqual([
      ['slack/standard', 2, 2],
      ['figma/premium', 1, 9],
      ['gone/standard', 0, 10],
    ]);
    const { readings } = (await world.console('agent')('kpi/report', {
      ...LAST_30_DAYS,
      ...{ against: { kind: 'before' }, grain: 'week', slice: null },
    })) as KpiReport;
    const whole = readings.find(({ definition }) => definition.id === 'inactive-paid-licenses');
    expect(whole?.rate).toMatchObject({ hits: 3, of: 21 });
    const own = { kind: 'own', from: day(45), to: day(35) };
    expect((await poolsOf('utilization', { period: own })).pools).toMatchObject([
      { poolId: 'miro/standard' },
    ]);
  });

  it('are none where tickets are behind it, and turned by the page', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: ago(1) }]);
    expect(await poolsOf('sla-adherence')).toMatchObject({ total: 0, pools: [] });
    const at = new Date(ago(2)).toISOString().slice(0, 10);
    for (let pool = 0; pool < 51; pool++)
      await recordSnapshot(world, `app-${String(pool)}/standard`, at, { purchased: 100, allocated: pool });
    const [first, second] = [await poolsOf('utilization'), await poolsOf('utilization', { page: 1 })];
    expect([first.total, first.pages, first.pools.length, second.pools.length]).toEqual([51, 2, 50, 1]);
    expect(await poolsOf('utilization', { page: 9 })).toEqual(second);
  });
});
