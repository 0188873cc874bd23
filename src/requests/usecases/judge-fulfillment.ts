import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { decisionBlocker, type Blocker } from '../rules/blockers';
import { together } from '../../common/store/database';
import type { Policy } from '../../policy/rules/policy';
import type { AccessRequest } from '../rules/access-request';
import { requestDigest } from '../rules/request-digest';
import type { StageVote } from '../../approvals/rules/approval';
import { checkRequest, forbiddenSince, hasLeft, whatIsAsked, type CheckedRequest } from './check-request';
import { approvalsOf, countVotes } from '../../approvals/usecases/count-votes';
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
): Promise<Judgement> {
  const { ticket } = context;
  const checked = await checkRequest(ticket.raw, ticket.requesterId, ticket.issueId);
  const approvals = needsVotes(request) ? await approvalsOf(ticket, 'app') : [];
  return judge(request, { checked, approvals }, context);
}

export const needsVotes = (request: AccessRequest | undefined): boolean =>
  request?.decision?.effect === 'require-approval';

/** What a judgement rests on, besides the record. */
export interface Grounds {
  readonly checked: CheckedRequest;
  readonly approvals: readonly TicketApproval[];
  /** The policy in force, when it was read already. */
  readonly policy?: Policy;
}

/** Judges by what was read before; one statement for whoever voted and for what newer rules say. */
export async function judge(
  request: AccessRequest | undefined,
  { checked, approvals, policy }: Grounds,
  { changedAt, now }: RequestContext,
): Promise<Judgement> {
  const [votes, obstacle] = await together(() =>
    Promise.all([
      request && needsVotes(request) ? countVotes(request, approvals, now) : [],
      newObstacle(request, checked, now, policy),
    ]),
  );
  const digest = checked.ok ? requestDigest(checked.details) : null;
  const undecided = decisionBlocker(request, { digest, contentChangedAt: changedAt, votes });
  const hasLeftSince = undecided?.code === 'changed' && !checked.ok && hasLeft(checked.problems);
  const blocker = hasLeftSince ? ({ code: 'beneficiary-left' } satisfies Blocker) : (undecided ?? obstacle);
  const what = checked.ok ? whatIsAsked(checked) : 'This request';
  return { blocker, votes, approvals, checked, what };
}

/** Somebody who has an approval in hand may have got meanwhile what does not go together with it. */
async function newObstacle(
  request: AccessRequest | undefined,
  checked: CheckedRequest,
  now: number,
  policy: Policy | undefined,
): Promise<Blocker | undefined> {
  if (!request?.decision || !checked.ok) return undefined;
  const reasons = await forbiddenSince(checked, request, request.decision.policyVersion, now, policy);
  return reasons && { code: 'denied', reasons };
}

/** Display names of approvers, as JSM gave them with the approvals. */
export function nameFrom(approvals: readonly TicketApproval[]): (accountId: string) => string {
  const names = new Map(
    approvals.flatMap(({ approvers }) => approvers.map((one) => [one.accountId, one.displayName])),
  );
  return (accountId) => names.get(accountId) ?? 'an approver';
}
