import { sha256 } from '../../common/rules/digest';
import { entitlementName } from '../../catalog/rules/entitlement';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import { askedNow, openApproval } from '../../approvals/rules/open-stages';
import { findByKeyOrName, type Application, type Tier } from '../../catalog/rules/catalog';
import type { AdfDocument } from '../../common/rules/adf';
import type { FieldWrite } from '../../jira/rules/field-write';
import { lastMoveInto } from '../../jira/rules/ticket';
import type { Seat } from '../../pools/rules/pool';
import type { AccessRequest } from './access-request';
import { commentsDue, decisionKey } from './comments-due';
import { isSaid, short, troubleKey } from './effect-keys';
import { blockerText } from './blocker-messages';
import { noticeMessages } from './messages';
import { noticesDue, type Notice } from './notices';
import type { RequestContext } from './request-context';
import { fulfillmentRecordId } from './request-digest';
import { sharingDue, type Sharing } from './sharing';
import { voidDeclineNote, type SeatClaimLeft } from './notes';
import type { Trouble } from './trouble';
import { voidDecline, type VoidDecline } from './void-decline';

/** What of the catalog a request is about. */
export interface Entitlement {
  readonly application: Application;
  readonly tier: Tier;
}

/** What effects are planned from, besides the record. */
export interface EffectSources {
  readonly context: RequestContext;
  readonly applications: readonly Application[];
  /** JSM's approvals that are about what was decided, oldest first; undefined when not read. */
  readonly approvals: readonly TicketApproval[] | undefined;
  /** Whether JSM has an approval open, whatever it is about. */
  readonly isAsking: boolean;
  /** Keys of the effects that are done. */
  readonly done: ReadonlySet<string>;
  readonly seat: Seat | undefined;
  /** Higher tiers that the person has and that it would take the place of, by name. */
  readonly replaces: readonly string[];
  /** The agent who has it fulfilled as soon as it has a seat. */
  readonly arrangedBy: string | undefined;
  /** What whoever declined wrote with it. */
  readonly declineReason: string | undefined;
  /** The agent who had, by a decision that is none any more. */
  readonly orderEnded: string | undefined;
  /** What is left of its claim to a seat while it has to be approved again. */
  readonly seatClaim: SeatClaimLeft | null;
  /** Whether somebody had approved it before it was decided once more. */
  readonly hadApproval: boolean;
}

/** Something outside that has to be done; one with a key is done once for all time. */
export type Effect =
  | { readonly kind: 'write-fields'; readonly writes: Readonly<Record<string, FieldWrite>> }
  | {
      readonly kind: 'transition';
      readonly key: string | null;
      readonly transitionId: string;
      /** Whether the ticket has to be looked at again, since it only passes through that status. */
      readonly isPassing: boolean;
    }
  | {
      readonly kind: 'comment';
      readonly key: string;
      readonly visibility: 'internal' | 'public';
      readonly body: AdfDocument;
    }
  | { readonly kind: 'mail'; readonly key: string; readonly notice: Notice }
  | ({ readonly kind: 'share' } & Sharing)
  | ({ readonly kind: 'notify-owner' } & OwnerNotice)
  | { readonly kind: 'write-property'; readonly value: RequestCopy }
  /** What this agent arranged holds no more. */
  | { readonly kind: 'end-order'; readonly agentId: string }
  /** Fulfilled for the agent who arranged it, if they still may; the guard still decides. */
  | {
      readonly kind: 'fulfill-in-turn';
      readonly key: string;
      readonly transitionId: string;
      readonly agentId: string;
    };

/** Something that one of an application's owners has to know, who may have no way to the queue. */
export interface OwnerNotice {
  readonly key: string;
  readonly owners: Pick<Application, 'ownerId' | 'backupOwnerId'>;
  readonly subject: string;
  readonly text: string;
  /** Whether it is a request of the portal, which can be shared with them. */
  readonly isShareable: boolean;
  readonly projectId: string;
}

/** What the issue property says of a request. Times are ISO 8601 in UTC. */
export interface RequestCopy {
  readonly state: string;
  readonly application: string | null;
  readonly tier: string | null;
  readonly premium: boolean;
  readonly requestedAt: string;
  readonly approvedAt: string | null;
  readonly fulfilledAt: string | null;
  readonly endsAt: string | null;
  readonly recordId: string | null;
}

/** What is left to do so that the ticket shows what the record says, in the order in which it is done. */
export interface EffectPlan {
  readonly effects: readonly Effect[];
  /** What keeps the request, the workflow included. */
  readonly trouble: Trouble | null;
  /** Fingerprint of what the property then says. */
  readonly propertyDigest: string;
}

/** Makes the ticket show what the record says: fields, status, comments, mails, property. What is done is left out. */
export function planEffects(request: AccessRequest, sources: EffectSources): EffectPlan {
  const { applications, context, done, orderEnded } = sources;
  const entitlement = entitlementOf(request, applications);
  const move = plannedMove(request, sources);
  const trouble = move?.kind === 'no-transition' ? move.trouble : request.trouble;
  const comments = commentsDue({ ...request, trouble }, { ...sources, entitlement });
  const property = propertyOf(request, entitlement);
  const propertyDigest = sha256(JSON.stringify(property));
  const declined = move?.kind === 'transition' && voidDecline(request, sources.approvals, context);
  const effects: readonly Effect[] = [
    ...(leavesApprovalBehind(request, move, sources) ? asksNobody(sources) : []),
    ...(entitlement ? fieldWrites(request, move, sources, entitlement) : []),
    // before the move, after which nothing tells that there was one
    ...(declined ? [voidDeclineComment(declined, request)] : []),
    ...(move?.kind === 'transition' ? [move] : []),
    ...shares(request, sources),
    ...comments.map((comment) => ({ kind: 'comment' as const, ...comment })),
    // not before a note says so
    ...(orderEnded !== undefined && comments.some(({ key }) => key === decisionKey(request))
      ? [{ kind: 'end-order' as const, agentId: orderEnded }]
      : []),
    ...(entitlement ? mails(request, entitlement, done) : []),
    ...toOwner({ ...request, trouble }, subjectOf(request, sources, entitlement), sources),
    ...(propertyDigest === request.propertyDigest
      ? []
      : [{ kind: 'write-property' as const, value: property }]),
    ...fulfillmentInTurn(request, sources),
  ];
  return { effects, trouble, propertyDigest };
}

const voidDeclineComment = (
  { approvalId, declinerId }: VoidDecline,
  { state }: Pick<AccessRequest, 'state'>,
): Effect => ({
  kind: 'comment',
  key: `void-decline:${approvalId}`,
  visibility: 'internal',
  body: voidDeclineNote(declinerId, state === 'ready'),
});

function entitlementOf(
  { details }: AccessRequest,
  applications: readonly Application[],
): Entitlement | undefined {
  const application = applications.find(({ key }) => key === details?.applicationKey);
  const tier = application && details ? findByKeyOrName(application.tiers, details.tierKey) : undefined;
  return application && tier ? { application, tier } : undefined;
}

/**
 * Whether a move leaves an approval of JSM that counts for nothing any more. One whose votes count is left with its
 * approvers, without whom they would be gone.
 */
const leavesApprovalBehind = (
  { state }: AccessRequest,
  move: PlannedMove | undefined,
  { context: { ticket, project }, isAsking }: EffectSources,
): boolean =>
  move?.kind === 'transition' &&
  isAsking &&
  state !== 'ready' &&
  (move.isPassing || state === 'incomplete' || state === 'stuck') &&
  ticket.statusId === project.statuses.awaitingApproval;

/** Leaving the status ends an approval, but JSM may show it as pending ever after: it is to show nobody as asked then. */
const asksNobody = ({ context: { ticket, project } }: EffectSources): Effect[] =>
  ticket.approverIds.length === 0
    ? []
    : [{ kind: 'write-fields', writes: { [project.fields.approvers]: { kind: 'users', accountIds: [] } } }];

/** Copies the panel's input into the mapped fields that are still empty, and names the approvers to JSM. */
function fieldWrites(
  request: AccessRequest,
  move: PlannedMove | undefined,
  sources: EffectSources,
  { application, tier }: Entitlement,
): Effect[] {
  const { details, assignments, votes } = request;
  const { context, approvals } = sources;
  const { ticket, project } = context;
  if (!details || ticket.statusDone) return [];
  const { fields } = project;
  const writes: Record<string, FieldWrite> = {};
  if (ticket.fields.application === null)
    writes[fields.application] = { kind: 'text', value: application.name };
  if (ticket.fields.tier === null) writes[fields.tier] = { kind: 'text', value: tier.name };
  if (ticket.fields.beneficiaryId === null)
    writes[fields.beneficiary] = { kind: 'user', accountId: details.beneficiaryId };
  if (ticket.fields.justification === null)
    writes[fields.justification] = { kind: 'paragraph', value: details.justification };
  if (ticket.fields.duration === null && details.durationDays !== null)
    writes[fields.duration] = { kind: 'number', value: details.durationDays };
  if (fields.role !== null && ticket.fields.role === null && details.role !== null)
    writes[fields.role] = { kind: 'text', value: details.role };
  const approverIds = askedNow(assignments, votes, approvals ?? []);
  const isWaiting = request.state === 'awaiting-approval' && !leavesApprovalBehind(request, move, sources);
  if (isWaiting && !sameMembers(approverIds, ticket.approverIds))
    writes[fields.approvers] = { kind: 'users', accountIds: approverIds };
  return Object.keys(writes).length > 0 ? [{ kind: 'write-fields', writes }] : [];
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((member) => b.includes(member));

type PlannedMove =
  | Extract<Effect, { readonly kind: 'transition' }>
  /** The workflow does not lead there. */
  | { readonly kind: 'no-transition'; readonly trouble: Trouble };

function plannedMove(request: AccessRequest, sources: EffectSources): PlannedMove | undefined {
  const { ticket, project } = sources.context;
  const target = targetStatus(request, sources);
  if (target === undefined) return undefined;
  const { isPassing = false } = target;
  const transition = target.statusIds
    .map((statusId) => ticket.transitions.find(({ toStatusId }) => toStatusId === statusId))
    .find((found) => found !== undefined);
  if (transition)
    return { kind: 'transition', key: target.effectKey ?? null, transitionId: transition.id, isPassing };
  const to = wayLacking(request, target, ticket, project);
  return { kind: 'no-transition', trouble: { code: 'no-transition', from: ticket.statusName, to } };
}

function wayLacking(
  { state }: AccessRequest,
  { statusIds, isPassing }: Target,
  { statusDone }: RequestContext['ticket'],
  { statuses }: RequestContext['project'],
): Extract<Trouble, { readonly code: 'no-transition' }>['to'] {
  if (state === 'unapproved') return 'reopen';
  if (statusDone) return 'undo-decline';
  if (isPassing) return 'restart';
  return statusIds[0] === statuses.awaitingApproval ? 'approval' : 'next';
}

interface Target {
  /** In order of preference: the first that the workflow leads to. */
  readonly statusIds: readonly string[];
  /** Set when it is done once for a decision, and agents may move the ticket elsewhere afterwards. */
  readonly effectKey?: string;
  /** Whether it is left again at once. */
  readonly isPassing?: boolean;
}

function targetStatus(
  request: AccessRequest,
  { context, approvals, isAsking, done }: EffectSources,
): Target | undefined {
  const { ticket, project } = context;
  const { statuses } = project;
  // somebody has moved it on already
  if (context.passedAt !== undefined) return undefined;
  if (request.state === 'unapproved' && ticket.statusId === statuses.fulfilled) {
    const effectKey = `reopen:${lastMoveInto(ticket, statuses.fulfilled)?.id ?? ''}`;
    const open = [statuses.awaitingApproval, statuses.ready];
    const isApproved = request.approvedAt !== null;
    return done.has(effectKey) ? undefined : { statusIds: isApproved ? open.reverse() : open, effectKey };
  }
  const declined = voidDecline(request, approvals, context);
  if (declined) {
    const effectKey = `undo-decline:${declined.approvalId}`;
    const statusIds = [statuses.ready, statuses.awaitingApproval, ...passingStatuses(context)];
    return done.has(effectKey) ? undefined : { statusIds, effectKey, isPassing: true };
  }
  if (ticket.statusDone) return undefined;
  const firstTime = (name: string, statusId: string): Target | undefined => {
    const effectKey = `${name}:${request.revision}`;
    return ticket.statusId === statusId || done.has(effectKey)
      ? undefined
      : { statusIds: [statusId], effectKey };
  };
  switch (request.state) {
    case 'awaiting-approval':
      // only entering the status makes JSM open an approval, so it is entered again when none is about this content
      if (ticket.statusId === statuses.awaitingApproval) {
        // without a request type JSM opens none, however often it is entered
        const isOpen =
          approvals === undefined || ticket.requestTypeId === null || openApproval(approvals) !== undefined;
        return isOpen ? undefined : { statusIds: passingStatuses(context), isPassing: true };
      }
      // nothing is ready before it is approved, whoever moved it there
      if (ticket.statusId === statuses.ready || isPassingThrough(context))
        return { statusIds: [statuses.awaitingApproval] };
      return firstTime('to-approval', statuses.awaitingApproval);
    case 'ready':
      // enough have approved, and JSM would wait for the others
      if (ticket.statusId === statuses.awaitingApproval && openApproval(approvals ?? []))
        return { statusIds: [statuses.ready] };
      return request.decision?.effect === 'auto-approve' && request.cycle === 0
        ? firstTime('to-ready', statuses.ready)
        : undefined;
    case 'denied':
      return firstTime('to-declined', statuses.declined);
    case 'declined':
      return isDeclinedByTime(request.assignments) ? firstTime('to-declined', statuses.declined) : undefined;
    case 'incomplete':
    case 'stuck':
      return ticket.statusId === statuses.awaitingApproval && isAsking ? withdrawal(context) : undefined;
    case 'fulfilled':
    case 'canceled':
    case 'unapproved':
      return undefined;
  }
}

/** Nothing is left to decide, and leaving the status ends the approval; where the workflow has no other way, it stays. */
function withdrawal(context: RequestContext): Target | undefined {
  const { ready } = context.project.statuses;
  const statusIds = passingStatuses(context).filter((statusId) => statusId !== ready);
  return statusIds.length > 0 ? { statusIds } : undefined;
}

/**
 * Where a ticket can go to come back into the approval status, the best first. Whether a transition of that status into
 * itself opens an approval Atlassian does not say, so the ticket leaves it: for where it came from, from where a way back is
 * known, and for ready only where there is nothing else.
 */
function passingStatuses({ ticket, project }: RequestContext): string[] {
  const { awaitingApproval, ready } = project.statuses;
  const cameFrom = lastMoveInto(ticket, awaitingApproval)?.status?.from;
  const open = ticket.transitions
    .filter(({ toDone, toStatusId }) => !toDone && toStatusId !== awaitingApproval)
    .map(({ toStatusId }) => toStatusId);
  const rank = (statusId: string): number => (statusId === ready ? 2 : statusId === cameFrom ? 0 : 1);
  return [...new Set(open)].sort((one, other) => rank(one) - rank(other));
}

/** Whether the app itself took the ticket out of the approval status, or out of declined, to bring it back. */
function isPassingThrough({ ticket, project, appAccountId }: RequestContext): boolean {
  const { awaitingApproval, declined } = project.statuses;
  const move = ticket.changes.find(({ status }) => status !== null);
  const from = move?.status?.from;
  return move?.authorId === appAccountId && (from === awaitingApproval || from === declined);
}

/** Only requests of the portal can be shared. */
function shares(request: AccessRequest, { context, done }: EffectSources): Effect[] {
  const { requestTypeId, requesterId } = context.ticket;
  const sharing = requestTypeId === null ? undefined : sharingDue(request, requesterId, done);
  return sharing ? [{ kind: 'share', ...sharing }] : [];
}

function mails(
  request: AccessRequest,
  { application, tier }: Entitlement,
  done: ReadonlySet<string>,
): Effect[] {
  return noticesDue(request, entitlementName(application, tier, request.details?.role))
    .map((notice) => ({ kind: 'mail' as const, key: shortened(notice.key), notice }))
    .filter(({ key }) => !done.has(key));
}

/** What an owner is told about: a request that says too little to be decided may still name an application. */
interface OwnedSubject {
  readonly application: Application;
  readonly what: string;
}

function subjectOf(
  { details, named }: AccessRequest,
  { applications }: EffectSources,
  entitlement: Entitlement | undefined,
): OwnedSubject | undefined {
  if (entitlement) {
    const { application, tier } = entitlement;
    return { application, what: entitlementName(application, tier, details?.role) };
  }
  const application = applications.find(({ key }) => key === named?.application.key);
  const tier = application?.tiers.find(({ key }) => key === named?.tier?.key);
  return application && { application, what: tier ? entitlementName(application, tier) : application.name };
}

/**
 * An owner is notified once of a request that cannot go on, or was fulfilled without a decision and cannot be reopened, be it
 * a request of the portal or not.
 */
function toOwner(
  { state, trouble, revision, issueKey }: AccessRequest,
  subject: OwnedSubject | undefined,
  { context, done }: EffectSources,
): Effect[] {
  if (!trouble || !subject || !(state === 'stuck' || trouble.code === 'no-transition')) return [];
  const { ticket } = context;
  const { application, what } = subject;
  const key = shortened(`owner:${troubleKey(revision, trouble)}`);
  const why = blockerText(trouble, what);
  const isFulfilled = trouble.code === 'no-transition' && trouble.to === 'reopen';
  const [subjectLine, text] = isFulfilled
    ? [noticeMessages.notReopenedSubject(issueKey, what), noticeMessages.notReopened(what, issueKey, why)]
    : [noticeMessages.stuckSubject(issueKey, what), noticeMessages.stuck(what, issueKey, why)];
  return done.has(key)
    ? []
    : [
        {
          kind: 'notify-owner',
          key,
          owners: application,
          subject: subjectLine,
          text,
          isShareable: ticket.requestTypeId !== null,
          projectId: ticket.projectId,
        },
      ];
}

/** Short enough for a key, whatever it is about. */
const shortened = (key: string): string => (key.length <= 60 ? key : `${key.slice(0, 30)}:${short(key)}`);

function propertyOf(request: AccessRequest, entitlement: Entitlement | undefined): RequestCopy {
  const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const { cycle, digest } = request;
  return {
    state: request.state,
    application: request.details?.applicationKey ?? null,
    tier: request.details?.tierKey ?? null,
    premium: entitlement?.tier.premium ?? false,
    requestedAt: new Date(request.requestedAt).toISOString(),
    approvedAt: time(request.approvedAt),
    fulfilledAt: time(request.fulfilledAt),
    endsAt: time(request.endsAt),
    recordId: cycle > 0 && digest !== null ? fulfillmentRecordId(request.issueId, cycle, digest) : null,
  };
}

/** Fulfills a request that has waited for its seat, where an agent has arranged it. */
function fulfillmentInTurn(
  request: AccessRequest,
  { context, done, seat, arrangedBy }: EffectSources,
): Effect[] {
  const { revision, cycle } = request;
  const { ticket, project } = context;
  const key = `fulfill-in-turn:${revision}:${cycle}`;
  const hasSeat = request.state === 'ready' && request.trouble === null && seat !== undefined;
  if (!hasSeat || arrangedBy === undefined || done.has(key)) return [];
  if (!isSaid(done, revision, { code: 'pool-full' })) return [];
  const transition = ticket.transitions.find(({ toStatusId }) => toStatusId === project.statuses.fulfilled);
  return transition
    ? [{ kind: 'fulfill-in-turn', key, transitionId: transition.id, agentId: arrangedBy }]
    : [];
}
