import { z } from 'zod';
import { mayAdminister, mayBrowse, requireAccount } from '../access';
import { issueTypeBean, jiraDate, priorityBean, resolutionBean, statusBean } from '../beans';
import { JiraError } from '../errors';
import { searchIssues } from '../jql';
import type { IssueType, Status } from '../model';
import { PERMISSIONS } from '../permissions';
import { DEFAULT_PRIORITY_ID, PRIORITIES, RESOLUTIONS, type Choice, type Priority } from '../standard-fields';
import { ok, PAGE, pageBean, type Call, type Operation, type Result } from './operation';

type Json = Record<string, unknown>;

const READ = [['read:jira-work']] as const;
const CONFIGURE = [['manage:jira-configuration']] as const;
/** The description lists no scope for these, and its security names this one. */
const SECURED = CONFIGURE;
const API = '/rest/api/3';
const CATEGORIES = { new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' };

const priorityDetails = (call: Call, { id, description, statusColor, isDefault }: Priority): Json => ({
  ...priorityBean(call.site, id),
  description,
  statusColor,
  isDefault,
});

function one<T extends { readonly id: string }>(call: Call, all: readonly T[], what: string): T {
  requireAccount(call.actor);
  const found = all.find(({ id }) => id === call.param('id'));
  if (!found) throw new JiraError(404, [`The ${what} with id '${call.param('id')}' does not exist.`]);
  return found;
}

const isWanted = (wanted: readonly string[], { id }: Choice): boolean =>
  wanted.length === 0 || wanted.includes(id);

function searchPriorities(call: Call): Result {
  requireAccount(call.actor);
  const [ids, onlyDefault] = [call.queryList('id'), call.query('onlyDefault') === 'true'];
  const name = (call.query('priorityName') ?? '').toLowerCase();
  const found = PRIORITIES.filter(
    (priority) =>
      isWanted(ids, priority) &&
      priority.name.toLowerCase().includes(name) &&
      (!onlyDefault || priority.id === DEFAULT_PRIORITY_ID),
  );
  return pageBean(call, `${API}/priority/search`, found, { show: (each) => priorityDetails(call, each) });
}

function searchResolutions(call: Call): Result {
  requireAccount(call.actor);
  const [ids, onlyDefault] = [call.queryList('id'), call.query('onlyDefault') === 'true'];
  const found = RESOLUTIONS.filter((resolution) => isWanted(ids, resolution) && !onlyDefault);
  return pageBean(call, `${API}/resolution/search`, found, {
    show: ({ id }) => ({ ...resolutionBean(call.site, id), default: false }),
  });
}

/** Statuses of projects that the caller may browse. */
function visibleStatuses(call: Call): readonly Status[] {
  const used = new Set(
    call.site.configuration.projects
      .filter((project) => mayBrowse(project, call.actor.account))
      .flatMap(({ issueTypes }) => issueTypes.flatMap(({ workflow }) => workflow.statusIds)),
  );
  return call.site.configuration.statuses.filter(({ id }) => used.has(id));
}

function searchStatuses(call: Call): Result {
  if (!mayAdminister(requireAccount(call.actor)))
    throw new JiraError(401, ['Only Jira administrators can search statuses.']);
  const text = (call.query('searchString') ?? '').toLowerCase();
  const category = call.query('statusCategory');
  const project = call.query('projectId');
  const used = project === undefined ? undefined : statusIdsOf(call, project);
  const found = call.site.configuration.statuses.filter(
    (status) =>
      status.name.toLowerCase().includes(text) &&
      (category === undefined || CATEGORIES[status.category] === category) &&
      (used?.has(status.id) ?? true),
  );
  return pageBean(call, `${API}/statuses/search`, found, {
    usually: 200,
    most: 200,
    show: (status) => ({
      id: status.id,
      name: status.name,
      description: '',
      statusCategory: CATEGORIES[status.category],
      scope: { type: 'GLOBAL' },
    }),
  });
}

function statusIdsOf({ site }: Call, projectId: string): ReadonlySet<string> {
  const types = site.configuration.projects.find(({ id }) => id === projectId)?.issueTypes ?? [];
  return new Set(types.flatMap(({ workflow }) => workflow.statusIds));
}

function visibleIssueTypes(call: Call): readonly IssueType[] {
  const types = call.site.configuration.projects
    .filter((project) => mayBrowse(project, call.actor.account))
    .flatMap(({ issueTypes }) => issueTypes);
  return [...new Map(types.map((type) => [type.id, type])).values()];
}

function labels(call: Call): Result {
  requireAccount(call.actor);
  const used = new Set<string>();
  for (const { values } of call.site.issues.values()) {
    const own = values.get('labels');
    if (Array.isArray(own)) for (const label of own) used.add(String(label));
  }
  return pageBean(call, `${API}/label`, [...used].sort(), {
    usually: 1_000,
    most: 1_000,
    show: (label) => label,
  });
}

const serverInfo = ({ site }: Call): Result =>
  ok({
    baseUrl: site.url,
    displayUrl: site.url,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_000,
    buildDate: '2026-11-01T00:00:00.000+0000',
    serverTime: jiraDate(site.now()),
    serverTitle: 'Jira',
  });

const queriesSchema = z.looseObject({ queries: z.array(z.string()).min(1) });

/** Whether each query is one that Jira takes. */
function parseQueries(call: Call): Result {
  const validation = call.query('validation') ?? 'strict';
  const queries = call.body(queriesSchema).queries.map((query) => {
    const errors = validation === 'none' ? [] : faultsOf(call, query);
    if (errors.length === 0) return { query };
    return validation === 'warn' ? { query, warnings: errors } : { query, errors };
  });
  return { ...ok({ queries }, queries.length), isRead: true };
}

function faultsOf({ site, actor }: Call, query: string): readonly string[] {
  try {
    searchIssues(site, query, () => false, { viewer: actor.account, limit: 1 });
    return [];
  } catch (error) {
    if (error instanceof JiraError) return error.messages;
    throw error;
  }
}

/** The choices of a site, and what it says of itself. */
export const choiceOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: `${API}/priority`,
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      return ok(
        PRIORITIES.map((each) => priorityDetails(call, each)),
        PRIORITIES.length,
      );
    },
  },
  {
    method: 'GET',
    path: `${API}/priority/search`,
    scopes: SECURED,
    query: [...PAGE, 'id', 'onlyDefault', 'priorityName'],
    run: searchPriorities,
  },
  {
    method: 'GET',
    path: `${API}/priority/:id`,
    scopes: READ,
    run: (call) => ok(priorityDetails(call, one(call, PRIORITIES, 'priority'))),
  },
  {
    method: 'GET',
    path: `${API}/resolution`,
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      return ok(
        RESOLUTIONS.map(({ id }) => resolutionBean(call.site, id)),
        RESOLUTIONS.length,
      );
    },
  },
  {
    method: 'GET',
    path: `${API}/resolution/search`,
    scopes: READ,
    query: [...PAGE, 'id', 'onlyDefault'],
    run: searchResolutions,
  },
  {
    method: 'GET',
    path: `${API}/resolution/:id`,
    scopes: READ,
    run: (call) => ok(resolutionBean(call.site, one(call, RESOLUTIONS, 'resolution').id)),
  },
  {
    method: 'GET',
    path: `${API}/status`,
    scopes: READ,
    run: (call) => {
      const statuses = visibleStatuses(call);
      return ok(
        statuses.map((status) => statusBean(call.site, status)),
        statuses.length,
      );
    },
  },
  {
    method: 'GET',
    path: `${API}/statuses/search`,
    scopes: CONFIGURE,
    query: [...PAGE, 'searchString', 'statusCategory', 'projectId'],
    // no project has statuses of its own
    values: { includeGlobalStatuses: ['true'] },
    run: searchStatuses,
  },
  {
    method: 'GET',
    path: `${API}/issuetype`,
    scopes: READ,
    run: (call) => {
      const types = visibleIssueTypes(call);
      return ok(
        types.map((type) => issueTypeBean(call.site, type)),
        types.length,
      );
    },
  },
  { method: 'GET', path: `${API}/label`, scopes: READ, query: PAGE, run: labels },
  { method: 'GET', path: `${API}/serverInfo`, scopes: [[]], run: serverInfo },
  {
    method: 'POST',
    path: `${API}/jql/parse`,
    scopes: READ,
    values: { validation: ['strict', 'warn', 'none'] },
    body: queriesSchema,
    run: parseQueries,
  },
  {
    method: 'GET',
    path: `${API}/permissions`,
    scopes: CONFIGURE,
    run: () => {
      const permissions = PERMISSIONS.map(({ key, name, type }) => [
        key,
        { key, name, type, description: '' },
      ]);
      return ok({ permissions: Object.fromEntries(permissions) as unknown }, permissions.length);
    },
  },
];
