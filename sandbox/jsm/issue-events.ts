import { changeBean, issueTypeBean, jiraDate, projectBean, statusBean, userBean } from './beans';
import type { Change, Issue } from './model';
import type { JsmSite } from './site';

/**
 * Raises an issue event with exactly the documented payload: a few system fields and no custom field.
 * @see https://developer.atlassian.com/platform/forge/events-reference/jira/
 */
export function raiseIssueEvent(
  site: JsmSite,
  eventType: 'avi:jira:created:issue' | 'avi:jira:updated:issue' | 'avi:jira:deleted:issue',
  issue: Issue,
  atlassianId: string | undefined,
  change?: Change,
): void {
  site.raise({
    eventType,
    ...(atlassianId === undefined ? {} : { atlassianId }),
    body: {
      issue: {
        id: issue.id,
        key: issue.key,
        fields: {
          summary: issue.values.get('summary'),
          issuetype: issueTypeBean(site, site.issueTypeOf(issue)),
          creator: userBean(site, issue.creatorId),
          created: jiraDate(issue.createdAt),
          project: projectBean(site, site.projectOf(issue)),
          reporter: userBean(site, issue.reporterId),
          assignee: issue.assigneeId === undefined ? null : userBean(site, issue.assigneeId),
          updated: jiraDate(issue.updatedAt),
          status: statusBean(site, site.status(issue.statusId)),
        },
      },
      ...(change ? { changelog: { id: change.id, items: changeBean(site, change).items } } : {}),
    },
  });
}

export function raiseCommentEvent(site: JsmSite, issue: Issue, comment: Issue['comments'][number]): void {
  site.raise({
    eventType: 'avi:jira:commented:issue',
    atlassianId: comment.authorId,
    body: {
      issue: { id: issue.id, key: issue.key, fields: { project: projectBean(site, site.projectOf(issue)) } },
      comment: {
        id: comment.id,
        author: userBean(site, comment.authorId),
        created: jiraDate(comment.at),
        updated: jiraDate(comment.at),
        jsdPublic: comment.public,
      },
    },
  });
}
