import { requireEditable, type Actor } from './access';
import { JiraError } from './errors';
import { asText, displayOf, readFieldValue } from './fields';
import { raiseIssueEvent } from './issue-events';
import type { Account, Change, ChangeItem, Field, Issue, Project, RequestType } from './model';
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

/** @throws {JiraError} 400 for values that the fields do not take; nothing is created then */
export function createIssue(site: JsmSite, given: NewIssue): Issue {
  const issueType = given.project.issueTypes.find((type) => type.id === given.issueTypeId);
  if (!issueType) throw new JiraError(400, [], { issuetype: 'Specify a valid issue type' });
  const values = readValues(site, given.values);
  if (asText(values.get('summary')).trim() === '') {
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
    createdAt: now,
    updatedAt: now,
    statusId: issueType.workflow.initialStatusId,
    assigneeId: undefined,
    resolvedAt: undefined,
    participants: [...(given.participants ?? [])],
    values,
    changes: [],
    comments: [],
    approvals: [],
    slas: new Map(),
    properties: new Map(Object.entries(given.properties ?? {})),
  };
  site.issues.set(issue.id, issue);
  enterStatus(site, issue);
  trackSlas(site, issue, creationOf(issue.statusId));
  raiseIssueEvent(site, 'avi:jira:created:issue', issue, given.creator.accountId);
  return issue;
}

/** Sets fields, writes one changelog entry and raises one event; fields that do not change are left out. */
export function editIssue(
  site: JsmSite,
  actor: Actor,
  idOrKey: string,
  sent: Readonly<Record<string, unknown>>,
): void {
  const issue = requireEditable(site, actor, idOrKey);
  const values = readValues(site, sent);
  const items: ChangeItem[] = [];
  for (const fieldId of Object.keys(sent)) {
    const field = knownField(site, fieldId);
    const before = issue.values.get(fieldId);
    const after = values.get(fieldId);
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    items.push(changeItem(site, field, before, after));
    if (after === undefined) issue.values.delete(fieldId);
    else issue.values.set(fieldId, after);
  }
  followApprovers(site, issue);
  if (items.length > 0) recordChange(site, issue, actor.account?.accountId ?? '', items);
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
  raiseIssueEvent(site, 'avi:jira:updated:issue', issue, authorId, change);
  return change;
}

function readValues(site: JsmSite, sent: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [fieldId, raw] of Object.entries(sent)) {
    const value = readFieldValue(site, knownField(site, fieldId), raw);
    if (value !== undefined) values.set(fieldId, value);
  }
  return values;
}

function knownField(site: JsmSite, fieldId: string): Field {
  const field = site.field(fieldId);
  const message = `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`;
  if (!field) throw new JiraError(400, [], { [fieldId]: message });
  return field;
}

function changeItem(site: JsmSite, field: Field, before: unknown, after: unknown): ChangeItem {
  const plain = (value: unknown): string | null =>
    value === undefined || field.type === 'adf' || field.type === 'string'
      ? null
      : Array.isArray(value)
        ? value.map(asText).join(', ')
        : asText(value);
  return {
    field: field.name,
    fieldId: field.id,
    fieldtype: field.custom ? 'custom' : 'jira',
    from: plain(before),
    fromString: displayOf(site, field, before),
    to: plain(after),
    toString: displayOf(site, field, after),
  };
}
