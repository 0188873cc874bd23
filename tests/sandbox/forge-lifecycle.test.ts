import { MINUTE } from '../../sandbox/clock';
import { failedWith, ProbeApp, PROBE_START } from '../support/probe-app';

let app: ProbeApp;

beforeEach(async () => {
  app = await ProbeApp.start({ app: 'lifecycle-app' });
});

afterEach(() => app.sandbox.stop());

describe('the life of an app on a site', () => {
  it('begins with an event that names who installed it, and the version', async () => {
    expect(await app.noted('life')).toMatchObject([
      {
        eventType: 'avi:forge:installed:app',
        installerAccountId: 'admin',
        app: { version: '1.0.0' },
        environment: { id: expect.any(String) as unknown },
      },
    ]);
  });

  it('raises an event for a new major version, and none for a smaller one', async () => {
    app.sandbox.host.upgrade(app.site, '1.3.0', 'admin');
    await app.sandbox.clock.settle();
    expect(await app.noted('life')).toHaveLength(1);
    app.sandbox.host.upgrade(app.site, '2.0.0', 'admin');
    await app.sandbox.clock.settle();
    expect((await app.noted('life'))[1]).toMatchObject({
      eventType: 'avi:forge:upgraded:app',
      upgraderAccountId: 'admin',
      app: { version: '2.0.0' },
    });
  });

  it('starts its schedules over with every version', async () => {
    await app.sandbox.clock.advanceTo(PROBE_START + 4 * MINUTE);
    app.sandbox.host.upgrade(app.site, '1.0.1', 'admin');
    await app.sandbox.clock.advanceTo(PROBE_START + 10 * MINUTE);
    expect(await app.noted('ticks')).toEqual([PROBE_START + 9 * MINUTE]);
  });

  it('ends with a last call that can hold nothing up, and nothing is delivered any more', async () => {
    await app.call('push', { event: { body: {} } });
    await app.sandbox.host.uninstall(app.site);
    const before = app.sandbox.host.invocations.all().length;
    expect(app.sandbox.host.invocations.all().at(-1)).toMatchObject({
      moduleType: 'preUninstall',
      outcome: { ok: false, error: 'cannot hold anything up' },
    });
    await app.sandbox.clock.advanceBy(20 * MINUTE);
    const after = app.sandbox.host.invocations.all().slice(before);
    expect(after.filter(({ site }) => site === 'one')).toEqual([]);
    await expect(app.call('now')).rejects.toThrow('the app is not installed on one');
  });

  it('begins again with empty storage, and hears each event once', async () => {
    await app.kvs('set', ['kept', 1]);
    await app.kvs('setSecret', ['token', 1]);
    await app.call('migrate');
    await app.sandbox.host.uninstall(app.site);
    await app.sandbox.host.install(app.site, 'admin');
    await app.sandbox.clock.settle();
    expect(await app.kvs('get', ['kept'])).toEqual({ value: [null] });
    expect(await app.kvs('getSecret', ['token'])).toEqual({ value: [null] });
    expect(await app.call('sql-attempt', { query: 'SELECT id FROM thing' })).toEqual(
      failedWith({ code: 'SQL_EXECUTION_ERROR' }),
    );
    await app.site.fetchAs('agent', '/rest/api/3/issue', {
      method: 'POST',
      body: '{"fields":{"project":{"key":"PRB"},"issuetype":{"id":"100"},"summary":"Probe me"}}',
    });
    await app.sandbox.clock.settle();
    expect(await app.noted('events')).toHaveLength(1);
  });
});
