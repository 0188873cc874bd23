import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

const DESK = '/rest/servicedeskapi/servicedesk/1';
const text = (words: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

let desk: ProbeDesk;
beforeEach(() => {
  desk = new ProbeDesk(deskSite());
});

/** Statuses that each of some people get for the same call. */
async function statusesFor(people: readonly string[], method: string, path: string, body?: unknown) {
  const answers = [];
  for (const who of people) answers.push((await desk.send(who, method, path, body)).status);
  return answers;
}

describe('roles', () => {
  const people = ['sam', 'outsider', 'viewer', 'agent', 'admin'];

  it.each([
    ['GET', '/rest/api/3/issue/PRB-1', [404, 404, 200, 200, 200]],
    ['GET', '/rest/api/3/issue/PRB-1/changelog', [404, 404, 200, 200, 200]],
    ['GET', '/rest/api/3/issue/PRB-1/comment', [404, 404, 200, 200, 200]],
    ['PUT', '/rest/api/3/issue/PRB-1', [404, 404, 403, 204, 403], { fields: { summary: 'x' } }],
    ['PUT', '/rest/api/3/issue/PRB-1/assignee', [404, 404, 403, 204, 403], { accountId: 'agent' }],
    ['PUT', '/rest/api/3/issue/PRB-1/properties/p', [404, 404, 403, 201, 403], { a: 1 }],
    ['GET', '/rest/api/3/user?accountId=sam', [403, 200, 200, 200, 200]],
    ['GET', '/rest/api/3/user?accountId=ghost', [403, 404, 404, 404, 404]],
    ['GET', '/rest/api/3/project/PRB', [404, 404, 200, 200, 200]],
    ['GET', '/rest/api/3/workflows/search', [401, 401, 401, 401, 200]],
    ['POST', '/rest/api/3/workflows', [401, 401, 401, 401, 200], { workflowNames: [] }],
    ['GET', '/rest/api/3/workflow/rule/config?types=validator', [403, 403, 403, 403, 403]],
    ['GET', '/rest/servicedeskapi/request/PRB-1', [200, 404, 200, 200, 200]],
    ['GET', '/rest/servicedeskapi/request/PRB-1/sla', [403, 404, 403, 200, 403]],
    ['GET', DESK, [200, 403, 200, 200, 200]],
    ['GET', `${DESK}/queue`, [403, 403, 403, 200, 403]],
    ['GET', `${DESK}/queue/1/issue`, [403, 403, 403, 200, 403]],
    ['GET', `${DESK}/customer`, [403, 403, 403, 200, 200]],
    ['POST', `${DESK}/customer`, [403, 403, 403, 403, 204], { accountIds: ['alex'] }],
    ['GET', '/rest/servicedeskapi/servicedesk/9', [404, 404, 404, 404, 404]],
  ] as const)('%s %s: a customer, an outsider, a viewer, an agent and an administrator', async (...row) => {
    const [method, path, expected, body] = row as readonly [string, string, readonly number[], unknown?];
    await desk.raise();
    expect(await statusesFor(people, method, path, body)).toEqual(expected);
  });

  it('asApp is an agent of every project, reads its own rules, and is no approver', async () => {
    const app = desk.site.addAppUser('Probe');
    const key = await desk.raise();
    await desk.setApprovers(key, 'alex');
    await desk.move(key, '11');
    expect(await desk.answer(key, app)).toBe(403);
    expect(await desk.answer(key, 'alex')).toBe(200);
    expect((await desk.send(app, 'GET', `${DESK}/queue`)).status).toBe(200);
    const path = '/rest/api/3/workflow/rule/config?types=validator';
    expect((await desk.send(app, 'GET', path)).status).toBe(200);
  });

  it('nobody at all is told 401 by the portal API and 404 of an issue', async () => {
    const key = await desk.raise();
    const statusOf = async (path: string) => (await desk.site.fetchAs(undefined, path)).status;
    expect(await statusOf(`/rest/servicedeskapi/request/${key}`)).toBe(401);
    expect(await statusOf(DESK)).toBe(401);
    expect(await statusOf('/rest/api/3/user?accountId=sam')).toBe(401);
    expect(await statusOf('/rest/api/3/users/search')).toBe(403);
    expect(await statusOf(`/rest/api/3/issue/${key}`)).toBe(404);
  });
});

describe('a transition with a screen', () => {
  const move = (key: string, body: unknown) =>
    desk.send('agent', 'POST', `/rest/api/3/issue/${key}/transitions`, body);

  it('needs its required fields, takes no others, and a transition without a screen takes none', async () => {
    const key = await desk.raise();
    expect(await move(key, { transition: { id: '61' } })).toMatchObject({
      status: 400,
      body: { errors: { customfield_10002: 'Level is required.' } },
    });
    const level = { customfield_10002: { value: 'high' } };
    const foreign = await move(key, { transition: { id: '61' }, fields: { ...level, summary: 'x' } });
    expect(Object.keys(Object(member(foreign.body, 'errors')) as object)).toEqual(['summary']);
    expect((await move(key, { transition: { id: '11' }, fields: level })).status).toBe(400);
    expect((await move(key, { transition: { id: '61' }, fields: level })).status).toBe(204);
    expect(await desk.statusOf(key)).toBe('Ready');
  });

  it('shows its validator what it changes, and changes nothing when that says no', async () => {
    const site = deskSite();
    const [project] = site.projects;
    const guarded = project?.issueTypes[0]?.workflow.transitions.find(({ id }) => id === '61');
    expect(guarded).toBeDefined();
    Object.assign(guarded ?? {}, { validators: [{ moduleKey: 'guard' }] });
    desk = new ProbeDesk(site);
    const asked: unknown[] = [];
    desk.site.jsm.askValidator = (_key, input) => {
      asked.push(input);
      return Promise.resolve({ result: false, errorMessage: 'No.' });
    };
    const key = await desk.raise();
    await move(key, { transition: { id: '61' }, fields: { customfield_10002: { value: 'high' } } });
    expect(asked).toMatchObject([
      { transition: { modifiedFields: { customfield_10002: { value: 'high' } } } },
    ]);
    expect(desk.site.jsm.issue(key)?.values.has('customfield_10002')).toBe(false);
  });
});

describe('an edit', () => {
  it('adds to and removes from lists, sets other fields, and refuses a field both ways at once', async () => {
    const key = await desk.raise();
    const edit = (body: unknown) => desk.send('agent', 'PUT', `/rest/api/3/issue/${key}`, body);
    const approvers = (...verbs: unknown[]) => edit({ update: { customfield_10001: verbs } });
    await approvers({ add: { accountId: 'sam' } }, { add: { accountId: 'alex' } });
    await approvers({ remove: { accountId: 'sam' } });
    expect(desk.site.jsm.issue(key)?.values.get('customfield_10001')).toEqual(['alex']);
    const both = { fields: { summary: 'a' }, update: { summary: [{ set: 'b' }] } };
    expect((await edit(both)).status).toBe(400);
    expect((await edit({ update: { summary: [{ add: 'b' }] } })).status).toBe(400);
  });

  it('names another reporter, who then sees the request in the portal, where the one before does not', async () => {
    const key = await desk.raise();
    const edit = (by: string, accountId: string) =>
      desk.send(by, 'PUT', `/rest/api/3/issue/${key}`, { fields: { reporter: { accountId } } });
    expect((await edit('viewer', 'alex')).status).toBe(403);
    expect((await edit('agent', 'nobody')).status).toBe(400);
    expect((await edit('agent', 'alex')).status).toBe(204);
    const see = async (who: string) =>
      (await desk.send(who, 'GET', `/rest/servicedeskapi/request/${key}`)).status;
    expect([await see('alex'), await see('sam')]).toEqual([200, 404]);
    expect(desk.site.jsm.issue(key)?.changes.at(-1)?.items).toMatchObject([
      { fieldId: 'reporter', from: 'sam', to: 'alex' },
    ]);
  });

  it('gives the issue to people who work on it only', async () => {
    const key = await desk.raise();
    const assign = (accountId: string) =>
      desk.send('agent', 'PUT', `/rest/api/3/issue/${key}/assignee`, { accountId });
    expect((await assign('viewer')).status).toBe(400);
    expect((await assign('agent')).status).toBe(204);
    await desk.edit(key, { assignee: null });
    expect(desk.site.jsm.issue(key)?.assigneeId).toBeUndefined();
    expect((await assign('agent')).status).toBe(204);
    expect((await assign('-1')).status).toBe(204);
    expect(desk.site.jsm.issue(key)?.assigneeId).toBeUndefined();
  });
});

describe('comments', () => {
  it('of people who browse without being agents are internal, and are edited by their authors only', async () => {
    const key = await desk.raise();
    const add = (who: string) =>
      desk.ask(who, 'POST', `/rest/api/3/issue/${key}/comment`, { body: text('hm') });
    expect(member(await add('viewer'), 'jsdPublic')).toBe(false);
    const id = textOf(member(await add('agent'), 'id'));
    const path = `/rest/api/3/issue/${key}/comment/${id}`;
    expect(await statusesFor(['sam', 'viewer', 'agent'], 'PUT', path, { body: text('so') })).toEqual([
      404, 400, 200,
    ]);
    expect(await statusesFor(['viewer', 'agent', 'agent'], 'DELETE', path)).toEqual([400, 204, 404]);
  });

  it('become internal when their property says so', async () => {
    const key = await desk.raise();
    await desk.comment(key, 'agent');
    const id = desk.site.jsm.issue(key)?.comments[0]?.id ?? '';
    await desk.ask('agent', 'PUT', `/rest/api/3/comment/${id}/properties/sd.public.comment`, {
      internal: true,
    });
    const seen = await desk.ask('sam', 'GET', `/rest/servicedeskapi/request/${key}/comment`);
    expect(member(seen, 'values')).toEqual([]);
  });
});

describe('search', () => {
  it('is behind by the delay of the site, except for issues that are to be reconciled', async () => {
    desk = new ProbeDesk(deskSite({ searchDelay: 5_000 }));
    const key = await desk.raise();
    expect(await desk.find('project = PRB')).toEqual([]);
    desk.now += 5_000;
    expect(await desk.find('project = PRB')).toEqual([key]);
    await desk.edit(key, { customfield_10002: { value: 'high' } });
    expect(await desk.find('Level = high')).toEqual([]);
    const reconciled = await desk.ask('agent', 'POST', '/rest/api/3/search/jql', {
      jql: 'Level = high',
      reconcileIssues: [Number(desk.site.jsm.issue(key)?.id)],
    });
    expect(listOf(member(reconciled, 'issues'))).toHaveLength(1);
    // nor does it show of what it finds what it does not know yet
    const shown = async (reconcileIssues: readonly number[]): Promise<unknown> => {
      const sent = { jql: 'project = PRB', fields: ['customfield_10002'], reconcileIssues };
      const [issue] = listOf(
        member(await desk.ask('agent', 'POST', '/rest/api/3/search/jql', sent), 'issues'),
      );
      return member(member(issue, 'fields'), 'customfield_10002');
    };
    expect(await shown([])).toBeNull();
    expect(await shown([Number(desk.site.jsm.issue(key)?.id)])).toMatchObject({ value: 'high' });
    desk.now += 5_000;
    expect(await desk.find('Level = high')).toEqual([key]);
    await desk.ask('agent', 'DELETE', `/rest/api/3/issue/${key}`);
    expect(await desk.find('project = PRB')).toEqual([]);
  });

  it('gives ids alone unless fields are asked for, and fields and properties where they are', async () => {
    const key = await desk.raise();
    await desk.ask('agent', 'PUT', `/rest/api/3/issue/${key}/properties/p`, { a: 1 });
    const first = async (body: object): Promise<unknown> => {
      const sent = { jql: 'project = PRB', ...body };
      return listOf(member(await desk.ask('agent', 'POST', '/rest/api/3/search/jql', sent), 'issues'))[0];
    };
    expect(Object.keys(Object(await first({})) as object)).toEqual(['id']);
    expect(await first({ fields: ['summary'], properties: ['p'] })).toMatchObject({
      key,
      fields: { summary: 'Please' },
      properties: { p: { a: 1 } },
    });
  });

  it('by the removed API answers 410', async () => {
    expect((await desk.send('agent', 'GET', '/rest/api/3/search?jql=project=PRB')).status).toBe(410);
    expect((await desk.send('agent', 'POST', '/rest/api/3/search', { jql: 'project=PRB' })).status).toBe(410);
  });
});

describe('rules of a workflow', () => {
  const PATH = '/rest/api/3/workflow/rule/config';
  const TYPES = `${PATH}?types=validator&expand=transition`;

  it('are listed for the app that brought them, with where they sit, and switched off by it', async () => {
    const app = desk.site.addAppUser('Probe');
    desk.site.jsm.askValidator = () => Promise.resolve({ result: false });
    const key = await desk.raise();
    expect(await desk.move(key, '31')).toBe(400);
    const listed = listOf(member(await desk.ask(app, 'GET', TYPES), 'values'));
    const rule = { key: 'guard', transition: { id: 31, name: 'Finish' } };
    expect(listed).toMatchObject([{ workflowId: { name: 'Probe' }, validators: [rule] }]);
    const id = textOf(member(listOf(member(listed[0], 'validators'))[0], 'id'));
    const configuration = { value: '{"strict":true}', disabled: true };
    const write = (validators: unknown[]) =>
      desk.ask(app, 'PUT', PATH, {
        workflows: [{ workflowId: { name: 'Probe', draft: false }, validators }],
      });
    expect(await write([{ id, key: 'guard', configuration }])).toMatchObject({
      updateResults: [{ updateErrors: [], ruleUpdateErrors: {} }],
    });
    expect(await desk.move(key, '31')).toBe(204);
    const refused = await write([{ id: 'other', key: 'guard', configuration }]);
    expect(refused).toMatchObject({ updateResults: [{ ruleUpdateErrors: { other: [expect.any(String)] } }] });
  });

  it('are no longer listed where a filter does not fit', async () => {
    const app = desk.site.addAppUser('Probe');
    for (const query of ['types=condition', 'types=validator&keys=other', 'types=validator&withTags=x']) {
      expect(member(await desk.ask(app, 'GET', `${PATH}?${query}`), 'values')).toEqual([]);
    }
    expect((await desk.send(app, 'GET', PATH)).status).toBe(400);
  });
});

describe('the portal', () => {
  it('takes feedback from the reporter, shows it to who sees the request, and forgets it on demand', async () => {
    const key = await desk.raise();
    const path = `/rest/servicedeskapi/request/${key}/feedback`;
    const feedback = { type: 'csat', rating: 4, comment: { body: 'Quick' } };
    expect(await statusesFor(['alex', 'agent', 'sam'], 'POST', path, feedback)).toEqual([404, 403, 201]);
    expect((await desk.send('sam', 'POST', path, { rating: 6 })).status).toBe(400);
    expect(await desk.ask('agent', 'GET', path)).toEqual(feedback);
    expect(await statusesFor(['agent', 'sam', 'sam'], 'DELETE', path)).toEqual([403, 204, 404]);
  });

  it('lets a request be shared by who sees it, and unshared by its reporter and agents', async () => {
    const key = await desk.raise();
    const path = `/rest/servicedeskapi/request/${key}/participant`;
    desk.events.length = 0;
    expect((await desk.send('sam', 'POST', path, { accountIds: ['ghost'] })).status).toBe(400);
    expect((await desk.send('sam', 'POST', path, { accountIds: ['alex', 'sam'] })).status).toBe(200);
    expect(desk.site.jsm.issue(key)?.participants).toEqual(['alex']);
    const body = { accountIds: ['alex'] };
    expect(await statusesFor(['alex', 'sam', 'sam'], 'DELETE', path, body)).toEqual([403, 200, 400]);
    expect(desk.events).toEqual([]);
  });

  it('of a closed desk takes requests from its customers, whom administrators add and remove', async () => {
    await desk.ask('admin', 'DELETE', `${DESK}/customer`, { accountIds: ['sam'] });
    await expect(desk.raise('sam')).rejects.toThrow('403');
    const listed = await desk.ask('agent', 'GET', `${DESK}/customer?query=al`);
    expect(member(listed, 'values')).toMatchObject([{ accountId: 'alex' }]);
    await desk.ask('admin', 'POST', `${DESK}/customer`, { accountIds: ['sam'] });
    await desk.raise('sam');
    const ghosts = await desk.send('admin', 'POST', `${DESK}/customer`, { accountIds: ['ghost'] });
    expect(ghosts.status).toBe(400);
  });

  it('of an open desk cannot lose a customer', async () => {
    desk = new ProbeDesk();
    const answer = await desk.send('admin', 'DELETE', `${DESK}/customer`, { accountIds: ['sam'] });
    expect(answer.status).toBe(400);
  });

  it.each([
    ['alex', '', []],
    ['sam', '', ['PRB-2', 'PRB-1']],
    ['sam', 'requestStatus=CLOSED_REQUESTS', ['PRB-1']],
    ['sam', 'requestStatus=OPEN_REQUESTS', ['PRB-2']],
    ['alex', 'requestOwnership=APPROVER', ['PRB-2']],
    ['alex', 'requestOwnership=APPROVER&approvalStatus=MY_HISTORY_APPROVAL', []],
    ['sam', 'requestOwnership=PARTICIPATED_REQUESTS', []],
    ['sam', 'searchTerm=plea&serviceDeskId=1&requestTypeId=10', ['PRB-2', 'PRB-1']],
  ])('lists the requests of %s by %s', async (who, query, keys) => {
    await desk.move(await desk.raise(), '31');
    desk.now += 1_000;
    const second = await desk.raise();
    await desk.setApprovers(second, 'alex');
    await desk.move(second, '11');
    const found = listOf(
      member(await desk.ask(who, 'GET', `/rest/servicedeskapi/request?${query}`), 'values'),
    );
    expect(found.map((request) => member(request, 'issueKey'))).toEqual(keys);
  });

  it('tells agents of SLAs and everybody else nothing when a request is expanded', async () => {
    const key = await desk.raise();
    const path = `/rest/servicedeskapi/request/${key}?expand=sla,requestType,comment`;
    expect(Object.keys(Object(await desk.ask('agent', 'GET', path)) as object)).toContain('sla');
    const seen = Object.keys(Object(await desk.ask('sam', 'GET', path)) as object);
    expect(seen).toEqual(expect.arrayContaining(['requestType', 'comments']));
    expect(seen).not.toContain('sla');
  });
});

describe('points', () => {
  const pointsOf = async (who: string, path: string, init?: RequestInit): Promise<number> => {
    const request = new Request(new URL(path, desk.site.url), init);
    return (await desk.site.call({ kind: 'user', accountId: who }, request, () => true)).points;
  };

  it('count one for a call and one for each object it returned, two where these are people', async () => {
    await desk.raise();
    await desk.raise();
    const post = (body: unknown): RequestInit => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const found = post({ jql: 'project = PRB' });
    expect(await pointsOf('agent', '/rest/api/3/search/jql', found)).toBe(3);
    expect(await pointsOf('agent', '/rest/api/3/search/jql?jql=project=PRB&maxResults=1')).toBe(2);
    expect(await pointsOf('agent', '/rest/api/3/issue/PRB-1')).toBe(2);
    expect(await pointsOf('agent', '/rest/api/3/users/search?maxResults=3')).toBe(7);
    expect(await pointsOf('agent', `${DESK}/queue/1/issue`)).toBe(3);
    expect(await pointsOf('agent', '/rest/api/3/issue/PRB-1/comment', post({ body: text('x') }))).toBe(1);
    expect(await pointsOf('sam', '/rest/api/3/issue/PRB-1')).toBe(1);
  });
});

describe('a bulk fetch', () => {
  const fetch = (body: object): Promise<unknown> =>
    desk.ask('agent', 'POST', '/rest/api/3/issue/bulkfetch', body);

  it('shows navigable fields unless others are asked for, and 40 entries of a history', async () => {
    const key = await desk.raise();
    for (let entry = 0; entry < 41; entry++) {
      desk.now += 1_000;
      await desk.edit(key, { summary: `Please ${entry}` });
    }
    const fetched = await fetch({ issueIdsOrKeys: [key], expand: ['changelog'] });
    const [issue] = listOf(member(fetched, 'issues'));
    expect(member(issue, 'fields')).toMatchObject({ summary: 'Please 40' });
    expect(member(issue, 'fields')).not.toHaveProperty('comment');
    expect(member(issue, 'changelog')).toMatchObject({ maxResults: 40, total: 41 });
    expect(listOf(member(member(issue, 'changelog'), 'histories'))).toHaveLength(40);
  });

  it('names an issue that could not be fetched as an error, and says nothing of one that is not there', async () => {
    const [first, second] = [await desk.raise(), await desk.raise()];
    const { id = '' } = desk.site.jsm.issue(first) ?? {};
    desk.site.jsm.notFetched.add(id);
    const fetched = await fetch({ issueIdsOrKeys: [first, second, 'PRB-999'], fields: ['summary'] });
    expect(fetched).toMatchObject({ issues: [{ key: second }], issueErrors: [{ id }] });
    expect(listOf(member(fetched, 'issueErrors'))).toHaveLength(1);
  });
});
