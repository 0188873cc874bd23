import { Context } from 'hono';
import { DOCUMENTED, documentedAs } from '../../sandbox/jsm/rest/documented';
import {
  anything,
  Call,
  membersOf,
  noContent,
  type Operation,
  type RestContext,
} from '../../sandbox/jsm/rest/operation';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { listOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

let desk: ProbeDesk;
beforeEach(() => {
  desk = new ProbeDesk(deskSite());
});

const named = operations.map((operation) => [operation.method, operation.path, operation] as const);
const isRead = ({ query = [], values = {} }: Operation, name: string): boolean =>
  query.includes(name) || name in values;
/** An address of an operation, whatever it is about. */
const addressOf = (path: string): string => path.replace(/\{[^}]*\}|:\w+/g, '10101');

/** What the sandbox says to a call that it must not answer as if it had understood it. */
async function refusalOf(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await desk.send('admin', method, path, body);
  const { errorMessages } = (answer.body ?? {}) as { errorMessages?: readonly string[] };
  return `${answer.status} ${errorMessages?.[0] ?? ''}`;
}

describe('each operation that the sandbox models', () => {
  it.each(named)(
    'reads each parameter that is documented for it, or says 501 and its name: %s %s',
    async (method, path, operation) => {
      const unread = (documentedAs(operation)?.query ?? []).filter((name) => !isRead(operation, name));
      const said = [];
      for (const name of unread) said.push(await refusalOf(method, `${addressOf(path)}?${name}=1`));
      expect(said).toEqual(unread.map((name) => `501 The sandbox does not model the parameter ${name}`));
    },
  );

  it.each(named)(
    'reads each member of its body that is documented, or says 501 and its name: %s %s',
    async (method, path, operation) => {
      const members = membersOf(operation.body);
      const unread = (documentedAs(operation)?.body ?? []).filter(
        (name) => members?.includes(name) === false,
      );
      const said = [];
      for (const name of unread) said.push(await refusalOf(method, addressOf(path), { [name]: 'x' }));
      expect(said).toEqual(
        unread.map((name) => `501 The sandbox does not model the member ${name} of the body`),
      );
    },
  );

  it.each(named)(
    'says 501 and the value where it knows some values only: %s %s',
    async (method, path, { values }) => {
      const names = Object.keys(values ?? {});
      const said = [];
      for (const name of names) said.push(await refusalOf(method, `${addressOf(path)}?${name}=another`));
      expect(said).toEqual(
        names.map((name) => `501 The sandbox does not model the value another of the parameter ${name}`),
      );
    },
  );

  it.each(named)('declares nothing that is not documented: %s %s', (_method, _path, operation) => {
    const { query = [], values = {} } = operation;
    const documented = documentedAs(operation);
    const others = [...query, ...Object.keys(values)].filter((name) => !documented?.query.includes(name));
    expect(others).toEqual([]);
  });

  it('cannot read what it does not declare', () => {
    const operation: Operation = {
      method: 'GET',
      path: '/x',
      scopes: [],
      query: ['a'],
      run: () => noContent,
    };
    const context: RestContext = new Context(new Request('http://probe.localhost/x?a=1&b=2'));
    const call = new Call(desk.site.jsm, operation, context, {});
    expect(call.query('a')).toBe('1');
    expect(() => call.query('b')).toThrow('GET /x reads b, which it does not declare');
    expect(() => call.queryList('b')).toThrow('GET /x reads b, which it does not declare');
    expect(() => call.body(anything)).toThrow('/x reads its body as something that it does not declare');
  });
});

describe('each operation that is documented and not modelled', () => {
  const modelled = new Set(operations.map(documentedAs));
  const missing = DOCUMENTED.filter((one) => !modelled.has(one));

  it('answers 501, also where a parameter of another would take its name for a value', async () => {
    const said = [];
    for (const { method, path } of missing) said.push(await refusalOf(method, addressOf(path)));
    expect(said).toEqual(
      missing.map(({ method, path }) => `501 The sandbox does not model ${method} ${addressOf(path)}`),
    );
  });

  it.each([
    ['PUT', '/rest/api/3/issue/archive'],
    ['GET', '/rest/api/3/issue/picker'],
    ['GET', '/rest/api/3/project/recent'],
    ['GET', '/rest/api/3/project/type'],
    ['GET', '/rest/api/3/dashboard/gadgets'],
  ])('among them %s %s', async (method, path) => {
    expect(missing).toContainEqual(expect.objectContaining({ method, path }));
    expect(await refusalOf(method, path)).toBe(`501 The sandbox does not model ${method} ${path}`);
  });
});

describe('parameters', () => {
  const namesIn = (values: unknown): unknown[] => listOf(values).map((one) => member(one, 'name'));

  it('that are not documented are ignored, as Jira does', async () => {
    expect(await refusalOf('GET', '/rest/api/3/user/bulk?x=1')).toBe(
      '400 The accountId query parameter is required.',
    );
  });

  it('find the dashboards of one owner, and one’s own, in the order that is asked for', async () => {
    const dashboards = ['B', 'C', 'A'].map((name, index) => ({
      id: String(index + 1),
      name,
      ownerId: name === 'C' ? 'admin' : 'agent',
      gadgets: [],
    }));
    desk = new ProbeDesk(deskSite({ dashboards }));
    const found = async (query: string) =>
      namesIn(member(await desk.ask('agent', 'GET', `/rest/api/3/dashboard/search?${query}`), 'values'));
    expect(await found('')).toEqual(['A', 'B', 'C']);
    expect(await found('orderBy=-name')).toEqual(['C', 'B', 'A']);
    expect(await found('orderBy=%2Bid')).toEqual(['B', 'C', 'A']);
    expect(await found('accountId=admin')).toEqual(['C']);
    const own = await desk.ask('agent', 'GET', '/rest/api/3/dashboard?filter=my');
    expect(namesIn(member(own, 'dashboards'))).toEqual(['B', 'A']);
  });

  it('show of a dashboard that is searched what is asked for alone', async () => {
    const [plain, expanded] = await Promise.all(
      ['', '&expand=owner,viewUrl'].map((more) =>
        desk.ask('agent', 'GET', `/rest/api/3/dashboard/search?dashboardName=desk${more}`),
      ),
    );
    const keysOf = (page: unknown) => Object.keys(listOf(member(page, 'values'))[0] as object).sort();
    expect(keysOf(plain)).toEqual(['id', 'name', 'self']);
    expect(keysOf(expanded)).toEqual(['id', 'name', 'owner', 'self', 'view']);
  });

  it.each([
    ['agent', 'view', ['PRB']],
    ['agent', 'create', ['PRB']],
    ['agent', 'edit', []],
    ['viewer', 'browse', ['PRB']],
    ['viewer', 'create', []],
    ['admin', 'edit', ['PRB']],
  ])('find the projects in which %s may %s', async (who, action, keys) => {
    const page = await desk.ask(who, 'GET', `/rest/api/3/project/search?action=${action}`);
    expect(listOf(member(page, 'values')).map((one) => member(one, 'key'))).toEqual(keys);
  });

  it('tell the groups of a person where they are asked for', async () => {
    for (const path of ['myself?', 'user?accountId=agent&']) {
      const plain = await desk.ask('agent', 'GET', `/rest/api/3/${path}`);
      expect(member(plain, 'groups')).toBeUndefined();
      const groups = member(await desk.ask('agent', 'GET', `/rest/api/3/${path}expand=groups`), 'groups');
      expect([member(groups, 'size'), namesIn(member(groups, 'items'))]).toEqual([1, ['agents']]);
    }
  });

  it('find the workflows of one project', async () => {
    const found = async (projectId: string) =>
      namesIn(
        member(
          await desk.ask('admin', 'GET', `/rest/api/3/workflows/search?projectId=${projectId}&isActive=true`),
          'values',
        ),
      );
    expect(await found('10000')).toEqual(['Probe']);
    expect(await found('10001')).toEqual([]);
  });

  it('pick groups in the case that is written, unless told otherwise', async () => {
    const found = async (query: string) =>
      namesIn(member(await desk.ask('agent', 'GET', `/rest/api/3/groups/picker?query=${query}`), 'groups'));
    expect(await found('AGENT')).toEqual([]);
    expect(await found('AGENT&caseInsensitive=true')).toEqual(['agents']);
  });

  it('of an expanded issue that the sandbox lacks answer 501', async () => {
    const key = await desk.raise();
    for (const [what, said] of [
      ['fields=summary&fieldsByKeys=true', 'the value true of the parameter fieldsByKeys'],
      ['expand=operations', 'the expansion operations'],
    ])
      expect(await refusalOf('GET', `/rest/api/3/issue/${key}?${what ?? ''}`)).toBe(
        `501 The sandbox does not model ${said ?? ''}`,
      );
    const body = { issueIdsOrKeys: [key], fieldsByKeys: true };
    expect(await refusalOf('POST', '/rest/api/3/issue/bulkfetch', body)).toBe(
      '501 The sandbox does not model fields by their keys',
    );
  });
});
