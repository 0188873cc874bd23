import { failedWith, ProbeApp } from '../support/probe-app';
import { startServer, type RunningServer } from '../../sandbox/server/server';

let app: ProbeApp;
let server: RunningServer;

beforeEach(async () => {
  app = await ProbeApp.start();
  const { sandbox, site } = app;
  server = await startServer({ sandbox, site, assets: new Map(), token: 'secret', port: 0 });
});

afterEach(async () => {
  await server.close();
  await app.sandbox.stop();
});

async function address(key: string, isNew = false, site = app.site): Promise<string> {
  return ((await app.call('hook-url', { key, isNew }, site)) as { value: string }).value;
}

describe('a web trigger', () => {
  it('gets its request over HTTP with lists of headers, their names in mixed case, and the body as it was sent', async () => {
    const body = '{ "spaces":  "kept", "wide": "ü" }';
    const response = await fetch(`${await address('hook')}/deep/er?a=1&a=2`, {
      method: 'PUT',
      headers: { 'X-Signature': 'sha256=abc', 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-probe')).toBe('a, b');
    expect(await response.json()).toMatchObject({
      method: 'PUT',
      userPath: '/deep/er',
      body,
      headers: { 'X-Signature': ['sha256=abc'], 'Content-Type': ['application/json'] },
      queryParameters: { a: ['1', '2'] },
    });
  });

  it('needs no credentials and runs without a person', async () => {
    await fetch(await address('hook'), { method: 'POST' });
    const record = app.sandbox.host.invocations.all().at(-1);
    expect(record).toMatchObject({ moduleType: 'webtrigger' });
    expect(record).not.toHaveProperty('accountId');
  });

  it('refuses a request above 5 MB', async () => {
    const url = await address('hook');
    const send = async (bytes: number): Promise<number> =>
      (await fetch(`${url}?answer=large`, { method: 'POST', body: 'x'.repeat(bytes) })).status;
    // the store takes no value that large, so what the app does with it fails, but it is called
    expect(await send(5_000_000)).toBe(500);
    expect(await send(5 * 1024 * 1024)).toBe(413);
  });

  it('answers 500 for a result that is no response', async () => {
    expect((await fetch(`${await address('hook')}?answer=nothing`)).status).toBe(500);
  });

  it('answers with the output of the manifest that a static trigger names, and 500 for another', async () => {
    const url = await address('static-hook');
    const taken = await fetch(`${url}?output=taken`);
    expect([taken.status, await taken.text()]).toEqual([202, 'Taken.']);
    expect((await fetch(`${url}?output=other`)).status).toBe(500);
  });

  it('has an address of the form that its manifest asks for', async () => {
    expect(new URL(await address('hook')).pathname).toMatch(/^\/x1\/[\da-f-]{36}$/);
    const url = await address('static-hook');
    expect(new URL(url).pathname).toMatch(/^\/public\/[\da-f-]{36}$/);
    expect((await fetch(`${url}?output=taken`)).status).toBe(202);
    expect(await app.call('hook-delete', { url })).toEqual({});
    expect((await fetch(url)).status).toBe(404);
  });

  it('has one address for each module and site, until a new one is asked for or it is deleted', async () => {
    const first = await address('hook');
    expect(await address('hook')).toBe(first);
    expect(await address('static-hook')).not.toBe(first);
    expect(await address('hook', false, app.sandbox.site('two'))).not.toBe(first);
    const second = await address('hook', true);
    expect(second).not.toBe(first);
    expect((await fetch(first)).status).toBe(202);
    expect(await app.call('hook-delete', { url: first })).toEqual({});
    expect((await fetch(first)).status).toBe(404);
    expect(await app.call('hook-urls')).toMatchObject(
      [{ moduleKey: 'static-hook' }, { moduleKey: 'hook' }].reverse(),
    );
  });

  it('cannot be had for a module that the manifest does not declare', async () => {
    expect(await app.call('hook-url', { key: 'absent' })).toEqual(
      failedWith({ message: expect.stringContaining('Failed to get web trigger URL') as unknown }),
    );
  });

  it('has an address that can be asked for 1,000 times a minute, and changed 500 times', async () => {
    const url = await address('hook');
    await app.sandbox.clock.advanceBy(60_000);
    const { meters } = app.sandbox.host.installationOf(app.site);
    meters.webTriggerReads.take(app.sandbox.clock.now(), 999);
    meters.webTriggerChanges.take(app.sandbox.clock.now(), 499);
    expect(await address('hook')).toBe(url);
    expect(await app.call('hook-url', { key: 'hook' })).toHaveProperty('error');
    expect(await app.call('hook-url', { key: 'hook', isNew: true })).toHaveProperty('value');
    await app.call('hook-delete', { url });
    expect(app.brokenLimits()).toHaveLength(2);
    expect((await fetch(url)).status).toBe(202);
    expect(await app.call('hook-url', { key: 'hook' }, app.sandbox.site('two'))).toHaveProperty('value');
    await app.sandbox.clock.advanceBy(60_000);
    expect(await app.call('hook-url', { key: 'hook' })).toHaveProperty('value');
  });

  it('is gone when the app is uninstalled', async () => {
    const url = await address('hook');
    await app.sandbox.host.uninstall(app.site);
    expect((await fetch(url)).status).toBe(404);
  });
});
