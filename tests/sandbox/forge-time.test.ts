import type { InvocationRecord } from '../../sandbox/forge/invocation';
import { ProbeApp } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start({ hangMs: 200 });
});

afterEach(() => app.sandbox.stop());

const last = (): InvocationRecord | undefined => app.sandbox.host.invocations.all().at(-1);
const push = (queue: string, sleepMs: number): Promise<unknown> =>
  app.call('push', { queue, event: { body: { sleepMs } } });

describe('the time of an invocation', () => {
  it('passes with timers and calls, not with the machine’s clock', async () => {
    expect(await app.call('sleep', { ms: 20_000 })).toEqual({ remaining: 5_000 });
    expect(await app.call('race', { ms: 79, path: '/rest/api/3/field' })).toBe('timer');
    expect(await app.call('race', { ms: 81, path: '/rest/api/3/field' })).toBe('answer');
  });

  it('ends a resolver after 25 seconds', async () => {
    await app.call('sleep', { ms: 25_000 });
    await expect(app.call('sleep', { ms: 25_001 })).rejects.toThrow('did not finish within 25 seconds');
    expect(last()).toMatchObject({ outcome: { ok: false, reason: 'timeout' } });
  });

  it('ends a function that waits for something that never comes', async () => {
    await expect(app.call('hang')).rejects.toThrow('did not finish within 25 seconds');
  });

  it.each([
    ['work', 55_000],
    ['long-work', 900_000],
  ])('lets the consumer %s run for %i milliseconds', async (queue, timeoutMs) => {
    const finished: (string | boolean)[] = [];
    app.sandbox.host.invocations.onFinished(({ outcome, moduleType }) => {
      if (moduleType === 'consumer' && outcome) finished.push(outcome.ok || outcome.reason);
    });
    // the consumer notes its event first, with two calls of the store
    await push(queue, timeoutMs - 16);
    await app.sandbox.clock.advanceBy(1_000);
    await push(queue, timeoutMs - 15);
    await app.sandbox.clock.advanceBy(1_000);
    expect(finished).toEqual([true, 'timeout']);
  });

  it('keeps 100 log lines of a minute that a function runs, and reports that it lost the rest', async () => {
    await app.call('log', { count: 100 });
    expect(last()?.logs).toHaveLength(100);
    expect(app.brokenLimits()).toEqual([]);
    await app.call('log', { count: 101 });
    expect(last()?.logs).toHaveLength(100);
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('keeps 200 KB of log lines', async () => {
    await app.call('log', { count: 2, text: 'x'.repeat(150_000) });
    expect(last()?.logs).toHaveLength(1);
    expect(app.brokenLimits()).toHaveLength(1);
  });
});

describe('requests to other hosts', () => {
  it('are limited to 100 in a minute of one invocation', async () => {
    // nobody listens there; what counts is which requests leave at all
    const url = 'http://127.0.0.1/';
    expect(await app.call('fetch-many', { url, count: 100 })).not.toContain(429);
    const statuses = (await app.call('fetch-many', { url, count: 101 })) as unknown[];
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(app.brokenLimits()).toHaveLength(1);
  });
});

describe('calls from the front end', () => {
  it('take a request of 500 KB and refuse a larger one with 413', async () => {
    const payload = (length: number): unknown => ({ text: 'x'.repeat(length - 11) });
    await app.call('who', payload(500 * 1024));
    await expect(app.call('who', payload(500 * 1024 + 1))).rejects.toMatchObject({ status: 413 });
  });

  it('take a response of 5 MB and refuse a larger one with 413', async () => {
    await app.call('large', { bytes: 5 * 1024 * 1024 - 2 });
    await expect(app.call('large', { bytes: 5 * 1024 * 1024 - 1 })).rejects.toMatchObject({ status: 413 });
  });

  it('are limited to 1,200 in a minute for each person', async () => {
    const call = (accountId: string): Promise<unknown> => app.call('now', {}, app.site, accountId);
    for (let second = 0; second < 4; second++) {
      await app.sandbox.clock.advanceBy(1_000);
      await Promise.all(Array.from({ length: 300 }, () => call('agent')));
    }
    await app.sandbox.clock.advanceBy(1_000);
    await expect(call('agent')).rejects.toMatchObject({ status: 429 });
    await expect(call('viewer')).resolves.toBeDefined();
    await app.sandbox.clock.advanceBy(60_000);
    await expect(call('agent')).resolves.toBeDefined();
  });

  it('are limited to 300 in a second and 7,000 in a minute for each site', async () => {
    const call = (site = app.site): Promise<unknown> => app.call('now', {}, site);
    await app.sandbox.clock.advanceBy(60_000);
    await Promise.all(Array.from({ length: 300 }, () => call()));
    await expect(call()).rejects.toThrow('300 times a second on one site');
    await app.sandbox.clock.advanceBy(60_000);
    // of people who are not played here
    const { meters } = app.sandbox.host.installationOf(app.site);
    meters.frontEnd.take(app.sandbox.clock.now(), 6_999);
    await expect(call()).resolves.toBeDefined();
    await expect(call()).rejects.toThrow('7,000 times a minute on one site');
    await expect(call(app.sandbox.site('two'))).resolves.toBeDefined();
  });
});
