import * as z from '#zod';
import { readSettings } from '../../settings/store/settings';
import { log } from '../../common/forge/log';
import { requireSchema } from '../../common/store/require-schema';
import { inputProblems, inWords } from '../../common/contract/issues-text';
import type { Result } from '../../common/contract/result';
import { SeatkeeperError } from '../../common/rules/errors';
import { forbidden } from '../../common/calls/define-call';
import { describe } from '../resolvers/define-resolver';
import type { ConsoleCall } from '../../catalog/calls/console-permissions';
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
 * An action of Automation and Rovo: parse, authorize as whoever it acts for, run, and answer errors as data with a message
 * that people may read.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/rovo-action/
 */
export const defineAction =
  <I extends z.ZodType, O>({ key, input, authorize, run }: ActionDefinition<I, O>) =>
  async (payload: unknown, context: unknown): Promise<Result<O>> => {
    try {
      const { principal } = actionContext.parse(context);
      await requireSchema();
      if (!principal) throw forbidden(entryMessages.nobodyNamed);
      const call = await authorizedCall(principal.accountId, authorize, Date.now());
      const given = input.safeParse(payload, { error: inWords });
      if (!given.success)
        throw new SeatkeeperError('invalid', inputProblems(given.error), { cause: given.error });
      return { ok: true, data: await run(given.data, call) };
    } catch (error) {
      return { ok: false, error: describe(error, key) };
    }
  };

/** The first project that is set up in which the person may. @throws {SeatkeeperError} `forbidden` when there is none */
async function authorizedCall(
  accountId: string,
  authorize: (call: ConsoleCall) => Promise<void>,
  now: number,
): Promise<ConsoleCall> {
  const settings = await readSettings();
  // it may do nearly everything in Jira, and stands for nobody
  if (accountId === settings?.appAccountId) throw forbidden(entryMessages.appItself);
  let refusal: unknown = forbidden(entryMessages.noProject);
  for (const { projectId, projectKey } of settings?.projects ?? []) {
    const project = { id: projectId, key: projectKey };
    const call: ConsoleCall = {
      accountId,
      accountType: 'unlicensed',
      extension: { type: 'jira:projectPage', project },
      siteUrl: '',
      now,
      elapsed: () => Date.now() - now,
    };
    try {
      await authorize(call);
      return call;
    } catch (error) {
      if (!(error instanceof SeatkeeperError) || error.code !== 'forbidden') throw error;
      refusal = error;
    }
  }
  log.info('an action was refused', { accountId });
  throw refusal;
}
