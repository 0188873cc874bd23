import type { ProjectSettings } from '../../settings/contract/project-settings';
import { HOUR, MINUTE } from '../../common/rules/time';
import { MOST_ISSUES_AT_ONCE } from '../../jira/client/approvals';
import { recentIssues, type RecentIssue } from '../../jira/client/tickets';
import { readWatermark, writeWatermark } from '../store/reconcile-watermark';
import { readSettings } from '../../settings/store/settings';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { commonMessages } from '../../common/rules/messages';
import { followLater, putOff, requestsToFollow } from '../../requests/store/due-requests';
import { lastChecks, type LastCheck } from '../../requests/store/requests';
import { SOON } from '../../requests/rules/next-check';
import { followTicket } from '../../requests/usecases/follow-ticket';
import { findVotes, readShownOf } from '../../requests/usecases/find-votes';
import { MARK } from '../../settings/rules/coverage';
import { marksOf } from '../../requests/rules/coverage';
import { attempt } from '../../common/forge/attempt';

/** How far back a search looks that does not know how far the one before came. */
const FIRST_SPAN = HOUR;
// the index of Jira may be late
const OVERLAP = 5 * MINUTE;

/**
 * Takes up what no event tells of: votes on open approvals, runs that were cut off, tickets whose event never
 * came. While nobody has voted, a hundred requests that wait for votes cost one call.
 * @param outOfTime whether to stop and leave the rest, which stays due, to the next run
 */
export async function reconcileRequests(now: number, outOfTime: () => boolean): Promise<void> {
  const { projects = [] } = (await readSettings()) ?? {};
  await followDue(projects, now, outOfTime);
  for (const project of projects) {
    if (outOfTime()) return;
    await attempt(project.projectId, () => findMissed(project, now, outOfTime));
  }
}

// each is a line in the log, of which a run has a hundred; where so many fail, more would
const MOST_FAILED = 80;

/**
 * All that are due, a hundred at a time, until time is up. What belongs to a project that is not set up any more waits until
 * it is, and keeps no other from its turn.
 */
async function followDue(
  projects: readonly ProjectSettings[],
  now: number,
  outOfTime: () => boolean,
): Promise<void> {
  const taken = new Set<string>();
  let failed = 0;
  for (;;) {
    const page = await requestsToFollow(now, MOST_ISSUES_AT_ONCE);
    const due = page.filter(({ issueId }) => !taken.has(issueId));
    // a page is not full where none has failed before, so only one without anything new is the last
    if (due.length === 0 || outOfTime()) return;
    let shown: Awaited<ReturnType<typeof readShownOf>> = new Map();
    await attempt('approvals', async () => {
      shown = await readShownOf(due, projects, now);
    });
    for (const one of due) {
      if (outOfTime()) return;
      taken.add(one.issueId);
      if (!projects.some(({ projectId }) => projectId === one.projectId)) {
        await attempt(one.issueId, () => followLater(one.issueId, now + HOUR));
        continue;
      }
      const isDone = await look(one, now, () => findVotes(one, now, shown.get(one.issueId)));
      if (!isDone && ++failed >= MOST_FAILED) return;
    }
  }
}

/** Goes through what was made or changed since the last run came to its end, and remembers how far it came. */
async function findMissed(project: ProjectSettings, now: number, outOfTime: () => boolean): Promise<void> {
  const { projectId } = project;
  const since = (await readWatermark(projectId)) ?? now - FIRST_SPAN;
  const minutes = Math.ceil((now - since + OVERLAP) / MINUTE);
  let seenUntil = now;
  for (let pageToken: string | undefined; ;) {
    const page = await recentIssues(projectId, marksOf(project), minutes, pageToken);
    const failedAt = await followMissed(page.issues, project, now);
    seenUntil = Math.min(seenUntil, failedAt);
    pageToken = page.nextPageToken;
    if (pageToken === undefined) break;
    if (!outOfTime()) continue;
    seenUntil = Math.min(seenUntil, page.issues.at(-1)?.updatedAt ?? since);
    break;
  }
  // what fails again and again holds nothing up for longer than an hour
  await writeWatermark(projectId, Math.max(seenUntil, now - FIRST_SPAN));
}

/** @returns when the first was changed that a look failed at and no record puts off; infinite when there is none */
async function followMissed(
  recent: readonly RecentIssue[],
  project: ProjectSettings,
  now: number,
): Promise<number> {
  const looks = await lastChecks(recent.map(({ id }) => id));
  let failedAt = Infinity;
  for (const issue of recent) {
    const last = looks.get(issue.id);
    const isMissed = last ? wasChanged(issue, last, project, now) : mayBeOurs(issue, project);
    if (!isMissed) continue;
    const isDone = await look({ issueId: issue.id, failures: last?.failures ?? 0 }, now, () =>
      followTicket(issue.id, project.projectId, now),
    );
    if (!isDone && !last) failedAt = Math.min(failedAt, issue.updatedAt);
  }
  return failedAt;
}

/** Whether a look may find out that it is an access request; of what is over only one that was fulfilled on the way. */
const mayBeOurs = (
  { statusId, updatedAt }: RecentIssue,
  { statuses, coverage }: ProjectSettings,
): boolean => {
  const { fulfilled, declined, canceled } = statuses;
  const isOver = statusId === fulfilled || statusId === declined || statusId === canceled;
  return !isOver || updatedAt >= (coverage.since[MARK.fulfilled(fulfilled)] ?? Infinity);
};

/** A change since the last look that nobody is going to look at soon. */
function wasChanged(
  { statusId, updatedAt }: RecentIssue,
  { state, followAt, lookedAt, failures }: LastCheck,
  { statuses }: ProjectSettings,
  now: number,
): boolean {
  // what was put off has its turn when it is due
  if (failures > 0 && followAt !== null && followAt > now) return false;
  // while it waits for votes, only those are read when it is due, and not the ticket
  const isWaiting = state === 'awaiting-approval';
  if (isWaiting && statusId !== statuses.awaitingApproval) return true;
  const isDueSoon = !isWaiting && followAt !== null && followAt <= now + SOON;
  return !isDueSoon && updatedAt > (lookedAt ?? 0);
}

/**
 * Looks at a request. One that fails is put off, longer each time, so that it does not keep the others waiting.
 * @returns whether it came to its end
 */
async function look(
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
