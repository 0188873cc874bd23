import type { Issue } from './model';
import type { JsmSite } from './site';

/** What happens whenever an issue comes into a status: the resolution date, and an approval where one is set up. */
export function enterStatus(site: JsmSite, issue: Issue): void {
  site.issues.entered(issue);
  const done = site.status(issue.statusId).category === 'done';
  issue.resolvedAt = done ? (issue.resolvedAt ?? site.now()) : undefined;
  for (const approval of issue.approvals) if (approval.outcome === 'pending') approval.abandoned = true;
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
    decidedApprovers: undefined,
    outcome: 'pending',
    completedAt: undefined,
    abandoned: false,
  });
}
