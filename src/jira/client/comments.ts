import api, { route } from '@forge/api';
import * as z from '#zod';
import type { AdfDocument } from '../../common/rules/adf';
import { boundedComment, type WhereRest } from '../rules/comment-limit';
import type { TicketComment } from '../rules/ticket-comment';
import { textValue } from './field-values';
import { jiraDate, readJson } from './response';

const EFFECT_PROPERTY = 'seatkeeper.effect';

const createdComment = z.looseObject({ id: z.string() });
const commentPage = z.looseObject({
  total: z.number(),
  comments: z.array(
    z.looseObject({
      id: z.string(),
      properties: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).default([]),
    }),
  ),
});
const effectValue = z.looseObject({ key: z.string() });

/**
 * Adds a comment as the app, internal or public, marked with the effect it belongs to so that a repeated
 * attempt can find it. In a service project a comment is public unless its property says internal. What is longer than Jira
 * takes is shortened.
 * @param where the rest of what is too long can be read; by default on the ticket itself
 * @returns the comment's id
 */
export async function addComment(
  issueId: string,
  body: AdfDocument,
  visibility: 'internal' | 'public',
  effectKey: string,
  where: WhereRest = visibility === 'internal' ? 'issuePanel' : 'portal',
): Promise<string> {
  const properties = [
    { key: 'sd.public.comment', value: { internal: visibility === 'internal' } },
    { key: EFFECT_PROPERTY, value: { key: effectKey } },
  ];
  const response = await api.asApp().requestJira(route`/rest/api/3/issue/${issueId}/comment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ body: boundedComment(body, where), properties }),
  });
  const { id } = await readJson(response, createdComment);
  return id;
}

const COMMENTS_A_PAGE = 100;

/**
 * The comment that an earlier attempt at this effect left; undefined when there is none on the whole ticket. One call for
 * every hundred comments, the newest first, so that one that is added meanwhile hides none.
 */
export async function findComment(issueId: string, effectKey: string): Promise<string | undefined> {
  let startAt = 0;
  for (;;) {
    const response = await api
      .asApp()
      .requestJira(
        route`/rest/api/3/issue/${issueId}/comment?orderBy=-created&startAt=${startAt}&maxResults=${COMMENTS_A_PAGE}&expand=properties`,
      );
    const { comments, total } = await readJson(response, commentPage);
    const marked = comments.find(({ properties }) =>
      properties.some(
        ({ key, value }) => key === EFFECT_PROPERTY && effectValue.safeParse(value).data?.key === effectKey,
      ),
    );
    if (marked) return marked.id;
    startAt += comments.length;
    if (comments.length === 0 || startAt >= total) return undefined;
  }
}

const writtenPage = z.looseObject({
  comments: z.array(
    z.looseObject({
      author: z.looseObject({ accountId: z.string() }).optional(),
      body: z.unknown(),
      created: jiraDate,
      jsdPublic: z.boolean().default(false),
    }),
  ),
});

/**
 * The newest comments of a ticket that customers may read, at most a hundred, the newest first, as plain text. One call.
 * What Jira does not call public is left out.
 */
export async function readPublicComments(issueId: string): Promise<TicketComment[]> {
  const response = await api
    .asApp()
    .requestJira(route`/rest/api/3/issue/${issueId}/comment?orderBy=-created&maxResults=${COMMENTS_A_PAGE}`);
  const { comments } = await readJson(response, writtenPage);
  return comments.flatMap(({ author, body, created, jsdPublic }) => {
    const text = textValue(body);
    return jsdPublic && author && text !== null
      ? [{ authorId: author.accountId, text, writtenAt: created }]
      : [];
  });
}
