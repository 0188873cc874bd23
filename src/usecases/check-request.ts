import { findApplication, listApplications } from '../adapters/sql/catalog';
import { peopleOfRequest } from '../adapters/sql/people';
import { currentPolicy, policyOfVersion } from '../adapters/sql/policies';
import { poolsHeldBy } from '../adapters/sql/seats';
import type { AssignmentResult } from '../domain/approval/assign-approvers';
import type { SiteApprovals } from '../contracts/settings';
import type { Application, Tier } from '../domain/catalog/catalog';
import { findByKeyOrName } from '../domain/catalog/catalog';
import type { PeopleOfRequest } from '../domain/people/person';
import { evaluatePolicy } from '../domain/policy/evaluate-policy';
import type { Decision, PolicyFacts } from '../domain/policy/policy';
import type { IntakeProblem, RequestDetails } from '../domain/request/access-request';
import { readIntake, type RawRequest } from '../domain/request/intake';
import { findApprovers, type ApproverSearch } from './find-approvers';

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
  const application = raw.application === null ? undefined : await findApplication(raw.application);
  const catalog = application ? [application] : await listApplications(CHOICES);
  const beneficiaryId = raw.beneficiaryId ?? requesterId;
  const people = await peopleOfRequest(beneficiaryId);
  const held = await poolsHeldBy(beneficiaryId, exceptIssueId);
  const intake = readIntake(raw, requesterId, catalog, people.beneficiary, held);
  if (!intake.ok) return intake;
  const tier = application && findByKeyOrName(application.tiers, intake.details.tierKey);
  if (!application || !tier) throw new Error('a complete request names a tier of its application');
  return { ok: true, details: intake.details, application, tier, people, holds: held };
}

export interface DecidedRequest {
  readonly decision: Decision;
  readonly facts: PolicyFacts;
  readonly assigned: AssignmentResult;
}

/** What the policy in force says of a complete request, and who is to approve it. */
export async function decideRequest(
  request: CompleteRequest,
  requesterId: string,
  groups: SiteApprovals,
): Promise<DecidedRequest> {
  const facts = policyFacts(request, requesterId);
  const decision = evaluatePolicy(await currentPolicy(), facts);
  return {
    decision,
    facts,
    assigned: await findApprovers(decision.stages, searchFor(request, requesterId, groups)),
  };
}

/** From where approvers of a request are found. */
export const searchFor = (
  { application, people, details }: CompleteRequest,
  requesterId: string,
  groups: SiteApprovals,
): ApproverSearch => ({
  application,
  people,
  excluded: new Set([requesterId, details.beneficiaryId]),
  groups,
});

/** What the policy looks at. The roster leaves out what it does not know. */
function policyFacts(request: CompleteRequest, requesterId: string): PolicyFacts {
  const { details, application, tier, people, holds } = request;
  const known = (text = ''): string | null => (text === '' ? null : text);
  return {
    applicationKey: application.key,
    tierKey: tier.key,
    premium: tier.premium,
    department: known(people.beneficiary?.department),
    location: known(people.beneficiary?.location),
    workerType: known(people.beneficiary?.workerType),
    onBehalf: details.beneficiaryId !== requesterId,
    durationDays: details.durationDays,
    price: tier.price,
    holds,
  };
}

/**
 * Why what was decided must not be carried out any more, by the rules it was decided by: the beneficiary may
 * have got something meanwhile that does not go together with it. Undefined when nothing speaks against it.
 */
export async function forbiddenSince(
  request: CompleteRequest,
  requesterId: string,
  policyVersion: number,
): Promise<readonly string[] | undefined> {
  const policy = await policyOfVersion(policyVersion);
  if (!policy) return ['The rules that this was decided by are gone.'];
  const decision = evaluatePolicy(policy, policyFacts(request, requesterId));
  return decision.effect === 'deny' ? decision.reasons : undefined;
}
