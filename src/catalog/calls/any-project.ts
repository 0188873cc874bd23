import { forbidden } from '../../common/calls/define-call';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { permissionMessages } from '../../people/rules/messages';
import { readSettings } from '../../settings/store/settings';
import type { ConsoleCall } from './console-permissions';

/**
 * The first project that is set up in which the person may, for what is of no project: an action, and its form in a rule.
 * @param sentence of the refusal, in place of the last project's own
 * @throws {SeatkeeperError} `forbidden` when there is none
 */
export async function inAnyProject(
  accountId: string,
  authorize: (call: ConsoleCall) => Promise<void>,
  clock: () => number,
  sentence?: string,
): Promise<ConsoleCall> {
  const now = clock();
  const settings = await readSettings();
  // it may do nearly everything in Jira, and stands for nobody
  if (accountId === settings?.appAccountId) throw forbidden(permissionMessages.appItself);
  let refusal: unknown = forbidden(permissionMessages.noProject);
  for (const { projectId, projectKey } of settings?.projects ?? []) {
    const project = { id: projectId, key: projectKey };
    const call: ConsoleCall = {
      accountId,
      accountType: 'unlicensed',
      extension: { type: 'jira:projectPage', project },
      siteUrl: '',
      now,
      elapsed: () => clock() - now,
    };
    try {
      await authorize(call);
      return call;
    } catch (error) {
      if (!(error instanceof SeatkeeperError) || error.code !== 'forbidden') throw error;
      refusal = sentence === undefined ? error : forbidden(sentence);
    }
  }
  log.info('an action was refused', { accountId });
  throw refusal;
}
