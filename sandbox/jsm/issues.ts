import { requireAccount, requireEditable, type Actor } from './access';
import { appendComment, readComment } from './comments';
import { JiraError } from './errors';
import { asText } from './fields';
import { applyEdit, checkAssignee, prepareEdit, type IssueUpdate } from './issue-edit';
import { raiseChangeEvents, raiseIssueEvent } from './issue-events';
import { setIssueProperty } from './issue-properties';
import type { Account, Change, ChangeItem, Issue, Project, RequestType } from './model';
import type { JsmSite } from './site';
import { conditionsOfChange, creationOf, trackSlas } from './sla-tracking';
import { enterStatus, followApprovers } from './status-entry';

export interface NewIssue {
  readonly project: Project;
  readonly issueTypeId: string;
  readonly requestType?: RequestType;
  readonly reporter: Account;
  readonly creator: Account;
  /** Field values as a REST client sends them, by field id. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly participants?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What an import of issues says of them besides their fields: it may name any status and any time. */
export interface ImportedAs {
  readonly statusId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether an event tells of it; Atlassian documents neither. */
  readonly raisesEvent: boolean;
}

/** @throws {JiraError} 400 for values that the fields do not take; nothing is created then */
export function createIssue(site: JsmSite, given: NewIssue, imported?: ImportedAs): Issue {
  const issueType = given.project.issueTypes.find((type) => type.id === given.issueTypeId);
  if (!issueType) throw new JiraError(400, [], { issuetype: 'Specify a valid issue type' });
  const edit = prepareEdit(site, undefined, { fields: given.values, update: {} });
  checkAssignee(site, given.project.id, edit);
  if (asText(edit.values.get('summary')).trim() === '') {
    throw new JiraError(400, [], { summary: 'You must specify a summary of the issue.' });
  }
  const now = site.now();
  const issue: Issue = {
    id: site.newId(),
    key: site.newIssueKey(given.project),
    projectId: given.project.id,
    issueTypeId: issueType.id,
    requestTypeId: given.requestType?.id,
    creatorId: given.creator.accountId,
    reporterId: given.reporter.accountId,
    createdAt: imported?.createdAt ?? now,
    updatedAt: imported?.updatedAt ?? now,
    statusId: imported?.statusId ?? issueType.workflow.initialStatusId,
    assigneeId: undefined,
    resolvedAt: undefined,
    participants: [...(given.participants ?? [])],
    values: new Map(),
    changes: [],
    comments: [],
    approvals: [],
    slas: new Map(),
    properties: new Map(Object.entries(given.properties ?? {})),
  };
  applyEdit(site, issue, edit);
  site.issues.set(issue.id, issue);
  enterStatus(site, issue);
  trackSlas(site, issue, creationOf(issue.statusId));
  site.searchIndex.note(issue);
  if (imported?.raisesEvent !== false)
    raiseIssueEvent(site, 'avi:jira:created:issue', issue, given.creator.accountId);
  return issue;
}

/**
 * Sets fields, writes one changelog entry and raises the events for it; fields that do not change are left
 * out. Comments and issue properties that come along are added after.
 * @throws {JiraError} before anything is changed
 */
export function editIssue(site: JsmSite, actor: Actor, idOrKey: string, sent: IssueUpdate): void {
  const issue = requireEditable(site, actor, idOrKey);
  const account = requireAccount(actor);
  const edit = prepareEdit(site, issue, sent);
  checkAssignee(site, issue.projectId, edit);
  const comments = edit.comments.map((one) => readComment(site, site.projectOf(issue), account, one));
  applyEdit(site, issue, edit);
  site.issues.concerns(issue, issue.reporterId);
  followApprovers(site, issue);
  if (edit.items.length > 0) recordChange(site, issue, account.accountId, edit.items);
  for (const comment of comments) appendComment(site, issue, account, comment);
  for (const { key, value } of sent.properties) setIssueProperty(site, issue, key, value, account.accountId);
}

export function deleteIssue(site: JsmSite, actor: Actor, idOrKey: string): void {
  const issue = requireEditable(site, actor, idOrKey);
  site.issues.delete(issue.id);
  raiseIssueEvent(site, 'avi:jira:deleted:issue', issue, actor.account?.accountId);
}

export function recordChange(
  site: JsmSite,
  issue: Issue,
  authorId: string,
  items: readonly ChangeItem[],
): Change {
  const change: Change = { id: site.newId(), authorId, at: site.now(), items };
  issue.changes.push(change);
  issue.updatedAt = change.at;
  trackSlas(site, issue, conditionsOfChange(site, change));
  site.searchIndex.note(issue);
  raiseChangeEvents(site, issue, change);
  return change;
}
