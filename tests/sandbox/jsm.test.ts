import { HOUR } from '../../src/common/rules/time';
import { SandboxSite } from '../../sandbox/sandbox';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { probeSite } from '../support/probe-site';

const START = Date.UTC(2026, 10, 23, 9);

let now = START;
let site: SandboxSite;
let events: string[];

beforeEach(() => {
  now = START;
  events = [];
  site = new SandboxSite(probeSite(), () => now);
  site.jsm.askValidator = () => Promise.resolve({ result: true });
  site.jsm.indexedProperties.push({
    propertyKey: 'probe',
    path: 'level',
    type: 'string',
    searchAlias: 'probeLevel',
  });
  site.jsm.onEvent(({ eventType }) => events.push(eventType.split(':')[2] ?? ''));
});

async function send(
  who: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await site.fetchAs(who, path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function ask(who: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await send(who, method, path, body);
  expect({ path, status: answer.status, body: answer.status < 300 ? '' : answer.body }).toEqual({
    path,
    status: answer.status < 300 ? answer.status : 200,
    body: '',
  });
  return answer.body;
}

const raise = async (who = 'sam'): Promise<string> =>
  textOf(
    member(
      await ask(who, 'POST', '/rest/servicedeskapi/request', {
        serviceDeskId: '1',
        requestTypeId: '10',
        requestFieldValues: { summary: 'Please' },
      }),
      'issueKey',
    ),
  );

const move = (key: string, id: string, who = 'agent') =>
  send(who, 'POST', `/rest/api/3/issue/${key}/transitions`, { transition: { id } });
const statusOf = async (key: string): Promise<unknown> =>
  member(
    member(member(await ask('agent', 'GET', `/rest/api/3/issue/${key}?fields=status`), 'fields'), 'status'),
    'name',
  );

describe('permissions', () => {
  it('give customers their own requests in the portal and nothing in the platform API', async () => {
    const key = await raise();
    expect((await send('sam', 'GET', `/rest/servicedeskapi/request/${key}`)).status).toBe(200);
    expect((await send('alex', 'GET', `/rest/servicedeskapi/request/${key}`)).status).toBe(404);
    expect((await send('sam', 'GET', `/rest/api/3/issue/${key}`)).status).toBe(404);
    expect((await send('sam', 'PUT', `/rest/api/3/issue/${key}`, { fields: {} })).status).toBe(404);
    expect((await send('sam', 'GET', `/rest/servicedeskapi/request/${key}/sla`)).status).toBe(403);
  });

  it('let viewers look, agents work, and outsiders neither', async () => {
    const key = await raise();
    expect((await send('viewer', 'GET', `/rest/api/3/issue/${key}`)).status).toBe(200);
    expect(
      (await send('viewer', 'PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'x' } })).status,
    ).toBe(403);
    expect((await move(key, '11', 'viewer')).status).toBe(400);
    expect((await send('outsider', 'GET', `/rest/api/3/issue/${key}`)).status).toBe(404);
    expect(
      (await send('agent', 'PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'x' } })).status,
    ).toBe(204);
  });

  it('answer 401 to calls without a name', async () => {
    const response = await site.fetchAs(undefined, '/rest/api/3/myself');
    expect(response.status).toBe(401);
  });

  it('show internal comments to agents only, and let nobody else write them', async () => {
    const key = await raise();
    const body = {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'secret' }] }],
    };
    await ask('agent', 'POST', `/rest/api/3/issue/${key}/comment`, {
      body,
      properties: [{ key: 'sd.public.comment', value: { internal: true } }],
    });
    await ask('agent', 'POST', `/rest/api/3/issue/${key}/comment`, { body });
    const seen = async (who: string) =>
      listOf(member(await ask(who, 'GET', `/rest/servicedeskapi/request/${key}/comment`), 'values')).length;
    expect(await seen('agent')).toBe(2);
    expect(await seen('sam')).toBe(1);
    expect(
      (await send('sam', 'POST', `/rest/servicedeskapi/request/${key}/comment`, { body: 'x', public: false }))
        .status,
    ).toBe(403);
  });

  it('are refused when they are longer than Jira takes, whoever writes them, and wherever', async () => {
    const key = await raise();
    const bodyOf = (text: string): unknown => ({
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    });
    const longest = 'x'.repeat(32_767 - JSON.stringify(bodyOf('')).length);
    const platform = `/rest/api/3/issue/${key}/comment`;
    await ask('agent', 'POST', platform, { body: bodyOf(longest) });
    const refusal = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
    const refused = await send('agent', 'POST', platform, { body: bodyOf(`${longest}x`) });
    expect(refused).toMatchObject({ status: 400, body: { errors: { comment: refusal } } });
    const portal = `/rest/servicedeskapi/request/${key}/comment`;
    const refusedThere = await send('sam', 'POST', portal, { body: `${longest}x`, public: true });
    expect(refusedThere).toMatchObject({ status: 400, body: { errorMessage: refusal } });
  });
});

describe('fields', () => {
  it.each([
    ['a field that does not exist', { customfield_1: 1 }, 'customfield_1'],
    ['an option that does not exist', { customfield_10002: { value: 'medium' } }, 'customfield_10002'],
    ['a user that does not exist', { customfield_10001: [{ accountId: 'ghost' }] }, 'customfield_10001'],
    ['plain text where Jira wants a number of users', { customfield_10001: 'sam' }, 'customfield_10001'],
    ['a field that the system keeps', { status: 'Done' }, 'status'],
  ])('refuse %s under the field’s name, and change nothing', async (_what, fields, name) => {
    const key = await raise();
    const answer = await send('agent', 'PUT', `/rest/api/3/issue/${key}`, {
      fields: { summary: 'changed', ...fields },
    });
    expect(answer.status).toBe(400);
    expect(Object.keys(Object(member(answer.body, 'errors')) as object)).toEqual([name]);
    expect(site.jsm.issue(key)?.values.get('summary')).toBe('Please');
  });

  it('write one changelog entry an edit, with old and new values, and none for no change', async () => {
    const key = await raise();
    await ask('agent', 'PUT', `/rest/api/3/issue/${key}`, {
      fields: { summary: 'Now', customfield_10002: { value: 'high' } },
    });
    await ask('agent', 'PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Now' } });
    const issue = await ask('viewer', 'GET', `/rest/api/3/issue/${key}?expand=changelog`);
    const items = [
      { fieldId: 'summary', fromString: 'Please', toString: 'Now' },
      { fieldId: 'customfield_10002', toString: 'high' },
    ];
    const histories = [{ author: { accountId: 'agent' }, items }];
    expect(member(issue, 'changelog')).toMatchObject({ total: 1, histories });
    expect(events).toEqual(['created', 'updated']);
  });
});

describe('workflow', () => {
  it('offers only transitions that lead from the status, and hides the ones that votes take', async () => {
    const key = await raise();
    const names = async () =>
      listOf(member(await ask('agent', 'GET', `/rest/api/3/issue/${key}/transitions`), 'transitions')).map(
        (one) => member(one, 'name'),
      );
    expect(await names()).toEqual(['Ask', 'Finish', 'Withdraw']);
    await move(key, '11');
    expect(await names()).toEqual(['Ask again', 'Finish', 'Withdraw']);
    expect((await move(key, '21')).status).toBe(400);
  });

  it('stays where it is when a validator says no, with its words, and raises nothing', async () => {
    site.jsm.askValidator = () => Promise.resolve({ result: false, errorMessage: 'Not yet.' });
    const key = await raise();
    expect(await move(key, '31')).toMatchObject({ status: 400, body: { errorMessages: ['Not yet.'] } });
    expect(await statusOf(key)).toBe('Open');
    expect(events).toEqual(['created']);
  });

  it('blocks a transition whose validator’s app is gone', async () => {
    site.jsm.askValidator = undefined;
    expect((await move(await raise(), '31')).status).toBe(400);
  });

  it('refuses the second of two transitions that were begun at the same time', async () => {
    const key = await raise();
    const [first, second] = await Promise.all([move(key, '31'), move(key, '31')]);
    expect([first.status, second.status].sort()).toEqual([204, 409]);
  });
});

describe('JQL', () => {
  const find = async (jql: string): Promise<unknown[]> =>
    listOf(
      member(
        await ask('agent', 'GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}&fields=summary`),
        'issues',
      ),
    ).map((issue) => member(issue, 'key'));

  it.each([
    ['project = PRB ORDER BY created ASC', ['PRB-1', 'PRB-2']],
    ['project = 10000 AND status = Waiting', ['PRB-2']],
    ['project = PRB AND status in (Open, Waiting) AND NOT status = Open', ['PRB-2']],
    ['statusCategory != Done AND summary ~ "ple*"', ['PRB-2', 'PRB-1']],
    ['created >= -30m', ['PRB-2']],
    ['issue.property[probe].level = "high" OR key = PRB-1', ['PRB-2', 'PRB-1']],
    ['issue.property[probe].other = "high" OR issue.property[probe].level is EMPTY', ['PRB-1']],
    ['probeLevel in (low, high)', ['PRB-2']],
    ['assignee = currentUser()', ['PRB-2']],
    ['cf[10002] = high', ['PRB-2']],
    ['Level is EMPTY', ['PRB-1']],
  ])('finds by %s', async (jql, keys) => {
    await raise();
    now += HOUR;
    const second = await raise();
    await move(second, '11');
    await ask('agent', 'PUT', `/rest/api/3/issue/${second}`, {
      fields: { customfield_10002: { value: 'high' } },
    });
    await ask('agent', 'PUT', `/rest/api/3/issue/${second}/properties/probe`, {
      level: 'high',
      other: 'high',
    });
    await ask('agent', 'PUT', `/rest/api/3/issue/${second}/assignee`, { accountId: 'agent' });
    expect(await find(jql)).toEqual(keys);
  });

  it('refuses what does not parse or has no restriction, and says 501 for what is not modelled', async () => {
    const search = (jql: string) =>
      send('agent', 'GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}`);
    expect((await search('status = = Open')).status).toBe(400);
    expect((await search('ORDER BY created')).status).toBe(400);
    expect((await search('sprint in openSprints()')).status).toBe(501);
  });

  it.each([
    ['project = NONE', "The value 'NONE' does not exist for the field 'project'."],
    ['status = Elsewhere', "The value 'Elsewhere' does not exist for the field 'status'."],
    ['reporter = ghost', "The value 'ghost' does not exist for the field 'reporter'."],
    ['key = PRB-99', "An issue with key 'PRB-99' does not exist for field 'key'."],
    ['summary = Please', "The operator '=' is not supported by the 'summary' field."],
    ['probeLevel ~ high', "The operator '~' is not supported by the 'probeLevel' field."],
    ...['tomorrow', '2026-13-01', '2026-00-10', '2026-02-30'].map((date): [string, string] => [
      `created > ${date}`,
      `Date value '${date}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
    ]),
  ])('refuses %s', async (jql, message) => {
    await raise();
    const path = `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}`;
    expect(await send('agent', 'GET', path)).toMatchObject({
      status: 400,
      body: { errorMessages: [message] },
    });
  });

  it('knows no project and finds no issue for people who may not browse, and pages with tokens', async () => {
    for (let count = 0; count < 5; count++) await raise();
    const search = (jql: string) =>
      send('sam', 'GET', `/rest/api/3/search/jql?jql=${encodeURIComponent(jql)}`);
    expect((await search('project = PRB')).status).toBe(400);
    expect(await search('created > -1d')).toMatchObject({ status: 200, body: { issues: [] } });
    const seen: unknown[] = [];
    let token: string | undefined;
    do {
      const page = await ask('agent', 'POST', '/rest/api/3/search/jql', {
        jql: 'project = PRB',
        maxResults: 2,
        ...(token ? { nextPageToken: token } : {}),
      });
      seen.push(...listOf(member(page, 'issues')));
      token = textOf(member(page, 'nextPageToken')) || undefined;
    } while (token !== undefined);
    expect(seen).toHaveLength(5);
    const other = { jql: 'status = Open', nextPageToken: Buffer.from('2.x').toString('base64url') };
    expect((await send('agent', 'POST', '/rest/api/3/search/jql', other)).status).toBe(400);
  });
});
