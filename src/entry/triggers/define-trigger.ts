import { InvocationError, InvocationErrorCode } from '@forge/events';
import type * as z from '#zod';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';

const MAX_RETRY_AFTER_SECONDS = 900;
const DEFAULT_RETRY_AFTER_SECONDS = 30;

/**
 * A trigger: parse, run, and ask the platform to come again when the failure may pass. Events are hints, so
 * one that cannot be read is logged and dropped; the reconcile finds what it was about.
 */
export function defineTrigger<E extends z.ZodType>(
  name: string,
  schema: E,
  run: (event: z.infer<E>, now: number) => Promise<void>,
): (event: unknown) => Promise<InvocationError | undefined> {
  return async (event) => {
    const parsed = schema.safeParse(event);
    if (!parsed.success) {
      log.error('an event could not be read', parsed.error, { trigger: name });
      return undefined;
    }
    try {
      await run(parsed.data, Date.now());
      return undefined;
    } catch (error) {
      log.error('a trigger failed', error, { trigger: name });
      return error instanceof SeatkeeperError && error.retryable ? again(error) : undefined;
    }
  };
}

const again = ({ retryAfterSeconds }: SeatkeeperError): InvocationError =>
  new InvocationError({
    retryAfter: Math.min(retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS),
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    retryData: {},
  });
