import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { readApprovals } from '../../jira/client/approvals';
import { inactiveAccounts } from '../../people/store/people';
import type { CastVote, StageVote } from '../rules/approval';
import { readVotes, type VoteBinding } from '../rules/read-votes';
import type { Ticket } from '../../jira/rules/ticket';

/**
 * JSM's approvals of a ticket, oldest first. Whoever takes its request type away makes it no request, of which JSM
 * tells nothing any more: then nobody has approved it.
 */
export const approvalsOf = async (
  { issueId, requestTypeId }: Ticket,
  reader: 'app' | 'user',
): Promise<TicketApproval[]> => (requestTypeId === null ? [] : readApprovals(issueId, reader));

/**
 * The votes that count at this moment. JSM lets anybody vote whom its field still names, and does not know of the
 * roster: a vote counts when its voter is not a leaver by the time it is noticed first. One statement, and none
 * where no vote is new.
 */
export async function countVotes(
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): Promise<StageVote[]> {
  const votes = readVotes(binding, approvals, now);
  const known = new Set(castIn(binding.votes).map(keyOf));
  const fresh = castIn(votes).filter((vote) => !known.has(keyOf(vote)));
  const left = await inactiveAccounts([...new Set(fresh.map(({ approverId }) => approverId))]);
  if (left.size === 0) return votes;
  const assignments = binding.assignments.map((assignment) => ({
    ...assignment,
    approverIds: assignment.approverIds.filter((id) => !left.has(id)),
  }));
  return readVotes({ ...binding, assignments }, approvals, now);
}

const castIn = (votes: readonly StageVote[]): CastVote[] => votes.flatMap(({ cast }) => cast);

const keyOf = ({ approvalId, approverId, vote }: CastVote): string =>
  JSON.stringify([approvalId, approverId, vote]);
