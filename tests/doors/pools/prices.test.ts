import { randomUUID } from 'node:crypto';
import type { KpiReport } from '../../../src/kpis/contract/kpi';
import { DAY, MINUTE } from '../../../src/common/rules/time';
import { approveAll, fulfill, raise, type Asked } from '../../support/requests';
import { setPolicy } from '../../support/approvals';
import { catalogDocument, diffOf, importText } from '../../support/catalog-imports';
import { importUsage, usageCsv } from '../../support/usage';
import { World } from '../../support/world';

// Seats of one pool are bought by several contracts, each at its own price and in its own currency

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const POOL = 'notion/plus';
const price = (amount: string, currency: string, per: string): object => ({ amount, currency, per });
const A_YEAR_IN_EUROS = price('100.00', 'EUR', 'year');
const A_MONTH_IN_DOLLARS = price('12.00', 'USD', 'month');
const LINES = [
  { seats: 10, price: A_YEAR_IN_EUROS },
  { seats: 3, price: A_MONTH_IN_DOLLARS },
];

const contract = (key: string, start: string, ...tiers: readonly object[]): object => ({
  key,
  application: 'notion',
  supplier: 'Notion Labs',
  start,
  tiers,
});
const EUROS = contract(
  'euros',
  '2026-01-01',
  { tier: 'plus', seats: 10, price: A_YEAR_IN_EUROS },
  { tier: 'max', seats: 5, price: price('40.00', 'EUR', 'month') },
);
const DOLLARS = contract('dollars', '2026-06-01', { tier: 'plus', seats: 3, price: A_MONTH_IN_DOLLARS });

const documentOf = (...contracts: readonly object[]): string =>
  catalogDocument(
    [
      {
        key: 'notion',
        name: 'Notion',
        owner: world.site.jsm.account(world.company.roles.owner).email,
        tiers: [
          { key: 'plus', name: 'Plus' },
          { key: 'max', name: 'Max' },
        ],
      },
    ],
    { contracts },
  );
const buy = (...contracts: readonly object[]): Promise<void> => importText(world, documentOf(...contracts));

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);
const people = (count: number): string[] => world.customers().slice(0, count);
const between = (least: string, most: string, currency: string, per: string): object => ({
  ...{ least, most },
  ...{ currency, per },
});
const usePlus = (inUse: number, idle: number): Promise<void> =>
  importUsage(
    world,
    people(inUse).map((accountId, index) => ({
      ...{ accountId, application: 'Notion', tier: 'Plus' },
      daysAgo: index < idle ? 90 : 2,
    })),
  );
const PLUS: Partial<Asked> = { application: 'Notion', tier: 'Plus', justification: 'To write things down' };

describe('ten seats at 100 EUR a year and three at 12 USD a month', () => {
  beforeEach(() => buy(EUROS, DOLLARS));

  it('are shown as what they are wherever a pool is shown', async () => {
    const shown = { poolId: POOL, purchased: 13, priceLines: LINES };
    const { rows } = (await admin('pools/list', { search: 'notion plus' })) as { rows: unknown[] };
    expect(rows).toMatchObject([shown]);
    expect(await admin('pools/seats', { poolId: POOL })).toMatchObject({ pool: shown });
    expect(await admin('catalog/show', { key: 'notion' })).toMatchObject({
      application: { tiers: [{ seats: 13, priceLines: LINES }, { seats: 5 }] },
    });
    expect(
      await world.sandbox.host.runAction(
        world.site,
        'look-up-pool',
        { pool: 'Notion Plus' },
        world.company.roles.lead,
      ),
    ).toMatchObject({ data: { purchased: 13, priceLines: LINES } });
  });

  it('are what a seat may cost to whoever fulfills the request', async () => {
    const key = await raise(world, PLUS);
    expect(await world.panel(key)).toMatchObject({
      pool: { purchased: 13, prices: [A_YEAR_IN_EUROS, A_MONTH_IN_DOLLARS] },
    });
  });

  it.each([
    [2, 2, [between('0.00', '200.00', 'EUR', 'year'), between('0.00', '24.00', 'USD', 'month')]],
    [13, 13, [between('1000.00', '1000.00', 'EUR', 'year'), between('36.00', '36.00', 'USD', 'month')]],
  ])('cost, %d of them unused, each currency for itself', async (idle, paid, costs) => {
    await usePlus(13, idle);
    await world.nightly();
    expect(await admin('pools/history', { poolId: POOL })).toMatchObject({
      inactive: idle,
      waste: { costs, unpriced: 0 },
    });
    const { rows } = (await admin('pools/alerts')) as { rows: { alert: { kind: string } }[] };
    expect(rows.map(({ alert }) => alert).filter(({ kind }) => kind === 'inactive-paid')).toEqual([
      { kind: 'inactive-paid', seats: paid, atLeast: paid, costs },
    ]);
  });

  it('are counted by the year in the KPI of inactive paid licenses', async () => {
    await usePlus(13, 12);
    await world.nightly();
    await world.advance(DAY);
    const { readings } = (await world.console('agent')('kpi/report', {
      ...{ period: { kind: 'last', days: 30 }, against: { kind: 'before' } },
      ...{ grain: 'week', timeZone: 'UTC', slice: null },
    })) as KpiReport;
    const inactive = readings.find(({ definition }) => definition.id === 'inactive-paid-licenses');
    expect(inactive).toMatchObject({
      rate: { hits: 12, of: 13 },
      cost: [between('900.00', '1000.00', 'EUR', 'year'), between('288.00', '432.00', 'USD', 'year')],
    });
  });

  it('are told to the owner of the application as what unused ones may cost', async () => {
    const importId = randomUUID();
    const text = usageCsv(
      world,
      people(3).map((accountId) => ({ accountId, application: 'Notion', tier: 'Plus', daysAgo: 90 })),
    );
    await admin('import/stage', { importId, part: 0, text });
    const planned = { importId, source: 'SSO', observedAt: world.now() };
    const plan = (await admin('usage/plan-import', planned)) as { messages: { text: string }[] };
    expect(plan.messages[0]?.text).toContain(
      'The unused seats cost up to 300.00 EUR a year or up to 36.00 USD a month, depending on their contract.',
    );
  });

  it('cost what either may where somebody has a dearer tier too', async () => {
    await usePlus(1, 0);
    await importUsage(
      world,
      people(1).map((accountId) => ({ accountId, application: 'Notion', tier: 'Max', daysAgo: 1 })),
      { source: 'Another' },
    );
    const either = [between('0.00', '100.00', 'EUR', 'year'), between('0.00', '12.00', 'USD', 'month')];
    const list = await admin('pools/held-twice');
    // Max is last in the catalog, and no price of theirs says which is dearer
    expect(list).toMatchObject({
      rows: [{ kept: { tier: 'Max' }, extra: [{ tier: 'Plus', priceLines: LINES }], costs: either }],
      costs: either,
      unpriced: 0,
    });
    const { text } = (await admin('pools/export-held-twice')) as { text: string };
    expect(text).toMatch(/,Max,1,Plus,1,,,,100\.00 EUR\/year; 12\.00 USD\/month,/);
  });

  it('are said to cost what either may before what one person asked for is undone', async () => {
    await setPolicy(world, {
      id: 'for-all',
      description: 'Everybody gets it.',
      effect: { kind: 'auto-approve' },
    });
    const requester = world.company.roles.manager;
    for (const beneficiary of people(3)
      .filter((id) => id !== requester)
      .slice(0, 2))
      await fulfill(world, await raise(world, { ...PLUS, beneficiary }, 'manager'));
    expect(
      await admin('reclaim/plan-batch', {
        requesterId: requester,
        applicationKey: 'notion',
        from: world.now() - DAY,
        to: world.now() + DAY,
      }),
    ).toMatchObject({
      seats: 2,
      costs: [between('0.00', '200.00', 'EUR', 'year'), between('0.00', '24.00', 'USD', 'month')],
      unpriced: 0,
    });
  });

  it('show in the dry run of an import that changes them', async () => {
    const { changes } = await diffOf(world, documentOf(EUROS));
    expect(changes.find(({ subject }) => subject === 'Notion Plus')?.details).toContain(
      'price: 10 seats at 100.00 EUR/year, 3 seats at 12.00 USD/month → 100.00 EUR/year',
    );
  });
});

describe('what a rule of the policy says of prices', () => {
  const LIMIT = { dearerThan: { amount: '20.00', currency: 'EUR' } };
  const cheap = (key: string, currency: string): object =>
    contract(key, '2026-06-01', { tier: 'plus', seats: 3, price: price('10.00', currency, 'month') });
  const dear = contract('dear', '2026-01-01', {
    ...{ tier: 'plus', seats: 10 },
    price: price('30.00', 'EUR', 'month'),
  });
  const owner = {
    id: 'owner',
    description: 'The owner decides.',
    effect: { kind: 'require', stages: ['application-owner'] },
  };
  const dearNeedsManager = {
    id: 'dear',
    description: 'What costs more than 20 EUR a month needs the manager.',
    when: LIMIT,
    effect: { kind: 'require', stages: ['manager'] },
  };

  it('goes by the dearest contract, though one that began later is cheaper', async () => {
    await buy(dear, cheap('cheap', 'EUR'));
    await setPolicy(world, owner, dearNeedsManager);
    const key = await raise(world, PLUS);
    expect(await world.panel(key)).toMatchObject({
      reasons: ['What costs more than 20 EUR a month needs the manager.', 'The owner decides.'],
    });
  });

  it('never lets a rule allow because of the price of some of the seats', async () => {
    // the dear one began last, which alone would have the rule allow
    await buy(cheap('cheap', 'EUR'), { ...dear, start: '2026-07-01' });
    const waivable = { ...owner, effect: { ...owner.effect, waivable: true } };
    await setPolicy(world, waivable, {
      id: 'allowed',
      description: 'What is dear has been checked before.',
      when: LIMIT,
      effect: { kind: 'auto-approve' },
    });
    const key = await raise(world, PLUS);
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('makes the guard ask again once a contract in another currency is added', async () => {
    await buy(cheap('cheap', 'EUR'));
    await setPolicy(world, owner, dearNeedsManager);
    const key = await raise(world, PLUS);
    await approveAll(world, key, ['owner']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await buy(
      cheap('dollars', 'USD'),
      contract('again', '2026-07-01', { tier: 'plus', seats: 1, price: price('10.00', 'EUR', 'month') }),
    );
    await world.advance(6 * MINUTE);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'More is required now than when this request was decided: What costs more than 20 EUR a month needs the manager.',
    );
  });
});
