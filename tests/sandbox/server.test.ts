import { request } from 'node:http';
import { join } from 'node:path';
import { Sandbox } from '../../sandbox/sandbox';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import { probeSite } from '../support/probe-site';

let sandbox: Sandbox;
let server: RunningServer;

beforeAll(async () => {
  sandbox = await Sandbox.start({
    directory: join(__dirname, '../fixtures/probe-app'),
    appName: 'Probe',
    sites: [probeSite()],
    startAt: Date.UTC(2026, 10, 23),
  });
  server = await startServer({ sandbox, site: sandbox.site(), assets: new Map(), token: 'secret', port: 0 });
});
afterAll(async () => {
  await server.close();
  await sandbox.stop();
});

const basic = (email: string, token: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`,
});
const myself = (headers: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/rest/api/3/myself`, { headers });

/** A request as `fetch` would never send it: with another host's name. */
const withHost = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(
      `${server.url}/rest/api/3/myself`,
      { headers: { host, ...basic('agent@probe.example', 'secret') } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    )
      .on('error', reject)
      .end();
  });

describe('the sandbox’s server', () => {
  it('knows people by their e-mail address and the token', async () => {
    expect(await (await myself(basic('Agent@Probe.example', 'secret'))).json()).toMatchObject({
      accountId: 'agent',
      displayName: 'Agent',
    });
  });

  it.each([
    ['a wrong token', basic('agent@probe.example', 'guess')],
    ['an unknown address', basic('nobody@probe.example', 'secret')],
    ['no credentials', {}],
    ['garbage', { authorization: 'Basic %%%' }],
  ])('answers 401 to %s', async (_what, headers) => {
    expect((await myself(headers)).status).toBe(401);
  });

  it('takes no call from pages of other origins, nor under another name', async () => {
    const headers = { ...basic('agent@probe.example', 'secret'), origin: 'http://evil.example' };
    expect((await myself(headers)).status).toBe(403);
    expect(await withHost('evil.example')).toBe(403);
    expect(await withHost('localhost')).toBe(200);
  });

  it('lets a page act as the person it is switched to, with that person’s permissions', async () => {
    const switched = await fetch(`${server.url}/sandbox/api/person`, {
      method: 'POST',
      body: '{"accountId":"sam"}',
    });
    const cookie = switched.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(await (await myself({ cookie: cookie.split(';')[0] ?? '' })).json()).toMatchObject({
      accountId: 'sam',
    });
  });

  it('answers 501 and says so for what is not modelled', async () => {
    const response = await fetch(`${server.url}/rest/api/3/announcementBanner`, {
      headers: basic('agent@probe.example', 'secret'),
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      errorMessages: ['The sandbox does not model GET /rest/api/3/announcementBanner'],
      errors: {},
    });
  });

  it('answers 415 to a body that does not say it is JSON', async () => {
    const search = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${server.url}/rest/api/3/search/jql`, {
        method: 'POST',
        headers: { ...basic('agent@probe.example', 'secret'), ...headers },
        body: '{"jql":"project = PRB"}',
      });
    expect((await search({})).status).toBe(415);
    expect((await search({ 'content-type': 'application/json' })).status).toBe(200);
  });

  it('moves time when told to, and not backwards', async () => {
    const move = (advanceMs: number): Promise<Response> =>
      fetch(`${server.url}/sandbox/api/clock`, { method: 'POST', body: JSON.stringify({ advanceMs }) });
    const before = sandbox.clock.now();
    expect(await (await move(3_600_000)).json()).toEqual({ now: before + 3_600_000 });
    expect((await move(-1)).status).toBe(400);
    expect(sandbox.clock.now()).toBe(before + 3_600_000);
  });
});
