import { isAdministrator, isAgent, mayBrowse, requireAccount } from '../access';
import { issueTypeBean, projectBean, userBean } from '../beans';
import { JiraError } from '../errors';
import type { Field, FieldType } from '../model';
import { ok, type Call, type Operation } from './operation';

const READ = [['read:jira-work']] as const;
const READ_USER = [['read:jira-user']] as const;

const SCHEMA_TYPES: Readonly<Record<FieldType, Readonly<Record<string, string>>>> = {
  string: { type: 'string' },
  adf: { type: 'string' },
  number: { type: 'number' },
  user: { type: 'user' },
  'user-list': { type: 'array', items: 'user' },
  'group-list': { type: 'array', items: 'group' },
  option: { type: 'option' },
  status: { type: 'status' },
  issuetype: { type: 'issuetype' },
  project: { type: 'project' },
  datetime: { type: 'datetime' },
  any: { type: 'any' },
  'request-type': { type: 'sd-customerrequesttype' },
  sla: { type: 'sd-servicelevelagreement' },
  approvals: { type: 'sd-approvals' },
};

export const fieldSchema = (field: Field): Record<string, unknown> => ({
  ...SCHEMA_TYPES[field.type],
  ...(field.custom
    ? { custom: field.custom, customId: Number(field.id.replace('customfield_', '')) }
    : { system: field.id }),
});

const fieldDetails = (field: Field): Record<string, unknown> => ({
  id: field.id,
  key: field.id,
  name: field.name,
  custom: field.custom !== undefined,
  orderable: true,
  navigable: true,
  searchable: true,
  clauseNames: field.custom ? [`cf[${field.id.replace('customfield_', '')}]`, field.name] : [field.id],
  schema: fieldSchema(field),
});

function permissions(call: Call): ReturnType<typeof ok> {
  const account = requireAccount(call.actor);
  const keys = call.queryList('permissions');
  if (keys.length === 0) throw new JiraError(400, ['The permissions query parameter is required.']);
  const projectId = call.query('projectId') ?? call.query('projectKey');
  const project = projectId === undefined ? undefined : call.site.project(projectId);
  if (projectId !== undefined && !project) throw new JiraError(404, ['No project could be found.']);
  const held: Readonly<Record<string, boolean>> = {
    ADMINISTER: isAdministrator(account),
    BROWSE_PROJECTS: project ? mayBrowse(project, account) : false,
    EDIT_ISSUES: project ? isAgent(project, account) : false,
    SERVICEDESK_AGENT: project ? isAgent(project, account) : false,
  };
  const answer = keys.map((key) => {
    const havePermission = held[key];
    if (havePermission === undefined) throw new JiraError(400, [`Unrecognized permission: ${key}`]);
    const type = key === 'ADMINISTER' ? 'GLOBAL' : 'PROJECT';
    return [key, { id: '0', key, name: key, type, description: '', havePermission }];
  });
  return ok({ permissions: Object.fromEntries(answer) as unknown });
}

/** The rest of the platform API that the sandbox knows: people, fields, projects, permissions. */
export const platformOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/myself',
    scopes: READ_USER,
    run: (call) => ok({ ...userBean(call.site, requireAccount(call.actor).accountId), locale: 'en_US' }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user',
    scopes: READ_USER,
    run: (call) => {
      requireAccount(call.actor);
      return ok(userBean(call.site, call.query('accountId') ?? ''));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/users/search',
    scopes: READ_USER,
    run: (call) => {
      const account = requireAccount(call.actor);
      if (account.kind === 'customer')
        throw new JiraError(403, ['You do not have permission to browse users.']);
      const start = call.queryNumber('startAt', 0);
      const page = [...call.site.accounts.keys()].slice(
        start,
        start + Math.min(call.queryNumber('maxResults', 50), 1_000),
      );
      return ok(
        page.map((accountId) => userBean(call.site, accountId)),
        page.length,
      );
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/search',
    scopes: READ_USER,
    run: (call) => {
      const account = requireAccount(call.actor);
      const query = (call.query('query') ?? '').toLowerCase();
      if (account.kind === 'customer') return ok([], 0);
      const found = [...call.site.accounts.values()]
        .filter(
          ({ displayName, email, kind }) =>
            kind !== 'app' && [displayName, email].some((text) => text.toLowerCase().includes(query)),
        )
        .slice(0, Math.min(call.queryNumber('maxResults', 50), 1_000));
      return ok(
        found.map(({ accountId }) => userBean(call.site, accountId)),
        found.length,
      );
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/field',
    scopes: READ,
    run: (call) => {
      requireAccount(call.actor);
      const { fields } = call.site.configuration;
      return ok(fields.map(fieldDetails), fields.length);
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/project/:projectIdOrKey',
    scopes: READ,
    run: (call) => {
      const { site } = call;
      const project = site.project(call.param('projectIdOrKey'));
      if (!project || !mayBrowse(project, call.actor.account))
        throw new JiraError(404, ['No project could be found.']);
      return ok({
        ...projectBean(site, project),
        expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
        description: '',
        lead: userBean(site, project.leadAccountId),
        issueTypes: project.issueTypes.map((type) => issueTypeBean(site, type)),
        style: 'classic',
        isPrivate: false,
      });
    },
  },
  { method: 'GET', path: '/rest/api/3/mypermissions', scopes: READ, run: permissions },
];
