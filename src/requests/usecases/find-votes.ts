import { SeatkeeperError } from '../../common/rules/errors';
import { HOUR, MINUTE } from '../../common/rules/time';
import { readApprovals, readShownApprovals } from '../../jira/client/approvals';
import type { WantedApprovals } from '../../jira/client/changed-issues';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { SOON } from '../rules/next-check';
import { isStillWaiting } from '../rules/still-waiting';
import type { DueRequest } from '../store/due-requests';
import { findRequest } from '../store/requests';
import { followTicket } from './follow-ticket';
import { recordEvent } from './record-event';

/**
 * Takes up a request that is due. While nobody has voted, one that waits for votes costs one call, or none where its
 * approvals were read with those of others.
 * @param shown what the ticket's field shows of them; it tells whether there is anything new, and decides nothing
 */
export async function findVotes(
  due: DueRequest,
  now: number,
  shown?: readonly TicketApproval[],
): Promise<void> {
  const request = due.state === 'awaiting-approval' ? await findRequest(due.issueId) : undefined;
  if (request?.state !== 'awaiting-approval') return followTicket(due.issueId, due.projectId, now);
  const approvals = shown ?? (await approvalsIfVisible(request.issueId));
  if (approvals !== undefined && isStillWaiting(request, request, approvals, now)) {
    await recordEvent(request, { kind: 'waited', followAt: now + SOON });
    return;
  }
  await followTicket(request.issueId, request.projectId, now, shown ? undefined : approvals);
}

/** Undefined when the ticket may be gone or moved out of sight, which following it finds out. */
const approvalsIfVisible = (issueId: string): Promise<TicketApproval[] | undefined> =>
  readApprovals(issueId, 'app').catch((error: unknown) => {
    if (error instanceof SeatkeeperError && error.code !== 'unavailable') return undefined;
    throw error;
  });

const ROUND = 5 * MINUTE;
const ROUNDS = HOUR / ROUND;

/** Of requests that are due, those that wait for votes and of which it is enough for now what their tickets show. */
export function waitingForVotes(
  due: readonly DueRequest[],
  projects: readonly ProjectSettings[],
  now: number,
): WantedApprovals[] {
  const turn = Math.floor(now / ROUND) % ROUNDS;
  const fieldOf = new Map(projects.map(({ projectId, fields }) => [projectId, fields.approvals]));
  return due.flatMap(({ issueId, projectId, state }) => {
    const approvalsField = fieldOf.get(projectId) ?? null;
    const isWaiting = state === 'awaiting-approval' && Number(issueId) % ROUNDS !== turn;
    return isWaiting && approvalsField !== null ? [{ issueId, approvalsField }] : [];
  });
}

/**
 * What the tickets show of the approvals that these requests wait for, by issue id; one call for a hundred. Each request
 * has its turn once an hour to be read by itself, since nobody documents how fresh that copy is.
 */
export const readShownOf = (
  due: readonly DueRequest[],
  projects: readonly ProjectSettings[],
  now: number,
): Promise<ReadonlyMap<string, readonly TicketApproval[]>> =>
  readShownApprovals(waitingForVotes(due, projects, now));
