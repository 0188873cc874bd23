import * as z from 'zod/mini';
import { status, user } from './beans';
import { get, write } from './http';

const issue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    status,
    reporter: user,
    assignee: z.nullish(user),
    created: z.string(),
    updated: z.optional(z.string()),
  }),
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: status })),
});

const schema = z.object({
  type: z.string(),
  items: z.optional(z.string()),
  custom: z.optional(z.string()),
});
const field = z.object({ id: z.string(), name: z.string(), custom: z.boolean(), schema });
/** Columns of a list come without a schema. */
const listed = z.object({ ...field.shape, schema: z.optional(schema) });

const comment = z.object({
  id: z.string(),
  author: user,
  body: z.unknown(),
  created: z.string(),
  jsdPublic: z.boolean(),
});

export type Issue = z.infer<typeof issue>;
export type Field = z.infer<typeof field>;
export type Comment = z.infer<typeof comment>;
export type Transition = Issue['transitions'][number];

const pathOf = (issueKey: string): string => `/rest/api/3/issue/${encodeURIComponent(issueKey)}`;

export const getIssue = (issueKey: string): Promise<Issue> =>
  get(issue, `${pathOf(issueKey)}?fields=*all&expand=transitions`);

/** The fields that an issue can have. */
export async function getFields(): Promise<Field[]> {
  const all = await get(z.array(listed), '/rest/api/3/field');
  return all.flatMap((one) => (one.schema ? [{ ...one, schema: one.schema }] : []));
}

export async function getComments(issueKey: string): Promise<Comment[]> {
  const answer = await get(z.object({ comments: z.array(comment) }), `${pathOf(issueKey)}/comment`);
  return answer.comments;
}

export const editField = (issueKey: string, fieldId: string, value: unknown): Promise<unknown> =>
  write('PUT', pathOf(issueKey), { fields: { [fieldId]: value } });

export const followTransition = (issueKey: string, transitionId: string): Promise<unknown> =>
  write('POST', `${pathOf(issueKey)}/transitions`, { transition: { id: transitionId } });

const issuePanels = z.object({ panels: z.array(z.object({ key: z.string(), isShown: z.boolean() })) });

/** Which panels of apps an issue shows, by module key. */
export async function getPanels(issueKey: string): Promise<ReadonlyMap<string, boolean>> {
  const { panels } = await get(issuePanels, `/sandbox/api/issues/${encodeURIComponent(issueKey)}/panels`);
  return new Map(panels.map(({ key, isShown }) => [key, isShown]));
}

export const addPanel = (issueKey: string, moduleKey: string): Promise<unknown> =>
  write('POST', `/sandbox/api/issues/${encodeURIComponent(issueKey)}/panels/${moduleKey}`);

/** A comment as Atlassian's editor would send it, one paragraph a line. */
export const addComment = (issueKey: string, text: string, isPublic: boolean): Promise<unknown> =>
  write('POST', `${pathOf(issueKey)}/comment`, {
    body: { type: 'doc', version: 1, content: text.split('\n').map(paragraph) },
    properties: isPublic ? [] : [{ key: 'sd.public.comment', value: { internal: true } }],
  });

const paragraph = (text: string): unknown => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text }],
});
