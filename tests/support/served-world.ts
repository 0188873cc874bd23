import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { buildPages, type PageAssets } from '../../sandbox/server/page-bundles';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import { Manifest } from '../../sandbox/forge/manifest';
import { join } from 'node:path';
import { freePort } from './free-port';
import { ROOT } from './root';
import { World } from './world';

let assets: Promise<PageAssets> | undefined;

/** A world whose pages are served, on a clock that ticks, as `npm start` has it. */
export class ServedWorld {
  private constructor(
    readonly world: World,
    private readonly server: RunningServer,
  ) {}

  static async start({
    company = madeUpCompany(),
    isTicking = true,
  }: { company?: Company; isTicking?: boolean } = {}): Promise<ServedWorld> {
    const port = await freePort();
    const site = { ...company.site, url: `http://localhost:${port}` };
    const world = await World.start({ company: { ...company, site } });
    assets ??= buildPages(Manifest.read(ROOT), join(ROOT, 'sandbox'), join(ROOT, '.cache/pages'));
    const server = await startServer({
      sandbox: world.sandbox,
      site: world.site,
      assets: await assets,
      token: 'secret',
      port,
    });
    if (isTicking) world.sandbox.clock.followRealTime();
    return new ServedWorld(world, server);
  }

  get url(): string {
    return this.server.url;
  }

  /** Stops, and fails the test for what Forge would have refused. */
  async stop(): Promise<void> {
    await this.server.close();
    await this.world.stop();
  }

  /** Stops outside of tests. */
  async close(): Promise<void> {
    await this.server.close();
    await this.world.sandbox.stop();
  }
}
