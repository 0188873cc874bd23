import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite, person } from '../support/probe-site';

const people = Array.from({ length: 5 }, (_one, index) => person(`Person ${index}`, 'licensed', ['crowd']));
const dashboards = ['A', 'B', 'C', 'D', 'E'].map((name, index) => ({
  id: String(index + 1),
  name,
  gadgets: [],
}));

/** Five of everything that has pages. */
async function fullDesk(): Promise<{ desk: ProbeDesk; key: string }> {
  const site = deskSite();
  const desk = new ProbeDesk({
    ...site,
    accounts: [...site.accounts, ...people],
    dashboards,
    projects: site.projects.map((project) => ({
      ...project,
      queues: Array.from({ length: 5 }, (_one, index) => ({
        id: String(index + 1),
        name: `Queue ${index}`,
        jql: 'project = PRB',
        fieldIds: ['summary'],
      })),
      requestTypes: project.requestTypes.flatMap((type) =>
        Array.from({ length: 5 }, (_one, index) => ({ ...type, id: String(10 + index) })),
      ),
    })),
  });
  const key = await desk.raise();
  for (let count = 0; count < 4; count++) await desk.raise();
  for (let count = 0; count < 5; count++) await desk.comment(key, 'agent');
  for (let count = 0; count < 5; count++) await desk.edit(key, { summary: `Please ${count}` });
  const accountIds = people.map(({ accountId }) => accountId);
  await desk.ask('sam', 'POST', `/rest/servicedeskapi/request/${key}/participant`, { accountIds });
  return { desk, key };
}

/** What the pages say of themselves, from the first to the last by their own links. */
async function walk(
  { desk, key }: Awaited<ReturnType<typeof fullDesk>>,
  first: string,
  next: (page: unknown) => unknown,
  list = 'values',
): Promise<{ sizes: number[]; pages: unknown[] }> {
  const pages: unknown[] = [];
  let path = first.replace('KEY', key);
  while (path !== '' && pages.length < 9) {
    const page = await desk.ask(path.includes('servicedeskapi/request?') ? 'sam' : 'agent', 'GET', path);
    pages.push(page);
    path = textOf(next(page) ?? '');
  }
  return { sizes: pages.map((page) => listOf(member(page, list)).length), pages };
}

describe('pages of the platform API', () => {
  it.each([
    '/rest/api/3/dashboard/search?maxResults=2&expand=owner',
    '/rest/api/3/issue/KEY/changelog?maxResults=2',
    '/rest/api/3/group/member?groupname=crowd&maxResults=2',
    `/rest/api/3/user/bulk?maxResults=2&${people.map(({ accountId }) => `accountId=${encodeURIComponent(accountId)}`).join('&')}`,
  ])('lead from one to the next, with what else was asked for: %s', async (first) => {
    const { sizes, pages } = await walk(await fullDesk(), first, (page) => member(page, 'nextPage'));
    expect(sizes).toEqual([2, 2, 1]);
    expect(pages.map((page) => member(page, 'isLast'))).toEqual([false, false, true]);
    expect(pages.map((page) => member(page, 'total'))).toEqual([5, 5, 5]);
    const [self] = [new URL(textOf(member(pages[1], 'self')))];
    const asked = new URL(first, 'http://probe.localhost').searchParams;
    for (const name of asked.keys()) expect(self.searchParams.getAll(name)).toEqual(asked.getAll(name));
    expect(self.searchParams.get('startAt')).toBe('2');
  });

  it('of dashboards lead forward and back', async () => {
    const { sizes, pages } = await walk(
      await fullDesk(),
      '/rest/api/3/dashboard?maxResults=2',
      (page) => member(page, 'next'),
      'dashboards',
    );
    expect(sizes).toEqual([2, 2, 1]);
    expect(pages.map((page) => member(page, 'prev'))).toEqual([
      undefined,
      expect.stringContaining('startAt=0'),
      expect.stringContaining('startAt=2'),
    ]);
  });

  it.each([
    ['/rest/api/3/group/member?groupname=crowd', 50],
    ['/rest/api/3/user/bulk?accountId=sam', 200],
  ])('hold no more than is documented: %s', async (path, most) => {
    const { desk } = await fullDesk();
    expect(await desk.ask('agent', 'GET', `${path}&maxResults=5000`)).toMatchObject({ maxResults: most });
  });

  it('of people who can be assigned count everybody, and leave out who cannot', async () => {
    const { desk } = await fullDesk();
    const path = '/rest/api/3/user/assignable/search?project=PRB&query=e&maxResults=1';
    const namesFrom = async (startAt: number) =>
      listOf(await desk.ask('agent', 'GET', `${path}&startAt=${startAt}`)).map((one) =>
        member(one, 'displayName'),
      );
    expect(await namesFrom(0)).toEqual(['Agent']);
    expect(await namesFrom(1)).toEqual([]);
  });

  it.each([
    [
      'GET',
      `/rest/api/3/project/search?${'keys=A&'.repeat(51)}`,
      undefined,
      'No more than 50 project ids or keys can be given.',
    ],
    [
      'GET',
      `/rest/api/3/search/jql?jql=${encodeURIComponent(`project = PRB ORDER BY ${Array(8).fill('created').join(', ')}`)}`,
      undefined,
      'The ORDER BY clause can have a maximum of 7 fields.',
    ],
    [
      'POST',
      '/rest/api/3/permissions/check',
      {
        projectPermissions: [
          { permissions: ['BROWSE_PROJECTS'], issues: Array.from({ length: 1_001 }, (_one, id) => id) },
        ],
      },
      'A maximum of 1000 projects and 1000 issues can be checked.',
    ],
  ])('are not asked for by more than is documented: %s %s', async (method, path, body, message) => {
    const { desk } = await fullDesk();
    expect(await desk.send('agent', method, path, body)).toMatchObject({
      status: 400,
      body: { errorMessages: [message] },
    });
  });
});

describe('pages of the portal API', () => {
  it.each([
    '/rest/servicedeskapi/request?requestOwnership=OWNED_REQUESTS&limit=2',
    '/rest/servicedeskapi/request/KEY/comment?limit=2&internal=false',
    '/rest/servicedeskapi/request/KEY/participant?limit=2',
    '/rest/servicedeskapi/servicedesk/1/requesttype?limit=2&searchQuery=ask',
    '/rest/servicedeskapi/servicedesk/1/queue?limit=2&includeCount=true',
    '/rest/servicedeskapi/servicedesk/1/queue/1/issue?limit=2',
  ])('lead forward and back, with what else was asked for: %s', async (first) => {
    const link = (name: string) => (page: unknown) => member(member(page, '_links'), name);
    const { sizes, pages } = await walk(await fullDesk(), first, link('next'));
    expect(sizes).toEqual([2, 2, 1]);
    expect(pages.map((page) => member(page, 'isLastPage'))).toEqual([false, false, true]);
    expect(pages.map((page) => member(page, 'start'))).toEqual([0, 2, 4]);
    const [none, toFirst, toSecond] = pages.map((page) => link('prev')(page));
    expect(none).toBeUndefined();
    for (const [address, start] of [
      [toFirst, '0'],
      [toSecond, '2'],
    ] as const) {
      const { searchParams } = new URL(textOf(address));
      expect(searchParams.get('start')).toBe(start);
      for (const [name, value] of new URL(first, 'http://probe.localhost').searchParams)
        expect(searchParams.get(name)).toBe(value);
    }
  });

  it('hold a hundred at most, and say so', async () => {
    const { desk } = await fullDesk();
    expect(await desk.ask('agent', 'GET', '/rest/servicedeskapi/servicedesk?limit=5000')).toMatchObject({
      limit: 100,
      isLastPage: true,
    });
  });

  it('that stand in another answer say where theirs go on', async () => {
    const { desk, key } = await fullDesk();
    for (let count = 0; count < 50; count++) await desk.comment(key, 'agent');
    const request = await desk.ask('sam', 'GET', `/rest/servicedeskapi/request/${key}?expand=comment`);
    const comments = member(request, 'comments');
    expect(comments).toMatchObject({ size: 50, isLastPage: false });
    const next = textOf(member(member(comments, '_links'), 'next'));
    expect(await desk.ask('sam', 'GET', next)).toMatchObject({ size: 5, start: 50, isLastPage: true });
  });
});

describe('a service desk in a path', () => {
  it.each(['1', 'PRB', 'projectKey:PRB', 'projectId:10000', 'serviceDeskId:1'])(
    'goes by %s',
    async (name) => {
      const { desk } = await fullDesk();
      const path = `/rest/servicedeskapi/servicedesk/${name}`;
      expect(await desk.ask('agent', 'GET', path)).toMatchObject({ id: '1', projectKey: 'PRB' });
      for (const part of [
        'requesttype',
        'requesttype/10',
        'requesttype/10/field',
        'queue',
        'queue/1',
        'queue/1/issue',
        'customer',
      ])
        expect((await desk.send('agent', 'GET', `${path}/${part}`)).status).toBe(200);
    },
  );

  it.each(['9', 'ABC', 'projectKey:ABC', 'projectId:1', 'serviceDeskId:10000'])(
    'is not there by %s',
    async (name) => {
      const { desk } = await fullDesk();
      expect(await desk.send('agent', 'GET', `/rest/servicedeskapi/servicedesk/${name}`)).toMatchObject({
        status: 404,
        body: { errorMessage: 'The service desk does not exist.' },
      });
    },
  );
});
