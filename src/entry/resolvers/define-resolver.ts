import Resolver from '@forge/resolver';
import type { CallMap, DefinedCall } from '../../common/calls/define-call';
import { resolverContextSchema } from '../../common/calls/resolver-context';
import { log } from '../../common/forge/log';
import { ensureSchema } from '../../common/store/migrations';
import type { Result } from '../../common/contract/result';
import { SeatkeeperError } from '../../common/rules/errors';

/**
 * A resolver function: parse, authorize, run, and answer errors as data with a message that people may read.
 * Everything else about an error goes to the log only.
 */
export function defineResolver<Outputs>(calls: CallMap<Outputs>): ReturnType<Resolver['getDefinitions']> {
  const resolver = new Resolver();
  for (const [key, call] of Object.entries<DefinedCall>(calls)) {
    resolver.define(key, async (request): Promise<Result<unknown>> => {
      try {
        const context = resolverContextSchema.parse(request.context);
        await ensureSchema(context.installContext);
        return { ok: true, data: await call(request.payload, context, Date.now) };
      } catch (error) {
        return { ok: false, error: describe(error, key) };
      }
    });
  }
  return resolver.getDefinitions();
}

/** What people may read of an error; the rest goes to the log. */
export function describe(error: unknown, key: string): { code: string; message: string; retryable: boolean } {
  if (!(error instanceof SeatkeeperError)) {
    log.error('a call failed', error, { key });
    return {
      code: 'unavailable',
      message: 'Something went wrong on our side. Try again in a moment.',
      retryable: true,
    };
  }
  if (error.cause !== undefined) log.error('a call was refused', error, { key });
  return { code: error.code, message: error.message, retryable: error.retryable };
}
