import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { entitlementName } from '../../catalog/rules/entitlement';
import { sha256 } from '../../common/rules/digest';
import { addComment, findComment } from '../../jira/client/comments';
import { mailAbout } from '../../jira/client/mail';
import { JiraRefusal } from '../../jira/client/response';
import { transitionTicket, writeFields, writeProperty, type FieldWrite } from '../../jira/client/tickets';
import { log } from '../../common/forge/log';
import { findApplication } from '../../catalog/store/catalog';
import { effectsDone, once } from '../../common/store/effects';
import { poolUsage, seatOfRequest } from '../../pools/store/seats';
import { arrangedBy } from '../../pools/store/waitlist';
import { REQUEST_PROPERTY, type RequestProperty } from '../../jira/contract/issue-property';
import { askedNow, openApproval } from '../../approvals/rules/stage-turns';
import type { Application, Tier } from '../../catalog/rules/catalog';
import { findByKeyOrName } from '../../catalog/rules/catalog';
import type { AdfDocument } from '../../common/rules/adf';
import {
  decisionNote,
  denialComment,
  overtimeComment,
  fulfillmentNote,
  problemsComment,
  readyComment,
  seatNote,
  troubleNote,
  unapprovedNote,
  type Fulfillment,
} from '../rules/notes';
import { OWN_PART_TROUBLES } from '../rules/separate-people';
import { noticesDue } from '../rules/notices';
import { WAITING_TROUBLE } from '../../pools/rules/waitlist';
import type { AccessRequest } from '../rules/access-request';
import { fulfillmentRecordId } from '../rules/request-digest';
import { lastMoveInto } from '../../jira/rules/ticket';
import { isFulfilled, type RequestContext } from './request-context';

/** What is known of the ticket beyond the record when its effects are due. */
export interface EffectContext extends RequestContext {
  /** JSM's approvals that are about what was decided, oldest first; undefined when not read. */
  readonly approvals: readonly TicketApproval[] | undefined;
}

interface Entitlement {
  readonly application: Application;
  readonly tier: Tier;
}

/** The outcome of the effects that the record itself has to remember. */
export interface EffectResult {
  readonly trouble: string | null;
  readonly propertyDigest: string | null;
  /** Whether the ticket was just fulfilled because its turn for a seat had come; it has to be looked at again. */
  readonly isFulfilled: boolean;
}

/**
 * Makes the ticket show what the record says: fields, status, comments, property. Every step can be cut off
 * and run again; what was done is not done twice.
 */
export async function carryOutEffects(request: AccessRequest, context: EffectContext): Promise<EffectResult> {
  const entitlement = await entitlementOf(request);
  if (entitlement) await fillFields(request, context, entitlement);
  const done = await effectsDone(request.issueId);
  const trouble = (await moveTicket(request, context, done)) ?? request.trouble;
  for (const comment of await commentsDue({ ...request, trouble }, context, entitlement, done)) {
    if (!done.has(comment.key)) await postComment(request.issueId, comment, context.now);
  }
  if (entitlement) await sendNotices(request, entitlement, done, context.now);
  return {
    trouble,
    propertyDigest: await updateProperty(request, entitlement),
    isFulfilled: await fulfillInTurn(request, context, done),
  };
}

/** Fulfills a request that an agent has arranged to be fulfilled as soon as it has a seat; the guard still decides. */
async function fulfillInTurn(
  request: AccessRequest,
  { ticket, project, now }: EffectContext,
  done: ReadonlySet<string>,
): Promise<boolean> {
  const { issueId, revision, cycle } = request;
  const key = `fulfill-in-turn:${revision}:${cycle}`;
  if (request.state !== 'ready' || request.trouble !== null || !hasWaited(request, done) || done.has(key))
    return false;
  if ((await arrangedBy(issueId)) === undefined || !(await seatOfRequest(issueId))) return false;
  const transition = ticket.transitions.find(({ toStatusId }) => toStatusId === project.statuses.fulfilled);
  if (!transition) return false;
  const perform = async (): Promise<string> => {
    await transitionTicket(issueId, transition.id, 'app');
    return transition.id;
  };
  try {
    await once({ issueId, key, find: () => Promise.resolve(undefined), perform }, now);
    return true;
  } catch (error) {
    if (!(error instanceof JiraRefusal) || error.code === 'unavailable') throw error;
    log.error('a request could not be fulfilled when it got its seat', error, { issueId });
    return false;
  }
}

/** Whether the ticket has told that the request waits for a seat. */
const hasWaited = ({ revision }: AccessRequest, done: ReadonlySet<string>): boolean =>
  done.has(troubleKey(revision, WAITING_TROUBLE));

async function entitlementOf({ details }: AccessRequest): Promise<Entitlement | undefined> {
  if (!details) return undefined;
  const application = await findApplication(details.applicationKey);
  const tier = application && findByKeyOrName(application.tiers, details.tierKey);
  return application && tier ? { application, tier } : undefined;
}

/** Copies the panel's input into the mapped fields that are still empty, and names the approvers to JSM. */
async function fillFields(
  request: AccessRequest,
  { ticket, project, approvals }: EffectContext,
  { application, tier }: Entitlement,
): Promise<void> {
  const { details, assignments, votes } = request;
  if (!details || ticket.statusDone) return;
  const { fields } = project;
  const writes: Record<string, FieldWrite> = {};
  if (ticket.fields.application === null)
    writes[fields.application] = { kind: 'text', value: application.name };
  if (ticket.fields.tier === null) writes[fields.tier] = { kind: 'text', value: tier.name };
  if (ticket.fields.beneficiaryId === null)
    writes[fields.beneficiary] = { kind: 'user', accountId: details.beneficiaryId };
  if (ticket.fields.justification === null)
    writes[fields.justification] = { kind: 'paragraph', value: details.justification };
  if (ticket.fields.duration === null && details.durationDays !== null) {
    writes[fields.duration] = { kind: 'number', value: details.durationDays };
  }
  if (fields.role !== null && ticket.fields.role === null && details.role !== null)
    writes[fields.role] = { kind: 'text', value: details.role };
  const approverIds = askedNow(assignments, votes, approvals ?? []);
  const isWaiting = request.state === 'awaiting-approval';
  if (isWaiting && !sameMembers(approverIds, ticket.approverIds))
    writes[fields.approvers] = { kind: 'users', accountIds: approverIds };
  if (Object.keys(writes).length > 0) await writeFields(ticket.issueId, writes);
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((member) => b.includes(member));

/** @returns what keeps the ticket from moving where it belongs, if anything does */
async function moveTicket(
  request: AccessRequest,
  context: EffectContext,
  done: ReadonlySet<string>,
): Promise<string | null> {
  const { ticket, project, now } = context;
  const target = targetStatus(request, context, done);
  if (target === undefined) return null;
  const transition = target.statusIds
    .map((statusId) => ticket.transitions.find(({ toStatusId }) => toStatusId === statusId))
    .find((found) => found !== undefined);
  if (!transition) {
    const where =
      target.statusIds[0] === project.statuses.awaitingApproval ? 'the approval status' : 'the next status';
    return `The workflow has no transition from “${ticket.statusName}” to ${where} that Seatkeeper may use.`;
  }
  if (target.effectKey === undefined) {
    await transitionTicket(ticket.issueId, transition.id, 'app');
    return null;
  }
  const perform = async (): Promise<string> => {
    await transitionTicket(ticket.issueId, transition.id, 'app');
    return transition.id;
  };
  await once(
    { issueId: ticket.issueId, key: target.effectKey, find: () => Promise.resolve(undefined), perform },
    now,
  );
  return null;
}

interface Target {
  /** In order of preference: the first that the workflow leads to. */
  readonly statusIds: readonly string[];
  /** Set when it is done once for a decision, and agents may move the ticket elsewhere afterwards. */
  readonly effectKey?: string;
}

function targetStatus(
  request: AccessRequest,
  { ticket, project, approvals }: EffectContext,
  done: ReadonlySet<string>,
): Target | undefined {
  const { statuses } = project;
  if (request.state === 'unapproved' && ticket.statusId === statuses.fulfilled) {
    const effectKey = `reopen:${lastMoveInto(ticket, statuses.fulfilled)?.id ?? ''}`;
    const open = [statuses.awaitingApproval, statuses.ready];
    const isApproved = request.approvedAt !== null;
    return done.has(effectKey) ? undefined : { statusIds: isApproved ? open.reverse() : open, effectKey };
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
        return isOpen ? undefined : { statusIds: [statuses.awaitingApproval] };
      }
      // nothing is ready before it is approved, whoever moved it there
      if (ticket.statusId === statuses.ready) return { statusIds: [statuses.awaitingApproval] };
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
      return isDeclinedByTime(request) ? firstTime('to-declined', statuses.declined) : undefined;
    case 'incomplete':
    case 'stuck':
    case 'fulfilled':
    case 'canceled':
    case 'unapproved':
      return undefined;
  }
}

const isDeclinedByTime = ({ assignments }: AccessRequest): boolean =>
  assignments.some(({ overdue }) => overdue.some(({ action }) => action === 'declined'));

interface DueComment {
  readonly key: string;
  readonly visibility: 'internal' | 'public';
  readonly body: AdfDocument;
}

const troubleKey = (revision: number, trouble: string): string => `trouble:${revision}:${short(trouble)}`;

const short = (value: unknown): string => sha256(JSON.stringify(value)).slice(0, 16);

async function commentsDue(
  request: AccessRequest,
  context: EffectContext,
  entitlement: Entitlement | undefined,
  done: ReadonlySet<string>,
): Promise<DueComment[]> {
  const { state, revision, decision, details, assignments } = request;
  const due: DueComment[] = [];
  if (state === 'incomplete') {
    const key = `problems:${short(request.problems)}`;
    due.push({ key, visibility: 'public', body: problemsComment(request.problems) });
  }
  if (!entitlement || !decision || !details) return due;
  const what = entitlementName(entitlement.application, entitlement.tier, details.role);
  if (state === 'denied')
    due.push({
      key: `denied:${revision}`,
      visibility: 'public',
      body: denialComment(what, decision.reasons),
    });
  if (state === 'awaiting-approval' || state === 'ready') {
    const body = decisionNote(what, details, decision, assignments, revision > 1);
    due.push({ key: `decision:${revision}`, visibility: 'internal', body });
  }
  if (state === 'declined' && isDeclinedByTime(request))
    due.push({ key: `overtime:${revision}`, visibility: 'public', body: overtimeComment(what) });
  if (request.trouble !== null && (state === 'stuck' || state === 'ready' || state === 'awaiting-approval')) {
    const key = troubleKey(revision, request.trouble);
    due.push({ key, visibility: 'internal', body: troubleNote(request.trouble) });
  }
  if (state === 'ready' && request.trouble === null && hasWaited(request, done))
    due.push({ key: `seat:${revision}`, visibility: 'internal', body: seatNote(what) });
  if (state === 'unapproved' && isFulfilled(context)) {
    const reason = request.trouble ?? 'It is reopened, and can be fulfilled once the approvals are in.';
    due.push({
      key: `unapproved:${context.ticket.changes[0]?.id ?? ''}`,
      visibility: 'internal',
      body: unapprovedNote(reason, Object.values(OWN_PART_TROUBLES).includes(reason)),
    });
  }
  if (state === 'fulfilled') due.push(...(await fulfillmentComments(request, entitlement)));
  return due;
}

async function fulfillmentComments(request: AccessRequest, entitlement: Entitlement): Promise<DueComment[]> {
  const { details, decision, digest, fulfilledAt, fulfillerId, cycle } = request;
  const seat = await seatOfRequest(request.issueId);
  if (!details || !decision || digest === null || fulfilledAt === null || !seat) return [];
  const usage = (await poolUsage([seat.poolId])).get(seat.poolId);
  const what = entitlementName(entitlement.application, entitlement.tier, details.role);
  const fulfillment: Fulfillment = {
    what,
    details,
    requesterId: request.requesterId,
    decision,
    assignments: request.assignments,
    votes: request.votes,
    fulfillerId: fulfillerId ?? '',
    pool: entitlementName(entitlement.application, entitlement.tier),
    slot: seat.slot,
    purchased: usage?.purchased ?? seat.slot,
    requestedAt: request.requestedAt,
    approvedAt: request.approvedAt,
    fulfilledAt,
    recordId: fulfillmentRecordId(request.issueId, cycle, digest),
  };
  return [
    { key: `fulfilled-note:${cycle}`, visibility: 'internal', body: fulfillmentNote(fulfillment) },
    { key: `fulfilled-comment:${cycle}`, visibility: 'public', body: readyComment(fulfillment) },
  ];
}

async function postComment(issueId: string, comment: DueComment, now: number): Promise<void> {
  const { key, visibility, body } = comment;
  const perform = (): Promise<string> => addComment(issueId, body, visibility, key);
  await once({ issueId, key, find: () => findComment(issueId, key), perform }, now);
}

async function sendNotices(
  request: AccessRequest,
  { application, tier }: Entitlement,
  done: ReadonlySet<string>,
  now: number,
): Promise<void> {
  const { issueId, details } = request;
  for (const notice of noticesDue(request, entitlementName(application, tier, details?.role))) {
    const key = effectKeyOf(notice.key);
    const perform = (): Promise<string> => mailAbout(issueId, notice);
    // a mail leaves no trace to look for: after a lost answer it is better to come twice than not at all
    if (!done.has(key)) await once({ issueId, key, find: () => Promise.resolve(undefined), perform }, now);
  }
}

/** Short enough for a key, whatever it is about. */
const effectKeyOf = (key: string): string => (key.length <= 60 ? key : `${key.slice(0, 30)}:${short(key)}`);

/** @returns the fingerprint of what the property says now */
async function updateProperty(request: AccessRequest, entitlement: Entitlement | undefined): Promise<string> {
  const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const { cycle, digest } = request;
  const value: RequestProperty = {
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
  const fingerprint = sha256(JSON.stringify(value));
  if (fingerprint !== request.propertyDigest) await writeProperty(request.issueId, REQUEST_PROPERTY, value);
  return fingerprint;
}
