import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { FIELD } from '../../../sandbox/company/service-project';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  raiseAsAgent,
  raiseByPanel,
  SLACK_STANDARD,
} from '../../support/requests';
import { saveProject } from '../../support/settings';
import { World } from '../../support/world';

// Jira charges points by the hour over all tenants, so each path has a budget of calls and statements
let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const most = (
  records: readonly { readonly rest: number; readonly sql: number }[],
): { rest: number; sql: number } => ({
  rest: Math.max(...records.map(({ rest }) => rest)),
  sql: Math.max(...records.map(({ sql }) => sql)),
});

describe('budgets', () => {
  it.each([
    ['a premium request by the short form', () => raise(world, FIGMA_PREMIUM)],
    [
      'a premium request by the panel',
      () => raiseByPanel(world, { application: 'figma', tier: 'premium', duration: 30, justification: 'x' }),
    ],
    ['a request that a rule approves', () => raise(world, SLACK_STANDARD)],
    ['a request that is incomplete', () => raise(world, { application: 'Nothing' })],
  ])('creating %s costs at most 6 REST calls and 22 SQL statements', async (_what, create) => {
    const spent = most(await world.invocationsDuring(create));
    expect(spent.rest).toBeGreaterThan(0);
    expect(spent.rest).toBeLessThanOrEqual(6);
    expect(spent.sql).toBeLessThanOrEqual(22);
  });

  it('noticing a vote costs at most 3 REST calls, by event and by reconcile', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    const byReconcile = await world.invocationsDuring(() => world.advance(5 * MINUTE));
    const onTicket = byReconcile.flatMap(({ calls }) =>
      calls.filter((call) => call.kind === 'rest' && /\/(issue|request)\/[\dA-Z]/.test(call.path)),
    );
    expect(onTicket.length).toBeGreaterThan(0);
    expect(onTicket.length).toBeLessThanOrEqual(3);

    await world.as('owner').answer(key, 'approve');
    const byEvent = most(await world.invocationsDuring(() => world.settle()));
    // ticket, approvals, which tell of the voters' accounts, too, and the answer
    expect(byEvent.rest).toBeLessThanOrEqual(3);
    expect(byEvent.sql).toBeLessThanOrEqual(16);
  });

  it('waiting costs one REST call a reconcile for fifty requests while nobody votes, and one a request and hour', async () => {
    const keys = [await raise(world, FIGMA_PREMIUM), await raise(world, MIRO_STANDARD)];
    const ids = keys.map((key) => world.site.jsm.issue(key)?.id ?? '');
    const records = await world.invocationsDuring(() => world.advance(HOUR));
    const paths = records.flatMap(({ calls }) =>
      calls.flatMap((call) => (call.kind === 'rest' ? [call.path] : [])),
    );
    // it is the one that searches for changes
    expect(paths.filter((path) => path.endsWith('/search/jql'))).toHaveLength(12);
    for (const id of ids) expect(paths.filter((path) => path.includes(`/request/${id}/`))).toHaveLength(1);
    expect(paths.filter((path) => path.endsWith('/issue/bulkfetch'))).toEqual([]);
  });

  it('changes of a ticket that is no access request cost no REST call', async () => {
    const key = await raiseAsAgent(world, { summary: 'The printer is out of paper' }, 'Service request');
    await world.settle();
    const changes = [
      { summary: 'The printer needs paper' },
      { assignee: { accountId: world.company.roles.agent } },
    ];
    for (const fields of changes) {
      const records = await world.invocationsDuring(async () => {
        await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
        await world.settle();
      });
      expect(records.map(({ functionKey }) => functionKey)).toContain('on-issue-event');
      expect(most(records).rest).toBe(0);
    }
    // and what makes it one is seen at once
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, {
      fields: { [FIELD.application]: 'Figma' },
    });
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ kind: 'request' });
  });

  it('a vote that raises no event is noticed within five minutes, however long the request has waited', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.sandbox.clock.leapTo(world.now() + 30 * HOUR);
    await world.advance(10 * MINUTE);
    await world.as('manager').answer(key, 'approve');
    await world.advance(5 * MINUTE);
    const [record] = await world.query('SELECT votes FROM access_request');
    expect(JSON.parse(String(record?.['votes']))).toMatchObject([
      { stage: 'manager', outcome: 'approved' },
      { outcome: 'pending' },
    ]);
  });

  it('a vote is noticed at once by a rule on “Approval completed” that has approvals checked', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    const { host } = world.sandbox;
    const check = (role: 'lead' | 'agent'): Promise<unknown> =>
      host.runAction(world.site, 'check-approvals', {}, world.company.roles[role]);
    expect(await check('agent')).toMatchObject({
      ok: false,
      error: { message: 'Only admins of this project can do this.' },
    });
    expect(await check('lead')).toEqual({ ok: true, data: { checked: 1 } });
    expect(
      await world.query("SELECT 1 AS found FROM access_request WHERE INSTR(votes, 'approved') > 0"),
    ).toHaveLength(1);
  });

  it('a reconcile that finds nothing to do costs at most 8 SQL statements', async () => {
    // the first one takes up that there is a roster
    await world.sandbox.host.runSchedule(world.site, 'reconcile');
    const runs = await world.invocationsDuring(() => world.sandbox.host.runSchedule(world.site, 'reconcile'));
    expect(most(runs).sql).toBeLessThanOrEqual(8);
  });

  it('the guard costs at most 2 REST calls, by which it knows the accounts of those who voted, too', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    const refused = most(await world.invocationsDuring(() => world.as('agent').move(key, 'Fulfill')));
    await approveAll(world, key);
    const [allowed] = await world.invocationsDuring(() => world.as('agent').move(key, 'Fulfill'));
    expect(refused.rest).toBeLessThanOrEqual(2);
    expect(allowed).toMatchObject({ functionKey: 'fn-guard' });
    expect(allowed?.rest).toBeLessThanOrEqual(2);
    expect(allowed?.sql).toBeLessThanOrEqual(10);
  });

  it.each(['the workflow’s button', 'the panel’s button'])(
    'fulfilling by %s costs at most 7 REST calls in all besides the guard',
    async (button) => {
      const key = await raise(world, FIGMA_PREMIUM);
      await approveAll(world, key);
      const records = await world.invocationsDuring(async () => {
        if (button.startsWith('the panel')) await world.fulfillFromPanel(key);
        else await fulfill(world, key);
        await world.settle();
      });
      const rest = records
        .filter(({ functionKey }) => functionKey !== 'fn-guard')
        .reduce((sum, record) => sum + record.rest, 0);
      expect(world.statusOf(key)).toBe('Fulfilled');
      expect(rest).toBeLessThanOrEqual(7);
      expect(await world.comments(key, 'public')).toHaveLength(1);
    },
  );

  it('the issue panel costs one REST call and at most 2 SQL statements to show, whatever it shows', async () => {
    const show = async (key: string): Promise<void> => {
      const records = await world.invocationsDuring(() => world.panel(key));
      expect(most(records)).toEqual({ rest: 1, sql: 2 });
    };
    const key = await raise(world, FIGMA_PREMIUM);
    await show(key);
    await world.as('manager').answer(key, 'approve');
    await show(key);
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    await show(key);
    await fulfill(world, key);
    await show(key);
    await show(await raise(world, { application: 'Nothing' }));
  });

  it('the portal’s panel costs at most 2 REST calls and 8 SQL statements to show, to whoever looks', async () => {
    const show = async (key: string): Promise<void> => {
      for (const role of ['newHire', 'owner'] as const) {
        const spent = most(await world.invocationsDuring(() => world.portalPanel(key, role)));
        expect(spent.rest).toBeLessThanOrEqual(2);
        expect(spent.sql).toBeLessThanOrEqual(8);
      }
    };
    const key = await raise(world, FIGMA_PREMIUM);
    await show(key);
    await world.as('manager').answer(key, 'approve');
    await show(key);
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    await show(key);
    await fulfill(world, key);
    await show(key);
  });

  it('the issue panel shows the same for one more REST call where JSM’s approvals are not mapped', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    const shown = await world.panel(key);
    const [project] = listOf(member(await world.admin('admin/setup', {}), 'settings'));
    const fields = { ...(member(project, 'fields') as object), approvals: null };
    await saveProject(world, { ...(project as object), fields });
    const records = await world.invocationsDuring(async () => {
      expect(await world.panel(key)).toEqual(shown);
    });
    expect(most(records)).toEqual({ rest: 2, sql: 2 });
  });

  it('an event of a project that is not set up costs no REST call and no SQL statement', async () => {
    const records = await world.invocationsDuring(async () => {
      world.site.jsm.raise({
        eventType: 'avi:jira:updated:issue',
        atlassianId: 'somebody',
        body: { issue: { id: '99', key: 'HR-1', fields: { project: { id: '777', key: 'HR' } } } },
      });
      await world.settle();
    });
    expect(most(records)).toEqual({ rest: 0, sql: 0 });
  });
});
