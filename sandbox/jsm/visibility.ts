import { z } from 'zod';
import { APPS_ROLE_ID, isAgent, isAdministrator } from './access';
import { JiraError } from './errors';
import { groupsOf } from './groups';
import type { Account, Project, Visibility } from './model';
import type { JsmSite } from './site';

interface Role {
  readonly id: string;
  readonly name: string;
  readonly has: (project: Project, account: Account) => boolean;
}

const isPerson = ({ kind, active }: Account): boolean => kind === 'licensed' && active;

/** The roles of every service project. Apps are in one of their own and, unless somebody puts them there, in no other. */
const ROLES: readonly Role[] = [
  {
    id: '10002',
    name: 'Administrators',
    has: ({ administrators }, account) =>
      isPerson(account) && (isAdministrator(account) || administrators?.has(account.accountId) === true),
  },
  { id: APPS_ROLE_ID, name: 'atlassian-addons-project-access', has: (_project, { kind }) => kind === 'app' },
  {
    id: '10100',
    name: 'Service Desk Team',
    has: (project, account) => isPerson(account) && isAgent(project, account),
  },
];

/** How a client names a restriction: a group by its id or name, a role by its name. */
export const sentVisibility = z
  .looseObject({
    type: z.enum(['group', 'role']),
    value: z.string().nullish(),
    identifier: z.string().nullish(),
  })
  .nullish();

const refusal = (message: string): JiraError => new JiraError(400, [], { commentLevel: message });

/**
 * The restriction that a client asks for. Nobody may shut themselves out.
 * @throws {JiraError} 400 for a group or role that is not there, or that the author is not in
 */
export function readVisibility(
  site: JsmSite,
  project: Project,
  author: Account,
  sent: z.infer<typeof sentVisibility>,
): Visibility | undefined {
  if (sent == null) return undefined;
  const named = sent.identifier ?? sent.value ?? '';
  if (sent.type === 'group') {
    const group = groupsOf(site).find(({ groupId, name }) => groupId === named || name === named);
    if (!group) throw refusal(`Group: ${named} does not exist.`);
    if (!author.groups.has(group.name))
      throw refusal(`You are currently not a member of the group: ${group.name}.`);
    return { type: 'group', identifier: group.groupId, value: group.name };
  }
  const role = ROLES.find(({ id, name }) => id === named || name === named);
  if (!role) throw refusal('Invalid role level specified.');
  if (!role.has(project, author))
    throw refusal(`You are currently not a member of the project role: ${role.name}.`);
  return { type: 'role', identifier: role.name, value: role.name };
}

/** Whether somebody is among those whom a comment is restricted to. */
export const isWithin = (
  project: Project,
  account: Account | undefined,
  visibility: Visibility | undefined,
): boolean =>
  visibility === undefined ||
  (account !== undefined &&
    (visibility.type === 'group'
      ? account.groups.has(visibility.value)
      : ROLES.some(({ name, has }) => name === visibility.value && has(project, account))));
