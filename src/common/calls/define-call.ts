import type { z } from 'zod';
import { issuesText } from '../contract/issues-text';
import { SeatkeeperError } from '../rules/errors';
import type { ResolverContext } from './resolver-context';

/** What a call runs with: who is calling and on what page, both from the platform, and the time. */
export interface CallContext<E> {
  readonly accountId: string;
  /** Whether the account may use Jira itself, not only the portal. */
  readonly isLicensed: boolean;
  readonly extension: E;
  /** Where people reach the site; empty when the platform does not say. */
  readonly siteUrl: string;
  readonly now: number;
  /** Milliseconds since the call began, for what has to end within the time that a call has. */
  readonly elapsed: () => number;
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
export type DefinedCall = (
  payload: unknown,
  context: ResolverContext,
  clock: () => number,
) => Promise<unknown>;

export function defineCall<I extends z.ZodType, E extends z.ZodType, O>(
  definition: CallDefinition<I, E, O>,
): DefinedCall {
  return async (payload, context, clock) => {
    const now = clock();
    const extension = definition.extension.safeParse(context.extension);
    if (!extension.success)
      throw new SeatkeeperError('forbidden', 'This cannot be done here.', { cause: extension.error });
    // what the platform calls visitors without an account; nothing here is for them
    if (context.accountId === 'unidentified') throw forbidden('Sign in first.');
    const isLicensed = context.accountType === 'licensed';
    const { accountId, siteUrl = '' } = context;
    const elapsed = (): number => clock() - now;
    const call = { accountId, isLicensed, extension: extension.data, siteUrl, now, elapsed };
    await definition.authorize(call);
    const input = definition.input.safeParse(payload ?? {});
    if (!input.success) throw new SeatkeeperError('invalid', issuesText(input.error), { cause: input.error });
    return definition.run(input.data, call);
  };
}

/** Keys of a contract's outputs, each with its definition: a call that is missing does not compile. */
export type CallMap<Outputs> = { readonly [Key in keyof Outputs]: DefinedCall };

export const forbidden = (message: string): SeatkeeperError => new SeatkeeperError('forbidden', message);
