import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany } from '../../../sandbox/company/company';
import type { Interferer } from '../../../sandbox/forge/faults/call-faults';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { withTransitions } from '../../support/workflows';
import { World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Lets the product raise an event of an issue again, as a platform that delivers at least once may. */
function repeatEvent(key: string, type: 'created' | 'updated' = 'updated'): void {
  const issue = world.site.jsm.issue(key);
  const body = { issue: { id: issue?.id, key, fields: { project: { id: '10000', key: 'IT' } } } };
  world.site.jsm.raise({ eventType: `avi:jira:${type}:issue`, atlassianId: world.company.roles.agent, body });
}

describe('events', () => {
  it('that come five times do everything once', async () => {
    const key = await world.as('newHire').raise('11', {
      summary: 'x',
      customfield_10040: 'Slack',
      customfield_10041: 'Standard',
      customfield_10044: 'x',
    });
    for (let copy = 0; copy < 4; copy++) repeatEvent(key, 'created');
    await world.settle();
    await world.as('agent').move(key, 'Fulfill');
    for (let copy = 0; copy < 5; copy++) repeatEvent(key);
    await world.settle();
    expect(await world.comments(key, 'internal')).toHaveLength(2);
    expect(await world.comments(key, 'public')).toHaveLength(1);
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled', pool: { allocated: 1, held: 0 } });
  });

  it('that overlap do everything once', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.as('agent').move(key, 'Fulfill');
    world.mayBePaced = true;
    // five deliveries at the same time, as parallel workers of the platform would run them
    const site = world.site;
    await Promise.all(Array.from({ length: 5 }, () => world.sandbox.host.runSchedule(site, 'reconcile')));
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(await world.comments(key, 'internal')).toHaveLength(2);
    expect(await world.comments(key, 'public')).toHaveLength(1);
  });

  it('for an issue that is gone by the time they arrive change nothing and fail nothing', async () => {
    const key = await world.as('newHire').raise('11', {
      summary: 'x',
      customfield_10040: 'Slack',
      customfield_10041: 'Standard',
      customfield_10044: 'x',
    });
    const id = world.site.jsm.issue(key)?.id ?? '';
    await world.as('agent').ask('DELETE', `/rest/api/3/issue/${key}`);
    await world.settle();
    const last = world.invocations().filter(({ subject }) => subject === key);
    expect(last.length).toBeGreaterThan(0);
    expect(last.every(({ outcome }) => outcome?.ok)).toBe(true);
    expect(world.site.jsm.issue(id)).toBeUndefined();
  });

  it('for an issue that is deleted later give its held seat back', async () => {
    const key = await raise(world, SLACK_STANDARD);
    const other = await raise(world, SLACK_STANDARD, 'manager');
    expect(await world.panel(other)).toMatchObject({ pool: { held: 2 } });
    await world.as('agent').ask('DELETE', `/rest/api/3/issue/${key}`);
    await world.settle();
    expect(await world.panel(other)).toMatchObject({ pool: { held: 1 } });
  });

  it('for an issue whose deletion no event told of end it once it has been missing for a week', async () => {
    const key = await raise(world, SLACK_STANDARD);
    const other = await raise(world, SLACK_STANDARD, 'manager');
    world.site.jsm.issues.delete(world.site.jsm.issue(key)?.id ?? '');
    world.sandbox.host.restSchedules(world.site);
    const lookAfter = async (time: number): Promise<void> => {
      await world.advance(time);
      await world.sandbox.host.runSchedule(world.site, 'reconcile');
    };
    await lookAfter(2 * HOUR);
    await lookAfter(6 * DAY);
    expect(await world.panel(other)).toMatchObject({ pool: { held: 2 } });
    await lookAfter(DAY);
    expect(await world.panel(other)).toMatchObject({ pool: { held: 1 } });
  });

  it('and reads that find nothing while the app may not see the project end nothing', async () => {
    const held = await raise(world, SLACK_STANDARD);
    const voted = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(voted, 'approve');
    await world.advance(6 * MINUTE);
    const before = await world.query('SELECT state, revision, votes FROM access_request ORDER BY issue_id');

    const [project] = world.site.jsm.configuration.projects;
    const apps = [...world.site.jsm.accounts.values()].filter(({ kind }) => kind === 'app');
    Object.assign(project ?? {}, { hiddenFrom: new Set(apps.map(({ accountId }) => accountId)) });
    expect(await world.as('agent').move(held, 'Fulfill')).toBe(
      `Seatkeeper can’t read ${held}. Ask a project admin to give Seatkeeper access.`,
    );
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${held}`, { fields: { summary: 'Still there' } });
    await world.advance(2 * HOUR);
    Object.assign(project ?? {}, { hiddenFrom: undefined });
    await world.advance(66 * MINUTE);

    expect(await world.query('SELECT state, revision, votes FROM access_request ORDER BY issue_id')).toEqual(
      before,
    );
    expect(await world.panel(held)).toMatchObject({ state: 'ready', pool: { held: 1 } });
    await world.as('owner').answer(voted, 'approve');
    await world.settle();
    expect(world.statusOf(voted)).toBe('Ready to fulfill');
  });

  it('and a week in which the app may not see the project ends nothing either', async () => {
    const held = await raise(world, SLACK_STANDARD);
    const { host } = world.sandbox;
    host.restSchedules(world.site);
    const reconcileAfter = async (ms: number): Promise<void> => {
      await world.advance(ms);
      await host.runSchedule(world.site, 'reconcile');
      await world.settle();
    };
    const [project] = world.site.jsm.configuration.projects;
    const apps = [...world.site.jsm.accounts.values()].filter(({ kind }) => kind === 'app');
    Object.assign(project ?? {}, { hiddenFrom: new Set(apps.map(({ accountId }) => accountId)) });
    await reconcileAfter(2 * HOUR);
    await reconcileAfter(8 * DAY);
    Object.assign(project ?? {}, { hiddenFrom: undefined });
    expect(await world.panel(held)).toMatchObject({ state: 'ready', pool: { held: 1 } });
  });

  it('that cannot be read are dropped with a line in the log', async () => {
    world.site.jsm.raise({
      eventType: 'avi:jira:updated:issue',
      atlassianId: 'x',
      body: { issue: { id: 7 } },
    });
    world.site.jsm.raise({ eventType: 'avi:jira:created:issue', atlassianId: 'x', body: {} });
    await world.settle();
    const dropped = world.invocations().slice(-2);
    expect(
      dropped.every(({ outcome, logs }) => outcome?.ok && logs[0]?.text.includes('could not be read')),
    ).toBe(true);
  });

  it('that never come are made up for by the reconcile', async () => {
    let lost = true;
    world.sandbox.host.interferer = ({ path }) =>
      lost && path.startsWith('/rest/api/3/issue/') ? 'kill-before' : undefined;
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Open');
    lost = false;
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });
});

describe('a run that dies before it has written anything', () => {
  /** Nothing that the app does comes through. */
  const withoutApp = async (work: () => Promise<unknown>): Promise<void> => {
    world.sandbox.host.interferer = ({ path }) =>
      path.startsWith('/rest/api/3/issue/') && !path.startsWith('/rest/api/3/issue/IT-')
        ? 'kill-before'
        : undefined;
    await work();
    await world.settle();
    world.sandbox.host.interferer = undefined;
  };

  it('hides a reopening until the reconcile sees that the ticket has changed', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await fulfill(world, key);
    await world.advance(10 * MINUTE);
    await withoutApp(() => world.as('agent').move(key, 'Reopen'));
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    await world.advance(6 * MINUTE);
    expect(await world.property(key)).toMatchObject({ state: 'ready' });
  });

  it('hides a reopening, and the second fulfillment is noted all the same (seed 5)', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await fulfill(world, key);
    await withoutApp(() => world.as('agent').move(key, 'Reopen'));
    await world.as('agent').move(key, 'Fulfill');
    await world.advance(10 * MINUTE);
    expect(await world.comments(key, 'internal')).toHaveLength(3);
    expect(await world.comments(key, 'public')).toHaveLength(2);
  });

  it('hides a fulfillment that was over by then, of which note, message and facts follow all the same', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await withoutApp(async () => {
      expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
      await world.as('agent').move(key, 'Reopen');
    });
    await world.advance(10 * MINUTE);
    expect((await world.comments(key, 'internal')).map((text) => text.split('\n')[0])).toEqual([
      expect.stringContaining('Seatkeeper checked') as string,
      expect.stringContaining('Fulfilled') as string,
    ]);
    expect(await world.comments(key, 'public')).toHaveLength(1);
    const kinds = await world.query('SELECT kind FROM ticket_fact ORDER BY happened_at, kind');
    expect(kinds.map(({ kind }) => kind)).toEqual(['requested', 'approved', 'fulfilled', 'reopened']);
    expect(await world.panel(key)).toMatchObject({ state: 'ready', pool: { allocated: 1, held: 0 } });
  });

  it('hides a fulfillment without approval that was over by then, which counts all the same, and is said once', async () => {
    await world.stop();
    // a workflow in which agents may take the steps that are the app's
    world = await World.start({
      company: withTransitions(madeUpCompany(), (one) => [{ ...one, onlyRoleIds: undefined }]),
    });
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    const key = await raise(world, MIRO_STANDARD);
    await withoutApp(async () => {
      await world.as('agent').move(key, 'Fulfill');
      await world.as('agent').move(key, 'Reopen');
      await world.as('agent').move(key, 'Back to approval');
      await world.advance(MINUTE);
      // too late for what was before
      await world.as('owner').answer(key, 'approve');
    });
    await world.advance(10 * MINUTE);
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((text) => text.includes('without a valid decision'))).toHaveLength(1);
    expect(
      await world.query("SELECT kind FROM ticket_fact WHERE kind IN ('unapproved', 'fulfilled')"),
    ).toEqual([{ kind: 'unapproved' }]);
    expect(await world.comments(key, 'public')).toEqual([]);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await world.panel(key)).toMatchObject({ state: 'ready', pool: { allocated: 0, held: 1 } });
  });

  it.each(['reopened', 'reopened and fulfilled again'])(
    'leaves a fulfillment without its note, which follows though the ticket was %s meanwhile (seed 30)',
    async (meanwhile) => {
      const key = await raise(world, SLACK_STANDARD);
      world.sandbox.host.interferer = ({ method, path }) =>
        method === 'POST' && path.endsWith('/comment') ? 'kill-before' : undefined;
      await fulfill(world, key);
      world.sandbox.host.interferer = undefined;
      expect(await world.comments(key, 'public')).toEqual([]);
      await withoutApp(async () => {
        await world.as('agent').move(key, 'Reopen');
        if (meanwhile.includes('again')) await world.as('agent').move(key, 'Fulfill');
      });
      await world.advance(10 * MINUTE);
      const fulfillments = meanwhile.includes('again') ? 2 : 1;
      expect(await world.comments(key, 'internal')).toHaveLength(1 + fulfillments);
      expect(await world.comments(key, 'public')).toHaveLength(fulfillments);
    },
  );
});

describe('votes', () => {
  it('raise no event until the last one, so the reconcile notices the others within five minutes', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    await world.advance(5 * MINUTE);
    const panel = (await world.portalPanel(key)) as { steps: { kind: string; state: string }[] };
    expect(panel.steps).toMatchObject([
      { kind: 'asked' },
      { kind: 'manager', state: 'done' },
      { kind: 'application-owner', state: 'current' },
      { kind: 'ready' },
    ]);
    const refusal = await world.as('agent').move(key, 'Fulfill');
    expect(refusal).toContain('Waiting for Leo Brandt (application owner).');
  });
});

describe('what goes wrong on the way', () => {
  /** Lets the first call that matches go wrong, once. */
  function once(
    trouble: ReturnType<Interferer>,
    matches: (method: string, path: string, body: string) => boolean,
  ): () => boolean {
    let happened = false;
    world.sandbox.host.interferer = ({ method, path, body }) => {
      if (happened || !matches(method, path, body)) return undefined;
      happened = true;
      return trouble;
    };
    return () => happened;
  }
  const isComment = (method: string, path: string): boolean => method === 'POST' && path.endsWith('/comment');
  const isTransition = (method: string, path: string): boolean =>
    method === 'POST' && path.endsWith('/transitions');

  it.each([
    ['the answer to posting a comment is lost', 'lose-answer', isComment],
    ['posting a comment fails', 'server-error', isComment],
    ['the process dies before a comment', 'kill-before', isComment],
    ['the process dies after a comment', 'kill-after', isComment],
    ['the answer to a transition is lost', 'lose-answer', isTransition],
    ['the process dies after a transition', 'kill-after', isTransition],
    ['the process dies after a field edit', 'kill-after', (method: string) => method === 'PUT'],
    ['the answer to a field edit is lost', 'lose-answer', (method: string) => method === 'PUT'],
  ] as const)('%s: the request is still received exactly once', async (_what, trouble, matches) => {
    const happened = once(trouble, matches);
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(15 * MINUTE);
    expect(happened()).toBe(true);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.comments(key, 'internal')).toHaveLength(1);
    expect(world.site.jsm.issue(key)?.approvals.filter(({ abandoned }) => !abandoned)).toHaveLength(1);
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  /** Walks one request to its end; the given call, to Jira or to the database, goes wrong once. */
  async function walk(
    dieAt: number,
    trouble: 'kill' | 'lose-answer',
  ): Promise<{ readonly died: boolean; readonly calls: number }> {
    let calls = 0;
    world.sandbox.host.interferer = ({ remote, path }) => {
      if (remote !== 'sql' && !path.startsWith('/rest/')) return undefined;
      if (++calls !== dieAt) return undefined;
      if (trouble === 'lose-answer') return trouble;
      return dieAt % 4 < 2 ? 'kill-after' : 'kill-before';
    };
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(11 * MINUTE);
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    await world.advance(11 * MINUTE);
    // a guard that dies refuses, and the agent tries again
    if ((await fulfill(world, key)) !== undefined) expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(11 * MINUTE);
    world.sandbox.host.interferer = undefined;
    expect(await world.comments(key, 'internal')).toHaveLength(2);
    expect(await world.comments(key, 'public')).toHaveLength(1);
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled', pool: { allocated: 1, held: 0 } });
    return { died: calls >= dieAt, calls };
  }

  // between the two, every call goes wrong once; a world for each takes its time
  it.each([
    ['a process that dies', 'odd', 'kill', 1],
    ['a lost answer', 'even', 'lose-answer', 2],
  ] as const)(
    '%s at every %s call on the way leaves nothing undone and nothing done twice',
    async (_what, _which, trouble, first) => {
      const { calls } = await walk(Infinity, trouble);
      for (let step = first; step <= calls; step += 2) {
        await world.stop();
        // the first of these hundred worlds has had the other company beside it
        world = await World.start({ isAlone: true });
        expect(await walk(step, trouble)).toMatchObject({ died: true });
      }
    },
    300_000,
  );

  it('a guard that cannot reach Jira refuses with a sentence', async () => {
    const key = await raise(world, SLACK_STANDARD);
    world.sandbox.host.interferer = ({ path }) =>
      path.startsWith('/rest/api/3/issue/IT-') ? 'server-error' : undefined;
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(
      'Seatkeeper couldn’t check this request, so it wasn’t fulfilled. Try again in a moment.',
    );
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it('a guard whose database is gone refuses with a sentence', async () => {
    const key = await raise(world, SLACK_STANDARD);
    world.sandbox.host.interferer = ({ remote }) => (remote === 'sql' ? 'server-error' : undefined);
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/couldn’t check this request/);
  });
});
