import { DAY, HOUR } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import type { HistoryReport, JiraHistoryPlan, JiraHistoryProgress } from '../../../src/kpis/contract/history';
import type { KpiReading, KpiReport } from '../../../src/kpis/contract/kpi';
import type { KpiId, KpiSlice } from '../../../src/kpis/rules/definitions';
import { fillWithPastTickets } from '../../../sandbox/company/past-tickets';
import { STATUS } from '../../../sandbox/company/service-project';
import { Faults } from '../../../sandbox/forge/faults/faults';
import { fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { member } from '../../../sandbox/untyped';
import { World } from '../../support/world';

const SHARED: readonly KpiId[] = ['sla-adherence', 'reopen-rate'];
const JQL = 'project = IT';

const worlds: World[] = [];
async function start(): Promise<World> {
  // two worlds of one company stand side by side in a test, each on a host of its own
  const world = await World.start({ isAlone: true });
  worlds.push(world);
  world.sandbox.host.restSchedules(world.site);
  return world;
}
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

const call = (world: World) => world.console('administrator');

async function begin(world: World, jql = JQL, fulfilledStatus = ''): Promise<string> {
  const importId = randomUUID();
  await call(world)('history/begin-jira', { importId, jql, fulfilledStatus });
  return importId;
}

async function readAll(world: World, importId: string): Promise<JiraHistoryProgress> {
  for (;;) {
    const progress = (await call(world)('history/read-jira', { importId })) as JiraHistoryProgress;
    if (progress.isDone) return progress;
    if (progress.waitSeconds > 0) await world.advance(progress.waitSeconds * 1_000);
  }
}

async function shared(world: World, slice: KpiSlice | null = null): Promise<readonly unknown[]> {
  const report = (await call(world)('kpi/report', {
    ...{ period: { kind: 'last', days: 30 }, against: { kind: 'before' } },
    ...{ grain: 'week', timeZone: 'UTC', slice },
  })) as KpiReport;
  return report.readings
    .filter(({ definition }) => SHARED.includes(definition.id))
    .map(({ rate, before, trend, slices }: KpiReading) => ({
      rate,
      before,
      trend: trend.map(({ hits, of }) => ({ hits, of })),
      slices,
    }));
}

const facts = (world: World) =>
  world.rows(
    "SELECT issue_id, fact_key, kind, happened_at, app_key, sla_breached, cycle FROM ticket_fact WHERE kind IN ('fulfilled', 'reopened') ORDER BY issue_id, fact_key",
  );

/** Tickets in time, too late, and reopened, each followed by the app. */
async function live(world: World): Promise<void> {
  const quick = await raise(world, SLACK_STANDARD);
  await world.advance(HOUR);
  await fulfill(world, quick);
  const late = await raise(world, { ...SLACK_STANDARD, beneficiary: world.customers()[5] ?? '' });
  await world.advance(4 * DAY);
  await fulfill(world, late);
  await world.advance(HOUR);
  await world.as('agent').move(quick, 'Reopen');
  await world.advance(2 * HOUR);
  await fulfill(world, quick);
  await world.advance(HOUR);
}

/** Another site of the same company that has the first one's tickets, and an app that has seen none of them. */
async function withTicketsOf(first: World): Promise<World> {
  const second = await start();
  await second.advance(first.now() - second.now());
  for (const issue of first.site.jsm.issues.values())
    second.site.jsm.issues.set(issue.id, structuredClone(issue));
  return second;
}

describe('past tickets of this Jira', () => {
  it('count as if the app had followed them', async () => {
    const first = await start();
    await live(first);
    // three fulfillments, one of them too late and one of them followed by a reopening
    expect(await shared(first)).toMatchObject([{ rate: { hits: 2, of: 3 } }, { rate: { hits: 1, of: 3 } }]);
    const second = await withTicketsOf(first);
    const importId = await begin(second);
    expect(await readAll(second, importId)).toMatchObject({ imported: 2, known: 0, isDone: true });
    expect(await facts(second)).toEqual(await facts(first));
    for (const slice of [null, 'application', 'tier', 'assignee', 'request-type'] as const)
      expect(await shared(second, slice)).toEqual(await shared(first, slice));
  });

  it('that the app follows itself are left out', async () => {
    const world = await start();
    await live(world);
    const before = await shared(world);
    const importId = await begin(world);
    expect(await readAll(world, importId)).toMatchObject({ imported: 0, known: 2 });
    expect(await shared(world)).toEqual(before);
  });

  it('come in pages, go on after any failure, and twice they change nothing', async () => {
    const world = await start();
    fillWithPastTickets(world.site.jsm, 730, world.now());
    const importId = await begin(world, `${JQL} AND status = Fulfilled`);
    const one = (await call(world)('history/read-jira', { importId })) as JiraHistoryProgress;
    expect(one).toMatchObject({ read: 400, total: 730, isDone: false });
    world.sandbox.host.faults = new Faults({ seed: 4, rates: { 'kill-before': 0.1, 'kill-after': 0.1 } });
    let kills = 0;
    for (let isDone = false; !isDone;) {
      try {
        ({ isDone } = (await call(world)('history/read-jira', { importId })) as JiraHistoryProgress);
      } catch {
        kills += 1;
      }
    }
    world.stopFaults();
    expect(kills).toBeGreaterThan(0);
    expect(await readAll(world, importId)).toMatchObject({ read: 730, imported: 730 });
    const before = await facts(world);
    expect(before).toHaveLength(730);
    expect(await readAll(world, await begin(world, `${JQL} AND status = Fulfilled`))).toMatchObject({
      read: 730,
    });
    expect(await facts(world)).toEqual(before);
  });

  it('are shown before, and end in the status that somebody names', async () => {
    const world = await start();
    fillWithPastTickets(world.site.jsm, 3, world.now());
    const plan = (await call(world)('history/plan-jira', {
      jql: JQL,
      fulfilledStatus: '',
    })) as JiraHistoryPlan;
    expect(plan).toMatchObject({
      total: 3,
      tickets: [{ fulfillments: 1, reopenings: 0, measured: 0, isKnown: false }, {}, {}],
    });
    const other = { jql: JQL, fulfilledStatus: 'declined' };
    expect(await call(world)('history/plan-jira', other)).toMatchObject({
      tickets: [{ fulfillments: 0 }, {}, {}],
    });
    await expect(call(world)('history/plan-jira', { ...other, fulfilledStatus: 'Gone' })).rejects.toThrow(
      'has no status “Gone”. Choose one of these: Open',
    );
    expect(await facts(world)).toEqual([]);
    expect(world.site.jsm.issues.size).toBe(3);
    expect(STATUS.fulfilled).not.toBe(STATUS.declined);
  });

  it.each([
    ['that cannot be read', 'project =', 'Jira answered 400'],
    ['that restricts nothing', 'ORDER BY created', 'Jira answered 400'],
    ['that is empty', ' ', 'Enter a JQL query'],
  ])('by a query %s are refused, and nothing is begun', async (_what, jql, message) => {
    const world = await start();
    await expect(begin(world, jql)).rejects.toThrow(message);
    expect(await call(world)('history/list', {})).toEqual({ imports: [] });
  });

  it('wait when Jira asks to, and are taken away by an undo', async () => {
    const world = await start();
    fillWithPastTickets(world.site.jsm, 120, world.now());
    const importId = await begin(world);
    world.sandbox.host.faults = new Faults({ seed: 1, rates: { 'rate-limit': 0.4 } });
    let waited = 0;
    for (let tries = 0; tries < 40 && waited === 0; tries++) {
      // a limit that is met before the search refuses the call as a whole
      const answer = call(world)('history/read-jira', { importId }).catch(() => undefined);
      waited = Number(member(await answer, 'waitSeconds') ?? 0);
    }
    world.stopFaults();
    expect(waited).toBeGreaterThan(0);
    await readAll(world, importId);
    expect(await facts(world)).toHaveLength(120);
    await call(world)('history/undo', { importId });
    expect(await facts(world)).toEqual([]);
    const report = (await call(world)('history/show', { importId })) as HistoryReport;
    expect(report.partsTaken).toEqual([]);
  });
});
