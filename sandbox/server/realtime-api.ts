import { Hono } from 'hono';
import { z } from 'zod';
import { RealtimeRefusal, type UiPlace } from '../forge/realtime/realtime-channels';
import type { Sandbox, SandboxSite } from '../sandbox';
import { extensionAt, placeSchema } from './extension';
import type { Viewer } from './viewer';

type Send = (event: string, data: string) => void;

interface OpenPage {
  send: Send | undefined;
  readonly subscriptions: Map<string, () => void>;
}

const RECONNECT_MS = 5_000;

/** The pages that are open and what their surfaces have subscribed to; each hears through its one stream. */
export class OpenPages {
  private readonly pages = new Map<string, OpenPage>();

  /** @returns says that the page's stream has ended; a browser whose stream broke has a while to open it anew */
  open(id: string, send: Send): () => void {
    const page = this.page(id);
    page.send = send;
    return () => {
      setTimeout(() => {
        if (page.send !== send) return;
        for (const stop of page.subscriptions.values()) stop();
        this.pages.delete(id);
      }, RECONNECT_MS).unref();
    };
  }

  /** The page that `id` names, whether or not its stream has opened yet. */
  page(id: string): OpenPage {
    const page = this.pages.get(id) ?? { send: undefined, subscriptions: new Map<string, () => void>() };
    this.pages.set(id, page);
    return page;
  }
}

const options = z
  .object({ token: z.string().optional(), contextOverrides: z.array(z.string()).optional() })
  // what only the sandbox lacks must not go by unnoticed
  .strict()
  .optional();
const channel = z.object({
  moduleKey: z.string(),
  place: placeSchema,
  channelName: z.string(),
  isGlobal: z.boolean(),
  options,
});
const subscription = channel.extend({ page: z.string(), id: z.string() });
const publication = channel.extend({ eventPayload: z.unknown() });

/** Realtime as the bridge of a surface asks for it, in the viewer's name. */
export function realtimeApi(sandbox: Sandbox, site: SandboxSite, viewerOf: Viewer, pages: OpenPages): Hono {
  const api = new Hono();
  const { host } = sandbox;

  const placeOf = (asked: z.infer<typeof channel>, accountId: string | undefined): UiPlace => {
    const { moduleKey } = asked;
    const extension = extensionAt(site.jsm, host.manifest.module(moduleKey).type, asked.place);
    const refusal = host.refusalToUse({ site, moduleKey, accountId, extension });
    if (refusal !== undefined) throw new RealtimeRefusal('Unauthorized request');
    return { moduleKey, extension };
  };
  const requestOf = ({ channelName, isGlobal, options: given }: z.infer<typeof channel>) => ({
    name: channelName,
    isGlobal,
    ...given,
  });

  api.post('/subscriptions', async (context) => {
    const asked = subscription.parse(await context.req.json());
    const place = placeOf(asked, viewerOf(context)?.accountId);
    const page = pages.page(asked.page);
    page.subscriptions.get(asked.id)?.();
    const listener = (payload: unknown): void => {
      page.send?.('realtime', JSON.stringify({ id: asked.id, payload }));
    };
    const installation = host.installationOf(site);
    page.subscriptions.set(
      asked.id,
      host.realtime.subscribe(installation, requestOf(asked), place, listener),
    );
    return context.json({});
  });

  api.delete('/subscriptions/:page/:id', (context) => {
    const page = pages.page(context.req.param('page'));
    page.subscriptions.get(context.req.param('id'))?.();
    page.subscriptions.delete(context.req.param('id'));
    return context.json({});
  });

  api.post('/events', async (context) => {
    const asked = publication.parse(await context.req.json());
    const place = placeOf(asked, viewerOf(context)?.accountId);
    const installation = host.installationOf(site);
    return context.json(host.realtime.publish(installation, requestOf(asked), place, asked.eventPayload));
  });
  return api;
}
