import { join } from 'node:path';
import { HOUR, MINUTE } from '../../sandbox/clock';
import { HostRefusal } from '../../sandbox/forge/host-refusal';
import { addPanel } from '../../sandbox/jsm/issue-panels';
import { Sandbox } from '../../sandbox/sandbox';
import { person, probeSite } from '../support/probe-site';
import { sqlUrl } from '../support/sql-engine';

const START = Date.UTC(2026, 10, 23, 9);

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.start({
    directory: join(__dirname, '../fixtures/probe-app'),
    appName: 'Probe',
    sites: [probeSite('one'), probeSite('two')],
    startAt: START,
    sqlUrl,
  });
});

afterEach(() => sandbox.stop());

async function createIssue(site = sandbox.site('one'), accountId = 'agent'): Promise<string> {
  const body = JSON.stringify({
    fields: { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'Probe me' },
  });
  const response = await site.fetchAs(accountId, '/rest/api/3/issue', { method: 'POST', body });
  return ((await response.json()) as { key: string }).key;
}

const probe = (
  functionKey: string,
  payload: unknown = {},
  accountId: string | undefined = 'agent',
  site = sandbox.site('one'),
): Promise<unknown> =>
  sandbox.host.invokeResolverUnchecked({
    site,
    moduleKey: 'panel',
    accountId,
    functionKey,
    payload,
    extension: { type: 'jira:issuePanel' },
  });

const stored = async (key: string, site = sandbox.site('one')): Promise<unknown[]> => {
  const { value } = (await probe('kvs-get', { key }, 'agent', site)) as { value?: unknown[] };
  return value ?? [];
};

describe('events', () => {
  it('delivers an issue event once the clock has moved, with the documented fields and no custom field', async () => {
    const key = await createIssue();
    expect(await stored('events')).toEqual([]);
    await sandbox.clock.settle();
    const [event] = (await stored('events')) as [
      Record<string, { key: string; fields: Record<string, unknown> }>,
    ];
    expect(event).toMatchObject({
      eventType: 'avi:jira:created:issue',
      selfGenerated: false,
      atlassianId: 'agent',
      timestamp: String(START),
    });
    expect(event['issue']?.key).toBe(key);
    expect(Object.keys(event['issue']?.fields ?? {}).sort()).toEqual([
      'assignee',
      'created',
      'creator',
      'issuetype',
      'project',
      'reporter',
      'status',
      'summary',
      'updated',
    ]);
  });

  it('keeps the events of one site from the other', async () => {
    await createIssue(sandbox.site('two'));
    await sandbox.clock.settle();
    expect(await stored('events')).toEqual([]);
    expect(await stored('events', sandbox.site('two'))).toHaveLength(1);
  });

  it("leaves out the app's own changes where the trigger ignores them, and marks them where it does not", async () => {
    const key = await createIssue();
    await sandbox.clock.settle();
    const site = sandbox.site('one');
    const app = sandbox.host.installationOf(site).appAccountId;
    await site.fetchAs(app, `/rest/api/3/issue/${key}`, {
      method: 'PUT',
      body: '{"fields":{"summary":"changed"}}',
    });
    await sandbox.clock.settle();
    expect(await stored('events')).toHaveLength(1);
    expect(await stored('any-events')).toMatchObject([
      { selfGenerated: true, changelog: { items: [{ field: 'summary', toString: 'changed' }] } },
    ]);
  });
});

describe('queue and schedules', () => {
  it('runs a consumer after its delay and again when it asks for a retry, with the retry data', async () => {
    await probe('push', { event: { body: { failTimes: 2 }, delayInSeconds: 30 } });
    await sandbox.clock.advanceBy(29_000);
    expect(await stored('work')).toHaveLength(0);
    await sandbox.clock.settle();
    const runs = await stored('work');
    expect(runs).toHaveLength(3);
    expect(runs[2]).toMatchObject({
      queueName: 'work',
      retryContext: { retryCount: 2, retryData: { again: true } },
    });
    expect(sandbox.clock.now()).toBeGreaterThanOrEqual(START + 150_000);
  });

  it('gives up after four retries', async () => {
    await probe('push', { event: { body: { failTimes: 99 } } });
    await sandbox.clock.settle();
    expect(await stored('work')).toHaveLength(5);
  });

  it('reports a push to a queue that no consumer reads', async () => {
    await expect(probe('push', { queue: 'nobody', event: { body: {} } })).rejects.toThrow(
      "no consumer of the queue 'nobody'",
    );
    expect(sandbox.host.invocations.problems()).toMatchObject([
      { kind: 'seam', message: expect.stringContaining("'nobody'") as string },
    ]);
  });

  it('runs a five-minute schedule first five minutes after installation, then in its rhythm, in virtual time', async () => {
    await sandbox.clock.advanceBy(16 * MINUTE);
    expect(await stored('ticks')).toEqual([5, 10, 15].map((minutes) => START + minutes * MINUTE));
  });
});

describe('SQL', () => {
  beforeEach(() => probe('migrate'));
  const sql = (query: string, ...params: unknown[]): Promise<unknown> => probe('sql', { query, params });

  it('is refused to an app whose manifest lacks storage:app, and that is reported', async () => {
    const granted = jest.spyOn(sandbox.host.manifest, 'scopes', 'get').mockReturnValue(['read:jira-work']);
    await expect(sql('SELECT id FROM thing')).rejects.toThrow('lacks the storage:app scope');
    granted.mockRestore();
    expect(sandbox.host.invocations.problems()).toContainEqual(
      expect.objectContaining({ kind: 'scope', message: 'Storage needs storage:app' }),
    );
    expect(await sql('SELECT id FROM thing')).toEqual([]);
  });

  it('keeps rows per site and returns wide integers as strings, narrow ones as numbers', async () => {
    await sql('INSERT INTO thing (id, name, small) VALUES (?, ?, ?)', 9_007_199_254, 'one', 7);
    expect(await sql('SELECT id, name, small, COUNT(*) AS n FROM thing GROUP BY id, name, small')).toEqual([
      { id: '9007199254', name: 'one', small: 7, n: '1' },
    ]);
    await probe('migrate', {}, 'agent', sandbox.site('two'));
    expect(await probe('sql', { query: 'SELECT id FROM thing' }, 'agent', sandbox.site('two'))).toEqual([]);
  });

  it('takes the two MySQL forms of insert that do not fail on a duplicate', async () => {
    const insert = 'INTO thing (id, name) VALUES (?, ?)';
    expect(await sql(`INSERT IGNORE ${insert}`, 1, 'a')).toMatchObject({ affectedRows: 1 });
    expect(await sql(`INSERT IGNORE ${insert}`, 1, 'b')).toMatchObject({ affectedRows: 0 });
    await sql(`INSERT ${insert} ON DUPLICATE KEY UPDATE name = VALUES(name)`, 1, 'c');
    expect(await sql('SELECT name FROM thing')).toEqual([{ name: 'c' }]);
  });

  it.each([
    ['a duplicate key', 'INSERT INTO thing (id, name) VALUES (1, ?)', 'Duplicate entry'],
    ['a text that is too long', 'INSERT INTO thing (id, name) VALUES (2, ?)', 'Data too long'],
    ['an unknown table', 'SELECT ? FROM absent_thing', "doesn't exist"],
  ])(
    'refuses %s with the database’s words, which stand apart from its message',
    async (_what, query, words) => {
      await sql('INSERT INTO thing (id, name) VALUES (1, ?)', 'a');
      const params = [query.includes('(2') ? 'far too long' : 'x'];
      const debug = {
        message: expect.stringContaining(words) as string,
        errno: expect.any(Number) as number,
        sql: query,
      };
      expect(await probe('sql-attempt', { query, params })).toMatchObject({
        error: { code: 'SQL_EXECUTION_ERROR', message: 'Unknown SQL execution error', debug },
      });
    },
  );

  it.each([
    ['two statements in a call', 'SELECT 1; SELECT 2', 'Only one statement a call'],
    ['a transaction', 'BEGIN', 'no transactions'],
    ['data definition outside executeDDL', 'DROP TABLE thing', 'Use executeDDL'],
    ['RETURNING, which TiDB lacks', 'DELETE FROM thing RETURNING id', "does not take 'RETURNING'"],
  ])('refuses %s, as Forge SQL would', async (_what, query, message) => {
    await expect(sql(query)).rejects.toThrow(message);
    expect(sandbox.host.invocations.problems()).toMatchObject([{ kind: 'sql' }]);
  });
});

describe('key-value store', () => {
  it('keeps values per site', async () => {
    await probe('kvs-set', { key: 'colour', value: { is: 'red' } });
    expect(await probe('kvs-get', { key: 'colour' })).toEqual({ value: { is: 'red' } });
    expect(await probe('kvs-get', { key: 'colour' }, 'agent', sandbox.site('two'))).toEqual({});
  });

  it('refuses a value above 240 KiB', async () => {
    await expect(probe('kvs-set', { key: 'big', value: 'x'.repeat(250_000) })).rejects.toThrow(/240 KiB/);
  });
});

describe('REST calls of the app', () => {
  it('act as the app or as the person who clicked', async () => {
    const key = await createIssue();
    const path = `/rest/api/3/issue/${key}?fields=summary`;
    expect(await probe('rest', { path })).toMatchObject({ status: 200 });
    expect(await probe('rest', { path, as: 'user' }, 'sam')).toMatchObject({ status: 404 });
    const calls = sandbox.host.invocations.all().flatMap((record) => record.calls);
    expect(calls).toMatchObject([
      { kind: 'rest', as: 'app', status: 200, points: 2 },
      { as: 'user', accountId: 'sam', status: 404 },
    ]);
  });

  it('act for nobody who has an Atlassian account, and neither a license nor the portal', async () => {
    const site = sandbox.site('one');
    site.jsm.accounts.set('una', person('Una', 'unlicensed'));
    const path = '/rest/api/3/issue/PRB-1';
    await expect(probe('rest', { path, as: 'user' }, 'una')).rejects.toThrow('Authentication Required');
    expect(await probe('rest', { path }, 'una')).toMatchObject({ status: 404 });
    expect(await probe('rest', { path, as: 'user' }, 'sam')).toMatchObject({ status: 404 });
    expect(sandbox.host.invocations.problems()).toMatchObject([
      { kind: 'seam', message: expect.stringContaining('neither a license nor the portal') as string },
    ]);
  });

  it('answer 401 and are reported when the manifest lacks the scope, and nothing happens', async () => {
    const key = await createIssue();
    const call = { path: `/rest/api/3/issue/${key}`, method: 'PUT', body: { fields: { summary: 'sneaky' } } };
    expect(await probe('rest', call)).toMatchObject({ status: 401 });
    expect(sandbox.host.invocations.problems()).toMatchObject([
      { kind: 'scope', message: expect.stringContaining('write:jira-work') as string },
    ]);
    expect(sandbox.site('one').jsm.issue(key)?.values.get('summary')).toBe('Probe me');
  });

  it('answer 501 and are reported when the sandbox does not model them', async () => {
    expect(await probe('rest', { path: '/rest/api/3/announcementBanner' })).toMatchObject({ status: 501 });
    expect(sandbox.host.invocations.problems()).toMatchObject([{ kind: 'unmodelled' }]);
  });

  it('cannot leave for a host that the manifest does not name', async () => {
    await expect(probe('fetch', { url: 'https://example.org/' })).rejects.toThrow(/blocked/);
    expect(sandbox.host.invocations.problems()).toMatchObject([{ kind: 'egress' }]);
  });
});

describe('resolvers', () => {
  it('take the caller from the platform, never from the payload', async () => {
    expect(await probe('who', { accountId: 'admin' }, 'sam')).toMatchObject({
      accountId: 'sam',
      accountType: 'customer',
    });
  });

  it('are closed to customers where the module does not admit them, and to people who cannot see the issue', async () => {
    const key = await createIssue();
    const { jsm } = sandbox.site('one');
    const issue = jsm.issue(key);
    if (issue) addPanel(jsm, issue, 'panel');
    const call = {
      site: sandbox.site('one'),
      moduleKey: 'panel',
      functionKey: 'who',
      payload: {},
      extension: { issue: { key } },
    };
    await expect(sandbox.host.invokeResolver({ ...call, accountId: 'sam' })).rejects.toThrow(HostRefusal);
    await expect(sandbox.host.invokeResolver({ ...call, accountId: 'outsider' })).rejects.toThrow(
      HostRefusal,
    );
    await expect(sandbox.host.invokeResolver({ ...call, accountId: 'viewer' })).resolves.toMatchObject({
      accountId: 'viewer',
    });
  });

  it('live on the virtual clock in a container that stays warm across sites', async () => {
    await sandbox.clock.advanceBy(HOUR);
    const first = await probe('now');
    const second = await probe('now', {}, 'agent', sandbox.site('two'));
    expect(first).toEqual({ now: START + HOUR, iso: '2026-11-23T10:00:00.000Z', warmCalls: 1 });
    expect(second).toMatchObject({ warmCalls: 2 });
  });

  it('have module globals of their own in each handler file’s bundle', async () => {
    const call = { site: sandbox.site('one'), accountId: 'agent', functionKey: 'now', payload: {} };
    const other = (): Promise<unknown> =>
      sandbox.host.invokeResolverUnchecked({
        ...call,
        moduleKey: 'other-panel',
        extension: { type: 'jira:issuePanel' },
      });
    await probe('now');
    expect(await other()).toEqual({ warmCalls: 1 });
    expect(await other()).toEqual({ warmCalls: 2 });
  });
});

describe('workflow validators', () => {
  const finish = async (key: string): Promise<{ status: number; text: string }> => {
    const init = { method: 'POST', body: '{"transition":{"id":"31"}}' };
    const response = await sandbox.site('one').fetchAs('agent', `/rest/api/3/issue/${key}/transitions`, init);
    return { status: response.status, text: await response.text() };
  };

  it('block a transition with their message and let it through when they agree', async () => {
    const key = await createIssue();
    expect(await finish(key)).toMatchObject({
      status: 400,
      text: expect.stringContaining('Not today.') as string,
    });
    await probe('kvs-set', { key: 'verdict', value: 'allow' });
    expect((await finish(key)).status).toBe(204);
  });

  it('block when they throw', async () => {
    const key = await createIssue();
    await probe('kvs-set', { key: 'verdict', value: 'throw' });
    expect((await finish(key)).status).toBe(400);
  });

  it('let through when they throw, where the host is told so', async () => {
    sandbox.host.failingValidators = 'let through';
    const key = await createIssue();
    expect((await finish(key)).status).toBe(400);
    await probe('kvs-set', { key: 'verdict', value: 'throw' });
    expect((await finish(key)).status).toBe(204);
  });

  it('block when they are of an app that is not installed', async () => {
    const key = await createIssue();
    const transition = sandbox
      .site('one')
      .jsm.configuration.projects[0]?.issueTypes[0]?.workflow.transitions.find(({ id }) => id === '31');
    const before = transition?.validators;
    Object.assign(transition ?? {}, { validators: [{ moduleKey: 'of-another-app' }] });
    expect((await finish(key)).status).toBe(400);
    Object.assign(transition ?? {}, { validators: before });
  });
});
