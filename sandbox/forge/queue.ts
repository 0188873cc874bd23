import { member } from '../untyped';

/** One event as `Queue.push` hands it over. */
export interface QueueEvent {
  readonly body: Readonly<Record<string, unknown>>;
  readonly delayInSeconds?: number | undefined;
  readonly concurrency?: { readonly key: string; readonly limit: number } | undefined;
}

/** What a function may return to be called again: an `InvocationError` of @forge/events. */
export interface RetryRequest {
  readonly retryAfterSeconds: number;
  readonly reason: string;
  readonly data: unknown;
}

const MAX_RETRY_AFTER_SECONDS = 900;

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
    retryAfterSeconds: Math.min(typeof after === 'number' ? after : 1, MAX_RETRY_AFTER_SECONDS),
    reason: typeof reason === 'string' ? reason : 'FUNCTION_RETRY_REQUEST',
    data: member(options, 'retryData'),
  };
}
