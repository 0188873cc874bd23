import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { HistoryPreview, HistoryReport, HistoryUndoPlan } from '../../../src/kpis/contract/history';
import type { KpiReading, KpiReport, KpiTickets } from '../../../src/kpis/contract/kpi';
import type { KpiId, KpiSlice } from '../../../src/kpis/rules/definitions';
import { recordFacts } from '../../support/kpi-facts';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const MAPPING = {
  ticket: 'key',
  time: { column: 'when', format: 'iso', zone: 'UTC' },
  closed: { column: 'state', values: ['closed', 'done'] },
  sla: { column: 'goal', met: ['met'], missed: ['missed'] },
  reopened: { by: 'states' },
  application: 'app',
  department: 'team',
  assignee: 'who',
  requestType: 'type',
  empty: ['-'],
};

const HEADER = 'key,when,state,goal,app,team,who,type';
const csv = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');
const daysAgo = (days: number): string => new Date(world.now() - days * DAY).toISOString();

async function bring(text: string, mapping: unknown = MAPPING, importId: string = randomUUID()) {
  const call = world.console('administrator');
  const part = {
    importId,
    format: 'mapped',
    mapping,
    name: 'tickets.csv',
    part: 0,
    parts: 1,
    firstRow: 2,
    text,
  };
  await call('history/take-part', part);
  return { importId, report: (await call('history/show', { importId })) as HistoryReport };
}

const preview = async (text: string, mapping: unknown = MAPPING): Promise<HistoryPreview> =>
  (await world.console('administrator')('history/preview', {
    format: 'mapped',
    mapping,
    firstRow: 2,
    text,
  })) as HistoryPreview;

const LAST_30_DAYS = { period: { kind: 'last', days: 30 }, timeZone: 'UTC' };

const report = async (slice: KpiSlice | null = null): Promise<KpiReport> =>
  (await world.console('agent')('kpi/report', {
    ...LAST_30_DAYS,
    ...{ against: { kind: 'before' }, grain: 'week', slice },
  })) as KpiReport;

async function reading(id: KpiId, slice: KpiSlice | null = null): Promise<KpiReading> {
  const found = (await report(slice)).readings.find(({ definition }) => definition.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

const facts = () => world.rows("SELECT * FROM ticket_fact WHERE kind = 'past' ORDER BY issue_id, fact_key");

describe('a CSV with a mapping of its columns', () => {
  it('is read as the mapping says, with the zone of its times', async () => {
    const { rows, problemCount } = await preview(
      csv('A-1,2026-07-01 10:00,Closed,MET,Slack,Sales,5ea7:42,7'),
      { ...MAPPING, time: { column: 'when', format: 'iso', zone: 'Europe/Berlin' } },
    );
    expect(problemCount).toBe(0);
    expect(rows).toEqual([
      {
        row: 2,
        ticket: 'A-1',
        at: Date.UTC(2026, 6, 1, 8),
        isClosed: true,
        slaMissed: 'no',
        reopened: 'states',
        application: 'Slack',
        department: 'Sales',
        assigneeId: '5ea7:42',
        requestTypeId: '7',
      },
    ]);
    expect(await facts()).toEqual([]);
  });

  it.each([
    ['iso', '2026-07-01T10:00:00+02:00', null, Date.UTC(2026, 6, 1, 8)],
    ['iso', '2026-07-01', 'America/New_York', Date.UTC(2026, 6, 1, 4)],
    ['day-first', '1/7/2026 10:00', 'Europe/Berlin', Date.UTC(2026, 6, 1, 8)],
    ['day-first', '1.12.2026 10:00:30', 'Europe/Berlin', Date.UTC(2026, 11, 1, 9, 0, 30)],
    ['month-first', '7/1/2026 10:00', 'UTC', Date.UTC(2026, 6, 1, 10)],
    ['epoch-seconds', '1782892800', null, Date.UTC(2026, 6, 1, 8)],
    ['epoch-millis', '1782892800000', null, Date.UTC(2026, 6, 1, 8)],
  ])('reads a time written %s as in %s, zone %s', async (format, when, zone, at) => {
    const { rows, problems } = await preview(csv(`A-1,${when},done,met,,,,`), {
      ...MAPPING,
      time: { column: 'when', format, zone },
    });
    expect({ at: rows[0]?.at, problems }).toEqual({ at, problems: [] });
  });

  it.each([
    [
      'a zone that is none',
      { time: { column: 'when', format: 'iso', zone: 'Berlin' } },
      'Choose a time zone, like Europe/Berlin.',
    ],
    [
      'times that need their zone said',
      { time: { column: 'when', format: 'day-first' } },
      'have no time zone. Choose one',
    ],
    [
      'a value that means both',
      { sla: { column: 'goal', met: ['x'], missed: ['X'] } },
      'both met and missed',
    ],
    ['states that nobody names', { closed: null }, 'choose which statuses are closed'],
    ['a key that it does not know', { colour: 'red' }, 'colour'],
    ['no column of the ticket', { ticket: '' }, 'Ticket column: This is required.'],
  ])('is refused with %s', async (_what, change, message) => {
    await expect(preview(csv(), { ...MAPPING, ...change })).rejects.toThrow(message);
  });

  it('names row and column of what cannot be read, and keeps the rest of the row', async () => {
    const { report } = await bring(
      csv(
        'A-1,2026-02-30,done,met,slack,,,',
        ',2026-07-01,done,maybe,,,,',
        'A-3,2026-07-01,,met,,,Mara Lindqvist,',
        'A-4,2026-07-01,done',
        'A-5,2026-07-01,-,-,,,,',
      ),
    );
    expect(report.problems).toEqual([
      { row: 2, message: 'when “2026-02-30” isn’t a date like 2016-02-29 06:38' },
      { row: 3, message: 'key “” isn’t a ticket' },
      { row: 3, message: 'goal “maybe” is neither met nor missed' },
      { row: 4, message: 'state “” has no status' },
      {
        row: 4,
        message: 'who “Mara Lindqvist” isn’t an account ID; names and addresses of people aren’t kept',
      },
      { row: 5, message: 'The row has 3 cells, the header has 8.' },
      { row: 5, message: 'goal “?” is neither met nor missed' },
      { row: 5, message: 'who “?” isn’t an account ID; names and addresses of people aren’t kept' },
      { row: 6, message: 'state “-” has no status' },
    ]);
    expect(report).toMatchObject({ tickets: 4, events: 5, problemRows: 5 });
  });

  it('needs a mapping, and no other format has one', async () => {
    const refusal = 'Match the columns when the file format is custom, and only then.';
    const asked = { firstRow: 2, text: csv('A-1,2026-07-01,done,met,,,,') };
    for (const how of [{ format: 'mapped' }, { format: 'servicenow', mapping: MAPPING }])
      await expect(world.console('administrator')('history/preview', { ...how, ...asked })).rejects.toThrow(
        refusal,
      );
  });

  it('names the rows whose times say no zone where the mapping says none', async () => {
    const { problems } = await preview(csv('A-1,2026-07-01 10:00,done,met,,,,'), {
      ...MAPPING,
      time: { column: 'when', format: 'iso' },
    });
    expect(problems).toEqual([
      { row: 2, message: 'when “2026-07-01 10:00” has no time zone, and none is set for the column' },
    ]);
  });

  it('tells a reopened ticket by its states, in whatever order the rows come', async () => {
    const rows = [
      'A-1,2026-11-01 10:00,open,,,,,',
      'A-1,2026-11-02 10:00,done,met,,,,',
      'A-1,2026-11-03 10:00,open,,,,,',
      'A-1,2026-11-04 10:00,done,missed,,,,',
      'A-2,2026-11-01 10:00,open,,,,,',
      'A-2,2026-11-02 10:00,done,met,,,,',
      'A-3,2026-11-02 10:00,open,,,,,',
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (some) => {
        await world.execute("DELETE FROM ticket_fact WHERE kind = 'past'");
        const { report } = await bring(csv(...some));
        expect(report).toMatchObject({ tickets: 3, reopened: 1, slaMissed: 1 });
        expect((await reading('reopen-rate')).rate).toEqual({ hits: 1, of: 2, value: 0.5 });
        expect((await reading('sla-adherence')).rate).toEqual({ hits: 1, of: 2, value: 0.5 });
      }),
      { numRuns: 8 },
    );
  });
});

describe('imported past tickets in the KPIs', () => {
  const past = (): string =>
    csv(
      `A-1,${daysAgo(3)},done,met,Slack,Sales,5ea7:1,7`,
      `A-2,${daysAgo(2)},done,missed,slack,Legal,5ea7:1,7`,
      `A-3,${daysAgo(1)},open,met,Slack,Sales,,`,
      `A-4,${daysAgo(400)},done,missed,Slack,Sales,,`,
      `A-5,${daysAgo(2)},done,-,Slack,Sales,,`,
    );

  it('count beside the app’s own, when they were last closed, and in no KPI that needs approvals', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: world.now() - DAY, tookMs: 3_600_000 }]);
    const before = await report();
    await bring(past());
    const after = await report();
    expect(after.imported).toBe(3);
    expect((await reading('sla-adherence')).rate).toEqual({ hits: 2, of: 3, value: 2 / 3 });
    expect((await reading('reopen-rate')).rate).toEqual({ hits: 0, of: 4, value: 0 });
    const others = ({ readings }: KpiReport) =>
      readings.filter(({ definition: { id } }) => id !== 'sla-adherence' && id !== 'reopen-rate');
    expect(others(after)).toEqual(others(before));
  });

  it('are cut like the others, by what their last rows say', async () => {
    await bring(past());
    const sliced = async (slice: KpiSlice) =>
      (await reading('sla-adherence', slice)).slices.map(({ label, hits, of }) => [label, hits, of]);
    expect(await sliced('application')).toEqual([['Slack', 1, 2]]);
    expect(await sliced('department')).toEqual([
      ['Legal', 0, 1],
      ['Sales', 1, 1],
    ]);
    expect(await sliced('assignee')).toEqual([['5ea7:1', 1, 2]]);
    expect(await sliced('request-type')).toEqual([['request type 7', 1, 2]]);
  });

  it('are listed behind the figure, and not looked for in Jira', async () => {
    await bring(past());
    const found = (await world.console('agent')('kpi/tickets', {
      kpi: 'sla-adherence',
      ...LAST_30_DAYS,
      side: 'misses',
      page: 0,
    })) as KpiTickets;
    expect(found).toMatchObject({ total: 1, jql: null, tickets: [{ issueKey: 'A-2', isInJira: false }] });
  });

  it('are told before an undo what it takes away, and are gone after it', async () => {
    const first = await bring(csv(`A-1,${daysAgo(3)},done,met,,,,`));
    const second = await bring(past());
    expect(second.report).toMatchObject({ rows: 5, brought: 5 });
    const call = world.console('administrator');
    const plan = (await call('history/plan-undo', { importId: second.importId })) as HistoryUndoPlan;
    expect(plan).toMatchObject({
      events: 5,
      now: { tickets: 5, events: 6 },
      then: { tickets: 1, events: 1 },
    });
    await call('history/undo', { importId: second.importId });
    const { partsTaken: _parts, ...left } = (await call('history/show', {
      importId: first.importId,
    })) as HistoryReport;
    expect(left).toMatchObject(plan.then);
    expect((await report()).imported).toBe(1);
    expect(await call('history/list', {})).toMatchObject({
      imports: [{ importId: first.importId, partsTaken: 1 }],
    });
  });
});
