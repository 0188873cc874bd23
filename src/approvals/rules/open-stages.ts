import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { ApprovalAssignment, StageVote } from './approval';

const outcomes = (votes: readonly StageVote[]): ReadonlyMap<string, StageVote['outcome']> =>
  new Map(votes.map(({ stage, outcome }) => [stage, outcome]));

/** The stages whose turn it is: of those that are not approved yet, the ones of the lowest order. */
export function openStages(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
): ApprovalAssignment[] {
  const outcome = outcomes(votes);
  const waiting = assignments.filter(({ stage }) => outcome.get(stage) !== 'approved');
  const turn = Math.min(...waiting.map(({ order }) => order));
  return waiting.filter(({ order }) => order === turn);
}

/** Dates the stages whose turn has just come. */
export function openTurns(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  now: number,
): ApprovalAssignment[] {
  const open = new Set(openStages(assignments, votes).map(({ stage }) => stage));
  return assignments.map((assignment) =>
    assignment.openedAt === null && open.has(assignment.stage)
      ? { ...assignment, openedAt: now }
      : assignment,
  );
}

/** The approval that JSM has open, if one of these is: a later one has taken the place of all before it. */
export function openApproval(approvals: readonly TicketApproval[]): TicketApproval | undefined {
  const newest = approvals.at(-1);
  return newest?.completedAt === null ? newest : undefined;
}

/**
 * Whom JSM has to ask now: everybody of the stages whose turn it is, and whoever voted in the approval that
 * is open, since leaving it would take their vote away.
 * @param approvals those that bind, oldest first
 */
export function askedNow(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  approvals: readonly TicketApproval[],
): string[] {
  const current = openApproval(approvals)?.id;
  const voted = votes.flatMap(({ cast }) =>
    cast.filter(({ approvalId }) => approvalId === current).map(({ approverId }) => approverId),
  );
  const open = openStages(assignments, votes).flatMap(({ approverIds }) => approverIds);
  return [...new Set([...voted, ...open])];
}
