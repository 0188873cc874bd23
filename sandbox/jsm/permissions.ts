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

const nobody: Held = () => false;
const inJira = (account?: Account): boolean => account?.kind === 'licensed' && account.active;

/** The permissions of a site with Jira Service Management, with the ids that Jira gives them. */
export const PERMISSIONS: readonly Permission[] = [
  global('0', 'ADMINISTER', 'Administer Jira', mayAdminister),
  global('44', 'SYSTEM_ADMIN', 'System Administrators', () => false),
  global('-1', 'CREATE_PROJECT', 'Create team-managed projects', inJira),
  global('22', 'CREATE_SHARED_OBJECTS', 'Share dashboards and filters', inJira),
  global('24', 'MANAGE_GROUP_FILTER_SUBSCRIPTIONS', 'Manage group filter subscriptions', inJira),
  global(
    '27',
    'USER_PICKER',
    'Browse users and groups',
    (account) => account !== undefined && account.kind !== 'customer',
  ),
  global('33', 'BULK_CHANGE', 'Make bulk changes', inJira),
  inProject('23', 'ADMINISTER_PROJECTS', 'Administer Projects', projectAdministrators),
  inProject('-1', 'EDIT_WORKFLOW', 'Edit Workflows', projectAdministrators),
  inProject('-1', 'EDIT_ISSUE_LAYOUT', 'Edit Issue Layout', projectAdministrators),
  inProject('10', 'BROWSE_PROJECTS', 'Browse Projects', browsers),
  inProject('-1', 'MANAGE_SPRINTS_PERMISSION', 'Manage Sprints', nobody),
  inProject('-1', 'SERVICEDESK_AGENT', 'Service Project Agent', agents),
  inProject('29', 'VIEW_DEV_TOOLS', 'View Development Tools', nobody),
  inProject('45', 'VIEW_READONLY_WORKFLOW', 'View Read-Only Workflow', browsers),
  inProject('17', 'ASSIGNABLE_USER', 'Assignable User', people),
  inProject('13', 'ASSIGN_ISSUES', 'Assign Issues', agents),
  inProject('18', 'CLOSE_ISSUES', 'Close Issues', agents),
  inProject('11', 'CREATE_ISSUES', 'Create Issues', agents),
  inProject('16', 'DELETE_ISSUES', 'Delete Issues', agents),
  inProject('12', 'EDIT_ISSUES', 'Edit Issues', agents),
  inProject('21', 'LINK_ISSUES', 'Link Issues', agents),
  inProject('30', 'MODIFY_REPORTER', 'Modify Reporter', agents),
  inProject('25', 'MOVE_ISSUES', 'Move Issues', agents),
  inProject('14', 'RESOLVE_ISSUES', 'Resolve Issues', agents),
  inProject('28', 'SCHEDULE_ISSUES', 'Schedule Issues', agents),
  inProject('26', 'SET_ISSUE_SECURITY', 'Set Issue Security', agents),
  inProject('46', 'TRANSITION_ISSUES', 'Transition Issues', agents),
  inProject('32', 'MANAGE_WATCHERS', 'Manage Watchers', agents),
  inProject('31', 'VIEW_VOTERS_AND_WATCHERS', 'View Voters and Watchers', agents),
  inProject('15', 'ADD_COMMENTS', 'Add Comments', browsers),
  inProject('36', 'DELETE_ALL_COMMENTS', 'Delete All Comments', administrators),
  inProject('37', 'DELETE_OWN_COMMENTS', 'Delete Own Comments', agents),
  inProject('34', 'EDIT_ALL_COMMENTS', 'Edit All Comments', administrators),
  inProject('35', 'EDIT_OWN_COMMENTS', 'Edit Own Comments', agents),
  inProject('19', 'CREATE_ATTACHMENTS', 'Create Attachments', browsers),
  inProject('38', 'DELETE_ALL_ATTACHMENTS', 'Delete All Attachments', administrators),
  inProject('39', 'DELETE_OWN_ATTACHMENTS', 'Delete Own Attachments', agents),
  inProject('43', 'DELETE_ALL_WORKLOGS', 'Delete All Worklogs', administrators),
  inProject('42', 'DELETE_OWN_WORKLOGS', 'Delete Own Worklogs', agents),
  inProject('41', 'EDIT_ALL_WORKLOGS', 'Edit All Worklogs', administrators),
  inProject('40', 'EDIT_OWN_WORKLOGS', 'Edit Own Worklogs', agents),
  inProject('20', 'WORK_ON_ISSUES', 'Work On Issues', agents),
];

export const permission = (key: string): Permission | undefined =>
  PERMISSIONS.find((candidate) => candidate.key === key);
