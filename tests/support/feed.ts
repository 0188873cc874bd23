import { DAY } from '../../src/common/rules/time';
import { z } from 'zod';
import type { BiFeedCalls } from '../../src/kpis/contract/bi-feed';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import type { World } from './world';

const factsPage = z.strictObject({
  table: z.literal('facts'),
  rows: z.array(z.looseObject({ id: z.string() })),
  next: z.string(),
  more: z.boolean(),
});

export type FeedRow = z.infer<typeof factsPage>['rows'][number];

/** What a program outside has of the feed of a project: its address, served over HTTP, and a token. */
export class FeedClient {
  private constructor(
    readonly world: World,
    private readonly server: RunningServer,
    readonly url: string,
    readonly token: string,
  ) {}

  static async start(world: World): Promise<FeedClient> {
    const { sandbox, site } = world;
    const server = await startServer({ sandbox, site, assets: new Map(), token: 'secret', port: 0 });
    const token = await makeToken(world);
    const { url } = await showFeed(world);
    return new FeedClient(world, server, url, token);
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  /** @param authorization the header as it is sent; null for none */
  get(path: string, authorization: string | null = `Bearer ${this.token}`): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: authorization === null ? {} : { authorization } });
  }

  /** A page of facts, a second after whatever came before it. */
  async page(since: string | null, limit: number): Promise<z.infer<typeof factsPage>> {
    await this.world.sandbox.clock.advanceBy(1_000);
    const after = since === null ? '' : `&since=${since}`;
    const response = await this.get(`/facts?limit=${limit}${after}`);
    return factsPage.parse(await response.json());
  }

  /** All that there is after a cursor. */
  async readOn(
    since: string | null,
    limit = 1_000,
  ): Promise<{ readonly rows: readonly FeedRow[]; readonly next: string }> {
    const rows: FeedRow[] = [];
    let cursor = since;
    for (;;) {
      const page = await this.page(cursor, limit);
      rows.push(...page.rows);
      cursor = page.next;
      if (!page.more) return { rows, next: cursor };
    }
  }
}

export const showFeed = async (world: World): Promise<BiFeedCalls['feed/show']['output']> =>
  (await world.console('administrator')('feed/show', {})) as BiFeedCalls['feed/show']['output'];

export async function makeToken(world: World, name = 'Power BI', days = 90): Promise<string> {
  const asked = { name, endsAt: world.now() + days * DAY };
  const { token } = (await world.console('administrator')(
    'feed/create',
    asked,
  )) as BiFeedCalls['feed/create']['output'];
  return token;
}
