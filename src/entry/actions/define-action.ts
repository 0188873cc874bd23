import * as z from '#zod';
import { requireSchema } from '../../common/store/require-schema';
import { inputProblems, inWords } from '../../common/contract/issues-text';
import type { Result } from '../../common/contract/result';
import { SeatkeeperError } from '../../common/rules/errors';
import { forbidden } from '../../common/calls/define-call';
import { describe } from '../resolvers/define-resolver';
import type { ConsoleCall } from '../../catalog/calls/console-permissions';
import { inAnyProject } from '../../catalog/calls/any-project';
import { entryMessages } from '../messages';

/**
 * Who is acting, as the platform says and no input can; where it names nobody, nobody is meant.
 * @see https://developer.atlassian.com/platform/forge/function-reference/arguments/
 */
const actionContext = z.looseObject({
  principal: z.looseObject({ accountId: z.string().min(1) }).optional(),
});

export interface ActionDefinition<I extends z.ZodType, O> {
  readonly key: string;
  readonly input: I;
  /** Who may, in any project that is set up, as on the console's page there. */
  readonly authorize: (call: ConsoleCall) => Promise<void>;
  readonly run: (input: z.infer<I>, call: ConsoleCall) => Promise<O>;
}

/**
 * What an action answers. A rule stops at `errors` alone, and shows their messages in its audit log.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
type ActionAnswer<O> = Result<O> & { readonly errors?: readonly { readonly message: string }[] };

/**
 * An action of Automation and Rovo: parse, authorize as whoever it acts for, run, and answer errors as data with a message
 * that people may read.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/rovo-action/
 */
export const defineAction =
  <I extends z.ZodType, O>({ key, input, authorize, run }: ActionDefinition<I, O>) =>
  async (payload: unknown, context: unknown): Promise<ActionAnswer<O>> => {
    try {
      const { principal } = actionContext.parse(context);
      await requireSchema();
      if (!principal) throw forbidden(entryMessages.nobodyNamed);
      const call = await inAnyProject(principal.accountId, authorize, Date.now);
      const given = input.safeParse(payload, { error: inWords });
      if (!given.success)
        throw new SeatkeeperError('invalid', inputProblems(given.error), { cause: given.error });
      return { ok: true, data: await run(given.data, call) };
    } catch (error) {
      const described = describe(error, key);
      return { ok: false, error: described, errors: [{ message: described.message }] };
    }
  };
