import { DAY, MINUTE } from '../../../src/common/rules/time';
import type { KpiLicenses, KpiReading, KpiReport } from '../../../src/kpis/contract/kpi';
import type { MeasureReport } from '../../../src/kpis/contract/lead-gadget';
import { utcDay } from '../../../src/common/rules/time-text';
import { importApplications } from '../../support/approvals';
import { recordFacts } from '../../support/kpi-facts';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

type Role = 'agent' | 'administrator';

const stretch = { period: { kind: 'last', days: 30 }, timeZone: 'UTC' };

async function reading(more: object = {}): Promise<KpiReading> {
  const asked = { ...stretch, against: { kind: 'before' }, grain: 'day', slice: 'tier', ...more };
  const { readings } = (await world.console('agent')('kpi/report', asked)) as KpiReport;
  const found = readings.find(({ definition }) => definition.id === 'premium-compliance');
  if (!found) throw new Error('there is no premium compliance');
  return found;
}

const gaps = async (role: Role = 'administrator', more: object = {}): Promise<KpiLicenses> =>
  (await world.console(role)('kpi/licenses', { ...stretch, page: 0, ...more })) as KpiLicenses;

/** So many people by a list, whom nobody knows here. */
const importHolders = (count: number, tier = 'Premium'): Promise<void> =>
  importUsage(
    world,
    Array.from({ length: count }, (_, index) => ({
      login: `holder${String(index).padStart(2, '0')}@elsewhere.example`,
      ...{ application: 'Figma', tier, daysAgo: 2 },
    })),
  );

async function granted(): Promise<string> {
  const key = await raise(world, FIGMA_PREMIUM);
  await approveAll(world, key);
  expect(await fulfill(world, key)).toBeUndefined();
  return key;
}

/** Makes Figma's tiers premium or not, as the catalog says from now on. */
async function callPremium(premium: boolean): Promise<void> {
  const figma = (world.company.catalog['applications'] as readonly { key: string; tiers: object[] }[]).find(
    ({ key }) => key === 'figma',
  );
  if (!figma) throw new Error('the company has no Figma');
  await importApplications(world, { ...figma, tiers: figma.tiers.map((tier) => ({ ...tier, premium })) });
}

const dates = (from: number, to: number) => ({
  period: { kind: 'own', from: utcDay(from), to: utcDay(to) },
});

describe('premium approval compliance', () => {
  it('knows nothing while nobody has a premium license', async () => {
    await importHolders(3, 'Standard');
    expect(await reading()).toMatchObject({ rate: { hits: 0, of: 0, value: null }, slices: [] });
    expect(await gaps()).toMatchObject({ total: 0, rows: [] });
  });

  it('is 0 of 12 when 12 licenses were imported that nobody approved, and names each', async () => {
    await importHolders(12);
    const importedAt = world.now();
    await world.advance(MINUTE);
    expect(await reading()).toMatchObject({
      rate: { hits: 0, of: 12, value: 0 },
      slices: [{ slice: 'figma/premium', label: 'Figma Premium', hits: 0, of: 12 }],
    });
    const listed = await gaps();
    expect(listed).toMatchObject({ total: 12, page: 0, pages: 1 });
    expect(listed.rows).toHaveLength(12);
    expect(listed.rows[0]).toEqual({
      ...{ pool: 'Figma Premium', holderId: 'login:holder00@elsewhere.example', isHidden: false },
      ...{ since: importedAt, why: 'imported', issueId: null, issueKey: null, deletedById: null },
    });
    const [first] = (await gaps('agent')).rows;
    expect(first).toMatchObject({ pool: 'Figma Premium', holderId: null, isHidden: true, why: 'imported' });
    expect((await gaps('administrator', { page: 1 })).rows).toEqual([]);
    const { agent } = world.company.roles;
    await world.execute("UPDATE application SET owner_id = ? WHERE app_key = 'figma'", agent);
    expect((await gaps('agent')).rows[0]).toMatchObject({ isHidden: false, why: 'imported' });
  });

  it('counts a license that was approved and is held, once, and beside those that were imported', async () => {
    await granted();
    expect((await reading()).rate).toEqual({ hits: 1, of: 1, value: 1 });
    await importHolders(12);
    expect((await reading()).rate).toEqual({ hits: 1, of: 13, value: 1 / 13 });
    expect(await gaps()).toMatchObject({ total: 12 });
    // it is held long after it was fulfilled
    await world.advance(DAY);
    await world.sandbox.clock.leapTo(world.now() + 60 * DAY);
    expect((await reading()).rate).toMatchObject({ hits: 1, of: 13 });
  });

  it('judges each license by its tier as it was when it was taken or imported', async () => {
    await callPremium(false);
    await importHolders(2, 'Standard');
    await callPremium(true);
    expect((await reading()).rate).toMatchObject({ of: 0, value: null });
    await importUsage(world, [
      { login: 'late@elsewhere.example', application: 'Figma', tier: 'Premium', daysAgo: 1 },
    ]);
    await granted();
    await callPremium(false);
    expect((await reading()).rate).toMatchObject({ hits: 1, of: 2, value: 0.5 });
  });

  it('counts moves without a valid decision by the tier as it was then', async () => {
    await granted();
    const key = await raise(world, FIGMA_PREMIUM, 'lead');
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, key)).toBeUndefined();
    await callPremium(false);
    expect((await reading()).rate).toMatchObject({ hits: 1, of: 2 });
    expect((await gaps()).rows).toMatchObject([
      { pool: 'Figma Premium', holderId: null, isHidden: false, why: 'unapproved', issueKey: key },
    ]);
  });

  it('says when the request of a license no longer stands for it', async () => {
    const key = await granted();
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await world.settle();
    expect((await reading()).rate).toMatchObject({ hits: 0, of: 1 });
    expect((await gaps()).rows).toMatchObject([
      { pool: 'Figma Premium', holderId: world.company.roles.newHire, why: 'withdrawn' },
    ]);
  });

  it('keeps a past period as its last night saw it, whoever gives a license back later', async () => {
    const today = world.now();
    await granted();
    await importHolders(3);
    await world.nightly();
    await world.sandbox.clock.leapTo(today + 3 * DAY);
    const then = dates(today - DAY, today + DAY);
    expect((await reading(then)).rate).toMatchObject({ hits: 1, of: 4, value: 0.25 });
    await world.execute(
      "UPDATE seat SET state = 'free', holder_id = NULL, premium = NULL, imported_at = NULL WHERE imported_at IS NOT NULL",
    );
    expect((await reading(then)).rate).toMatchObject({ hits: 1, of: 4, value: 0.25 });
    const now = await reading();
    expect(now.rate).toMatchObject({ hits: 1, of: 1, value: 1 });
    // a trend tells each part by its own end
    expect(now.trend.filter(({ of }) => of > 0).map(({ hits, of }) => [hits, of])).toEqual([
      [1, 4],
      [1, 1],
    ]);
  });

  it('is none again once nobody has one, whatever earlier nights saw', async () => {
    await importHolders(2);
    await world.nightly();
    await world.sandbox.clock.leapTo(world.now() + 2 * DAY);
    await world.execute("UPDATE seat SET state = 'free', holder_id = NULL, premium = NULL WHERE premium = 1");
    expect((await reading()).rate).toMatchObject({ of: 0, value: null });
  });

  it('does not count what is only held for a request, or is not premium', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    const other = await raise(world, MIRO_STANDARD);
    await approveAll(world, other, ['owner']);
    expect(await fulfill(world, other)).toBeUndefined();
    expect((await reading()).rate).toMatchObject({ of: 0, value: null });
  });
});

describe('the gadget of premium approval compliance', () => {
  it('counts the same, and lists the tickets that were fulfilled without a valid decision', async () => {
    await importHolders(2);
    await recordFacts(world, [
      { ticket: 1, kind: 'unapproved', at: world.now() - DAY, application: 'figma', tier: 'premium' },
    ]);
    const shown = (await world.person(world.company.roles.lead).invoke('lead-gadget', 'gadget/report', {
      type: 'jira:dashboardGadget',
      gadgetConfiguration: { projectId: '10000', measure: 'premium-compliance', days: 30 },
    })) as MeasureReport;
    expect(shown.rate).toEqual({ hits: 0, of: 3, value: 0 });
    expect(shown.tickets.map(({ issueKey }) => issueKey)).toEqual(['IT-901']);
  });
});
