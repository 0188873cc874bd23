import type * as z from '#zod';
import type { AnyCalls, InputsOf } from '../contract/calls';
import { inputProblems, inWords } from '../contract/issues-text';
import { accountTypeOf, type AccountType } from '../rules/account-type';
import { SeatkeeperError } from '../rules/errors';
import { commonMessages } from '../rules/messages';
import type { Allows } from './allows';
import type { ResolverContext } from './resolver-context';

/** What a call runs with: who is calling and on what page, both from the platform, and the time. */
export interface CallContext<E> {
  readonly accountId: string;
  readonly accountType: AccountType;
  readonly extension: E;
  /** Where people reach the site; empty when the platform does not say. */
  readonly siteUrl: string;
  readonly now: number;
  /** Milliseconds since the call began, for what has to end within the time that a call has. */
  readonly elapsed: () => number;
}

/** On what page a call can be made, and by whom. */
export interface Permission<E extends z.ZodType> {
  /** The part of the module's context that the call needs; a page without it cannot make the call. */
  readonly extension: E;
  /** @throws {SeatkeeperError} `forbidden` for everybody who may not */
  readonly authorize: (context: CallContext<z.output<E>>) => Promise<void> | void;
}

interface CallDefinition<E extends z.ZodType, Input, Output> extends Permission<E> {
  /** What each kind of caller has to get. It is stated for each call anew, so that a permission taken by mistake shows. */
  readonly allows: Allows;
  readonly run: (input: Input, context: CallContext<z.output<E>>) => Promise<Output>;
}

/** A call whose page is only known to itself. */
export interface OpenCall<Input, Output> {
  readonly allows: Allows;
  /** Lets in who may, and gives what runs once the payload is parsed. */
  readonly open: (
    context: ResolverContext,
    clock: () => number,
  ) => Promise<(input: Input) => Promise<Output>>;
}

/** One call, with its permission stated where it is defined; the contract says by its key what goes in and out. */
export function defineCall<E extends z.ZodType, Input, Output>({
  extension,
  authorize,
  allows,
  run,
}: CallDefinition<E, Input, Output>): OpenCall<Input, Output> {
  const open: OpenCall<Input, Output>['open'] = async (context, clock) => {
    const now = clock();
    const page = extension.safeParse(context.extension);
    if (!page.success) throw new SeatkeeperError('forbidden', commonMessages.notHere, { cause: page.error });
    // what the platform calls visitors without an account; nothing here is for them
    if (context.accountId === 'unidentified') throw forbidden(commonMessages.signIn);
    const { accountId, siteUrl = '' } = context;
    const accountType = accountTypeOf(context.accountType);
    const elapsed = (): number => clock() - now;
    const call = { accountId, accountType, extension: page.data, siteUrl, now, elapsed };
    await authorize(call);
    return (input) => run(input, call);
  };
  return { allows, open };
}

type Definitions<C extends AnyCalls> = {
  readonly [Key in keyof C]: OpenCall<z.output<C[Key]['input']>, C[Key]['output']>;
};

/** A call from payload to answer, whatever it answers. */
type DefinedCall = (payload: unknown, context: ResolverContext, clock: () => number) => Promise<unknown>;

/** The calls of one contract: all of them, each of its types. */
export interface DefinedCalls<C extends AnyCalls> {
  readonly definitions: Definitions<C>;
  readonly byKey: ReadonlyMap<string, DefinedCall>;
  /** What each call says of who may make it, by key. */
  readonly allows: ReadonlyMap<string, Allows>;
}

/**
 * The calls of a contract. Whoever may not make a call learns nothing about its payload, so that is parsed last.
 * @param inputs the contract's schemas; each call gets the one of its own key
 */
export function defineCalls<C extends AnyCalls>(
  inputs: InputsOf<C>,
  definitions: Definitions<C>,
): DefinedCalls<C> {
  const byKey = new Map<string, DefinedCall>();
  const allows = new Map<string, Allows>();
  for (const key in definitions) {
    allows.set(key, definitions[key].allows);
    byKey.set(key, async (payload, context, clock) => {
      const run = await definitions[key].open(context, clock);
      const input = inputs[key].safeParse(payload ?? {}, { error: inWords });
      if (!input.success)
        throw new SeatkeeperError('invalid', inputProblems(input.error), { cause: input.error });
      return run(input.data);
    });
  }
  return { definitions, byKey, allows };
}

export const forbidden = (message: string): SeatkeeperError => new SeatkeeperError('forbidden', message);
