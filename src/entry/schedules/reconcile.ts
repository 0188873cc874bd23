import { log } from '../../common/forge/log';
import { bringSchemaUpToDate } from '../../common/store/migrations';
import { runReconcile } from '../../flows/usecases/run-reconcile';

// below the function's own timeout in manifest.yml, so that the last request is finished and not cut off
const TIME_BUDGET_MS = 240_000;

/**
 * Every five minutes. The reference says of a scheduled function's answer both that it is ignored and that a
 * status code is needed, so it gives one.
 * @see https://developer.atlassian.com/platform/forge/events-reference/scheduled-trigger/
 */
export async function reconcile(): Promise<{ statusCode: number }> {
  const started = Date.now();
  try {
    await bringSchemaUpToDate();
    const outOfTime = (): boolean => Date.now() - started > TIME_BUDGET_MS;
    await runReconcile(started, outOfTime);
    return { statusCode: 204 };
  } catch (error) {
    log.error('the reconcile failed', error);
    return { statusCode: 500 };
  }
}
