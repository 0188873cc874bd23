import fc from 'fast-check';
import { changeSlas, conditionsOfChange } from '../../sandbox/jsm/sla-tracking';
import type {
  SlaCondition,
  SlaMetric,
  SlaRecord,
  SiteConfiguration,
  WorkCalendar,
} from '../../sandbox/jsm/model';
import { afterMoment, NEVER_STARTED, slaCycles, type SlaCycle } from '../../sandbox/jsm/sla';
import { workingTime } from '../../sandbox/jsm/work-calendar';
import { member } from '../../sandbox/untyped';
import { calendars, HOUR, MINUTE, minutes, officeHours } from '../support/calendars';
import { ProbeDesk, START } from '../support/probe-desk';
import { probeSite } from '../support/probe-site';

/** The probe's only SLA, set up in another way. */
function siteWith(
  changes: Partial<SlaMetric>,
  projectCalendars: readonly WorkCalendar[] = [],
): SiteConfiguration {
  const site = probeSite();
  return {
    ...site,
    projects: site.projects.map((project) => ({
      ...project,
      calendars: projectCalendars,
      slas: project.slas.map((metric) => ({ ...metric, ...changes })),
    })),
  };
}

function projectOf(desk: ProbeDesk) {
  const project = desk.site.jsm.project('PRB');
  if (!project) throw new Error('the probe has one project');
  return project;
}

describe('an SLA', () => {
  it('runs from its start, stands still in a pausing status, and ends at its stop', async () => {
    const desk = new ProbeDesk();
    const key = await desk.raise();
    desk.now += HOUR;
    expect(await desk.sla(key)).toMatchObject({
      ongoingCycle: {
        startTime: { epochMillis: START },
        paused: false,
        breached: false,
        withinCalendarHours: true,
        goalDuration: { millis: 4 * HOUR, friendly: '4h 0m' },
        elapsedTime: { millis: HOUR },
        remainingTime: { millis: 3 * HOUR },
        breachTime: { epochMillis: START + 4 * HOUR },
      },
      completedCycles: [],
    });
    await desk.move(key, '11');
    desk.now += 10 * HOUR;
    const paused = await desk.sla(key);
    expect(paused).toMatchObject({
      ongoingCycle: { paused: true, elapsedTime: { millis: HOUR }, remainingTime: { millis: 3 * HOUR } },
    });
    expect(member(member(paused, 'ongoingCycle'), 'breachTime')).toBeUndefined();
    await desk.move(key, '31');
    const done = await desk.sla(key);
    expect(member(done, 'ongoingCycle')).toBeUndefined();
    expect(done).toMatchObject({
      completedCycles: [
        {
          breached: false,
          elapsedTime: { millis: HOUR },
          stopTime: { epochMillis: START + 11 * HOUR },
          // when it would have been breached
          breachTime: { epochMillis: START + 14 * HOUR },
        },
      ],
    });
  });

  it('is breached when the goal passes, and starts a new cycle when the issue is reopened', async () => {
    const desk = new ProbeDesk();
    const key = await desk.raise();
    desk.now += 5 * HOUR + 30 * MINUTE;
    expect(await desk.sla(key)).toMatchObject({
      ongoingCycle: {
        breached: true,
        remainingTime: { millis: -1.5 * HOUR, friendly: '-1h 30m' },
        breachTime: { epochMillis: START + 4 * HOUR },
      },
    });
    await desk.move(key, '31');
    await desk.move(key, '41');
    desk.now += HOUR;
    expect(await desk.sla(key)).toMatchObject({
      completedCycles: [{ breached: true, breachTime: { epochMillis: START + 4 * HOUR } }],
      ongoingCycle: { breached: false, elapsedTime: { millis: HOUR } },
    });
  });

  it('shows the same as the issue’s own field', async () => {
    const desk = new ProbeDesk();
    const key = await desk.raise();
    desk.now += HOUR;
    const issue = await desk.ask('agent', 'GET', `/rest/api/3/issue/${key}?fields=customfield_10003`);
    expect(member(member(issue, 'fields'), 'customfield_10003')).toEqual(await desk.sla(key));
  });

  it('has no cycle before it starts', async () => {
    const desk = new ProbeDesk(siteWith({ startOn: [{ on: 'entered-status', statusId: '3' }] }));
    const sla = await desk.sla(await desk.raise());
    expect(sla).toMatchObject({ completedCycles: [] });
    expect(member(sla, 'ongoingCycle')).toBeUndefined();
  });

  it('counts working hours only, and says when it is outside of them', async () => {
    const hours = officeHours({ holidays: [{ name: 'Free', date: '2026-11-24', yearly: false }] });
    const goals = [{ duration: 8 * HOUR, calendarId: hours.id }];
    const desk = new ProbeDesk(siteWith({ goals }, [hours]));
    // Monday, one in the afternoon in Berlin
    desk.now = Date.parse('2026-11-23T13:00+01:00');
    const key = await desk.raise();
    const breachTime = { epochMillis: Date.parse('2026-11-25T13:00+01:00') };
    expect(await desk.sla(key)).toMatchObject({ ongoingCycle: { withinCalendarHours: true, breachTime } });
    desk.now = Date.parse('2026-11-24T12:00+01:00');
    expect(await desk.sla(key)).toMatchObject({
      ongoingCycle: {
        withinCalendarHours: false,
        paused: false,
        breachTime,
        elapsedTime: { millis: 4 * HOUR },
      },
    });
  });
});

describe('goals', () => {
  const goals = [
    { jql: 'cf[10002] = high', duration: HOUR },
    { jql: 'cf[10002] is not EMPTY', duration: 2 * HOUR },
    { duration: 3 * HOUR },
  ];
  const goalOf = async (desk: ProbeDesk, key: string) =>
    member(member(member(await desk.sla(key), 'ongoingCycle'), 'goalDuration'), 'millis');
  const setLevel = (desk: ProbeDesk, key: string, value: string) =>
    desk.edit(key, { customfield_10002: { value } });

  it('are chosen by JQL, the first that finds the issue, and the one without JQL for the rest', async () => {
    const desk = new ProbeDesk(siteWith({ goals }));
    const key = await desk.raise();
    expect(await goalOf(desk, key)).toBe(3 * HOUR);
    await setLevel(desk, key, 'low');
    expect(await goalOf(desk, key)).toBe(2 * HOUR);
    await setLevel(desk, key, 'high');
    expect(await goalOf(desk, key)).toBe(HOUR);
  });

  it('carry over the time that has passed when the issue changes to another', async () => {
    const desk = new ProbeDesk(siteWith({ goals }));
    const key = await desk.raise();
    desk.now += 40 * MINUTE;
    await setLevel(desk, key, 'high');
    expect(await desk.sla(key)).toMatchObject({
      ongoingCycle: {
        elapsedTime: { millis: 40 * MINUTE },
        remainingTime: { millis: 20 * MINUTE },
        breachTime: { epochMillis: START + HOUR },
      },
    });
  });

  it('leave an issue that none finds without a target', async () => {
    const desk = new ProbeDesk(siteWith({ goals: goals.slice(0, 1) }));
    const key = await desk.raise();
    expect(member(await desk.sla(key), 'ongoingCycle')).toBeUndefined();
  });

  it('that an administrator changes hold for the ongoing cycle, and not for finished ones', async () => {
    const hours = officeHours();
    const desk = new ProbeDesk(siteWith({ goals: [{ duration: 4 * HOUR, calendarId: '2' }] }, [hours]));
    const key = await desk.raise();
    desk.now += 2 * HOUR;
    await desk.move(key, '31');
    await desk.move(key, '41');
    desk.now += 2 * HOUR;
    const [metric] = projectOf(desk).slas;
    if (!metric) throw new Error('the probe has an SLA');
    changeSlas(desk.site.jsm, projectOf(desk), {
      slas: [{ ...metric, goals: [{ duration: HOUR, calendarId: '2' }] }],
      calendars: [officeHours({ hours: { monday: [{ from: '13:00', to: '17:00' }] } })],
    });
    expect(await desk.sla(key)).toMatchObject({
      completedCycles: [
        {
          breached: false,
          goalDuration: { millis: 4 * HOUR },
          elapsedTime: { millis: 2 * HOUR },
        },
      ],
      // from noon to two in Berlin, an hour of which counts now
      ongoingCycle: { goalDuration: { millis: HOUR }, elapsedTime: { millis: HOUR } },
    });
  });

  it('of an SLA that is new are applied to the issues that are there, from their history', async () => {
    const desk = new ProbeDesk();
    const [metric] = projectOf(desk).slas;
    if (!metric) throw new Error('the probe has an SLA');
    const key = await desk.raise();
    desk.now += HOUR;
    await desk.move(key, '11');
    desk.now += HOUR;
    await desk.comment(key, 'sam');
    await desk.comment(key, 'agent', false);
    desk.now += HOUR;
    await desk.comment(key, 'agent');
    desk.now += HOUR;
    const slas = [{ ...metric, id: '2', stopOn: [{ on: 'comment-for-customers' as const }] }];
    changeSlas(desk.site.jsm, projectOf(desk), { slas, calendars: [] });
    expect(await desk.sla(key)).toMatchObject({
      id: '2',
      completedCycles: [{ elapsedTime: { millis: HOUR }, stopTime: { epochMillis: START + 3 * HOUR } }],
    });
  });
});

describe('conditions', () => {
  /** What ends the SLA, as cycles that a short story leaves behind. */
  async function cyclesUntil(stop: SlaCondition, story: (desk: ProbeDesk, key: string) => Promise<unknown>) {
    const desk = new ProbeDesk(siteWith({ startOn: [{ on: 'created' }], stopOn: [stop] }));
    const key = await desk.raise();
    await story(desk, key);
    return member(await desk.sla(key), 'completedCycles');
  }
  const finish = (desk: ProbeDesk, key: string) => desk.move(key, '31');
  const nothing = () => Promise.resolve();

  it.each<[string, SlaCondition, (desk: ProbeDesk, key: string) => Promise<unknown>, typeof finish]>([
    ['a status that is entered', { on: 'entered-status', statusId: '4' }, (d, k) => d.move(k, '11'), finish],
    ['a status that is left', { on: 'left-status', statusId: '1' }, nothing, (d, k) => d.move(k, '11')],
    ['a resolution', { on: 'resolution-set' }, (d, k) => d.move(k, '11'), finish],
    [
      'a public comment of an agent',
      { on: 'comment-for-customers' },
      async (d, k) => {
        await d.comment(k, 'sam');
        await d.comment(k, 'agent', false);
      },
      async (d, k) => {
        await d.comment(k, 'agent');
        return 0;
      },
    ],
    [
      'a comment of the customer',
      { on: 'comment-by-customer' },
      (d, k) => d.comment(k, 'agent'),
      async (d, k) => {
        await d.comment(k, 'sam');
        return 0;
      },
    ],
  ])('stop at %s, and at nothing else', async (_what, condition, before, then) => {
    expect(await cyclesUntil(condition, before)).toHaveLength(0);
    expect(await cyclesUntil(condition, then)).toHaveLength(1);
  });

  it('start again when the resolution is cleared', async () => {
    const desk = new ProbeDesk(
      siteWith({ startOn: [{ on: 'resolution-cleared' }], stopOn: [{ on: 'resolution-set' }] }),
    );
    const key = await desk.raise();
    await desk.move(key, '31');
    expect(await desk.sla(key)).toMatchObject({ completedCycles: [] });
    await desk.move(key, '41');
    await desk.move(key, '31');
    expect(member(await desk.sla(key), 'completedCycles')).toHaveLength(1);
  });

  it('that stop and start at once stop', async () => {
    const both = [{ on: 'entered-status', statusId: '2' } as const];
    const desk = new ProbeDesk(siteWith({ startOn: [{ on: 'created' }, ...both], stopOn: both }));
    const key = await desk.raise();
    await desk.move(key, '11');
    const sla = await desk.sla(key);
    expect(member(sla, 'completedCycles')).toHaveLength(1);
    expect(member(sla, 'ongoingCycle')).toBeUndefined();
    await desk.move(key, '12');
    expect(await desk.sla(key)).toEqual(sla);
  });

  it.each([
    ['from nobody', null, 'agent', ['assignee-from-unassigned', 'assignee-changed']],
    ['to nobody', 'agent', null, ['assignee-to-unassigned', 'assignee-changed']],
    ['to somebody else', 'agent', 'admin', ['assignee-changed']],
  ])('see an assignee change %s', (_what, from, to, met) => {
    const item = { field: 'assignee', fieldId: 'assignee', fieldtype: 'jira' as const, from, to };
    const change = { items: [{ ...item, fromString: from, toString: to }] };
    expect(conditionsOfChange(new ProbeDesk().site.jsm, change).map(({ on }) => on)).toEqual(met);
  });
});

describe('SLA functions of JQL', () => {
  const field = '"Time to done"';

  /** PRB-1 was met, PRB-2 missed, PRB-3 missed and reopened, PRB-4 runs, PRB-5 is paused, PRB-6 is late. */
  async function desk(): Promise<ProbeDesk> {
    const one = new ProbeDesk();
    const [met, missed, reopened] = [await one.raise(), await one.raise(), await one.raise()];
    one.now += HOUR;
    await one.move(met, '31');
    const late = await one.raise();
    one.now += 5 * HOUR;
    await one.move(missed, '31');
    await one.move(reopened, '31');
    await one.move(reopened, '41');
    const paused = await one.raise();
    one.now += HOUR;
    await one.move(paused, '11');
    await one.raise();
    one.now += HOUR;
    expect([late, paused]).toEqual(['PRB-4', 'PRB-5']);
    return one;
  }

  it.each([
    [`${field} = breached()`, ['PRB-2', 'PRB-4']],
    [`${field} != breached()`, ['PRB-1', 'PRB-3', 'PRB-5', 'PRB-6']],
    [`${field} = everBreached()`, ['PRB-2', 'PRB-3', 'PRB-4']],
    [`${field} != everBreached()`, ['PRB-1', 'PRB-5', 'PRB-6']],
    [`${field} = completed()`, ['PRB-1', 'PRB-2']],
    [`${field} = running()`, ['PRB-3', 'PRB-4', 'PRB-6']],
    [`${field} != running()`, ['PRB-1', 'PRB-2', 'PRB-5']],
    [`${field} = paused()`, ['PRB-5']],
    [`${field} = withinCalendarHours()`, ['PRB-3', 'PRB-4', 'PRB-5', 'PRB-6']],
    [`${field} < remaining("0m")`, ['PRB-4']],
    [`cf[10003] <= remaining("2h")`, ['PRB-3', 'PRB-4']],
    [`${field} > remaining("2h 30m")`, ['PRB-5', 'PRB-6']],
    [`${field} >= elapsed("2h")`, ['PRB-3', 'PRB-4']],
    [`${field} < elapsed("2h") AND project = PRB`, ['PRB-5', 'PRB-6']],
  ])('find by %s', async (jql, keys) => {
    expect(await (await desk()).find(`${jql} ORDER BY key ASC`)).toEqual(keys);
  });

  it('sort by what is left of the last cycle', async () => {
    expect(await (await desk()).find(`project = PRB AND ${field} = running() ORDER BY ${field} ASC`)).toEqual(
      ['PRB-4', 'PRB-3', 'PRB-6'],
    );
  });

  it.each([
    `${field} > breached()`,
    `${field} = remaining("2h")`,
    `${field} < remaining("soon")`,
    `${field} = sometimes()`,
    `${field} = "2h"`,
  ])('refuse %s', async (jql) => {
    const path = `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}`;
    expect((await new ProbeDesk().send('agent', 'GET', path)).status).toBe(400);
  });

  it('leave out issues whose SLA never started', async () => {
    const idle = new ProbeDesk(siteWith({ startOn: [{ on: 'entered-status', statusId: '3' }] }));
    await idle.raise();
    expect(await idle.find(`${field} = breached() OR ${field} != breached()`)).toEqual([]);
  });
});

describe('a cycle', () => {
  const STATUS = { running: 'r', paused: 'p' } as const;
  const metric: SlaMetric = {
    id: '1',
    name: 'Any',
    fieldId: 'customfield_1',
    goals: [],
    startOn: [{ on: 'created' }],
    pauseInStatusIds: [STATUS.paused],
    stopOn: [{ on: 'resolution-set' }],
  };

  /** From `from`, alternately running and paused for so many minutes each; stopped at the end where asked. */
  interface Story {
    readonly calendar: WorkCalendar;
    readonly from: number;
    readonly stretches: readonly number[];
    readonly goal: number;
  }

  const stories: fc.Arbitrary<Story> = fc.record({
    calendar: calendars,
    from: minutes,
    stretches: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
    goal: fc.integer({ min: 1, max: 1_200 }).map((count) => count * MINUTE),
  });

  const endOf = ({ from, stretches }: Story): number =>
    from + stretches.reduce((sum, length) => sum + length, 0) * MINUTE;

  function recordOf(story: Story, { pauses = true, stops = false } = {}): SlaRecord {
    const terms = {
      goal: () => ({ duration: story.goal, calendarId: story.calendar.id }),
      calendars: [story.calendar],
    };
    const moment = (at: number, happened: readonly SlaCondition[], isPaused: boolean) => ({
      at,
      happened,
      statusId: isPaused && pauses ? STATUS.paused : STATUS.running,
    });
    let record = afterMoment(metric, NEVER_STARTED, moment(story.from, [{ on: 'created' }], false), terms);
    let at = story.from;
    for (const [index, length] of story.stretches.entries()) {
      record = afterMoment(metric, record, moment(at, [], index % 2 === 1), terms);
      at += length * MINUTE;
    }
    return stops ? afterMoment(metric, record, moment(at, [{ on: 'resolution-set' }], false), terms) : record;
  }

  function cycleOf(story: Story, now: number, options?: Parameters<typeof recordOf>[1]): SlaCycle {
    const [cycle] = slaCycles(recordOf(story, options), [story.calendar], now);
    if (!cycle) throw new Error('it started');
    return cycle;
  }

  it('has worked as long as the stretches in which it ran, together', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let at = story.from;
        let worked = 0;
        for (const [index, length] of story.stretches.entries()) {
          if (index % 2 === 0) worked += workingTime(story.calendar, at, at + length * MINUTE);
          at += length * MINUTE;
        }
        expect(cycleOf(story, at).elapsed).toBe(worked);
        expect(cycleOf(story, at, { stops: true }).elapsed).toBe(worked);
      }),
    );
  });

  it('is never longer for a pause', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const now = endOf(story);
        expect(cycleOf(story, now).elapsed).toBeLessThanOrEqual(
          cycleOf(story, now, { pauses: false }).elapsed,
        );
      }),
    );
  });

  it('is breached where nothing remains, however often one looks', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 3_000 }), (story, later) => {
        const now = endOf(story) + later * MINUTE;
        const { breachAt, breached, paused } = cycleOf(story, now);
        if (breachAt === undefined) return;
        expect(paused).toBe(false);
        expect(breached).toBe(now > breachAt && workingTime(story.calendar, breachAt, now) > 0);
        if (breachAt < endOf(story)) return;
        expect(cycleOf(story, breachAt).elapsed).toBe(story.goal);
        expect(cycleOf(story, breachAt - 1).elapsed).toBe(story.goal - 1);
      }),
    );
  });

  it('that has stopped stays as it is', () => {
    fc.assert(
      fc.property(stories, fc.nat({ max: 100_000 }), (story, later) => {
        const stopped = cycleOf(story, endOf(story), { stops: true });
        expect(stopped.stoppedAt).toBe(endOf(story));
        expect(cycleOf(story, endOf(story) + later * MINUTE, { stops: true })).toEqual(stopped);
      }),
    );
  });
});
