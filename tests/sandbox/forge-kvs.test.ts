import { DAY } from '../../sandbox/clock';
import { failedWith, ProbeApp } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start();
  await app.sandbox.clock.advanceBy(1_000);
});

afterEach(() => app.sandbox.stop());

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
const items = (count: number, value: unknown = 1): { key: string; value: unknown }[] =>
  Array.from({ length: count }, (_unused, index) => ({ key: `key-${index}`, value }));

describe('the key-value store', () => {
  it.each([
    ['a key of 500 characters', ['k'.repeat(500), 1]],
    ['a key of all the characters that are allowed', ['aZ0:._-# x', 1]],
    ['a value of 240 KiB', ['big', { textOf: 240 * 1024 - 2 }]],
    ['a value of 31 levels', ['deep', nested(31)]],
    ['a time to live of a year', ['old', 1, { ttl: { value: 365, unit: 'DAYS' } }]],
  ])('takes %s', async (_what, input) => {
    expect(await app.kvs('set', input)).toEqual({ value: [null] });
    expect(app.brokenLimits()).toEqual([]);
  });

  it.each([
    ['a key of one character', ['k', 1], { status: 400, code: 'KEY_TOO_SHORT' }],
    ['a key of 501 characters', ['k'.repeat(501), 1], { status: 400, code: 'KEY_TOO_LONG' }],
    ['a key with another character', ['a/b', 1], { status: 400, code: 'INVALID_KEY' }],
    ['a key of blanks', ['  ', 1], { status: 400, code: 'INVALID_KEY' }],
    ['a value above 240 KiB', ['big', { textOf: 240 * 1024 - 1 }], { code: 'MAX_SIZE' }],
    ['a value of 32 levels', ['deep', nested(32)], { code: 'MAX_DEPTH' }],
    ['a time to live above a year', ['old', 1, { ttl: { value: 366, unit: 'DAYS' } }], { status: 400 }],
  ])('refuses %s', async (_what, input, error) => {
    expect(await app.kvs('set', input)).toEqual(failedWith(error));
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it.each([
    ['too short', 'k', 'KEY_TOO_SHORT'],
    ['too long', 'k'.repeat(501), 'KEY_TOO_LONG'],
    ['of other characters', 'a/b', 'INVALID_KEY'],
  ])('refuses a key that is %s in whatever is done with it, secrets too', async (_what, key, code) => {
    const refused = failedWith({ status: 400, code });
    for (const call of ['get', 'delete', 'getSecret', 'deleteSecret'])
      expect([call, await app.kvs(call, [key])]).toEqual([call, refused]);
    expect(await app.kvs('setSecret', [key, 1])).toEqual(refused);
    expect(await app.kvs('batchGet', [[{ key }]])).toEqual(refused);
    expect(await app.call('kvs-transact', { entries: [[key, 1]] })).toEqual(refused);
    const code2 = code === 'KEY_TOO_SHORT' ? 'EMPTY_KEY' : code;
    expect(await app.kvs('getPage', [code === 'KEY_TOO_SHORT' ? '' : key])).toEqual(
      failedWith({ status: 400, code: code2 }),
    );
  });

  it('takes a secret of 128 KiB, and refuses a larger one', async () => {
    expect(await app.kvs('setSecret', ['token', { textOf: 128 * 1024 - 2 }])).toEqual({ value: [null] });
    expect(await app.kvs('setSecret', ['token', { textOf: 128 * 1024 - 1 }])).toEqual(
      failedWith({ status: 400, code: 'MAX_SIZE' }),
    );
  });

  it('sets a key with FAIL_IF_EXISTS once, and then answers KEY_CONFLICT', async () => {
    const input = ['once', 1, { keyPolicy: 'FAIL_IF_EXISTS' }];
    expect(await app.kvs('set', input)).toEqual({ value: [null] });
    expect(await app.kvs('set', input)).toEqual(failedWith({ code: 'KEY_CONFLICT', status: 409 }));
    expect(app.brokenLimits()).toEqual([]);
  });

  it('forgets a value when its time is over', async () => {
    await app.kvs('set', ['short', 1, { ttl: { value: 1, unit: 'DAYS' } }]);
    await app.sandbox.clock.leapTo(app.sandbox.clock.now() + DAY - 1);
    expect(await app.kvs('get', ['short'])).toEqual({ value: [1] });
    await app.sandbox.clock.advanceBy(1);
    expect(await app.kvs('get', ['short'])).toEqual({ value: [null] });
  });

  it('may show a value for up to 48 hours longer where that is switched on', async () => {
    app.sandbox.host.installationOf(app.site).kvs.expiryLagMs = 2 * DAY;
    await app.kvs('set', ['short', 1, { ttl: { value: 1, unit: 'MINUTES' } }]);
    await app.sandbox.clock.leapTo(app.sandbox.clock.now() + 2 * DAY);
    expect(await app.kvs('get', ['short'])).toEqual({ value: [1] });
    await app.sandbox.clock.advanceBy(60_000);
    expect(await app.kvs('get', ['short'])).toEqual({ value: [null] });
  });

  it('returns the value that was there before, and its dates, where a set asks for them', async () => {
    await app.kvs('set', ['dated', 'old']);
    const options = { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS', returnMetadataFields: ['CREATED_AT'] };
    expect(await app.kvs('set', ['dated', 'new', options])).toEqual({
      value: [{ key: 'dated', value: 'old', createdAt: app.sandbox.clock.now() }],
    });
  });

  it('keeps secrets apart from values, and from queries', async () => {
    await app.kvs('setSecret', ['token', 'hidden']);
    expect(await app.kvs('getSecret', ['token'])).toEqual({ value: ['hidden'] });
    expect(await app.kvs('get', ['token'])).toEqual({ value: [null] });
    expect(await app.call('kvs-query', { prefix: 'token' })).toEqual({ value: { results: [] } });
    await app.kvs('deleteSecret', ['token']);
    expect(await app.kvs('getSecret', ['token'])).toEqual({ value: [null] });
  });

  it('takes 25 keys in a batch, each for itself, and refuses 26', async () => {
    const mixed = [...items(24), { key: 'deep', value: nested(32) }];
    expect(await app.kvs('batchSet', [mixed])).toMatchObject({
      value: [
        { successfulKeys: { length: 24 }, failedKeys: [{ key: 'deep', error: { code: 'MAX_DEPTH' } }] },
      ],
    });
    const keys = [...items(2), { key: 'absent' }].map(({ key }) => ({ key }));
    expect(await app.kvs('batchGet', [keys])).toMatchObject({
      value: [
        {
          successfulKeys: [
            { key: 'key-0', value: 1 },
            { key: 'key-1', value: 1 },
          ],
          failedKeys: [{ key: 'absent', error: { code: 'KEY_NOT_FOUND' } }],
        },
      ],
    });
    await app.kvs('batchDelete', [[{ key: 'key-0' }]]);
    expect(await app.kvs('get', ['key-0'])).toEqual({ value: [null] });
    expect(await app.kvs('batchSet', [items(26)])).toEqual(failedWith({ status: 400 }));
  });

  it('does all of a transaction or nothing, with 25 operations and each key once', async () => {
    const entries = items(24).map(({ key }) => [key, 'v']);
    expect(await app.call('kvs-transact', { entries, removals: ['gone'] })).toEqual({});
    expect(await app.kvs('get', ['key-23'])).toEqual({ value: ['v'] });
    const tooDeep = [
      ['first', 'v'],
      ['deep', nested(32)],
    ];
    expect(await app.call('kvs-transact', { entries: tooDeep })).toEqual(failedWith({ code: 'MAX_DEPTH' }));
    expect(await app.kvs('get', ['first'])).toEqual({ value: [null] });
    const refused = [
      { entries: [...entries, ['aa', 'v']], removals: ['gone'] },
      { entries: [['aa', 'v']], removals: ['aa'] },
    ];
    for (const operations of refused)
      expect(await app.call('kvs-transact', operations)).toEqual(failedWith({ status: 400 }));
  });

  it('answers a query with ten keys, at most a hundred, and a cursor for the rest', async () => {
    for (let start = 0; start < 125; start += 25)
      await app.kvs('batchSet', [items(125).slice(start, start + 25)]);
    const page = (await app.call('kvs-query', { prefix: 'key-' })) as {
      value: { results: { key: string }[]; nextCursor: string };
    };
    expect(page.value.results).toHaveLength(10);
    const rest = await app.call('kvs-query', { prefix: 'key-', limit: 100, cursor: page.value.nextCursor });
    expect(rest).toMatchObject({
      value: { results: { length: 100 }, nextCursor: expect.any(String) as unknown },
    });
    expect(await app.call('kvs-query', { limit: 101 })).toEqual(
      failedWith({ status: 400, code: 'LIST_QUERY_LIMIT_EXCEEDED' }),
    );
  });

  it('lets queries lag behind writes where that is switched on, but never reads of a key', async () => {
    app.sandbox.host.installationOf(app.site).kvs.queryLagMs = 5_000;
    await app.kvs('set', ['late', 1]);
    expect(await app.kvs('get', ['late'])).toEqual({ value: [1] });
    expect(await app.call('kvs-query', { prefix: 'late' })).toMatchObject({ value: { results: [] } });
    await app.sandbox.clock.advanceBy(5_000);
    expect(await app.call('kvs-query', { prefix: 'late' })).toMatchObject({
      value: { results: [{ key: 'late' }] },
    });
  });

  it('takes 1,000 requests in a second of one installation, and refuses the next', async () => {
    expect(await app.kvs('get', ['xx'], 1_000)).toMatchObject({ value: { length: 1_000 } });
    await app.sandbox.clock.advanceBy(1_000);
    const refused = failedWith({ code: 'RATE_LIMIT_EXCEEDED', status: 429 });
    expect(await app.kvs('get', ['xx'], 1_001)).toEqual(refused);
    expect(await app.call('kvs-get', { key: 'xx' }, app.sandbox.site('two'))).toEqual({});
  });

  it('counts what is written in units of 10 KB, 4,000 in a minute', async () => {
    const batch = items(25, { textOf: 160 * 1024 - 2 });
    // 25 values of 16 units are 400 units
    for (let count = 0; count < 10; count++)
      expect(
        await app.kvs('batchSet', [batch.map(({ key, value }) => ({ key: `${count}-${key}`, value }))]),
      ).toMatchObject({ value: [{ failedKeys: [] }] });
    expect(await app.kvs('set', ['more', 1])).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
    await app.sandbox.clock.advanceBy(60_000);
    expect(await app.kvs('set', ['more', 1])).toEqual({ value: [null] });
  });

  it('takes 1 MB in a second for one key', async () => {
    const value = { textOf: 240 * 1024 - 2 };
    expect(await app.kvs('set', ['hot', value], 4)).toMatchObject({ value: { length: 4 } });
    await app.sandbox.clock.advanceBy(1_000);
    expect(await app.kvs('set', ['hot', value], 5)).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
  });

  it('lets 12 MB in a second be read of one key', async () => {
    await app.kvs('set', ['hot', { textOf: 240 * 1024 - 2 }]);
    await app.sandbox.clock.advanceBy(60_000);
    // 51 times 240 KiB are just below 12 MiB
    const read = (count: number): Promise<unknown> =>
      app.call('kvs-count', { call: 'get', input: ['hot'], count });
    expect(await read(51)).toEqual({ value: 51 });
    await app.sandbox.clock.advanceBy(1_000);
    expect(await read(52)).toEqual(failedWith({ code: 'RATE_LIMIT_EXCEEDED' }));
    await app.sandbox.clock.advanceBy(1_000);
    expect(await read(1)).toEqual({ value: 1 });
  });

  it('refuses batches of custom entities as not modelled', async () => {
    expect(await app.kvs('batchSet', [[{ key: 'aa', value: 1, entityName: 'thing' }]])).toEqual(
      failedWith({ status: 501 }),
    );
  });

  it('keeps custom entities apart from plain keys, in the shape that the manifest declares', async () => {
    expect(await app.kvs('setPage', ['one', { revision: 1, body: { any: 'thing' } }])).toEqual({
      value: [null],
    });
    expect(await app.kvs('getPage', ['one'])).toEqual({ value: [{ revision: 1, body: { any: 'thing' } }] });
    expect(await app.kvs('get', ['one'])).toEqual({ value: [null] });
    expect(await app.kvs('setPage', ['one', { revision: 2 }, 'FAIL_IF_EXISTS'])).toEqual(
      failedWith({ code: 'KEY_CONFLICT', status: 409 }),
    );
    await app.kvs('deletePage', ['one']);
    expect(await app.kvs('getPage', ['one'])).toEqual({ value: [null] });
    expect(app.brokenLimits()).toEqual([]);
  });

  it.each([
    ['an attribute that is not declared', 'setPage', ['one', { colour: 'red' }], 'INVALID_ENTITY_VALUE'],
    ['an attribute of another type', 'setPage', ['one', { revision: 'first' }], 'INVALID_ENTITY_VALUE'],
    ['an integer of more than 32 bits', 'setPage', ['one', { revision: 2 ** 31 }], 'INVALID_ENTITY_VALUE'],
    ['a value that is no object', 'setPage', ['one', 'text'], 'INVALID_ENTITY_VALUE'],
    ['an entity that is not declared', 'getPage', ['one', 'chapter'], 'VALIDATION_ERROR'],
  ])('refuses %s', async (_what, call, input, code) => {
    expect(await app.kvs(call, input)).toEqual(failedWith({ status: 400, code }));
    expect(app.brokenLimits()).toHaveLength(1);
  });

  it('writes all of a transaction when its conditions hold, and else nothing', async () => {
    const failed = failedWith({ code: 'CONDITIONAL_CHECK_FAILED' });
    expect(await app.kvs('replacePage', ['one', { revision: 1 }, 0])).toEqual(failed);
    await app.kvs('setPage', ['one', { revision: 1 }]);
    expect(await app.kvs('replacePage', ['one', { revision: 2 }, 1])).toEqual({ value: [null] });
    expect(await app.kvs('replacePage', ['one', { revision: 9 }, 7])).toEqual(failed);
    expect(await app.kvs('getPage', ['one'])).toEqual({ value: [{ revision: 2 }] });
    expect(await app.kvs('get', ['beside'])).toEqual({ value: [1] });
    expect(app.brokenLimits()).toEqual([]);
  });
});
