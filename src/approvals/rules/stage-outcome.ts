import type { ApprovalAssignment, CastVote, StageVote } from './approval';

/** What the votes of a stage come to: declined by one, approved by as many as its quorum says. */
export function stageOutcome(
  cast: readonly CastVote[],
  quorum: number,
): Pick<StageVote, 'outcome' | 'decidedAt'> {
  const decline = cast.find(({ vote }) => vote === 'declined');
  if (decline) return { outcome: 'declined', decidedAt: decline.decidedAt };
  const times = cast.map(({ decidedAt }) => decidedAt).sort((a, b) => a - b);
  const decidedAt = times[quorum - 1];
  return decidedAt === undefined
    ? { outcome: 'pending', decidedAt: null }
    : { outcome: 'approved', decidedAt };
}

/** How every stage stands before anybody has voted. */
export const noVotesYet = (assignments: readonly ApprovalAssignment[]): StageVote[] =>
  assignments.map(({ stage }) => ({ stage, outcome: 'pending', decidedAt: null, cast: [] }));

/** Approved when every stage is, and there is one at all; declined as soon as one is. */
export function outcomeOf(votes: readonly StageVote[]): StageVote['outcome'] {
  if (votes.some(({ outcome }) => outcome === 'declined')) return 'declined';
  return votes.length > 0 && votes.every(({ outcome }) => outcome === 'approved') ? 'approved' : 'pending';
}

/** Whether a stage, by its key, is approved. */
export const isApproved = (votes: readonly StageVote[], stage: string): boolean =>
  votes.some((vote) => vote.stage === stage && vote.outcome === 'approved');
