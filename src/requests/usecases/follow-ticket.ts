import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { bindingApprovals } from '../../approvals/rules/read-votes';
import { openApproval } from '../../approvals/rules/open-stages';
import { SeatkeeperError } from '../../common/rules/errors';
import { factsToKeep, moveFacts, recordFacts, type FactSubject } from '../../facts/store/facts';
import { DAY, HOUR } from '../../common/rules/time';
import { appBrowsesProject } from '../../jira/client/site';
import { readTicket, saysAccess } from '../../jira/client/tickets';
import type { Seat } from '../../pools/rules/pool';
import { endStanding, hintAtHolder, leavePool } from '../../pools/usecases/take-seat';
import type { Ticket, TicketChange } from '../../jira/rules/ticket';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import type { Settings } from '../../settings/contract/settings';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { MANY_PEOPLE_RULE } from '../../policy/rules/evaluate-policy';
import type { AccessRequest } from '../rules/access-request';
import { afterEvent } from '../rules/after-event';
import { earlierApprovers } from '../rules/asked-again';
import { entitlementIn } from '../rules/checked-request';
import { deletionFact, wasFulfilledUnseen, type DeletedTicket } from '../rules/deleted-ticket';
import { isByFieldsAlone, isOurs, keepsApprovals, mayBeOfRequest, type ToldChange } from '../rules/coverage';
import { nextCheck } from '../rules/next-check';
import { passedFulfillments, ticketAsOf, ticketBeforeLeaving } from '../rules/passed-fulfillments';
import type { QueueClaim } from '../../pools/rules/waitlist';
import { planEffects, type Effect, type EffectSources } from '../rules/plan-effects';
import type { SeatClaimLeft } from '../rules/notes';
import { requestContext } from '../rules/request-context';
import { factsOf } from '../rules/request-facts';
import type { RecordedState, RequestSnapshot } from '../rules/request-snapshot';
import { higherTiersReplaced } from '../rules/replaced-tiers';
import { isSameSeat, reviewTicket } from '../rules/review-ticket';
import { recordDecision } from '../store/decisions';
import { recheckBatch } from '../store/requests';
import { carryOutEffects } from './carry-out-effects';
import { readRecorded, readSnapshot } from './read-snapshot';
import { recordEvent, recordRequest } from './record-event';
import { releaseReplacedSeats, settleSeat } from './settle-seat';

const MAX_TRIES = 4;

/**
 * Looks at a ticket and does whatever is due: the one answer to every hint that something may have happened,
 * be it an event, a vote that was noticed or a run that was cut off. Running it again does nothing more.
 *
 * @param projectId of the ticket, which decides whether it concerns us before anything is read from Jira
 * @param approvals when they were just read
 * @param told where an event tells of the change, which spares reading tickets that are no access request
 * @throws {SeatkeeperError} retryable when another run or the platform stood in the way
 */
export async function followTicket(
  issueId: string,
  projectId: string,
  now: number,
  approvals?: readonly TicketApproval[],
  told?: ToldChange,
): Promise<void> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) return;
  for (let attempt = 1; ; attempt++) {
    try {
      let recorded = await readRecorded(issueId);
      if (told && !recorded.request && !(await isWorthReading(issueId, told, project))) return;
      const ticket = await readTicket(issueId, project, 'app');
      if (ticket && ticket.projectId !== projectId) {
        await followElsewhere(settings, ticket, project, now);
        return;
      }
      if (!ticket) await noteAbsence(recorded.request, now);
      else if (recorded.request !== undefined || isOurs(ticket, project, settings.appAccountId)) {
        for (const move of passedFulfillments(ticket, recorded.request, project)) {
          await judgePassed(ticket, move, recorded, { project, settings, now }, approvals);
          recorded = await readRecorded(issueId);
        }
        const context = requestContext(ticket, project, settings, now);
        const asShown = attempt === 1 && told !== undefined && keepsApprovals(told, project);
        const isMoved = await follow(await readSnapshot(recorded, context, approvals, asShown));
        if (isMoved && attempt < MAX_TRIES) continue;
      }
      return;
    } catch (error) {
      const lostRace = error instanceof SeatkeeperError && error.code === 'conflict';
      if (!lostRace || attempt === MAX_TRIES) throw error;
    }
  }
}

/** Whether a ticket that is not on record may be a request, by what an event says of it or else by a search. */
const isWorthReading = async (
  issueId: string,
  told: ToldChange,
  project: ProjectSettings,
): Promise<boolean> =>
  mayBeOfRequest(told, project) && (!isByFieldsAlone(told, project) || (await saysAccess(issueId, project)));

interface Place {
  readonly settings: Settings;
  readonly project: ProjectSettings;
  readonly now: number;
}

/** Looks at a move to fulfilled that the ticket has left since. */
async function judgePassed(
  ticket: Ticket,
  move: TicketChange,
  recorded: RecordedState,
  { settings, project, now }: Place,
  approvals?: readonly TicketApproval[],
): Promise<void> {
  const then = requestContext(ticketAsOf(ticket, move, recorded.request), project, settings, now);
  await follow(await readSnapshot(recorded, { ...then, passedAt: move.at }, approvals));
}

/**
 * A ticket that was moved is followed by what holds in the project that it is in now. Where nothing does, how it was
 * fulfilled before it left is looked at first.
 */
async function followElsewhere(
  settings: Settings,
  ticket: Ticket,
  from: ProjectSettings,
  now: number,
): Promise<void> {
  if (projectSettings(settings, ticket.projectId)) {
    await followTicket(ticket.issueId, ticket.projectId, now);
    return;
  }
  let recorded = await readRecorded(ticket.issueId);
  if (recorded.request !== undefined || isOurs(ticket, from, settings.appAccountId)) {
    const before = ticketBeforeLeaving(ticket, from.projectId, recorded.request);
    for (const move of passedFulfillments(before, recorded.request, from)) {
      await judgePassed(before, move, recorded, { settings, project: from, now });
      recorded = await readRecorded(ticket.issueId);
    }
  }
  await leaveProject(ticket.issueId, ticket, now);
}

/** Between which projects Jira says that a ticket was moved, and its key since. */
export interface TicketMove {
  readonly fromProjectId: string;
  readonly toProjectId: string;
  readonly issueKey: string;
}

/**
 * Jira says that a ticket was moved to another project. Where it is now is read anew; only of one that the app may not see
 * any more the event is the only word. Nothing for projects that are not set up.
 * @throws {SeatkeeperError} retryable when another run stood in the way
 */
export async function followMove(
  issueId: string,
  { fromProjectId, toProjectId, issueKey }: TicketMove,
  now: number,
): Promise<void> {
  const settings = await readSettings();
  if (projectSettings(settings, toProjectId)) return followTicket(issueId, toProjectId, now);
  const from = projectSettings(settings, fromProjectId);
  if (!settings || !from) return;
  const ticket = await readTicket(issueId, from, 'app');
  if (!ticket) await leaveProject(issueId, { projectId: toProjectId, issueKey }, now);
  else if (ticket.projectId === fromProjectId) await followTicket(issueId, fromProjectId, now);
  else await followElsewhere(settings, ticket, from, now);
}

/** What Jira says of a ticket in a project that is not set up: what it held goes back, and its facts go with it. */
async function leaveProject(
  issueId: string,
  to: Pick<Ticket, 'projectId' | 'issueKey'>,
  now: number,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { request } = await readRecorded(issueId);
    if (!request) return;
    const { projectId, issueKey } = to;
    await moveFacts(issueId, to, false, now);
    const moved = afterEvent(request, { kind: 'moved', projectId, issueKey });
    const closed = afterEvent(moved, { kind: 'closed', as: 'canceled' });
    if (closed !== moved) await leaveForGood(closed, now);
    const left = afterEvent(closed, { kind: 'not-found', since: null, followAt: null });
    try {
      await recordRequest(left, request);
      return;
    } catch (error) {
      const lostRace = error instanceof SeatkeeperError && error.code === 'conflict';
      if (!lostRace || attempt === MAX_TRIES) throw error;
    }
  }
}

/**
 * Jira says that a ticket was deleted: what it held goes back, and one that came to fulfilled unseen leaves a fact. One that
 * can be read is there all the same.
 * @throws {SeatkeeperError} retryable when another run stood in the way
 */
export async function forgetTicket(ticket: DeletedTicket, projectId: string, now: number): Promise<void> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) return;
  const recorded = await readRecorded(ticket.issueId);
  const { request } = recorded;
  const isUnseen = wasFulfilledUnseen(ticket, recorded, project, settings.appAccountId);
  if (!(request || isUnseen) || (await readTicket(ticket.issueId, project, 'app'))) return;
  if (isUnseen) {
    const { issueId, issueKey } = ticket;
    await recordFacts(
      request ?? { issueId, issueKey, projectId, details: null },
      [deletionFact(ticket, now)],
      now,
    );
  }
  if (request) await forget(request, now);
}

/** How long a ticket has to be missing from a project that can be seen before it counts as deleted. */
const GONE_AFTER = 7 * DAY;

/**
 * Jira answers the same of a ticket that is deleted as of one that the app may not see, so nothing ends because a ticket
 * cannot be read, unless nobody has seen it for long in a project that is there to see. One call to Jira.
 */
async function noteAbsence(request: AccessRequest | undefined, now: number): Promise<void> {
  if (!request) return;
  const since = (await appBrowsesProject(request.projectId)) ? (request.missingSince ?? now) : null;
  if (since !== null && now - since >= GONE_AFTER) return forget(request, now);
  await recordEvent(request, { kind: 'not-found', since, followAt: now + HOUR });
}

/** The ticket is gone; what it held goes back. */
async function forget(request: AccessRequest, now: number): Promise<void> {
  const deleted = afterEvent(request, { kind: 'deleted' });
  if (deleted === request) {
    await recordEvent(request, { kind: 'not-found', since: request.missingSince, followAt: null });
    return;
  }
  await leaveForGood(deleted, now);
  await recordRequest(deleted, request);
}

/** The request came to nothing: what it holds goes back, and it stands no longer for what somebody has by it. */
async function leaveForGood({ issueId, details }: AccessRequest, now: number): Promise<void> {
  await leavePool(issueId, details?.beneficiaryId ?? null, 'for-good', now);
  await endStanding(issueId, now);
}

/**
 * Decides, writes, and does what is due. Nothing from here on reads what a decision depends on, except what came of taking
 * a seat, which only the statement that takes it can tell.
 * @returns whether the ticket was moved on, so that there is more to do
 */
async function follow(snapshot: RequestSnapshot): Promise<boolean> {
  const { recorded, context } = snapshot;
  const { issueId } = context.ticket;
  const { now } = context;
  const review = reviewTicket(snapshot);
  // before the record says where the ticket is now, so that a run that is cut off in between comes here once more
  if (recorded.request && recorded.request.projectId !== review.request.projectId)
    await moveFacts(issueId, context.ticket, true, now);
  const formerBeneficiaryId = recorded.request?.details?.beneficiaryId ?? null;
  if (review.leavesPool) await leavePool(issueId, formerBeneficiaryId, review.leavesPool, now);
  const decided = await recordBegun(review.request, recorded.request, now);
  if (review.withdrawsSeat) await endStanding(issueId, now);
  // a look that was cut off may have decided and not kept the decision
  if (review.decidedOn || (recorded.request?.unfinished && decided.decision))
    await recordDecision(decided, review.decidedOn ?? null, now);
  if (review.decidedOn && decided.decision?.rules.includes(MANY_PEOPLE_RULE))
    await recheckBatch(decided, now);
  const taken = review.seat.kind === 'none' ? undefined : await settleSeat(decided, review.seat, now);
  const settled = taken ? await recordBegun(afterEvent(decided, taken.event), decided, now) : decided;
  if (settled.state === 'fulfilled' && (settled !== decided || recorded.request?.unfinished))
    await releaseReplacedSeats(settled, now);
  const hasChanged = settled !== decided || recorded.request?.unfinished === true;
  if (review.withdrawsSeat || isSeatNew(taken?.seat, recorded.seat, hasChanged))
    await hintAtHolder(settled.details?.beneficiaryId ?? null, now);
  const facts = factsToKeep(settled, factsOf(settled, context, snapshot.people));
  await recordFacts(factSubject(settled, snapshot), facts, now);

  const seat = taken?.seat ?? recorded.seat;
  const plan = planEffects(settled, { ...sourcesOf(settled, snapshot), seat });
  if (context.passedAt !== undefined) {
    // what the ticket itself shows, the look at it as it is now sees to
    await carryOutEffects(issueId, plan.effects.filter(isSaying), now);
    return false;
  }
  const begun = plan.effects.length === 0 ? settled : await recordEvent(settled, { kind: 'begun', now });
  const isMoved = await carryOutEffects(issueId, plan.effects, now);
  const { trouble, propertyDigest } = plan;
  const followAt = isMoved ? now : nextCheck(settled, context.ticket, now);
  const askedAt = snapshot.stages ? now : settled.askedAt;
  await recordEvent(begun, { kind: 'finished', now, trouble, propertyDigest, askedAt, followAt });
  return isMoved;
}

/**
 * Whether the beneficiary has a seat that other requests for them may not know of.
 * @param hasChanged whether the request is another one since it has the seat, or may have been before it was cut off
 */
const isSeatNew = (seat: Seat | undefined, before: Seat | undefined, hasChanged: boolean): boolean =>
  seat !== undefined && (hasChanged || before?.poolId !== seat.poolId);

/** What people are notified of, and is as true of what has passed. */
const isSaying = ({ kind }: Effect): boolean => kind === 'comment' || kind === 'mail';

/** What facts are about: a request that says too little to be decided counts with the tier that it names. */
function factSubject(request: AccessRequest, { content, applications }: RequestSnapshot): FactSubject {
  const details = request.details ?? (content ? entitlementIn(content) : null);
  const application = applications.find(({ key }) => key === details?.applicationKey);
  const tier = application?.tiers.find(({ key }) => key === details?.tierKey);
  return { ...request, details, ...(tier ? { premium: tier.premium } : {}) };
}

/** Whatever cuts a look off, the record that it wrote until then says that the reconcile has to take it up. */
const recordBegun = (
  request: AccessRequest,
  before: AccessRequest | undefined,
  now: number,
): Promise<AccessRequest> =>
  recordRequest(request === before ? request : afterEvent(request, { kind: 'begun', now }), before);

function sourcesOf(
  request: AccessRequest,
  { recorded, context, content, applications, votes, decision, declineReason, redecision }: RequestSnapshot,
): EffectSources {
  const reading = redecision?.reading ?? decision;
  const shown = votes?.approvals ?? (reading?.kind === 'decided' ? reading.earlierApprovals : []);
  const binding = votes && bindingApprovals(request, votes.approvals);
  return {
    context,
    applications,
    // what was shown while it was decided is about nothing that was decided
    approvals: binding ?? (request.revision > 1 || shown.length > 0 ? [] : undefined),
    isAsking: openApproval(shown) !== undefined,
    hadApproval: earlierApprovers(request, shown).size > 0,
    done: recorded.effectsDone,
    seat: recorded.seat,
    replaces: content?.ok
      ? higherTiersReplaced({ ...content, durationDays: content.details.durationDays }, context.now)
      : [],
    declineReason,
    ...queueSources(request, recorded),
  };
}

/** What is left of its claim in the queue: another decision ends what relied on the one before. */
function queueSources(
  request: AccessRequest,
  recorded: RecordedState,
): Pick<EffectSources, 'arrangedBy' | 'orderEnded' | 'seatClaim'> {
  const { request: before, queue } = recorded;
  const isOutdated = queue !== undefined && (queue.isAside || request.revision !== before?.revision);
  const agentId = queue?.fulfillerId ?? undefined;
  return {
    arrangedBy: isOutdated ? undefined : agentId,
    orderEnded: isOutdated ? agentId : undefined,
    seatClaim: isOutdated ? seatClaimLeft(request, recorded, queue) : null,
  };
}

/** @param recorded from before the look, which takes a seat back that was held */
function seatClaimLeft(
  request: AccessRequest,
  { request: before, seat }: RecordedState,
  queue: QueueClaim,
): SeatClaimLeft | null {
  const hadSeat = queue.isAside ? queue.hasReleasedSeat : seat?.state === 'held';
  const isKept = queue.isAside || (before !== undefined && isSameSeat(before, request));
  if (hadSeat) return isKept ? 'released' : 'released-for-good';
  return isKept ? 'keeps-position' : null;
}
