import { MINUTE } from '../../common/rules/time';
import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import type { StageVote } from '../../approvals/rules/approval';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import { sameVotes } from '../../approvals/rules/read-votes';
import { needsProcessing } from '../../approvals/rules/stage-deadlines';
import type { AccessRequest } from './access-request';
import { allows } from './after-event';
import { declineKey } from './decline';
import { isClosedOtherwise, isFulfilled } from './request-context';
import type { RequestSnapshot } from './request-snapshot';
import { bindingVotes, isFulfilledAnew, isStillDecided, knownRequest, takesContent } from './review-ticket';
import { voidDecline } from './void-decline';

/*
 * What a look at a ticket has to read, decided by what it has read: each call to Jira and each statement is made when the
 * decision depends on it, and not otherwise.
 */

type Known = Pick<RequestSnapshot, 'recorded' | 'context'>;

/** Whether what the ticket says matters: until it is done, and where a fulfillment or a decline has to be judged. */
export function needsContent(known: Known): boolean {
  const { request } = known.recorded;
  if (!request || takesContent(known)) return true;
  if (
    mayBeDeclinedInVain(request, known) ||
    (request.state === 'awaiting-approval' && isClosedOtherwise(known.context))
  )
    return true;
  return (
    isFulfilled(known.context) &&
    (request.state === 'awaiting-approval' || request.state === 'unapproved' || isJudged(request)) &&
    isFulfilledAnew(request, known.context)
  );
}

/** Approved, and declined in JSM: it may be by somebody who may not decide, and a look that was to reopen it was cut off. */
const mayBeDeclinedInVain = (
  { state, decision }: AccessRequest,
  { context: { ticket, project } }: Pick<Known, 'context'>,
): boolean =>
  state === 'ready' &&
  decision?.effect === 'require-approval' &&
  ticket.statusId === project.statuses.declined;

const isJudged = ({ state }: AccessRequest): boolean => state === 'ready' || state === 'fulfilled';

/** Whether the policy has to decide what the ticket says. */
export const needsDecision = (snapshot: RequestSnapshot): boolean =>
  takesContent(snapshot) &&
  snapshot.content?.ok === true &&
  !isStillDecided(knownRequest(snapshot), snapshot.content, snapshot);

/**
 * Whether JSM may have votes, or an approval still open, that are about the decision in force, or about one that is none any
 * more.
 * @param request in line with what the ticket says
 */
export function needsVotes(request: AccessRequest, { recorded, context }: Known): boolean {
  const { ticket, project } = context;
  if (request.revision !== recorded.request?.revision) return false;
  const isUndecided = request.state === 'incomplete' || request.state === 'stuck';
  if (isUndecided) return ticket.statusId === project.statuses.awaitingApproval;
  return (
    request.state === 'awaiting-approval' ||
    mayBeDeclinedInVain(request, { context }) ||
    (request.state === 'ready' &&
      request.decision?.effect === 'require-approval' &&
      ticket.statusId === project.statuses.awaitingApproval)
  );
}

/**
 * Whether it has to be asked who of those that voted may decide: before votes are counted, and before a decline is
 * undone.
 * @param cast the votes as JSM has them
 */
export const needsVoters = (
  request: AccessRequest,
  cast: readonly StageVote[],
  known: Pick<Known, 'context'>,
): boolean =>
  mayBeDeclinedInVain(request, known) ||
  (request.state === 'awaiting-approval' &&
    (!sameVotes(cast, request.votes) || outcomeOf(cast) === 'approved'));

/**
 * Whether open stages have to be gone through: a vote has come in, something is due, or the last look was cut off, found
 * nobody, or is so long ago that others may have to be asked by now.
 * @param request with the votes that have come in
 */
export function needsStages(
  request: AccessRequest,
  { recorded, context, votes }: Known & Pick<RequestSnapshot, 'votes'>,
): boolean {
  const known = recorded.request;
  if (request.state !== 'awaiting-approval' || !known) return false;
  if (isClosedOtherwise(context) && !voidDecline(request, bindingVotes(request, votes), context))
    return false;
  const isNoted = known.unfinished || known.trouble !== null;
  const hasStranger = votes !== undefined && votes.unauthorized.size > 0;
  return (
    isNoted || hasStranger || needsProcessing(known, context.now) || !sameVotes(request.votes, known.votes)
  );
}

/**
 * Whether it was declined and its people have not been told, so that what was written with it has to be read.
 * @param request with the votes that have come in
 */
export function needsDeclineReason(
  request: AccessRequest,
  { recorded, context, votes }: Known & Pick<RequestSnapshot, 'votes'>,
): boolean {
  const { ticket, project, passedAt } = context;
  if (request.decision === null || request.details === null || passedAt !== undefined) return false;
  if (recorded.effectsDone.has(declineKey(request.revision)) || isDeclinedByTime(request.assignments))
    return false;
  if (request.state === 'declined') return true;
  return (
    ticket.statusId === project.statuses.declined &&
    allows(request.state, 'closed') &&
    !voidDecline(request, bindingVotes(request, votes), context)
  );
}

/**
 * Whether the policies have to be asked once more: before a fulfillment counts, and whether what is ready for one still
 * is.
 * @param request with the votes that have come in
 */
export const needsPolicies = (request: AccessRequest, known: Known): boolean =>
  isToBeJudged(request, known) || isReadyAsDecided(request, known);

const isToBeJudged = (request: AccessRequest, { context }: Known): boolean =>
  isFulfilled(context) && isJudged(request) && isFulfilledAnew(request, context);

/** Ready, and by no decision of this very look. */
const isReadyAsDecided = (request: AccessRequest, { recorded, context }: Known): boolean =>
  request.state === 'ready' &&
  request.revision === recorded.request?.revision &&
  !isFulfilled(context) &&
  !isClosedOtherwise(context);

/**
 * Whether those who approved have to be asked about once more: before a fulfillment counts, when the guard has noticed
 * something, and now and then. Who votes is asked about when the vote is counted.
 */
export function needsApprovers(request: AccessRequest, known: Known): boolean {
  if (request.decision?.effect !== 'require-approval') return false;
  if (isToBeJudged(request, known)) return true;
  const before = known.recorded.request;
  if (before?.state !== 'ready' || !isReadyAsDecided(request, known)) return false;
  return isDueForRecheck(before, known.context.now);
}

/**
 * Whether the change ticket of a decision has to be looked at once more: before a fulfillment counts, when the guard has
 * noticed something, when it becomes ready, and now and then.
 */
export function needsChangeTicket(request: AccessRequest, known: Known): boolean {
  if (isToBeJudged(request, known)) return true;
  const before = known.recorded.request;
  if (!before || !isReadyAsDecided(request, known)) return false;
  return before.state !== 'ready' || isDueForRecheck(before, known.context.now);
}

const isDueForRecheck = ({ unfinished, lookedAt }: AccessRequest, now: number): boolean =>
  unfinished || lookedAt === null || now - lookedAt >= RECHECK_AFTER;

// less than the hour after which a request that is ready is looked at in any case
const RECHECK_AFTER = 50 * MINUTE;
