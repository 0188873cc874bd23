import type { RawRequest } from '../../jira/rules/raw-request';
import type { SiteApprovals } from '../../settings/contract/approval-settings';
import type { AssignmentResult } from '../../approvals/rules/assign-approvers';
import { findApprovers, type ApproverSearch } from '../../approvals/usecases/find-approvers';
import { findByKeyOrName } from '../../catalog/rules/catalog';
import { findApplication, listApplications } from '../../catalog/store/catalog';
import { together } from '../../common/store/database';
import { peopleOfRequest } from '../../people/store/people';
import { evaluatePolicy } from '../../policy/rules/evaluate-policy';
import type { Decision, Policy } from '../../policy/rules/policy';
import { currentPolicy, policyOfVersion } from '../../policy/store/policies';
import { poolsHeldBy } from '../../pools/store/seats';
import type { JudgingPolicies } from '../rules/blockers';
import { contentFacts, type CheckedRequest, type CompleteRequest } from '../rules/checked-request';
import { readIntake } from '../rules/intake';
import { peopleAskedFor } from '../store/requests';

const CHOICES = 13;

/**
 * Checks what a ticket says against catalog, roster and seats. One statement, two when the application is unknown.
 * @param exceptIssueId a request is no obstacle to itself
 */
export async function checkRequest(
  raw: RawRequest,
  requesterId: string,
  exceptIssueId: string,
): Promise<CheckedRequest> {
  const beneficiaryId = raw.beneficiaryId ?? requesterId;
  const [application, people, held] = await together(() =>
    Promise.all([
      raw.application === null ? undefined : findApplication(raw.application),
      peopleOfRequest(beneficiaryId),
      poolsHeldBy(beneficiaryId, exceptIssueId),
    ]),
  );
  const catalog = application ? [application] : await listApplications(CHOICES);
  const intake = readIntake(raw, requesterId, catalog, people.beneficiary, held);
  if (!intake.ok) return intake;
  const tier = application && findByKeyOrName(application.tiers, intake.details.tierKey);
  if (!application || !tier) throw new Error('a complete request names a tier of its application');
  return { ok: true, details: intake.details, application, tier, people, holds: held };
}

/** Who asked, and when, in milliseconds since the epoch, UTC. */
export interface Asking {
  readonly requesterId: string;
  readonly requestedAt: number;
}

export interface DecidedRequest {
  readonly decision: Decision;
  readonly assigned: AssignmentResult;
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
  const { requesterId } = asking;
  const facts = contentFacts(request, requesterId, await peopleAtOnce(request, asking));
  const decision = evaluatePolicy(policy, facts);
  return {
    decision,
    assigned: await findApprovers(decision.stages, searchFor(request, requesterId, context)),
  };
}

/** From where approvers of a request are found. */
export const searchFor = (
  { application, people, details }: CompleteRequest,
  requesterId: string,
  { groups, now }: ApprovalContext,
): ApproverSearch => ({
  application,
  people,
  excluded: new Set([requesterId, details.beneficiaryId]),
  groups,
  now,
});

/** For how many people somebody asked in an application within a day, this request included. One statement. */
export const peopleAtOnce = ({ application, details }: CompleteRequest, asking: Asking): Promise<number> =>
  peopleAskedFor(asking.requesterId, application.key, details.beneficiaryId, asking.requestedAt);

/**
 * The rules that a decided request is held against before it is fulfilled. One statement.
 * @param policyVersion of the policy that decided
 * @param known the policy in force, when it was read already
 */
export async function readPolicies(
  content: CompleteRequest,
  asking: Asking,
  policyVersion: number,
  now: number,
  known?: Policy,
): Promise<JudgingPolicies> {
  const [current, decidedBy, people] = await together(() =>
    Promise.all([
      known ?? currentPolicy(now),
      known?.version === policyVersion ? known : policyOfVersion(policyVersion),
      peopleAtOnce(content, asking),
    ]),
  );
  return { current, decidedBy, peopleAtOnce: people };
}
