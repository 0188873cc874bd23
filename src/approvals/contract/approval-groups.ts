import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';
import { revisionSchema } from '../../settings/contract/settings-part';

/** A group that approvals go to, and how many active members it has; null for more than can be asked. */
export interface ApprovalGroupView {
  readonly name: string;
  readonly members: number | null;
}

export interface ApprovalGroupsView {
  /** Whom the stage `security` asks. */
  readonly security: ApprovalGroupView | null;
  /** Whom a stage asks that nobody can be found for. */
  readonly fallback: ApprovalGroupView | null;
  /** Names of the work types that change tickets have; empty for any but that of access requests. */
  readonly changeWorkTypes: readonly string[];
  /** How often they were saved. */
  readonly revision: number;
}

const groupName = z.string().trim().min(1).max(255).nullable();

export const approvalGroupInputs = {
  'approval-groups/show': z.strictObject({}),
  /** `after` is how often they had been saved as they were shown. */
  'approval-groups/save': z.strictObject({
    security: groupName,
    fallback: groupName,
    /** What was not sent stays as it is. */
    changeWorkTypes: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
    after: revisionSchema,
  }),
};

interface ApprovalGroupOutputs {
  readonly 'approval-groups/show': ApprovalGroupsView;
  /** Not saved: they wait for a second administrator, and others hold. */
  readonly 'approval-groups/save': ApprovalGroupsView & { readonly saved: boolean };
}

export type ApprovalGroupCalls = Calls<typeof approvalGroupInputs, ApprovalGroupOutputs>;
