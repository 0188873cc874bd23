import { openApproval } from '../../approvals/rules/open-stages';
import { bindingApprovals, readVotes, sameVotes } from '../../approvals/rules/read-votes';
import { needsProcessing } from '../../approvals/rules/stage-deadlines';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { AccessRequest } from './access-request';
import type { RequestSnapshot } from './request-snapshot';

/**
 * Whether there is nothing to do about a request but wait for votes: JSM still asks, nobody has voted since the last look,
 * nothing is due, and that look came to its end.
 * @param known as it is on record
 * @param request in line with what the ticket says
 */
export function isStillWaiting(
  known: AccessRequest,
  request: AccessRequest,
  approvals: readonly TicketApproval[],
  now: number,
): boolean {
  if (openApproval(bindingApprovals(request, approvals)) === undefined) return false;
  if (known.unfinished || known.trouble !== null || needsProcessing(known, now)) return false;
  return sameVotes(readVotes(request, approvals, now), known.votes);
}

/** Whether the ticket itself shows that there is nothing to do about its approvals but wait. */
export function showsNothingNew(
  request: AccessRequest,
  { recorded, context }: Pick<RequestSnapshot, 'recorded' | 'context'>,
): boolean {
  const { ticket, project, now, passedAt } = context;
  const known = recorded.request;
  if (request.state !== 'awaiting-approval' || known?.state !== 'awaiting-approval') return false;
  if (ticket.requestTypeId === null || ticket.shownApprovals === null) return false;
  if (outcomeOf(known.votes) === 'approved') return false;
  if (passedAt !== undefined || ticket.statusId !== project.statuses.awaitingApproval) return false;
  return isStillWaiting(known, request, ticket.shownApprovals, now);
}
