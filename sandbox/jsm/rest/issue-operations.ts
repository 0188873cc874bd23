import { z } from 'zod';
import { isAgent, mayBrowse, requireAccount, requireBrowsable } from '../access';
import { changeBean } from '../beans';
import { JiraError, Unmodelled } from '../errors';
import { issueUpdate } from '../issue-edit';
import { createIssue, deleteIssue, editIssue } from '../issues';
import { setIssueProperty } from '../issue-properties';
import type { Account, Issue } from '../model';
import type { JsmSite } from '../site';
import { availableTransitions, transitionIssue } from '../workflow';
import { checkView, issueBean, namesOf, schemasOf, transitionView, type IssueView } from './issue-bean';
import { created, noContent, ok, PAGE, pageBean, type Call, type Operation, type Result } from './operation';

const READ = [['read:jira-work']] as const;
const WRITE = [['write:jira-work']] as const;
const ISSUE = '/rest/api/3/issue/:issueIdOrKey';

function getIssue(call: Call): Result {
  const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
  const view: IssueView = {
    fields: call.queryList('fields'),
    properties: call.queryList('properties'),
    expand: call.queryList('expand'),
    viewer: call.actor.account,
  };
  checkView(view);
  const names = view.expand.includes('names') ? { names: namesOf(call.site, view.fields) } : {};
  const schema = view.expand.includes('schema') ? { schema: schemasOf(call.site, view.fields) } : {};
  return ok({ ...issueBean(call.site, issue, view), ...names, ...schema });
}

/** Jira takes ids as numbers, too. */
const idOrName = z.union([z.string(), z.number()]).transform(String).nullish();
const reference = z.looseObject({ id: idOrName, key: idOrName, name: idOrName });
const newIssueSchema = issueUpdate.extend({
  fields: z
    .looseObject({
      project: reference.nullish(),
      issuetype: reference.nullish(),
      reporter: z.looseObject({ accountId: z.string().optional(), id: z.string().optional() }).nullish(),
    })
    .default({}),
});

function postIssue(call: Call): Result {
  const { site } = call;
  const sent = call.body(newIssueSchema);
  const { project: projectRef, issuetype, reporter, ...values } = sent.fields;
  if (Object.keys(sent.update).length > 0) throw new Unmodelled('update with an issue that is created');
  const creator = requireAccount(call.actor);
  const project = site.project(projectRef?.id ?? projectRef?.key ?? '');
  const faults = {
    ...(!project || !mayBrowse(project, creator) ? { project: 'Specify a valid project ID or key' } : {}),
    ...((issuetype?.id ?? issuetype?.name) == null ? { issuetype: 'Specify an issue type' } : {}),
  };
  if (!project || Object.keys(faults).length > 0) throw new JiraError(400, [], faults);
  if (!isAgent(project, creator)) {
    throw new JiraError(400, ['You do not have permission to create issues in this project.']);
  }
  const type = project.issueTypes.find(({ id, name }) => id === issuetype?.id || name === issuetype?.name);
  const issue = createIssue(site, {
    project,
    issueTypeId: type?.id ?? '',
    reporter: reporterOf(site, creator, reporter?.accountId ?? reporter?.id),
    creator,
    values,
  });
  for (const { key, value } of sent.properties) setIssueProperty(site, issue, key, value, creator.accountId);
  return created({ id: issue.id, key: issue.key, self: `${site.url}/rest/api/3/issue/${issue.id}` });
}

function reporterOf(site: JsmSite, creator: Account, accountId: string | undefined): Account {
  if (accountId === undefined) return creator;
  const reporter = site.accounts.get(accountId);
  if (!reporter?.active) throw new JiraError(400, [], { reporter: 'The reporter specified is not a user.' });
  return reporter;
}

function getTransitions(call: Call): Result {
  const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
  const wanted = call.query('transitionId');
  const withFields = call.queryList('expand').includes('transitions.fields');
  const transitions = availableTransitions(call.site, issue, call.actor.account)
    .filter(({ id }) => wanted === undefined || id === wanted)
    .map((one) => transitionView(call.site, issue, one, withFields));
  return ok({ expand: 'transitions', transitions }, transitions.length);
}

const MOST_AT_ONCE = 100;
const bulkFetchSchema = z.looseObject({
  issueIdsOrKeys: z.array(z.string()),
  fields: z.array(z.string()).default(['*navigable']),
  fieldsByKeys: z.boolean().default(false),
  properties: z.array(z.string()).max(5).default([]),
  expand: z.array(z.string()).default([]),
});
const MOST_HISTORIES = 40;

/**
 * Issues that do not exist, or that one may not see, are left out without a word; `issueErrors` names those that Jira could not
 * give this time.
 */
function bulkFetch(call: Call): Result {
  const { issueIdsOrKeys, fieldsByKeys, ...sent } = call.body(bulkFetchSchema);
  if (fieldsByKeys) throw new Unmodelled('fields by their keys');
  if (issueIdsOrKeys.length === 0 || issueIdsOrKeys.length > MOST_AT_ONCE)
    throw new JiraError(400, [`Between 1 and ${MOST_AT_ONCE} issues can be fetched at once.`]);
  const view = { ...sent, viewer: call.actor.account, mostHistories: MOST_HISTORIES };
  checkView(sent);
  const found = new Map(
    issueIdsOrKeys
      .map((idOrKey) => browsable(call, idOrKey))
      .filter((issue) => issue !== undefined)
      .map((issue) => [issue.id, issue]),
  );
  const isFetched = ({ id }: Issue): boolean => !call.site.notFetched.has(id);
  const inOrder = [...found.values()].sort((one, other) => Number(one.id) - Number(other.id));
  const issues = inOrder.filter(isFetched).map((issue) => issueBean(call.site, issue, view));
  const issueErrors = inOrder
    .filter((issue) => !isFetched(issue))
    .map(({ id }) => ({ id, errorMessage: 'The issue could not be fetched. Try again.' }));
  return { ...ok({ issues, issueErrors }, issues.length), isRead: true };
}

function browsable({ site, actor }: Call, idOrKey: string): Issue | undefined {
  try {
    return requireBrowsable(site, actor, idOrKey);
  } catch (error) {
    if (error instanceof JiraError) return undefined;
    throw error;
  }
}

const assigneeBody = z.looseObject({ accountId: z.string().nullish() });
const transitionBody = issueUpdate.extend({ transition: z.looseObject({ id: z.string() }) });

/** The issue part of the platform API, https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
export const issueOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: ISSUE,
    scopes: READ,
    query: ['fields', 'properties', 'expand'],
    values: { fieldsByKeys: ['false'], updateHistory: ['false'], failFast: ['false', 'true'] },
    run: getIssue,
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue',
    scopes: WRITE,
    values: { updateHistory: ['false'] },
    body: newIssueSchema,
    run: postIssue,
  },
  {
    method: 'POST',
    path: '/rest/api/3/issue/bulkfetch',
    scopes: READ,
    body: bulkFetchSchema,
    run: bulkFetch,
  },
  {
    method: 'PUT',
    path: ISSUE,
    scopes: WRITE,
    query: ['returnIssue', 'expand'],
    values: {
      // nobody is mailed about edits
      notifyUsers: ['true', 'false'],
      overrideScreenSecurity: ['false'],
      overrideEditableFlag: ['false'],
    },
    body: issueUpdate,
    run: (call) => {
      const idOrKey = call.param('issueIdOrKey');
      editIssue(call.site, call.actor, idOrKey, call.body(issueUpdate));
      if (call.query('returnIssue') !== 'true') return noContent;
      const issue = requireBrowsable(call.site, call.actor, idOrKey);
      const view = { fields: [], properties: [], expand: call.queryList('expand') };
      checkView(view);
      return ok(issueBean(call.site, issue, { ...view, viewer: call.actor.account }));
    },
  },
  {
    method: 'DELETE',
    path: ISSUE,
    scopes: WRITE,
    // there are no subtasks
    values: { deleteSubtasks: ['true', 'false'] },
    run: (call) => {
      deleteIssue(call.site, call.actor, call.param('issueIdOrKey'));
      return noContent;
    },
  },
  {
    method: 'PUT',
    path: `${ISSUE}/assignee`,
    scopes: WRITE,
    body: assigneeBody,
    run: (call) => {
      const { accountId } = call.body(assigneeBody);
      // "-1" asks for the project's default assignee, which is nobody in a service project
      const assignee = accountId == null || accountId === '-1' ? null : { accountId };
      editIssue(
        call.site,
        call.actor,
        call.param('issueIdOrKey'),
        issueUpdate.parse({ fields: { assignee } }),
      );
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${ISSUE}/transitions`,
    scopes: READ,
    query: ['transitionId'],
    values: {
      expand: ['transitions.fields'],
      skipRemoteOnlyCondition: ['false'],
      includeUnavailableTransitions: ['false'],
      sortByOpsBarAndStatus: ['false'],
    },
    run: getTransitions,
  },
  {
    method: 'POST',
    path: `${ISSUE}/transitions`,
    scopes: WRITE,
    body: transitionBody,
    run: async (call) => {
      const sent = call.body(transitionBody);
      await transitionIssue(call.site, call.actor, call.param('issueIdOrKey'), sent.transition.id, sent);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${ISSUE}/changelog`,
    scopes: READ,
    query: PAGE,
    run: (call) => {
      const issue = requireBrowsable(call.site, call.actor, call.param('issueIdOrKey'));
      return pageBean(call, `/rest/api/3/issue/${issue.id}/changelog`, issue.changes, {
        usually: 100,
        show: (change) => changeBean(call.site, change),
      });
    },
  },
];
