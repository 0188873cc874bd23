import { findApplication, listApplications } from '../adapters/sql/catalog';
import { peopleOfRequest } from '../adapters/sql/people';
import { currentPolicy } from '../adapters/sql/policies';
import { poolsHeldBy } from '../adapters/sql/seats';
import { assignApprovers, type AssignmentResult } from '../domain/approval/assign-approvers';
import type { Application, Tier } from '../domain/catalog/catalog';
import { findByKeyOrName } from '../domain/catalog/catalog';
import { canApprove, type PeopleOfRequest } from '../domain/people/person';
import { evaluatePolicy } from '../domain/policy/evaluate-policy';
import type { Decision } from '../domain/policy/policy';
import type { IntakeProblem, RequestDetails } from '../domain/request/access-request';
import { readIntake, type RawRequest } from '../domain/request/intake';
import { inactiveAccounts } from '../adapters/sql/people';

/** A request that is complete, with everything the next steps need to know about it. */
export interface CompleteRequest {
  readonly ok: true;
  readonly details: RequestDetails;
  readonly application: Application;
  readonly tier: Tier;
  readonly people: PeopleOfRequest;
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
  return { ok: true, details: intake.details, application, tier, people };
}

export interface DecidedRequest {
  readonly decision: Decision;
  readonly assigned: AssignmentResult;
}

/** What the policy in force says of a complete request, and who is to approve it. */
export async function decideRequest(request: CompleteRequest, requesterId: string): Promise<DecidedRequest> {
  const { details, application, tier, people } = request;
  const decision = evaluatePolicy(await currentPolicy(), {
    applicationKey: application.key,
    tierKey: tier.key,
    premium: tier.premium,
    department: people.beneficiary?.department ?? '',
    workerType: people.beneficiary?.workerType ?? '',
  });
  const owners = [application.ownerId, application.backupOwnerId].filter((id) => id !== null);
  const inactive = await inactiveAccounts(decision.stages.includes('application-owner') ? owners : []);
  const assigned = assignApprovers(
    decision.stages,
    {
      manager: canApprove(people.manager) ? [people.manager.accountId] : [],
      'application-owner': owners.filter((id) => !inactive.has(id)),
    },
    new Set([requesterId, details.beneficiaryId]),
  );
  return { decision, assigned };
}
