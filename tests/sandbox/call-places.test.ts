import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../../sandbox/sandbox';
import { probeSite } from '../support/probe-site';
import { sqlUrl } from '../support/sql-engine';

const APP = join(__dirname, '../fixtures/probe-app');

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.start({
    directory: APP,
    appName: 'Probe',
    sites: [probeSite('one')],
    startAt: Date.UTC(2026, 10, 23, 9),
    sqlUrl,
    quota: { points: 1, pool: 'app' },
  });
});
afterEach(() => sandbox.stop());

const probe = (functionKey: string, payload: unknown): Promise<unknown> =>
  sandbox.host.invokeResolverUnchecked({
    site: sandbox.site(),
    moduleKey: 'panel',
    accountId: 'agent',
    functionKey,
    payload,
    extension: { type: 'jira:issuePanel' },
  });

/** Where the app's only such line stands, as `src/…:line`. */
function lineWith(code: string): string {
  const lines = readFileSync(join(APP, 'src/index.ts'), 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(code) ? [index + 1] : []));
  expect(found).toHaveLength(1);
  return `src/index.ts:${found[0] ?? 0}`;
}

describe('a refused call names the line of the app that made it', () => {
  it.each([
    [
      'a scope that is missing',
      'rest',
      { path: '/rest/api/3/issue/PRB-1', method: 'PUT', body: { fields: { summary: 'New' } } },
      'scope',
      'caller.requestJira(',
    ],
    [
      'a call that is not modelled',
      'rest',
      { path: '/rest/api/3/announcementBanner' },
      'unmodelled',
      'caller.requestJira(',
    ],
    ['a statement that Forge SQL does not take', 'sql', { query: 'BEGIN' }, 'sql', 'await sql'],
    [
      'a host that the manifest does not name',
      'fetch',
      { url: 'https://example.org/' },
      'egress',
      '(await api.fetch(url)).status',
    ],
    [
      'a queue without a consumer',
      'push',
      { queue: 'nobody', event: { body: {} } },
      'seam',
      "define('push',",
    ],
  ])('%s', async (_what, functionKey, payload, kind, code) => {
    await probe(functionKey, payload).catch(() => undefined);
    const [problem] = sandbox.host.invocations.problems();
    expect(problem).toMatchObject({ kind, at: expect.stringMatching(/^src\/index\.ts:\d+$/) as string });
    const line = Number(lineWith(code).split(':')[1]);
    // a call that is written over several lines stands at one of them
    expect(Math.abs(Number(problem?.at?.split(':')[1]) - line)).toBeLessThanOrEqual(3);
  });

  it('a limit that was passed, by calls that were made at once', async () => {
    await probe('many-rest', { path: '/rest/api/3/project/PRB', count: 2, atOnce: false });
    expect(sandbox.host.invocations.problems()).toEqual([
      {
        kind: 'limit',
        message: expect.stringContaining('jira-quota-global-based') as string,
        at: lineWith('caller.requestJira('),
      },
    ]);
  });
});

it('a function that throws is logged with the app’s own files and lines', async () => {
  await probe('kvs-set', { key: 'verdict', value: 'throw' });
  await sandbox.host.askValidator(sandbox.site(), 'guard', { issue: { key: 'PRB-1' } });
  const logs = sandbox.host.invocations.all().at(-1)?.logs ?? [];
  expect(logs[0]?.text).toContain(lineWith("throw new Error('the guard broke')"));
});
