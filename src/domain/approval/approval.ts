import type { ApprovalStageKind } from '../policy/policy';

/** A stage of the decision in force and the one person whose vote satisfies it. */
export interface ApprovalAssignment {
  readonly stage: ApprovalStageKind;
  readonly approverId: string;
}

/** An approval as JSM records it. Times in milliseconds since the epoch, UTC. */
export interface TicketApproval {
  readonly id: string;
  readonly openedAt: number;
  readonly completedAt: number | null;
  readonly approvers: readonly {
    readonly accountId: string;
    readonly displayName: string;
    readonly vote: 'approved' | 'declined' | 'pending';
  }[];
}

/** Where one stage stands. */
export interface StageVote extends ApprovalAssignment {
  readonly vote: 'approved' | 'declined' | 'pending';
  /**
   * When the vote was cast; null while pending. JSM dates the end of an approval, not each vote, so a vote
   * in an approval that is still open carries the time it was first noticed.
   */
  readonly decidedAt: number | null;
  readonly approvalId: string | null;
}
