import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Installation } from '../installation';
import { LIMITS } from '../limits';
import type { ProductSite } from '../product';
import { CHECKSUM_TYPES, checksumOf } from './checksum';
import type { StoredObject } from './object-store';

/** What an app says of an object before it is uploaded. */
export const uploadRequest = z.object({
  key: z.string().min(1),
  length: z.number().int().min(0),
  checksum: z.string().min(1),
  checksumType: z.enum(CHECKSUM_TYPES),
  ttlSeconds: z.number().positive().optional(),
  overwrite: z.boolean().default(true),
});
export type UploadRequest = z.infer<typeof uploadRequest>;

type Grant = { readonly installation: Installation; readonly expiresAt: number } & (
  | { readonly may: 'upload'; readonly upload: UploadRequest }
  | { readonly may: 'download'; readonly key: string }
);

const PATH = '/sandbox/objects/';

/**
 * Pre-signed addresses, under which one object can be uploaded or downloaded for an hour without credentials. How
 * Forge refuses a use that an address does not allow is not documented: 403, or 400 where the content is not what
 * was announced, or 412 where an object may not be overwritten.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/object-store-api/
 */
export class ObjectAddresses {
  private readonly grants = new Map<string, Grant>();

  /**
   * @param now milliseconds since the epoch
   * @param baseUrlOf where a site is served
   */
  constructor(
    private readonly now: () => number,
    private readonly baseUrlOf: (site: ProductSite) => string,
  ) {}

  toUpload(installation: Installation, upload: UploadRequest): string {
    return this.grant({ installation, may: 'upload', upload, expiresAt: this.expiry() });
  }

  toDownload(installation: Installation, key: string): string {
    return this.grant({ installation, may: 'download', key, expiresAt: this.expiry() });
  }

  forget(installation: Installation): void {
    for (const [id, grant] of this.grants) if (grant.installation === installation) this.grants.delete(id);
  }

  /** Whether a URL is one of these addresses, still valid or not. */
  knows(url: string): boolean {
    const { origin } = new URL(url);
    const grant = this.grants.get(idIn(url));
    return grant !== undefined && origin === new URL(this.baseUrlOf(grant.installation.site)).origin;
  }

  async answer(request: Request): Promise<Response> {
    const grant = this.grants.get(idIn(request.url));
    if (!grant || grant.expiresAt <= this.now())
      return refusal(403, 'The address is not valid, or no longer');
    const { objects } = grant.installation;
    if (grant.may === 'download' && request.method === 'GET') {
      const object = objects.get(grant.key);
      return object
        ? download(object, request.headers.get('range'))
        : refusal(404, 'There is no such object');
    }
    if (grant.may !== 'upload' || request.method !== 'PUT')
      return refusal(403, `The address does not allow ${request.method}`);
    const { key, length, checksum, checksumType, ttlSeconds, overwrite } = grant.upload;
    const content = new Uint8Array(await request.arrayBuffer());
    if (content.length !== length || checksumOf(content, checksumType) !== checksum)
      return refusal(400, 'The content is not the one that was announced, by its length or its checksum');
    if (!overwrite && objects.get(key)) return refusal(412, 'There is such an object already');
    const contentType = request.headers.get('content-type') ?? 'application/octet-stream';
    objects.put(key, { content, checksum, contentType }, ttlSeconds);
    return new Response(null, { status: 200 });
  }

  private expiry(): number {
    return this.now() + LIMITS.objects.urlMs;
  }

  private grant(grant: Grant): string {
    const id = randomUUID();
    this.grants.set(id, grant);
    return `${this.baseUrlOf(grant.installation.site)}${PATH}${id}`;
  }
}

function idIn(url: string): string {
  const { pathname } = new URL(url);
  return pathname.startsWith(PATH) ? pathname.slice(PATH.length) : '';
}

const refusal = (status: number, message: string): Response => new Response(message, { status });

/** The object, or the part of it that a `Range` header with one range asks for. */
function download({ content, contentType }: StoredObject, range: string | null): Response {
  const headers = { 'content-type': contentType, 'accept-ranges': 'bytes' };
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (!asked) return new Response(Buffer.from(content), { headers });
  const first = Number(asked[1]);
  const last = Math.min(asked[2] === '' ? Infinity : Number(asked[2]), content.length - 1);
  if (first > last) return refusal(416, 'There is no such part of the object');
  return new Response(Buffer.from(content.subarray(first, last + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${content.length}` },
  });
}
