import { approversOf, isApprover } from './access';
import type { Issue } from './model';
import type { JsmSite } from './site';

/** What happens whenever an issue comes into a status: the resolution date, and an approval where one is set up. */
export function enterStatus(site: JsmSite, issue: Issue): void {
  site.issues.entered(issue);
  const done = site.status(issue.statusId).category === 'done';
  issue.resolvedAt = done ? (issue.resolvedAt ?? site.now()) : undefined;
  closeOpenApprovals(site, issue);
  const step = site
    .issueTypeOf(issue)
    .workflow.approvalSteps.find(({ statusId }) => statusId === issue.statusId);
  if (!step) return;
  issue.approvals.push({
    id: site.newId(),
    name: site.status(issue.statusId).name,
    step,
    openedAt: site.now(),
    votes: new Map(),
    closedApprovers: undefined,
    outcome: 'pending',
    completedAt: undefined,
    abandoned: false,
  });
}

/** An approval that the issue has left behind stays pending and cannot be answered (not documented by Atlassian). */
function closeOpenApprovals(site: JsmSite, issue: Issue): void {
  for (const approval of issue.approvals) {
    if (approval.outcome !== 'pending' || approval.abandoned) continue;
    approval.closedApprovers = approversOf(site, issue, approval);
    approval.abandoned = true;
  }
}

/**
 * Keeps open approvals to the people whom the issue's fields name now: the votes of everybody else are dropped, so
 * that who is asked again answers again. What remains is judged with the next answer. (Atlassian documents that
 * approvers may be changed while an approval is open, and neither of these.)
 */
export function followApprovers(site: JsmSite, issue: Issue): void {
  for (const approval of issue.approvals) {
    if (approval.outcome !== 'pending' || approval.abandoned) continue;
    for (const accountId of approval.votes.keys()) {
      const account = site.accounts.get(accountId);
      if (!account || !isApprover(issue, approval, account)) approval.votes.delete(accountId);
    }
  }
}
