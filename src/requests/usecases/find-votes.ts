import { bindingApprovals, readVotes, sameVotes } from '../../approvals/rules/read-votes';
import { needsProcessing } from '../../approvals/rules/stage-deadlines';
import { openApproval } from '../../approvals/rules/open-stages';
import { SeatkeeperError } from '../../common/rules/errors';
import { HOUR, MINUTE } from '../../common/rules/time';
import { readApprovals, readShownApprovals } from '../../jira/client/approvals';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { SOON } from '../rules/next-check';
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
  const isOpen = approvals !== undefined && openApproval(bindingApprovals(request, approvals)) !== undefined;
  const isSettled =
    isOpen && !request.unfinished && request.trouble === null && !needsProcessing(request, now);
  if (isSettled && sameVotes(readVotes(request, approvals, now), request.votes)) {
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

/**
 * What the tickets show of the approvals that these requests wait for, by issue id; one call for a project's. Each request
 * has its turn once an hour to be read by itself, since nobody documents how fresh that copy is.
 */
export async function readShownOf(
  due: readonly DueRequest[],
  projects: readonly ProjectSettings[],
  now: number,
): Promise<ReadonlyMap<string, readonly TicketApproval[]>> {
  const turn = Math.floor(now / ROUND) % ROUNDS;
  const shown = new Map<string, readonly TicketApproval[]>();
  for (const { projectId, fields } of projects) {
    const waiting = due.filter(
      (one) =>
        one.projectId === projectId &&
        one.state === 'awaiting-approval' &&
        Number(one.issueId) % ROUNDS !== turn,
    );
    if (fields.approvals === null || waiting.length === 0) continue;
    const ids = waiting.map(({ issueId }) => issueId);
    for (const [issueId, approvals] of await readShownApprovals(ids, fields.approvals))
      shown.set(issueId, approvals);
  }
  return shown;
}
