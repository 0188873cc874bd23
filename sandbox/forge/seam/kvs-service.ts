import { z } from 'zod';
import { USUAL_MS } from '../limits';
import { report, since, storageRefusal, type Service } from './service';

const keyed = z.looseObject({ key: z.string() });

/** The key-value store behind `@forge/kvs`. */
export const serveKvs: Service = (host, caller, path, init, delayMs) => {
  const ms = USUAL_MS.kvs + delayMs;
  const refusal = storageRefusal(host, caller);
  if (refusal) return Promise.resolve({ response: refusal, ms });
  const started = performance.now();
  const text = init.body ?? '{}';
  const body: unknown = JSON.parse(text);
  const { response, limit } = caller.installation.kvs.handle(path, body, host.now());
  if (response.status === 501) report(caller, 'seam', `The sandbox does not model KVS ${path}`);
  if (limit !== undefined) report(caller, 'limit', limit);
  const operation = path.replace('/api/v1/', '');
  const key = keyed.safeParse(body).data?.key ?? '';
  caller.record.calls.push({ kind: 'kvs', operation, key, bytes: text.length, ms: since(started) });
  return Promise.resolve({ response, ms });
};
