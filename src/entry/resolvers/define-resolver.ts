import Resolver from '@forge/resolver';
import type { z } from 'zod';
import { log } from '../../common/forge/log';
import { ensureSchema } from '../../common/store/migrations';
import { inputProblems, inWords } from '../../common/contract/issues-text';
import type { Result } from '../../common/contract/result';
import { SeatkeeperError } from '../../common/rules/errors';
import { resolverContextSchema, type ResolverContext } from '../platform-context';
import { entryMessages } from '../messages';
import { commonMessages } from '../../common/rules/messages';

/** What a call runs with: who is calling and on what page, both from the platform, and the time. */
export interface CallContext<E> {
  readonly accountId: string;
  /** Whether the account may use Jira itself, not only the portal. */
  readonly isLicensed: boolean;
  readonly extension: E;
  /** Where people reach the site; empty when the platform does not say. */
  readonly siteUrl: string;
  readonly now: number;
}

/** One call of a resolver function, with its permission stated where it is defined. */
export interface CallDefinition<I extends z.ZodType, E extends z.ZodType, O> {
  readonly input: I;
  /** The part of the module's context that the call needs; a page without it cannot make the call. */
  readonly extension: E;
  /** @throws {SeatkeeperError} `forbidden` for everybody who may not */
  readonly authorize: (context: CallContext<z.infer<E>>) => Promise<void> | void;
  readonly run: (input: z.infer<I>, context: CallContext<z.infer<E>>) => Promise<O>;
}

/** A call whose types are only known to itself. */
export type DefinedCall = (payload: unknown, context: ResolverContext, now: number) => Promise<unknown>;

export function defineCall<I extends z.ZodType, E extends z.ZodType, O>(
  definition: CallDefinition<I, E, O>,
): DefinedCall {
  return async (payload, context, now) => {
    const extension = definition.extension.safeParse(context.extension);
    if (!extension.success)
      throw new SeatkeeperError('forbidden', entryMessages.notHere, { cause: extension.error });
    // what the platform calls visitors without an account; nothing here is for them
    if (context.accountId === 'unidentified') throw forbidden(entryMessages.signIn);
    const isLicensed = context.accountType === 'licensed';
    const { accountId, siteUrl = '' } = context;
    const call = { accountId, isLicensed, extension: extension.data, siteUrl, now };
    await definition.authorize(call);
    const input = definition.input.safeParse(payload ?? {}, { error: inWords });
    if (!input.success)
      throw new SeatkeeperError('invalid', inputProblems(input.error), { cause: input.error });
    return definition.run(input.data, call);
  };
}

/** Keys of a contract's outputs, each with its definition: a call that is missing does not compile. */
export type CallMap<Outputs> = { readonly [Key in keyof Outputs]: DefinedCall };

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
        return { ok: true, data: await call(request.payload, context, Date.now()) };
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
      message: commonMessages.somethingWentWrong,
      retryable: true,
    };
  }
  if (error.cause !== undefined) log.error('a call was refused', error, { key });
  return { code: error.code, message: error.message, retryable: error.retryable };
}

export const forbidden = (message: string): SeatkeeperError => new SeatkeeperError('forbidden', message);
