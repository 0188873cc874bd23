import { reasonSchema } from '../../common/contract/reason';
import type { Calls } from '../../common/contract/calls';
import type { OfferedFile } from '../../common/contract/offered-file';
import { ruleSchema } from './rule-document';
import * as z from '#zod';
import type { PolicyRule } from '../rules/policy';
import type { RuleChange } from '../rules/policy-diff';
import type { PolicyStep, PolicyVersionState } from '../rules/policy-version';
import type { ChangeCount, ComparedOutcomes } from '../rules/what-if';

/** One version of the access policy and its life. Times in milliseconds since the epoch, UTC. */
export interface PolicyVersionView {
  /** 0 is what holds until a policy is approved. */
  readonly version: number;
  readonly state: PolicyVersionState;
  readonly effectiveFrom: number | null;
  /** Oldest first; none for version 0. */
  readonly steps: readonly PolicyStep[];
}

/** The version that people are at work on. */
export interface PolicyDraftView {
  readonly version: number;
  readonly state: 'draft' | 'proposed';
  /** Its last step and its content: what one proposes or approves is exactly this. */
  readonly step: number;
  readonly digest: string;
  readonly rules: readonly PolicyRule[];
  readonly authorIds: readonly string[];
  /** From the policy in force to the draft. */
  readonly changes: readonly RuleChange[];
  /** Why the person who looks may not approve it; null when they may. */
  readonly obstacle: string | null;
}

export interface PolicyView {
  readonly now: number;
  /** Whether the person who looks may edit, propose and withdraw, besides approving. */
  readonly mayEdit: boolean;
  readonly inForce: { readonly version: number; readonly rules: readonly PolicyRule[] };
  readonly draft: PolicyDraftView | null;
  /** Newest first, at most twenty and the starter policy. */
  readonly versions: readonly PolicyVersionView[];
}

/** What conditions of a rule can name: what the catalog has, and what the roster says of people. */
export interface PolicyChoices {
  readonly applications: readonly {
    readonly key: string;
    readonly name: string;
    readonly tiers: readonly { readonly key: string; readonly name: string }[];
  }[];
  readonly roles: readonly string[];
  readonly departments: readonly string[];
  readonly locations: readonly string[];
  readonly workerTypes: readonly string[];
}

/** What a draft would have changed about the requests of the last days, replayed on the facts of that time. */
export interface PolicyTrial {
  readonly version: number;
  readonly days: number;
  readonly replayed: number;
  /** Requests whose facts were not kept, so that nothing can be said about them. */
  readonly withoutFacts: number;
  /** Requests that there was no time for, the oldest. */
  readonly notReached: number;
  readonly counts: readonly ChangeCount[];
  /** The first fifty, newest first. */
  readonly tickets: readonly (ComparedOutcomes & { readonly issueKey: string; readonly decidedAt: number })[];
}

const name = z.string().trim().min(1).max(200);
const version = z.number().int().min(0).max(1_000_000);
/** Names exactly one content of a draft, as it was shown to whoever sends it. */
const draftStep = z.strictObject({
  version,
  step: z.number().int().min(0).max(1_000_000),
});
const shown = draftStep.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) });
const note = z.string().trim().max(500);

export const policyInputs = {
  'policy/show': z.strictObject({}),
  /** `after` is the draft as it was shown; null when there was none. */
  'policy/save-rule': z.strictObject({
    after: draftStep.nullable(),
    /** The rule that it takes the place of; null for a rule that is added. */
    replaces: name.nullable(),
    rule: ruleSchema,
  }),
  'policy/remove-rule': z.strictObject({ after: draftStep.nullable(), id: name }),
  'policy/choices': z.strictObject({}),
  'policy/import': z.strictObject({ after: draftStep.nullable(), text: z.string().max(200_000) }),
  'policy/use-as-draft': z.strictObject({ after: draftStep.nullable(), version }),
  'policy/propose': z.strictObject({ shown, note }),
  'policy/approve': z.strictObject({ shown, effectiveFrom: z.number().int().min(0).nullable(), note }),
  'policy/reject': z.strictObject({ shown, note: reasonSchema(1, 500) }),
  'policy/withdraw': z.strictObject({ version }),
  'policy/export': z.strictObject({ version }),
  'policy/download': z.strictObject({ version }),
  'policy/compare': z.strictObject({ from: version, to: version }),
  'policy/try': z.strictObject({ version }),
};

interface PolicyOutputs {
  readonly 'policy/show': PolicyView;
  readonly 'policy/save-rule': PolicyView;
  readonly 'policy/remove-rule': PolicyView;
  readonly 'policy/choices': PolicyChoices;
  readonly 'policy/import': PolicyView;
  readonly 'policy/use-as-draft': PolicyView;
  readonly 'policy/propose': PolicyView;
  readonly 'policy/approve': PolicyView;
  readonly 'policy/reject': PolicyView;
  readonly 'policy/withdraw': PolicyView;
  readonly 'policy/export': { readonly text: string };
  readonly 'policy/download': OfferedFile;
  readonly 'policy/compare': { readonly changes: readonly RuleChange[] };
  readonly 'policy/try': PolicyTrial;
}

export type PolicyCalls = Calls<typeof policyInputs, PolicyOutputs>;
