import { recordDecision } from '../store/decisions';
import { currentPolicy } from '../../policy/store/policies';
import { saveRequest } from '../store/requests';
import { noVotesYet } from '../../approvals/rules/read-votes';
import { unassignedText } from '../../approvals/rules/stage-words';
import type { Decision } from '../../policy/rules/policy';
import type { AccessRequest, RequestState } from '../rules/access-request';
import { durationProblem } from '../rules/intake';
import { requestDigest } from '../rules/request-digest';
import type { Ticket } from '../../jira/rules/ticket';
import { checkEvidence } from './check-evidence';
import { checkRequest, decideRequest, type CompleteRequest } from './check-request';
import { approvalsOf } from '../../approvals/usecases/count-votes';
import { openedTurns } from './process-stages';
import { isClosedOtherwise, isFulfilled, type RequestContext } from './request-context';
import { leavePool } from '../../pools/usecases/take-seat';

/** A record for a ticket that was not known before. */
export const newRequest = (ticket: Ticket): AccessRequest => ({
  issueId: ticket.issueId,
  issueKey: ticket.issueKey,
  projectId: ticket.projectId,
  requesterId: ticket.requesterId,
  state: 'incomplete',
  revision: 0,
  details: null,
  digest: null,
  decision: null,
  assignments: [],
  votes: [],
  problems: [],
  contentChangedAt: null,
  ignoredApprovalIds: [],
  requestedAt: ticket.createdAt,
  approvedAt: null,
  fulfilledAt: null,
  fulfillerId: null,
  endsAt: null,
  cycle: 0,
  trouble: null,
  unfinished: false,
  followAt: null,
  lookedAt: null,
  propertyDigest: null,
  version: 0,
});

/**
 * Brings the record in line with what the ticket says: complete or not, decided, and decided again when
 * something that approvals are bound to was changed. Content is left alone once the ticket is done.
 */
export async function receiveRequest(
  request: AccessRequest,
  context: RequestContext,
): Promise<AccessRequest> {
  const { ticket } = context;
  const current = { ...request, issueKey: ticket.issueKey };
  if (request.version > 0 && (isFulfilled(context) || isClosedOtherwise(context))) return current;

  const checked = await checkRequest(ticket.raw, ticket.requesterId, ticket.issueId);
  if (!checked.ok) {
    if (request.state !== 'incomplete') await leavePool(ticket.issueId, context.now);
    return saveRequest(incomplete(current, checked.problems, context));
  }
  if (isStillDecided(current, checked, context)) return reopened(current, context);
  return decide(current, checked, context);
}

const incomplete = (
  request: AccessRequest,
  problems: AccessRequest['problems'],
  context: RequestContext,
): AccessRequest => ({
  ...request,
  state: 'incomplete',
  requesterId: context.ticket.requesterId,
  details: null,
  digest: null,
  decision: null,
  assignments: [],
  votes: [],
  problems,
  contentChangedAt: context.changedAt,
  approvedAt: null,
  trouble: null,
});

const OPEN_DECISIONS: readonly RequestState[] = [
  'denied',
  'awaiting-approval',
  'ready',
  'fulfilled',
  'unapproved',
];

/** The decision in force is about exactly what the ticket says now, and nobody has to decide anew. */
const isStillDecided = (request: AccessRequest, checked: CompleteRequest, context: RequestContext): boolean =>
  request.decision !== null &&
  !lacksApprovers(request, request.decision) &&
  request.digest === requestDigest(checked.details) &&
  request.contentChangedAt === context.changedAt &&
  OPEN_DECISIONS.includes(request.state);

/** Nobody was ever asked what has to be approved: it was stuck when its ticket was moved on. */
const lacksApprovers = ({ assignments }: AccessRequest, { effect }: Decision): boolean =>
  effect === 'require-approval' && assignments.length === 0;

/** A fulfilled ticket that is open again keeps its decision and its seat; what is left is to fulfill it again. */
function reopened(request: AccessRequest, context: RequestContext): AccessRequest {
  if (context.ticket.statusDone) return request;
  if (request.state === 'fulfilled') return { ...request, state: 'ready' };
  if (request.state !== 'unapproved' || !request.decision) return request;
  // moved back from where it should not have been: the decision, and then the votes, say where it stands
  return { ...request, state: STATE_AFTER[request.decision.effect] };
}

const STATE_AFTER: Readonly<Record<Decision['effect'], RequestState>> = {
  deny: 'denied',
  'auto-approve': 'ready',
  'require-approval': 'awaiting-approval',
};

async function decide(
  request: AccessRequest,
  checked: CompleteRequest,
  context: RequestContext,
): Promise<AccessRequest> {
  const policy = await currentPolicy(context.now);
  const { decision, facts, assigned } = await decideRequest(
    checked,
    { requesterId: context.ticket.requesterId, requestedAt: request.requestedAt },
    policy,
    context,
  );
  const tooLong = durationProblem(checked.details, decision);
  const { evidence, problems } = await checkEvidence(decision.evidence, checked);
  if (tooLong || problems.length > 0) {
    if (request.state !== 'incomplete') await leavePool(request.issueId, context.now);
    return saveRequest(incomplete(request, [...(tooLong ? [tooLong] : []), ...problems], context));
  }
  if (request.revision > 0) await leavePool(request.issueId, context.now);
  const stuck = assigned.ok
    ? null
    : unassignedText(assigned.unassigned, context.groups.fallback?.name ?? null);
  const assignments = assigned.ok ? await openedTurns(assigned.assignments, [], context) : [];
  const state = stuck ? 'stuck' : STATE_AFTER[decision.effect];
  const earlier = request.revision > 0 ? await approvalsOf(context.ticket, 'app') : [];
  const digest = requestDigest(checked.details);
  const isRepeat =
    request.state === 'stuck' && request.digest === digest && request.contentChangedAt === context.changedAt;
  const decided = await saveRequest({
    ...request,
    state,
    requesterId: context.ticket.requesterId,
    revision: isRepeat && stuck ? request.revision : request.revision + 1,
    details: checked.details,
    digest,
    decision: { ...decision, evidence },
    assignments,
    votes: noVotesYet(assignments),
    problems: [],
    contentChangedAt: context.changedAt,
    ignoredApprovalIds: earlier.map(({ id }) => id),
    approvedAt: state === 'ready' ? context.now : null,
    trouble: stuck,
  });
  await recordDecision(decided, facts, context.now);
  return decided;
}
