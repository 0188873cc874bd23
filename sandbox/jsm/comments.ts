import { z } from 'zod';
import { isAgent, maySeeRequest, requireAccount, requireBrowsable, type Actor } from './access';
import { issueNotFound, JiraError } from './errors';
import { textDocument } from './fields';
import { raiseCommentEvent } from './issue-events';
import type { Account, Comment, Issue } from './model';
import type { JsmSite } from './site';
import { conditionsOfComment, trackSlas } from './sla-tracking';

const commentProperty = z.object({ key: z.string().min(1).max(255), value: z.unknown() });
const visibility = z.object({
  key: z.literal('sd.public.comment'),
  value: z.looseObject({ internal: z.boolean() }),
});
export const newComment = z.looseObject({
  body: z.looseObject({ type: z.literal('doc'), version: z.literal(1), content: z.array(z.unknown()) }),
  properties: z.array(commentProperty).default([]),
});

const MAX_COMMENT_CHARACTERS = 32_767;

/** Adds a comment through the platform API: public in a service project unless its property says internal. */
export function addComment(
  site: JsmSite,
  actor: Actor,
  idOrKey: string,
  sent: z.infer<typeof newComment>,
): Comment {
  const issue = requireBrowsable(site, actor, idOrKey);
  const account = requireAccount(actor);
  const marks = sent.properties
    .map((property) => visibility.safeParse(property).data)
    .find((mark) => mark !== undefined);
  return append(site, issue, account, sent.body, marks?.value.internal !== true, sent.properties);
}

/** Adds a comment through the portal API; customers can write public ones only. */
export function addRequestComment(
  site: JsmSite,
  issue: Issue,
  account: Account,
  text: string,
  isPublic: boolean,
): Comment {
  if (!isPublic && !isAgent(site.projectOf(issue), account)) {
    throw new JiraError(403, ['You do not have permission to create internal comments.']);
  }
  return append(site, issue, account, textDocument(text), isPublic, []);
}

/** The comments an account may read: all for agents, the public ones for who sees the request. */
export function visibleComments(
  site: JsmSite,
  issue: Issue,
  account: Account | undefined,
): readonly Comment[] {
  if (!maySeeRequest(site, issue, account)) throw issueNotFound();
  return isAgent(site.projectOf(issue), account)
    ? issue.comments
    : issue.comments.filter((comment) => comment.public);
}

function append(
  site: JsmSite,
  issue: Issue,
  author: Account,
  body: unknown,
  isPublic: boolean,
  properties: Comment['properties'],
): Comment {
  if (JSON.stringify(body).length > MAX_COMMENT_CHARACTERS) {
    throw new JiraError(400, [], {
      comment: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    });
  }
  const comment: Comment = {
    id: site.newId(),
    authorId: author.accountId,
    body,
    public: isPublic,
    at: site.now(),
    properties: [...properties],
  };
  issue.comments.push(comment);
  issue.updatedAt = comment.at;
  trackSlas(site, issue, conditionsOfComment(site, issue, comment));
  raiseCommentEvent(site, issue, comment);
  return comment;
}
