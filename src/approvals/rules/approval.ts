import type { ApprovalStage, ApprovalStageKind, StageTimeout } from '../../policy/rules/approval-stage';

/** A stage of the decision in force, and the people whose votes satisfy it; nobody is asked in two stages. */
export interface ApprovalAssignment {
  /** The stage's key, unique within a decision. */
  readonly stage: string;
  readonly kind: ApprovalStageKind;
  /** The group that was asked for by name; null for people who are known one by one. */
  readonly groupName: string | null;
  readonly quorum: number;
  readonly order: number;
  readonly timeout: StageTimeout | null;
  readonly approverIds: readonly string[];
  /** Whom these approvers stand in for, where somebody is away. */
  readonly delegates: readonly { readonly approverId: string; readonly forId: string }[];
  /** Why somebody who is away is asked all the same, in sentences. */
  readonly remarks: readonly string[];
  /** As what somebody is asked in the place of whom the stage names, while that person can't decide. */
  readonly substitute?: Substitute | undefined;
  /** Whether the site's fallback group is asked, since nobody of the stage itself could be found. */
  readonly isFallback: boolean;
  /** When its turn came; null while earlier stages are open. Milliseconds since the epoch, UTC. */
  readonly openedAt: number | null;
  /** When somebody has to be reminded, or more; null when no time is set, or its turn has not come. */
  readonly dueAt: number | null;
  /** What was done because nobody decided in time, oldest first. */
  readonly overdue: readonly OverdueStep[];
}

export const SUBSTITUTES = ['managers-manager', 'backup-owner'] as const;

export type Substitute = (typeof SUBSTITUTES)[number];

/** A stage that nobody, or not enough people, can be found for. */
export interface UnassignedStage {
  readonly stage: ApprovalStage;
  /** How many could be asked. */
  readonly found: number;
  /** Set where its group has more members than can be asked. */
  readonly isTooLarge?: boolean;
  /** Set where it names somebody only by an import of whoever has a part in the request. */
  readonly isOwnImport?: boolean;
}

export const OVERDUE_ACTIONS = ['reminded', 'escalated', 'replaced', 'declined'] as const;

export interface OverdueStep {
  readonly action: (typeof OVERDUE_ACTIONS)[number];
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  /** Who is asked in addition, or instead. */
  readonly approverIds: readonly string[];
}

/** A vote that counts. */
export interface CastVote {
  readonly approverId: string;
  /** Whose vote it is, where a delegate cast it; it stays theirs whatever becomes of the delegation. */
  readonly forId: string | null;
  readonly vote: 'approved' | 'declined';
  /**
   * When it was cast. JSM dates the end of an approval, not each vote, so a vote in an approval that is
   * still open carries the time it was first noticed.
   */
  readonly decidedAt: number;
  readonly approvalId: string;
}

/** Whose vote is used up by it: the delegator's, where a delegate cast it. */
export const principalOf = ({ approverId, forId }: Pick<CastVote, 'approverId' | 'forId'>): string =>
  forId ?? approverId;

/** Everybody who has had their vote: whoever cast one, and whoever it was cast for. */
export const votedIn = (votes: readonly StageVote[]): string[] => [
  ...new Set(votes.flatMap(({ cast }) => cast.flatMap((vote) => [vote.approverId, principalOf(vote)]))),
];

/** Where one stage stands. */
export interface StageVote {
  readonly stage: string;
  readonly outcome: 'approved' | 'declined' | 'pending';
  /** When the outcome came about; null while pending. */
  readonly decidedAt: number | null;
  readonly cast: readonly CastVote[];
}
