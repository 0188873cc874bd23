import type { ChannelRequest, UiPlace } from '../../sandbox/forge/realtime/realtime-channels';
import { HOUR } from '../../sandbox/clock';
import { member } from '../../sandbox/untyped';
import { ProbeApp } from '../support/probe-app';

let app: ProbeApp;
let heard: unknown[];

beforeEach(async () => {
  app = await ProbeApp.start();
  heard = [];
  await app.sandbox.clock.advanceBy(1_000);
});

afterEach(() => app.sandbox.stop());

/** Where `ProbeApp.call` calls from, on an issue. */
const positionOn = (issueId: string, moduleKey = 'panel'): UiPlace => ({
  moduleKey,
  extension: { type: 'jira:issuePanel', issue: { id: issueId }, project: { id: '10000' } },
});

function listen(request: Partial<ChannelRequest> = {}, place = positionOn('1'), site = app.site): () => void {
  const { host } = app.sandbox;
  const channel = { name: 'seats', isGlobal: false, ...request };
  return host.realtime.subscribe(host.installationOf(site), channel, place, (payload) => heard.push(payload));
}

/** Publishes from a resolver that the panel of an issue calls. */
const publish = (value: unknown, payload: object = {}, { moduleKey, extension } = positionOn('1')) =>
  app.sandbox.host.invokeResolverUnchecked({
    site: app.site,
    moduleKey,
    accountId: 'agent',
    functionKey: 'publish',
    payload: { key: 'seats', value, ...payload },
    extension,
  });

const token = async (key: string, value: unknown, permissions?: readonly string[]): Promise<string> =>
  String(member(await app.call('sign', { key, value, permissions }), 'token'));

const refused = (message: string): unknown => [
  { eventId: null, eventTimestamp: null, errors: [expect.objectContaining({ message })] },
];

describe('realtime from a function', () => {
  it('reaches the surfaces of the same module at the same place, and says when nobody listens', async () => {
    expect(await publish({ left: 3 })).toEqual([{ eventId: null, eventTimestamp: null }]);
    const stop = listen();
    expect(await publish({ left: 2 })).toEqual([
      { eventId: expect.any(String) as unknown, eventTimestamp: expect.any(String) as unknown },
    ]);
    await publish('text');
    await publish('elsewhere', {}, positionOn('2'));
    await publish('elsewhere', {}, positionOn('1', 'open-page'));
    await publish('elsewhere', { key: 'other' });
    expect(heard).toEqual([{ left: 2 }, 'text']);
    stop();
    await publish('late');
    expect(heard).toHaveLength(2);
    expect(app.sandbox.host.invocations.problems()).toEqual([]);
  });

  it('reaches as much of the product as its context overrides name, on both sides alike', async () => {
    const options = { contextOverrides: ['project'] };
    listen(options, positionOn('2', 'open-page'));
    await publish('in the project', { options });
    await publish('in the issue');
    await publish('in both', { options: { contextOverrides: ['project', 'issue'] } });
    expect(heard).toEqual(['in the project']);
  });

  it('reaches all of a site on a global channel, also from a function that no surface called', async () => {
    listen({ isGlobal: true }, positionOn('2', 'open-page'));
    const two = app.sandbox.site('two');
    listen({ isGlobal: true }, positionOn('1'), two);
    await publish('to all', { isGlobal: true });
    expect(heard).toEqual(['to all']);
    const push = (isGlobal: boolean): Promise<unknown> =>
      app.call('push', { event: { body: { realtime: { key: 'seats', value: 'queued', isGlobal } } } });
    await push(true);
    await push(false);
    await app.sandbox.clock.advanceBy(60_000);
    expect(heard).toEqual(['to all', 'queued']);
    expect(await app.noted('published')).toEqual([
      [expect.objectContaining({ eventId: expect.any(String) as unknown })],
      refused('Error publishing event to channel'),
    ]);
    expect(app.sandbox.host.invocations.problems()).toHaveLength(1);
  });

  it('is kept to those whose token has the same claims', async () => {
    const claims = { team: 'design', levels: [1, 2] };
    listen({ token: await token('seats', { levels: [1, 2], team: 'design' }) });
    listen({ token: await token('seats', { ...claims, team: 'sales' }) });
    listen();
    await publish('for design', { options: { token: await token('seats', claims) } });
    expect(heard).toEqual(['for design']);
  });

  it('refuses tokens that are no good, in the words of Forge', async () => {
    const attempt = (given: string): Promise<unknown> => publish('x', { options: { token: given } });
    const good = await token('seats', {});
    const [head, , signature] = good.split('.');
    const body = { channel: { name: 'seats' }, installation: 'other', claims: {}, exp: 99_999_999_999 };
    const forged = [head, Buffer.from(JSON.stringify(body)).toString('base64url'), signature].join('.');
    const words = 'Realtime token validation failed:';
    expect(await attempt(forged)).toEqual(refused(`${words} INVALID_TOKEN`));
    expect(await attempt(await token('other', {}))).toEqual(refused(`${words} CHANNEL_NAME_MISMATCH`));
    const readOnly = await token('seats', {}, ['subscribe']);
    expect(await attempt(readOnly)).toEqual(refused(`${words} MISSING_PERMISSION`));
    const writeOnly = await token('seats', {}, ['publish']);
    expect(() => listen({ token: writeOnly })).toThrow(`${words} MISSING_PERMISSION`);
    await app.sandbox.clock.advanceBy(HOUR);
    expect(await attempt(good)).toEqual(refused(`${words} TOKEN_EXPIRED`));
    expect(() => listen({ token: good })).toThrow(`${words} TOKEN_EXPIRED`);
  });

  it('takes 50 operations in a second of one installation, whatever they are', async () => {
    listen();
    await token('seats', {});
    // the invocation that signed has moved the platform’s time on, into the next second at the latest
    await app.sandbox.clock.advanceBy(2_000);
    listen();
    await publish('x', { count: 49 });
    expect(heard).toHaveLength(98);
    expect(await publish('x')).toEqual(refused('RATE_LIMIT_EXCEEDED'));
    expect(() => listen()).toThrow('RATE_LIMIT_EXCEEDED');
    expect(app.brokenLimits()).toHaveLength(1);
    listen({}, positionOn('1'), app.sandbox.site('two'));
    await app.sandbox.clock.advanceBy(2_000);
    expect(await publish('x')).toMatchObject([{ eventId: expect.any(String) as unknown }]);
  });
});
