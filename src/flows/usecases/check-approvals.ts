import { log } from '../../common/forge/log';
import { MOST_ISSUES_AT_ONCE } from '../../jira/client/approvals';
import { requestsAwaitingVotes } from '../../requests/store/due-requests';
import { findVotes, readShownOf } from '../../requests/usecases/find-votes';
import { readSettings } from '../../settings/store/settings';

/**
 * Looks for votes on everything that waits for some, at once and not with the next reconcile, which takes up what this does
 * not come to. One call for a hundred requests where nobody has voted.
 * @returns how many requests were looked at
 */
export async function checkApprovals(now: number, outOfTime: () => boolean): Promise<number> {
  const { projects = [] } = (await readSettings()) ?? {};
  let checked = 0;
  for (let after = ''; ;) {
    const waiting = await requestsAwaitingVotes(after, MOST_ISSUES_AT_ONCE);
    const shown = await readShownOf(waiting, projects, now);
    for (const one of waiting) {
      if (outOfTime()) return checked;
      checked += 1;
      await findVotes(one, now, shown.get(one.issueId)).catch((error: unknown) => {
        log.error('the check of approvals left one to the reconcile', error, { issueId: one.issueId });
      });
    }
    const last = waiting.at(-1);
    if (!last || waiting.length < MOST_ISSUES_AT_ONCE) return checked;
    after = last.issueId;
  }
}
