import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { readApprovals } from '../../jira/client/approvals';
import { mapped, read, type Reading } from '../../common/store/reading';
import { inactiveAccounts, inactiveAccountsReading } from '../../people/store/people';
import type { StageVote } from '../rules/approval';
import { countedVotes, newVoters, type VoteBinding } from '../rules/read-votes';
import type { Ticket } from '../../jira/rules/ticket';

/**
 * JSM's approvals of a ticket, oldest first. Whoever takes its request type away makes it no request, of which JSM
 * tells nothing any more: then nobody has approved it.
 */
export const approvalsOf = async (
  { issueId, requestTypeId }: Ticket,
  reader: 'app' | 'user',
): Promise<TicketApproval[]> => (requestTypeId === null ? [] : readApprovals(issueId, reader));

/** Of those who voted and were not known to, who has left. One statement, and none where no vote is new. */
export const leaversAmongVoters = (
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): Promise<ReadonlySet<string>> => inactiveAccounts(newVoters(binding, approvals, now));

/** The votes that count at this moment; see `countedVotes`. One statement, and none where no vote is new. */
export const countVotesReading = (
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): Reading<StageVote[]> =>
  mapped(inactiveAccountsReading(newVoters(binding, approvals, now)), (leavers) =>
    countedVotes(binding, approvals, leavers, now),
  );

export const countVotes = (
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): Promise<StageVote[]> => read(countVotesReading(binding, approvals, now));
