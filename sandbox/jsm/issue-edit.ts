import { z } from 'zod';
import { isAgent } from './access';
import { readCommentBody } from './comment-body';
import { commentBody, type SentComment } from './comments';
import { JiraError, Unmodelled } from './errors';
import { asText, displayOf, readFieldValue } from './fields';
import type { ChangeItem, Field, Issue } from './model';
import type { JsmSite } from './site';
import { kindOf, readKind } from './issue-kind';
import { DEFAULT_PRIORITY_ID } from './standard-fields';

const verb = z.partialRecord(z.enum(['set', 'add', 'remove', 'edit', 'copy']), z.unknown());
const entityProperty = z.looseObject({ key: z.string().min(1).max(255), value: z.unknown() });

/** The body that creates, edits and transitions share: values, verbs upon values, and issue properties. */
export const issueUpdate = z.looseObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  update: z.record(z.string(), z.array(verb)).default({}),
  properties: z.array(entityProperty).default([]),
});
export type IssueUpdate = z.infer<typeof issueUpdate>;

/** A change that was checked as a whole and not made yet. */
export interface PreparedEdit {
  readonly values: ReadonlyMap<string, unknown>;
  readonly items: readonly ChangeItem[];
  /** Comments that come with it. */
  readonly comments: readonly SentComment[];
}

export const NO_EDIT: PreparedEdit = { values: new Map(), items: [], comments: [] };

/**
 * Checks values and verbs against the fields they are for.
 * @param issue undefined for one that is only about to be created
 * @param isOffered whether the screen in question shows a field
 * @throws {JiraError} 400 with the message under the field's id
 */
export function prepareEdit(
  site: JsmSite,
  issue: Issue | undefined,
  { fields, update }: Pick<IssueUpdate, 'fields' | 'update'>,
  isOffered: (fieldId: string) => boolean = () => true,
): PreparedEdit {
  const { comment = [], ...verbs } = update;
  const values = new Map<string, unknown>();
  for (const fieldId of [
    ...Object.keys(fields),
    ...Object.keys(verbs),
    ...(comment.length ? ['comment'] : []),
  ]) {
    if (!isOffered(fieldId)) throw new JiraError(400, [], { [fieldId]: notOnScreen(fieldId) });
  }
  for (const [fieldId, sent] of Object.entries(fields)) {
    if (fieldId in verbs) {
      const message = `Field '${fieldId}' cannot be set in both 'fields' and 'update'.`;
      throw new JiraError(400, [], { [fieldId]: message });
    }
    values.set(fieldId, readValue(site, issue, knownField(site, fieldId), sent));
  }
  for (const [fieldId, operations] of Object.entries(verbs)) {
    const before = storedValue(site, issue, fieldId);
    values.set(fieldId, afterVerbs(site, issue, knownField(site, fieldId), before, operations));
  }
  const items = [...values].flatMap(([fieldId, after]) => {
    const before = storedValue(site, issue, fieldId);
    return JSON.stringify(before) === JSON.stringify(after)
      ? []
      : [changeItem(site, knownField(site, fieldId), before, after)];
  });
  return { values, items, comments: comment.map(addedComment) };
}

/** Puts checked values in place; the caller records the change. */
export function applyEdit(site: JsmSite, issue: Issue, edit: PreparedEdit): void {
  for (const [fieldId, value] of edit.values) {
    if (fieldId === 'assignee') issue.assigneeId = value === undefined ? undefined : asText(value);
    else if (fieldId === 'reporter') issue.reporterId = asText(value);
    else if (fieldId === 'issuetype') issue.issueTypeId = asText(value);
    else if (site.field(fieldId)?.type === 'request-type')
      issue.requestTypeId = value === undefined ? undefined : asText(value);
    else if (value === undefined) issue.values.delete(fieldId);
    else issue.values.set(fieldId, value);
  }
}

/** @throws {JiraError} 400 for somebody who does not work in the issue's project */
export function checkAssignee(site: JsmSite, projectId: string, edit: PreparedEdit): void {
  const assignee = edit.values.get('assignee');
  const project = site.project(projectId);
  if (assignee === undefined || !project) return;
  const account = site.accounts.get(asText(assignee));
  if (account?.kind !== 'licensed' || !isAgent(project, account)) {
    throw new JiraError(400, [], { assignee: `User '${asText(assignee)}' cannot be assigned issues.` });
  }
}

function storedValue(site: JsmSite, issue: Issue | undefined, fieldId: string): unknown {
  if (fieldId === 'assignee') return issue?.assigneeId;
  if (fieldId === 'reporter') return issue?.reporterId;
  const stored = kindOf(site, issue, fieldId) ?? issue?.values.get(fieldId);
  return site.field(fieldId)?.type === 'priority' ? (stored ?? DEFAULT_PRIORITY_ID) : stored;
}

function readValue(site: JsmSite, issue: Issue | undefined, field: Field, sent: unknown): unknown {
  if (field.type === 'issuetype' || field.type === 'request-type') return readKind(site, issue, field, sent);
  const value = readFieldValue(site, field, sent);
  if (field.id === 'summary' && asText(value).trim() === '')
    throw new JiraError(400, [], { summary: 'You must specify a summary of the issue.' });
  if (field.id === 'reporter' && !site.accounts.get(asText(value))?.active)
    throw new JiraError(400, [], { reporter: 'The reporter specified is not a user.' });
  return value;
}

const notOnScreen = (fieldId: string): string =>
  `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`;

/** Who created an issue stays, and its project until it is moved; its reporter does not. */
const KEPT: readonly string[] = ['creator', 'project'];

function knownField(site: JsmSite, fieldId: string): Field {
  const field = site.field(fieldId);
  if (!field || KEPT.includes(fieldId)) throw new JiraError(400, [], { [fieldId]: notOnScreen(fieldId) });
  return field;
}

function afterVerbs(
  site: JsmSite,
  issue: Issue | undefined,
  field: Field,
  before: unknown,
  operations: IssueUpdate['update'][string],
): unknown {
  let value = before;
  for (const operation of operations) {
    for (const [name, sent] of Object.entries(operation)) {
      if (name === 'set' || name === 'edit') {
        value = readValue(site, issue, field, sent);
      } else if ((name === 'add' || name === 'remove') && field.type.endsWith('-list')) {
        const given = listOf(readFieldValue(site, field, [sent]));
        const others = listOf(value).filter((other) => !given.includes(other));
        value = name === 'add' ? [...others, ...given] : others;
      } else {
        throw new JiraError(400, [], { [field.id]: `Field '${field.id}' does not support '${name}'` });
      }
    }
  }
  // no labels at all are kept as none ever set
  return field.type === 'label-list' && listOf(value).length === 0 ? undefined : value;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function addedComment(operation: IssueUpdate['update'][string][number]): SentComment {
  if (!('add' in operation)) throw new Unmodelled('editing and removing comments through an issue’s update');
  const added = commentBody.safeParse(operation.add);
  readCommentBody(added.data?.body);
  if (!added.success) throw new JiraError(400, [], { comment: 'Comment body is not valid!' });
  return added.data;
}

function labelsItem(field: Field, before: unknown, after: unknown): ChangeItem {
  const words = (value: unknown): string => listOf(value).map(asText).join(' ');
  return {
    field: field.id,
    fieldId: field.id,
    fieldtype: 'jira',
    from: '',
    fromString: words(before),
    to: '',
    toString: words(after),
  };
}

function changeItem(site: JsmSite, field: Field, before: unknown, after: unknown): ChangeItem {
  // Jira tells labels by their words alone
  if (field.type === 'label-list') return labelsItem(field, before, after);
  const plain = (value: unknown): string | null =>
    value === undefined || field.type === 'adf' || field.type === 'string'
      ? null
      : Array.isArray(value)
        ? value.map(asText).join(', ')
        : asText(value);
  return {
    field: field.custom ? field.name : field.id,
    fieldId: field.id,
    fieldtype: field.custom ? 'custom' : 'jira',
    from: plain(before),
    fromString: displayOf(site, field, before),
    to: plain(after),
    toString: displayOf(site, field, after),
  };
}
