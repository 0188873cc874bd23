import type { ProjectSettings } from '../../settings/contract/project-settings';
import { recentIssues, type RecentIssue } from '../../jira/client/tickets';
import { readSettings } from '../../settings/store/settings';
import { log } from '../../common/forge/log';
import { SeatkeeperError } from '../../common/rules/errors';
import { commonMessages } from '../../common/rules/messages';
import { putOff, requestsToFollow } from '../../requests/store/due-requests';
import { lastLooks, type LastLook } from '../../requests/store/requests';
import { SOON } from '../../requests/rules/next-look';
import { followTicket } from '../../requests/usecases/follow-ticket';
import { lookForVotes } from '../../requests/usecases/look-for-votes';
import { takeUpHints } from '../../requests/usecases/take-up-hints';
import { moveApprovals } from '../../approvals/usecases/move-approvals';
import { MARK } from '../../settings/rules/coverage';
import { marksOf } from '../../requests/rules/coverage';
import { reconcilePools } from './reconcile-pools';

const MAX_REQUESTS = 100;
const MAX_RECENT = 50;
const RECENT_MINUTES = 60;

/**
 * Takes up what no event tells of: votes on open approvals, runs that were cut off, tickets whose event never
 * came. A request that waits for votes costs one call while nobody has voted.
 * @param outOfTime whether to stop and leave the rest, which stays due, to the next run
 */
export async function runReconcile(now: number, outOfTime: () => boolean): Promise<void> {
  await attempt('delegations', () => moveApprovals(now));
  await attempt('license-pools', () => reconcilePools(now, outOfTime));
  // after those who leave them, so that no hint waits for the next run
  await attempt('hints', () => takeUpHints(now));
  for (const due of await requestsToFollow(now, MAX_REQUESTS)) {
    if (outOfTime()) return;
    await look(due, now, () => lookForVotes(due, now));
  }
  const settings = await readSettings();
  for (const project of settings?.projects ?? []) {
    if (outOfTime()) return;
    await attempt(project.projectId, () => findMissed(project, now));
  }
}

async function findMissed(project: ProjectSettings, now: number): Promise<void> {
  const recent = await recentIssues(project.projectId, marksOf(project), RECENT_MINUTES, MAX_RECENT);
  const looks = await lastLooks(recent.map(({ id }) => id));
  for (const issue of recent) {
    const last = looks.get(issue.id);
    const isMissed = last ? wasChanged(issue, last, project, now) : mayBeOurs(issue, project);
    if (isMissed)
      await look({ issueId: issue.id, failures: last?.failures ?? 0 }, now, () =>
        followTicket(issue.id, project.projectId, now),
      );
  }
}

/** Whether a look may find out that it is an access request; what came to another end before one was made is none. */
const mayBeOurs = ({ statusId, updatedAt }: RecentIssue, { statuses, coverage }: ProjectSettings): boolean =>
  statusId === statuses.fulfilled
    ? updatedAt >= (coverage.since[MARK.fulfilled(statuses.fulfilled)] ?? Infinity)
    : statusId !== statuses.declined && statusId !== statuses.canceled;

/** A change since the last look that nobody is going to look at soon. */
function wasChanged(
  { statusId, updatedAt }: RecentIssue,
  { state, followAt, lookedAt, failures }: LastLook,
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

/** Looks at a request. One that fails is put off, longer each time, so that it does not keep the others waiting. */
async function look(
  request: { readonly issueId: string; readonly issueKey?: string; readonly failures: number },
  now: number,
  work: () => Promise<void>,
): Promise<void> {
  const { issueId, issueKey, failures } = request;
  try {
    await work();
  } catch (error) {
    log.error('reconcile put a request off', error, { issueId, issueKey, failures: failures + 1 });
    await attempt(issueId, () => putOff(request, reasonOf(error), now));
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof SeatkeeperError ? error.message : commonMessages.somethingWentWrong;

/** One piece of work that fails must not keep the others waiting; it stays due. */
async function attempt(subject: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error('reconcile left one behind', error, { subject });
  }
}
