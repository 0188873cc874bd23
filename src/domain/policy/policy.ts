/** One round of approval that a policy can ask for. */
export type ApprovalStageKind = 'manager' | 'application-owner';

/** When a rule applies; a condition that is left out is met by everything. */
export interface RuleConditions {
  readonly applications?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly premium?: boolean | undefined;
  readonly departments?: readonly string[] | undefined;
  readonly workerTypes?: readonly string[] | undefined;
}

export type RuleEffect =
  | { readonly kind: 'forbid' }
  | {
      readonly kind: 'require';
      readonly stages: readonly ApprovalStageKind[];
      /** Whether an auto-approve rule may waive it. */
      readonly waivable: boolean;
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

/** What a policy looks at. */
export interface PolicyFacts {
  readonly applicationKey: string;
  readonly tierKey: string;
  readonly premium: boolean;
  readonly department: string;
  readonly workerType: string;
}

export interface Decision {
  readonly effect: 'deny' | 'require-approval' | 'auto-approve';
  /** Stages in the fixed order manager, application owner; empty unless approval is required. */
  readonly stages: readonly ApprovalStageKind[];
  /** Ids of the rules that decided, sorted. */
  readonly rules: readonly string[];
  readonly reasons: readonly string[];
  readonly policyVersion: number;
}
