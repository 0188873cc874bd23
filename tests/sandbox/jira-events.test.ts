import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moveIssue } from '../../sandbox/jsm/move-issue';
import type { JiraEvent } from '../../sandbox/jsm/site';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

let desk: ProbeDesk;
let events: JiraEvent[];
/** The same without what a test has wiped out of `events`. */
let all: JiraEvent[];
beforeEach(() => {
  desk = new ProbeDesk(deskSite());
  events = [];
  all = [];
  desk.site.jsm.onEvent((event) => {
    events.push(event);
    all.push(event);
  });
});

const ISSUE_FIELDS = [
  'assignee',
  'created',
  'creator',
  'issuetype',
  'project',
  'reporter',
  'status',
  'summary',
  'updated',
];
const keysOf = (value: unknown): string[] => Object.keys(Object(value) as object).sort();
const text = (words: string): unknown => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
const names = (): string[] => events.map(({ eventType }) => eventType.replace('avi:jira:', ''));

/** What a test does to one issue, and the events that Jira raises for it. */
const ACTS: readonly [string, (key: string) => Promise<unknown>, readonly string[]][] = [
  ['an edit', (key) => desk.edit(key, { summary: 'New' }), ['updated:issue']],
  ['an edit of nothing', (key) => desk.edit(key, { summary: 'Please' }), []],
  [
    'an assignment',
    (key) => desk.edit(key, { assignee: { accountId: 'agent' } }),
    ['updated:issue', 'assigned:issue'],
  ],
  ['a transition', (key) => desk.move(key, '11'), ['updated:issue']],
  ['a comment', (key) => desk.comment(key, 'sam'), ['commented:issue']],
  [
    'an issue property that is set, set again and deleted',
    async (key) => {
      const path = `/rest/api/3/issue/${key}/properties/p`;
      await desk.ask('agent', 'PUT', path, { a: 1 });
      await desk.ask('agent', 'PUT', path, { a: 2 });
      await desk.ask('agent', 'DELETE', path);
    },
    ['set:issue-property', 'set:issue-property', 'deleted:issue-property'],
  ],
  [
    'a comment that is written, edited and deleted',
    async (key) => {
      const path = `/rest/api/3/issue/${key}/comment`;
      const id = textOf(member(await desk.ask('agent', 'POST', path, { body: text('a') }), 'id'));
      await desk.ask('agent', 'PUT', `${path}/${id}`, { body: text('b') });
      await desk.ask('agent', 'DELETE', `${path}/${id}`);
    },
    ['commented:issue', 'commented:issue', 'deleted:comment'],
  ],
  [
    'a vote that decides nothing, a participant and feedback',
    async (key) => {
      await desk.setApprovers(key, 'alex', 'viewer');
      await desk.move(key, '11');
      events.length = 0;
      expect(await desk.answer(key, 'alex')).toBe(200);
      const request = `/rest/servicedeskapi/request/${key}`;
      await desk.ask('sam', 'POST', `${request}/participant`, { accountIds: ['alex'] });
      await desk.ask('sam', 'POST', `${request}/feedback`, { type: 'csat', rating: 5 });
    },
    [],
  ],
  ['a deletion', (key) => desk.ask('agent', 'DELETE', `/rest/api/3/issue/${key}`), ['deleted:issue']],
];

it.each(ACTS)('%s raises what Jira raises, and nothing else', async (_what, act, expected) => {
  const key = await desk.raise();
  expect(names()).toEqual(['created:issue']);
  events.length = 0;
  await act(key);
  expect(names()).toEqual(expected);
});

it('a vote that decides an approval raises the update of its transition alone', async () => {
  const key = await desk.raise();
  await desk.setApprovers(key, 'alex');
  await desk.move(key, '11');
  events.length = 0;
  await desk.answer(key, 'alex');
  expect(names()).toEqual(['updated:issue']);
});

it('events carry the documented keys, people by account id alone, and no custom field', async () => {
  const key = await desk.raise();
  for (const [, act] of ACTS) if (desk.site.jsm.issue(key)) await act(key);
  const first = new Map([...all].reverse().map((event) => [event.eventType, event]));
  const bodies = Object.fromEntries(
    [...first].map(([eventType, { body }]) => [eventType.replace('avi:jira:', ''), keysOf(body)]),
  );
  expect(bodies).toEqual({
    'created:issue': ['issue'],
    'updated:issue': ['changelog', 'issue'],
    'assigned:issue': ['changelog', 'issue'],
    'commented:issue': ['comment', 'issue'],
    'deleted:comment': ['comment', 'issue'],
    'set:issue-property': ['issue', 'property'],
    'deleted:issue-property': ['issue', 'property'],
    'deleted:issue': ['issue'],
  });
  for (const { body, eventType, atlassianId } of all) {
    expect([eventType, typeof atlassianId]).toEqual([eventType, 'string']);
    expect(keysOf(body['issue'])).toEqual(['fields', 'id', 'key']);
    const fields = member(body['issue'], 'fields');
    expect(keysOf(fields)).toEqual(ISSUE_FIELDS);
    expect(member(fields, 'reporter')).toEqual({ accountId: 'sam' });
    expect(keysOf(member(fields, 'creator'))).toEqual(['accountId']);
  }
  const updated = first.get('avi:jira:updated:issue')?.body['changelog'];
  expect(keysOf(updated)).toEqual(['id', 'items']);
  expect(listOf(member(updated, 'items'))).toMatchObject([
    { field: 'summary', fieldId: 'summary', fromString: 'Please', toString: 'New' },
  ]);
  expect(keysOf(first.get('avi:jira:commented:issue')?.body['comment'])).toEqual([
    'author',
    'body',
    'created',
    'id',
    'jsdPublic',
    'updateAuthor',
    'updated',
  ]);
});

it('every event is one that a Forge trigger may name', async () => {
  const key = await desk.raise();
  for (const [, act] of ACTS) if (desk.site.jsm.issue(key)) await act(key);
  const mapping = 'mapping/product-event-to-scope-mapping.json';
  const known = readFileSync(join(dirname(require.resolve('@forge/manifest')), mapping), 'utf8');
  expect(all.filter(({ eventType }) => !known.includes(`"${eventType}"`))).toEqual([]);
});

it('an issue that is moved to another project keeps its id, answers to both keys, and says so in its history and its event', async () => {
  const site = deskSite();
  const [project] = site.projects;
  if (!project) throw new Error('the site has no project');
  const other = { ...project, id: '10009', key: 'OTH', name: 'Other', serviceDeskId: '9', portalId: 9 };
  desk = new ProbeDesk({ ...site, projects: [project, other] });
  desk.site.jsm.onEvent((event) => events.push(event));
  const key = await desk.raise();
  const before = await desk.ask('agent', 'GET', `/rest/api/3/issue/${key}?fields=summary`);
  events.length = 0;
  const actor = { account: desk.site.jsm.account('agent') };
  expect(moveIssue(desk.site.jsm, actor, key, { projectKey: 'OTH' }).key).toBe('OTH-1');
  for (const name of [key, 'OTH-1']) {
    const issue = await desk.ask('agent', 'GET', `/rest/api/3/issue/${name}?fields=summary&expand=changelog`);
    expect(issue).toMatchObject({
      id: member(before, 'id'),
      key: 'OTH-1',
      changelog: {
        histories: [
          {
            items: [
              { field: 'project', from: project.id, to: '10009', toString: 'Other' },
              { field: 'Key', fromString: key, toString: 'OTH-1' },
            ],
          },
        ],
      },
    });
  }
  expect(names()).toEqual(['updated:issue']);
  expect(events[0]?.body).toMatchObject({
    issue: { key: 'OTH-1', fields: { project: { id: '10009' } } },
    changelog: { items: [{ field: 'project', from: project.id, to: '10009' }, { field: 'Key' }] },
  });
});
