import type { Calls } from '../../common/contract/calls';
import * as z from 'zod';

/** A group that approvals go to, and how many active members it has. */
export interface ApprovalGroupView {
  readonly name: string;
  readonly members: number;
}

export interface ApprovalGroupsView {
  /** Whom the stage `security` asks. */
  readonly security: ApprovalGroupView | null;
  /** Whom a stage asks that nobody can be found for. */
  readonly fallback: ApprovalGroupView | null;
}

const groupName = z.string().trim().min(1).max(255).nullable();

export const approvalGroupInputs = {
  'approval-groups/show': z.strictObject({}),
  'approval-groups/save': z.strictObject({ security: groupName, fallback: groupName }),
};

interface ApprovalGroupOutputs {
  readonly 'approval-groups/show': ApprovalGroupsView;
  readonly 'approval-groups/save': ApprovalGroupsView;
}

export type ApprovalGroupCalls = Calls<typeof approvalGroupInputs, ApprovalGroupOutputs>;
