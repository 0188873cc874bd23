import { saveRequest } from '../store/requests';
import type { StageVote } from '../../approvals/rules/approval';
import { outcomeOf } from '../../approvals/rules/read-votes';
import type { AccessRequest } from '../rules/access-request';
import { leavePool } from '../../pools/usecases/take-seat';

export const sameVotes = (a: readonly StageVote[], b: readonly StageVote[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * Takes over the votes that have come in: all stages approved makes the request ready, one decline ends it.
 * Requests that wait for nothing are left alone.
 */
export async function advanceApprovals(
  request: AccessRequest,
  votes: readonly StageVote[],
  now: number,
): Promise<AccessRequest> {
  if (request.state !== 'awaiting-approval') return request;
  const outcome = outcomeOf(votes);
  if (outcome === 'pending') {
    return sameVotes(votes, request.votes) ? request : saveRequest({ ...request, votes });
  }
  if (outcome === 'declined') {
    await leavePool(request.issueId, now);
    return saveRequest({ ...request, votes, state: 'declined' });
  }
  const decidedAt = votes.map((vote) => vote.decidedAt ?? 0);
  return saveRequest({ ...request, votes, state: 'ready', approvedAt: Math.max(...decidedAt) });
}
