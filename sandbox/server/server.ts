import { serve, type ServerType } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Caller } from '../forge/product';
import { WEB_TRIGGER_PATHS } from '../forge/web-triggers';
import { isAdministrator } from '../jsm/access';
import type { Account } from '../jsm/model';
import type { Sandbox, SandboxSite } from '../sandbox';
import { avatarSvg } from './avatar';
import { pageApi } from './page-api';
import type { PageAssets } from './page-bundles';
import { callObjectStore } from './object-route';
import { callWebTrigger } from './web-trigger-route';

const PERSON_COOKIE = 'sandbox-person';
const SURFACE_HEADER = 'x-sandbox-module';
const IDLE_CONNECTION_MS = 60_000;
const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export interface ServerOptions {
  readonly sandbox: Sandbox;
  readonly site: SandboxSite;
  readonly assets: PageAssets;
  /** What every person's API token is, for Basic authentication with their e-mail address. */
  readonly token: string;
  /** 0 for any free port. */
  readonly port: number;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves one site on the loopback interface: Jira's REST API, the sandbox's pages, and the app's surfaces. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = routes(options);
  const { server, port } = await listen(app, options.port);
  options.sandbox.host.webTriggers.baseUrls.set(options.site.cloudId, `http://localhost:${port}`);
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listen(app: Hono, wanted: number): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: wanted, hostname: '127.0.0.1' }, ({ port }) => {
      resolve({ server, port });
    });
    // longer than a client in the same busy process is late, which else sends on a connection that was just closed
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = IDLE_CONNECTION_MS;
    server.on('error', reject);
  });
}

function routes({ sandbox, site, assets, token }: ServerOptions): Hono {
  const app = new Hono();
  const viewerOf = (context: Context): Account | undefined => {
    const account = site.jsm.accounts.get(getCookie(context, PERSON_COOKIE) ?? '');
    return account?.active ? account : undefined;
  };

  // a page of another origin must not act with this one's cookie, nor reach it by a rebound name
  app.use(async (context, next) => {
    const host = (context.req.header('host') ?? '').replace(/:\d+$/, '');
    const origin = context.req.header('origin');
    const foreign = origin !== undefined && origin !== `http://${context.req.header('host') ?? ''}`;
    if (!LOCAL_NAMES.includes(host) || foreign)
      return context.text('Only pages of this sandbox may call it.', 403);
    await next();
    return undefined;
  });

  for (const path of WEB_TRIGGER_PATHS)
    app.all(`${path}*`, (context) => callWebTrigger(sandbox.host, context));

  app.all('/sandbox/objects/*', (context) => callObjectStore(sandbox.host, context));

  app.all('/rest/*', async (context) => {
    const caller = signedIn(site, context.req.header('authorization'), token) ?? viewerOf(context);
    if (caller === 'refused')
      return context.json({ errorMessages: ['Wrong e-mail address or token.'], errors: {} }, 401);
    const { req } = context;
    const body = req.method === 'GET' || req.method === 'HEAD' ? undefined : await req.text();
    const url = new URL(req.url);
    const path = `${url.pathname}${url.search}`;
    const init = {
      method: req.method,
      headers: { 'content-type': req.header('content-type') ?? '' },
      ...(body === undefined ? {} : { body }),
    };
    // a surface of the app calls with the viewer's permissions and no more than the app's scopes
    if (req.header(SURFACE_HEADER) !== undefined) {
      const user: Caller = caller ? { kind: 'user', accountId: caller.accountId } : { kind: 'anonymous' };
      const { scopes } = sandbox.host.manifest;
      const { response } = await site.call(user, new Request(new URL(path, site.url), init), (sets) =>
        sets.some((set) => set.every((scope) => scopes.includes(scope))),
      );
      return streamed(response);
    }
    return streamed(await site.fetchAs(caller?.accountId, path, init));
  });

  app.post('/sandbox/api/person', async (context) => {
    const { accountId } = z.object({ accountId: z.string() }).parse(await context.req.json());
    setCookie(context, PERSON_COOKIE, accountId, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return context.json({ accountId });
  });
  app.route('/sandbox/api', pageApi(sandbox, site, viewerOf));
  app.get('/sandbox/avatar/:accountId', (context) => {
    const account = site.jsm.accounts.get(context.req.param('accountId'));
    return context.body(avatarSvg(account?.displayName ?? '?'), 200, { 'content-type': 'image/svg+xml' });
  });
  app.get('/sandbox/assets/:file', (context) => {
    const asset = assets.get(context.req.param('file'));
    return asset ? context.body(asset.body, 200, { 'content-type': asset.type }) : context.notFound();
  });
  // a surface looks for its translations beside its page; the sandbox serves none
  app.get('*', (context) =>
    context.req.path.includes('/__LOCALES__/') ? context.notFound() : context.html(PAGE),
  );
  return app;
}

/** The same with a body as Node has it: the server takes it from the inside of a response, not by `body`. */
const streamed = (response: Response): Response => new Response(response.body, response);

/**
 * Whom a client acts for. Basic authentication names a person by their e-mail address; a Bearer token is the sandbox's
 * own, for an administrator, or for the person whose address stands before it. Undefined when nobody signs in.
 */
function signedIn(
  site: SandboxSite,
  header: string | undefined,
  token: string,
): Account | 'refused' | undefined {
  const [, scheme = '', sent = ''] = /^(Basic|Bearer) (.+)$/.exec(header ?? '') ?? [];
  if (scheme === '') return undefined;
  const credentials = scheme === 'Basic' ? Buffer.from(sent, 'base64').toString('utf8') : sent;
  if (scheme === 'Bearer' && credentials === token)
    return [...site.jsm.accounts.values()].find(isAdministrator) ?? 'refused';
  const [email = '', given = ''] = credentials.split(/:(.*)/s);
  const account = site.jsm.accountByEmail(email);
  return given === token && account?.active && account.kind !== 'app' ? account : 'refused';
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sandbox</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/sandbox/assets/host.css" />
  </head>
  <body>
    <div id="root"></div>
    <script src="/sandbox/assets/host.js"></script>
  </body>
</html>
`;
