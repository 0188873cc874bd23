import { knownKeys } from '../../requests/rules/named-entitlement';
import { turnOf } from '../../requests/rules/problem-turn';
import type { SearchedPool } from '../../pools/usecases/list-pools';
import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { entitlementName } from '../../catalog/rules/entitlement';
import { readTicket } from '../../jira/client/tickets';
import { readGuardHealth } from '../../guard/store/guard-health';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { combined, constant, mapped, readTogether, type Reading } from '../../common/store/reading';
import { currentPolicyReading } from '../../policy/store/policies';
import { requestReading } from '../../requests/store/requests';
import { caseOfIssueReading } from '../../reclaim/store/reclaim-cases';
import { poolUsageReading, seatOfRequestReading } from '../../pools/store/seats';
import {
  endOfSeatReading,
  queueClaimReading,
  undatedPositionReading,
  type UndatedPosition,
  type WaitlistPosition,
} from '../../pools/store/waitlist';
import type { IssuePanelRequest, IssuePanelView, NextStep, PoolView } from '../contract/issue-panel';
import type { StageVote, UnassignedStage } from '../../approvals/rules/approval';
import { keepsPosition, type QueueClaim } from '../../pools/rules/waitlist';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import { poolIdOf } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { isOurs } from '../../requests/rules/coverage';
import { whatIsAsked } from '../../requests/rules/what-is-asked';
import { guardTroubleOf } from '../../guard/rules/guard-health';
import { blockerText } from '../../requests/rules/blocker-messages';
import { OWN_PART_REASONS, ownPartIn } from '../../requests/rules/separate-people';
import type { OwnPart } from '../../requests/rules/trouble';
import type { Blocker } from '../../requests/rules/blockers';
import type { Policy } from '../../policy/rules/policy';
import type { Seat } from '../../pools/rules/pool';
import type { ReclaimCase } from '../../reclaim/rules/reclaim-case';
import type { AccessRequest } from '../../requests/rules/access-request';
import { fulfillmentRecordId } from '../../requests/rules/request-digest';
import type { Ticket } from '../../jira/rules/ticket';
import type { CheckedRequest } from '../../requests/rules/checked-request';
import { checkContent, contentReading, decideRequest } from '../../requests/usecases/check-request';
import { approvalsOf } from '../../approvals/usecases/count-votes';
import { caseView } from '../../reclaim/usecases/decide-cases';
import { causesText } from '../../requests/rules/cause-words';
import { originOf } from '../../requests/rules/outdated';
import { noticeOutdated } from '../../requests/usecases/notice-request';
import {
  isVotedOn,
  judgementReading,
  nameFrom,
  type Judgement,
} from '../../requests/usecases/judge-fulfillment';
import { shownPosition } from './shown-position';
import { panelRequirements } from './panel-requirements';
import { isFulfilled, requestContext, type RequestContext } from '../../requests/rules/request-context';
import { idlestCandidatesReading } from '../../reclaim/usecases/run-reclaim';
import { seatPrices } from '../../common/rules/seat-costs';
import { flowMessages } from '../rules/messages';

/**
 * What the issue panel shows, read with the eyes of who is looking: one call to Jira, or two where JSM's approvals are
 * not mapped, and two statements. The first who sees that an approval does not hold any more has the request looked at, which
 * costs a statement more.
 * @throws {SeatkeeperError} `not-found` when the person may not see the issue
 */
export async function showIssuePanel(
  issueId: string,
  projectId: string,
  viewerId: string,
  now: number,
): Promise<IssuePanelView> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) return { kind: 'not-an-access-request' };
  const ticket = await readTicket(issueId, project, 'user');
  if (!ticket) throw new SeatkeeperError('not-found', flowMessages.ticketNotFound);
  const context = requestContext(ticket, project, settings, now);
  const recorded = await readRecorded(context);
  const { request, checked, policy } = recorded;
  if (!request && !isOurs(ticket, project, settings.appAccountId))
    return recorded.reclaimCase
      ? caseView(recorded.reclaimCase, viewerId, now)
      : { kind: 'not-an-access-request' };

  const approvals = isVotedOn(request) ? await shownApprovals(ticket) : [];
  const { judgement, pool } = await readTogether({
    judgement: judgementReading(request, { checked, approvals, policy }, context),
    pool: poolReading(recorded, worksOn(ticket), now),
  });
  const { votes } = judgement;
  const done = isFulfilled(context) || ticket.statusDone;
  const full = !done && pool !== null && pool.seat === null && pool.free < turnIn(pool);
  const seatless: Blocker = { code: pool?.hasGivenUp ? 'left-queue' : 'pool-full' };
  const blocker = judgement.blocker ?? (full ? seatless : undefined);
  const isVoid = judgement.isOutdated && request?.state === 'ready' && !done;
  if (isVoid) await noticeOutdated(request, now);
  const reason = blocker ? reasonOf(blocker, judgement, isVoid) : null;
  const changed = blocker?.code === 'changed' && !done;
  const unassigned = await unassignedStages(request, checked, policy, context);
  return {
    ...outline(request, ticket, checked),
    trouble: troubleOf(request, checked, full),
    state: stateNow(request, votes, isFulfilled(context)),
    changed,
    outdated: judgement.isOutdated && !done ? (originOf(judgement.causes) ?? 'other') : null,
    poolFull: full,
    isSeatComing: !done && !full && pool !== null && pool.queuePosition !== null,
    guard: guardTroubleOf((await readGuardHealth(ticket.projectId))?.found ?? null, ticket.workTypeId),
    requirements: panelRequirements({
      request,
      // those who may not decide any more have voted all the same, and what is over shows what held then
      votes: request && (isVoid || isSettled(request)) ? request.votes : votes,
      checked,
      changed: changed || isVoid,
      unassigned,
    }),
    pool,
    next: done ? { kind: 'none' } : nextStep(reason, request && ownPartIn({ ...request, votes }, viewerId)),
    now,
  };
}

/** How many seats have to be free for this request to get one: it, and all before it, get theirs first. */
const turnIn = ({ queuePosition, waiting }: PoolView): number => queuePosition?.position ?? waiting + 1;

/** Decided for good: nobody is asked any more, whoever may decide today. */
const isSettled = ({ state }: AccessRequest): boolean =>
  state === 'fulfilled' || state === 'declined' || state === 'canceled';

/** What keeps it, in words; a pool that was full when the request was last looked at may have a seat by now. */
function troubleOf(
  request: AccessRequest | undefined,
  checked: CheckedRequest,
  isFull: boolean,
): string | null {
  if (!request?.trouble || (request.trouble.code === 'pool-full' && !isFull)) return null;
  return blockerText(request.trouble, checked.ok ? whatIsAsked(checked) : 'requested');
}

/** What keeps it from being fulfilled; where the headline says that it is checked again, all that has changed. */
function reasonOf(blocker: Blocker, judgement: Judgement, isVoid: boolean): string {
  const { causes, objections, checked, what, approvals } = judgement;
  const nameOf = nameFrom(approvals);
  const isMore = blocker.code === 'stricter' || blocker.code === 'approver-gone';
  if (!isVoid || !isMore || causes.length === 0 || !checked.ok) return blockerText(blocker, what, nameOf);
  const subject = {
    application: checked.application.name,
    tier: entitlementName(checked.application, checked.tier),
  };
  return [causesText(causes, subject, nameOf), ...objections].join(' ');
}

/** What the app has on record about a ticket, and what the ticket's words mean by the catalog and the roster. */
interface Recorded {
  readonly request: AccessRequest | undefined;
  readonly checked: CheckedRequest;
  readonly policy: Policy;
  readonly seat: Seat | undefined;
  readonly waiting: WaitlistPosition<UndatedPosition> | undefined;
  readonly claim: QueueClaim | undefined;
  /** Where the ticket asks a holder about a seat. */
  readonly reclaimCase: ReclaimCase | undefined;
}

async function readRecorded(context: RequestContext): Promise<Recorded> {
  const { ticket, now } = context;
  const { issueId, raw, requesterId } = ticket;
  const { said, ...recorded } = await readTogether({
    request: requestReading(issueId),
    said: contentReading(raw, requesterId, issueId, now),
    policy: currentPolicyReading(now),
    seat: seatOfRequestReading(issueId),
    waiting: undatedPositionReading(issueId),
    claim: queueClaimReading(issueId),
    reclaimCase: caseOfIssueReading(issueId),
  });
  return { ...recorded, checked: await checkContent(said, knownKeys(recorded.request?.named, context)) };
}

/**
 * The field's copy is good enough to look at; what decides reads the approvals themselves. Of a ticket that is no request
 * any more JSM tells none, whatever the field still holds.
 */
const shownApprovals = async (ticket: Ticket): Promise<readonly TicketApproval[]> =>
  (ticket.requestTypeId === null ? null : ticket.shownApprovals) ?? (await approvalsOf(ticket, 'user'));

/** Stages without anybody left to ask, worked out anew: the roster may have changed since the request got stuck. */
async function unassignedStages(
  request: AccessRequest | undefined,
  checked: CheckedRequest,
  policy: Policy,
  context: RequestContext,
): Promise<readonly UnassignedStage[]> {
  if (request?.state !== 'stuck' || !checked.ok) return [];
  const { assigned } = await decideRequest(checked, request, policy, context);
  return assigned.ok ? [] : assigned.unassigned;
}

/** The record may be seconds behind the ticket: votes and a move that are there already count as they are. */
function stateNow(
  request: AccessRequest | undefined,
  votes: readonly StageVote[],
  fulfilled: boolean,
): IssuePanelRequest['state'] {
  if (!request) return 'checking';
  const outcome = request.state === 'awaiting-approval' ? outcomeOf(votes) : 'pending';
  if (outcome === 'declined') return 'declined';
  const state = outcome === 'approved' ? 'ready' : request.state;
  return state === 'ready' && fulfilled ? 'recording' : state;
}

function outline(
  request: AccessRequest | undefined,
  ticket: Ticket,
  checked: CheckedRequest,
): Omit<
  IssuePanelRequest,
  | 'state'
  | 'changed'
  | 'outdated'
  | 'poolFull'
  | 'isSeatComing'
  | 'trouble'
  | 'guard'
  | 'requirements'
  | 'pool'
  | 'next'
  | 'now'
> {
  // a measurement that ended with anything but a fulfillment is neither met nor missed
  const sla = ticket.sla?.completed && request?.state !== 'fulfilled' ? null : ticket.sla;
  const asked = checked.ok ? whatIsAsked(checked) : undefined;
  return {
    kind: 'request',
    what: asked ?? flowMessages.accessRequest,
    premium: checked.ok && checked.tier.premium,
    beneficiaryId: checked.ok
      ? checked.details.beneficiaryId
      : (ticket.raw.beneficiaryId ?? ticket.requesterId),
    requesterName: ticket.requesterName,
    durationDays: checked.ok ? checked.details.durationDays : null,
    problems: checked.ok ? (request?.problems ?? []) : checked.problems,
    turn: turnOf(checked.ok ? (request?.problems ?? []) : checked.problems),
    reasons: request?.decision?.reasons ?? [],
    rules: request?.decision?.rules ?? [],
    policyVersion: request?.decision?.policyVersion ?? null,
    clock: {
      requestedAt: ticket.createdAt,
      approvedAt: request?.approvedAt ?? null,
      fulfilledAt: request?.fulfilledAt ?? null,
      sla: sla && {
        goalMs: sla.goal,
        elapsedMs: sla.elapsed,
        breached: sla.breached,
        completed: sla.completed,
        paused: sla.paused,
        breachAt: sla.breachAt,
      },
    },
    fulfillerId: request?.fulfillerId ?? null,
    endsAt: request?.endsAt ?? null,
    recordId:
      request && request.cycle > 0 && request.digest !== null
        ? fulfillmentRecordId(request.issueId, request.cycle, request.digest)
        : null,
  };
}

/** Whether whoever read the ticket may move it, as its agents may. */
const worksOn = ({ transitions }: Ticket): boolean => transitions.length > 0;

/** @param worksOnIt others see of a full pool how full it is, not who leaves a seat idle */
function poolReading(
  { request, checked, seat, waiting, claim }: Recorded,
  worksOnIt: boolean,
  now: number,
): Reading<PoolView | null> {
  if (!checked.ok) return constant(null);
  const { application, tier } = checked;
  const poolId = poolIdOf(application.key, tier.key);
  const queuePosition = request && !seat && waiting?.kind === 'waiting' ? waiting.queuePosition : undefined;
  const sizes = combined({
    usages: poolUsageReading([poolId]),
    idlest: seat || !worksOnIt ? constant([]) : idlestHoldersReading({ poolId, application, tier }, now),
    expectedAt: queuePosition
      ? endOfSeatReading(queuePosition.poolId, queuePosition.position)
      : constant(null),
  });
  return mapped(sizes, ({ usages, idlest, expectedAt }) => {
    const usage = usages.get(poolId);
    return {
      name: entitlementName(application, tier),
      purchased: usage?.purchased ?? 0,
      allocated: usage?.allocated ?? 0,
      held: usage?.held ?? 0,
      blocked: usage?.blocked ?? 0,
      free: usage?.free ?? 0,
      over: usage?.over ?? 0,
      waiting: usage?.waiting ?? 0,
      prices: seatPrices(tier.priceLines),
      contractEnd: tier.contractEnd,
      seat:
        seat && (seat.state === 'held' || seat.state === 'allocated')
          ? { slot: seat.slot, state: seat.state }
          : null,
      queuePosition: queuePosition ? shownPosition({ ...queuePosition, expectedAt }) : null,
      hasGivenUp: request !== undefined && !seat && waiting?.kind === 'gave-up',
      arrangedBy: request?.state === 'ready' && claim && !claim.isAside ? claim.fulfillerId : null,
      hasReleasedSeat: request?.state === 'awaiting-approval' && claim?.hasReleasedSeat === true,
      keepsPosition: request?.state === 'awaiting-approval' && keepsPosition(claim),
      idlest,
    };
  });
}

const MOST_IDLE_SHOWN = 3;

const idlestHoldersReading = (pool: SearchedPool, now: number): Reading<PoolView['idlest']> =>
  mapped(idlestCandidatesReading(pool, now, true), (candidates) =>
    candidates.slice(0, MOST_IDLE_SHOWN).flatMap(({ seat, evidence }) => {
      const { inactiveSince: since, source, observedAt } = evidence;
      return source === null || observedAt === null
        ? []
        : [{ holderId: seat.holderId, since, source, observedAt }];
    }),
  );

/** What keeps everybody from fulfilling is shown before what keeps only the viewer. */
function nextStep(reason: string | null, ownPart: OwnPart | undefined): NextStep {
  const obstacle = reason ?? (ownPart ? OWN_PART_REASONS[ownPart] : null);
  return { kind: 'fulfill', enabled: obstacle === null, reason: obstacle };
}
