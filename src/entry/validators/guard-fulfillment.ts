import * as z from '#zod';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { requireSchema } from '../../common/store/require-schema';
import { checkFulfillment } from '../../requests/usecases/check-fulfillment';
import { entryMessages } from '../messages';

const validation = z.lazy(() =>
  z.looseObject({
    issue: z.looseObject({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d+$/) }),
  }),
);

interface Answer {
  readonly result: boolean;
  readonly errorMessage?: string;
}

/**
 * The function validator on every transition to fulfilled. It fails closed: whatever goes wrong, the answer
 * is no, with a sentence. What Jira does with a validator that throws is not documented, so it never throws.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator/
 */
export async function guardFulfillment(input: unknown): Promise<Answer> {
  try {
    const { issue } = validation.parse(input);
    await requireSchema();
    const verdict = await checkFulfillment(issue.key, Date.now());
    return verdict.allowed ? { result: true } : { result: false, errorMessage: verdict.message };
  } catch (error) {
    log.error('the guard could not decide', error);
    return {
      result: false,
      errorMessage: isExplained(error) ? error.message : entryMessages.guardFailed,
    };
  }
}

/** What lasts until it is over or somebody does something about it, as its message says. */
const isExplained = (error: unknown): error is SeatkeeperError =>
  error instanceof SeatkeeperError && (error.code === 'setting-up' || error.code === 'misconfigured');
