import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { noVotesYet, outcomeOf } from '../../approvals/rules/stage-outcome';
import { addDays } from '../../common/rules/time-text';
import type { Ticket } from '../../jira/rules/ticket';
import { stageKey } from '../../policy/rules/approval-stage';
import type { Decision } from '../../policy/rules/policy';
import {
  REQUEST_STATES,
  type AccessRequest,
  type DecidedAgain,
  type DecisionCause,
  type IntakeProblem,
  type NamedEntitlement,
  type RequestDetails,
  type RequestState,
} from './access-request';
import { approvalOf, troubleOf, type Blocker } from './blockers';
import { SOON } from './next-check';
import { requestDigest } from './request-digest';
import { requestersOf } from './separate-people';
import type { Trouble } from './trouble';

/** What the policy said of exactly what a ticket says, and who is to approve it. */
export interface RequestDecision {
  readonly requesterId: string;
  /** Which decision on this request it is; a later one outdates it. */
  readonly revision: number;
  readonly details: RequestDetails;
  readonly decision: Decision;
  readonly decidedAgain: DecidedAgain | null;
  readonly decidedBecause: readonly DecisionCause[];
  /** Empty where nobody has to approve, or nobody can. */
  readonly assignments: readonly ApprovalAssignment[];
  /** Why nobody can be asked; null when everybody whom it takes is. */
  readonly trouble: Trouble | null;
  readonly contentChangedAt: number | null;
  /** Approvals of JSM that were about something else. */
  readonly ignoredApprovalIds: readonly string[];
}

/** What taking a seat came to. */
export type SeatOutcome = 'held' | 'waiting' | 'gave-up' | 'holds-already';

/** What happens to a request. Times in milliseconds since the epoch, UTC. */
export type RequestEvent =
  /** The ticket does not say what it takes to decide it. */
  | {
      readonly kind: 'found-incomplete';
      readonly requesterId: string;
      readonly problems: readonly IntakeProblem[];
      readonly contentChangedAt: number | null;
    }
  /** Its words were found to mean this of the catalog. */
  | { readonly kind: 'named'; readonly named: NamedEntitlement | null }
  | { readonly kind: 'decided'; readonly as: RequestDecision; readonly at: number }
  /** The ticket is open again, and says what was decided. */
  | { readonly kind: 'reopened' }
  /** Votes that count were noticed. */
  | { readonly kind: 'voted'; readonly votes: readonly StageVote[] }
  /** Open stages ask whom they can ask today, and took the steps that were due. */
  | {
      readonly kind: 'stages-advanced';
      readonly assignments: readonly ApprovalAssignment[];
      readonly trouble: Trouble | null;
    }
  | { readonly kind: 'seat-settled'; readonly outcome: SeatOutcome }
  /** The ticket was moved to fulfilled, and the seat is allocated. */
  | {
      readonly kind: 'fulfilled';
      readonly at: number;
      readonly fulfillerId: string | null;
      /** Pools of the tiers that it takes the place of. */
      readonly replaced: readonly string[];
    }
  /** The ticket was moved to fulfilled, which does not count; null where its state says why. */
  | { readonly kind: 'blocked'; readonly by: Blocker | null; readonly at: number }
  /** The ticket ended without being fulfilled. */
  | { readonly kind: 'closed'; readonly as: 'declined' | 'canceled' }
  /** The ticket is gone for good. */
  | { readonly kind: 'deleted' }
  /** The ticket cannot be read; `since` when it has been missing from a project that can be seen, null where that cannot. */
  | { readonly kind: 'not-found'; readonly since: number | null; readonly followAt: number | null }
  /** It is known of more people that they asked. */
  | { readonly kind: 'asked-by'; readonly requesterIds: readonly string[] }
  /** The ticket has another key, and may be in another project. */
  | { readonly kind: 'moved'; readonly issueKey: string; readonly projectId: string }
  /** The ticket was seen to say something else than what was decided, whatever it says later. */
  | { readonly kind: 'change-noticed'; readonly now: number }
  /** Somebody has to look at the ticket at once. */
  | { readonly kind: 'noticed'; readonly now: number }
  /** Something outside is about to be done; whatever cuts it off, the reconcile takes it up. */
  | { readonly kind: 'begun'; readonly now: number }
  /** Everything that was due is done. */
  | {
      readonly kind: 'finished';
      readonly now: number;
      readonly trouble: Trouble | null;
      readonly propertyDigest: string | null;
      /** When it was last worked out whom open stages ask. */
      readonly askedAt: number | null;
      readonly followAt: number | null;
    }
  /** Nobody has voted. */
  | { readonly kind: 'waited'; readonly followAt: number };

const but = (...states: readonly RequestState[]): RequestState[] =>
  REQUEST_STATES.filter((state) => !states.includes(state));

const ALLOWED: Readonly<Record<RequestEvent['kind'], readonly RequestState[]>> = {
  'found-incomplete': REQUEST_STATES,
  named: REQUEST_STATES,
  decided: REQUEST_STATES,
  reopened: ['fulfilled', 'unapproved'],
  voted: ['awaiting-approval'],
  'stages-advanced': ['awaiting-approval'],
  'seat-settled': ['ready'],
  fulfilled: ['ready', 'fulfilled'],
  blocked: REQUEST_STATES,
  closed: but('declined', 'denied', 'canceled', 'fulfilled'),
  deleted: but('canceled', 'fulfilled'),
  'not-found': REQUEST_STATES,
  'asked-by': REQUEST_STATES,
  moved: REQUEST_STATES,
  'change-noticed': REQUEST_STATES,
  noticed: REQUEST_STATES,
  begun: REQUEST_STATES,
  finished: REQUEST_STATES,
  waited: REQUEST_STATES,
};

/** Whether an event can happen to a request in this state. */
export const allows = (state: RequestState, event: RequestEvent['kind']): boolean =>
  ALLOWED[event].includes(state);

/**
 * A request after something happened to it: the only place where its state is decided. The same request, not a copy of
 * it, when the event cannot happen to it or says nothing new.
 */
export function afterEvent(request: AccessRequest, event: RequestEvent): AccessRequest {
  if (!allows(request.state, event.kind)) return request;
  const next = { ...request, ...changesBy(event, request) };
  return JSON.stringify(next) === JSON.stringify(request) ? request : next;
}

function changesBy(event: RequestEvent, request: AccessRequest): Partial<AccessRequest> {
  switch (event.kind) {
    case 'found-incomplete':
      return incomplete(event);
    case 'named':
      return { named: event.named };
    case 'decided':
      return decided(event.as, event.at, request);
    case 'reopened':
      return { state: reopenedState(request), trouble: null };
    case 'voted':
      return voted(event.votes, request);
    case 'stages-advanced':
      return {
        assignments: event.assignments,
        trouble: event.trouble,
        state: isDeclinedByTime(event.assignments) ? 'declined' : request.state,
      };
    case 'seat-settled':
      return { trouble: SEAT_TROUBLES[event.outcome] };
    case 'fulfilled':
      return fulfilled(event, request);
    case 'blocked':
      return {
        state: 'unapproved',
        // what was in the way of an earlier move says nothing of this one
        trouble: event.by ? troubleOf(event.by) : request.trouble,
        judgedAt: event.at,
      };
    case 'closed':
      return { state: event.as, trouble: null };
    case 'deleted':
      return { state: 'canceled', unfinished: false, followAt: null };
    case 'not-found':
      return { missingSince: event.since, followAt: event.followAt };
    case 'asked-by':
      return { requesterIds: [...new Set([...request.requesterIds, ...event.requesterIds])] };
    case 'moved':
      return { issueKey: event.issueKey, projectId: event.projectId };
    case 'change-noticed':
      // no approval from before counts any more, and the next look decides anew
      // the change may have been in this very millisecond, so the time alone does not tell it from what was decided
      return { digest: OUTDATED, contentChangedAt: event.now, unfinished: true, followAt: event.now };
    case 'noticed':
      return { unfinished: true, followAt: event.now };
    case 'begun':
      return { unfinished: true, followAt: event.now + SOON };
    case 'finished':
      return {
        trouble: event.trouble,
        propertyDigest: event.propertyDigest,
        unfinished: false,
        lookedAt: event.now,
        missingSince: null,
        askedAt: event.askedAt,
        followAt: event.followAt,
      };
    case 'waited':
      return { followAt: event.followAt, missingSince: null };
  }
}

/** The digest of no details whatever. */
const OUTDATED = 'outdated';

type Kind<K extends RequestEvent['kind']> = Extract<RequestEvent, { readonly kind: K }>;

const incomplete = ({
  requesterId,
  problems,
  contentChangedAt,
}: Kind<'found-incomplete'>): Partial<AccessRequest> => ({
  state: 'incomplete',
  requesterId,
  details: null,
  digest: null,
  decision: null,
  decidedAgain: null,
  decidedBecause: [],
  assignments: [],
  votes: [],
  problems,
  contentChangedAt,
  approvedAt: null,
  trouble: null,
});

const STATE_AFTER: Readonly<Record<Decision['effect'], RequestState>> = {
  deny: 'denied',
  'auto-approve': 'ready',
  'require-approval': 'awaiting-approval',
};

function decided(
  { decision, ...as }: RequestDecision,
  at: number,
  request: AccessRequest,
): Partial<AccessRequest> {
  const isOutdated =
    as.revision < request.revision || (as.revision === request.revision && request.state !== 'stuck');
  if (isOutdated) return {};
  const state = as.trouble ? 'stuck' : STATE_AFTER[decision.effect];
  return {
    ...as,
    state,
    decision,
    digest: requestDigest(as.details),
    votes: noVotesYet(as.assignments),
    problems: [],
    askedAt: at,
    approvedAt: state === 'ready' ? at : null,
    // a new decision grants a time of its own
    endsAt: null,
  };
}

/** A fulfilled ticket that is open again keeps its decision and its seat; what is left is to fulfill it again. */
function reopenedState({ state, decision }: AccessRequest): RequestState {
  if (state === 'fulfilled') return 'ready';
  // moved back from where it should not have been: the decision, and then the votes, say where it stands
  return decision ? STATE_AFTER[decision.effect] : state;
}

/** All stages approved makes it ready, one decline ends it. */
function voted(votes: readonly StageVote[], request: AccessRequest): Partial<AccessRequest> {
  const outcome = outcomeOf(votes);
  if (outcome === 'declined') return { votes, state: 'declined' };
  if (outcome === 'pending' || !isGranted({ ...request, votes })) return { votes };
  const decidedAt = votes.map((vote) => vote.decidedAt ?? 0);
  return { votes, state: 'ready', approvedAt: Math.max(...decidedAt) };
}

/** Whether the decision in force lets it be fulfilled: a rule approves it, or people who were asked in every stage. */
function isGranted({
  decision,
  assignments,
  votes,
}: Pick<AccessRequest, 'decision' | 'assignments' | 'votes'>): boolean {
  if (!decision || approvalOf(decision, votes) !== 'approved') return false;
  const asked = new Set(assignments.map(({ stage }) => stage));
  return decision.stages.every((stage) => asked.has(stageKey(stage)));
}

const SEAT_TROUBLES: Readonly<Record<SeatOutcome, Trouble | null>> = {
  held: null,
  waiting: { code: 'pool-full' },
  'gave-up': { code: 'left-queue' },
  'holds-already': { code: 'holds-already' },
};

/** What keeps a request from a seat; null when it holds one. */
export const seatTrouble = (outcome: SeatOutcome): Trouble | null => SEAT_TROUBLES[outcome];

function fulfilled(
  { at, fulfillerId, replaced }: Kind<'fulfilled'>,
  request: AccessRequest,
): Partial<AccessRequest> {
  const isKnown = request.state === 'fulfilled' && request.fulfilledAt === at;
  if (isKnown || !isGranted(request)) return {};
  return {
    state: 'fulfilled',
    fulfilledAt: at,
    judgedAt: at,
    fulfillerId,
    endsAt: endOfAccess(request, at),
    cycle: request.cycle + 1,
    grantedRevision: request.revision,
    replaced,
    trouble: null,
  };
}

/** When the access ends that is fulfilled at a time; a second fulfillment on the same decision does not restart it. */
export function endOfAccess({ endsAt, details }: AccessRequest, fulfilledAt: number): number | null {
  const days = details?.durationDays ?? null;
  return endsAt ?? (days === null ? null : addDays(fulfilledAt, days));
}

/** A record for a ticket that was not known before. */
export const newRequest = (ticket: Ticket): AccessRequest => ({
  issueId: ticket.issueId,
  issueKey: ticket.issueKey,
  projectId: ticket.projectId,
  requesterId: ticket.requesterId,
  requesterIds: requestersOf(ticket),
  state: 'incomplete',
  revision: 0,
  details: null,
  digest: null,
  decision: null,
  decidedAgain: null,
  decidedBecause: [],
  assignments: [],
  votes: [],
  problems: [],
  named: null,
  contentChangedAt: null,
  ignoredApprovalIds: [],
  requestedAt: ticket.createdAt,
  approvedAt: null,
  fulfilledAt: null,
  fulfillerId: null,
  endsAt: null,
  cycle: 0,
  judgedAt: null,
  grantedRevision: null,
  replaced: [],
  trouble: null,
  unfinished: false,
  followAt: null,
  lookedAt: null,
  missingSince: null,
  askedAt: null,
  propertyDigest: null,
  version: 0,
});
