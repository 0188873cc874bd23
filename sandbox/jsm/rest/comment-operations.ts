import { z } from 'zod';
import { mayBrowse, requireBrowsable } from '../access';
import { commentBean } from '../beans';
import {
  addComment,
  commentBody,
  deleteComment,
  requireComment,
  requireOwnComment,
  updateComment,
  visibleComments,
  VISIBILITY_PROPERTY,
} from '../comments';
import { JiraError } from '../errors';
import { htmlOf } from '../fields';
import { checkProperty } from '../issue-properties';
import type { Comment, Issue } from '../model';
import { anything, created, noContent, ok, PAGE, type Call, type Operation, type Result } from './operation';

const READ = [['read:jira-work']] as const;
const WRITE = [['write:jira-work']] as const;
const COMMENTS = '/rest/api/3/issue/:issueIdOrKey/comment';
const PROPERTIES = '/rest/api/3/comment/:commentId/properties';
const MAX_IDS = 1_000;
const EXPANSIONS = ['properties', 'renderedBody'];

function view(call: Call, issue: Issue, comment: Comment): Record<string, unknown> {
  const expand = call.queryList('expand');
  return {
    ...commentBean(call.site, issue, comment),
    ...(expand.includes('properties')
      ? { properties: [...comment.properties].map(([key, value]) => ({ key, value })) }
      : {}),
    ...(expand.includes('renderedBody') ? { renderedBody: htmlOf(call.site, comment.body) } : {}),
  };
}

function listComments(call: Call): Result {
  const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
  const all = visibleComments(call.site, issue, call.actor.account);
  const startAt = call.queryNumber('startAt', 0);
  const maxResults = Math.min(call.queryNumber('maxResults', 100), 100);
  const ordered = call.query('orderBy') === '-created' ? [...all].reverse() : all;
  const comments = ordered.slice(startAt, startAt + maxResults).map((comment) => view(call, issue, comment));
  return ok({ startAt, maxResults, total: all.length, comments }, comments.length);
}

const commentIds = z.looseObject({ ids: z.array(z.number().int()) });

/** Comments by their ids, of whatever issues; the ones that are not there or not to be seen are left out. */
function commentsByIds(call: Call): Result {
  const { ids } = call.body(commentIds);
  if (ids.length > MAX_IDS)
    throw new JiraError(400, [`At most ${MAX_IDS} comments can be asked for at once.`]);
  const values = [...call.site.issues.values()]
    .filter((issue) => mayBrowse(call.site.projectOf(issue), call.actor.account))
    .flatMap((issue) =>
      visibleComments(call.site, issue, call.actor.account)
        .filter(({ id }) => ids.includes(Number(id)))
        .map((comment) => view(call, issue, comment)),
    );
  const page = { startAt: 0, maxResults: MAX_IDS, total: values.length, isLast: true, values };
  return { ...ok(page, values.length), isRead: true };
}

function setProperty(call: Call): Result {
  const { comment } = requireOwnComment(call.site, call.actor, call.param('commentId'), undefined, 403);
  const key = call.param('propertyKey');
  const value = call.body(anything);
  checkProperty(key, value);
  const isNew = !comment.properties.has(key);
  comment.properties.set(key, value);
  if (key === VISIBILITY_PROPERTY) comment.public = comment.visibility === undefined && !saysInternal(value);
  return { status: isNew ? 201 : 200, body: {} };
}

const saysInternal = (value: unknown): boolean =>
  z.looseObject({ internal: z.literal(true) }).safeParse(value).success;

const noProperty = (key: string): JiraError => new JiraError(404, [`The property ${key} does not exist.`]);

/** Comments of the platform API and their properties. */
export const commentOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: COMMENTS,
    scopes: READ,
    query: PAGE,
    // a plus in an address is a space
    values: { expand: EXPANSIONS, orderBy: ['created', '-created', '+created'] },
    run: listComments,
  },
  {
    method: 'POST',
    path: '/rest/api/3/comment/list',
    scopes: READ,
    values: { expand: EXPANSIONS },
    body: commentIds,
    run: commentsByIds,
  },
  {
    method: 'POST',
    path: COMMENTS,
    scopes: WRITE,
    values: { expand: EXPANSIONS },
    body: commentBody,
    run: (call) => {
      const idOrKey = call.param('issueIdOrKey');
      const comment = addComment(call.site, call.actor, idOrKey, call.body(commentBody));
      return created(view(call, requireBrowsable(call.site, call.actor, idOrKey), comment));
    },
  },
  {
    method: 'GET',
    path: `${COMMENTS}/:id`,
    scopes: READ,
    values: { expand: EXPANSIONS },
    run: (call) => {
      const found = requireComment(call.site, call.actor, call.param('id'), call.param('issueIdOrKey'));
      return ok(view(call, found.issue, found.comment));
    },
  },
  {
    method: 'PUT',
    path: `${COMMENTS}/:id`,
    scopes: WRITE,
    // nobody is mailed about comments, and everybody who may edit one may edit it here
    values: { expand: EXPANSIONS, notifyUsers: ['true', 'false'], overrideEditableFlag: ['false'] },
    body: commentBody,
    run: (call) => {
      const idOrKey = call.param('issueIdOrKey');
      const comment = updateComment(call.site, call.actor, idOrKey, call.param('id'), call.body(commentBody));
      return ok(view(call, requireBrowsable(call.site, call.actor, idOrKey), comment));
    },
  },
  {
    method: 'DELETE',
    path: `${COMMENTS}/:id`,
    scopes: WRITE,
    run: (call) => {
      deleteComment(call.site, call.actor, call.param('issueIdOrKey'), call.param('id'));
      return noContent;
    },
  },
  {
    method: 'GET',
    path: PROPERTIES,
    scopes: READ,
    run: (call) => {
      const { comment } = requireComment(call.site, call.actor, call.param('commentId'));
      const self = `${call.site.url}/rest/api/3/comment/${comment.id}/properties`;
      const keys = [...comment.properties.keys()].map((key) => ({ self: `${self}/${key}`, key }));
      return ok({ keys }, keys.length);
    },
  },
  {
    method: 'GET',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: READ,
    run: (call) => {
      const { comment } = requireComment(call.site, call.actor, call.param('commentId'));
      const key = call.param('propertyKey');
      if (!comment.properties.has(key)) throw noProperty(key);
      return ok({ key, value: comment.properties.get(key) });
    },
  },
  {
    method: 'PUT',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    body: anything,
    run: setProperty,
  },
  {
    method: 'DELETE',
    path: `${PROPERTIES}/:propertyKey`,
    scopes: WRITE,
    run: (call) => {
      const { comment } = requireOwnComment(call.site, call.actor, call.param('commentId'), undefined, 403);
      const key = call.param('propertyKey');
      if (!comment.properties.delete(key)) throw noProperty(key);
      return noContent;
    },
  },
];
