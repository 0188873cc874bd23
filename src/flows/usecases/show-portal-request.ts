import { turnOf } from '../../requests/rules/problem-turn';
import { entitlementName } from '../../catalog/rules/entitlement';
import { openPortalRequest, type RecordOf, type Visitor } from '../../jira/usecases/open-portal-request';
import { USUAL_RULES } from '../../settings/rules/reclaim-rules';
import { readSettings } from '../../settings/store/settings';
import { findApplication } from '../../catalog/store/catalog';
import { caseOfIssue } from '../../reclaim/store/reclaim-cases';
import { findRequest } from '../../requests/store/requests';
import { isInUseBy, poolUsage, seatsHeldBy } from '../../pools/store/seats';
import { higherTiersReplaced } from '../../requests/rules/replaced-tiers';
import { keepsPosition } from '../../pools/rules/waitlist';
import { datedPositionOf, queueClaimReading } from '../../pools/store/waitlist';
import { read } from '../../common/store/reading';
import { APPROVALS_BEFORE_SETUP } from '../../settings/contract/approval-settings';
import { isForPerson, isInvolved, isPersonOf } from '../../requests/rules/separate-people';
import { isOutdatedOnRecord } from '../../requests/usecases/judge-record';
import { noticeOutdated } from '../../requests/usecases/notice-request';
import { askedAgainText, earlierApprovers } from '../../requests/rules/asked-again';
import type {
  AskedAgain,
  PortalAccess,
  PortalDecision,
  PortalRequest,
  PortalRequestView,
  PortalStage,
  PortalStep,
} from '../contract/portal';
import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import { outcomeOf } from '../../approvals/rules/stage-outcome';
import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import { openStages } from '../../approvals/rules/open-stages';
import { findByKeyOrName, poolIdOf, type Application } from '../../catalog/rules/catalog';
import { seatPrices } from '../../common/rules/seat-costs';
import { SeatkeeperError } from '../../common/rules/errors';
import type { ReclaimCase } from '../../reclaim/rules/reclaim-case';
import type { AccessRequest, RequestState } from '../../requests/rules/access-request';
import { shownVotes } from '../../approvals/usecases/count-votes';
import { caseView } from '../../reclaim/usecases/decide-cases';
import { shownPosition } from './shown-position';
import { stageView } from './stage-views';
import { requestMessages } from '../../requests/rules/messages';
import { flowMessages } from '../rules/messages';

/** An access request, or else a seat that its holder is asked about. */
interface OwnRecord {
  readonly request: AccessRequest | undefined;
  readonly one: ReclaimCase | undefined;
}

const OWN_RECORD: RecordOf<OwnRecord> = {
  find: async (issueId) => {
    const request = await findRequest(issueId);
    return { request, one: request ? undefined : await caseOfIssue(issueId) };
  },
  isFor: ({ request, one }, accountId) => isForPerson(request, accountId) || one?.holderId === accountId,
};

/**
 * What a requester sees of a request in the portal, in at most two calls and eight statements.
 * @throws {SeatkeeperError} `not-found` for requests that are not theirs to see
 */
export async function showPortalRequest(
  issueKey: string,
  visitor: Visitor,
  now: number,
): Promise<PortalRequestView> {
  const opened = await openPortalRequest(issueKey, visitor, OWN_RECORD);
  if (!opened) throw new SeatkeeperError('not-found', requestMessages.error.notYours);
  const viewerId = visitor.accountId;
  const { request, one } = opened.record;
  if (one) return caseView(one, viewerId, now);
  if (!request) {
    const { requestTypeId, reporter } = opened.request;
    const settings = await readSettings();
    const mapped = settings?.projects.some(({ requestTypeIds }) => requestTypeIds.includes(requestTypeId));
    return mapped ? checking(reporter.accountId, viewerId, now) : { kind: 'not-an-access-request' };
  }
  const waits = request.state === 'awaiting-approval';
  const approvals = waits ? await opened.approvals() : [];
  const votes = waits ? await shownVotes(request, approvals, now) : request.votes;
  const isOwn = isPersonOf(request, viewerId);
  const application = request.details ? await findApplication(request.details.applicationKey) : undefined;
  const isDecider = !isOwn && decides(request, application, viewerId);
  const isOutdated = await isOutdatedNow(request, votes, now);
  const asked = await whatOf(request, application, viewerId, now);
  return {
    kind: 'request',
    state: STATES[request.state],
    declined: howDeclined(request),
    ...asked,
    lacksApprover: request.trouble?.code === 'no-approver',
    forSelf: (request.details?.beneficiaryId ?? request.requesterId) === viewerId,
    beneficiaryId: request.details?.beneficiaryId ?? null,
    requesterId: request.requesterId,
    isOwn,
    justification:
      isDecider || request.requesterId === viewerId ? (request.details?.justification ?? null) : null,
    toDecide: isDecider ? await decisionOf(request, votes, application, viewerId) : null,
    steps: stepsOf(request, votes),
    problems: turnOf(request.problems) === 'administrator' ? [] : request.problems,
    turn: turnOf(request.problems),
    reasons:
      request.state === 'denied' || request.state === 'awaiting-approval'
        ? (request.decision?.reasons ?? [])
        : [],
    askedAgain: await askedAgainOf(request, asked.what, earlierApprovers(request, approvals), viewerId),
    outdated: isOutdated ? (waits ? 'checked-later' : 'being-checked') : null,
    durationDays: request.details?.durationDays ?? null,
    fulfilledAt: request.fulfilledAt,
    endsAt: request.endsAt,
    access: await accessOf(request, now),
    ...(await locationIn(request)),
    mayChangeQueue: isInvolved(request, viewerId),
    now,
  };
}

function howDeclined({ state, assignments, votes }: AccessRequest): PortalRequest['declined'] {
  if (state !== 'declined') return null;
  if (isDeclinedByTime(assignments)) return 'by-time';
  return outcomeOf(votes) === 'declined' ? 'by-approver' : 'by-hand';
}

/** Two statements while it is open; whoever is the first to see that an approval may not hold has it looked at, for one more. */
async function isOutdatedNow(
  request: AccessRequest,
  votes: readonly StageVote[],
  now: number,
): Promise<boolean> {
  if (request.state !== 'ready' && request.state !== 'awaiting-approval') return false;
  const groups = (await readSettings())?.approvals ?? APPROVALS_BEFORE_SETUP;
  const isOutdated = await isOutdatedOnRecord(request, votes, groups, now);
  if (isOutdated && request.state === 'ready') await noticeOutdated(request, now);
  return isOutdated;
}

/** One statement for a request that needs approval once more, and none for others. */
async function askedAgainOf(
  request: AccessRequest,
  what: string,
  earlier: ReadonlySet<string>,
  viewerId: string,
): Promise<AskedAgain | null> {
  const why = askedAgainText(request, what, earlier.size > 0);
  if (why === null) return null;
  const claim = await read(queueClaimReading(request.issueId));
  return { why, keepsPosition: keepsPosition(claim), hadApproved: earlier.has(viewerId) };
}

/** Only what is approved waits. Which agent has arranged what is not the requester's business. */
async function locationIn({
  issueId,
  state,
}: AccessRequest): Promise<Pick<PortalRequest, 'queuePosition' | 'hasGivenUp'>> {
  const waiting = state === 'ready' ? await datedPositionOf(issueId) : undefined;
  return {
    queuePosition: waiting?.kind === 'waiting' ? shownPosition(waiting.queuePosition) : null,
    hasGivenUp: waiting?.kind === 'gave-up',
  };
}

/** What has become of the access; one statement, and nothing before it is there. */
async function accessOf(
  { issueId, state, details, endsAt }: AccessRequest,
  now: number,
): Promise<PortalAccess | null> {
  if (state !== 'fulfilled' || !details) return null;
  const [isInUse, settings] = await Promise.all([isInUseBy(issueId, details.beneficiaryId), readSettings()]);
  if (!isInUse) return 'over';
  const isUnenforced =
    endsAt !== null && (settings?.reclaim ?? USUAL_RULES).keptPastEnd.includes(details.applicationKey);
  if (isUnenforced) return 'unenforced';
  return endsAt !== null && endsAt <= now ? 'ended' : 'in-use';
}

const STATES: Readonly<Record<RequestState, PortalRequest['state']>> = {
  incomplete: 'incomplete',
  denied: 'denied',
  stuck: 'stuck',
  'awaiting-approval': 'waiting',
  ready: 'approved',
  fulfilled: 'ready',
  declined: 'declined',
  canceled: 'withdrawn',
  // an agent's slip is not the requester's business; it is being put right
  unapproved: 'waiting',
};

const checking = (requesterId: string, viewerId: string, now: number): PortalRequest => ({
  kind: 'request',
  state: 'checking',
  declined: null,
  what: flowMessages.accessRequest,
  lacksApprover: false,
  replaces: [],
  forSelf: requesterId === viewerId,
  beneficiaryId: null,
  requesterId,
  isOwn: requesterId === viewerId,
  justification: null,
  toDecide: null,
  steps: [],
  problems: [],
  turn: 'requester',
  reasons: [],
  askedAgain: null,
  outdated: null,
  durationDays: null,
  fulfilledAt: null,
  endsAt: null,
  access: null,
  queuePosition: null,
  hasGivenUp: false,
  mayChangeQueue: false,
  now,
});

/** Whether somebody is or was asked to approve it, or owns the application; not whoever it concerns. */
const decides = (
  { assignments, votes }: AccessRequest,
  application: Application | undefined,
  accountId: string,
): boolean =>
  assignments.some(({ approverIds }) => approverIds.includes(accountId)) ||
  votes.some(({ cast }) => cast.some(({ approverId }) => approverId === accountId)) ||
  application?.ownerId === accountId ||
  application?.backupOwnerId === accountId;

/** What whoever decides has to know of price and seats; one statement, and the settings. */
async function decisionOf(
  { state, details, assignments }: AccessRequest,
  votes: readonly StageVote[],
  application: Application | undefined,
  viewerId: string,
): Promise<PortalDecision> {
  const tier = application && details ? findByKeyOrName(application.tiers, details.tierKey) : undefined;
  const [settings, usage] = await Promise.all([
    readSettings(),
    application && tier ? poolUsage([poolIdOf(application.key, tier.key)]) : undefined,
  ]);
  const [pool] = usage?.values() ?? [];
  const isTheirTurn =
    state === 'awaiting-approval' &&
    openStages(assignments, votes).some(
      ({ stage, approverIds }) =>
        approverIds.includes(viewerId) &&
        !votes.some(
          (vote) => vote.stage === stage && vote.cast.some(({ approverId }) => approverId === viewerId),
        ),
    );
  return {
    isTheirTurn,
    prices: settings?.portal.showsPrices && tier ? seatPrices(tier.priceLines) : [],
    seats: pool ? { inUse: pool.allocated, purchased: pool.purchased, isFull: pool.free === 0 } : null,
  };
}

/**
 * What is asked for, and, until it is granted, what they would lose by it; one statement more for the seats they have. What
 * somebody has is told to nobody but themselves and whoever is asked to approve it.
 */
async function whatOf(
  { issueId, state, details, assignments }: AccessRequest,
  application: Application | undefined,
  viewerId: string,
  now: number,
): Promise<Pick<PortalRequest, 'what' | 'replaces'>> {
  const tier = application && details ? findByKeyOrName(application.tiers, details.tierKey) : undefined;
  if (!details || !application || !tier) return { what: flowMessages.accessRequest, replaces: [] };
  const isOpen = state === 'awaiting-approval' || state === 'ready';
  const mayKnow =
    details.beneficiaryId === viewerId ||
    assignments.some(({ approverIds }) => approverIds.includes(viewerId));
  const held = isOpen && mayKnow ? await seatsHeldBy(details.beneficiaryId, issueId) : [];
  return {
    what: entitlementName(application, tier, details.role),
    replaces: higherTiersReplaced({ application, tier, durationDays: details.durationDays, held }, now),
  };
}

function stepsOf(request: AccessRequest, votes: readonly StageVote[]): PortalStep[] {
  if (!request.decision || request.decision.effect === 'deny') return [];
  const asked: PortalStep = { kind: 'asked', state: 'done', stage: null, at: request.requestedAt };
  const isOver = request.state === 'declined' || request.state === 'canceled';
  const voteStates = { approved: 'done', declined: 'refused', pending: isOver ? 'over' : 'current' } as const;
  const stages = request.assignments.map((assignment): PortalStep => {
    const vote = votes.find(({ stage }) => stage === assignment.stage);
    const isLater = assignment.openedAt === null && !isOver;
    const state = isLater ? 'open' : voteStates[vote?.outcome ?? 'pending'];
    return { kind: assignment.kind, state, stage: stageOf(assignment, votes), at: vote?.decidedAt ?? null };
  });
  // what will not come is not shown as if it did
  if (isOver) return [asked, ...stages];
  const ready: PortalStep = {
    kind: 'ready',
    state: READY_STATES[request.state] ?? 'open',
    stage: null,
    at: request.fulfilledAt,
  };
  return [asked, ...stages, ready];
}

/** Why somebody is away is between them and the administrators. */
function stageOf(assignment: ApprovalAssignment, votes: readonly StageVote[]): PortalStage {
  const { remarks: _unshown, ...shown } = stageView(assignment, votes);
  return shown;
}

const READY_STATES: Readonly<Partial<Record<RequestState, PortalStep['state']>>> = {
  ready: 'current',
  fulfilled: 'done',
};
