import { z } from 'zod';
import { isAgent, mayAdminister, mayAdministerProject, mayBrowse, requireAccount } from '../access';
import { issueTypeBean, projectBean, userBean } from '../beans';
import { issueNotFound, JiraError } from '../errors';
import type { Account, Issue, Project } from '../model';
import { permission, type Permission } from '../permissions';
import type { JsmSite } from '../site';
import { fieldDetails, fieldSchema } from './field-metadata';
import { projectNotFound } from './issue-bean';
import { ok, PAGE, pageBean, type Call, type Operation, type Result } from './operation';

const READ = [['read:jira-work']] as const;
/** The description lists no scope for checks of permissions, though its text announced `read:jira-work` for 2024. */
const CHECK = [[], ['read:permission:jira']] as const;

/** A project that the caller may see. @throws {JiraError} 404 */
function requireProject(call: Call, idOrKey: string): Project {
  const project = call.site.project(idOrKey);
  if (!project || !mayBrowse(project, call.actor.account)) throw projectNotFound(idOrKey);
  return project;
}

const visibleProjects = (call: Call): Project[] =>
  call.site.configuration.projects.filter((project) => mayBrowse(project, call.actor.account));

function detailedProject(call: Call, project: Project): Record<string, unknown> {
  return {
    ...projectBean(call.site, project),
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    description: '',
    lead: userBean(call.site, project.leadAccountId),
    issueTypes: project.issueTypes.map((type) => issueTypeBean(call.site, type)),
    style: 'classic',
    isPrivate: false,
    ...(call.queryList('expand').includes('projectKeys') ? { projectKeys: [project.key] } : {}),
  };
}

function listedProject(call: Call, project: Project): Record<string, unknown> {
  const expand = call.queryList('expand');
  return {
    ...projectBean(call.site, project),
    style: 'classic',
    isPrivate: false,
    ...(expand.includes('lead') ? { lead: userBean(call.site, project.leadAccountId) } : {}),
    ...(expand.includes('description') ? { description: '' } : {}),
    ...(expand.includes('projectKeys') ? { projectKeys: [project.key] } : {}),
    ...(expand.includes('issueTypes')
      ? { issueTypes: project.issueTypes.map((one) => issueTypeBean(call.site, one)) }
      : {}),
  };
}

type Held = (project: Project, account: Account | undefined) => boolean;

/** What the projects that are found must allow the caller to do. */
const ACTIONS: Readonly<Record<string, Held>> = {
  view: mayBrowse,
  browse: mayBrowse,
  edit: mayAdministerProject,
  create: isAgent,
};
const PROJECT_EXPANSIONS = ['lead', 'issueTypes', 'description', 'projectKeys'];
const ORDERS = ['key', '-key', '+key', 'name', '-name', '+name'];

function orderOf(call: Call): (one: Project, other: Project) => number {
  const [order = 'key'] = call.queryList('orderBy');
  const sign = order.startsWith('-') ? -1 : 1;
  return (one, other) =>
    sign * (order.endsWith('key') ? one.key.localeCompare(other.key) : one.name.localeCompare(other.name));
}

const MAX_NAMED = 50;

function searchProjects(call: Call): Result {
  const isAllowed = ACTIONS[call.query('action') ?? 'view'] ?? mayBrowse;
  const query = (call.query('query') ?? '').toLowerCase();
  const [ids, keys] = [call.queryList('id'), call.queryList('keys')];
  if (Math.max(ids.length, keys.length) > MAX_NAMED)
    throw new JiraError(400, [`No more than ${MAX_NAMED} project ids or keys can be given.`]);
  const type = call.query('typeKey');
  const found = visibleProjects(call).filter(
    (project) =>
      isAllowed(project, call.actor.account) &&
      [project.key, project.name].some((text) => text.toLowerCase().includes(query)) &&
      (ids.length === 0 || ids.includes(project.id)) &&
      (keys.length === 0 || keys.includes(project.key)) &&
      (type === undefined || type.split(',').includes('service_desk')),
  );
  return pageBean(call, '/rest/api/3/project/search', found.sort(orderOf(call)), {
    show: (project) => listedProject(call, project),
  });
}

function projectStatuses(call: Call): Result {
  const project = requireProject(call, call.param('projectIdOrKey'));
  const types = project.issueTypes.map((type) => {
    const { self, id, name, subtask } = issueTypeBean(call.site, type);
    const statuses = type.workflow.statusIds.map((status) => statusOf(call.site, status));
    return { self, id, name, subtask, statuses };
  });
  return ok(types, types.length);
}

function statusOf(site: JsmSite, id: string): Record<string, unknown> {
  const { name } = site.status(id);
  return { self: `${site.url}/rest/api/3/status/${id}`, description: '', iconUrl: `${site.url}/`, name, id };
}

function searchFields(call: Call): Result {
  requireAccount(call.actor);
  const query = (call.query('query') ?? '').toLowerCase();
  const [types, ids] = [call.queryList('type'), call.queryList('id')];
  const found = call.site.fields.filter(
    ({ id, name, custom }) =>
      name.toLowerCase().includes(query) &&
      (types.length === 0 || types.includes(custom ? 'custom' : 'system')) &&
      (ids.length === 0 || ids.includes(id)),
  );
  return pageBean(call, '/rest/api/3/field/search', found, {
    show: (field) => ({
      id: field.id,
      name: field.name,
      key: field.id,
      // unlike the plain list, which has none for columns that are no field, the description asks for one of each
      schema: fieldSchema(field),
    }),
  });
}

/** The project that a check is about. @throws {JiraError} 404 when it is not theirs to see */
function projectAskedAbout(call: Call): Project | undefined {
  const issueRef = call.query('issueKey') ?? call.query('issueId');
  const projectRef = call.query('projectId') ?? call.query('projectKey');
  if (issueRef !== undefined) {
    const issue = call.site.issue(issueRef);
    if (!issue) throw issueNotFound();
    const project = call.site.projectOf(issue);
    if (!mayBrowse(project, call.actor.account)) throw issueNotFound();
    return project;
  }
  return projectRef === undefined ? undefined : requireProject(call, projectRef);
}

/** Without a project a project permission is held when it is held in any of them. */
const isHeld = (call: Call, asked: Permission, project: Project | undefined): boolean =>
  asked.type === 'GLOBAL' || project
    ? asked.isHeld(call.actor.account, project)
    : call.site.configuration.projects.some((one) => asked.isHeld(call.actor.account, one));

function myPermissions(call: Call): Result {
  requireAccount(call.actor);
  const keys = call.queryList('permissions');
  if (keys.length === 0) throw new JiraError(400, ['The permissions query parameter is required.']);
  const project = projectAskedAbout(call);
  const answers = keys.map((key) => {
    const asked = permission(key);
    if (!asked) throw new JiraError(400, [`Unrecognized permission: ${key}`]);
    const { id, name, type } = asked;
    return [key, { id, key, name, type, description: '', havePermission: isHeld(call, asked, project) }];
  });
  return ok({ permissions: Object.fromEntries(answers) as unknown });
}

const checkSchema = z.looseObject({
  accountId: z.string().nullish(),
  globalPermissions: z.array(z.string()).nullish(),
  projectPermissions: z
    .array(
      z.looseObject({
        permissions: z.array(z.string()),
        projects: z.array(z.number().int()).nullish(),
        issues: z.array(z.number().int()).nullish(),
      }),
    )
    .nullish(),
});

const MAX_CHECKED = 1_000;

function checkPermissions(call: Call): Result {
  const sent = call.body(checkSchema);
  const all = sent.projectPermissions ?? [];
  const isTooMany = (['projects', 'issues'] as const).some(
    (what) => new Set(all.flatMap((one) => one[what] ?? [])).size > MAX_CHECKED,
  );
  if (isTooMany)
    throw new JiraError(400, [
      `A maximum of ${MAX_CHECKED} projects and ${MAX_CHECKED} issues can be checked.`,
    ]);
  const subject = subjectOf(call, sent.accountId ?? undefined);
  const known = (key: string, type: Permission['type']): Permission => {
    const found = permission(key);
    if (found?.type !== type) throw new JiraError(400, [`Unrecognized permission: ${key}`]);
    return found;
  };
  const globalPermissions = (sent.globalPermissions ?? []).filter((key) =>
    known(key, 'GLOBAL').isHeld(subject, undefined),
  );
  const projectPermissions = (sent.projectPermissions ?? []).flatMap(({ permissions, projects, issues }) =>
    permissions
      .filter((key) => key !== '')
      .map((key) => {
        const asked = known(key, 'PROJECT');
        const inProject = (project: Project | undefined): boolean =>
          project !== undefined && asked.isHeld(subject, project);
        const ofIssue = (issue: Issue | undefined): Project | undefined =>
          issue && call.site.projectOf(issue);
        return {
          permission: key,
          projects: (projects ?? []).filter((id) => inProject(call.site.project(String(id)))),
          issues: (issues ?? []).filter((id) => inProject(ofIssue(call.site.issues.get(String(id))))),
        };
      }),
  );
  return { ...ok({ globalPermissions, projectPermissions }), isRead: true };
}

function subjectOf(call: Call, accountId: string | undefined): Account | undefined {
  const { account } = call.actor;
  if (accountId === undefined || accountId === account?.accountId) return account;
  if (!mayAdminister(account)) {
    throw new JiraError(403, ['You do not have permission to view permissions of other users.']);
  }
  const subject = call.site.accounts.get(accountId);
  return subject?.active ? subject : undefined;
}

/** Projects, fields and permissions of the platform API. */
export const projectOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/project',
    scopes: READ,
    values: { expand: PROJECT_EXPANSIONS },
    run: (call) => {
      const projects = visibleProjects(call);
      return ok(
        projects.map((project) => listedProject(call, project)),
        projects.length,
      );
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/search',
    scopes: READ,
    query: [...PAGE, 'id', 'keys', 'query', 'typeKey'],
    values: {
      orderBy: ORDERS,
      status: ['live'],
      action: Object.keys(ACTIONS),
      expand: PROJECT_EXPANSIONS,
    },
    run: searchProjects,
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/:projectIdOrKey',
    scopes: READ,
    values: { expand: ['description', 'lead', 'issueTypes', 'projectKeys'] },
    run: (call) => ok(detailedProject(call, requireProject(call, call.param('projectIdOrKey')))),
  },
  { method: 'GET', path: '/rest/api/3/project/:projectIdOrKey/statuses', scopes: READ, run: projectStatuses },
  {
    method: 'GET',
    path: '/rest/api/3/field',
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      const { fields } = call.site;
      return ok(fields.map(fieldDetails), fields.length);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/field/search',
    scopes: READ,
    query: [...PAGE, 'type', 'id', 'query'],
    values: { expand: ['key'] },
    run: searchFields,
  },
  {
    method: 'GET',
    path: '/rest/api/3/mypermissions',
    scopes: READ,
    query: ['projectKey', 'projectId', 'issueKey', 'issueId', 'permissions'],
    run: myPermissions,
  },
  {
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    scopes: CHECK,
    body: checkSchema,
    run: checkPermissions,
  },
];
