import type { Price } from '../../common/rules/money';
import type { ApplicationRisk } from '../../catalog/rules/catalog';
import type { ApprovalStage } from './approval-stage';
import type { Evidence, EvidenceRequirement } from './evidence';
import type { Control, ExceptionApprover } from './exception';

/** When a rule applies; a condition that is left out is met by everything. */
export interface RuleConditions {
  readonly applications?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly premium?: boolean | undefined;
  readonly roles?: readonly string[] | undefined;
  /** How much depends on the application. */
  readonly risk?: readonly ApplicationRisk[] | undefined;
  readonly departments?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
  readonly workerTypes?: readonly string[] | undefined;
  /** Whether somebody else asks than who gets the access. */
  readonly onBehalf?: boolean | undefined;
  /** Asked for more people than this, by one requester, in the same application, within a day. */
  readonly peopleMoreThan?: number | undefined;
  /** For more than this many calendar days, or without an end. */
  readonly longerThanDays?: number | undefined;
  /**
   * A seat costs more than this a month; of a price a year a twelfth counts. Where it can have several prices, a rule that
   * allows needs all of them to be more, any other one of them.
   */
  readonly dearerThan?: { readonly amount: string; readonly currency: string } | undefined;
  /** The beneficiary has a seat of one of these, written `figma` or `figma/premium`. */
  readonly holdsAny?: readonly string[] | undefined;
}

export type RuleEffect =
  | { readonly kind: 'forbid' }
  | {
      readonly kind: 'require';
      readonly stages: readonly ApprovalStage[];
      /** Whether an auto-approve rule may waive it. */
      readonly waivable: boolean;
    }
  | { readonly kind: 'limit-duration'; readonly maxDays: number }
  | { readonly kind: 'require-evidence'; readonly evidence: readonly EvidenceRequirement[] }
  /** What it applies to is an exception to a control: always with that approval, and always with an end. */
  | {
      readonly kind: 'exception';
      readonly of: Control;
      readonly approver: ExceptionApprover;
      readonly maxDays: number;
    }
  | { readonly kind: 'auto-approve' };

export interface PolicyRule {
  readonly id: string;
  /** In words that a requester understands; shown when the rule decided. */
  readonly description: string;
  readonly when: RuleConditions;
  readonly effect: RuleEffect;
}

export interface Policy {
  readonly version: number;
  readonly rules: readonly PolicyRule[];
}

/** Access for more people than this at once, in whichever applications, needs the application's owner, whatever the policy says. */
export const PEOPLE_AT_ONCE = 50;

/** The role of everybody in a tier that has no roles: known, and none. */
export const NO_ROLE = '';

/** What a policy looks at. Null is what nobody knows; a rule that asks about it can forbid, but not allow. */
export interface PolicyFacts {
  readonly applicationKey: string;
  readonly tierKey: string;
  readonly premium: boolean;
  /** `NO_ROLE` in a tier that has no roles. */
  readonly role: string | null;
  readonly risk: ApplicationRisk | null;
  readonly department: string | null;
  readonly location: string | null;
  readonly workerType: string | null;
  /** Null where both the beneficiary and somebody else have been the requester. */
  readonly onBehalf: boolean | null;
  /** For how many people the requester asked in this application within a day, this one included. */
  readonly people: number;
  /** The same over all applications; what was decided before this was counted has none. */
  readonly peopleInAll?: number | undefined;
  /** Calendar days; null for no end. */
  readonly durationDays: number | null;
  /** Each price that the seat can have; empty, or null among them, where nobody knows. */
  readonly prices: readonly (Price | null)[];
  /** Pools in which the beneficiary has a seat through other requests, as `figma/premium`. */
  readonly holds: readonly string[];
  /** What rules ask about each of these, where it is known: a rule that forbids one of them together with this counts too. */
  readonly held?: readonly HeldFacts[] | undefined;
}

/** What rules ask about something that somebody has already. */
export type HeldFacts = Omit<PolicyFacts, 'holds' | 'held'>;

export interface Decision {
  readonly effect: 'deny' | 'require-approval' | 'auto-approve';
  /** In the order in which they open; empty unless approval is required. */
  readonly stages: readonly ApprovalStage[];
  /** The longest the access may last; null when no rule limits it. */
  readonly maxDays: number | null;
  /** What has to be shown, and what was seen of it. */
  readonly evidence: readonly Evidence[];
  /** Controls that it is an exception to, in the order of `CONTROLS`. */
  readonly exceptions: readonly Control[];
  /** Ids of the rules that decided, sorted. */
  readonly rules: readonly string[];
  readonly reasons: readonly string[];
  readonly policyVersion: number;
}
