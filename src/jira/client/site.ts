import api, { route } from '@forge/api';
import * as z from '#zod';
import { isClosedAccount } from '../../common/rules/closed-account';
import { JiraRefusal, readJson } from './response';

const self = z.looseObject({ accountId: z.string() });

/** The app's own account on this site. */
export async function readAppAccountId(): Promise<string> {
  const response = await api.asApp().requestJira(route`/rest/api/3/myself`);
  return (await readJson(response, self)).accountId;
}

const named = z.looseObject({ displayName: z.string() });

/** What people call an account; null for one that is gone. */
export async function readAccountName(accountId: string): Promise<string | null> {
  const response = await api.asApp().requestJira(route`/rest/api/3/user?accountId=${accountId}`);
  if (response.status === 404) return null;
  return (await readJson(response, named)).displayName;
}

const permissions = z.lazy(() =>
  z.looseObject({
    permissions: z.record(z.string(), z.looseObject({ havePermission: z.boolean() })),
  }),
);

/** Whether the person who is looking administers Jira. */
export async function userAdministersJira(): Promise<boolean> {
  const response = await api.asUser().requestJira(route`/rest/api/3/mypermissions?permissions=ADMINISTER`);
  if (response.status === 401 || response.status === 403) return false;
  const answer = await readJson(response, permissions);
  return answer.permissions['ADMINISTER']?.havePermission === true;
}

/** What the person who is looking administers: all of Jira, one project, or neither. */
export async function userAdministers(projectId: string): Promise<'jira' | 'project' | 'nothing'> {
  const response = await api
    .asUser()
    .requestJira(
      route`/rest/api/3/mypermissions?projectId=${projectId}&permissions=ADMINISTER,ADMINISTER_PROJECTS`,
    );
  if (response.status === 401 || response.status === 403 || response.status === 404) return 'nothing';
  const answer = await readJson(response, permissions);
  if (answer.permissions['ADMINISTER']?.havePermission === true) return 'jira';
  return answer.permissions['ADMINISTER_PROJECTS']?.havePermission === true ? 'project' : 'nothing';
}

/** Whether the person who is looking may move an issue through its workflow, as those who work on it may. */
export async function userTransitions(issueId: string): Promise<boolean> {
  const response = await api
    .asUser()
    .requestJira(route`/rest/api/3/mypermissions?issueId=${issueId}&permissions=TRANSITION_ISSUES`);
  if (response.status === 401 || response.status === 403 || response.status === 404) return false;
  const answer = await readJson(response, permissions);
  return answer.permissions['TRANSITION_ISSUES']?.havePermission === true;
}

const checkedPermissions = z.lazy(() =>
  z.looseObject({
    projectPermissions: z.array(
      z.looseObject({ permission: z.string(), issues: z.array(z.coerce.string()) }),
    ),
  }),
);

/**
 * Whether an account, be it one of nobody who is looking, may move an issue through its workflow. Who is closed may nothing.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/#api-rest-api-3-permissions-check-post
 */
export const accountTransitions = (accountId: string, issueId: string): Promise<boolean> =>
  accountMay('TRANSITION_ISSUES', accountId, issueId);

/** The same of seeing an issue outside of the portal, which is what Jira asks before it mails anybody about it. */
export const accountBrowses = (accountId: string, issueId: string): Promise<boolean> =>
  accountMay('BROWSE_PROJECTS', accountId, issueId);

async function accountMay(
  permission: 'TRANSITION_ISSUES' | 'BROWSE_PROJECTS',
  accountId: string,
  issueId: string,
): Promise<boolean> {
  const projectPermissions = [{ issues: [Number(issueId)], projects: [], permissions: [permission] }];
  const response = await api.asApp().requestJira(route`/rest/api/3/permissions/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, globalPermissions: [], projectPermissions }),
  });
  const answer = await readJson(response, checkedPermissions);
  return answer.projectPermissions.some(({ issues }) => issues.includes(issueId));
}

/** Whether the person who is looking may browse a project. */
export const userBrowsesProject = (projectId: string): Promise<boolean> => browses(projectId, api.asUser());

/** Whether the app may, by the project's id or key; an administrator can take it away from it like from anybody else. */
export const appBrowsesProject = (projectIdOrKey: string): Promise<boolean> =>
  browses(projectIdOrKey, api.asApp());

async function browses(
  projectIdOrKey: string,
  caller: Pick<ReturnType<typeof api.asApp>, 'requestJira'>,
): Promise<boolean> {
  const response = await caller.requestJira(route`/rest/api/3/project/${projectIdOrKey}`);
  if (response.status === 401 || response.status === 403 || response.status === 404) return false;
  if (!response.ok) throw new JiraRefusal(response.status, [], 'unavailable');
  return true;
}

const fields = z.lazy(() =>
  z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      schema: z
        .looseObject({ type: z.string(), items: z.string().optional(), custom: z.string().optional() })
        .optional(),
    }),
  ),
);

/** Fields with every word that Jira's schema has for their type. */
export async function readFields(): Promise<{ id: string; name: string; type: string }[]> {
  const response = await api.asUser().requestJira(route`/rest/api/3/field`);
  const all = await readJson(response, fields);
  return all.flatMap(({ id, name, schema }) => {
    const type = schema ? [schema.type, schema.items, schema.custom].filter(Boolean).join(' ') : undefined;
    return type === undefined ? [] : [{ id, name, type }];
  });
}

const issueTypes = z.lazy(() =>
  z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      statuses: z.array(z.looseObject({ id: z.string(), name: z.string() })),
    }),
  ),
);

/** A project's work types with the statuses that their workflows have, as the app. */
export async function readWorkTypes(
  projectId: string,
): Promise<{ id: string; name: string; statusIds: string[] }[]> {
  const response = await api.asApp().requestJira(route`/rest/api/3/project/${projectId}/statuses`);
  const types = await readJson(response, issueTypes);
  return types.map(({ id, name, statuses }) => ({ id, name, statusIds: statuses.map((one) => one.id) }));
}

export async function readStatuses(projectId: string): Promise<{ id: string; name: string }[]> {
  const response = await api.asUser().requestJira(route`/rest/api/3/project/${projectId}/statuses`);
  const types = await readJson(response, issueTypes);
  const byId = new Map(types.flatMap(({ statuses }) => statuses.map(({ id, name }) => [id, { id, name }])));
  return [...byId.values()];
}

const oneUser = z.lazy(() =>
  z.looseObject({
    accountId: z.string(),
    accountType: z.string().default('atlassian'),
    active: z.boolean().default(true),
  }),
);
const bulkUsers = z.looseObject({ values: z.array(oneUser) });
const BULK_SIZE = 50;

/** What Jira calls an account whose record it can't read just now. */
const UNREADABLE = 'unknown';

const isUnusable = ({ accountType, active }: z.output<typeof oneUser>): boolean =>
  !active || accountType === 'app';

/**
 * Of these accounts, those that nobody can act with: deactivated ones, those of apps, and those that are gone. One call for
 * fifty, none for nobody, and one more for each that Jira leaves out: an answer that is cut short says nothing of them.
 * @throws {JiraRefusal} `unavailable` where Jira can't read an account just now
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-bulk-get
 */
export async function unusableAccounts(accountIds: readonly string[]): Promise<Set<string>> {
  const unusable = new Set(accountIds.filter(isClosedAccount));
  const ids = [...new Set(accountIds)].filter((id) => !unusable.has(id));
  for (let start = 0; start < ids.length; start += BULK_SIZE) {
    const asked = new URLSearchParams(
      ids.slice(start, start + BULK_SIZE).map((id): [string, string] => ['accountId', id]),
    );
    const response = await api
      .asApp()
      .requestJira(route`/rest/api/3/user/bulk?${asked}&maxResults=${BULK_SIZE}`);
    const users = new Map((await readJson(response, bulkUsers)).values.map((user) => [user.accountId, user]));
    if (users.has(UNREADABLE)) throw new JiraRefusal(response.status, [], 'unavailable');
    for (const id of ids.slice(start, start + BULK_SIZE)) {
      const user = users.get(id) ?? (await readUser(id));
      if (user === null || isUnusable(user)) unusable.add(id);
    }
  }
  return unusable;
}

async function readUser(accountId: string): Promise<z.output<typeof oneUser> | null> {
  const response = await api.asApp().requestJira(route`/rest/api/3/user?accountId=${accountId}`);
  if (response.status === 404) return null;
  const user = await readJson(response, oneUser);
  if (user.accountId === UNREADABLE) throw new JiraRefusal(response.status, [], 'unavailable');
  return user;
}

const foundUsers = z.lazy(() =>
  z.array(z.looseObject({ accountId: z.string(), active: z.boolean(), emailAddress: z.string().nullish() })),
);

/**
 * Active accounts that show this e-mail address, found as the app. Who hides theirs may be found by a name that looks like
 * it, or by the beginning of it, and so is nobody.
 */
export async function findAccounts(email: string): Promise<string[]> {
  const response = await api.asApp().requestJira(route`/rest/api/3/user/search?query=${email}&maxResults=10`);
  const users = await readJson(response, foundUsers);
  return users
    .filter(({ active, emailAddress }) => active && emailAddress?.toLowerCase() === email.toLowerCase())
    .map(({ accountId }) => accountId);
}
