import { join } from 'node:path';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { probeSite } from './probe-site';
import { sqlUrl } from './sql-engine';

/** Monday, 23 November 2026, 09:00 UTC. */
export const PROBE_START = Date.UTC(2026, 10, 23, 9);

interface ProbeOptions {
  readonly app?: 'probe-app' | 'lifecycle-app';
  readonly hangMs?: number;
}

/** The small app that calls what a test tells it to, on two sites. */
export class ProbeApp {
  private constructor(readonly sandbox: Sandbox) {}

  /** @param app the fixture to run; `lifecycle-app` also hears of its own installation */
  static async start({ app = 'probe-app', hangMs }: ProbeOptions = {}): Promise<ProbeApp> {
    const sandbox = await Sandbox.start({
      directory: join(__dirname, '../fixtures', app),
      appName: 'Probe',
      sites: [probeSite('one'), probeSite('two')],
      startAt: PROBE_START,
      sqlUrl,
      hangMs,
    });
    return new ProbeApp(sandbox);
  }

  get site(): SandboxSite {
    return this.sandbox.site('one');
  }

  /** Calls the app's resolver as a person, without the checks of who may. */
  call(functionKey: string, payload: unknown = {}, site = this.site, accountId = 'agent'): Promise<unknown> {
    return this.sandbox.host.invokeResolverUnchecked({
      site,
      moduleKey: 'panel',
      accountId,
      functionKey,
      payload,
      extension: { type: 'jira:issuePanel' },
    });
  }

  /** Calls a method of `@forge/kvs`, `count` times at once. */
  kvs(call: string, input: readonly unknown[], count = 1): Promise<unknown> {
    return this.call('kvs', { call, input, count });
  }

  /** The list that the app's functions keep under a key. */
  async noted(key: string, site = this.site): Promise<Record<string, unknown>[]> {
    const { value } = (await this.call('kvs-get', { key }, site)) as { value?: Record<string, unknown>[] };
    return value ?? [];
  }

  /** The quotas that the app has run into, in words. */
  brokenLimits(): string[] {
    return this.sandbox.host.invocations
      .problems()
      .flatMap(({ kind, message }) => (kind === 'limit' ? [message] : []));
  }
}

/** What the app's code caught, in the shape of the probe's answers. */
export const failedWith = (error: Readonly<Record<string, unknown>>): unknown => ({
  error: expect.objectContaining(error) as unknown,
});
