import { z } from 'zod';
import {
  isAdministrator,
  isAgent,
  mayBrowse,
  maySeeRequest,
  requireAccount,
  requireBrowsable,
  type Actor,
} from './access';
import { readCommentBody } from './comment-body';
import { issueNotFound, JiraError } from './errors';
import { textDocument } from './fields';
import { raiseCommentEvent } from './issue-events';
import { checkProperty } from './issue-properties';
import type { Account, Comment, Issue, Project, Visibility } from './model';
import type { JsmSite } from './site';
import { conditionsOfComment, trackSlas } from './sla-tracking';
import { isWithin, readVisibility, sentVisibility } from './visibility';

const commentProperty = z.object({ key: z.string().min(1).max(255), value: z.unknown() });
const internality = z.looseObject({ internal: z.boolean() });
export const commentBody = z.looseObject({
  body: z.unknown().optional(),
  properties: z.array(commentProperty).default([]),
  visibility: sentVisibility,
});
export type SentComment = z.infer<typeof commentBody>;

/** The property by which the platform API tells internal comments from public ones. */
export const VISIBILITY_PROPERTY = 'sd.public.comment';

export interface NewComment {
  readonly body: unknown;
  readonly public: boolean;
  readonly visibility?: Visibility | undefined;
  readonly properties?: ReadonlyMap<string, unknown>;
}

/**
 * Adds a comment through the platform API: public in a service project unless its property says internal.
 * People who are not agents of the project can write internal ones only.
 */
export function addComment(site: JsmSite, actor: Actor, idOrKey: string, sent: SentComment): Comment {
  const issue = requireBrowsable(site, actor, idOrKey);
  const account = requireAccount(actor);
  return appendComment(site, issue, account, readComment(site, site.projectOf(issue), account, sent));
}

/** What a client sends, checked and not added yet. @throws {JiraError} 400 */
export function readComment(site: JsmSite, project: Project, author: Account, sent: SentComment): NewComment {
  const body = readCommentBody(sent.body);
  for (const { key, value } of sent.properties) checkProperty(key, value);
  const properties = new Map(sent.properties.map(({ key, value }) => [key, value]));
  return {
    body,
    public: !saysInternal(properties),
    visibility: readVisibility(site, project, author, sent.visibility),
    properties,
  };
}

/** Adds a comment through the portal API; customers can write public ones only. */
export function addRequestComment(
  site: JsmSite,
  issue: Issue,
  account: Account,
  text: string,
  isPublic: boolean,
): Comment {
  if (!isPublic && !mayBrowse(site.projectOf(issue), account)) {
    throw new JiraError(403, ['You do not have permission to create internal comments.']);
  }
  return appendComment(site, issue, account, { body: textDocument(text), public: isPublic });
}

/**
 * The comments an account may read: for who may browse all but those that are restricted to others, for who sees the
 * request the public ones.
 */
export function visibleComments(
  site: JsmSite,
  issue: Issue,
  account: Account | undefined,
): readonly Comment[] {
  if (!maySeeRequest(site, issue, account)) throw issueNotFound();
  const project = site.projectOf(issue);
  return mayBrowse(project, account)
    ? issue.comments.filter(({ visibility }) => isWithin(project, account, visibility))
    : issue.comments.filter((comment) => comment.public);
}

/** @throws {JiraError} 404 when the comment is not there or its issue not theirs to see */
export function requireComment(
  site: JsmSite,
  actor: Actor,
  commentId: string,
  idOrKey?: string,
): { issue: Issue; comment: Comment } {
  const issue =
    idOrKey === undefined
      ? [...site.issues.values()].find(({ comments }) => comments.some(({ id }) => id === commentId))
      : requireBrowsable(site, actor, idOrKey);
  const comment = issue?.comments.find(({ id }) => id === commentId);
  const project = issue && site.projectOf(issue);
  const isSeen =
    project && mayBrowse(project, actor.account) && isWithin(project, actor.account, comment?.visibility);
  if (!issue || !comment || !isSeen) {
    throw new JiraError(404, [`Can not find a comment for the id: ${commentId}.`]);
  }
  return { issue, comment };
}

/** Edit and delete: one's own comments for agents, everybody's for apps and administrators. */
export function requireOwnComment(
  site: JsmSite,
  actor: Actor,
  commentId: string,
  idOrKey?: string,
  refusal: 400 | 403 = 400,
): { issue: Issue; comment: Comment; account: Account } {
  const found = requireComment(site, actor, commentId, idOrKey);
  const account = requireAccount(actor);
  const isOwn = found.comment.authorId === account.accountId && isAgent(site.projectOf(found.issue), account);
  if (!isOwn && account.kind !== 'app' && !isAdministrator(account)) {
    throw new JiraError(refusal, [
      `You do not have the permission to edit or delete the comment with id ${commentId}.`,
    ]);
  }
  return { ...found, account };
}

export function updateComment(
  site: JsmSite,
  actor: Actor,
  idOrKey: string,
  commentId: string,
  sent: SentComment,
): Comment {
  const { issue, comment, account } = requireOwnComment(site, actor, commentId, idOrKey);
  const body = readCommentBody(sent.body);
  for (const { key, value } of sent.properties) checkProperty(key, value);
  const visibility =
    sent.visibility === undefined
      ? comment.visibility
      : readVisibility(site, site.projectOf(issue), account, sent.visibility);
  comment.body = body;
  for (const { key, value } of sent.properties) comment.properties.set(key, value);
  if (sent.visibility !== undefined || sent.properties.some(({ key }) => key === VISIBILITY_PROPERTY))
    comment.public = visibility === undefined && !saysInternal(comment.properties);
  comment.visibility = visibility;
  comment.edited = { at: site.now(), byId: account.accountId };
  issue.updatedAt = site.now();
  site.searchIndex.note(issue);
  raiseCommentEvent(site, 'avi:jira:commented:issue', issue, comment, account.accountId);
  return comment;
}

export function deleteComment(site: JsmSite, actor: Actor, idOrKey: string, commentId: string): void {
  const { issue, comment, account } = requireOwnComment(site, actor, commentId, idOrKey);
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  issue.updatedAt = site.now();
  site.searchIndex.note(issue);
  raiseCommentEvent(site, 'avi:jira:deleted:comment', issue, comment, account.accountId);
}

const saysInternal = (properties: ReadonlyMap<string, unknown>): boolean =>
  internality.safeParse(properties.get(VISIBILITY_PROPERTY)).data?.internal === true;

/** Adds a comment to an issue that its author was found to see. */
export function appendComment(site: JsmSite, issue: Issue, author: Account, sent: NewComment): Comment {
  const body = readCommentBody(sent.body);
  for (const [key, value] of sent.properties ?? []) checkProperty(key, value);
  const project = site.projectOf(issue);
  const isCollaborator = mayBrowse(project, author) && !isAgent(project, author);
  const isReporter = issue.reporterId === author.accountId || issue.participants.includes(author.accountId);
  const comment: Comment = {
    id: site.newId(),
    authorId: author.accountId,
    body,
    public: sent.public && sent.visibility === undefined && (!isCollaborator || isReporter),
    ...(sent.visibility ? { visibility: sent.visibility } : {}),
    at: site.now(),
    edited: undefined,
    properties: new Map(sent.properties),
  };
  issue.comments.push(comment);
  issue.updatedAt = comment.at;
  trackSlas(site, issue, conditionsOfComment(site, issue, comment));
  site.searchIndex.note(issue);
  raiseCommentEvent(site, 'avi:jira:commented:issue', issue, comment, author.accountId);
  return comment;
}
