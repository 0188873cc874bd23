import { advanceStages, openedTurns } from '../../approvals/rules/advance-stages';
import { bindingApprovals, countedVotes, votesWithout } from '../../approvals/rules/read-votes';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import { shortStage } from '../../approvals/rules/stage-words';
import type { AssignmentResult } from '../../approvals/rules/assign-approvers';
import type { Decision, PolicyFacts } from '../../policy/rules/policy';
import type { Leaving } from '../../pools/rules/waitlist';
import {
  hasComeToNothing,
  type AccessRequest,
  type DecidedAgain,
  type IntakeProblem,
} from './access-request';
import { afterEvent, newRequest, type RequestDecision, type RequestEvent } from './after-event';
import { blockerOf, higherTierSince, type Blocker, type FreshReading } from './blockers';
import type { CompleteRequest } from './checked-request';
import { fulfillingMove, isClosedOtherwise, isFulfilled, type RequestContext } from './request-context';
import { namedIn } from './named-entitlement';
import { causesSince, outdatedBy } from './outdated';
import { requestDigest } from './request-digest';
import type { DecisionReading, Redecision, RequestSnapshot, VoteReading } from './request-snapshot';
import { ownPartIn, requestersOf } from './separate-people';
import type { Trouble } from './trouble';
import { isUsedUp } from './used-up';
import { voidDecline } from './void-decline';
import { declinedKey } from './effect-keys';

/** What is done about a seat once the record says what was decided. */
export type SeatStep =
  | { readonly kind: 'none' }
  /** It is ready: one is held for it, or it waits for the next. */
  | { readonly kind: 'hold' }
  /** It is fulfilled, if it has one. */
  | { readonly kind: 'allocate'; readonly at: number; readonly fulfillerId: string | null };

/** What a look at a ticket comes to. */
export interface Review {
  readonly request: AccessRequest;
  /** Whether what it holds goes back, and it leaves the queue, before anything else; null where it keeps both. */
  readonly leavesPool: Leaving | null;
  readonly seat: SeatStep;
  /** Whether the request stands no longer for the seat that came of it. */
  readonly withdrawsSeat: boolean;
  /** What the decision rests on, when one was made. */
  readonly decidedOn: PolicyFacts | undefined;
}

/**
 * Decides what has become of a request, from everything that was read about it: one event after the other, each taken
 * into the record by `afterEvent`.
 */
export function reviewTicket(snapshot: RequestSnapshot): Review {
  const { decision, redecision } = snapshot;
  const counted = withVotes(received(snapshot), snapshot);
  const voted = happened(counted, decidedAgain(counted.request, snapshot));
  const advanced = happened(voted, stagesAdvanced(voted.request, snapshot));
  const { event, seat } = settled(advanced.request, snapshot);
  const reading = redecision?.reading ?? decision;
  const decidedOn = reading?.kind === 'decided' ? reading.facts : undefined;
  const course = happened(advanced, event);
  const withdrawsSeat = hasComeToNothing(course.request) && snapshot.recorded.seat?.state === 'allocated';
  return { ...course, seat: seat ?? { kind: 'none' }, withdrawsSeat, decidedOn };
}

/** A request with what becomes of its seat on the way. */
interface Course {
  readonly request: AccessRequest;
  readonly leavesPool: Leaving | null;
}

function happened(course: Course, event: RequestEvent | undefined): Course {
  if (!event) return course;
  const request = afterEvent(course.request, event);
  const leaving = leavingBy(event, course.request, request);
  return {
    request,
    leavesPool: course.leavesPool === 'for-good' ? 'for-good' : (leaving ?? course.leavesPool),
  };
}

/** Whether an event takes a request out of its pool; one that is decided anew about the same seat comes back to its position. */
function leavingBy(event: RequestEvent, before: AccessRequest, after: AccessRequest): Leaving | null {
  if (!givesBack(event, before, after)) return null;
  return event.kind === 'decided' && after.state !== 'denied' && isSameSeat(before, after)
    ? 'for-now'
    : 'for-good';
}

/** Whether both are for the same person and about the same tier. */
export const isSameSeat = (
  { details: before }: Pick<AccessRequest, 'details'>,
  { details: after }: Pick<AccessRequest, 'details'>,
): boolean =>
  before !== null &&
  before.applicationKey === after?.applicationKey &&
  before.tierKey === after.tierKey &&
  before.beneficiaryId === after.beneficiaryId;

const asksForElse = ({ decidedAgain: again }: RequestDecision): boolean =>
  again === 'changed' || again === 'roles-changed';

function givesBack(event: RequestEvent, before: AccessRequest, after: AccessRequest): boolean {
  switch (event.kind) {
    case 'found-incomplete':
      return before.state !== 'incomplete';
    case 'decided':
      // what somebody has already stays theirs when only the decision is made anew
      return before.revision > 0 && (asksForElse(event.as) || before.cycle === 0);
    case 'voted':
    case 'stages-advanced':
      return before.state !== 'declined' && after.state === 'declined';
    case 'closed':
    case 'deleted':
      return after !== before;
    case 'blocked':
      // the approval of one that the wrong person moved still holds, and so does the seat that is kept for it
      return event.by !== null && event.by.code !== 'own-part';
    case 'reopened':
    case 'seat-settled':
    case 'fulfilled':
    case 'asked-by':
    case 'named':
    case 'not-found':
    case 'moved':
    case 'change-noticed':
    case 'noticed':
    case 'begun':
    case 'finished':
    case 'waited':
      return false;
  }
}

type Known = Pick<RequestSnapshot, 'recorded' | 'context'>;

/** The record before anything is decided; a new one for a ticket that was not known. */
export const knownRequest = ({ recorded, context }: Known): AccessRequest =>
  recorded.request ?? newRequest(context.ticket);

/** Content counts until the ticket is done. */
export const takesContent = ({ recorded, context }: Known): boolean =>
  recorded.request === undefined || !(isFulfilled(context) || isClosedOtherwise(context));

/**
 * The request in line with what the ticket says: complete or not, decided, and decided again when something that
 * approvals are bound to was changed.
 */
export function received(snapshot: RequestSnapshot): Course {
  const { context } = snapshot;
  const { issueKey, projectId } = context.ticket;
  const known = happened(
    { request: knownRequest(snapshot), leavesPool: null },
    { kind: 'asked-by', requesterIds: requestersOf(context.ticket) },
  );
  const isMoved = known.request.issueKey !== issueKey || known.request.projectId !== projectId;
  const here = happened(known, isMoved ? { kind: 'moved', issueKey, projectId } : undefined);
  // it was moved back and to fulfilled again, which is judged by itself
  const isBack =
    here.request.state === 'unapproved' && isFulfilled(context) && isFulfilledAnew(here.request, context);
  const named = happened(here, namedEvent(snapshot));
  return happened(named, isBack ? { kind: 'reopened' } : contentEvent(named.request, snapshot));
}

/** At a move that has passed the ticket says what was decided, and not what its fields say. */
const namedEvent = (snapshot: RequestSnapshot): RequestEvent | undefined => {
  const { content, context } = snapshot;
  if (!content || context.passedAt !== undefined || !takesContent(snapshot)) return undefined;
  return { kind: 'named', named: namedIn(content, context) };
};

function contentEvent(request: AccessRequest, snapshot: RequestSnapshot): RequestEvent | undefined {
  const { context, content, decision } = snapshot;
  if (!content || !takesContent(snapshot)) return undefined;
  if (!content.ok) return foundIncomplete(content.problems, context);
  if (isStillDecided(request, content, snapshot)) return { kind: 'reopened' };
  if (decision?.kind === 'incomplete') return foundIncomplete(decision.problems, context);
  return (
    decision && {
      kind: 'decided',
      as: newDecision(request, content, decision, changeOf(request, content, snapshot), context),
      at: context.now,
    }
  );
}

const foundIncomplete = (
  problems: readonly IntakeProblem[],
  { ticket, changedAt }: RequestContext,
): RequestEvent => ({
  kind: 'found-incomplete',
  requesterId: ticket.requesterId,
  problems,
  contentChangedAt: changedAt,
});

const OPEN_DECISIONS: readonly AccessRequest['state'][] = [
  'denied',
  'awaiting-approval',
  'ready',
  'fulfilled',
  'unapproved',
];

/** The decision in force is about exactly what the ticket says now, and nobody has to decide anew. */
export const isStillDecided = (
  request: AccessRequest,
  { details }: CompleteRequest,
  { recorded, context: { changedAt } }: Known,
): boolean =>
  request.decision !== null &&
  !isUsedUp(request, recorded.seat) &&
  !isDenialOver(request, recorded) &&
  !lacksApprovers(request) &&
  request.digest === requestDigest(details) &&
  request.contentChangedAt === changedAt &&
  OPEN_DECISIONS.includes(request.state);

/** A denied ticket was closed for that and is open again, so it is asked what holds today. */
const isDenialOver = (
  { state, revision }: AccessRequest,
  { effectsDone }: RequestSnapshot['recorded'],
): boolean => state === 'denied' && effectsDone.has(declinedKey(revision));

/** Nobody was ever asked what has to be approved: it was stuck when its ticket was moved on. */
const lacksApprovers = ({ assignments, decision }: AccessRequest): boolean =>
  decision?.effect === 'require-approval' && assignments.length === 0;

function newDecision(
  request: AccessRequest,
  content: CompleteRequest,
  { decision, assigned, locations, earlierApprovals }: Extract<DecisionReading, { kind: 'decided' }>,
  again: DecidedAgain | null,
  { ticket, changedAt, groups, calendars, now }: RequestContext,
): RequestDecision {
  const { details } = content;
  // nobody is asked, so nobody can say that what the person has got since is to be taken away
  const higher =
    decision.effect === 'auto-approve'
      ? (higherTierSince(content, changedAt ?? request.requestedAt) ?? null)
      : null;
  const trouble = assigned.ok
    ? (portalTrouble(decision, ticket) ?? higher)
    : noApprover(assigned, groups.fallback);
  const isRepeat =
    request.state === 'stuck' &&
    request.digest === requestDigest(details) &&
    request.contentChangedAt === changedAt;
  return {
    requesterId: ticket.requesterId,
    revision: isRepeat && trouble ? request.revision : request.revision + 1,
    details,
    decision,
    decidedAgain: again,
    decidedBecause: [],
    assignments:
      assigned.ok && !trouble ? openedTurns(assigned.assignments, [], { calendars, locations, now }) : [],
    trouble,
    contentChangedAt: changedAt,
    ignoredApprovalIds: earlierApprovals.map(({ id }) => id),
  };
}

/** Whether the catalog has given the tier roles since, or taken them away, and the ticket says what it said. */
const isOfOtherRoles = ({ details: before }: AccessRequest, details: CompleteRequest['details']): boolean =>
  before !== null &&
  (before.role === null) !== (details.role === null) &&
  requestDigest({ ...details, role: before.role }) === requestDigest(before);

/** Whether it is because the ticket says something else now that it is decided once more. */
function changeOf(
  request: AccessRequest,
  { details }: CompleteRequest,
  { recorded, context: { changedAt } }: Known,
): DecidedAgain | null {
  const { revision, digest, contentChangedAt } = request;
  if (revision === 0) return null;
  const isChanged = contentChangedAt !== changedAt || (digest !== null && digest !== requestDigest(details));
  if (isChanged) return isOfOtherRoles(request, details) ? 'roles-changed' : 'changed';
  return isUsedUp(request, recorded.seat) ? 'used-up' : null;
}

/**
 * Why the decision in force does not hold any more, though the ticket says the same: more is required today, or it is
 * forbidden, its rules are gone, the person has a higher tier by now, its change ticket does not count any more, or who
 * approved it may not decide any more.
 * @param request with the votes that have come in
 */
export function reasonToDecideAgain(
  request: AccessRequest,
  { context, content, policies, gone, recorded, changeTicket }: RequestSnapshot,
): Omit<Redecision, 'reading'> | undefined {
  if (request.state !== 'ready' || isFulfilled(context) || isClosedOtherwise(context) || !content)
    return undefined;
  const fresh = {
    ...recordedVotes(request, gone),
    content,
    contentChangedAt: context.changedAt,
    seat: recorded.seat,
    policies,
  };
  const because = outdatedBy(blockerOf(request, fresh) ?? changeTicket);
  return because && { because, causes: causesSince(request, fresh) };
}

/** The votes that were counted, without those of people who may not decide any more. */
const recordedVotes = (
  { votes, assignments }: AccessRequest,
  gone: ReadonlySet<string> = new Set(),
): Pick<FreshReading, 'votes' | 'gone'> => ({ votes: votesWithout(votes, assignments, gone), gone });

function decidedAgain(
  request: AccessRequest,
  { content, context, redecision }: RequestSnapshot,
): RequestEvent | undefined {
  if (!redecision || !content?.ok) return undefined;
  const { reading, because, causes } = redecision;
  if (reading.kind === 'incomplete') return foundIncomplete(reading.problems, context);
  const as = { ...newDecision(request, content, reading, because, context), decidedBecause: causes };
  return { kind: 'decided', as, at: context.now };
}

/** Only of a request of the portal JSM asks anybody. */
const portalTrouble = ({ effect }: Decision, { requestTypeId }: RequestContext['ticket']): Trouble | null =>
  effect === 'require-approval' && requestTypeId === null ? { code: 'no-request-type' } : null;

const noApprover = (
  { unassigned, isFallbackTooLarge = false }: Extract<AssignmentResult, { readonly ok: false }>,
  fallback: RequestContext['groups']['fallback'],
): Trouble => ({
  code: 'no-approver',
  stages: unassigned.map(shortStage),
  fallback: fallback?.name ?? null,
  ...(isFallbackTooLarge ? { isFallbackTooLarge } : {}),
});

/** A request in line with what its ticket says, with the votes that have come in. */
export function withVotes(course: Course, { votes, context }: RequestSnapshot): Course {
  if (!votes) return course;
  const counted = countedVotes(course.request, votes.approvals, votes.unauthorized, context.now);
  return happened(course, { kind: 'voted', votes: counted });
}

/** The approvals that are about what was decided, as far as they were read. */
export const bindingVotes = (
  request: AccessRequest,
  votes: VoteReading | undefined,
): readonly TicketApproval[] | undefined => votes && bindingApprovals(request, votes.approvals);

function stagesAdvanced(
  { assignments, votes }: AccessRequest,
  { stages, context }: RequestSnapshot,
): RequestEvent | undefined {
  if (!stages) return undefined;
  const { found, locations } = stages;
  const { calendars, groups, now } = context;
  return {
    kind: 'stages-advanced',
    assignments: advanceStages(assignments, votes, stages, { calendars, locations, now }),
    trouble: found.ok ? null : noApprover(found, groups.fallback),
  };
}

interface Settled {
  readonly event?: RequestEvent;
  readonly seat?: SeatStep;
}

/**
 * Where the ticket's own status leaves the request: a seat is held when it is ready, allocated when the ticket is
 * fulfilled, given back when it was closed otherwise, unless that was done by a decline that counts for nothing. A ticket that came to fulfilled without a valid decision, or by the
 * hand of somebody who has another part in it, gets nothing.
 */
function settled(request: AccessRequest, snapshot: RequestSnapshot): Settled {
  const { context } = snapshot;
  const { ticket, project } = context;
  if (isFulfilled(context)) return settledFulfilled(request, snapshot);
  if (isClosedOtherwise(context)) {
    if (isUndone(request, snapshot)) return {};
    const as = ticket.statusId === project.statuses.declined ? 'declined' : 'canceled';
    return { event: { kind: 'closed', as } };
  }
  return request.state === 'ready' ? { seat: { kind: 'hold' } } : {};
}

/** Whether it was declined by somebody who may not decide; of one that is approved, no look has counted the votes since. */
function isUndone(request: AccessRequest, { votes, context }: RequestSnapshot): boolean {
  if (!votes || !voidDecline(request, bindingVotes(request, votes), context)) return false;
  const counted = countedVotes(request, votes.approvals, votes.unauthorized, context.now);
  return outcomeOf(counted) !== 'declined';
}

/** Whether the ticket came to fulfilled by a move that was not judged; a reopening lies between two. */
export function isFulfilledAnew({ state, judgedAt }: AccessRequest, context: RequestContext): boolean {
  const move = fulfillingMove(context);
  const wasThere = state === 'fulfilled' || state === 'unapproved';
  return !wasThere || (move !== undefined && move.at !== judgedAt);
}

function settledFulfilled(request: AccessRequest, snapshot: RequestSnapshot): Settled {
  const { context, recorded, content, policies, gone } = snapshot;
  if (!isFulfilledAnew(request, context)) return {};
  const move = fulfillingMove(context);
  const at = move?.at ?? context.now;
  const blocked = (by: Blocker | null): Settled => ({ event: { kind: 'blocked', by, at } });
  // nothing was decided when it was moved, whatever would have been
  if (!recorded.request) return blocked(null);
  if (request.state !== 'ready' && request.state !== 'fulfilled') return blocked(null);
  if (!content) throw new Error('a fulfillment is judged by what its ticket says');
  const { changedAt: contentChangedAt } = context;
  const { seat } = recorded;
  const fresh = { ...recordedVotes(request, gone), content, contentChangedAt, seat, policies };
  const blocker = blockerOf(request, fresh) ?? snapshot.changeTicket;
  if (blocker) return blocked(blocker);
  const moverId = move?.authorId ?? null;
  // the app moves a ticket for the agent who arranged that it is fulfilled as soon as it has a seat
  const fulfillerId = moverId === context.appAccountId ? (recorded.queue?.fulfillerId ?? moverId) : moverId;
  // the guard does not know who clicks
  const isOtherApp = move?.byApp === true && moverId !== context.appAccountId;
  const part = isOtherApp ? 'app' : ownPartIn(request, fulfillerId ?? '');
  if (part) return blocked({ code: 'own-part', part });
  return { seat: { kind: 'allocate', at, fulfillerId } };
}
