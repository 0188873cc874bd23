import type { SiteApprovals } from '../../settings/contract/approval-settings';
import type { RawRequest } from '../../jira/rules/raw-request';
import { entitlementName } from '../../catalog/rules/entitlement';
import { findApplication, listApplications } from '../../catalog/store/catalog';
import { together } from '../../common/store/database';
import { peopleOfRequest } from '../../people/store/people';
import { currentPolicy, policyOfVersion } from '../../policy/store/policies';
import { peopleAskedFor } from '../store/requests';
import { poolsHeldBy } from '../../pools/store/seats';
import type { AssignmentResult } from '../../approvals/rules/assign-approvers';
import type { Application, Tier } from '../../catalog/rules/catalog';
import { findByKeyOrName } from '../../catalog/rules/catalog';
import type { PeopleOfRequest } from '../../people/rules/person';
import { evaluatePolicy } from '../../policy/rules/evaluate-policy';
import type { Decision, Policy, PolicyFacts } from '../../policy/rules/policy';
import { policyFactsOf } from '../../policy/rules/policy-facts';
import type { IntakeProblem, RequestDetails } from '../rules/access-request';
import { readIntake } from '../rules/intake';
import { findApprovers, type ApproverSearch } from '../../approvals/usecases/find-approvers';

/** A request that is complete, with everything the next steps need to know about it. */
export interface CompleteRequest {
  readonly ok: true;
  readonly details: RequestDetails;
  readonly application: Application;
  readonly tier: Tier;
  readonly people: PeopleOfRequest;
  /** Pools in which the beneficiary has a seat through other requests. */
  readonly holds: readonly string[];
}

export type CheckedRequest =
  CompleteRequest | { readonly ok: false; readonly problems: readonly IntakeProblem[] };

/** What is asked for, in words. */
export const whatIsAsked = ({ application, tier, details }: CompleteRequest): string =>
  entitlementName(application, tier, details.role);

/** Whether it is a leaver that something is asked for. */
export const hasLeft = (problems: readonly IntakeProblem[]): boolean =>
  problems.some(({ code }) => code === 'beneficiary-inactive');

const CHOICES = 13;

/**
 * Checks what a ticket says against catalog, roster and seats.
 * @param exceptIssueId a request does not stand in its own way
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
  readonly facts: PolicyFacts;
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
  { groups, now }: ApprovalContext,
): Promise<DecidedRequest> {
  const facts = policyFacts(request, asking, await peopleAtOnce(request, asking));
  const decision = evaluatePolicy(policy, facts);
  return {
    decision,
    facts,
    assigned: await findApprovers(decision.stages, searchFor(request, asking.requesterId, { groups, now })),
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

const peopleAtOnce = ({ application, details }: CompleteRequest, asking: Asking): Promise<number> =>
  peopleAskedFor(asking.requesterId, application.key, details.beneficiaryId, asking.requestedAt);

function policyFacts(request: CompleteRequest, { requesterId }: Asking, atOnce: number): PolicyFacts {
  const { details, application, tier, people, holds } = request;
  const { beneficiaryId, durationDays, role } = details;
  const onBehalf = beneficiaryId !== requesterId;
  const { beneficiary } = people;
  const known = policyFactsOf({
    application,
    tier,
    beneficiary,
    role,
    onBehalf,
    people: atOnce,
    durationDays,
  });
  return { ...known, holds };
}

/**
 * Why what was decided must not be carried out any more, by the rules it was decided by or by those in force
 * now: the beneficiary may have got something meanwhile that does not go together with it or have moved to
 * another job, and what newer rules forbid is not granted on an older approval. Whatever else newer rules ask
 * for concerns newer requests. Undefined when nothing speaks against it.
 * @param known the policy in force, when it was read already
 */
export async function forbiddenSince(
  request: CompleteRequest,
  asking: Asking,
  policyVersion: number,
  now: number,
  known?: Policy,
): Promise<readonly string[] | undefined> {
  const [current, decidedBy, atOnce] = await together(() =>
    Promise.all([
      known ?? currentPolicy(now),
      known?.version === policyVersion ? known : policyOfVersion(policyVersion),
      peopleAtOnce(request, asking),
    ]),
  );
  if (!decidedBy) return ['The rules that this was decided by are gone.'];
  const policies = current.version === decidedBy.version ? [current] : [decidedBy, current];
  const facts = policyFacts(request, asking, atOnce);
  const denial = policies
    .map((policy) => evaluatePolicy(policy, facts))
    .find(({ effect }) => effect === 'deny');
  return denial?.reasons;
}
