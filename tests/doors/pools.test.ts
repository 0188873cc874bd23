import type { Company } from '../../sandbox/company/company';
import { madeUpCompany } from '../../sandbox/company/company';
import { REQUEST_TYPE } from '../../sandbox/company/service-project';
import { formValues } from '../support/requests';
import { World } from '../support/world';

/** A company whose Slack has few seats, so that a pool can run full without approvals in the way. */
function companyWithSeats(seats: number): Company {
  const company = madeUpCompany();
  const applications = (company.catalog['applications'] as { key: string; tiers: object[] }[]).map(
    (application) =>
      application.key === 'slack'
        ? { ...application, tiers: application.tiers.map((tier) => ({ ...tier, seats })) }
        : application,
  );
  return { ...company, catalog: { ...company.catalog, applications } };
}

let world: World;
afterEach(() => world.stop());

const colleagues = (count: number): string[] =>
  [...world.site.jsm.accounts.values()]
    .filter(({ kind, active }) => kind === 'customer' && active)
    .slice(0, count)
    .map(({ accountId }) => accountId);

const askForSlack = (accountId: string): Promise<string> =>
  world
    .person(accountId)
    .raise(REQUEST_TYPE.fields, formValues({ application: 'Slack', tier: 'Standard', justification: 'x' }));

interface Pool {
  readonly purchased: number;
  readonly allocated: number;
  readonly held: number;
  readonly free: number;
  readonly seat: { readonly slot: number } | null;
}

const poolOf = async (key: string): Promise<Pool> => ((await world.panel(key)) as { pool: Pool }).pool;

describe('a pool with two seats', () => {
  beforeEach(async () => {
    world = await World.start({ company: companyWithSeats(2) });
  });

  it('holds a seat for whoever is approved first and tells the third that it is full', async () => {
    const keys: string[] = [];
    for (const accountId of colleagues(3)) {
      keys.push(await askForSlack(accountId));
      await world.settle();
    }
    const third = keys[2] ?? '';
    expect(await world.panel(third)).toMatchObject({
      state: 'ready',
      poolFull: true,
      pool: { purchased: 2, held: 2, free: 0, seat: null },
    });
    expect(await world.as('agent').move(third, 'Fulfill')).toBe(
      'There is no free seat in the Slack Standard pool. Release a seat or buy more, then fulfill.',
    );
    expect(world.statusOf(third)).toBe('Ready to fulfill');
    expect((await world.comments(third, 'internal')).at(-1)).toContain('The license pool has no free seat.');
  });

  it('gives every seat to one request only, however many are fulfilled at once', async () => {
    const keys: string[] = [];
    for (const accountId of colleagues(6)) keys.push(await askForSlack(accountId));
    await world.settle();
    const refusals = await Promise.all(keys.map((key) => world.as('agent').move(key, 'Fulfill')));
    await world.settle();
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(2);
    const pools = await Promise.all(keys.map(poolOf));
    expect(pools[0]).toMatchObject({ purchased: 2, allocated: 2, held: 0, free: 0 });
    expect(pools.flatMap(({ seat }) => seat?.slot ?? []).sort()).toEqual([1, 2]);
  });

  it('hands the seat of a withdrawn request to the next one', async () => {
    const [first = '', , third = ''] = await Promise.all(colleagues(3).map(askForSlack));
    await world.settle();
    await world
      .person(world.site.jsm.issue(first)?.reporterId ?? '')
      .ask('POST', `/rest/servicedeskapi/request/${first}/transition`, { id: '51' });
    await world.settle();
    expect(await world.as('agent').move(third, 'Fulfill')).toBeUndefined();
  });
});

describe('many requests at once', () => {
  it.each([1, 2, 3])('never take one seat too many (run %i)', async () => {
    world = await World.start({ company: companyWithSeats(5) });
    const keys = await Promise.all(colleagues(20).map(askForSlack));
    // several runs work on all of them at the same time, as parallel workers of the platform would
    await Promise.all([1, 2, 3].map(() => world.sandbox.host.runSchedule(world.site, 'reconcile')));
    await world.settle();
    const refusals = await Promise.all(keys.map((key) => world.as('agent').move(key, 'Fulfill')));
    await world.settle();
    const pools = await Promise.all(keys.map(poolOf));
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(5);
    expect(new Set(pools.flatMap(({ seat }) => seat?.slot ?? []))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(pools[0]).toMatchObject({ purchased: 5, allocated: 5, held: 0, free: 0 });
  });
});
