import { z } from 'zod';
import { LIMITS, USUAL_MS } from '../limits';
import { queuePush, type QueuePush } from '../queue';
import { timeoutOf } from '../timeouts';
import { answer } from './answer';
import { report, type Caller, type SeamHost, type Service } from './service';

const jobRequest = z.object({ queueName: z.string(), jobId: z.string() });

/**
 * Pushes to async event queues, and the state of their jobs. The SDK sends its paths with the placeholders of
 * its template still in them.
 * @see https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/
 */
export const serveQueue: Service = (host, caller, path, init, delayMs) => {
  const text = init.body ?? '{}';
  const body: unknown = JSON.parse(text);
  const [, , , operation] = path.split('/');
  return Promise.resolve({
    response: respond(host, caller, operation ?? '', body),
    ms: USUAL_MS.queue + delayMs,
  });
};

function respond(host: SeamHost, caller: Caller, operation: string, body: unknown): Response {
  if (operation === 'publish') return publish(host, caller, body);
  const { queueName, jobId } = jobRequest.parse(body);
  if (operation === 'stats') {
    const stats = host.queues.stats(caller.installation, queueName, jobId);
    return stats ? answer(200, stats) : answer(404, { message: 'There is no such job' });
  }
  return host.queues.cancel(caller.installation, queueName, jobId)
    ? answer(204)
    : answer(404, { message: 'There is no such job' });
}

function publish(host: SeamHost, caller: Caller, body: unknown): Response {
  const parsed = queuePush.safeParse(body);
  const refuse = (kind: 'limit' | 'seam', status: number, errorMessage: string): Response => {
    report(caller, kind, errorMessage);
    return answer(status, { errorMessage, message: errorMessage });
  };
  if (!parsed.success) return refuse('limit', 400, z.prettifyError(parsed.error));
  const push = parsed.data;
  const consumer = host.manifest.modulesOf('consumer').find((module) => module['queue'] === push.queueName);
  if (!consumer) {
    return refuse('seam', 400, `The manifest declares no consumer of the queue '${push.queueName}'`);
  }
  const { perPush, pushBytes, longRunningEventBytes } = LIMITS.events;
  if (push.payload.length > perPush) return refuse('limit', 400, 'At most 50 events a push');
  if (sizeOf(push.payload) > pushBytes) return refuse('limit', 413, 'The push is larger than 200 KB');
  const timeoutMs = timeoutOf(host.manifest, 'consumer', consumer.function ?? '');
  if (timeoutMs > LIMITS.invocation.longTimeoutMs) {
    const large = push.payload.find((event) => sizeOf(event) > longRunningEventBytes);
    if (large) return refuse('limit', 413, 'An event for a long-running consumer is larger than 100 KB');
  }
  if (!caller.installation.meters.events.take(host.now(), push.payload.length)) {
    return refuse('limit', 429, 'More than 500 events in a minute');
  }
  if (caller.chain.pushes >= LIMITS.events.pushesPerChain)
    return refuse('limit', 405, 'More than 1,000 pushes follow from one another');
  return accept(host, caller, push);
}

function accept(host: SeamHost, caller: Caller, push: QueuePush): Response {
  caller.chain.pushes++;
  host.queues.push(caller.installation, push, caller.chain);
  caller.record.calls.push({ kind: 'queue', queue: push.queueName, events: push.payload.length, ms: 0 });
  return answer(201, {});
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
