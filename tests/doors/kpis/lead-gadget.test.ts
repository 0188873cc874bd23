import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import fc from 'fast-check';
import type { KpiReport } from '../../../src/kpis/contract/kpi';
import type { MeasureReport } from '../../../src/kpis/contract/lead-gadget';
import { kpiOf } from '../../../src/kpis/rules/definitions';
import { recordFacts, recordSnapshot, type FactRow } from '../../support/kpi-facts';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const dayAgo = (days: number): string => new Date(world.now() - days * DAY).toISOString().slice(0, 10);

const PLACE = { type: 'jira:dashboardGadget' };
const CONFIGURATION = { projectId: '10000', measure: 'sla-adherence', days: 30 };

const view = (accountId: string, gadgetConfiguration: object = CONFIGURATION): Promise<unknown> =>
  world.person(accountId).invoke('lead-gadget', 'gadget/report', { ...PLACE, gadgetConfiguration });

/** REST calls of each invocation that something caused. */
const restOf = async (work: () => Promise<unknown>): Promise<number[]> =>
  (await world.invocationsDuring(work)).map(({ rest }) => rest);

function takeAway(accountId: string): void {
  const project = world.company.site.projects[0];
  for (const people of [project?.agents, project?.viewers]) (people as Set<string>).delete(accountId);
}

describe('who may see a gadget’s figures', () => {
  it('is asked of Jira once in five minutes, for all gadgets of a person and for the settings', async () => {
    const { lead } = world.company.roles;
    expect(await restOf(() => view(lead))).toEqual([1]);
    expect(await restOf(() => view(lead))).toEqual([0]);
    expect(await restOf(() => view(lead, { ...CONFIGURATION, measure: 'reopen-rate' }))).toEqual([0]);
    expect(await restOf(() => world.person(lead).invoke('lead-gadget', 'gadget/setup', PLACE))).toEqual([0]);
    await world.advance(5 * MINUTE - 1);
    expect(await restOf(() => view(lead))).toEqual([0]);
    await world.advance(1);
    expect(await restOf(() => view(lead))).toEqual([1]);
    expect(await restOf(() => view(lead))).toEqual([0]);
  });

  it('is asked anew after that also where the store still shows what has expired', async () => {
    const { lead } = world.company.roles;
    world.sandbox.host.installationOf(world.site).kvs.expiryLagMs = 48 * HOUR;
    await view(lead);
    takeAway(lead);
    await world.advance(5 * MINUTE);
    await expect(view(lead)).rejects.toThrow('You can’t view this project');
  });

  it('ends within five minutes when the right is taken away, however often somebody looks', async () => {
    const { lead } = world.company.roles;
    await view(lead);
    takeAway(lead);
    for (const _minute of [1, 2, 3, 4]) {
      await world.advance(MINUTE);
      expect(await restOf(() => view(lead))).toEqual([0]);
    }
    await world.advance(MINUTE);
    await expect(view(lead)).rejects.toThrow('You can’t view this project');
  });

  it('is asked each time of whom Jira refuses, and nothing is kept of them', async () => {
    const outsider = world.company.roles.secondAgent;
    takeAway(outsider);
    for (const _view of ['first', 'second'])
      expect(await restOf(() => view(outsider).catch(() => undefined))).toEqual([1]);
    await expect(view(outsider)).rejects.toThrow('You can’t view this project');
    const { kvs } = world.sandbox.host.installationOf(world.site);
    const stored = kvs.handle('/api/v1/query', { limit: 100 }, world.now());
    const text = JSON.stringify(await stored.response.json());
    expect(text).toContain('guard-health');
    expect(text).not.toContain('viewer:');
    expect(await world.person(outsider).invoke('lead-gadget', 'gadget/setup', PLACE)).toMatchObject({
      projects: [],
    });
  });

  it('is nobody else’s answer: another person is asked for, and another project too', async () => {
    const { lead, secondAgent } = world.company.roles;
    takeAway(secondAgent);
    await view(lead);
    await expect(view(secondAgent)).rejects.toThrow('You can’t view this project');
    await expect(view(lead, { ...CONFIGURATION, projectId: '10099' })).rejects.toThrow(
      'You can’t view this project',
    );
  });

  it('is not known from a moment that lies ahead, as when a clock was wrong', async () => {
    const { lead } = world.company.roles;
    const { kvs } = world.sandbox.host.installationOf(world.site);
    const key = `viewer:10000:${lead}`;
    kvs.handle('/api/v1/set', { key, value: { grantedAt: world.now() + HOUR } }, world.now());
    expect(await restOf(() => view(lead))).toEqual([1]);
    kvs.handle('/api/v1/set', { key, value: 'yes' }, world.now());
    expect(await restOf(() => view(lead))).toEqual([1]);
  });
});

describe('a gadget', () => {
  it('costs one invocation, at most three SQL statements and no REST call', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: world.now() - HOUR }]);
    const { lead } = world.company.roles;
    await view(lead);
    for (const measure of [
      'sla-adherence',
      'time-to-fulfill-mean',
      'inactive-paid-licenses',
      'backlog-aging',
    ]) {
      const spent = await world.invocationsDuring(() => view(lead, { ...CONFIGURATION, measure }));
      expect(spent.map(({ rest }) => rest)).toEqual([0]);
      expect(spent[0]?.sql).toBeGreaterThan(0);
      expect(spent[0]?.sql).toBeLessThanOrEqual(3);
    }
  });
});

interface Shown {
  readonly rate: { readonly hits: number; readonly of: number; readonly value: number | null };
  readonly before: { readonly of: number };
  readonly trend: readonly { readonly of: number }[];
  readonly slices: readonly { readonly label: string; readonly of: number }[];
  readonly only: { readonly applications: readonly string[]; readonly departments: readonly string[] };
  readonly tickets: readonly { readonly issueKey: string }[];
  readonly jql: string | null;
  readonly unmeasured: number;
  readonly percentiles: { readonly median: number } | null;
  readonly cost: readonly object[] | null;
}

const shown = async (more: object): Promise<Shown> =>
  (await view(world.company.roles.lead, { ...CONFIGURATION, ...more })) as Shown;

const fulfilled = (
  ticket: number,
  application: string,
  department: string | null,
  more: Partial<FactRow> = {},
): FactRow => ({
  ticket,
  kind: 'fulfilled',
  at: world.now() - DAY,
  application,
  department,
  ...more,
});

const MIXED = (): FactRow[] => [
  fulfilled(1, 'figma', 'Design'),
  fulfilled(2, 'figma', 'Design', { breached: true }),
  fulfilled(3, 'figma', 'Sales', { breached: true }),
  fulfilled(4, 'slack', 'Sales'),
  fulfilled(5, 'slack', null, { breached: true }),
  fulfilled(6, 'slack', 'Sales', { breached: null }),
  fulfilled(7, 'miro', 'Design', { at: world.now() - 40 * DAY }),
];

describe('a gadget of some applications', () => {
  it('counts, draws, breaks down and lists theirs alone, and says so', async () => {
    await recordFacts(world, MIXED());
    const figma = await shown({ applications: ['figma'] });
    expect(figma).toMatchObject({
      rate: { hits: 1, of: 3 },
      slices: [{ label: 'Figma', of: 3 }],
      only: { applications: ['Figma'], departments: [] },
      jql: 'key in (IT-902, IT-903)',
      unmeasured: 0,
    });
    expect(figma.trend.reduce((sum, { of }) => sum + of, 0)).toBe(3);
    expect(figma.tickets.map(({ issueKey }) => issueKey).sort()).toEqual(['IT-902', 'IT-903']);
    expect(await shown({ applications: ['figma', 'slack'] })).toMatchObject({
      rate: { hits: 2, of: 5 },
      unmeasured: 1,
    });
    expect(await shown({ applications: ['miro'] })).toMatchObject({
      rate: { of: 0, value: null },
      before: { of: 1 },
      tickets: [],
      jql: null,
    });
  });

  it('counts seats of theirs alone where it is about pools', async () => {
    await recordSnapshot(world, 'figma/premium', dayAgo(1), { purchased: 10, allocated: 5, inactive: 2 });
    await recordSnapshot(world, 'slack/standard', dayAgo(1), { purchased: 30, allocated: 20, inactive: 4 });
    expect((await shown({ measure: 'utilization', applications: ['figma'] })).rate).toMatchObject({
      hits: 5,
      of: 10,
    });
    expect(await shown({ measure: 'inactive-paid-licenses', applications: ['slack'] })).toMatchObject({
      rate: { hits: 4, of: 20 },
      slices: [{ label: 'Slack' }],
    });
  });
});

describe('a gadget of a team', () => {
  it('counts requests for people of its departments alone, together with the applications', async () => {
    await recordFacts(world, MIXED());
    expect(await shown({ departments: ['Design'] })).toMatchObject({
      rate: { hits: 1, of: 2 },
      before: { of: 1 },
      tickets: [{ issueKey: 'IT-902' }],
      only: { applications: [], departments: ['Design'] },
    });
    expect((await shown({ departments: ['Design', 'Sales'] })).rate).toMatchObject({ hits: 2, of: 4 });
    expect((await shown({ departments: [''] })).rate).toMatchObject({ hits: 0, of: 1 });
    expect((await shown({ departments: ['Sales'], applications: ['slack'] })).rate).toMatchObject({
      hits: 1,
      of: 1,
    });
    const lengths = { measure: 'time-to-fulfill-p50', departments: ['Sales'] };
    await recordFacts(world, [fulfilled(8, 'figma', 'Sales', { tookMs: 2 * HOUR })]);
    expect(await shown(lengths)).toMatchObject({ rate: { of: 1 }, percentiles: { median: 2 * HOUR } });
  });

  it('counts an open request for the department in which its beneficiary is now', async () => {
    await raise(world, SLACK_STANDARD);
    const everybody = await shown({ measure: 'backlog-aging' });
    const [person] = await world.rows(
      'SELECT department FROM person WHERE account_id = ?',
      world.company.roles.newHire,
    );
    const department = String(person?.['department']);
    expect(everybody.rate.of).toBe(1);
    expect((await shown({ measure: 'backlog-aging', departments: [department] })).rate.of).toBe(1);
    expect((await shown({ measure: 'backlog-aging', departments: ['Elsewhere'] })).rate.of).toBe(0);
    expect(await world.as('lead').invoke('lead-gadget', 'gadget/setup', PLACE)).toMatchObject({
      departments: [{ value: department }, { value: '' }],
    });
  });

  it('is refused in words where the measure is about pools, which belong to nobody', async () => {
    await expect(shown({ measure: 'utilization', departments: ['Design'] })).rejects.toThrow(
      '“License utilization” is about license pools, which have no department. Remove the departments in the gadget’s settings.',
    );
  });
});

describe('the parts of a company', () => {
  const APPLICATIONS = ['slack', 'figma', 'miro', ''];
  const DEPARTMENTS = ['Design', 'Sales', ''];
  const fact = fc.record({
    ticket: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom(
      'fulfilled' as const,
      'fulfilled' as const,
      'reopened' as const,
      'unapproved' as const,
    ),
    hoursAgo: fc.integer({ min: 0, max: 59 * 24 }),
    application: fc.constantFrom(...APPLICATIONS),
    tier: fc.constantFrom('standard', 'premium'),
    breached: fc.constantFrom(true, false, null),
    cycle: fc.integer({ min: 1, max: 2 }),
    tookMs: fc.option(fc.integer({ min: 0, max: 40 * HOUR })),
    department: fc.constantFrom('Design', 'Sales', null),
  });

  it('add up to the whole, whichever way it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { maxLength: 40 }), async (drawn) => {
        await world.execute('DELETE FROM ticket_fact');
        await recordFacts(
          world,
          drawn.map(({ hoursAgo, ...one }) => ({ ...one, at: world.now() - hoursAgo * HOUR - 1 })),
        );
        const measures = [
          'sla-adherence',
          'first-time-right',
          'reopen-rate',
          'time-to-fulfill-mean',
          'premium-compliance',
        ];
        for (const measure of measures) {
          const whole = await shown({ measure });
          const sumOf = async (scopes: readonly object[]): Promise<readonly number[]> => {
            const parts: Shown[] = [];
            for (const scope of scopes) parts.push(await shown({ measure, ...scope }));
            const sum = (of: (one: Shown) => number): number =>
              parts.reduce((total, one) => total + of(one), 0);
            return [
              sum(({ rate }) => rate.hits),
              sum(({ rate }) => rate.of),
              sum(({ before }) => before.of),
              sum(({ tickets }) => tickets.length),
              sum(({ unmeasured }) => unmeasured),
            ];
          };
          const { rate, before, tickets, unmeasured } = whole;
          const expected = [measure, rate.hits, rate.of, before.of, tickets.length, unmeasured];
          expect([measure, ...(await sumOf(APPLICATIONS.map((key) => ({ applications: [key] }))))]).toEqual(
            expected,
          );
          // licenses belong to no department
          if (measure === 'premium-compliance') continue;
          expect([measure, ...(await sumOf(DEPARTMENTS.map((name) => ({ departments: [name] }))))]).toEqual(
            expected,
          );
          expect([
            measure,
            ...(await sumOf([{ applications: APPLICATIONS, departments: DEPARTMENTS }])),
          ]).toEqual(expected);
        }
      }),
      { numRuns: 4 },
    );
  });
});

describe('a target', () => {
  const shown = async (configuration: object): Promise<MeasureReport> =>
    (await view(world.company.roles.lead, configuration)) as MeasureReport;

  it('of the made-up company’s gadgets and widgets is the KPI’s own, which Reports use, and a lead’s own only where one is set', async () => {
    await recordFacts(world, MIXED());
    const gadgets = [...world.site.jsm.dashboards.values()].flatMap((dashboard) => dashboard.gadgets);
    expect(gadgets.length).toBeGreaterThan(3);
    for (const { configuration } of gadgets) {
      const report = await shown(configuration ?? {});
      expect(report.target).toEqual(kpiOf(report.definition.id).target);
      expect(report.configuration.target).toBeNull();
    }
    const own = await shown({ ...CONFIGURATION, measure: 'reopen-rate', target: 5 });
    expect([own.target, own.definition.target]).toEqual([
      { is: 'at-most', value: 5 },
      { is: 'at-most', value: 3 },
    ]);
  });
});

describe('the settings of a gadget', () => {
  const setup = (): Promise<unknown> => world.as('lead').invoke('lead-gadget', 'gadget/setup', PLACE);

  it('offer the catalog’s applications and the departments that facts know, in one statement', async () => {
    await recordFacts(world, [
      ...MIXED(),
      fulfilled(9, 'slack', 'Long ago', { at: world.now() - 200 * DAY }),
    ]);
    const [spent] = await world.invocationsDuring(setup);
    expect(spent?.sql).toBe(1);
    expect(await setup()).toMatchObject({
      applications: [
        { value: 'figma', label: 'Figma' },
        { value: 'miro', label: 'Miro' },
        { value: 'slack', label: 'Slack' },
        { value: '', label: 'Not known' },
      ],
      departments: [
        { value: 'Design', label: 'Design' },
        { value: 'Sales', label: 'Sales' },
        { value: '', label: 'Not known' },
      ],
    });
  });

  it('tell nothing of the company to somebody who may see no project', async () => {
    const { lead } = world.company.roles;
    await recordFacts(world, MIXED());
    takeAway(lead);
    expect(await setup()).toMatchObject({ projects: [], applications: [], departments: [] });
  });

  it('ask to be set up anew where they hold what no settings can hold', async () => {
    for (const bad of [
      { applications: 'figma' },
      { applications: Array.from({ length: 51 }, (_, index) => `app-${String(index)}`) },
      { departments: ['x'.repeat(101)] },
      { departments: [7] },
    ])
      expect(await shown(bad)).toEqual({ kind: 'not-set-up' });
  });

  it('take hostile names as names', async () => {
    await recordFacts(world, [fulfilled(1, 'figma', `'; DROP TABLE ticket_fact; --`)]);
    expect((await shown({ applications: [`') OR 1 = 1 --`] })).rate.of).toBe(0);
    expect((await shown({ departments: [`'; DROP TABLE ticket_fact; --`] })).rate.of).toBe(1);
  });
});

describe('what inactive paid licenses cost', () => {
  const exactly = (amount: string, currency: string): object => ({
    ...{ least: amount, most: amount },
    ...{ currency, per: 'year' },
  });
  const cost = async (more: object = {}): Promise<unknown> =>
    (await shown({ measure: 'inactive-paid-licenses', ...more })).cost;

  it('is told a year and currency, each for itself, of the very seats that are counted', async () => {
    // an earlier day, which no longer counts
    await recordSnapshot(world, 'figma/premium', dayAgo(2), {
      purchased: 9,
      allocated: 9,
      inactive: 9,
      price: 45,
    });
    await recordSnapshot(world, 'figma/premium', dayAgo(1), {
      purchased: 9,
      allocated: 9,
      inactive: 3,
      price: 45.5,
    });
    await recordSnapshot(world, 'slack/standard', dayAgo(1), {
      ...{ purchased: 9, allocated: 9, inactive: 2, price: 100 },
      ...{ currency: 'USD', period: 'year' },
    });
    await recordSnapshot(world, 'miro/standard', dayAgo(1), {
      ...{ purchased: 9, allocated: 9, inactive: 1, price: 120 },
      period: 'year',
    });
    await recordSnapshot(world, 'miro/free', dayAgo(1), {
      purchased: 9,
      allocated: 9,
      inactive: 5,
      price: null,
    });
    await recordSnapshot(world, 'miro/busy', dayAgo(1), {
      ...{ purchased: 9, allocated: 9, inactive: 0, price: 7 },
      currency: 'GBP',
    });
    const all = [
      exactly('1758.00', 'EUR'),
      // what is paid by the year stays exact: a twelfth of it would not be
      exactly('200.00', 'USD'),
    ];
    expect(await cost()).toEqual(all);
    expect(await cost({ applications: ['slack'] })).toEqual([all[1]]);
    expect(await cost({ applications: ['miro'] })).toEqual([exactly('120.00', 'EUR')]);
    const { readings } = (await world.console('agent')('kpi/report', {
      ...{ period: { kind: 'last', days: 30 }, against: { kind: 'before' } },
      ...{ grain: 'week', timeZone: 'UTC', slice: null },
    })) as KpiReport;
    for (const { definition, cost: told } of readings)
      expect([definition.id, told]).toEqual([
        definition.id,
        definition.id === 'inactive-paid-licenses' ? all : null,
      ]);
  });

  it('is nothing where no seat is idle, and unknown to every other measure', async () => {
    expect(await cost()).toEqual([]);
    expect((await shown({ measure: 'utilization' })).cost).toBeNull();
  });
});

describe('a widget', () => {
  const PLACED = { type: 'dashboards:widget', context: { dashboardId: '10100', widgetId: '10101' } };
  const ask = (call: string, extension: object): Promise<unknown> =>
    world.as('lead').invoke('lead-widget', call, { ...PLACED, ...extension });

  it('shows what the gadget shows of the same configuration, under the same permission', async () => {
    await recordFacts(world, MIXED());
    const config = { ...CONFIGURATION, applications: ['figma'] };
    expect(await ask('gadget/report', { config })).toEqual(await shown({ applications: ['figma'] }));
    takeAway(world.company.roles.lead);
    await world.advance(5 * MINUTE);
    await expect(ask('gadget/report', { config })).rejects.toThrow('You can’t view this project');
  });

  it('asks to be set up before it is, and its settings begin with what was saved', async () => {
    for (const config of [undefined, {}, { projectId: 'x' }])
      expect(await ask('gadget/report', { config })).toEqual({ kind: 'not-set-up' });
    expect(await ask('gadget/setup', { config: CONFIGURATION })).toMatchObject({
      configuration: { ...CONFIGURATION, target: null, applications: [], departments: [] },
    });
    await expect(ask('gadget/setup', { context: {} })).rejects.toThrow(
      'You can’t do this here. Open it from its page in Jira.',
    );
  });
});
