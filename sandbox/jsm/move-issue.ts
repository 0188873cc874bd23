import { requireAccount, requireBrowsable, type Actor } from './access';
import { JiraError } from './errors';
import { recordChange } from './issues';
import type { ChangeItem, Issue } from './model';
import type { JsmSite } from './site';

/** Where an issue is to be moved, as the steps of Jira's dialog ask for it; what is left out stays. */
export interface IssueTarget {
  readonly projectKey: string;
  readonly requestTypeId?: string;
}

/**
 * Moves an issue to another project, which gives it a new key; it answers to its old one as well, and keeps its id and its
 * history. One entry of the history names both, and the event of it is an update.
 * @throws {JiraError} 400 for a project that lacks its work type or its status
 */
export function moveIssue(site: JsmSite, actor: Actor, idOrKey: string, target: IssueTarget): Issue {
  const issue = requireBrowsable(site, actor, idOrKey);
  const from = site.projectOf(issue);
  const to = site.project(target.projectKey);
  const workType = to?.issueTypes.find(({ id }) => id === issue.issueTypeId);
  if (!to || !workType?.workflow.statusIds.includes(issue.statusId))
    throw new JiraError(400, ['The issue cannot be moved there as it is.']);
  const before = issue.key;
  issue.projectId = to.id;
  issue.requestTypeId = target.requestTypeId;
  site.issues.rename(issue, site.newIssueKey(to));
  const item = (
    field: string,
    ids: readonly [string, string] | null,
    names: readonly [string, string],
  ): ChangeItem => ({
    field,
    fieldId: field === 'project' ? 'project' : '',
    fieldtype: 'jira',
    from: ids?.[0] ?? null,
    fromString: names[0],
    to: ids?.[1] ?? null,
    toString: names[1],
  });
  recordChange(site, issue, requireAccount(actor).accountId, [
    item('project', [from.id, to.id], [from.name, to.name]),
    item('Key', null, [before, issue.key]),
  ]);
  return issue;
}
