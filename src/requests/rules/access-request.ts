import type { ApprovalAssignment, StageVote } from '../../approvals/rules/approval';
import type { VotedStages } from '../../approvals/rules/authority';
import type { Decision } from '../../policy/rules/policy';
import type { Trouble } from './trouble';

/** A tier of an application of the catalog. */
export interface EntitlementKeys {
  readonly applicationKey: string;
  readonly tierKey: string;
}

/** An application of the catalog, and which tier of it as far as that is said. */
export interface NamedKeys {
  readonly applicationKey: string;
  readonly tierKey: string | null;
}

/** What a field of a ticket says, and what of the catalog was found by it. */
export interface NamedItem {
  readonly key: string;
  readonly text: string;
  /** Of what was chosen in a select list; null for text that somebody wrote. */
  readonly optionId: string | null;
  /** When another hand than the app's had last changed the field; milliseconds since the epoch, UTC, null for never. */
  readonly editedAt: number | null;
}

/** What of the catalog a ticket names, by the words that it had when it was found. */
export interface NamedEntitlement {
  readonly application: NamedItem;
  readonly tier: NamedItem | null;
}

/** What somebody asks for, complete and checked against catalog and roster. */
export interface RequestDetails extends EntitlementKeys {
  /** What the person is to be in the tier, as the catalog writes it; null in a tier that has no roles. */
  readonly role: string | null;
  /** Atlassian account id of who gets the access. */
  readonly beneficiaryId: string;
  /** Calendar days from fulfillment; null for no end. */
  readonly durationDays: number | null;
  readonly justification: string;
}

/** The subject of a problem with a duration that has no end. */
export const UNLIMITED = 'unlimited';

/** Why a request cannot be decided yet. `subject` is what the person wrote or chose. */
export interface IntakeProblem {
  readonly code:
    | 'application-missing'
    | 'application-unknown'
    | 'tier-missing'
    | 'tier-unknown'
    | 'role-missing'
    | 'role-unknown'
    | 'beneficiary-unknown'
    | 'beneficiary-inactive'
    | 'beneficiary-missing'
    | 'beneficiary-not-allowed'
    | 'already-held'
    | 'duration-invalid'
    | 'duration-too-long'
    | 'justification-missing'
    | 'justification-short'
    | 'change-ticket-missing'
    | 'change-ticket-unknown'
    | 'change-ticket-itself'
    | 'change-ticket-other-kind'
    | 'change-ticket-over'
    | 'training-missing'
    | 'facts-unconfirmed';
  readonly subject: string;
  /** Choices that would be right, where there are few. */
  readonly choices: readonly string[];
}

/**
 * - `incomplete`: the requester has to say more
 * - `denied`: the policy forbids it
 * - `stuck`: nobody can approve it, or the workflow does not allow the next step
 * - `awaiting-approval`, `ready`, `fulfilled`, `declined`: as the words say
 * - `canceled`: withdrawn, or closed without fulfillment
 * - `unapproved`: somebody moved the ticket to fulfilled without a valid decision; nothing was granted
 */
export const REQUEST_STATES = [
  'incomplete',
  'denied',
  'stuck',
  'awaiting-approval',
  'ready',
  'fulfilled',
  'declined',
  'canceled',
  'unapproved',
] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** Whether nobody has anything by a request: a seat from before is nobody's decision any more. */
export const hasComeToNothing = ({ state }: Pick<AccessRequest, 'state'>): boolean =>
  state === 'canceled' || state === 'declined' || state === 'denied';

/** Why a request was decided once more: by what it says, what is required or forbidden, what they have, or who approved it. */
export const DECIDED_AGAIN = [
  'changed',
  'roles-changed',
  'stricter',
  'denied',
  'policy-gone',
  'higher-tier',
  'approver-gone',
  'change-ticket',
  'used-up',
] as const;

export type DecidedAgain = (typeof DECIDED_AGAIN)[number];

export const CAUSES_ABOUT_PEOPLE = ['owner-replaced', 'approver-gone'] as const;

export const CAUSES_OF_FACTS = [
  'premium',
  'price',
  'risk',
  'person',
  'holdings',
  'many-people',
  'policy',
] as const;

/** Something that has changed since a decision, which is not enough any more because of it. */
export type DecisionCause =
  | { readonly code: (typeof CAUSES_ABOUT_PEOPLE)[number]; readonly personId: string }
  | { readonly code: (typeof CAUSES_OF_FACTS)[number] };

/** What the app knows of one request; one ticket, one record. Times in milliseconds since the epoch, UTC. */
export interface AccessRequest {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  readonly requesterId: string;
  /** Everybody who ever was the requester, and who made the ticket. */
  readonly requesterIds: readonly string[];
  readonly state: RequestState;
  /** Counts decisions: a change of what was approved makes the next one. */
  readonly revision: number;
  /** Null while incomplete. */
  readonly details: RequestDetails | null;
  readonly digest: string | null;
  readonly decision: Decision | null;
  /** Why an earlier decision does not hold any more; null when there was none, or it said nothing else. */
  readonly decidedAgain: DecidedAgain | null;
  /** What had changed since the earlier decision, as far as it is known; empty where the ticket itself tells. */
  readonly decidedBecause: readonly DecisionCause[];
  readonly assignments: readonly ApprovalAssignment[];
  readonly votes: readonly StageVote[];
  readonly problems: readonly IntakeProblem[];
  /** What of the catalog its words were found to mean; null for nothing. */
  readonly named: NamedEntitlement | null;
  /** When a bound field had last been changed at the time of the decision. */
  readonly contentChangedAt: number | null;
  /** Approvals of JSM from before the decision in force; whoever voted in them approved something else. */
  readonly ignoredApprovalIds: readonly string[];
  readonly requestedAt: number;
  readonly approvedAt: number | null;
  readonly fulfilledAt: number | null;
  readonly fulfillerId: string | null;
  /** When the access ends; null for no end or while not fulfilled. */
  readonly endsAt: number | null;
  /** Counts fulfillments: a reopened ticket that is fulfilled again is the next one. */
  readonly cycle: number;
  /** When it last came to fulfilled by a move that was judged, whether that counted or not. */
  readonly judgedAt: number | null;
  /** The decision that the last fulfillment carried out; null before the first. */
  readonly grantedRevision: number | null;
  /** Pools of the tiers whose seats the last fulfillment took the place of. */
  readonly replaced: readonly string[];
  /** What keeps the next step from happening. */
  readonly trouble: Trouble | null;
  /** A run began that has not come to its end: something outside may still have to be done. */
  readonly unfinished: boolean;
  /** When the reconcile has to look again; null when nothing is open. */
  readonly followAt: number | null;
  /** When the ticket was last read and all that was due was done; null when never. */
  readonly lookedAt: number | null;
  /** When it was last worked out whom the open stages ask; null when never. */
  readonly askedAt: number | null;
  /** Since when Jira knows no such ticket, though its project can be seen; null for one that it knows. */
  readonly missingSince: number | null;
  /** Fingerprint of the issue property last written. */
  readonly propertyDigest: string | null;
  /** Rises with every write; a write names the version it is based on. */
  readonly version: number;
}

/** What people were asked about it, and how they voted. */
export const stagesVotedOn = ({ decision, assignments, votes }: AccessRequest): VotedStages => ({
  stages: decision?.stages ?? [],
  assignments,
  votes,
});
