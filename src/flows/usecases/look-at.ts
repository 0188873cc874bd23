import { attempt } from '../../common/forge/attempt';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { commonMessages } from '../../common/rules/messages';
import { putOff } from '../../requests/store/due-requests';

/**
 * Looks at a request. One that fails is put off, longer each time, so that it does not keep the others waiting.
 * @returns whether it came to its end
 */
export async function lookAt(
  request: { readonly issueId: string; readonly issueKey?: string; readonly failures: number },
  now: number,
  work: () => Promise<void>,
): Promise<boolean> {
  const { issueId, issueKey, failures } = request;
  try {
    await work();
    return true;
  } catch (error) {
    log.error('reconcile put a request off', error, { issueId, issueKey, failures: failures + 1 });
    await attempt(issueId, () => putOff(request, reasonOf(error), now));
    return false;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof SeatkeeperError ? error.message : commonMessages.somethingWentWrong;
