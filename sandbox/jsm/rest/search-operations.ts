import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mayBrowse } from '../access';
import { JiraError, Unmodelled } from '../errors';
import { searchIssues, type SearchOptions } from '../jql';
import type { Issue } from '../model';
import { checkView, issueBean, namesOf, schemasOf } from './issue-bean';
import { anything, ok, PAGE, type Call, type Operation, type Result } from './operation';

const READ = [['read:jira-work']] as const;
/** Of ids and keys alone; Jira does not say how many issues with more in them it gives at most. */
const MAX_BARE = 5_000;
const MAX_WITH_FIELDS = 100;
const MAX_RECONCILED = 50;

const searchSchema = z.looseObject({
  jql: z.string().default(''),
  maxResults: z.number().int().min(0).default(50),
  nextPageToken: z.string().nullish(),
  fields: z.array(z.string()).default([]),
  fieldsByKeys: z.boolean().default(false),
  properties: z.array(z.string()).max(5).default([]),
  expand: z.string().default(''),
  reconcileIssues: z.array(z.number().int()).max(MAX_RECONCILED).default([]),
});
const countSchema = z.looseObject({ jql: z.string() });
type Query = z.infer<typeof searchSchema>;

/** The place where the next page starts, with a digest of the query that it belongs to. */
const tokenOf = (query: Query, start: number): string =>
  Buffer.from(`${start}.${digest(query)}`).toString('base64url');

const digest = ({ jql }: Query): string => createHash('sha256').update(jql).digest('base64url').slice(0, 16);

function startOf(query: Query): number {
  if (query.nextPageToken == null) return 0;
  const match = /^(\d+)\.(.+)$/.exec(Buffer.from(query.nextPageToken, 'base64url').toString());
  if (match?.[2] !== digest(query)) throw new JiraError(400, ['The provided next page token is invalid.']);
  return Number(match[1]);
}

function refuseUnbounded(jql: string): void {
  if (jql.trim() === '' || /^\s*order\s+by/i.test(jql)) {
    throw new JiraError(400, [
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    ]);
  }
}

const found = (call: Call, jql: string, options: Pick<SearchOptions, 'reconciled' | 'limit'> = {}): Issue[] =>
  searchIssues(call.site, jql, (issue) => mayBrowse(call.site.projectOf(issue), call.actor.account), {
    viewer: call.actor.account,
    ...options,
  });

function search(call: Call, query: Query): Result {
  const { site } = call;
  refuseUnbounded(query.jql);
  if (query.fieldsByKeys) throw new Unmodelled('fields by their keys');
  const fields = query.fields.length > 0 ? query.fields : ['id'];
  const isBare = fields.every((field) => field === 'id' || field === 'key') && query.properties.length === 0;
  const view = {
    fields,
    properties: query.properties,
    expand: query.expand.split(',').map((name) => name.trim()),
    viewer: call.actor.account,
  };
  checkView(view);
  const start = startOf(query);
  const end = start + Math.min(query.maxResults, isBare ? MAX_BARE : MAX_WITH_FIELDS);
  // one more than the page holds, to know whether it is the last
  const reached = found(call, query.jql, {
    reconciled: query.reconcileIssues.map(String),
    limit: end + 1,
  });
  const page = reached.slice(start, end);
  const isLast = reached.length <= end;
  const bare = (issue: Issue): unknown =>
    fields.includes('key') ? issueBean(site, issue, view) : { id: issue.id };
  // what the index does not know yet the answer does not show either
  const issues = page.map((issue) => (isBare ? bare(issue) : issueBean(site, issue, view)));
  const body = {
    isLast,
    issues,
    ...(isLast ? {} : { nextPageToken: tokenOf(query, start + page.length) }),
    ...(view.expand.includes('names') ? { names: namesOf(site, fields) } : {}),
    ...(view.expand.includes('schema') ? { schema: schemasOf(site, fields) } : {}),
  };
  return { ...ok(body, page.length), isRead: true };
}

function fromQuery(call: Call): Query {
  const sent = searchSchema.safeParse({
    jql: call.query('jql'),
    maxResults: call.queryNumber('maxResults', 50),
    nextPageToken: call.query('nextPageToken'),
    fields: call.queryList('fields'),
    properties: call.queryList('properties'),
    expand: call.query('expand'),
    reconcileIssues: call.queryList('reconcileIssues').map(Number),
  });
  if (!sent.success) throw new JiraError(400, [`Invalid request: ${z.prettifyError(sent.error)}`]);
  return sent.data;
}

/** Whatever is asked of it, it is gone. */
const OF_THE_REMOVED = [
  ...PAGE,
  ...['jql', 'validateQuery', 'fields', 'expand', 'properties', 'fieldsByKeys', 'failFast'],
];

function removed(): never {
  throw new JiraError(410, [
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.',
  ]);
}

/** Search by JQL. @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/ */
export const searchOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/search/jql',
    scopes: READ,
    query: ['jql', 'maxResults', 'nextPageToken', 'fields', 'properties', 'expand', 'reconcileIssues'],
    values: { fieldsByKeys: ['false'], failFast: ['false', 'true'] },
    run: (call) => search(call, fromQuery(call)),
  },
  {
    method: 'POST',
    path: '/rest/api/3/search/jql',
    scopes: READ,
    body: searchSchema,
    run: (call) => search(call, call.body(searchSchema)),
  },
  {
    method: 'POST',
    path: '/rest/api/3/search/approximate-count',
    scopes: READ,
    body: countSchema,
    run: (call) => {
      const { jql } = call.body(countSchema);
      refuseUnbounded(jql);
      return { ...ok({ count: found(call, jql).length }), isRead: true };
    },
  },
  { method: 'GET', path: '/rest/api/3/search', scopes: READ, query: OF_THE_REMOVED, run: removed },
  { method: 'POST', path: '/rest/api/3/search', scopes: READ, body: anything, run: removed },
];
