import { z } from 'zod';
import { member } from '../untyped';
import { LIMITS } from './limits';

const queueEvent = z.object({
  body: z.record(z.string(), z.unknown()),
  delayInSeconds: z.number().min(0).max(LIMITS.events.delaySeconds).optional(),
  concurrency: z.object({ key: z.string().min(1), limit: z.number().int().positive() }).optional(),
});

/** One push as `@forge/events` sends it. */
export const queuePush = z.object({
  queueName: z.string(),
  jobId: z.string(),
  payload: z.array(queueEvent),
});

/** One event as `Queue.push` hands it over. */
export type QueueEvent = z.infer<typeof queueEvent>;
export type QueuePush = z.infer<typeof queuePush>;

/** What a function may return to be called again: an `InvocationError` of @forge/events. */
export interface RetryRequest {
  readonly retryAfterSeconds: number;
  readonly reason: string;
  readonly data: unknown;
}

/**
 * Reads the retry that a trigger or consumer asked for by returning an InvocationError.
 * @see https://developer.atlassian.com/platform/forge/events-reference/product_events/
 */
export function retryRequestIn(result: unknown): RetryRequest | undefined {
  if (member(result, '_retry') !== true) return undefined;
  const options = member(result, 'retryOptions');
  const after = member(options, 'retryAfter');
  const reason = member(options, 'retryReason');
  return {
    retryAfterSeconds: Math.min(typeof after === 'number' ? after : 1, LIMITS.events.retryAfterSeconds),
    reason: typeof reason === 'string' ? reason : 'FUNCTION_RETRY_REQUEST',
    data: member(options, 'retryData'),
  };
}

/** @returns why Forge would not retry with such data, if so */
export function faultOfRetryData(data: unknown): string | undefined {
  if (data === undefined) return undefined;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'retryData must be an object';
  return Buffer.byteLength(JSON.stringify(data)) > LIMITS.events.retryDataBytes
    ? 'retryData is larger than 4 KB'
    : undefined;
}

/** Milliseconds before the platform tries again by itself: doubling from five seconds up to a quarter of an hour. */
export const backoffMs = (retries: number): number =>
  Math.min(5 * 2 ** retries, LIMITS.events.retryAfterSeconds) * 1_000;
