import { issueNotFound, JiraError } from './errors';
import type { Account, Approval, ApprovalStep, Issue, Project } from './model';
import type { JsmSite } from './site';

export const ADMINISTRATORS = 'site-admins';

/** Who calls, once the site knows the account. */
export interface Actor {
  readonly account: Account | undefined;
  /** Whether an app calls, be it as itself or in the name of the account. */
  readonly isApp?: boolean;
}

export const isAgent = (project: Project, account: Account | undefined): boolean =>
  account !== undefined &&
  account.active &&
  !isHiddenFrom(project, account) &&
  (account.kind === 'app' || (account.kind === 'licensed' && project.agents.has(account.accountId)));

/** The role in which Jira puts the accounts of apps, and no person, in every project. */
export const APPS_ROLE_ID = '10003';

/** Of the roles of a project the sandbox knows only the one of apps. */
export const hasOneRole = (account: Account | undefined, roleIds: readonly string[]): boolean =>
  account?.kind === 'app' && roleIds.includes(APPS_ROLE_ID);

const isHiddenFrom = ({ hiddenFrom }: Project, { accountId }: Account): boolean =>
  hiddenFrom?.has(accountId) === true;

export const isAdministrator = (account: Account | undefined): boolean =>
  account?.kind === 'licensed' && account.active && account.groups.has(ADMINISTRATORS);

/** Administer Jira: administrators, and apps, whose scopes say how far they may go. */
export const mayAdminister = (account: Account | undefined): boolean =>
  isAdministrator(account) || (account?.kind === 'app' && account.active);

/** Administer Projects: who administers Jira, and who is named in the project. */
export const mayAdministerProject = (project: Project, account: Account | undefined): boolean =>
  mayAdminister(account) ||
  (account?.kind === 'licensed' &&
    account.active &&
    (project.administrators?.has(account.accountId) ?? false));

/**
 * Browse Projects: agents, apps, viewers and administrators; customers, who have the portal, only where everybody may.
 * Visitors without an account, who then may too, are not modelled.
 */
export const mayBrowse = (project: Project, account: Account | undefined): boolean =>
  account !== undefined &&
  !isHiddenFrom(project, account) &&
  (isAgent(project, account) ||
    isAdministrator(account) ||
    (project.isPublic === true && account.active) ||
    (account.kind === 'licensed' && account.active && project.viewers.has(account.accountId)));

/** The customers of a desk: everybody who works there or is on the list of a closed one. */
export const isDeskCustomer = (site: JsmSite, project: Project, account: Account): boolean =>
  account.active &&
  (mayBrowse(project, account) || (site.deskCustomers(project)?.has(account.accountId) ?? true));

/** May see the request in the portal: its reporter, participants, approvers, and whoever may browse it. */
export function maySeeRequest(site: JsmSite, issue: Issue, account: Account | undefined): boolean {
  if (!account?.active) return false;
  if (mayBrowse(site.projectOf(issue), account)) return true;
  const { accountId } = account;
  return (
    issue.reporterId === accountId ||
    issue.participants.includes(accountId) ||
    issue.approvals.some((approval) => isApprover(issue, approval, account))
  );
}

/**
 * Who is asked by an approval. While it is open these are the people whom the step's fields name now, and the
 * active members of the groups they name; once it is over, whoever was asked then. Who left the company stays
 * among the people of a field, and so holds up an approval that needs everybody. (Atlassian documents neither.)
 */
export function approversOf(site: JsmSite, issue: Issue, approval: Approval): readonly string[] {
  if (approval.closedApprovers) return approval.closedApprovers;
  const excluded = excludedBy(issue, approval.step);
  const { approversFieldId } = approval.step;
  const people = [
    ...listIn(issue, approversFieldId),
    ...groupsOf(issue, approval.step).flatMap((group) => activeMembers(site, group)),
  ];
  return [...new Set(people)].filter((accountId) => !excluded.includes(accountId));
}

/** The groups that an open approval asks. */
export const groupsOf = (issue: Issue, step: ApprovalStep): readonly string[] =>
  listIn(issue, step.approverGroupsFieldId);

const activeMembers = (site: JsmSite, group: string): string[] =>
  [...site.accounts.values()]
    .filter(({ active, groups }) => active && groups.has(group))
    .map(({ accountId }) => accountId);

/** The same answer as looking into `approversOf`, without listing the groups. */
export function isApprover(issue: Issue, approval: Approval, account: Account): boolean {
  if (approval.closedApprovers) return approval.closedApprovers.includes(account.accountId);
  if (excludedBy(issue, approval.step).includes(account.accountId)) return false;
  return (
    listIn(issue, approval.step.approversFieldId).includes(account.accountId) ||
    (account.active && groupsOf(issue, approval.step).some((group) => account.groups.has(group)))
  );
}

function listIn(issue: Issue, fieldId: string | undefined): readonly string[] {
  const value = fieldId === undefined ? undefined : issue.values.get(fieldId);
  return Array.isArray(value) ? value.map(String) : [];
}

const excludedBy = (issue: Issue, { exclude = [] }: ApprovalStep): readonly (string | undefined)[] =>
  exclude.map((role) => (role === 'reporter' ? issue.reporterId : issue.assigneeId));

export const mayAnswer = (issue: Issue, approval: Approval, account: Account | undefined): boolean =>
  approval.outcome === 'pending' &&
  !approval.abandoned &&
  account !== undefined &&
  account.active &&
  isApprover(issue, approval, account) &&
  !approval.votes.has(account.accountId);

export function requireAccount(actor: Actor): Account {
  if (!actor.account) throw new JiraError(401, ['You must be authenticated to use this resource.']);
  return actor.account;
}

/** @throws {JiraError} 404 when the issue is not there or not theirs to see, as Jira answers both alike */
export function requireBrowsable(site: JsmSite, actor: Actor, idOrKey: string): Issue {
  const issue = site.issue(idOrKey);
  if (!issue || !mayBrowse(site.projectOf(issue), actor.account)) throw issueNotFound();
  return issue;
}

/** @throws {JiraError} */
export function requireEditable(site: JsmSite, actor: Actor, idOrKey: string): Issue {
  const issue = requireBrowsable(site, actor, idOrKey);
  if (!isAgent(site.projectOf(issue), actor.account)) {
    throw new JiraError(403, ['You do not have permission to edit issues in this project.']);
  }
  return issue;
}
