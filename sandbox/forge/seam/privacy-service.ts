import { z } from 'zod';
import type { SeamInit } from '../container';
import { USUAL_MS } from '../limits';
import { answer } from './answer';
import { report, since, type Caller, type SeamHost, type Served } from './service';

/** What one report names at most; `privacy` of `@forge/api` cuts longer ones itself. */
const MOST_ACCOUNTS = 90;
const reported = z.object({
  accounts: z
    .array(z.object({ accountId: z.string().min(1).max(128), updatedAt: z.iso.datetime({ offset: true }) }))
    .min(1)
    .max(MOST_ACCOUNTS),
});

/**
 * Atlassian's personal data reporting: an app names the accounts of which it keeps something, and since when, and is told
 * whom to erase and whom to read anew; 204 is nobody.
 * @see https://developer.atlassian.com/platform/forge/user-privacy-guidelines/
 */
export function servePrivacy(
  host: SeamHost,
  caller: Caller,
  path: string,
  init: SeamInit,
  delayMs: number,
): Promise<Served> {
  const started = performance.now();
  const response = respond(host, caller, init.body ?? '');
  const { status } = response;
  caller.record.calls.push({
    kind: 'rest',
    as: 'app',
    method: 'POST',
    path,
    status,
    points: 0,
    ms: since(started),
  });
  return Promise.resolve({ response, ms: USUAL_MS.rest + delayMs });
}

function respond({ manifest }: SeamHost, caller: Caller, body: string): Response {
  if (!manifest.scopes.includes('report:personal-data')) {
    report(caller, 'scope', 'Reporting personal data needs report:personal-data');
    return answer(403, { errorType: 'FORBIDDEN', errorMessage: 'The app lacks report:personal-data' });
  }
  const parsed = reported.safeParse(JSON.parse(body));
  if (!parsed.success) {
    report(caller, 'seam', `A report of personal data is refused: ${z.prettifyError(parsed.error)}`);
    return answer(400, { errorType: 'BAD_REQUEST', errorMessage: 'The report is not valid' });
  }
  const { site } = caller.installation;
  const accounts = parsed.data.accounts.flatMap(({ accountId, updatedAt }) => {
    const status = site.personalDataStatus(accountId, Date.parse(updatedAt));
    return status === undefined ? [] : [{ accountId, status }];
  });
  return accounts.length === 0 ? new Response(null, { status: 204 }) : answer(200, { accounts });
}
