import { z } from 'zod';
import { mayBrowse, requireAccount, requireBrowsable, requireEditable } from '../access';
import { changeBean, commentBean, fieldBean, issueTypeBean, transitionBean } from '../beans';
import { addComment, newComment, visibleComments } from '../comments';
import { JiraError } from '../errors';
import { createIssue, deleteIssue, editIssue } from '../issues';
import { searchIssues } from '../jql';
import type { Issue } from '../model';
import type { JsmSite } from '../site';
import { availableTransitions, transitionIssue } from '../workflow';
import { created, noContent, ok, type Call, type Operation } from './operation';

const READ = [['read:jira-work']] as const;
const WRITE = [['write:jira-work']] as const;
const MAX_PROPERTY_CHARACTERS = 32_768;
const MAX_HISTORIES = 100;

function chosenFields(wanted: readonly string[]): (id: string) => boolean {
  const all = wanted.length === 0 || wanted.includes('*all') || wanted.includes('*navigable');
  return (id) => !wanted.includes(`-${id}`) && (all || wanted.includes(id));
}

function issueBean(
  site: JsmSite,
  issue: Issue,
  fields: readonly string[],
  properties: readonly string[] = [],
): Record<string, unknown> {
  const chosen = chosenFields(fields);
  const shown = site.configuration.fields.filter((field) => chosen(field.id));
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${site.url}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
    fields: Object.fromEntries(shown.map((field) => [field.id, fieldBean(site, issue, field)])),
    ...(properties.length === 0
      ? {}
      : {
          properties: Object.fromEntries(
            [...issue.properties].filter(([key]) => properties.includes('*all') || properties.includes(key)),
          ),
        }),
  };
}

/** Newest first, at most 100, as Jira's expansion gives them. */
const changelogBean = (site: JsmSite, issue: Issue): Record<string, unknown> => ({
  startAt: 0,
  maxResults: MAX_HISTORIES,
  total: issue.changes.length,
  histories: [...issue.changes]
    .reverse()
    .slice(0, MAX_HISTORIES)
    .map((change) => changeBean(site, change)),
});

function getIssue(call: Call): ReturnType<typeof ok> {
  const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
  const expand = call.queryList('expand');
  const bean = issueBean(call.site, issue, call.queryList('fields'), call.queryList('properties'));
  if (expand.includes('transitions')) {
    bean['transitions'] = availableTransitions(call.site, issue, call.actor.account).map((one) =>
      transitionBean(call.site, one),
    );
  }
  if (expand.includes('changelog')) bean['changelog'] = changelogBean(call.site, issue);
  return ok(bean);
}

const newIssueSchema = z.looseObject({
  fields: z.looseObject({
    project: z.looseObject({ key: z.string().optional(), id: z.string().optional() }),
    issuetype: z.looseObject({ id: z.string().optional(), name: z.string().optional() }),
  }),
});

const searchSchema = z.looseObject({
  jql: z.string(),
  maxResults: z.number().int().min(0).max(5_000).default(50),
  nextPageToken: z.string().optional(),
  fields: z.array(z.string()).default(['id']),
  properties: z.array(z.string()).default([]),
});

function search(call: Call, query: z.infer<typeof searchSchema>): ReturnType<typeof ok> {
  const { site } = call;
  if (query.jql.trim() === '' || /^\s*order\s+by/i.test(query.jql)) {
    throw new JiraError(400, [
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    ]);
  }
  const found = searchIssues(site, query.jql, (issue) =>
    mayBrowse(site.projectOf(issue), call.actor.account),
  );
  const start =
    query.nextPageToken === undefined ? 0 : Number(Buffer.from(query.nextPageToken, 'base64url').toString());
  const page = found.slice(start, start + query.maxResults);
  const isLast = start + page.length >= found.length;
  const onlyIds = query.fields.length === 1 && query.fields[0] === 'id';
  const body = {
    isLast,
    issues: page.map((issue) =>
      onlyIds ? { id: issue.id } : issueBean(site, issue, query.fields, query.properties),
    ),
    ...(isLast ? {} : { nextPageToken: Buffer.from(String(start + page.length)).toString('base64url') }),
  };
  return ok(body, page.length);
}

/** The issue part of the platform API, https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export const issueOperations: readonly Operation[] = [
  { method: 'GET', path: '/rest/api/3/issue/:issueIdOrKey', scopes: READ, run: getIssue },
  {
    method: 'POST',
    path: '/rest/api/3/issue',
    scopes: WRITE,
    run: (call) => {
      const { site, actor } = call;
      const { project: projectRef, issuetype, ...values } = call.body(newIssueSchema).fields;
      const project = site.project(projectRef.id ?? projectRef.key ?? '');
      const creator = requireAccount(actor);
      if (!project || !mayBrowse(project, creator))
        throw new JiraError(400, [], { project: 'Specify a valid project ID or key' });
      const type = project.issueTypes.find(({ id, name }) => id === issuetype.id || name === issuetype.name);
      const issue = createIssue(site, {
        project,
        issueTypeId: type?.id ?? '',
        reporter: creator,
        creator,
        values,
      });
      return created({ id: issue.id, key: issue.key, self: `${site.url}/rest/api/3/issue/${issue.id}` });
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/:issueIdOrKey',
    scopes: WRITE,
    run: (call) => {
      const { fields } = call.body(z.looseObject({ fields: z.record(z.string(), z.unknown()) }));
      editIssue(call.site, call.actor, call.param('issueIdOrKey'), fields);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/issue/:issueIdOrKey',
    scopes: WRITE,
    run: (call) => {
      deleteIssue(call.site, call.actor, call.param('issueIdOrKey'));
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/:issueIdOrKey/transitions',
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const transitions = availableTransitions(call.site, issue, call.actor.account);
      return ok(
        { expand: 'transitions', transitions: transitions.map((one) => transitionBean(call.site, one)) },
        transitions.length,
      );
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/:issueIdOrKey/transitions',
    scopes: WRITE,
    run: async (call) => {
      const { transition } = call.body(z.looseObject({ transition: z.looseObject({ id: z.string() }) }));
      await transitionIssue(call.site, call.actor, call.param('issueIdOrKey'), transition.id);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/:issueIdOrKey/comment',
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const all = visibleComments(call.site, issue, call.actor.account);
      const startAt = call.queryNumber('startAt', 0);
      const maxResults = call.queryNumber('maxResults', 100);
      const withProperties = call.queryList('expand').includes('properties');
      const newestFirst = call.query('orderBy') === '-created';
      const comments = (newestFirst ? [...all].reverse() : all)
        .slice(startAt, startAt + maxResults)
        .map((comment) => ({
          ...commentBean(call.site, issue, comment),
          ...(withProperties ? { properties: comment.properties } : {}),
        }));
      return ok({ startAt, maxResults, total: all.length, comments }, comments.length);
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/:issueIdOrKey/comment',
    scopes: WRITE,
    run: (call) => {
      const idOrKey = call.param('issueIdOrKey');
      const comment = addComment(call.site, call.actor, idOrKey, call.body(newComment));
      return created(commentBean(call.site, requireBrowsable(call.site, call.actor, idOrKey), comment));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/:issueIdOrKey/properties',
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const self = `${call.site.url}/rest/api/3/issue/${issue.id}/properties`;
      return ok({ keys: [...issue.properties.keys()].map((key) => ({ self: `${self}/${key}`, key })) });
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/issue/:issueIdOrKey/properties/:propertyKey',
    scopes: READ,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      const key = call.param('propertyKey');
      if (!issue.properties.has(key)) throw new JiraError(404, [`The property ${key} does not exist.`]);
      return ok({ key, value: issue.properties.get(key) });
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/issue/:issueIdOrKey/properties/:propertyKey',
    scopes: WRITE,
    run: (call) => {
      const issue = requireEditable(call.site, call.actor, call.param('issueIdOrKey'));
      const key = call.param('propertyKey');
      const value = call.body(z.unknown());
      if (JSON.stringify(value).length > MAX_PROPERTY_CHARACTERS)
        throw new JiraError(400, ['The property value is too long.']);
      const isNew = !issue.properties.has(key);
      issue.properties.set(key, value);
      return { status: isNew ? 201 : 200, body: {} };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/search/jql',
    scopes: READ,
    run: (call) =>
      search(
        call,
        searchSchema.parse({
          jql: call.query('jql') ?? '',
          maxResults: call.queryNumber('maxResults', 50),
          nextPageToken: call.query('nextPageToken'),
          fields: call.queryList('fields').length > 0 ? call.queryList('fields') : ['id'],
          properties: call.queryList('properties'),
        }),
      ),
  },
  {
    method: 'POST',
    path: '/rest/api/3/search/jql',
    scopes: READ,
    run: (call) => search(call, call.body(searchSchema)),
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/:projectIdOrKey/statuses',
    scopes: READ,
    run: (call) => {
      const { site } = call;
      const project = site.project(call.param('projectIdOrKey'));
      if (!project || !mayBrowse(project, call.actor.account))
        throw new JiraError(404, ['No project could be found.']);
      return ok(
        project.issueTypes.map((type) => {
          const { self, id, name, subtask } = issueTypeBean(site, type);
          return {
            self,
            id,
            name,
            subtask,
            statuses: type.workflow.statusIds.map((status) => statusOf(site, status)),
          };
        }),
        project.issueTypes.length,
      );
    },
  },
];

function statusOf(site: JsmSite, id: string): Record<string, unknown> {
  const status = site.status(id);
  return {
    self: `${site.url}/rest/api/3/status/${id}`,
    description: '',
    iconUrl: `${site.url}/`,
    name: status.name,
    id,
  };
}
