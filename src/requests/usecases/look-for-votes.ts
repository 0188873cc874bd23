import { bindingApprovals, readVotes, sameVotes } from '../../approvals/rules/read-votes';
import { needsProcessing } from '../../approvals/rules/stage-deadlines';
import { openApproval } from '../../approvals/rules/stage-turns';
import { SeatkeeperError } from '../../common/rules/errors';
import { readApprovals } from '../../jira/client/approvals';
import { untilNextVoteReading } from '../rules/next-look';
import type { DueRequest } from '../store/due-requests';
import { findRequest } from '../store/requests';
import { followTicket } from './follow-ticket';
import { recordEvent } from './record-event';

/** Takes up a request that is due. One that waits for votes costs one call while nobody has voted. */
export async function lookForVotes(due: DueRequest, now: number): Promise<void> {
  const request = due.state === 'awaiting-approval' ? await findRequest(due.issueId) : undefined;
  if (request?.state !== 'awaiting-approval') return followTicket(due.issueId, due.projectId, now);
  const approvals = await readApprovals(request.issueId, 'app').catch((error: unknown) => {
    // the ticket may be gone or moved out of sight; following it finds out
    if (error instanceof SeatkeeperError && error.code !== 'unavailable') return undefined;
    throw error;
  });
  const isOpen = approvals !== undefined && openApproval(bindingApprovals(request, approvals)) !== undefined;
  const isSettled =
    isOpen && !request.unfinished && request.trouble === null && !needsProcessing(request, now);
  if (isSettled && sameVotes(readVotes(request, approvals, now), request.votes)) {
    await recordEvent(request, { kind: 'waited', followAt: now + untilNextVoteReading(request, now) });
    return;
  }
  await followTicket(request.issueId, request.projectId, now, approvals);
}
