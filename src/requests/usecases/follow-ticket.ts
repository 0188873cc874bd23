import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { bindingApprovals } from '../../approvals/rules/read-votes';
import { SeatkeeperError } from '../../common/rules/errors';
import { factsToKeep, recordFacts, type FactSubject } from '../../facts/store/facts';
import { readTicket } from '../../jira/client/tickets';
import { leavePool } from '../../pools/usecases/take-seat';
import { withdrawSeat } from '../../pools/store/seats';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { MANY_PEOPLE } from '../../policy/rules/evaluate-policy';
import type { AccessRequest } from '../rules/access-request';
import { afterEvent } from '../rules/after-event';
import { entitlementIn } from '../rules/checked-request';
import { isOurs } from '../rules/coverage';
import { nextLook } from '../rules/next-look';
import { planEffects, type EffectSources } from '../rules/plan-effects';
import { fulfillingMove, isFulfilled, requestContext } from '../rules/request-context';
import { factsOf } from '../rules/request-facts';
import type { RequestSnapshot } from '../rules/request-snapshot';
import { reviewTicket } from '../rules/review-ticket';
import { recordDecision } from '../store/decisions';
import { lookAgainAtBatch } from '../store/requests';
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
 * @throws {SeatkeeperError} retryable when another run or the platform stood in the way
 */
export async function followTicket(
  issueId: string,
  projectId: string,
  now: number,
  approvals?: readonly TicketApproval[],
): Promise<void> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) return;
  for (let attempt = 1; ; attempt++) {
    try {
      const recorded = await readRecorded(issueId);
      const ticket = await readTicket(issueId, project, 'app');
      if (!ticket) await forget(recorded.request, now);
      else if (recorded.request !== undefined || isOurs(ticket, project, settings.appAccountId)) {
        const context = requestContext(ticket, project, settings, now);
        const isMoved = await follow(await readSnapshot(recorded, context, approvals));
        if (isMoved && attempt < MAX_TRIES) continue;
      }
      return;
    } catch (error) {
      const lostRace = error instanceof SeatkeeperError && error.code === 'conflict';
      if (!lostRace || attempt === MAX_TRIES) throw error;
    }
  }
}

/** The ticket is gone; what it held goes back. */
async function forget(request: AccessRequest | undefined, now: number): Promise<void> {
  const deleted = request && afterEvent(request, { kind: 'deleted' });
  if (!deleted || deleted === request) return;
  await leavePool(deleted.issueId, now);
  await recordRequest(deleted, request);
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
  const done = await finishEarlierFulfillment(snapshot);

  const review = reviewTicket(snapshot);
  if (review.leavesPool) await leavePool(issueId, now);
  const decided = await recordBegun(review.request, recorded.request, now);
  if (review.withdrawsSeat) await withdrawSeat(issueId, now);
  // a look that was cut off may have decided and not kept the decision
  if (review.decidedOn || (recorded.request?.unfinished && decided.decision))
    await recordDecision(decided, review.decidedOn ?? null, now);
  if (review.decidedOn && decided.decision?.rules.includes(MANY_PEOPLE.rule))
    await lookAgainAtBatch(decided, now);
  const taken = review.seat.kind === 'none' ? undefined : await settleSeat(decided, review.seat, now);
  const settled = taken ? await recordBegun(afterEvent(decided, taken.event), decided, now) : decided;
  if (settled.state === 'fulfilled' && (settled !== decided || recorded.request?.unfinished))
    await releaseReplacedSeats(settled, now);
  const facts = factsToKeep(settled, factsOf(settled, context, snapshot.people));
  await recordFacts(factSubject(settled, snapshot), facts, now);

  const seat = taken?.seat ?? recorded.seat;
  const plan = planEffects(settled, { ...sourcesOf(settled, snapshot), done, seat });
  const begun = plan.effects.length === 0 ? settled : await recordEvent(settled, { kind: 'begun', now });
  const isMoved = await carryOutEffects(issueId, plan.effects, now);
  const { trouble, propertyDigest } = plan;
  const followAt = isMoved ? now : nextLook(settled, context.ticket, now);
  const askedAt = snapshot.stages ? now : settled.askedAt;
  await recordEvent(begun, { kind: 'finished', now, trouble, propertyDigest, askedAt, followAt });
  return isMoved;
}

/** What facts are about: a request that says too little to be decided counts with the tier that it names. */
const factSubject = (request: AccessRequest, { content }: RequestSnapshot): FactSubject => ({
  ...request,
  details: request.details ?? (content ? entitlementIn(content) : null),
});

/** Whatever cuts a look off, the record that it wrote until then says that the reconcile has to take it up. */
const recordBegun = (
  request: AccessRequest,
  before: AccessRequest | undefined,
  now: number,
): Promise<AccessRequest> =>
  recordRequest(request === before ? request : afterEvent(request, { kind: 'begun', now }), before);

/**
 * Comments on a fulfillment that a look which was cut off has recorded and not commented on, though the ticket has moved
 * on since.
 * @returns keys of all effects that are done
 */
async function finishEarlierFulfillment(snapshot: RequestSnapshot): Promise<ReadonlySet<string>> {
  const { recorded, context } = snapshot;
  const { request, effectsDone } = recorded;
  const isLeft =
    request?.state === 'fulfilled' &&
    request.unfinished &&
    (!isFulfilled(context) || fulfillingMove(context)?.at !== request.fulfilledAt);
  if (!isLeft) return effectsDone;
  const { effects } = planEffects(request, { ...sourcesOf(request, snapshot), approvals: undefined });
  const left = effects.filter((effect) => effect.kind === 'comment' || effect.kind === 'mail');
  await carryOutEffects(request.issueId, left, context.now);
  return new Set([...effectsDone, ...left.map(({ key }) => key)]);
}

function sourcesOf(
  request: AccessRequest,
  { recorded, context, applications, votes }: RequestSnapshot,
): EffectSources {
  const binding = votes && bindingApprovals(request, votes.approvals);
  return {
    context,
    applications,
    approvals: binding ?? (request.revision > 1 ? [] : undefined),
    done: recorded.effectsDone,
    seat: recorded.seat,
    arrangedBy: recorded.arrangedBy,
  };
}
