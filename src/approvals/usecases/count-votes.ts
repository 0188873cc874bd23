import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { readApprovals } from '../../jira/client/approvals';
import { combined, mapped, type Reading } from '../../common/store/reading';
import { absentAccounts, absentAccountsReading } from '../../people/store/people';
import type { StageVote } from '../rules/approval';
import { unusableAccounts } from '../../jira/client/site';
import {
  broughtInVoters,
  groupsToCheck,
  peopleToCheck,
  votersWithoutAuthority,
  type VotedStages,
} from '../rules/authority';
import { countedVotes, newVoters, type VoteBinding } from '../rules/read-votes';
import { delegationsReading } from '../store/delegations';
import { membersOf, type ApproverSearch } from './find-approvers';
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
 * Reads what Jira knows of those whose votes are to be counted: the members of groups, a call for each fifty and none where
 * no stage that asks a group was voted on; and the accounts of those who were brought in because nobody answered, a call
 * where one of them voted.
 */
export async function readVoters(
  voted: VotedStages,
  cast: readonly StageVote[],
  search: ApproverSearch,
): Promise<void> {
  for (const groupId of groupsToCheck(voted, cast, search.groups)) await membersOf(groupId, search);
  for (const id of await unusableAccounts(broughtInVoters(voted, cast))) search.unusable.add(id);
}

/**
 * Who of those that voted may not decide at this moment; see `votersWithoutAuthority`. One statement, and none where
 * nobody voted.
 * @param search with what `readVoters` read; a stage whose group was not read is taken as it is
 */
export function unauthorizedReading(
  voted: VotedStages,
  cast: readonly StageVote[],
  search: ApproverSearch,
): Reading<ReadonlySet<string>> {
  const inNameOf = cast.flatMap((vote) => vote.cast.flatMap(({ forId }) => forId ?? []));
  const { application, now } = search;
  const known = combined({
    inactive: absentAccountsReading(peopleToCheck(cast)),
    delegations: delegationsReading(inNameOf, now),
  });
  return mapped(known, (people) =>
    votersWithoutAuthority(voted, cast, { ...search, ...people, applicationKey: application.key }),
  );
}

/** The votes of those who have not left and are in the roster, for showing them; whether they count is decided elsewhere. */
export async function shownVotes(
  binding: VoteBinding,
  approvals: readonly TicketApproval[],
  now: number,
): Promise<StageVote[]> {
  const absent = await absentAccounts(newVoters(binding, approvals, now));
  return countedVotes(binding, approvals, absent, now);
}
