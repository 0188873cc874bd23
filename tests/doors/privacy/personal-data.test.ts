import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import type { InvocationRecord } from '../../../sandbox/forge/invocation';
import { ACCOUNT_TABLES } from '../../../src/privacy/store/account-columns';
import { DAY } from '../../../src/common/rules/time';
import { CallersSite } from '../../support/callers';
import { delegateTo } from '../../support/delegations';
import { makeToken } from '../../support/feed';
import { ROOT } from '../../support/root';
import { names, storedValues } from '../../support/stored-accounts';
import type { World } from '../../support/world';

// Every account whose id the app stores is reported to Atlassian each week, and a closed one is erased everywhere

let site: CallersSite;
let world: World;

async function start(): Promise<void> {
  site = await CallersSite.start();
  world = site.world;
  await delegateTo(world, 'owner', ['backupOwner']);
  await makeToken(world);
  await world.console('administrator')('weekly/save', {
    isOn: true,
    issueKey: site.requestKey,
    weekday: 'monday',
    after: 0,
  });
}

const reportsIn = ({ calls }: InvocationRecord): number =>
  calls.filter((call) => call.kind === 'rest' && call.path === '/app/report-accounts').length;

const stored = (): Promise<readonly Record<string, unknown>[]> =>
  world.rows('SELECT account_id, reported_at, closed_as, erased_at FROM stored_account ORDER BY account_id');

const appAccountId = (): string => world.site.addAppUser('Seatkeeper');

/** What holds no longer than minutes, or of which Atlassian is no source. */
const PASSING = [/^plain:viewer:/, /^stored_account\./, /^reconcile_queue\./];

async function placesOf(accountIds: readonly string[]): Promise<string[]> {
  const values = (await storedValues(world)).filter(({ place }) => !PASSING.some((one) => one.test(place)));
  const named = values.filter(({ text }) => accountIds.some((id) => names(text, id)));
  return [...new Set(named.map(({ place }) => place))].sort();
}

const people = (): string[] =>
  [...world.site.jsm.accounts.keys()].filter((accountId) => accountId !== appAccountId());

describe('the columns that hold account ids', () => {
  const NO_ACCOUNTS = [
    'access_request.justification',
    'access_request.named',
    'access_request.ignored_approvals',
    'access_request.replaced',
    'access_request.failed_with',
    'contract.tiers',
    'decision.facts',
    'duty_conflict.with_pools',
    'delegation.applications',
    'person.trainings',
    'pool_alert.details',
    'pool_snapshot.price_lines',
    'reclaim_run.progress',
    'tier.price_lines',
    'tier.roles',
  ];
  const columns = [
    ...readFileSync(join(ROOT, 'src/common/store/migrations.ts'), 'utf8').matchAll(
      /CREATE TABLE IF NOT EXISTS (\w+) \(([^`]*)\)`/g,
    ),
  ].flatMap(([, table = '', body = '']) =>
    [...body.matchAll(/^\s+(\w+) ((?:VARCHAR\(128\)|TEXT|MEDIUMTEXT)\b|VARCHAR\(128\))/gm)].map(
      ([, column = '', type = '']) => ({ name: `${table}.${column}`, isDocument: type.includes('TEXT') }),
    ),
  );

  it('are all covered: whatever can hold one is either listed or known to hold none', () => {
    const listed = ACCOUNT_TABLES.flatMap(({ table, ids, documents }) =>
      [...ids, ...documents].map((column) => `${table}.${column}`),
    );
    const able = columns.map(({ name }) => name);
    expect(able.length).toBeGreaterThan(50);
    const known = new Set([...listed, ...NO_ACCOUNTS, 'stored_account.account_id']);
    expect(able.filter((name) => !known.has(name))).toEqual([]);
    expect([...listed, ...NO_ACCOUNTS].filter((name) => !able.includes(name))).toEqual([]);
  });
});

describe('a site in use', () => {
  beforeEach(start);
  afterEach(() => world.stop());

  it('reports everybody whose id is stored anywhere, ninety at a time, and nobody else', async () => {
    const night = await world.nightly();
    const reported = (await stored()).map(({ account_id }) => String(account_id));
    const somewhere = await Promise.all(
      people().map(async (id) => ((await placesOf([id])).length > 0 ? [id] : [])),
    );
    expect(reported).toEqual(somewhere.flat().sort());
    expect(reported.length).toBeGreaterThan(30);
    expect(reportsIn(night)).toBe(Math.ceil(reported.length / 90));
  });

  it('reports an account again within seven days, and not every night', async () => {
    world.sandbox.host.restSchedules(world.site);
    await world.nightly();
    const counts: number[] = [];
    for (let day = 1; day <= 7; day++) {
      await world.advance(DAY);
      counts.push(reportsIn(await world.nightly()));
    }
    expect(counts).toEqual([0, 0, 0, 0, 0, 1, 0]);
  });

  it('tells admins when accounts were last reported, how many, and since when that fails', async () => {
    const view = (): Promise<unknown> => world.admin('people/personal-data', {});
    const never = { reportedAt: null, failingSince: null, stored: 0, reported: 0, erased: 0 };
    expect(await view()).toEqual(never);
    world.sandbox.host.interferer = ({ path }) =>
      path === '/app/report-accounts' ? 'server-error' : undefined;
    await world.nightly();
    const stored = expect.any(Number) as number;
    expect(await view()).toEqual({ ...never, stored, failingSince: expect.any(Number) as number });
    world.sandbox.host.interferer = undefined;
    closeAccount(world.site.jsm, world.company.roles.owner);
    await world.nightly();
    expect(await view()).toEqual({
      reportedAt: expect.any(Number) as number,
      failingSince: null,
      stored,
      reported: stored,
      erased: 1,
    });
  });

  it('erases closed accounts everywhere, each under a name of its own that tells nothing', async () => {
    await world.nightly();
    const { roles } = world.company;
    const closed = [
      roles.newHire,
      roles.owner,
      roles.lead,
      site.accounts.beneficiary,
      site.accounts.siteAdmin,
    ];
    expect((await placesOf(closed)).length).toBeGreaterThan(15);
    world.sandbox.host.restSchedules(world.site);
    for (const accountId of closed) closeAccount(world.site.jsm, accountId);
    await world.advance(6 * DAY);
    await world.nightly();
    expect(await placesOf(closed)).toEqual([]);
    const erased = (await stored()).filter(({ erased_at }) => erased_at !== null);
    expect(erased).toHaveLength(closed.length);
    expect(new Set(erased.map(({ account_id }) => account_id)).size).toBe(closed.length);
    for (const { account_id } of erased) expect(account_id).toMatch(/^closed-[0-9a-f]{16}$/);
    const [request] = await world.rows(
      `SELECT requester_id, beneficiary_id, requester_ids FROM access_request WHERE issue_id = '${site.requestId}'`,
    );
    expect(request?.['requester_id']).not.toBe(request?.['beneficiary_id']);
    expect(JSON.parse(String(request?.['requester_ids']))).toContain(request?.['requester_id']);
  });
});
