import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { member } from '../../sandbox/untyped';
import { Sandbox } from '../../sandbox/sandbox';
import { MINUTE } from '../../sandbox/clock';
import { StateDirectory, StateError, type Beginning } from '../../sandbox/state/state-directory';
import { freePort } from '../support/free-port';
import { probeSite } from '../support/probe-site';
import { StartedSandbox } from '../support/started-sandbox';

const PROBE = { directory: join(__dirname, '../fixtures/probe-app'), appName: 'Probe' };
const BEGINNING: Beginning = { site: 'one', company: 10, issues: 0, empty: true };

let folder: string;
let path: string;
const running = new Set<Sandbox>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatkeeper-state-'));
  path = join(folder, 'kept');
});
afterEach(async () => {
  await StartedSandbox.stopAll();
  for (const sandbox of running) await sandbox.stop();
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Sandbox> {
  const sandbox = await Sandbox.start({ ...PROBE, sites: [probeSite()], startAt: Date.UTC(2026, 10, 23) });
  running.add(sandbox);
  return sandbox;
}

const keep = (sandbox: Sandbox): Promise<void> =>
  new StateDirectory(path).write(BEGINNING, (databaseOf) => sandbox.save(databaseOf));

async function takeUp(): Promise<Sandbox> {
  const kept = new StateDirectory(path).read();
  if (!kept) throw new Error('nothing was kept');
  const url = 'http://localhost:1';
  const sandbox = await Sandbox.restore(kept.saved, { ...PROBE, url, databaseOf: kept.databaseOf });
  running.add(sandbox);
  return sandbox;
}

const probe = (sandbox: Sandbox, functionKey: string, payload: unknown = {}): Promise<unknown> =>
  sandbox.host.invokeResolver({
    site: sandbox.site(),
    moduleKey: 'panel',
    accountId: 'agent',
    functionKey,
    payload,
    extension: { issue: { key: 'PRB-1' } },
  });
const sql = (sandbox: Sandbox, query: string, ...params: unknown[]): Promise<unknown> =>
  probe(sandbox, 'sql', { query, params });

async function ask(sandbox: Sandbox, method: string, url: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const text = await (await sandbox.site().fetchAs('agent', url, init)).text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

const SHA256 = { seats: createHash('sha256').update('seats').digest('base64') };

async function keepObject(sandbox: Sandbox, text: keyof typeof SHA256): Promise<void> {
  const announced = { key: 'file', length: text.length, checksum: SHA256[text], checksumType: 'SHA256' };
  const answered = await probe(sandbox, 'objects', { call: 'createUploadUrl', input: [announced] });
  const [address] = member(answered, 'value') as { url: string }[];
  await probe(sandbox, 'use-address', { url: address?.url, method: 'PUT', text });
}

const createIssue = (sandbox: Sandbox): Promise<unknown> =>
  ask(sandbox, 'POST', '/rest/servicedeskapi/request', {
    serviceDeskId: '1',
    requestTypeId: '10',
    requestFieldValues: { summary: 'Please' },
  });

describe('a kept state', () => {
  it('brings back tickets, every kind of storage, the clock, and what was still to come', async () => {
    const before = await start();
    await createIssue(before);
    const { panelPins } = before.site().jsm;
    panelPins.push({ moduleKey: 'panel', projectId: '10000', action: 'PIN', at: before.clock.now() });
    await ask(before, 'PUT', '/rest/api/3/issue/PRB-1/properties/probe', { level: 'high' });
    await before.clock.settle();
    await probe(before, 'migrate');
    await sql(before, 'INSERT INTO thing (id, name, small) VALUES (?, ?, ?)', 7, 'one', 7);
    await probe(before, 'kvs-set', { key: 'colour', value: { is: 'red' } });
    await keepObject(before, 'seats');
    await before.clock.advanceBy(6 * MINUTE);
    await probe(before, 'push', { event: { body: { failTimes: 0 }, delayInSeconds: 30 } });
    await keep(before);

    const after = await takeUp();
    expect(after.clock.now()).toBe(before.clock.now());
    expect(after.clock.pending()).toEqual(before.clock.pending());
    expect(after.clock.pending().map(({ memo }) => memo)).not.toContain(undefined);
    expect(await ask(after, 'GET', '/rest/api/3/issue/PRB-1/properties/probe')).toMatchObject({
      value: { level: 'high' },
    });
    expect(await sql(after, 'SELECT name FROM thing')).toEqual([{ name: 'one' }]);
    expect(await probe(after, 'kvs-get', { key: 'colour' })).toEqual({ value: { is: 'red' } });
    expect(await probe(after, 'objects', { call: 'get', input: ['file'] })).toMatchObject({
      value: [{ size: 5, checksum: SHA256.seats }],
    });
    expect(member(await createIssue(after), 'issueKey')).toBe('PRB-2');

    await after.clock.advanceBy(MINUTE);
    const ran = after.host.invocations.all().map(({ moduleType }) => moduleType);
    expect(ran).toContain('consumer');
    expect(ran).toContain('trigger');
    await after.clock.advanceBy(5 * MINUTE);
    expect(after.host.invocations.all().map(({ moduleType }) => moduleType)).toContain('scheduledTrigger');
  });

  it('is the older one until the newer one is complete, and leaves nothing else behind', async () => {
    const sandbox = await start();
    await keep(sandbox);
    const broken = new StateDirectory(path).write(BEGINNING, () => Promise.reject(new Error('power cut')));
    await expect(broken).rejects.toThrow('power cut');
    expect((await takeUp()).clock.now()).toBe(sandbox.clock.now());
    await keep(sandbox);
    expect(readdirSync(path).sort()).toEqual(['current.json', 'snapshot-3']);
  });

  it('is thrown away by --fresh without what others put there', async () => {
    await keep(await start());
    writeFileSync(join(path, 'mine.txt'), 'mine');
    new StateDirectory(path).clear();
    expect(new StateDirectory(path).read()).toBeUndefined();
    expect(readdirSync(path)).toEqual(['mine.txt']);
  });
});

describe('a state that cannot be taken up', () => {
  const current = () => join(path, 'current.json');
  const changeCurrent = (change: (text: string) => string): void => {
    writeFileSync(current(), change(readFileSync(current(), 'utf8')));
  };
  const world = () => join(path, 'snapshot-1/world.v8');

  it.each<[string, () => void, RegExp]>([
    [
      'of another version',
      () => {
        changeCurrent((text) => text.replace('"version": 2', '"version": 99'));
      },
      /another version of the sandbox \(99, this one knows 2\)/,
    ],
    [
      'whose list is cut off',
      () => {
        changeCurrent((text) => text.slice(0, 40));
      },
      /current\.json is not what the sandbox wrote/,
    ],
    [
      'of something else',
      () => {
        changeCurrent(() => '{"name":"other"}');
      },
      /current\.json is not what the sandbox wrote/,
    ],
    [
      'with a changed file',
      () => {
        writeFileSync(world(), readFileSync(world()).fill(1, 100, 110));
      },
      /world\.v8 is not what the sandbox wrote/,
    ],
    [
      'with a missing file',
      () => {
        rmSync(world());
      },
      /world\.v8 is not what the sandbox wrote/,
    ],
  ])('%s is refused with its remedy and left as it is', async (_what, damage, message) => {
    await keep(await start());
    damage();
    const list = readFileSync(current(), 'utf8');
    const read = (): unknown => new StateDirectory(path).read();
    expect(read).toThrow(StateError);
    expect(read).toThrow(message);
    expect(read).toThrow(/Start with --fresh to throw it away/);
    expect(readFileSync(current(), 'utf8')).toBe(list);
  });
});

describe('npm start --state', () => {
  it('goes on where it was stopped, by either signal, and refuses to go on as something else', async () => {
    const port = String(await freePort());
    const args = ['--port', port, '--state', path];
    const asked = {
      serviceDeskId: '1',
      requestTypeId: '12',
      requestFieldValues: { summary: 'A laptop' },
    };
    const call = async (url: string, init: RequestInit = {}): Promise<unknown> => {
      const authorization = `Basic ${Buffer.from('mara.lindqvist@acme.example:secret').toString('base64')}`;
      return (
        await fetch(`http://localhost:${port}${url}`, {
          ...init,
          headers: { authorization, 'content-type': 'application/json' },
        })
      ).json();
    };

    const first = StartedSandbox.run([...args, '--company', '50', '--empty']);
    await first.ready();
    const created = await call('/rest/servicedeskapi/request', {
      method: 'POST',
      body: JSON.stringify(asked),
    });
    expect(created).toMatchObject({ issueKey: 'IT-1' });
    expect(await first.stop('SIGTERM')).toBe(0);

    const other = StartedSandbox.run([...args, '--company', '60']);
    expect(await other.ended()).toBe(2);
    expect(other.errors).toContain('began with --company 50; leave --company out, or start with --fresh');

    const second = StartedSandbox.run(args);
    await second.ready();
    expect(second.output).toContain('50 people, 1 tickets');
    expect(member(await call('/rest/api/3/issue/IT-1?fields=summary'), 'fields')).toEqual({
      summary: 'A laptop',
    });
    expect(await second.stop('SIGINT')).toBe(0);

    const fresh = StartedSandbox.run([...args, '--fresh', '--empty']);
    await fresh.ready();
    expect(fresh.output).toContain('40 people, 0 tickets');
    expect(await fresh.stop()).toBe(0);
  }, 120_000);
});
