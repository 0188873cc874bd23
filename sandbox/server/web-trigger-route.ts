import type { Context } from 'hono';
import type { ForgeHost } from '../forge/forge-host';
import { HostRefusal } from '../forge/host-refusal';

/** Takes a request to `/x1/<id>/…` or `/public/<id>/…`, the public address of a web trigger, to the app's function. */
export async function callWebTrigger(host: ForgeHost, context: Context): Promise<Response> {
  const { req } = context;
  const url = new URL(req.url);
  const [, , id = '', ...rest] = url.pathname.split('/');
  try {
    const { status, headers, body } = await host.callWebTrigger(id, {
      method: req.method,
      path: url.pathname,
      userPath: rest.length > 0 ? `/${rest.join('/')}` : '',
      headers: Object.entries(req.header()),
      query: [...url.searchParams],
      body: await req.text(),
    });
    const hasBody = ![204, 205, 304].includes(status);
    return new Response(hasBody ? body : null, {
      status,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
    });
  } catch (error) {
    if (error instanceof HostRefusal) return context.text(error.message, error.status);
    throw error;
  }
}
