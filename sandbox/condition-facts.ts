import type { ConditionFacts } from './forge/display-conditions';
import { isAdministrator, isAgent, mayAdministerProject } from './jsm/access';
import type { Account } from './jsm/model';
import type { JsmSite } from './jsm/site';
import { member } from './untyped';

/** What Forge's display conditions compare at a place of this product. Properties are those of the issue alone. */
export function conditionFacts(
  jsm: JsmSite,
  account: Account | undefined,
  extension: Readonly<Record<string, unknown>>,
): ConditionFacts {
  const issue = jsm.issue(keyIn(extension['issue']) || keyIn(extension['request']));
  const projectKey = keyIn(extension['project']);
  const project = issue
    ? jsm.projectOf(issue)
    : jsm.configuration.projects.find(
        ({ key, portalId }) => key === projectKey || portalId === member(extension['portal'], 'id'),
      );
  const isAdmin = isAdministrator(account);
  const isLicensed = account?.kind === 'licensed';
  return {
    isLoggedIn: account !== undefined,
    isAdmin,
    isSiteAdmin: isAdmin,
    canAdministerJira: isAdmin,
    canAdministerProjects: project ? mayAdministerProject(project, account) : isAdmin,
    hasAppAccess: isLicensed,
    hasServiceManagementAccess: isLicensed,
    canUseServiceManagementAgentFeatures: project !== undefined && isAgent(project, account),
    projectId: project?.id,
    projectKey: project?.key,
    projectName: project?.name,
    projectType: project && 'service_desk',
    issueId: issue?.id,
    issueKey: issue?.key,
    issueType: issue && jsm.issueTypeOf(issue).name,
    property: (entity, key) => (entity === 'issue' ? issue?.properties.get(key) : undefined),
  };
}

const keyIn = (value: unknown): string => {
  const key = member(value, 'key');
  return typeof key === 'string' ? key : '';
};
