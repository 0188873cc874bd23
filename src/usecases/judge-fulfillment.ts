import type { TicketApproval } from '../domain/approval/approval';
import { decisionBlocker, type Blocker } from '../domain/fulfillment/standing';
import type { AccessRequest } from '../domain/request/access-request';
import { requestDigest } from '../domain/request/request-digest';
import type { StageVote } from '../domain/approval/approval';
import { checkRequest, forbiddenSince, hasLeft, whatIsAsked, type CheckedRequest } from './check-request';
import { approvalsOf, countVotes } from './count-votes';
import type { RequestContext } from './request-context';

/** Where a request stands now, by the record, the ticket and JSM's own approvals together. */
export interface Judgement {
  /** Undefined when the decision allows the fulfillment; whether there is a seat is another question. */
  readonly blocker: Blocker | undefined;
  readonly votes: readonly StageVote[];
  readonly approvals: readonly TicketApproval[];
  readonly checked: CheckedRequest;
  /** What is asked for, in words. */
  readonly what: string;
}

/** Recomputes everything from SQL and from what Jira says at this moment; costs one call where approvals are due. */
export async function judgeFulfillment(
  request: AccessRequest | undefined,
  context: RequestContext,
  reader: 'app' | 'user',
): Promise<Judgement> {
  const { ticket, changedAt, now } = context;
  const checked = await checkRequest(ticket.raw, ticket.requesterId, ticket.issueId);
  const needsVotes = request?.decision?.effect === 'require-approval';
  const approvals = needsVotes ? await approvalsOf(ticket, reader) : [];
  const votes = request && needsVotes ? await countVotes(request, approvals, now) : [];
  const digest = checked.ok ? requestDigest(checked.details) : null;
  const undecided = decisionBlocker(request, { digest, contentChangedAt: changedAt, votes });
  const hasLeftSince = undecided?.code === 'changed' && !checked.ok && hasLeft(checked.problems);
  const blocker = hasLeftSince
    ? ({ code: 'beneficiary-left' } satisfies Blocker)
    : (undecided ?? (await newObstacle(request, checked, now)));
  const what = checked.ok ? whatIsAsked(checked) : 'This request';
  return { blocker, votes, approvals, checked, what };
}

/** Somebody who has an approval in hand may have got meanwhile what does not go together with it. */
async function newObstacle(
  request: AccessRequest | undefined,
  checked: CheckedRequest,
  now: number,
): Promise<Blocker | undefined> {
  if (!request?.decision || !checked.ok) return undefined;
  const reasons = await forbiddenSince(checked, request, request.decision.policyVersion, now);
  return reasons && { code: 'denied', reasons };
}

/** Display names of approvers, as JSM gave them with the approvals. */
export function nameFrom(approvals: readonly TicketApproval[]): (accountId: string) => string {
  const names = new Map(
    approvals.flatMap(({ approvers }) => approvers.map((one) => [one.accountId, one.displayName])),
  );
  return (accountId) => names.get(accountId) ?? 'an approver';
}
