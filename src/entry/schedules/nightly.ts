import { log } from '../../common/forge/log';
import { requireSchema } from '../../common/store/require-schema';
import { runNightly } from '../../flows/usecases/run-nightly';

// below the function's own timeout in manifest.yml, so that the last piece is finished and not cut off
const TIME_BUDGET_MS = 780_000;

/**
 * Once a day, at a time that Forge chooses.
 * @see https://developer.atlassian.com/platform/forge/events-reference/scheduled-trigger/
 */
export async function nightly(): Promise<{ statusCode: number }> {
  const started = Date.now();
  const outOfTime = (): boolean => Date.now() - started > TIME_BUDGET_MS;
  try {
    await requireSchema();
    return { statusCode: (await runNightly(started, outOfTime)) > 0 ? 500 : 204 };
  } catch (error) {
    log.error('the nightly work failed', error);
    return { statusCode: 500 };
  }
}
