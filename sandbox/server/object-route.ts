import type { Context } from 'hono';
import type { ForgeHost } from '../forge/forge-host';

/** Takes a request to a pre-signed address to the object store. */
export const callObjectStore = (host: ForgeHost, { req }: Context): Promise<Response> =>
  host.objects.answer(req.raw);
