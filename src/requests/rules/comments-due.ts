import { entitlementName } from '../../catalog/rules/entitlement';
import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import { poolIdOf, type Application, type Tier } from '../../catalog/rules/catalog';
import type { AdfDocument } from '../../common/rules/adf';
import type { Seat } from '../../pools/rules/pool';
import type { AccessRequest } from './access-request';
import { closerOf, declineKey, declineOf } from './decline';
import { isSaid, short, troubleKey } from './effect-keys';
import { askedAgainText } from './asked-again';
import {
  askedAgainComment,
  closedComment,
  decisionNote,
  declineComment,
  denialComment,
  fulfillmentNote,
  notAskedNote,
  overtimeComment,
  problemsComment,
  readyComment,
  rosterNote,
  seatNote,
  troubleNote,
  unapprovedNote,
  type Fulfillment,
  type SeatClaimLeft,
} from './notes';
import { blockerMessages } from './messages';
import { isForAdministrator, turnOf } from './problem-turn';
import { fulfillingMove, isFulfilled, type RequestContext } from './request-context';
import { fulfillmentRecordId } from './request-digest';

export interface DueComment {
  readonly key: string;
  readonly visibility: 'internal' | 'public';
  readonly body: AdfDocument;
}

/** What comments are written from, besides the record. */
interface CommentSources {
  readonly context: RequestContext;
  readonly entitlement: { readonly application: Application; readonly tier: Tier } | undefined;
  /** Keys of the effects that are done. */
  readonly done: ReadonlySet<string>;
  readonly seat: Seat | undefined;
  /** Higher tiers that it would take the place of, by name. */
  readonly replaces: readonly string[];
  /** What whoever declined wrote with it. */
  readonly declineReason: string | undefined;
  /** The agent who had it fulfilled as soon as it has a seat, by a decision that is none any more. */
  readonly orderEnded: string | undefined;
  /** What is left of its claim to a seat while it has to be approved again. */
  readonly seatClaim: SeatClaimLeft | null;
  /** Whether somebody had approved it before it was decided once more. */
  readonly hadApproval: boolean;
}

/** The key of the note that says what was decided. */
export const decisionKey = ({ revision }: Pick<AccessRequest, 'revision'>): string => `decision:${revision}`;

/** The comments that the state of a request calls for and its ticket does not have. */
export function commentsDue(request: AccessRequest, sources: CommentSources): DueComment[] {
  const { revision, trouble } = request;
  return commentsOf(request, sources).filter(
    ({ key }) =>
      !sources.done.has(key) &&
      !(trouble && key === troubleKey(revision, trouble) && isSaid(sources.done, revision, trouble)),
  );
}

function commentsOf(request: AccessRequest, sources: CommentSources): DueComment[] {
  const { context, entitlement, done, seat } = sources;
  const { state, revision, decision, details, assignments, trouble } = request;
  const due: DueComment[] = [];
  const say = (visibility: DueComment['visibility'], key: string, body: AdfDocument): void => {
    due.push({ key, visibility, body });
  };
  if (state === 'incomplete') {
    say('public', `problems:${short(request.problems)}`, problemsComment(request.problems));
    const lacking = request.problems.filter(isForAdministrator);
    if (lacking.length > 0) say('internal', `roster:${short(lacking)}`, rosterNote(lacking));
    // the portal shows its requests alone, so nobody has asked the requester anything
    if (context.ticket.requestTypeId === null && turnOf(request.problems) === 'requester')
      say('internal', `not-asked:${short(request.problems)}`, notAskedNote());
  }
  const isUndecided = state === 'unapproved' && isFulfilled(context);
  if (isUndecided)
    say(
      'internal',
      `unapproved:${fulfillingMove(context)?.id ?? ''}`,
      unapprovedNote(trouble, whatOf(entitlement, details)),
    );
  if (!entitlement || !decision || !details) return due;
  const what = entitlementName(entitlement.application, entitlement.tier, details.role);
  if (state === 'denied')
    say('public', `denied:${revision}`, denialComment(what, decision.reasons, request.decidedAgain));
  if (state === 'awaiting-approval' || state === 'ready')
    say(
      'internal',
      decisionKey(request),
      decisionNote({
        what,
        application: entitlement.application.name,
        tier: entitlementName(entitlement.application, entitlement.tier),
        details,
        decision,
        assignments,
        again: request.decidedAgain,
        causes: request.decidedBecause,
        replaces: sources.replaces,
        orderEnded: sources.orderEnded,
        seatClaim: state === 'awaiting-approval' ? sources.seatClaim : null,
      }),
    );
  const askedAgain = askedAgainText(request, what, sources.hadApproval);
  if (askedAgain !== null) {
    const hasQueued = sources.seatClaim === 'keeps-position';
    say('public', `asked-again:${revision}`, askedAgainComment(askedAgain, hasQueued));
  }
  if (state === 'declined' && isDeclinedByTime(assignments))
    say('public', `overtime:${revision}`, overtimeComment(what));
  const decline = state === 'declined' ? declineOf(request, context) : undefined;
  if (decline) say('public', declineKey(revision), declineComment(what, decline, sources.declineReason));
  if (state === 'canceled' && hasToHearOfEnd(request, context)) {
    const { requesterId } = context.ticket;
    say('public', `closed:${revision}`, closedComment(what, closerOf(context), requesterId));
  }
  const isOpen = state === 'stuck' || state === 'ready' || state === 'awaiting-approval';
  // a workflow that leads nowhere keeps also what was denied from being closed; the note above has said it already
  if (trouble && (isOpen || (trouble.code === 'no-transition' && !isUndecided)))
    say('internal', troubleKey(revision, trouble), troubleNote(trouble, what));
  if (state === 'ready' && !trouble && isSaid(done, revision, { code: 'pool-full' }))
    say('internal', `seat:${revision}`, seatNote(what));
  const fulfillment =
    state === 'fulfilled' && seat ? fulfillmentOf(request, what, entitlement, { seat, context }) : null;
  if (fulfillment) {
    say('internal', `fulfilled-note:${request.cycle}`, fulfillmentNote(fulfillment));
    say('public', `fulfilled-comment:${request.cycle}`, readyComment(fulfillment));
  }
  return due;
}

/** Whether somebody whose request it is did not end it themselves. */
const hasToHearOfEnd = ({ requesterId, details }: AccessRequest, context: RequestContext): boolean =>
  [requesterId, details?.beneficiaryId ?? requesterId].some((id) => id !== closerOf(context));

const whatOf = (entitlement: CommentSources['entitlement'], details: AccessRequest['details']): string =>
  entitlement
    ? entitlementName(entitlement.application, entitlement.tier, details?.role)
    : blockerMessages.thisRequest;

function fulfillmentOf(
  request: AccessRequest,
  what: string,
  { application, tier }: { readonly application: Application; readonly tier: Tier },
  { seat: { slot }, context }: { readonly seat: Seat; readonly context: RequestContext },
): Fulfillment | null {
  const { details, decision, digest, fulfilledAt, fulfillerId, cycle } = request;
  if (!details || !decision || digest === null || fulfilledAt === null) return null;
  return {
    what,
    details,
    requesterId: request.requesterId,
    decision,
    assignments: request.assignments,
    votes: request.votes,
    fulfillerId: fulfillerId ?? '',
    pool: entitlementName(application, tier),
    slot,
    purchased: tier.seats,
    requestedAt: request.requestedAt,
    approvedAt: request.approvedAt,
    fulfilledAt,
    endsAt: request.endsAt,
    replaces: application.tiers
      .filter(({ key }) => request.replaced.includes(poolIdOf(application.key, key)))
      .map((other) => entitlementName(application, other)),
    isEndEnforced: !context.keptPastEnd.includes(details.applicationKey),
    recordId: fulfillmentRecordId(request.issueId, cycle, digest),
  };
}
