import { recentIssues } from '../adapters/jira/tickets';
import { readApprovals } from '../adapters/jsm/approvals';
import { readSettings } from '../adapters/kvs/settings';
import { log } from '../adapters/log';
import { requestsToFollow, saveRequest, statesOf } from '../adapters/sql/requests';
import { bindingApprovals, readVotes } from '../domain/approval/read-votes';
import { SeatkeeperError } from '../domain/errors';
import type { ProjectSettings } from '../contracts/settings';
import type { AccessRequest, RequestState } from '../domain/request/access-request';
import { untilNextVoteReading } from '../domain/request/next-look';
import { sameVotes } from './advance-approvals';
import { followTicket } from './follow-ticket';

const MAX_REQUESTS = 100;
const MAX_RECENT = 50;
const RECENT_MINUTES = 60;

/**
 * Takes up what no event tells of: votes on open approvals, runs that were cut off, tickets whose event never
 * came. A request that waits for votes costs one call while nobody has voted.
 * @param outOfTime whether to stop and leave the rest, which stays due, to the next run
 */
export async function reconcileRequests(now: number, outOfTime: () => boolean): Promise<void> {
  for (const request of await requestsToFollow(now, MAX_REQUESTS)) {
    if (outOfTime()) return;
    await attempt(request.issueId, () => look(request, now));
  }
  const settings = await readSettings();
  for (const project of settings?.projects ?? []) {
    if (outOfTime()) return;
    await attempt(project.projectId, () => findMissed(project, now));
  }
}

async function look(request: AccessRequest, now: number): Promise<void> {
  if (request.state !== 'awaiting-approval') return followTicket(request.issueId, request.projectId, now);
  const approvals = await readApprovals(request.issueId, 'app').catch((error: unknown) => {
    // the ticket may be gone or moved out of sight; following it finds out
    if (error instanceof SeatkeeperError && error.code !== 'unavailable') return undefined;
    throw error;
  });
  const isOpen = approvals !== undefined && bindingApprovals(request, approvals).length > 0;
  const isSettled = isOpen && !request.unfinished && request.trouble === null;
  if (isSettled && sameVotes(readVotes(request, approvals, now), request.votes)) {
    await saveRequest({ ...request, followAt: now + untilNextVoteReading(request, now) });
    return;
  }
  await followTicket(request.issueId, request.projectId, now, approvals);
}

/** Tickets whose event never came: new ones, and those that reached fulfilled without anybody being told. */
async function findMissed(project: ProjectSettings, now: number): Promise<void> {
  const recent = await recentIssues(project, RECENT_MINUTES, MAX_RECENT);
  const known = await statesOf(recent.map(({ id }) => id));
  const settled: readonly (RequestState | undefined)[] = ['fulfilled', 'unapproved'];
  for (const { id, statusId } of recent) {
    const isUnseen =
      statusId === project.statuses.fulfilled
        ? known.has(id) && !settled.includes(known.get(id))
        : !known.has(id);
    if (isUnseen) await attempt(id, () => followTicket(id, project.projectId, now));
  }
}

/** One request that fails must not keep the others waiting; it stays due. */
async function attempt(subject: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error('reconcile left one behind', error, { subject });
  }
}
