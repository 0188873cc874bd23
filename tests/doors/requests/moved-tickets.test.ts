import { MINUTE, DAY } from '../../../src/common/rules/time';
import { madeUpCompany } from '../../../sandbox/company/company';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { moveIssue } from '../../../sandbox/jsm/move-issue';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { FeedClient } from '../../support/feed';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { OPS, setUpSecond, SHORT_FORM, withSecondProject } from '../../support/second-project';
import { World } from '../../support/world';

// A ticket keeps its id when it is moved to another project. What is known of it goes with it.

let world: World;
let feed: FeedClient;
beforeEach(async () => {
  world = await World.start({ company: withSecondProject(madeUpCompany()) });
  feed = await FeedClient.start(world);
});
afterEach(async () => {
  await feed.stop();
  await world.stop();
});

/** Moves a ticket, as an agent does, and lets the app take notice. @returns its new key */
async function move(key: string, projectKey: string): Promise<string> {
  const account = world.site.jsm.account(world.company.roles.agent);
  const requestTypeId = projectKey === OPS.key ? SHORT_FORM : REQUEST_TYPE.fields;
  const { key: moved } = moveIssue(world.site.jsm, { account }, key, { projectKey, requestTypeId });
  await world.settle();
  return moved;
}

async function fulfilledTicket(): Promise<string> {
  const key = await raise(world, MIRO_STANDARD);
  await approveAll(world, key, ['owner']);
  await fulfill(world, key);
  return key;
}

/** What a reader of a project has, who keeps the last of each row. */
async function rowsOf(project: 'IT' | 'OPS'): Promise<readonly unknown[]> {
  if (project === 'IT') return (await feed.readOn(null)).rows;
  const extension = { type: 'jira:projectPage', project: OPS };
  const asked = { name: 'Tableau', endsAt: world.now() + 30 * DAY };
  const made = await world.as('administrator').invoke('console', 'feed/create', extension, asked);
  const response = await feed.get('/facts?limit=1000', `Bearer ${String(member(made, 'token'))}`);
  return listOf(member(await response.json(), 'rows'));
}

const kindsOf = (rows: readonly unknown[]): string[] => rows.map((row) => String(member(row, 'kind'))).sort();

const NOTHING_SAID = {
  kind: 'removed',
  application: null,
  tier: null,
  department: null,
  cycle: null,
};

describe('a fulfilled ticket that is moved', () => {
  it('takes its facts along to a project that is set up, and leaves nothing readable behind', async () => {
    await setUpSecond(world);
    const key = await fulfilledTicket();
    const before = await rowsOf('IT');
    expect(kindsOf(before)).toEqual(['approved', 'fulfilled', 'requested']);
    const moved = await move(key, 'OPS');
    const left = await rowsOf('IT');
    expect(left.map((row) => member(row, 'id')).sort()).toEqual(
      before.map((row) => member(row, 'id')).sort(),
    );
    for (const row of left) expect(row).toMatchObject({ ...NOTHING_SAID, issueKey: key });
    expect(JSON.stringify(left)).not.toContain('miro');
    const there = await rowsOf('OPS');
    expect(kindsOf(there)).toEqual(['approved', 'fulfilled', 'requested']);
    for (const row of there)
      expect(row).toMatchObject({ issueKey: moved, application: 'miro', tier: 'standard' });
  });

  it('counts for the project that it is in, and for that alone', async () => {
    await setUpSecond(world);
    const key = await fulfilledTicket();
    const counted = async (projectId: string): Promise<unknown> => {
      const [row] = await world.rows(
        "SELECT COUNT(*) AS facts FROM ticket_fact WHERE project_id = ? AND kind = 'fulfilled'",
        projectId,
      );
      return Number(row?.['facts']);
    };
    await move(key, 'OPS');
    expect([await counted('10000'), await counted(OPS.id)]).toEqual([0, 1]);
    expect(await world.rows('SELECT project_id, issue_key FROM access_request')).toMatchObject([
      { project_id: OPS.id, issue_key: 'OPS-1' },
    ]);
  });

  it('counts there by the tier as it was when it was fulfilled without a decision', async () => {
    await setUpSecond(world);
    const key = await raise(world, FIGMA_PREMIUM);
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, key)).toBeUndefined();
    await move(key, 'OPS');
    const facts =
      "SELECT project_id, premium FROM ticket_fact WHERE fact_key LIKE 'unapproved%' ORDER BY project_id";
    expect(await world.rows(facts)).toEqual([
      { project_id: '10000', premium: null },
      { project_id: OPS.id, premium: 1 },
    ]);
  });

  it('takes them along to a project that is not set up, too', async () => {
    const key = await fulfilledTicket();
    await move(key, 'OPS');
    for (const row of await rowsOf('IT')) expect(row).toMatchObject(NOTHING_SAID);
    expect(
      await world.rows('SELECT DISTINCT project_id FROM ticket_fact WHERE kind <> ?', 'removed'),
    ).toMatchObject([{ project_id: OPS.id }]);
    // they keep what they have
    expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state = 'allocated'")).toHaveLength(1);
  });

  describe('and was fulfilled without a decision', () => {
    const removeGuard = (): void => {
      world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    };
    const compliance = async (): Promise<unknown> => {
      const asked = { period: { kind: 'last', days: 30 }, timeZone: 'UTC', against: { kind: 'before' } };
      const report = await world.console('agent')('kpi/report', { ...asked, grain: 'day', slice: 'tier' });
      const found = listOf(member(report, 'readings')).find(
        (one) => member(member(one, 'definition'), 'id') === 'premium-compliance',
      );
      return member(found, 'rate');
    };
    const missed = { hits: 0, of: 1, value: 0 };

    it('counts in the old project where the other one is not set up, and the feed says nothing of it', async () => {
      const key = await raise(world, FIGMA_PREMIUM);
      removeGuard();
      await fulfill(world, key);
      expect(await compliance()).toEqual(missed);
      const moved = await move(key, 'OPS');
      expect(await compliance()).toEqual(missed);
      const left = await rowsOf('IT');
      expect(left.length).toBeGreaterThan(0);
      for (const row of left) expect(row).toMatchObject(NOTHING_SAID);
      expect(JSON.stringify(left)).not.toContain('figma');
      const named = await world.console('administrator')('kpi/licenses', {
        ...{ period: { kind: 'last', days: 30 }, timeZone: 'UTC', page: 0 },
      });
      expect(member(named, 'rows')).toMatchObject([{ pool: 'Figma Premium', issueKey: key }]);
      await move(moved, 'IT');
      expect(await compliance()).toEqual(missed);
      expect(kindsOf(await rowsOf('IT'))).toContain('unapproved');
    });

    it('counts once, where it is, in another project that is set up', async () => {
      await setUpSecond(world);
      const key = await raise(world, FIGMA_PREMIUM);
      removeGuard();
      await fulfill(world, key);
      await move(key, 'OPS');
      expect(await compliance()).toMatchObject({ of: 0 });
      expect(kindsOf(await rowsOf('OPS'))).toContain('unapproved');
    });

    it.each([
      ['looked at it fulfilled', (): Promise<void> => world.settle()],
      ['looked at it at all', (): Promise<void> => Promise.resolve()],
    ])('counts though it was moved away before anybody %s', async (_when, look) => {
      const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(FIGMA_PREMIUM));
      await look();
      removeGuard();
      await world.as('agent').move(key, 'Fulfill');
      await move(key, 'OPS');
      expect(await compliance()).toEqual(missed);
      await world.advance(10 * MINUTE);
      expect(await compliance()).toEqual(missed);
      expect(JSON.stringify(await rowsOf('IT'))).not.toContain('figma');
    });
  });

  it('brings them back with it', async () => {
    await setUpSecond(world);
    const key = await fulfilledTicket();
    const back = await move(await move(key, 'OPS'), 'IT');
    expect(kindsOf(await rowsOf('IT'))).toEqual(['approved', 'fulfilled', 'requested']);
    for (const row of await rowsOf('IT')) expect(row).toMatchObject({ issueKey: back, application: 'miro' });
    for (const row of await rowsOf('OPS')) expect(row).toMatchObject(NOTHING_SAID);
  });

  it('is found by the nightly check where no event told of it', async () => {
    await setUpSecond(world);
    const key = await fulfilledTicket();
    const issue = world.site.jsm.issue(key);
    const second = world.site.jsm.project('OPS');
    if (!issue || !second) throw new Error('there is nothing to move');
    issue.projectId = second.id;
    issue.requestTypeId = SHORT_FORM;
    world.site.jsm.issues.rename(issue, world.site.jsm.newIssueKey(second));
    await world.nightly();
    await world.settle();
    for (const row of await rowsOf('IT')) expect(row).toMatchObject(NOTHING_SAID);
    expect(kindsOf(await rowsOf('OPS'))).toContain('fulfilled');
  });
});

describe('an open request that is moved', () => {
  it('goes on in the other project, with what was decided', async () => {
    await setUpSecond(world);
    const key = await raise(world, MIRO_STANDARD);
    const moved = await move(key, 'OPS');
    expect(await world.panel(moved)).toMatchObject({ state: 'awaiting-approval' });
    await approveAll(world, moved, ['owner']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, moved)).toBeUndefined();
    expect(kindsOf(await rowsOf('OPS'))).toEqual(['approved', 'fulfilled', 'requested']);
  });

  it('gives back what it holds where the other project is not set up', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state = 'held'")).toHaveLength(1);
    await move(key, 'OPS');
    expect(await world.rows("SELECT 1 AS seat FROM seat WHERE state = 'held'")).toEqual([]);
    expect(await world.rows('SELECT state, follow_at FROM access_request')).toMatchObject([
      { state: 'canceled', follow_at: null },
    ]);
  });

  it('has the seat taken back that came of it where it was fulfilled, reopened and moved to such a project', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(MINUTE);
    await world.as('agent').move(key, 'Reopen');
    await world.settle();
    await move(key, 'OPS');
    expect(await world.rows('SELECT end_reason FROM seat WHERE issue_id IS NOT NULL')).toEqual([
      { end_reason: 'withdrawn' },
    ]);
  });
});
