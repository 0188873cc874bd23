import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import type { WeeklyView } from '../../../src/kpis/contract/weekly-report';
import { madeUpCompany } from '../../../sandbox/company/company';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { recordFacts } from '../../support/kpi-facts';
import { raise, SLACK_STANDARD } from '../../support/requests';
import { twoCompanies } from '../../support/two-sites';
import { World } from '../../support/world';

/** The next Monday, 08:00 in Berlin, where the usual calendar of the made-up company is. */
const DUE = Date.UTC(2026, 10, 30, 7);
let world: World;
let ticket: string;

beforeEach(async () => {
  await begin();
});
afterEach(() => world.stop());

async function begin({ isAlone = false } = {}): Promise<void> {
  world = await World.start({ ...(isAlone ? { isAlone } : {}) });
  world.sandbox.host.restSchedules(world.site);
  ticket = await raise(world, SLACK_STANDARD);
}

const call = async (key: string, payload: unknown = {}): Promise<WeeklyView> =>
  (await world.console('administrator')(key, payload)) as WeeklyView;
const show = (): Promise<WeeklyView> => call('weekly/show');
const switchOn = async (issueKey = ticket, weekday = 'monday', isOn = true): Promise<WeeklyView> =>
  call('weekly/save', { isOn, issueKey, weekday, after: (await show()).revision });
const run = async (): Promise<void> => {
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
};
/** Moves time on without any schedule of its own; `run` is the schedule. */
const goTo = (at: number): Promise<void> => world.advance(at - world.now());
const reportsOn = async (key = ticket): Promise<string[]> =>
  (await world.comments(key, 'internal')).filter((text) => text.includes('Access desk KPIs'));

/** Documents of the ticket's comments, as Jira has them. */
const bodies = async (): Promise<unknown[]> =>
  listOf(member(await world.as('agent').ask('GET', `/rest/api/3/issue/${ticket}/comment`), 'comments')).map(
    (comment) => member(comment, 'body'),
  );

describe('a weekly report', () => {
  it('comes on Monday at eight by the clocks of the usual calendar, as an internal comment, and once', async () => {
    await switchOn();
    await goTo(DUE - 1);
    await run();
    expect(await reportsOn()).toEqual([]);
    await goTo(DUE);
    for (let time = 0; time < 3; time++) {
      await run();
      await goTo(world.now() + 5 * MINUTE);
    }
    expect(await reportsOn()).toHaveLength(1);
    expect((await world.comments(ticket, 'public')).join()).not.toContain('Access desk KPIs');
    expect(await show()).toMatchObject({
      lastSent: { at: DUE, issueKey: ticket },
      failure: null,
      nextAt: DUE + 7 * DAY,
    });
    await goTo(DUE + 7 * DAY);
    await run();
    expect(await reportsOn()).toHaveLength(2);
  });

  it('says each KPI with value, target, change and tickets, and what changed most by application', async () => {
    const monday = Date.UTC(2026, 10, 23, 10);
    await recordFacts(world, [
      { ticket: 1, kind: 'fulfilled', at: monday, application: 'figma' },
      { ticket: 2, kind: 'fulfilled', at: monday, application: 'figma', breached: true },
      { ticket: 3, kind: 'fulfilled', at: monday, application: 'slack' },
      { ticket: 4, kind: 'fulfilled', at: monday, application: 'slack' },
      { ticket: 5, kind: 'fulfilled', at: monday - 7 * DAY, application: 'figma' },
      { ticket: 6, kind: 'fulfilled', at: monday - 7 * DAY, application: 'slack' },
      // on the day itself, which is the next week’s
      { ticket: 7, kind: 'fulfilled', at: DUE - HOUR, breached: true },
    ]);
    await switchOn();
    await goTo(DUE);
    await run();
    const [report = ''] = await reportsOn();
    expect(report).toContain('Access desk KPIs, November 23 – 29, 2026');
    expect(report).toMatch(
      /SLA adherence\s*75% \(3 of 4 fulfillments\)\s*off target\s*at least 95%\s*▼ 25 points from 100% \(2 of 2 fulfillments\)\s*1/,
    );
    expect(report).toMatch(
      /Reopen rate\s*0% \(0 of 4 fulfillments\)\s*on target\s*at most 3%\s*same: 0% \(0 of 2 fulfillments\)\s*–/,
    );
    expect(report).toMatch(
      /SLA adherence: \s*Figma changed most: from 100% \(1 of 1 fulfillment\) to 50% \(1 of 2 fulfillments\)\./,
    );
    expect(report).toContain('Days use the Europe/Berlin time zone.');
    const body = JSON.stringify(await bodies());
    const jql = encodeURIComponent('key in (IT-902)');
    expect(body).toContain(`"href":"${world.site.url}/issues/?jql=${jql}"`);
  });

  it('is posted exactly as the preview shows it', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: Date.UTC(2026, 10, 24, 10) }]);
    await switchOn();
    await goTo(DUE);
    const previewed = await world.console('administrator')('weekly/preview', {});
    await run();
    expect(await bodies()).toContainEqual(previewed);
  });

  it('comes late when the schedule does, about the week that it was due for, and misses none twice', async () => {
    await switchOn();
    await goTo(DUE + 3 * DAY);
    await run();
    expect(await reportsOn()).toMatchObject([expect.stringContaining('November 23 – 29, 2026') as unknown]);
    await goTo(DUE + 23 * DAY);
    await run();
    await run();
    expect(await reportsOn()).toHaveLength(2);
  });

  it('comes once from schedules that run at the same time', async () => {
    await switchOn();
    await goTo(DUE);
    await Promise.all([run(), run(), run()]);
    await goTo(DUE + 5 * MINUTE);
    await run();
    expect(await reportsOn()).toHaveLength(1);
    expect(await show()).toMatchObject({ failure: null, lastSent: { at: DUE } });
  });

  it('comes at eight after clocks were set forward', async () => {
    await switchOn();
    await goTo(Date.UTC(2027, 2, 22, 7));
    await run();
    await goTo(Date.UTC(2027, 2, 29, 6) - 1);
    await run();
    expect(await reportsOn()).toHaveLength(1);
    await goTo(Date.UTC(2027, 2, 29, 6));
    await run();
    expect(await reportsOn()).toHaveLength(2);
  });

  it('makes up for nothing that was due before it was switched on, nor after it was switched off', async () => {
    await goTo(DUE + HOUR);
    await switchOn();
    await run();
    await switchOn(ticket, 'monday', false);
    await goTo(DUE + 8 * DAY);
    await run();
    await switchOn();
    await run();
    expect(await reportsOn()).toEqual([]);
    await goTo(DUE + 14 * DAY);
    await run();
    expect(await reportsOn()).toHaveLength(1);
  });

  it.each([
    ['later', 'thursday', 3],
    ['earlier', 'sunday', 2],
  ])('comes once in a calendar week when its day is moved %s in it', async (_where, day, days) => {
    await switchOn();
    await goTo(DUE);
    await run();
    await goTo(DUE + 2 * DAY);
    await switchOn(ticket, day);
    await goTo(DUE + days * DAY);
    await run();
    expect(await reportsOn()).toHaveLength(1);
  });

  it('costs a reconcile no call and no statement when it is not due', async () => {
    await switchOn();
    // the first one takes up what the set-up has left, and the second what that leaves
    await run();
    await run();
    const spent = async (): Promise<number[]> => {
      const [record] = await world.invocationsDuring(run);
      return [record?.rest ?? NaN, record?.sql ?? NaN];
    };
    const on = await spent();
    await switchOn(ticket, 'monday', false);
    expect(on).toEqual(await spent());
  });
});

describe('a weekly report that is cut off', () => {
  /** Runs the schedule around a due report; the given call to Jira or to the database goes wrong, once. */
  async function runWith(
    step: number,
    trouble: 'kill-before' | 'kill-after' | 'lose-answer',
  ): Promise<number> {
    let calls = 0;
    world.sandbox.host.interferer = ({ remote, path }) => {
      if (remote !== 'sql' && remote !== 'kvs' && !path.startsWith('/rest/')) return undefined;
      return ++calls === step ? trouble : undefined;
    };
    await run();
    world.sandbox.host.interferer = undefined;
    return calls;
  }

  it.each(['kill-before', 'kill-after', 'lose-answer'] as const)(
    'by %s at any call is posted by a later run, exactly once',
    async (trouble) => {
      await world.stop();
      await begin({ isAlone: true });
      await switchOn();
      let due = DUE;
      await goTo(due);
      const calls = await runWith(Infinity, trouble);
      expect(calls).toBeGreaterThan(8);
      let posted = 1;
      for (let step = 1; step <= calls; step++) {
        due += 7 * DAY;
        await goTo(due);
        await runWith(step, trouble);
        for (let later = 0; later < 3; later++) {
          await goTo(world.now() + 5 * MINUTE);
          await run();
        }
        posted += 1;
        expect([step, (await reportsOn()).length]).toEqual([step, posted]);
        expect((await show()).failure).toBeNull();
      }
    },
    240_000,
  );

  it('is not posted again on another ticket that was chosen meanwhile', async () => {
    const other = await raise(world, SLACK_STANDARD, 'manager');
    await switchOn();
    await goTo(DUE);
    world.sandbox.host.interferer = ({ method, path }) =>
      method === 'POST' && path.endsWith('/comment') ? 'kill-after' : undefined;
    await run();
    world.sandbox.host.interferer = undefined;
    await switchOn(other);
    await goTo(DUE + 5 * MINUTE);
    await run();
    expect([await reportsOn(ticket), await reportsOn(other)].map(({ length }) => length)).toEqual([1, 0]);
  });
});

describe('a weekly report that cannot be posted', () => {
  it('says so when its ticket is gone, is tried again every hour, and comes once another is chosen', async () => {
    const other = await raise(world, SLACK_STANDARD, 'manager');
    await switchOn();
    await world.as('agent').ask('DELETE', `/rest/api/3/issue/${ticket}`);
    await goTo(DUE);
    await run();
    expect(await show()).toMatchObject({
      isOn: true,
      nextAt: DUE,
      failure: {
        at: DUE,
        message: `${ticket} doesn’t exist anymore, or Seatkeeper can’t see it. Choose another ticket.`,
        retryAt: DUE + HOUR,
      },
    });
    await goTo(DUE + 30 * MINUTE);
    await run();
    expect((await show()).failure).toMatchObject({ at: DUE });
    await goTo(DUE + HOUR);
    await run();
    expect((await show()).failure).toMatchObject({ at: DUE + HOUR });
    await switchOn(other);
    await run();
    expect(await reportsOn(other)).toHaveLength(1);
    expect((await show()).failure).toBeNull();
  });

  it('says so when its ticket was moved to another project', async () => {
    await world.stop();
    const company = madeUpCompany();
    const [project] = company.site.projects;
    if (!project) throw new Error('the company has a project');
    const projects = [project, { ...project, id: '10001', key: 'HR', name: 'People' }];
    world = await World.start({ company: { ...company, site: { ...company.site, projects } } });
    world.sandbox.host.restSchedules(world.site);
    ticket = await raise(world, SLACK_STANDARD);
    await switchOn();
    const issue = world.site.jsm.issue(ticket);
    if (!issue) throw new Error('there is no ticket');
    Object.assign(issue, { projectId: '10001' });
    await goTo(DUE);
    await run();
    const message = `${ticket} is in another project. Choose a ticket in this one.`;
    expect(await show()).toMatchObject({ isOn: true, failure: { message } });
    await expect(switchOn(ticket, 'tuesday')).rejects.toThrow(message);
  });

  it('is tried again within minutes when Jira did not answer', async () => {
    await switchOn();
    await goTo(DUE);
    world.sandbox.host.interferer = ({ path }) =>
      path.startsWith('/rest/api/3/issue/') ? 'server-error' : undefined;
    await run();
    world.sandbox.host.interferer = undefined;
    expect((await show()).failure).toMatchObject({ retryAt: DUE });
    await goTo(DUE + 5 * MINUTE);
    await run();
    expect(await reportsOn()).toHaveLength(1);
  });

  it('can be switched off when its ticket is gone', async () => {
    await switchOn();
    await world.as('agent').ask('DELETE', `/rest/api/3/issue/${ticket}`);
    expect(await switchOn(ticket, 'monday', false)).toMatchObject({ isOn: false, nextAt: null });
  });
});

describe('setting it up', () => {
  it('is for people who administer the project; others see it', async () => {
    await switchOn();
    const agent = world.console('agent');
    for (const [key, payload] of [
      ['weekly/save', { isOn: false, issueKey: ticket, weekday: 'monday', after: 1 }],
      ['weekly/send', { id: crypto.randomUUID() }],
    ] as const)
      await expect(agent(key, payload)).rejects.toThrow('admins of this project');
    expect(await agent('weekly/show', {})).toMatchObject({ isOn: true, issueKey: ticket, mayChange: false });
    expect(await agent('weekly/preview', {})).toMatchObject({ type: 'doc' });
  });

  it.each([
    ['NOPE-1', 'You can’t see a ticket NOPE-1'],
    ['IT-99999', 'You can’t see a ticket IT-99999'],
    ['it', 'Enter a ticket key'],
    ['IT-1; DROP', 'Enter a ticket key'],
    ['', 'Enter a ticket key'],
  ])('refuses “%s” as a ticket, and changes nothing', async (issueKey, words) => {
    await expect(switchOn(issueKey)).rejects.toThrow(words);
    expect(await show()).toMatchObject({ isOn: false, issueKey: null, nextAt: null });
  });

  it('takes a key in small letters, and refuses a day that there is not', async () => {
    expect(await switchOn(ticket.toLowerCase())).toMatchObject({ issueKey: ticket });
    await expect(switchOn(ticket, 'someday')).rejects.toThrow('Weekday: Choose one of these');
  });

  it('posts at once when that is asked for, once however often the answer is lost, and the week’s own besides', async () => {
    await expect(call('weekly/send', { id: crypto.randomUUID() })).rejects.toThrow(
      'Choose a ticket and save it first',
    );
    await switchOn();
    const id = crypto.randomUUID();
    expect(await call('weekly/send', { id })).toMatchObject({ lastSent: { at: world.now() } });
    await call('weekly/send', { id });
    expect(await reportsOn()).toHaveLength(1);
    await goTo(DUE);
    await run();
    expect(await reportsOn()).toHaveLength(2);
  });
});

describe('two sites', () => {
  it('have reports of their own', async () => {
    const { worlds } = await World.startTwo(twoCompanies());
    const [acme, globex] = worlds;
    if (!acme || !globex) throw new Error('two companies make two worlds');
    for (const one of worlds) one.sandbox.host.restSchedules(one.site);
    const key = await acme.as('newHire').raise('11', { summary: 'Slack' });
    const other = await globex.as('newHire').raise('11', { summary: 'Slack' });
    await acme.console('administrator')('weekly/save', {
      isOn: true,
      issueKey: key,
      weekday: 'monday',
      after: 0,
    });
    await acme.sandbox.clock.advanceBy(DUE - acme.now());
    for (const { site } of worlds) await acme.sandbox.host.runSchedule(site, 'reconcile');
    const texts = async (one: World, issue: string): Promise<string> =>
      (await one.comments(issue, 'internal')).join();
    expect(await texts(acme, key)).toContain('Access desk KPIs');
    expect(await texts(globex, other)).not.toContain('Access desk KPIs');
    expect(await globex.console('administrator')('weekly/show', {})).toMatchObject({ issueKey: null });
    await acme.sandbox.stop();
  });
});
