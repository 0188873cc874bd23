import { changeBean, issueTypeBean, jiraDate, projectBean, statusBean } from './beans';
import type { Change, Comment, Issue } from './model';
import type { JsmSite } from './site';

type Json = Readonly<Record<string, unknown>>;

/** People stand in events by account id alone. */
const user = (accountId: string): Json => ({ accountId });

/** A few system fields and no custom field: an app that wants more reads the issue again. */
const issueIn = (site: JsmSite, issue: Issue): Json => ({
  id: issue.id,
  key: issue.key,
  fields: {
    summary: issue.values.get('summary'),
    issuetype: issueTypeBean(site, site.issueTypeOf(issue)),
    creator: user(issue.creatorId),
    created: jiraDate(issue.createdAt),
    project: projectBean(site, site.projectOf(issue)),
    reporter: user(issue.reporterId),
    assignee: issue.assigneeId === undefined ? null : user(issue.assigneeId),
    updated: jiraDate(issue.updatedAt),
    status: statusBean(site, site.status(issue.statusId)),
  },
});

function raise(site: JsmSite, eventType: string, atlassianId: string | undefined, body: Json): void {
  site.raise({ eventType, ...(atlassianId === undefined ? {} : { atlassianId }), body });
}

/**
 * Raises an issue event with the documented payload. The optional `associatedUsers` and `associatedStatuses`
 * are left out, so that no app comes to need them.
 * @see https://developer.atlassian.com/platform/forge/events-reference/jira/
 */
export function raiseIssueEvent(
  site: JsmSite,
  eventType: 'avi:jira:created:issue' | 'avi:jira:deleted:issue',
  issue: Issue,
  atlassianId: string | undefined,
): void {
  raise(site, eventType, atlassianId, { issue: issueIn(site, issue) });
}

/** A change of the assignee raises an event of its own besides the update. */
export function raiseChangeEvents(site: JsmSite, issue: Issue, change: Change): void {
  const body = {
    issue: issueIn(site, issue),
    changelog: { id: change.id, items: changeBean(site, change).items },
  };
  raise(site, 'avi:jira:updated:issue', change.authorId, body);
  if (change.items.some(({ fieldId }) => fieldId === 'assignee')) {
    raise(site, 'avi:jira:assigned:issue', change.authorId, body);
  }
}

/** `commented:issue` tells of new and of edited comments alike. */
export function raiseCommentEvent(
  site: JsmSite,
  eventType: 'avi:jira:commented:issue' | 'avi:jira:deleted:comment',
  issue: Issue,
  comment: Comment,
  atlassianId: string,
): void {
  raise(site, eventType, atlassianId, {
    issue: issueIn(site, issue),
    comment: {
      id: comment.id,
      author: user(comment.authorId),
      body: comment.body,
      updateAuthor: user(comment.edited?.byId ?? comment.authorId),
      created: jiraDate(comment.at),
      updated: jiraDate(comment.edited?.at ?? comment.at),
      ...(comment.visibility ? { visibility: comment.visibility } : {}),
      jsdPublic: comment.public,
    },
  });
}

/** Atlassian names these events and documents no payload; what is in it here is our choice. */
export function raisePropertyEvent(
  site: JsmSite,
  eventType: 'avi:jira:set:issue-property' | 'avi:jira:deleted:issue-property',
  issue: Issue,
  key: string,
  atlassianId: string | undefined,
): void {
  raise(site, eventType, atlassianId, { issue: issueIn(site, issue), property: { key } });
}
