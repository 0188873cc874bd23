import { z } from 'zod';
import { LIMITS, USUAL_MS } from '../limits';
import { uploadRequest } from '../objects/object-addresses';
import { answer } from './answer';
import { report, since, storageRefusal, type Caller, type SeamHost, type Service } from './service';

const keyed = z.object({ key: z.string().min(1), cdn: z.literal(false).optional() });
const onCdn = z.looseObject({ cdn: z.literal(true) });

const ADDRESSES = ['upload-url', 'public-upload-url', 'download-url', 'public-download-url'];

/**
 * The object store behind `@forge/object-store`: what is known of objects, and the addresses under which they come
 * and go. How Forge words a refusal is documented for the rates alone.
 * @see https://developer.atlassian.com/platform/forge/storage-reference/object-store-api/
 */
export const serveObjects: Service = (host, caller, path, init, delayMs) => {
  const started = performance.now();
  const operation = path.replace('api/v1/', '');
  const text = init.body ?? '{}';
  const body: unknown = JSON.parse(text);
  const response = storageRefusal(host, caller) ?? respond(host, caller, operation, text, body);
  const key = z.looseObject({ key: z.string() }).safeParse(body).data?.key ?? '';
  caller.record.calls.push({ kind: 'objects', operation, key, status: response.status, ms: since(started) });
  return Promise.resolve({ response, ms: USUAL_MS.objects + delayMs });
};

function respond(host: SeamHost, caller: Caller, operation: string, text: string, body: unknown): Response {
  const refuse = (kind: 'limit' | 'seam', status: number, code: string, message: string): Response => {
    report(caller, kind, message);
    return answer(status, { code, message });
  };
  if (host.manifest.modulesOf('objectStore').length === 0)
    return refuse('seam', 403, 'APP_NOT_ENABLED', 'The manifest declares no objectStore module');
  if (operation === 'cdn-url' || onCdn.safeParse(body).success)
    return refuse('seam', 501, 'NOT_MODELLED', 'The sandbox does not model the CDN of the object store');
  const { objectRequests, objectUrls } = caller.installation.meters;
  const at = host.now();
  if (!objectRequests.take(at) || (ADDRESSES.includes(operation) && !objectUrls.take(at)))
    return refuse('limit', 429, 'TOO_MANY_REQUESTS', 'The rate limit of the object store is exceeded');
  if (Buffer.byteLength(text) > LIMITS.objects.requestBytes)
    return refuse('limit', 413, 'PAYLOAD_TOO_LARGE', 'A request to the object store is larger than 1 kB');
  try {
    return perform(host, caller, operation, body);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return refuse('limit', 400, 'VALIDATION_ERROR', z.prettifyError(error));
  }
}

/** @throws {z.ZodError} for a request of the wrong shape, or for an object that is too large */
function perform(host: SeamHost, caller: Caller, operation: string, body: unknown): Response {
  const { installation } = caller;
  const { objects } = installation;
  switch (operation) {
    case 'metadata': {
      const { key } = keyed.parse(body);
      const object = objects.get(key);
      if (!object) return answer(404, NOT_FOUND);
      const { checksum, contentType, content, createdAt } = object;
      const size = content.length;
      return answer(200, { key, checksum, size, createdAt: new Date(createdAt).toISOString(), contentType });
    }
    case 'delete':
      objects.delete(keyed.parse(body).key);
      return answer(204);
    case 'upload-url':
    case 'public-upload-url': {
      const upload = uploadOfAllowedSize.parse(body);
      return answer(200, { url: host.objects.toUpload(installation, upload) });
    }
    case 'download-url':
    case 'public-download-url': {
      const { key } = keyed.parse(body);
      // the SDK answers undefined where there is nothing
      if (!objects.get(key)) return answer(404, NOT_FOUND);
      return answer(200, { url: host.objects.toDownload(installation, key) });
    }
    default:
      report(caller, 'seam', `The sandbox does not model the object store's '${operation}'`);
      return answer(501, { code: 'NOT_MODELLED', message: `'${operation}' is not modelled` });
  }
}

const NOT_FOUND = { code: 'KEY_NOT_FOUND', message: 'There is no such object' };

const uploadOfAllowedSize = uploadRequest.refine(({ length }) => length <= LIMITS.objects.bytes, {
  path: ['length'],
  message: 'An object is larger than 1 GB',
});
