import { HOUR, MINUTE, SECOND } from '../../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { raiseAsAgent, FIGMA_PREMIUM, formValues, MIRO_STANDARD, raise } from '../../support/requests';
import { OPS, setUpSecond, SHORT_FORM, withSecondProject } from '../../support/second-project';
import { World } from '../../support/world';

// What the app reads of many tickets at once must miss nothing that it would see of each by itself.

let world: World;
let expectProblems = false;
afterEach(async () => {
  await world.stop({ expectProblems });
  expectProblems = false;
});

const idOf = (key: string): string => world.site.jsm.issue(key)?.id ?? '';

const votedOn = async (): Promise<readonly unknown[]> =>
  (
    await world.rows(
      "SELECT issue_key FROM access_request WHERE INSTR(votes, 'approved') > 0 ORDER BY issue_id",
    )
  ).map(({ issue_key: key }) => key);

/** Paths that the reconcile calls while time passes. */
async function pathsDuring(span: number): Promise<readonly string[]> {
  const records = await world.invocationsDuring(() => world.advance(span));
  const reconciles = records.filter(({ functionKey }) => functionKey === 'fn-reconcile');
  return reconciles.flatMap(({ calls }) =>
    calls.flatMap((call) => (call.kind === 'rest' ? [call.path] : [])),
  );
}

/** Does something of which Jira's events are lost. */
async function withoutEvents<T>(work: () => Promise<T>): Promise<T> {
  const { jsm } = world.site;
  const tell = jsm.raise.bind(jsm);
  jsm.raise = () => undefined;
  const done = await work();
  jsm.raise = tell;
  return done;
}

const edit = (key: string, fields: Record<string, unknown>): Promise<unknown> =>
  world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });

const raiseInSecond = (role: keyof Company['roles']): Promise<unknown> =>
  world.as(role).ask('POST', '/rest/servicedeskapi/request', {
    serviceDeskId: '2',
    requestTypeId: SHORT_FORM,
    requestFieldValues: formValues(MIRO_STANDARD),
  });

const withSite = (company: Company, changes: Partial<Company['site']>): Company => ({
  ...company,
  site: { ...company.site, ...changes },
});

describe('a reconcile', () => {
  it('makes one call for all projects of a site while nothing happens, whatever waits for votes in them', async () => {
    world = await World.start({ company: withSecondProject(madeUpCompany()) });
    await setUpSecond(world);
    await raise(world, FIGMA_PREMIUM);
    await raiseInSecond('newHire');
    await world.settle();
    await world.advance(HOUR);
    const paths = await pathsDuring(HOUR);
    expect(paths.filter((path) => path.startsWith('/rest/api/3/search/jql'))).toHaveLength(12);
    // each request is read by itself once an hour
    expect(paths.filter((path) => path.includes('/approval?'))).toHaveLength(2);
    expect(paths).toHaveLength(14);

    await withoutEvents(async () => {
      await world.as('lead').raise(REQUEST_TYPE.fields, formValues(MIRO_STANDARD));
      await raiseInSecond('lead');
    });
    await world.advance(5 * MINUTE);
    const known = await world.rows('SELECT project_id FROM access_request ORDER BY issue_id');
    expect(known.map(({ project_id: id }) => id)).toEqual(['10000', OPS.id, '10000', OPS.id]);
  });

  it('sees votes and lost tickets as soon, beside a ticket that is gone, one that cannot be fetched, and a project that cannot be seen', async () => {
    world = await World.start({ company: withSecondProject(madeUpCompany()) });
    await setUpSecond(world);
    const keys = [];
    for (const asked of [FIGMA_PREMIUM, MIRO_STANDARD, FIGMA_PREMIUM]) keys.push(await raise(world, asked));
    const [first = '', gone = '', heavy = ''] = keys;
    await withoutEvents(() => world.as('secondAgent').ask('DELETE', `/rest/api/3/issue/${gone}`));
    world.site.jsm.notFetched.add(idOf(heavy));
    const { accounts, configuration } = world.site.jsm;
    const apps = [...accounts.values()].filter(({ kind }) => kind === 'app');
    Object.assign(configuration.projects[1] ?? {}, {
      hiddenFrom: new Set(apps.map(({ accountId }) => accountId)),
    });
    await world.as('manager').answer(first, 'approve');
    await world.as('manager').answer(heavy, 'approve');
    const lost = await withoutEvents(() =>
      world.as('lead').raise(REQUEST_TYPE.fields, formValues(MIRO_STANDARD)),
    );
    await world.advance(5 * MINUTE);
    expect(await votedOn()).toEqual([first, heavy]);
    expect(await world.rows('SELECT state FROM access_request WHERE issue_key = ?', lost)).toHaveLength(1);
    Object.assign(configuration.projects[1] ?? {}, { hiddenFrom: undefined });
    // that it is gone is known by now, so that it spoils the search no more
    const paths = await pathsDuring(10 * MINUTE);
    expect(paths.filter((path) => path.startsWith('/rest/api/3/search/jql'))).toHaveLength(2);
  });

  it('sees a vote within five minutes, however late the index of Jira is', async () => {
    world = await World.start({ company: withSite(madeUpCompany(), { searchDelay: 20 * MINUTE }) });
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(HOUR);
    await world.as('manager').answer(key, 'approve');
    await world.advance(5 * MINUTE);
    expect(await votedOn()).toEqual([key]);
  });

  it('sees the votes on more requests than Jira knows for certain in a search', async () => {
    world = await World.start();
    const keys = [];
    for (let index = 0; index < 60; index++) {
      keys.push(await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM)));
      await world.advance(MINUTE / 2);
    }
    for (const key of keys) await world.as('manager').answer(key, 'approve');
    const paths = await pathsDuring(5 * MINUTE);
    expect(paths.filter((path) => path.endsWith('/issue/bulkfetch'))).toHaveLength(1);
    expect(await votedOn()).toHaveLength(60);
  });
});

describe('after four hours in which the app could see nothing', () => {
  const A_PAGE = 100;
  // what src/entry/schedules/reconcile.ts allows
  const TIME_OF_A_RUN = 4 * MINUTE;

  /** Whether the app sees the projects of a site. */
  const show = (isShown: boolean): void => {
    const { accounts, configuration } = world.site.jsm;
    const apps = [...accounts.values()]
      .filter(({ kind }) => kind === 'app')
      .map(({ accountId }) => accountId);
    for (const project of configuration.projects)
      Object.assign(project, { hiddenFrom: isShown ? undefined : new Set(apps) });
  };

  /** A run whose time is up when it looks at the last ticket of its first page. */
  async function shortRun(): Promise<void> {
    const { host, clock } = world.sandbox;
    const started = world.now();
    const read = new Set<string>();
    host.interferer = ({ method, path }) => {
      const [, issueId] = /^\/rest\/api\/3\/issue\/(\d+)\?/.exec(path) ?? [];
      if (method !== 'GET' || issueId === undefined || read.has(issueId)) return undefined;
      return read.add(issueId).size === A_PAGE
        ? { delayMs: 0, meanwhile: () => clock.leapTo(started + TIME_OF_A_RUN + SECOND) }
        : undefined;
    };
    const records = await world.invocationsDuring(async () => {
      await host.runSchedule(world.site, 'reconcile');
    });
    host.interferer = undefined;
    const paths = records.flatMap(({ calls }) =>
      calls.flatMap((call) => (call.kind === 'rest' ? [call.path] : [])),
    );
    expect(paths.filter((path) => path.startsWith('/rest/api/3/search/jql'))).toHaveLength(1);
  }

  const knownOf = async (projectId: string): Promise<unknown> =>
    (await world.rows('SELECT COUNT(*) AS known FROM access_request WHERE project_id = ?', projectId))[0]?.[
      'known'
    ];

  it.each([
    ['one project', madeUpCompany, () => Promise.resolve(), 0],
    [
      'two projects that share a search, of which one has all the tickets but one',
      () => withSecondProject(madeUpCompany()),
      () => setUpSecond(world),
      1,
    ],
  ])(
    'every ticket of %s is found, though a run’s time is up after its first page',
    async (_what, companyOf, setUp, quiet) => {
      world = await World.start({ company: companyOf() });
      await setUp();
      await world.advance(10 * MINUTE);
      show(false);
      await world.advance(HOUR);
      await withoutEvents(async () => {
        for (let index = 0; index <= A_PAGE; index++)
          await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
        await world.advance(HOUR);
        await world.as('lead').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
        if (quiet > 0) await raiseInSecond('lead');
      });
      await world.advance(2 * HOUR);
      show(true);
      await shortRun();
      expect([await knownOf('10000'), await knownOf(OPS.id)]).toEqual([String(A_PAGE), '0']);
      await world.advance(10 * MINUTE);
      expect([await knownOf('10000'), await knownOf(OPS.id)]).toEqual([String(A_PAGE + 2), String(quiet)]);
    },
  );

  it('a ticket that Jira fails to give at the first try is looked at once more', async () => {
    world = await World.start();
    await world.advance(10 * MINUTE);
    show(false);
    await world.advance(HOUR);
    const key = await withoutEvents(() =>
      world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM)),
    );
    await world.advance(3 * HOUR);
    show(true);
    const { host } = world.sandbox;
    host.interferer = ({ method, path }) => {
      if (method !== 'GET' || !path.startsWith(`/rest/api/3/issue/${idOf(key)}?`)) return undefined;
      host.interferer = undefined;
      return 'server-error';
    };
    expectProblems = true;
    await world.advance(5 * MINUTE);
    expect(host.interferer).toBeUndefined();
    expect(await knownOf('10000')).toBe('0');
    await world.advance(5 * MINUTE);
    expect(await knownOf('10000')).toBe('1');
  });
});

it('a ticket that can’t be read for a day holds up the search for an hour and no more, and one lost beside it is found', async () => {
  world = await World.start();
  await world.advance(10 * MINUTE);
  const raiseLost = (): Promise<string> =>
    withoutEvents(() => world.as('lead').raise(REQUEST_TYPE.fields, formValues(MIRO_STANDARD)));
  const unread = await raiseLost();
  const spans: number[] = [];
  world.sandbox.host.interferer = ({ method, path, body }) => {
    if (path === '/rest/api/3/search/jql') spans.push(Number(/updated >= -(\d+)m/.exec(body)?.[1]));
    return method === 'GET' && path.startsWith(`/rest/api/3/issue/${idOf(unread)}?`)
      ? 'server-error'
      : undefined;
  };
  await world.advance(12 * HOUR);
  const beside = await raiseLost();
  await world.advance(12 * HOUR);
  world.sandbox.host.interferer = undefined;
  expect(Math.max(...spans)).toBe(70);
  expect(spans.at(-1)).toBe(10);
  expect(await world.rows('SELECT issue_key FROM access_request')).toEqual([{ issue_key: beside }]);
  expectProblems = true;
});

describe('a new ticket of another work type', () => {
  it.each([
    ['by what it says', { [FIELD.application]: 'Figma' }],
    ['by the tier alone', { [FIELD.tier]: 'Premium' }],
  ])('is seen at once to be an access request %s, however late the index of Jira is', async (_by, fields) => {
    world = await World.start({ company: withSite(madeUpCompany(), { searchDelay: 20 * MINUTE }) });
    const key = await raiseAsAgent(world, { summary: 'Figma for the new one', ...fields }, 'Service request');
    await world.settle();
    expect(await world.rows('SELECT issue_key FROM access_request')).toEqual([{ issue_key: key }]);
  });

  it('is read where Jira refuses the search, such as for a field that is gone', async () => {
    world = await World.start();
    const { jsm } = world.site;
    const fields = jsm.configuration.fields.filter(({ id }) => id !== FIELD.tier);
    Object.assign(jsm, { configuration: { ...jsm.configuration, fields } });
    const values = { summary: 'Figma for the new one', [FIELD.application]: 'Figma' };
    const key = await raiseAsAgent(world, values, 'Service request');
    await world.settle();
    expect(await world.rows('SELECT issue_key FROM access_request')).toEqual([{ issue_key: key }]);
  });

  it('is seen at once to be one by its request type, which has had another work type since it was mapped', async () => {
    world = await World.start();
    const { jsm } = world.site;
    const { configuration } = jsm;
    const projects = configuration.projects.map((project) => ({
      ...project,
      requestTypes: project.requestTypes.map((type) =>
        type.id === REQUEST_TYPE.fields ? { ...type, issueTypeId: '10101' } : type,
      ),
    }));
    Object.assign(jsm, { configuration: { ...configuration, projects } });
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, { summary: 'I need something' });
    await world.settle();
    expect(jsm.issue(key)?.issueTypeId).toBe('10101');
    expect(await world.rows('SELECT state FROM access_request WHERE issue_key = ?', key)).toEqual([
      { state: 'incomplete' },
    ]);
  });

  it('costs one call, and no more where the portal made it', async () => {
    world = await World.start();
    const made = [
      () => raiseAsAgent(world, { summary: 'The printer is out of paper' }, 'Service request'),
      () => world.as('newHire').raise(REQUEST_TYPE.hardware, { summary: 'A laptop' }),
    ];
    for (const make of made) {
      const records = await world.invocationsDuring(async () => {
        await make();
        await world.settle();
      });
      const calls = records.flatMap((record) => record.calls.filter(({ kind }) => kind === 'rest'));
      expect(calls).toHaveLength(1);
    }
    expect(await world.rows('SELECT 1 AS found FROM access_request')).toEqual([]);
  });
});

describe('an edit of a request that waits for votes', () => {
  it('costs one call where the ticket shows that nobody has voted', async () => {
    world = await World.start();
    const key = await raise(world, FIGMA_PREMIUM);
    const records = await world.invocationsDuring(async () => {
      await edit(key, { summary: 'Figma, please' });
      await world.settle();
    });
    expect(records.map(({ functionKey, rest }) => ({ functionKey, rest }))).toEqual([
      { functionKey: 'on-issue-event', rest: 1 },
    ]);
  });

  it('has the votes read that were cast before it', async () => {
    world = await World.start();
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    const records = await world.invocationsDuring(async () => {
      await edit(key, { summary: 'Figma, please' });
      await world.settle();
    });
    const paths = records.flatMap(({ calls }) =>
      calls.flatMap((call) => (call.kind === 'rest' ? call.path : [])),
    );
    // the copy in the ticket tells that there is something to read, and decides nothing
    expect(paths.filter((path) => path.includes('/approval?'))).toHaveLength(1);
    expect(await votedOn()).toEqual([key]);
  });
});
