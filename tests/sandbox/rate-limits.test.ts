import { join } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import {
  DEFAULT_QUOTA,
  PointsPool,
  RateLimits,
  type LimitedCall,
  type Quota,
} from '../../sandbox/jsm/rest/rate-limits';
import { Sandbox } from '../../sandbox/sandbox';
import { probeSite } from '../support/probe-site';
import { sqlUrl } from '../support/sql-engine';

const START = Date.UTC(2026, 10, 23, 9, 50);
const NEXT_HOUR = Date.UTC(2026, 10, 23, 10);
const ISSUE = '/rest/api/3/issue/:issueIdOrKey';

const call = (changes: Partial<LimitedCall> = {}): LimitedCall => ({
  method: 'GET',
  endpoint: '/rest/api/3/field',
  issueId: undefined,
  at: START,
  ...changes,
});
const limits = (quota: Quota = DEFAULT_QUOTA): RateLimits => new RateLimits(new PointsPool(quota));

/** How many of so many calls at the same moment get through. */
const admitted = (of: RateLimits, count: number, changes: Partial<LimitedCall>): number =>
  Array.from({ length: count }, () => of.admit(call(changes))).filter((refusal) => !refusal).length;

describe('points by the hour', () => {
  it('are 65,000 in one pool for all sites; the next call is refused until the hour is over', () => {
    const pool = new PointsPool(DEFAULT_QUOTA);
    const [one, two] = [new RateLimits(pool), new RateLimits(pool)];
    one.charge(64_999, START);
    expect(two.admit(call())).toBeUndefined();
    two.charge(1, START);
    const refusal = { reason: 'jira-quota-global-based', limit: 65_000, resetAt: NEXT_HOUR };
    expect(one.admit(call())).toEqual(refusal);
    expect(two.admit(call({ at: NEXT_HOUR - 1 }))).toEqual(refusal);
    expect(one.admit(call({ at: NEXT_HOUR }))).toBeUndefined();
  });

  it('are told with every answer, and near the limit once less than a fifth is left', () => {
    const of = limits({ points: 100, pool: 'app' });
    of.charge(80, START);
    expect(of.headers(START)).toEqual({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '20' });
    of.charge(1, START);
    expect(of.headers(START)).toMatchObject({
      'x-ratelimit-remaining': '19',
      'x-ratelimit-nearlimit': 'true',
    });
  });
});

describe('calls by the second', () => {
  it.each([
    ['GET', '/rest/api/3/field', 100],
    ['POST', '/rest/api/3/issue', 100],
    ['PUT', ISSUE, 50],
    ['DELETE', ISSUE, 50],
    ['GET', ISSUE, 150],
    ['GET', '/rest/servicedeskapi/servicedesk/:serviceDeskId/customer', 5],
  ])('%s %s takes %i, no more, and as many a second later', (method, endpoint, most) => {
    const of = limits();
    expect(admitted(of, most + 1, { method, endpoint })).toBe(most);
    expect(of.admit(call({ method, endpoint }))).toMatchObject({ reason: 'jira-burst-based', limit: most });
    expect(admitted(of, most + 1, { method, endpoint, at: START + 1_000 })).toBe(most);
  });

  it('are counted for each endpoint and site by itself', () => {
    const of = limits();
    admitted(of, 100, {});
    expect(of.admit(call())).toBeDefined();
    expect(of.admit(call({ endpoint: '/rest/api/3/myself' }))).toBeUndefined();
    expect(limits().admit(call())).toBeUndefined();
  });
});

describe('writes to one issue', () => {
  const write = { method: 'POST', endpoint: `${ISSUE}/comment`, issueId: '1' };

  it('are 20 in two seconds, whichever endpoint they use', () => {
    const of = limits();
    expect(admitted(of, 10, write) + admitted(of, 10, { ...write, method: 'PUT', endpoint: ISSUE })).toBe(20);
    expect(of.admit(call(write))).toEqual({
      reason: 'jira-per-issue-on-write',
      limit: 20,
      resetAt: START + 2_000,
    });
    expect(of.admit(call({ ...write, issueId: '2' }))).toBeUndefined();
    expect(of.admit(call({ ...write, method: 'GET' }))).toBeUndefined();
    expect(of.admit(call({ ...write, at: START + 2_000 }))).toBeUndefined();
  });

  it('are 100 in thirty seconds', () => {
    const of = limits();
    for (let burst = 0; burst < 5; burst++) {
      expect(admitted(of, 20, { ...write, at: START + burst * 3_000 })).toBe(20);
    }
    const last = { ...write, at: START + 15_000 };
    expect(of.admit(call(last))).toEqual({
      reason: 'jira-per-issue-on-write',
      limit: 100,
      resetAt: START + 30_000,
    });
    expect(of.admit(call({ ...write, at: START + 30_000 }))).toBeUndefined();
  });
});

describe('an app that passes a limit', () => {
  let sandbox: Sandbox;
  const start = async (quota?: Quota): Promise<void> => {
    sandbox = await Sandbox.start({
      directory: join(__dirname, '../fixtures/probe-app'),
      appName: 'Probe',
      sites: [probeSite('one'), probeSite('two')],
      startAt: START,
      sqlUrl,
      quota,
    });
  };
  afterEach(() => sandbox.stop());

  const PROJECT = '/rest/api/3/project/PRB';
  const probe = (functionKey: string, payload: unknown, siteName = 'one'): Promise<unknown> =>
    sandbox.host.invokeResolverUnchecked({
      site: sandbox.site(siteName),
      moduleKey: 'panel',
      accountId: 'agent',
      functionKey,
      payload,
      extension: { type: 'jira:issuePanel' },
    });
  const rest = (siteName = 'one'): Promise<unknown> => probe('rest', { path: PROJECT }, siteName);

  it('gets 429 with Retry-After and the reason, on every site, and it is on the record', async () => {
    await start({ points: 4, pool: 'app' });
    for (let spent = 0; spent < 4; spent += 2) expect(await rest()).toMatchObject({ status: 200 });
    expect(await rest('two')).toMatchObject({
      status: 429,
      headers: {
        'retry-after': '600',
        'ratelimit-reason': 'jira-quota-global-based',
        'x-ratelimit-reset': new Date(NEXT_HOUR).toISOString(),
      },
    });
    expect(sandbox.host.invocations.problems()).toMatchObject([{ kind: 'limit' }]);
    await sandbox.clock.advanceBy(HOUR / 6);
    expect(await rest('two')).toMatchObject({ status: 200 });
  });

  it('has a quota for each site where it was given one', async () => {
    await start({ points: 2, pool: 'site' });
    expect(await rest()).toMatchObject({ status: 200 });
    expect(await rest()).toMatchObject({
      status: 429,
      headers: { 'ratelimit-reason': 'jira-quota-tenant-based' },
    });
    expect(await rest('two')).toMatchObject({ status: 200 });
  });

  it('may call one after another, and not all at once', async () => {
    await start();
    const many = (count: number, atOnce: boolean): Promise<unknown> =>
      probe('many-rest', { path: PROJECT, count, atOnce });
    expect(await many(101, false)).toEqual({ 200: 101 });
    await sandbox.clock.advanceBy(HOUR);
    expect(await many(100, true)).toEqual({ 200: 100 });
    await sandbox.clock.advanceBy(HOUR);
    expect(await many(101, true)).toEqual({ 200: 100, 429: 1 });
  });

  it('leaves the browser’s own calls alone', async () => {
    await start({ points: 1, pool: 'app' });
    await rest();
    expect(await rest()).toMatchObject({ status: 429 });
    for (let call = 0; call < 3; call++)
      expect((await sandbox.site('one').fetchAs('agent', PROJECT)).status).toBe(200);
  });
});
