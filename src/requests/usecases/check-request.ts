import type { RawRequest } from '../../jira/rules/raw-request';
import type { SiteApprovals } from '../../settings/contract/approval-settings';
import type { AssignmentResult } from '../../approvals/rules/assign-approvers';
import { findApprovers, type ApproverSearch } from '../../approvals/usecases/find-approvers';
import { poolIdOf, type Application } from '../../catalog/rules/catalog';
import {
  applicationsMeantReading,
  applicationsOfReading,
  listApplications,
} from '../../catalog/store/catalog';
import { combined, constant, read, type Reading } from '../../common/store/reading';
import type { PeopleOfRequest } from '../../people/rules/person';
import { peopleOfRequestReading } from '../../people/store/people';
import type { Decision, Policy } from '../../policy/rules/policy';
import { currentPolicyReading, policyOfVersionReading } from '../../policy/store/policies';
import type { HeldSeat } from '../../pools/rules/pool';
import { isRenewable } from '../../pools/rules/seat-end';
import { seatsHeldByReading } from '../../pools/store/seats';
import type { JudgingPolicies } from '../rules/blockers';
import type { CheckedRequest, CompleteRequest, PeopleAtOnce } from '../rules/checked-request';
import { decideContent, type OwnImport } from '../rules/decide-content';
import type { AccessRequest, IntakeProblem } from '../rules/access-request';
import { itemMeant, readIntake } from '../rules/intake';
import { NOTHING_KNOWN, type KnownKeys } from '../rules/named-entitlement';
import { factsOfDecisionReading } from '../store/decisions';
import { peopleAskedForReading } from '../store/requests';

const CHOICES = 13;

/** What a ticket says, with what it is checked against. */
export interface Content {
  readonly raw: RawRequest;
  readonly requesterId: string;
  /** Of the catalog, what its words may mean, and what they meant before. */
  readonly candidates: readonly Application[];
  readonly people: PeopleOfRequest;
  /** Seats that the beneficiary has. */
  readonly held: readonly HeldSeat[];
  /** The applications of these seats. */
  readonly others: readonly Application[];
  readonly now: number;
}

/** @param exceptIssueId a request is no obstacle to itself */
export function contentReading(
  raw: RawRequest,
  requesterId: string,
  exceptIssueId: string,
  now: number,
): Reading<Content> {
  const beneficiaryId = raw.beneficiaryId ?? requesterId;
  return combined({
    raw: constant(raw),
    requesterId: constant(requesterId),
    candidates:
      raw.application === null
        ? constant([])
        : applicationsMeantReading(
            raw.application,
            'SELECT named_app FROM access_request WHERE issue_id = ?',
            exceptIssueId,
          ),
    people: peopleOfRequestReading(beneficiaryId),
    held: seatsHeldByReading(beneficiaryId, exceptIssueId),
    others: applicationsOfReading(
      `SELECT SUBSTR(pool_id, 1, INSTR(pool_id, '/') - 1) FROM seat WHERE holder_id = ? AND COALESCE(issue_id, '') <> ?`,
      beneficiaryId,
      exceptIssueId,
    ),
    now: constant(now),
  });
}

/** Checks what somebody asks for who has no ticket yet. One statement, two when the application is unknown. */
export const checkRequest = async (
  raw: RawRequest,
  requesterId: string,
  now: number,
): Promise<CheckedRequest> =>
  checkContent(await read(contentReading(raw, requesterId, '', now)), NOTHING_KNOWN);

/**
 * Checks what a ticket says against catalog, roster and seats, as they were read. No statement, one when the application
 * is unknown.
 * @param known what its words are known to mean
 * @param mayOrder whether the requester may ask for this person; who may not learns nothing about them
 */
export async function checkContent(
  content: Content,
  known: KnownKeys,
  mayOrder = true,
): Promise<CheckedRequest> {
  const { raw, requesterId, candidates, people, held, now } = content;
  const application = itemMeant(candidates, raw.application, known.applicationKey);
  const catalog = application ? [application] : await listApplications(CHOICES);
  // what is over, or soon will be, can be asked for again
  const heldPools = held.filter((seat) => !isRenewable(seat, now)).map(({ poolId }) => poolId);
  const beneficiary = mayOrder ? people.beneficiary : null;
  const intake = readIntake(raw, requesterId, catalog, beneficiary, heldPools, known);
  if (!intake.ok) return mayOrder ? intake : { ...intake, problems: intake.problems.map(notTheirs) };
  const tier = application?.tiers.find(({ key }) => key === intake.details.tierKey);
  if (!application || !tier) throw new Error('a complete request names a tier of its application');
  const own = poolIdOf(application.key, tier.key);
  const holds = held.map(({ poolId }) => poolId).filter((poolId) => poolId !== own);
  // of two that are approved and not fulfilled yet, the first one is
  const inUse = held.filter(({ state }) => state === 'allocated').map(({ poolId }) => poolId);
  const others = heldEntitlements(
    holds.filter((poolId) => inUse.includes(poolId)),
    content.others,
  );
  return { ok: true, details: intake.details, application, tier, people, holds, held, others };
}

/** What the pools of a person are of; nothing for one that the catalog does not know any more. */
const heldEntitlements = (
  holds: readonly string[],
  applications: readonly Application[],
): CompleteRequest['others'] =>
  applications.flatMap((application) =>
    application.tiers
      .filter(({ key }) => holds.includes(poolIdOf(application.key, key)))
      .map((tier) => ({ application, tier })),
  );

const notTheirs = (problem: IntakeProblem): IntakeProblem =>
  problem.code === 'beneficiary-unknown'
    ? { code: 'beneficiary-not-allowed', subject: '', choices: [] }
    : problem;

/** Who asked, and when, in milliseconds since the epoch, UTC. */
export interface Asking {
  readonly requesterId: string;
  readonly requestedAt: number;
  /** Everybody who ever asked. */
  readonly requesterIds: readonly string[];
}

/** One person who asks now, for the first time. */
export const askedBy = (requesterId: string, now: number): Asking => ({
  requesterId,
  requesterIds: [requesterId],
  requestedAt: now,
});

export interface DecidedRequest {
  readonly decision: Decision;
  readonly assigned: AssignmentResult;
  readonly unconfirmed: OwnImport | null;
}

/** What finding approvers depends on besides the request. */
interface ApprovalContext {
  readonly groups: SiteApprovals;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
}

/** What a policy, usually the one in force, says of a complete request, and who is to approve it. */
export async function decideRequest(
  request: CompleteRequest,
  asking: Asking,
  policy: Policy,
  context: ApprovalContext,
): Promise<DecidedRequest> {
  const peopleAtOnce = await read(peopleAtOnceReading(request, asking));
  const { decision, unconfirmed } = decideContent(policy, request, { ...asking, peopleAtOnce });
  return {
    decision,
    unconfirmed,
    assigned: await findApprovers(decision.stages, searchFor(request, asking.requesterIds, context)),
  };
}

/**
 * From where approvers of a request are found.
 * @param requesterIds everybody who ever asked
 */
export const searchFor = (
  { application, people, details }: CompleteRequest,
  requesterIds: readonly string[],
  { groups, now }: ApprovalContext,
): ApproverSearch => ({
  application,
  people,
  excluded: new Set([...requesterIds, details.beneficiaryId]),
  groups,
  members: new Map(),
  unusable: new Set(),
  lapsed: new Set(),
  now,
});

/** For how many people those who ask asked within a day, this request included. One statement. */
export const peopleAtOnceReading = (
  { application, details }: CompleteRequest,
  { requesterId, requesterIds, requestedAt }: Asking,
): Reading<PeopleAtOnce> =>
  peopleAskedForReading([requesterId, ...requesterIds], application.key, details.beneficiaryId, requestedAt);

/**
 * The rules that a decided request is held against before it is fulfilled. One statement.
 * @param policyVersion of the policy that decided
 * @param known the policy in force, when it was read already
 */
export const policiesReading = (
  content: CompleteRequest,
  request: Asking & Pick<AccessRequest, 'issueId' | 'revision'>,
  policyVersion: number,
  now: number,
  known?: Policy,
): Reading<JudgingPolicies> =>
  combined({
    current: known ? constant(known) : currentPolicyReading(now),
    decidedBy: known?.version === policyVersion ? constant(known) : policyOfVersionReading(policyVersion),
    peopleAtOnce: peopleAtOnceReading(content, request),
    decidedOn: factsOfDecisionReading(request.issueId, request.revision),
  });
