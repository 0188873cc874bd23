import Resolver from '@forge/resolver';
import type { DefinedCalls } from '../../common/calls/define-call';
import { resolverContextSchema } from '../../common/calls/resolver-context';
import { log } from '../../common/forge/log';
import { requireSchema } from '../../common/store/require-schema';
import type { AnyCalls } from '../../common/contract/calls';
import type { Result } from '../../common/contract/result';
import { SeatkeeperError } from '../../common/rules/errors';
import { commonMessages } from '../../common/rules/messages';

/** The calls of each contract that a surface is made of: one that is missing, or another's, does not compile. */
export type CallsOfSurface<Surface extends Readonly<Record<keyof Surface, AnyCalls>>> = {
  readonly [Part in keyof Surface]: DefinedCalls<Surface[Part]>;
};

/**
 * A resolver function: parse, authorize, run, and answer errors as data with a message that people may read.
 * Everything else about an error goes to the log only.
 * @throws {Error} at the start, when two contracts have calls of one name
 */
export function defineResolver<Surface extends Readonly<Record<keyof Surface, AnyCalls>>>(
  parts: CallsOfSurface<Surface>,
): ReturnType<Resolver['getDefinitions']> {
  const resolver = new Resolver();
  const known = new Set<string>();
  for (const part in parts) {
    for (const [key, call] of parts[part].byKey) {
      if (known.has(key)) throw new Error(`two calls are named ${key}`);
      known.add(key);
      resolver.define(key, async (request): Promise<Result<unknown>> => {
        try {
          const context = resolverContextSchema.parse(request.context);
          await requireSchema();
          return { ok: true, data: await call(request.payload, context, Date.now) };
        } catch (error) {
          return { ok: false, error: describe(error, key) };
        }
      });
    }
  }
  return resolver.getDefinitions();
}

/** What people may read of an error; the rest goes to the log. */
export function describe(error: unknown, key: string): { code: string; message: string; retryable: boolean } {
  if (!(error instanceof SeatkeeperError)) {
    log.error('a call failed', error, { key });
    return {
      code: 'unavailable',
      message: commonMessages.somethingWentWrong,
      retryable: true,
    };
  }
  if (error.cause !== undefined) log.error('a call was refused', error, { key });
  return { code: error.code, message: error.message, retryable: error.retryable };
}
