import type { ApprovalAssignment, StageVote, TicketApproval } from './approval';

/** What the votes are read for: the decision in force, and how far it has been voted on before. */
export interface VoteBinding {
  readonly assignments: readonly ApprovalAssignment[];
  /** Earlier readings, which keep the time a vote was first seen. */
  readonly votes: readonly StageVote[];
  readonly contentChangedAt: number | null;
  readonly ignoredApprovalIds: readonly string[];
}

/**
 * Approvals that are about the content as it was decided: opened after that decision, and after the last
 * change of a bound field by Jira's own clock, which dates both.
 */
export const bindingApprovals = (
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
): TicketApproval[] =>
  approvals.filter(
    ({ id, openedAt }) =>
      !binding.ignoredApprovalIds.includes(id) &&
      (binding.contentChangedAt === null || openedAt > binding.contentChangedAt),
  );

/**
 * Reads each stage's vote out of JSM's approvals. A vote counts only when it was cast by the person the
 * stage is assigned to, in an approval that is about what was decided. A decline outweighs an approval.
 */
export function readVotes(
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): StageVote[] {
  const { assignments, votes: noticed } = binding;
  const valid = bindingApprovals(binding, approvals);
  return assignments.map((assignment) => {
    const cast = valid.flatMap((approval) => {
      const vote =
        approval.approvers.find(({ accountId }) => accountId === assignment.approverId)?.vote ?? 'pending';
      return vote === 'pending' ? [] : [{ approval, vote }];
    });
    const deciding = cast.find(({ vote }) => vote === 'declined') ?? cast.at(-1);
    if (!deciding) return { ...assignment, vote: 'pending', decidedAt: null, approvalId: null };
    const { approval, vote } = deciding;
    const before = noticed.find(
      (earlier) =>
        earlier.approvalId === approval.id &&
        earlier.approverId === assignment.approverId &&
        earlier.vote === vote,
    );
    const decidedAt = before?.decidedAt ?? Math.min(approval.completedAt ?? now, now);
    return { ...assignment, vote, decidedAt, approvalId: approval.id };
  });
}

/** How every stage stands before anybody has voted. */
export const noVotesYet = (assignments: readonly ApprovalAssignment[]): StageVote[] =>
  assignments.map((assignment) => ({ ...assignment, vote: 'pending', decidedAt: null, approvalId: null }));

/** Approved when every stage is; declined as soon as one is. */
export function outcomeOf(votes: readonly StageVote[]): 'approved' | 'declined' | 'pending' {
  if (votes.some(({ vote }) => vote === 'declined')) return 'declined';
  return votes.every(({ vote }) => vote === 'approved') ? 'approved' : 'pending';
}
