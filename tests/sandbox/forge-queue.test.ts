import { HOUR, MINUTE } from '../../sandbox/clock';
import type { InvocationRecord } from '../../sandbox/forge/invocation';
import { failedWith, ProbeApp } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start();
});

afterEach(() => app.sandbox.stop());

const events = (count: number, event: object = {}): object[] =>
  Array.from({ length: count }, () => ({ body: {}, ...event }));
const push = (pushed: readonly object[], queue = 'work'): Promise<unknown> =>
  app.call('push-attempt', { queue, events: pushed });
const runs = (moduleType = 'consumer'): InvocationRecord[] =>
  app.sandbox.host.invocations.all().filter((record) => record.moduleType === moduleType);
const minutesBetween = (records: readonly InvocationRecord[]): number[] =>
  records.slice(1).map(({ startedAt }, index) => (startedAt - (records[index]?.startedAt ?? 0)) / MINUTE);
const accepted = { value: { jobId: expect.any(String) as unknown } };

async function createIssue(): Promise<void> {
  await app.site.fetchAs('agent', '/rest/api/3/issue', {
    method: 'POST',
    body: '{"fields":{"project":{"key":"PRB"},"issuetype":{"id":"100"},"summary":"Probe me"}}',
  });
}

describe('a push', () => {
  it('takes 50 events and refuses 51', async () => {
    expect(await push(events(50))).toEqual(accepted);
    expect(await push(events(51))).toEqual(failedWith({ name: 'TooManyEventsError' }));
  });

  it('takes 500 events in a minute, and then answers with a rate limit', async () => {
    for (let count = 0; count < 10; count++) expect(await push(events(50))).toEqual(accepted);
    expect(await push(events(1))).toEqual(failedWith({ name: 'RateLimitError' }));
    await app.sandbox.clock.advanceBy(MINUTE);
    expect(await push(events(1))).toEqual(accepted);
  });

  it('takes 200 KB, and 100 KB an event where the consumer may run longer than 55 seconds', async () => {
    const frame = Buffer.byteLength(JSON.stringify([{ body: { text: '' } }]));
    const large = (queue: string, bytes: number): Promise<unknown> =>
      app.call('push-large', { queue, bytes: bytes - frame });
    expect(await large('work', 200 * 1024)).toEqual(accepted);
    expect(await large('work', 200 * 1024 + 1)).toEqual(failedWith({ name: 'PayloadTooBigError' }));
    expect(await large('long-work', 100 * 1024 + 2)).toEqual(accepted);
    expect(await large('long-work', 100 * 1024 + 3)).toEqual(failedWith({ name: 'PayloadTooBigError' }));
  });

  it('is one of 1,000 at most that follow from one another', async () => {
    await push(events(1, { body: { forever: true } }));
    await app.sandbox.clock.advanceBy(998_000);
    expect(await app.noted('ends')).toEqual([]);
    await app.sandbox.clock.advanceBy(10_000);
    expect(await app.noted('ends')).toEqual([failedWith({ name: 'InvocationLimitReachedError' })]);
    expect(runs()).toHaveLength(1_000);
    expect(await push(events(1))).toEqual(accepted);
  });

  it('delays an event by up to 900 seconds', async () => {
    expect(await push(events(1, { delayInSeconds: 900 }))).toEqual(accepted);
    expect(await push(events(1, { delayInSeconds: 901 }))).toEqual(
      failedWith({ name: 'InvalidPushSettingsError' }),
    );
    await app.sandbox.clock.advanceBy(900_000);
    expect(runs()).toHaveLength(0);
    await app.sandbox.clock.advanceBy(1);
    expect(runs()).toHaveLength(1);
  });

  it('is a job that tells how far it is, and that can be cancelled', async () => {
    const first = (await push([{ body: {} }, { body: {}, delayInSeconds: 60 }])) as {
      value: { jobId: string };
    };
    const { jobId } = first.value;
    await app.sandbox.clock.advanceBy(1_000);
    expect(await app.call('job', { jobId })).toEqual({ value: { success: 1, inProgress: 1, failed: 0 } });
    await app.call('job', { jobId, cancel: true });
    await app.sandbox.clock.advanceBy(MINUTE);
    expect(runs()).toHaveLength(1);
    expect(await app.call('job', { jobId: 'nobody' })).toEqual(failedWith({ name: 'JobDoesNotExistError' }));
  });

  it('runs no more events of one concurrency key at a time than its limit', async () => {
    const concurrency = { key: 'one-by-one', limit: 2 };
    await push(events(4, { body: { sleepMs: 30_000 }, concurrency }));
    await app.sandbox.clock.settle();
    const starts = runs().map(({ startedAt }) => startedAt);
    expect(starts).toHaveLength(4);
    const [first = 0, second, third = 0, fourth] = starts;
    expect(second).toBe(first);
    expect(third - first).toBeGreaterThanOrEqual(30_000);
    expect(fourth).toBe(third);
  });
});

describe('retries', () => {
  it('come after at most 900 seconds, however long the app asks for', async () => {
    await push(events(1, { body: { failTimes: 1, retryAfter: 5_000 } }));
    await app.sandbox.clock.settle();
    expect(minutesBetween(runs())).toEqual([15]);
  });

  it.each([
    ['no object', 'a text', 1],
    ['larger than 4 KB', { text: 'x'.repeat(4_096) }, 1],
    ['an object of 4 KB', { text: 'x'.repeat(4_096 - 11) }, 2],
  ])('with data that is %s', async (_what, retryData, expected) => {
    await push(events(1, { body: { failTimes: 1, retryData } }));
    await app.sandbox.clock.settle();
    expect(runs()).toHaveLength(expected);
    expect(app.brokenLimits()).toHaveLength(2 - expected);
  });

  it('follow a consumer that throws, with longer and longer pauses up to a quarter of an hour', async () => {
    await push(events(1, { body: { throwTimes: 10 } }));
    await app.sandbox.clock.advanceBy(2 * HOUR);
    expect(runs()).toHaveLength(11);
    const pauses = minutesBetween(runs());
    expect(pauses.slice(0, 3)).toEqual([5 / 60, 10 / 60, 20 / 60]);
    expect(Math.max(...pauses)).toBe(15);
  });

  it('end for a consumer that goes on throwing after a day', async () => {
    await push(events(1, { body: { throwTimes: 1_000 } }));
    const pushedAt = app.sandbox.clock.now();
    await app.sandbox.clock.settle();
    const last = runs().at(-1);
    expect(last?.startedAt).toBeLessThanOrEqual(pushedAt + 24 * HOUR);
    expect(last?.startedAt).toBeGreaterThan(pushedAt + 23 * HOUR);
  });

  it.each([
    ['asks for them', { failTimes: 9 }, 5],
    ['throws', { throwTimes: 9 }, 1],
    ['runs out of time', { sleepMs: 26_000 }, 5],
  ])('come four times at most to a trigger that %s', async (_what, value, expected) => {
    await app.kvs('set', ['trigger-behavior', value]);
    await createIssue();
    await app.sandbox.clock.settle();
    expect(runs('trigger').filter(({ moduleKey }) => moduleKey === 'on-issue')).toHaveLength(expected);
  });
});

describe('delivery', () => {
  it('can lose, repeat and reorder what it brings', async () => {
    const plans = [
      [],
      [
        { delayMs: 0, faults: [] },
        { delayMs: 4_000, faults: [] },
      ],
      [{ delayMs: 2_000, faults: [] }],
    ];
    app.sandbox.host.deliveryPlan = () => plans.shift();
    for (const name of ['lost', 'twice', 'late', 'normal']) await push([{ body: { name } }]);
    await app.sandbox.clock.settle();
    const arrived = (await app.noted('work')).map(({ body }) => (body as { name: string }).name);
    expect(arrived).toEqual(['twice', 'normal', 'late', 'twice']);
  });

  it('does not happen for an event of a product above 200 kB', async () => {
    for (const count of [900, 1_000]) {
      const labels = Array.from({ length: count }, (_, index) => `${'x'.repeat(200)}${String(index)}`);
      const created = await app.site.fetchAs('agent', '/rest/api/3/issue', {
        method: 'POST',
        body: JSON.stringify({
          fields: { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'Many labels' },
        }),
      });
      const { key } = (await created.json()) as { key: string };
      const edited = await app.site.fetchAs('agent', `/rest/api/3/issue/${key}`, {
        method: 'PUT',
        body: JSON.stringify({ fields: { labels } }),
      });
      expect(edited.status).toBe(204);
    }
    await app.sandbox.clock.settle();
    const types = (await app.noted('events')).map(({ eventType }) => eventType);
    expect(types.sort()).toEqual([
      'avi:jira:created:issue',
      'avi:jira:created:issue',
      'avi:jira:updated:issue',
    ]);
  });
});
