import { failedWith, ProbeApp } from '../support/probe-app';
import { sqlUrl } from '../support/sql-engine';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start();
  await app.sandbox.clock.advanceBy(60_000);
});

afterEach(() => app.sandbox.stop());

const sql = (query: string, params: readonly unknown[] = []): Promise<unknown> =>
  app.call('sql-attempt', { query, params });
const ddl = (query: string): Promise<unknown> => app.call('ddl-attempt', { query });
const refused = failedWith({ code: 'QUOTA_EXCEEDED' });

// a MySQL server has limits of its own, which are others
const onSqlite = sqlUrl === undefined ? describe : describe.skip;

describe('Forge SQL', () => {
  it('has 200 tables at most', async () => {
    for (let table = 0; table < 200; table++) {
      if (table % 25 === 0) await app.sandbox.clock.advanceBy(60_000);
      expect(await ddl(`CREATE TABLE table_${table} (id INT PRIMARY KEY)`)).toHaveProperty('value');
    }
    await app.sandbox.clock.advanceBy(60_000);
    expect(await ddl('CREATE TABLE one_more (id INT PRIMARY KEY)')).toEqual(refused);
    expect(await ddl('CREATE TABLE IF NOT EXISTS table_7 (id INT PRIMARY KEY)')).toHaveProperty('value');
    await ddl('DROP TABLE table_7');
    expect(await ddl('CREATE TABLE one_more (id INT PRIMARY KEY)')).toHaveProperty('value');
    expect(app.brokenLimits()).toHaveLength(1);
  });
});

onSqlite('Forge SQL, in what it stores', () => {
  const MB = 1_000_000;

  beforeEach(() => ddl('CREATE TABLE wide (id BIGINT PRIMARY KEY, text LONGTEXT)'));

  it('takes rows of 6 MiB, and leaves the row as it was that would become larger', async () => {
    await sql('INSERT INTO wide (id, text) VALUES (1, ?)', [{ textOf: MB }]);
    const grow = (): Promise<unknown> =>
      sql('UPDATE wide SET text = CONCAT(text, ?) WHERE id = 1', [{ textOf: MB }]);
    for (let grown = 2; grown <= 6; grown++) expect(await grow()).toHaveProperty('value');
    expect(await grow()).toEqual(refused);
    expect(await sql('SELECT LENGTH(text) AS size FROM wide')).toMatchObject({
      value: [{ rows: [{ size: String(6 * MB) }] }],
    });
    expect(await sql('INSERT INTO wide (id, text) VALUES (2, ?)', ['small'])).toHaveProperty('value');
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('stores 128 MiB, and takes no more until something is deleted', async () => {
    await sql('INSERT INTO wide (id, text) VALUES (1, ?)', [{ textOf: MB }]);
    const double = (): Promise<unknown> =>
      sql('INSERT INTO wide SELECT id + 1000 * ?, text FROM wide', [step]);
    let step = 1;
    for (; step <= 64; step *= 2) expect(await double()).toHaveProperty('value');
    expect(await double()).toEqual(refused);
    expect(await sql('INSERT INTO wide (id, text) VALUES (2, ?)', ['small'])).toHaveProperty('value');
    await sql('DELETE FROM wide WHERE id > 1');
    step = 1;
    expect(await double()).toHaveProperty('value');
    expect(app.brokenLimits()).toHaveLength(1);
  });
});

describe('calls in the name of somebody who is not there', () => {
  const as = (accountId: string, path: string, site = app.site): Promise<unknown> =>
    app.call('rest', { as: 'user', accountId, path }, site).catch((error: unknown) => String(error));
  const PROJECT = '/rest/api/3/project/PRB';

  it('are made with that person’s permissions, where the scope allows it', async () => {
    expect(await as('viewer', PROJECT)).toMatchObject({ status: 200 });
    expect(await as('outsider', PROJECT)).toMatchObject({ status: 404 });
    expect(await as('viewer', '/rest/api/3/myself')).toMatchObject({ status: 401 });
    expect(app.sandbox.host.invocations.problems()).toEqual([
      expect.objectContaining({ kind: 'scope', message: expect.stringContaining('myself') as string }),
    ]);
  });

  it('are refused for accounts that are not there, not active, or an app’s', async () => {
    const viewer = app.site.jsm.account('viewer');
    app.site.jsm.accounts.set('viewer', { ...viewer, active: false });
    const { appAccountId } = app.sandbox.host.installationOf(app.site);
    for (const accountId of ['nobody', 'viewer', appAccountId])
      expect(await as(accountId, PROJECT)).toContain('Authentication');
    expect(app.sandbox.host.invocations.problems()).toHaveLength(3);
  });

  it('are 1,000 in a minute, over all sites', async () => {
    const { host, clock } = app.sandbox;
    host.meters.impersonations.take(clock.now(), 999);
    expect(await as('viewer', PROJECT, app.sandbox.site('two'))).toMatchObject({ status: 200 });
    expect(await as('viewer', PROJECT)).toContain('429');
    expect(app.brokenLimits()).toHaveLength(1);
    await app.sandbox.clock.advanceBy(60_000);
    expect(await as('viewer', PROJECT)).toMatchObject({ status: 200 });
  });
});

describe('requests to other hosts', () => {
  it('are 50,000 in a minute, over all sites', async () => {
    const { host, clock } = app.sandbox;
    const url = 'http://127.0.0.1/';
    host.meters.egress.take(clock.now(), 49_999);
    expect(await app.call('fetch-many', { url })).toEqual(['failed']);
    expect(await app.call('fetch-many', { url }, app.sandbox.site('two'))).toEqual([429]);
    await clock.advanceBy(60_000);
    expect(await app.call('fetch-many', { url })).toEqual(['failed']);
    expect(app.brokenLimits()).toHaveLength(1);
  });
});
