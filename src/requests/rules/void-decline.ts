import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { AccessRequest } from './access-request';
import type { RequestContext } from './request-context';

/** A decline that ended a ticket and counts for nothing. */
export interface VoidDecline {
  readonly approvalId: string;
  readonly declinerId: string;
}

/**
 * JSM lets anybody decline whom its field still names, and ends the ticket in their name. Of somebody who may not decide that
 * ends no request; whoever closes a ticket otherwise does.
 * @param request with the votes that count, so that a decline which does has declined it
 * @param approvals that are about what was decided, oldest first; undefined when not read
 */
export function voidDecline(
  request: AccessRequest,
  approvals: readonly TicketApproval[] | undefined,
  { ticket, project, changedAt }: RequestContext,
): VoidDecline | undefined {
  const { declined } = project.statuses;
  const isOpen = request.state === 'awaiting-approval' || request.state === 'ready';
  const last = approvals?.at(-1);
  if (!isOpen || !last || ticket.statusId !== declined) return undefined;
  const [move, ...before] = ticket.changes.filter(
    ({ status, at }) => status?.to === declined && at >= last.openedAt,
  );
  // an approval is declined once; who closes the ticket after that was undone does it by hand
  if (before.length > 0) return undefined;
  // whoever declined may have been entitled to, and be no more by what somebody made the ticket say after that
  if (move && changedAt !== null && changedAt >= move.at) return undefined;
  const moverId = move?.authorId;
  const decliner = last.approvers.find(({ accountId, vote }) => accountId === moverId && vote === 'declined');
  return decliner && { approvalId: last.id, declinerId: decliner.accountId };
}
