import type { Application, Tier } from '../../catalog/rules/catalog';
import type { HeldSeat } from '../../pools/rules/pool';
import type { PeopleOfRequest } from '../../people/rules/person';
import { policyFactsOf } from '../../policy/rules/policy-facts';
import type { PolicyFacts } from '../../policy/rules/policy';
import type { EntitlementKeys, IntakeProblem, NamedKeys, RequestDetails } from './access-request';

/** A request that is complete, with everything the next steps need to know about it. */
export interface CompleteRequest {
  readonly ok: true;
  readonly details: RequestDetails;
  readonly application: Application;
  readonly tier: Tier;
  readonly people: PeopleOfRequest;
  /** Pools in which the beneficiary has a seat through other requests. */
  readonly holds: readonly string[];
  /** All seats that the beneficiary has through other requests, or none. */
  readonly held: readonly HeldSeat[];
  /** What the pools in `holds` are of. */
  readonly others: readonly { readonly application: Application; readonly tier: Tier }[];
}

/** For how many people those who ask asked within a day, this one included. */
export interface PeopleAtOnce {
  readonly inApplication: number;
  readonly inAll: number;
}

/** Who asks, and for how many people. */
export interface Askers {
  readonly requesterId: string;
  /** Everybody who ever asked. */
  readonly requesterIds: readonly string[];
  readonly peopleAtOnce: PeopleAtOnce;
}

/** What a ticket says, checked against catalog, roster and seats. */
export type CheckedRequest =
  | CompleteRequest
  | {
      readonly ok: false;
      readonly problems: readonly IntakeProblem[];
      /** What of the catalog it names, whatever else is wrong. */
      readonly named: NamedKeys | null;
    };

/** What of the catalog a ticket names, however much else is missing. */
export function entitlementIn(content: CheckedRequest): EntitlementKeys | null {
  if (content.ok) return content.details;
  const { applicationKey, tierKey } = content.named ?? { applicationKey: '', tierKey: null };
  return tierKey === null ? null : { applicationKey, tierKey };
}

/** Whether it is a leaver that something is asked for. */
export const hasLeft = (problems: readonly IntakeProblem[]): boolean =>
  problems.some(({ code }) => code === 'beneficiary-inactive');

/** Whether it is somebody who was left out of a complete roster that something is asked for. */
export const isMissing = (problems: readonly IntakeProblem[]): boolean =>
  problems.some(({ code }) => code === 'beneficiary-missing');

/** Whether others ask; handing a request over makes it neither the beneficiary's own nor somebody else's. */
function isOnBehalf(beneficiaryId: string, requesterIds: readonly string[]): boolean | null {
  if (requesterIds.every((id) => id === beneficiaryId)) return false;
  return requesterIds.includes(beneficiaryId) ? null : true;
}

/** What a policy looks at. */
export function contentFacts(
  { details, application, tier, people, holds, others }: CompleteRequest,
  { requesterId, requesterIds, peopleAtOnce }: Askers,
): PolicyFacts {
  const { beneficiaryId, durationDays, role } = details;
  const known = policyFactsOf({
    application,
    tier,
    beneficiary: people.beneficiary,
    role,
    onBehalf: isOnBehalf(beneficiaryId, [requesterId, ...requesterIds]),
    people: peopleAtOnce.inApplication,
    peopleInAll: peopleAtOnce.inAll,
    durationDays,
  });
  if (others.length === 0) return { ...known, holds };
  // which role somebody has in it, and how they got it, nobody knows here; a rule that asks about it forbids
  const held = others.map((other) =>
    policyFactsOf({
      ...other,
      beneficiary: people.beneficiary,
      role: null,
      onBehalf: false,
      people: 1,
      durationDays: null,
    }),
  );
  return { ...known, holds, held };
}
