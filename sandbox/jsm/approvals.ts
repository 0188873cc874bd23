import { approversOf, mayAnswer } from './access';
import { JiraError } from './errors';
import type { Account, Approval, Issue } from './model';
import type { JsmSite } from './site';
import { followTransition } from './workflow';

/**
 * One approver's answer. When it decides the approval, the issue moves along the step's approve or decline
 * transition in that approver's name. A vote that decides nothing raises no event.
 * @throws {JiraError} 403 when the person is not asked, 409 when the approval is over or already answered
 */
export async function answerApproval(
  site: JsmSite,
  issue: Issue,
  approval: Approval,
  account: Account,
  decision: 'approve' | 'decline',
): Promise<void> {
  if (!approversOf(issue, approval).includes(account.accountId)) {
    throw new JiraError(403, ['You are not an approver of this request.']);
  }
  if (!mayAnswer(issue, approval, account))
    throw new JiraError(409, ['The approval has already been completed.']);
  approval.votes.set(account.accountId, decision === 'approve' ? 'approved' : 'declined');
  const outcome = outcomeOf(approval, approversOf(issue, approval));
  if (outcome === 'pending') return;
  approval.decidedApprovers = [...approversOf(issue, approval)];
  approval.outcome = outcome;
  approval.completedAt = site.now();
  const { approveTransitionId, declineTransitionId } = approval.step;
  await followTransition(
    site,
    issue,
    outcome === 'approved' ? approveTransitionId : declineTransitionId,
    account.accountId,
  );
}

/** Approved with enough yes votes; declined as soon as enough can no longer come together. */
function outcomeOf(approval: Approval, approvers: readonly string[]): Approval['outcome'] {
  const required =
    approval.step.required === 'all' ? approvers.length : Math.min(approval.step.required, approvers.length);
  const count = (vote: 'approved' | 'declined'): number =>
    approvers.filter((accountId) => approval.votes.get(accountId) === vote).length;
  if (required > 0 && count('approved') >= required) return 'approved';
  return approvers.length - count('declined') < required ? 'declined' : 'pending';
}
