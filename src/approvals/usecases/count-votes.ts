import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { readApprovals } from '../../jira/client/approvals';
import { combined, mapped, type Reading } from '../../common/store/reading';
import { absentAccounts, absentAccountsReading, peopleOfRequest } from '../../people/store/people';
import type { StageVote } from '../rules/approval';
import { unusableAccounts } from '../../jira/client/site';
import {
  broughtInParts,
  groupsToCheck,
  partIn,
  peopleToCheck,
  votersWithoutAuthority,
  type BroughtInPart,
  type VotedStages,
} from '../rules/authority';
import { countedVotes, newVoters, type VoteBinding } from '../rules/read-votes';
import { backupsFor, managerOfApprover, namedBy } from '../rules/stage-candidates';
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
 * no stage that asks a group was voted on; the accounts of all others, and of those in whose names they voted, a call where
 * there are any; and whether those would be brought in today who were because nobody answered.
 * @param active who was just read as an active account; that somebody is a person is asked when they are assigned
 */
export async function readVoters(
  voted: VotedStages,
  cast: readonly StageVote[],
  search: ApproverSearch,
  active: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const groupId of groupsToCheck(voted, cast, search.groups)) await membersOf(groupId, search);
  // a group's members were read as active ones
  const inGroups = new Set([...search.members.values()].flatMap((some) => some ?? []));
  const others = peopleToCheck(cast).filter((id) => !inGroups.has(id));
  for (const id of await unusableAccounts(others.filter((one) => !active.has(one)))) search.unusable.add(id);
  for (const part of broughtInParts(voted, cast))
    if (!(await isStillNext(part, search))) search.lapsed.add(partIn(part.stage, part.principalId));
}

// a stage that brings in a manager asks one person
const MOST_NAMED = 10;

/**
 * Whether a stage could bring somebody in today: an owner of the application, the manager of whom it asks, or a member of the
 * fallback group. A statement for each of those whom it asks, and the call to Jira that reads the group.
 */
async function isStillNext(
  { stage, assignment, principalId }: BroughtInPart,
  search: ApproverSearch,
): Promise<boolean> {
  const { application, excluded, groups } = search;
  const owners = stage.kind === 'application-owner' ? [application.ownerId, application.backupOwnerId] : [];
  if (owners.includes(principalId)) return true;
  const fallback = groups.fallback ? await membersOf(groups.fallback.id, search) : [];
  if (fallback.includes(principalId)) return true;
  const asked = assignment.isFallback
    ? assignment.approverIds.filter((id) => fallback.includes(id))
    : [...namedBy(stage, search), ...backupsFor(stage, search)];
  for (const id of asked.filter((one) => one !== principalId).slice(0, MOST_NAMED))
    if (managerOfApprover(await peopleOfRequest(id), excluded).includes(principalId)) return true;
  return false;
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
