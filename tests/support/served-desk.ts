import { join } from 'node:path';
import { startServer } from '../../sandbox/server/server';
import { Sandbox, type SandboxSite } from '../../sandbox/sandbox';
import { deskSite } from './probe-site';

export interface ServedDesk {
  readonly url: string;
  /** What every person's API token is. */
  readonly token: string;
  readonly site: SandboxSite;
  readonly close: () => Promise<void>;
}

/** The small company of the sandbox's own tests, with its REST API at an address for clients from outside. */
export async function serveDesk(): Promise<ServedDesk> {
  const token = 'outside-client';
  const sandbox = await Sandbox.start({
    directory: join(__dirname, '../fixtures/probe-app'),
    appName: 'Probe',
    sites: [deskSite()],
    startAt: Date.UTC(2026, 10, 23, 9),
  });
  const site = sandbox.site();
  const server = await startServer({ sandbox, site, assets: new Map(), token, port: 0 });
  return {
    url: server.url,
    token,
    site,
    close: async () => {
      await server.close();
      await sandbox.stop();
    },
  };
}
