import { issueNotFound, JiraError } from './errors';
import type { Account, Approval, Issue, Project } from './model';
import type { JsmSite } from './site';

export const ADMINISTRATORS = 'site-admins';

/** Who calls, once the site knows the account. */
export interface Actor {
  readonly account: Account | undefined;
}

export const isAgent = (project: Project, account: Account | undefined): boolean =>
  account !== undefined &&
  account.active &&
  (account.kind === 'app' || (account.kind === 'licensed' && project.agents.has(account.accountId)));

export const isAdministrator = (account: Account | undefined): boolean =>
  account?.kind === 'licensed' && account.active && account.groups.has(ADMINISTRATORS);

/** Browse Projects: agents, apps, viewers and administrators; never customers, who have the portal. */
export const mayBrowse = (project: Project, account: Account | undefined): boolean =>
  isAgent(project, account) ||
  isAdministrator(account) ||
  (account?.kind === 'licensed' && account.active && project.viewers.has(account.accountId));

/** May see the request in the portal: its reporter, participants, approvers, and whoever may browse it. */
export function maySeeRequest(site: JsmSite, issue: Issue, account: Account | undefined): boolean {
  if (!account?.active) return false;
  if (mayBrowse(site.projectOf(issue), account)) return true;
  const { accountId } = account;
  return (
    issue.reporterId === accountId ||
    issue.participants.includes(accountId) ||
    issue.approvals.some((approval) => approversOf(issue, approval).includes(accountId))
  );
}

/** While an approval is open its approvers are whoever the approvers field names now. */
export function approversOf(issue: Issue, approval: Approval): readonly string[] {
  if (approval.decidedApprovers) return approval.decidedApprovers;
  const value = issue.values.get(approval.step.approversFieldId);
  return Array.isArray(value) ? value.map(String) : [];
}

export const mayAnswer = (issue: Issue, approval: Approval, account: Account | undefined): boolean =>
  approval.outcome === 'pending' &&
  !approval.abandoned &&
  account !== undefined &&
  account.active &&
  approversOf(issue, approval).includes(account.accountId) &&
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
