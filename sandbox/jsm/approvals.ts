import { approversOf, groupsOf, isApprover, mayAnswer } from './access';
import { JiraError } from './errors';
import type { Account, Approval, Issue } from './model';
import type { JsmSite } from './site';
import { followTransition } from './workflow';

/**
 * One approver's answer. When it decides the approval, the issue moves along the step's approve or decline
 * transition in that approver's name. A vote that decides nothing raises no event. Where a validator holds the
 * issue back the decision stands all the same and the issue stays where it is (not documented by Atlassian).
 * @throws {JiraError} 403 when the person is not asked, 409 when the approval is over or already answered
 */
export async function answerApproval(
  site: JsmSite,
  issue: Issue,
  approval: Approval,
  account: Account,
  decision: 'approve' | 'decline',
): Promise<void> {
  if (!isApprover(issue, approval, account)) {
    throw new JiraError(403, ['You are not an approver of this request.']);
  }
  if (!mayAnswer(issue, approval, account))
    throw new JiraError(409, ['The approval has already been completed.']);
  approval.votes.set(account.accountId, decision === 'approve' ? 'approved' : 'declined');
  const approvers = approversOf(site, issue, approval);
  const outcome = outcomeOf(site, issue, approval, approvers);
  if (outcome === 'pending') return;
  approval.closedApprovers = approvers;
  approval.outcome = outcome;
  approval.completedAt = site.now();
  const { approveTransitionId, declineTransitionId } = approval.step;
  const transitionId = outcome === 'approved' ? approveTransitionId : declineTransitionId;
  await followTransition(site, issue, transitionId, account.accountId).catch((error: unknown) => {
    if (!(error instanceof JiraError)) throw error;
  });
}

/** Declined by the first no of anybody who is asked; approved with enough yes votes of people who still are. */
function outcomeOf(
  site: JsmSite,
  issue: Issue,
  approval: Approval,
  approvers: readonly string[],
): Approval['outcome'] {
  const said = (vote: 'approved' | 'declined', people: readonly string[]): number =>
    people.filter((accountId) => approval.votes.get(accountId) === vote).length;
  if (said('declined', approvers) > 0) return 'declined';
  const { required } = approval.step;
  // more than there are to ask cannot be had, so that everybody is enough then
  const have = (needed: number, people: readonly string[]): boolean =>
    people.length > 0 && said('approved', people) >= Math.min(Math.max(needed, 1), people.length);
  if (required === 'all') return have(approvers.length, approvers) ? 'approved' : 'pending';
  if (typeof required === 'number') return have(required, approvers) ? 'approved' : 'pending';
  if ('percent' in required) {
    const needed = Math.ceil((required.percent * approvers.length) / 100);
    return have(needed, approvers) ? 'approved' : 'pending';
  }
  const groups = groupsOf(issue, approval.step).map((group) =>
    approvers.filter((accountId) => site.accounts.get(accountId)?.groups.has(group)),
  );
  return groups.length > 0 && groups.every((people) => have(required.perGroup, people))
    ? 'approved'
    : 'pending';
}
