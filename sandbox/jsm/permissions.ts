import { isAgent, mayAdminister, mayAdministerProject, mayBrowse } from './access';
import type { Account, Project } from './model';

/** A permission of Jira's, and who holds it. */
export interface Permission {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: 'GLOBAL' | 'PROJECT';
  /** @param project undefined when a project permission is asked for without one: held in any project */
  readonly isHeld: (account: Account | undefined, project: Project | undefined) => boolean;
}

type Held = (account: Account | undefined, project: Project) => boolean;

const global = (
  id: string,
  key: string,
  name: string,
  isHeld: (account?: Account) => boolean,
): Permission => ({
  id,
  key,
  name,
  type: 'GLOBAL',
  isHeld,
});

const inProject = (id: string, key: string, name: string, held: Held): Permission => ({
  id,
  key,
  name,
  type: 'PROJECT',
  isHeld: (account, project) => project !== undefined && held(account, project),
});

const agents: Held = (account, project) => isAgent(project, account);
const browsers: Held = (account, project) => mayBrowse(project, account);
const administrators: Held = (account) => mayAdminister(account);
const projectAdministrators: Held = (account, project) => mayAdministerProject(project, account);
const people: Held = (account, project) => account?.kind === 'licensed' && isAgent(project, account);

/** The permissions that the sandbox knows, with the ids that Jira gives them. */
export const PERMISSIONS: readonly Permission[] = [
  global('0', 'ADMINISTER', 'Administer Jira', mayAdminister),
  global(
    '27',
    'USER_PICKER',
    'Browse users and groups',
    (account) => account !== undefined && account.kind !== 'customer',
  ),
  inProject('23', 'ADMINISTER_PROJECTS', 'Administer Projects', projectAdministrators),
  inProject('10', 'BROWSE_PROJECTS', 'Browse Projects', browsers),
  inProject('11', 'CREATE_ISSUES', 'Create Issues', agents),
  inProject('12', 'EDIT_ISSUES', 'Edit Issues', agents),
  inProject('46', 'TRANSITION_ISSUES', 'Transition Issues', agents),
  inProject('13', 'ASSIGN_ISSUES', 'Assign Issues', agents),
  inProject('17', 'ASSIGNABLE_USER', 'Assignable User', people),
  inProject('16', 'DELETE_ISSUES', 'Delete Issues', agents),
  inProject('30', 'MODIFY_REPORTER', 'Modify Reporter', agents),
  inProject('15', 'ADD_COMMENTS', 'Add Comments', browsers),
  inProject('34', 'EDIT_ALL_COMMENTS', 'Edit All Comments', administrators),
  inProject('35', 'EDIT_OWN_COMMENTS', 'Edit Own Comments', agents),
  inProject('36', 'DELETE_ALL_COMMENTS', 'Delete All Comments', administrators),
  inProject('37', 'DELETE_OWN_COMMENTS', 'Delete Own Comments', agents),
  inProject('-1', 'SERVICEDESK_AGENT', 'Service Project Agent', agents),
];

export const permission = (key: string): Permission | undefined =>
  PERMISSIONS.find((candidate) => candidate.key === key);
