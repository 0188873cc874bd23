import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

const text = (words: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

let desk: ProbeDesk;
let key: string;
beforeEach(async () => {
  desk = new ProbeDesk(deskSite());
  key = await desk.raise();
});

const path = (): string => `/rest/api/3/issue/${key}`;
const read = async (query = '', who = 'agent'): Promise<Record<string, unknown>> =>
  member(await desk.ask(who, 'GET', `${path()}${query}`), 'fields') as Record<string, unknown>;
const edit = (body: unknown) => desk.send('agent', 'PUT', path(), body);

describe('an issue read without naming fields', () => {
  it('shows every field that Jira has, empty where the sandbox keeps no such thing', async () => {
    const id = desk.site.jsm.issue(key)?.id ?? '';
    const base = 'http://probe.localhost/rest/api/3';
    const own = ['summary', 'status', 'reporter', 'creator', 'issuetype', 'project', 'created', 'updated'];
    const fields = await read();
    const others = Object.entries(fields).filter(
      ([name]) => !own.includes(name) && !name.startsWith('customfield_'),
    );
    expect(Object.fromEntries(others)).toEqual({
      aggregateprogress: { progress: 0, total: 0 },
      aggregatetimeestimate: null,
      aggregatetimeoriginalestimate: null,
      aggregatetimespent: null,
      assignee: null,
      attachment: [],
      comment: {
        comments: [],
        self: `${base}/issue/${id}/comment`,
        maxResults: 0,
        total: 0,
        startAt: 0,
      },
      components: [],
      description: null,
      duedate: null,
      environment: null,
      fixVersions: [],
      issuelinks: [],
      issuerestriction: { issuerestrictions: {}, shouldDisplay: false },
      labels: [],
      lastViewed: null,
      priority: {
        self: `${base}/priority/3`,
        iconUrl: 'http://probe.localhost/images/icons/priorities/medium_new.svg',
        name: 'Medium',
        id: '3',
      },
      progress: { progress: 0, total: 0 },
      resolution: null,
      resolutiondate: null,
      security: null,
      statusCategory: {
        self: `${base}/statuscategory/2`,
        id: 2,
        key: 'new',
        colorName: 'blue-gray',
        name: 'To Do',
      },
      statuscategorychangedate: '2026-11-23T09:00:00.000+0000',
      subtasks: [],
      timeestimate: null,
      timeoriginalestimate: null,
      timespent: null,
      timetracking: {},
      versions: [],
      votes: { self: `${base}/issue/${key}/votes`, votes: 0, hasVoted: false },
      watches: { self: `${base}/issue/${key}/watchers`, watchCount: 0, isWatching: false },
      worklog: { startAt: 0, maxResults: 20, total: 0, worklogs: [] },
      workratio: -1,
    });
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(own));
  });

  it('tells its comments and, once it is done, its resolution', async () => {
    await desk.comment(key, 'sam');
    await desk.ask('agent', 'POST', `${path()}/transitions`, { transition: { id: '31' } });
    const { comment, resolution } = await read();
    expect(comment).toMatchObject({ total: 1, comments: [{ body: text('Well?') }] });
    expect(resolution).toMatchObject({ id: '10000', name: 'Done' });
  });
});

describe('the search for fields', () => {
  it('gives each a schema, as the description requires, also columns that are no field', async () => {
    const found = listOf(
      member(await desk.ask('agent', 'GET', '/rest/api/3/field/search?maxResults=100'), 'values'),
    );
    expect(found.map((field) => member(field, 'id'))).toEqual(
      expect.arrayContaining(['issuekey', 'thumbnail', 'summary']),
    );
    const without = found.filter((field) => typeof member(member(field, 'schema'), 'type') !== 'string');
    expect(without).toEqual([]);
  });
});

describe('the fields that are asked for', () => {
  it.each([
    ['one by its name', '?fields=comment', ['comment']],
    ['all of them', '?fields=*all', ['comment', 'labels', 'summary']],
    ['what a list can show', '?fields=*navigable', ['labels', 'summary']],
    ['what a list can show and one more', '?fields=*navigable,comment', ['comment', 'labels', 'summary']],
    ['all but one', '?fields=-comment', ['labels', 'summary']],
    ['all but one, said in full', '?fields=*all,-labels', ['comment', 'summary']],
  ])('are given by an issue and by a search alike: %s', async (_what, query, shown) => {
    const among = (fields: unknown): string[] =>
      Object.keys(fields as object)
        .filter((name) => ['comment', 'labels', 'summary'].includes(name))
        .sort();
    expect(among(await read(query))).toEqual(shown);
    const jql = encodeURIComponent(`key = ${key}`);
    const found = await desk.ask('agent', 'GET', `/rest/api/3/search/jql${query}&jql=${jql}`);
    expect(among(member(listOf(member(found, 'issues'))[0], 'fields'))).toEqual(shown);
  });
});

describe('labels, priority and due date', () => {
  it('are set and changed, with a history and an event', async () => {
    desk.events.length = 0;
    expect(
      (
        await edit({
          fields: { labels: ['new', 'design'], priority: { name: 'High' }, duedate: '2026-12-01' },
        })
      ).status,
    ).toBe(204);
    await edit({ update: { labels: [{ add: 'urgent' }, { remove: 'new' }] } });
    expect(await read('?fields=labels,priority,duedate')).toMatchObject({
      labels: ['design', 'urgent'],
      priority: { id: '2', name: 'High' },
      duedate: '2026-12-01',
    });
    const history = listOf(member(await desk.ask('agent', 'GET', `${path()}/changelog`), 'values'));
    const item = { fieldtype: 'jira' };
    expect(history.map((entry) => member(entry, 'items'))).toEqual([
      [
        {
          ...item,
          field: 'labels',
          fieldId: 'labels',
          from: '',
          fromString: '',
          to: '',
          toString: 'new design',
        },
        {
          ...item,
          field: 'priority',
          fieldId: 'priority',
          from: '3',
          fromString: 'Medium',
          to: '2',
          toString: 'High',
        },
        {
          ...item,
          field: 'duedate',
          fieldId: 'duedate',
          to: '2026-12-01',
          toString: '2026-12-01 00:00:00.0',
        },
      ],
      [
        {
          ...item,
          field: 'labels',
          fieldId: 'labels',
          from: '',
          fromString: 'new design',
          to: '',
          toString: 'design urgent',
        },
      ],
    ]);
    expect(desk.events).toEqual(['updated', 'updated']);
  });

  it('find issues by their labels', async () => {
    const other = await desk.raise();
    await edit({ fields: { labels: ['design', 'urgent'] } });
    expect(await desk.find('labels = design')).toEqual([key]);
    expect(await desk.find('labels in (new, urgent) AND project = PRB')).toEqual([key]);
    expect(await desk.find('project = PRB AND labels is EMPTY')).toEqual([other]);
    expect(await desk.find('labels = nobody-has-it')).toEqual([]);
  });

  it('are taken when an issue is created, and no change when they stay as they were', async () => {
    const created = await desk.ask('agent', 'POST', '/rest/api/3/issue', {
      fields: {
        project: { key: 'PRB' },
        issuetype: { name: 'Service Request' },
        summary: 'By hand',
        labels: ['design', 'design'],
        priority: { id: '5' },
        duedate: '2026-12-24',
      },
    });
    key = textOf(member(created, 'key'));
    expect(await read('?fields=labels,priority,duedate')).toMatchObject({
      labels: ['design'],
      priority: { name: 'Lowest' },
      duedate: '2026-12-24',
    });
    await edit({ fields: { labels: ['design'], priority: { name: 'Lowest' }, duedate: '2026-12-24' } });
    await edit({ fields: { environment: null } });
    expect(desk.site.jsm.issue(key)?.changes).toEqual([]);
  });

  it.each([
    ['labels', 'design', 'data was not an array'],
    ['labels', [1], 'string expected at index 0'],
    ['labels', ['two words'], "The label 'two words' contains spaces which is invalid."],
    ['priority', 'High', "Could not find valid 'id' or 'name' in priority object."],
    ['priority', { name: 'Blocker' }, "Priority name 'Blocker' is not valid"],
    ['priority', { id: '99' }, 'The priority selected is invalid.'],
    ['priority', { id: 2 }, 'Specify the Priority (id or name) in the string format'],
    ['duedate', 'tomorrow', 'Error parsing date string: tomorrow'],
    ['duedate', '2026-13-01', 'Error parsing date string: 2026-13-01'],
  ])('are refused in Jira’s words: %s as %j', async (name, value, refusal) => {
    const refused = { status: 400, body: { errorMessages: [], errors: { [name]: refusal } } };
    expect(await edit({ fields: { [name]: value } })).toEqual(refused);
  });
});

describe('fields that are shown and that nobody sets', () => {
  it('are refused by name, whatever is sent and however', async () => {
    const own = new Set([
      'labels',
      'priority',
      'duedate',
      'environment',
      'description',
      'summary',
      'assignee',
    ]);
    const shown = Object.keys(await read()).filter(
      (name) => !own.has(name) && !['reporter', 'issuetype', 'comment'].includes(name),
    );
    const unset = shown.filter((name) => !/^customfield_1000[12]$/.test(name));
    expect(unset).toEqual(
      expect.arrayContaining(['votes', 'resolution', 'components', 'worklog', 'created']),
    );
    for (const name of unset) {
      const refusal = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
      const refused = { status: 400, body: { errorMessages: [], errors: { [name]: refusal } } };
      expect(await edit({ fields: { [name]: [] } })).toEqual(refused);
      expect(await edit({ fields: { [name]: null } })).toEqual(refused);
      expect(await edit({ update: { [name]: [{ set: null }] } })).toEqual(refused);
    }
  });
});
