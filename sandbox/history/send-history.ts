import type { PageCall } from '../company/set-up-app';
import { member } from '../untyped';
import { historyParts, surveyHistory } from './history-parts';

/**
 * Sends a file of past tickets to the app in the console's own calls, as an administrator does. Parts that the app has
 * taken before are not sent again.
 * @returns the app's report, and the id of the import
 * @throws {Error} with the app's message when it refuses
 */
export async function sendHistory(
  call: PageCall,
  path: string,
  format: string,
): Promise<{ importId: string; report: unknown }> {
  const { importId, parts } = await surveyHistory(path);
  const before = member(await call('history/show', { importId }), 'partsTaken');
  const taken = new Set<unknown>(Array.isArray(before) ? before : []);
  let part = 0;
  for await (const { firstRow, text } of historyParts(path)) {
    if (!taken.has(part)) {
      await call('history/take-part', { importId, format, part, parts, firstRow, text });
    }
    part += 1;
  }
  return { importId, report: await call('history/show', { importId }) };
}

/** Has the app take away again what a file brought. */
export async function takeBackHistory(
  call: PageCall,
  path: string,
): Promise<{ importId: string; report: unknown }> {
  const { importId } = await surveyHistory(path);
  await call('history/undo', { importId });
  return { importId, report: await call('history/show', { importId }) };
}
