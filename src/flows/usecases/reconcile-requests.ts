import { attempt } from '../../common/forge/attempt';
import { HOUR } from '../../common/rules/time';
import { MOST_ISSUES_AT_ONCE } from '../../jira/client/approvals';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { followLater, requestsToFollow, type DueRequest } from '../../requests/store/due-requests';
import { findVotes, readShownOf, waitingForVotes } from '../../requests/usecases/find-votes';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { readSettings } from '../../settings/store/settings';
import { beginSearches, followFound, shownIn } from './find-missed';
import { lookAt } from './look-at';

/**
 * Takes up what no event tells of: votes on open approvals, runs that were cut off, tickets whose event never
 * came. While nothing was changed and nobody has voted, that is one call for twenty projects and fifty requests that wait for
 * votes, and one more for a hundred requests.
 * @param outOfTime whether to stop and leave the rest, which stays due, to the next run
 */
export async function reconcileRequests(now: number, outOfTime: () => boolean): Promise<void> {
  const { projects = [] } = (await readSettings()) ?? {};
  const first = await requestsToFollow(now, MOST_ISSUES_AT_ONCE);
  if (outOfTime()) return;
  const searches = await beginSearches(projects, waitingForVotes(first, projects, now), now);
  await followDue(first, { projects, shown: shownIn(searches) }, now, outOfTime);
  for (const search of searches) {
    if (outOfTime()) return;
    const projectIds = search.spans.map(({ project }) => project.projectId);
    await attempt(projectIds.join(' '), () => followFound(search, now, outOfTime));
  }
}

// each is a line in the log, of which a run has a hundred; where so many fail, more would
const MOST_FAILED = 80;

interface Known {
  readonly projects: readonly ProjectSettings[];
  /** What tickets show of their approvals, by issue id; null where that cannot be read. */
  readonly shown: ReadonlyMap<string, readonly TicketApproval[] | null>;
}

/**
 * All that are due, a hundred at a time, until time is up. What belongs to a project that is not set up any more waits until
 * it is, and keeps no other from its turn.
 */
async function followDue(
  first: readonly DueRequest[],
  { projects, shown }: Known,
  now: number,
  outOfTime: () => boolean,
): Promise<void> {
  const taken = new Set<string>();
  let failed = 0;
  for (let page = first; ; page = await requestsToFollow(now, MOST_ISSUES_AT_ONCE)) {
    const due = page.filter(({ issueId }) => !taken.has(issueId));
    // a page is not full where none has failed before, so only one without anything new is the last
    if (due.length === 0 || outOfTime()) return;
    let others: Awaited<ReturnType<typeof readShownOf>> = new Map();
    await attempt('approvals', async () => {
      others = await readShownOf(
        due.filter(({ issueId }) => !shown.has(issueId)),
        projects,
        now,
      );
    });
    for (const one of due) {
      if (outOfTime()) return;
      taken.add(one.issueId);
      if (!projects.some(({ projectId }) => projectId === one.projectId)) {
        await attempt(one.issueId, () => followLater(one.issueId, now + HOUR));
        continue;
      }
      const approvals = shown.get(one.issueId) ?? others.get(one.issueId);
      const isDone = await lookAt(one, now, () => findVotes(one, now, approvals));
      if (!isDone && ++failed >= MOST_FAILED) return;
    }
  }
}
