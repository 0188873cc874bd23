import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { HOUR } from '../../sandbox/clock';
import { startServer } from '../../sandbox/server/server';
import { member } from '../../sandbox/untyped';
import { failedWith, ProbeApp } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start();
  await app.sandbox.clock.advanceBy(1_000);
});

afterEach(() => app.sandbox.stop());

const GIB = 1_024 ** 3;

/** What an app announces before it uploads a text. */
const announced = (text: string, changes: object = {}): Record<string, unknown> => ({
  key: 'history/2026.csv',
  length: Buffer.byteLength(text),
  checksum: createHash('sha256').update(text).digest('base64'),
  checksumType: 'SHA256',
  ...changes,
});

const crcOf = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
};

/** CRC32C bit by bit, by the polynomial of RFC 3720, section 12.1. */
function crc32cOf(text: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(~crc >>> 0);
  return bytes.toString('base64');
}

const objects = (call: string, input: unknown[], count = 1, site = app.site): Promise<unknown> =>
  app.call('objects', { call, input, count }, site);

/** The first answer of a call that succeeded. */
async function done(call: string, input: unknown[], site = app.site): Promise<unknown> {
  const answers = member(await objects(call, input, 1, site), 'value');
  if (!Array.isArray(answers)) throw new Error(`${call} was refused`);
  // what JSON cannot carry is null
  return (answers[0] as unknown) ?? undefined;
}

async function addressOf(call: string, input: unknown, site = app.site): Promise<string> {
  return String(member(await done(call, [input], site), 'url'));
}

const use = (url: string, payload: object = {}): Promise<unknown> =>
  app.call('use-address', { url, ...payload });

async function upload(text: string, changes: object = {}, site = app.site): Promise<unknown> {
  const url = await addressOf('createUploadUrl', announced(text, changes), site);
  return use(url, { method: 'PUT', text, contentType: 'text/csv' });
}

describe('the object store', () => {
  it('takes an object at a pre-signed address, tells of it, hands it out and deletes it', async () => {
    expect(await done('get', ['history/2026.csv'])).toBeUndefined();
    expect(await upload('a,b\n1,2\n')).toMatchObject({ status: 200 });
    expect(await done('get', ['history/2026.csv'])).toEqual({
      key: 'history/2026.csv',
      checksum: announced('a,b\n1,2\n')['checksum'],
      size: 8,
      createdAt: new Date(app.sandbox.clock.now()).toISOString(),
      contentType: 'text/csv',
    });
    const address = await addressOf('createDownloadUrl', 'history/2026.csv');
    expect(await use(address)).toEqual({ status: 200, type: 'text/csv', text: 'a,b\n1,2\n' });
    expect(await use(address, { range: 'bytes=4-6' })).toMatchObject({ status: 206, text: '1,2' });
    expect(await use(address, { range: 'bytes=9-' })).toMatchObject({ status: 416 });
    await done('delete', ['history/2026.csv']);
    expect(await done('get', ['history/2026.csv'])).toBeUndefined();
    expect(await use(address)).toMatchObject({ status: 404 });
    expect(await done('createDownloadUrl', ['history/2026.csv'])).toBeUndefined();
    expect(app.sandbox.host.invocations.problems()).toEqual([]);
    expect(app.sandbox.host.invocations.all().at(-1)?.calls).toContainEqual(
      expect.objectContaining({ kind: 'objects', operation: 'download-url', status: 404 }),
    );
  });

  it('takes public addresses over HTTP, without credentials', async () => {
    const server = await startServer({
      sandbox: app.sandbox,
      site: app.site,
      assets: new Map(),
      token: 'secret',
      port: 0,
    });
    try {
      const to = await addressOf('createPublicUploadUrl', announced('seats'));
      expect(to).toContain(server.url);
      expect((await fetch(to, { method: 'PUT', body: 'seats' })).status).toBe(200);
      const from = await addressOf('createPublicDownloadUrl', 'history/2026.csv');
      expect(await (await fetch(from)).text()).toBe('seats');
      expect((await fetch(from, { method: 'PUT', body: 'other' })).status).toBe(403);
      expect((await fetch(`${server.url}/sandbox/objects/made-up`)).status).toBe(403);
    } finally {
      await server.close();
    }
  });

  it('takes addresses for an hour', async () => {
    const address = await addressOf('createUploadUrl', announced('late'));
    await app.sandbox.clock.advanceBy(HOUR - 60_000);
    expect(await use(address, { method: 'PUT', text: 'late' })).toMatchObject({ status: 200 });
    await app.sandbox.clock.advanceBy(60_000);
    expect(await use(address, { method: 'PUT', text: 'late' })).toMatchObject({ status: 403 });
  });

  it.each([
    ['of another length', 'seat', {}],
    ['with another content', 'seams', {}],
    ['with another checksum of its kind', 'seats', { checksumType: 'SHA1' }],
  ])('refuses an object %s than was announced', async (_what, text, changes) => {
    const address = await addressOf('createUploadUrl', announced('seats', changes));
    expect(await use(address, { method: 'PUT', text })).toMatchObject({ status: 400 });
    expect(await done('get', ['history/2026.csv'])).toBeUndefined();
  });

  it.each([
    ['SHA1', createHash('sha1').update('seats').digest('base64')],
    ['CRC32', crcOf('seats')],
    ['CRC32C', crc32cOf('seats')],
  ])('takes a checksum of kind %s', async (checksumType, checksum) => {
    expect(await upload('seats', { checksumType, checksum })).toMatchObject({ status: 200 });
  });

  it('replaces an object unless the app says not to, and forgets it when its time is over', async () => {
    await upload('one', { ttlSeconds: 3_600 });
    expect(await upload('two', { overwrite: false })).toMatchObject({ status: 412 });
    await app.sandbox.clock.advanceBy(HOUR + 60_000);
    expect(await done('get', ['history/2026.csv'])).toBeUndefined();
    expect(await upload('two', { overwrite: false })).toMatchObject({ status: 200 });
    expect(await upload('three')).toMatchObject({ status: 200 });
    expect(await done('get', ['history/2026.csv'])).toMatchObject({ size: 5 });
  });

  it('keeps the objects of one site from the other', async () => {
    const two = app.sandbox.site('two');
    await upload('of two', {}, two);
    expect(await done('get', ['history/2026.csv'])).toBeUndefined();
    expect(await done('get', ['history/2026.csv'], two)).toMatchObject({ size: 6 });
  });
});

describe('the quotas of the object store', () => {
  it('are 1 GB an object', async () => {
    expect(await addressOf('createUploadUrl', announced('x', { length: GIB }))).toContain('http');
    expect(app.brokenLimits()).toEqual([]);
    expect(await objects('createUploadUrl', [announced('x', { length: GIB + 1 })])).toEqual(
      failedWith({ status: 400 }),
    );
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('are 1 kB a request', async () => {
    const room = 1_024 - JSON.stringify({ key: '' }).length;
    expect(await done('get', ['k'.repeat(room)])).toBeUndefined();
    expect(app.brokenLimits()).toEqual([]);
    expect(await objects('get', ['k'.repeat(room + 1)])).toEqual(failedWith({ status: 413 }));
  });

  it('are 5,000 requests a minute of one installation', async () => {
    // of a new minute
    await app.sandbox.clock.advanceBy(60_000);
    expect(await objects('delete', ['k'], 5_000)).toMatchObject({ value: expect.anything() as unknown });
    expect(app.brokenLimits()).toEqual([]);
    expect(await objects('delete', ['k'])).toEqual(failedWith({ status: 429, code: 'RATE_LIMIT_EXCEEDED' }));
    const elsewhere = await objects('delete', ['k'], 1, app.sandbox.site('two'));
    expect(elsewhere).toMatchObject({ value: expect.anything() as unknown });
  });

  it('are 1,000 addresses a second', async () => {
    await upload('seats');
    await app.sandbox.clock.advanceBy(60_000);
    const input = ['history/2026.csv'];
    expect(await objects('createDownloadUrl', input, 1_000)).toMatchObject({
      value: expect.anything() as unknown,
    });
    expect(app.brokenLimits()).toEqual([]);
    expect(await objects('createDownloadUrl', input, 1_001)).toEqual(failedWith({ status: 429 }));
  });

  it('are no quotas of the CDN, which is missing and says so', async () => {
    expect(await objects('createCDNUrl', ['k'])).toEqual(failedWith({ status: 501 }));
    expect(await objects('get', ['k', { cdn: true }])).toEqual(failedWith({ status: 501 }));
    expect(app.sandbox.host.invocations.problems()).toHaveLength(2);
  });
});
