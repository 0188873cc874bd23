import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { where } from '../support/needs';
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
const onSqlite = where(sqlUrl === undefined, 'on SQLite only').describe;

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
    for (let id = 1; id <= 10; id++)
      await sql('INSERT INTO wide (id, text) VALUES (?, ?)', [id, { textOf: MB }]);
    const addTen = (step: number): Promise<unknown> =>
      sql('INSERT INTO wide SELECT id + 1000 * ?, text FROM wide WHERE id <= 10', [step]);
    for (let step = 1; step <= 12; step++) expect(await addTen(step)).toHaveProperty('value');
    expect(await addTen(13)).toEqual(refused);
    expect(await sql('INSERT INTO wide (id, text) VALUES (11, ?)', ['small'])).toHaveProperty('value');
    await sql('DELETE FROM wide WHERE id > 12000');
    expect(await addTen(13)).toHaveProperty('value');
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('holds 16 MiB of what a query sorts or changes, and does nothing of a change that would hold more', async () => {
    for (let id = 1; id <= 8; id++)
      await sql('INSERT INTO wide (id, text) VALUES (?, ?)', [id, { textOf: MB }]);
    await sql('INSERT INTO wide SELECT id + 8, text FROM wide');
    const first = (most: number): Promise<unknown> =>
      sql('SELECT id FROM wide WHERE id <= ? ORDER BY text, id LIMIT 1', [most]);
    const sorted = (most: number): Promise<unknown> =>
      sql('SELECT text FROM wide WHERE id <= ? ORDER BY LENGTH(text), id DESC LIMIT 1', [most]);
    expect(await sorted(16)).toHaveProperty('value');
    await sql('INSERT INTO wide SELECT id + 16, text FROM wide WHERE id <= 8');
    const tooMuch = failedWith({ code: 'SQL_EXECUTION_ERROR' });
    expect(await sorted(16)).toHaveProperty('value');
    expect(await sorted(17)).toEqual(tooMuch);
    expect(await first(24)).toHaveProperty('value');
    expect(await sql('SELECT id FROM wide ORDER BY id LIMIT 1')).toHaveProperty('value');
    expect(await sql('DELETE FROM wide')).toEqual(tooMuch);
    expect(await sql('SELECT COUNT(*) AS n FROM wide')).toMatchObject({ value: [{ rows: [{ n: '24' }] }] });
    expect(await sql('DELETE FROM wide WHERE id > 8')).toHaveProperty('value');
    const folder = mkdtempSync(join(tmpdir(), 'saved-'));
    expect(await app.sandbox.save((cloudId) => join(folder, cloudId))).toBeInstanceOf(Buffer);
    rmSync(folder, { recursive: true });
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

describe('all that leaves the app’s invocations', () => {
  const read = (site = app.site): Promise<unknown> =>
    app.call('rest', { path: '/rest/api/3/myself' }, site).catch((error: unknown) => String(error));

  it('is 100,000 calls in a minute on a site', async () => {
    const { host, clock } = app.sandbox;
    host.installationOf(app.site).meters.network.take(clock.now(), 99_999);
    expect(await read()).toMatchObject({ status: 200 });
    expect(await read()).toContain('429 - TOO_MANY_REQUESTS');
    expect(await app.call('fetch-many', { url: 'http://127.0.0.1/' })).toEqual([429]);
    expect(await read(app.sandbox.site('two'))).toMatchObject({ status: 200 });
    await clock.advanceBy(60_000);
    expect(await read()).toMatchObject({ status: 200 });
    expect(app.brokenLimits()).toHaveLength(2);
  });

  it('is 3,000,000 calls in a minute over all sites', async () => {
    const { host, clock } = app.sandbox;
    host.meters.network.take(clock.now(), 2_999_999);
    expect(await read()).toMatchObject({ status: 200 });
    expect(await read(app.sandbox.site('two'))).toContain('429 - TOO_MANY_REQUESTS');
    expect(app.brokenLimits()).toHaveLength(1);
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
