import { requireAccount } from '../access';
import { userBean } from '../beans';
import { JiraError } from '../errors';
import { groupNamed, groupsOf, membersOf, type Group } from '../groups';
import type { Account, Project } from '../model';
import { permission } from '../permissions';
import { isEmailShown } from '../shown-email';
import { projectNotFound } from './issue-bean';
import { noSuchUser } from '../site';
import { ok, PAGE, pageBean, type Call, type Operation, type Result } from './operation';

const READ_USER = [['read:jira-user']] as const;
const CONFIGURE = [['manage:jira-configuration']] as const;
const MAX_USERS = 1_000;
/** Jira's own `jira.ajax.autocomplete.limit`, unless somebody changes it. */
const MAX_PICKED = 20;

const mayBrowseUsers = (account: Account | undefined): boolean =>
  permission('USER_PICKER')?.isHeld(account, undefined) === true;

/** @throws {JiraError} 403 for customers, who may not look around among the people of a site */
function requireUserBrowser(call: Call): Account {
  const account = requireAccount(call.actor);
  if (!mayBrowseUsers(account)) throw new JiraError(403, ['You do not have permission to browse users.']);
  return account;
}

/** People are dearer than other objects in Jira's rate-limit points. */
const people = (call: Call, found: readonly Account[]): Result => ({
  ...ok(
    found.map(({ accountId }) => userBean(call.site, accountId)),
    found.length,
  ),
  pointsEach: 2,
});

function onPage<T>(call: Call, all: readonly T[]): readonly T[] {
  const startAt = call.queryNumber('startAt', 0);
  const maxResults = Math.min(call.queryNumber('maxResults', 50), MAX_USERS);
  return all.slice(startAt, Math.min(startAt + maxResults, MAX_USERS));
}

/** Active people who match `query` by name or e-mail address, or are the one with `accountId`. */
function matching(call: Call, isWanted: (account: Account) => boolean): Account[] {
  const query = call.query('query')?.toLowerCase();
  const accountId = call.query('accountId');
  if (query !== undefined && accountId !== undefined)
    throw new JiraError(400, ['Only one of query and accountId can be given.']);
  return [...call.site.accounts.values()].filter(
    (account) =>
      account.active &&
      isWanted(account) &&
      (accountId === undefined || account.accountId === accountId) &&
      [account.displayName, ...(isEmailShown(call.site, account, call.actor) ? [account.email] : [])].some(
        (text) => text.toLowerCase().includes(query ?? ''),
      ),
  );
}

const isAssignable = (account: Account, project: Project): boolean =>
  permission('ASSIGNABLE_USER')?.isHeld(account, project) === true;

function projectsNamed(call: Call, keys: readonly string[]): Project[] {
  return keys.map((key) => {
    const project = call.site.project(key);
    if (!project) throw projectNotFound(key);
    return project;
  });
}

function assignable(call: Call): Result {
  const issue = call.query('issueKey') ?? call.query('issueId');
  const found = issue === undefined ? undefined : call.site.issue(issue);
  const key = found?.projectId ?? call.query('project');
  if (key === undefined) throw new JiraError(400, ['Either a project or an issue is needed.']);
  const projects = projectsNamed(call, [key]);
  if (!mayBrowseUsers(call.actor.account)) return people(call, []);
  return people(call, ableOnPage(call, projects));
}

/** Atlassian says so: people are counted before they are left out for not being assignable. */
const ableOnPage = (call: Call, projects: readonly Project[]): Account[] =>
  onPage(
    call,
    matching(call, () => true),
  ).filter((account) => projects.every((project) => isAssignable(account, project)));

function requireGroup(call: Call): Group {
  const name = call.query('groupname');
  const id = call.query('groupId');
  if (name === undefined && id === undefined)
    throw new JiraError(400, ['The group name or the group id is needed.']);
  const group = groupsOf(call.site).find((candidate) => candidate.groupId === id || candidate.name === name);
  if (!group) throw new JiraError(404, [`The group named '${name ?? id ?? ''}' does not exist.`]);
  return group;
}

function expandedUser(call: Call, accountId: string): Record<string, unknown> {
  const user = userBean(call.site, accountId);
  if (!call.queryList('expand').includes('groups')) return user;
  const groups = [...call.site.account(accountId).groups].sort().map(groupNamed);
  const items = groups.map((group) => groupName(call, group));
  return { ...user, groups: { size: items.length, items } };
}

const groupName = (call: Call, { groupId, name }: Group): Record<string, unknown> => ({
  name,
  groupId,
  self: `${call.site.url}/rest/api/3/group?groupId=${groupId}`,
});

function pickGroups(call: Call): Result {
  const given = call.query('query') ?? '';
  const sameCase = (text: string): string =>
    call.query('caseInsensitive') === 'true' ? text.toLowerCase() : text;
  const query = sameCase(given);
  const excluded = [...call.queryList('exclude'), ...call.queryList('excludeId')];
  const all = mayBrowseUsers(call.actor.account) ? groupsOf(call.site) : [];
  const fitting = all.filter(
    ({ name, groupId }) =>
      sameCase(name).includes(query) && !excluded.includes(name) && !excluded.includes(groupId),
  );
  const groups = fitting
    .slice(0, Math.min(call.queryNumber('maxResults', MAX_PICKED), MAX_PICKED))
    .map(({ name, groupId }) => ({
      name,
      groupId,
      html: highlighted(name, sameCase(name).indexOf(query), query.length),
      labels: [],
    }));
  const header = `Showing ${groups.length} of ${fitting.length} matching groups`;
  return { ...ok({ header, total: fitting.length, groups }, groups.length), pointsEach: 2 };
}

function highlighted(name: string, at: number, length: number): string {
  if (length === 0 || at < 0) return name;
  const end = at + length;
  return `${name.slice(0, at)}<strong>${name.slice(at, end)}</strong>${name.slice(end)}`;
}

/** People and groups of the platform API. */
export const peopleOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/myself',
    scopes: READ_USER,
    values: { expand: ['groups'] },
    run: (call) => ({
      ...ok({ ...expandedUser(call, requireAccount(call.actor).accountId), locale: 'en_US' }),
      pointsEach: 2,
    }),
  },
  {
    method: 'GET',
    path: '/rest/api/3/user',
    scopes: READ_USER,
    query: ['accountId'],
    values: { expand: ['groups'] },
    run: (call) => {
      requireUserBrowser(call);
      const accountId = call.query('accountId') ?? '';
      if (!call.site.showsAccount(accountId)) throw noSuchUser(accountId);
      return { ...ok(expandedUser(call, accountId)), pointsEach: 2 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/bulk',
    scopes: READ_USER,
    query: [...PAGE, 'accountId'],
    run: (call) => {
      requireUserBrowser(call);
      const ids = call.queryList('accountId');
      if (ids.length === 0) throw new JiraError(400, ['The accountId query parameter is required.']);
      const found = ids.filter((accountId) => call.site.showsAccount(accountId));
      const page = pageBean(call, '/rest/api/3/user/bulk', found, {
        usually: 10,
        most: 200,
        show: (accountId) => userBean(call.site, accountId),
      });
      return { ...page, pointsEach: 2 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/groups',
    scopes: READ_USER,
    query: ['accountId'],
    run: (call) => {
      requireUserBrowser(call);
      const groups = [...call.site.account(call.query('accountId') ?? '').groups].map(groupNamed);
      return {
        ...ok(
          groups.map((group) => groupName(call, group)),
          groups.length,
        ),
        pointsEach: 2,
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/users/search',
    scopes: READ_USER,
    query: PAGE,
    run: (call) => {
      if (!mayBrowseUsers(call.actor.account))
        throw new JiraError(403, ['You do not have permission to browse users.']);
      const startAt = call.queryNumber('startAt', 0);
      const maxResults = Math.min(call.queryNumber('maxResults', 50), MAX_USERS);
      const all = [...call.site.accounts.values()].filter(({ accountId }) =>
        call.site.showsAccount(accountId),
      );
      return people(call, all.slice(startAt, startAt + maxResults));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/search',
    scopes: READ_USER,
    query: [...PAGE, 'query', 'accountId'],
    run: (call) => {
      if (call.query('query') === undefined && call.query('accountId') === undefined)
        throw new JiraError(400, ['One of query and accountId is needed.']);
      if (!mayBrowseUsers(call.actor.account)) return people(call, []);
      return people(
        call,
        onPage(
          call,
          matching(call, ({ kind }) => kind !== 'app'),
        ),
      );
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/assignable/search',
    scopes: READ_USER,
    query: [...PAGE, 'query', 'accountId', 'project', 'issueKey', 'issueId'],
    values: { recommend: ['false'] },
    run: assignable,
  },
  {
    method: 'GET',
    path: '/rest/api/3/user/assignable/multiProjectSearch',
    scopes: READ_USER,
    query: [...PAGE, 'query', 'accountId', 'projectKeys'],
    run: (call) => {
      const keys = call.queryList('projectKeys');
      if (keys.length === 0) throw new JiraError(400, ['The projectKeys query parameter is required.']);
      const projects = projectsNamed(call, keys);
      if (!mayBrowseUsers(call.actor.account)) return people(call, []);
      return people(call, ableOnPage(call, projects));
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/group/bulk',
    scopes: READ_USER,
    query: [...PAGE, 'groupId', 'groupName'],
    run: (call) => {
      requireUserBrowser(call);
      const [ids, names] = [call.queryList('groupId'), call.queryList('groupName')];
      const groups = groupsOf(call.site).filter(
        ({ groupId, name }) =>
          (ids.length === 0 && names.length === 0) || ids.includes(groupId) || names.includes(name),
      );
      const page = pageBean(call, '/rest/api/3/group/bulk', groups, { show: (group) => group });
      return { ...page, pointsEach: 2 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/group/member',
    scopes: CONFIGURE,
    query: [...PAGE, 'groupname', 'groupId', 'includeInactiveUsers'],
    run: (call) => {
      requireUserBrowser(call);
      const group = requireGroup(call);
      const members = membersOf(call.site, group, call.query('includeInactiveUsers') === 'true');
      const page = pageBean(call, '/rest/api/3/group/member', members, {
        most: 50,
        show: ({ accountId }) => userBean(call.site, accountId),
      });
      return { ...page, pointsEach: 2 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/groups/picker',
    scopes: READ_USER,
    // Atlassian says that accountId changes nothing
    query: ['query', 'exclude', 'excludeId', 'maxResults', 'caseInsensitive', 'accountId'],
    run: pickGroups,
  },
];
