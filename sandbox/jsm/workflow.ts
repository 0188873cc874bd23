import { hasOneRole, isAgent, requireAccount, requireBrowsable, type Actor } from './access';
import { fieldBean } from './beans';
import { appendComment, readComment } from './comments';
import { JiraError } from './errors';
import {
  applyEdit,
  checkAssignee,
  NO_EDIT,
  prepareEdit,
  type IssueUpdate,
  type PreparedEdit,
} from './issue-edit';
import { setIssueProperty } from './issue-properties';
import { recordChange } from './issues';
import type { Account, Issue, Transition } from './model';
import type { JsmSite } from './site';
import { enterStatus } from './status-entry';
import { rulesOn } from './workflow-rules';

const leadsFrom = (transition: Transition, statusId: string): boolean =>
  transition.from === 'any' || transition.from.includes(statusId);

/** Approve and decline of an open approval step happen by voting only; Jira hides them from the menu. */
export function availableTransitions(
  site: JsmSite,
  issue: Issue,
  account: Account | undefined,
): Transition[] {
  if (!isAgent(site.projectOf(issue), account)) return [];
  const { transitions, approvalSteps } = site.issueTypeOf(issue).workflow;
  const byVote = approvalSteps
    .filter((step) => step.statusId === issue.statusId)
    .flatMap((step) => [step.approveTransitionId, step.declineTransitionId]);
  return transitions.filter(
    (transition) =>
      leadsFrom(transition, issue.statusId) &&
      !byVote.includes(transition.id) &&
      (transition.onlyRoleIds === undefined || hasOneRole(account, transition.onlyRoleIds)),
  );
}

/**
 * Performs a transition for an agent or an app, after its validators, with the fields and the comment that its
 * screen takes. One changelog entry holds both the status and the fields.
 * @throws {JiraError} 400 with a validator's message, for fields that its screen does not show or needs, or
 *   when the transition does not lead from this status
 */
export async function transitionIssue(
  site: JsmSite,
  actor: Actor,
  idOrKey: string,
  transitionId: string,
  sent: IssueUpdate,
): Promise<void> {
  const issue = requireBrowsable(site, actor, idOrKey);
  const account = requireAccount(actor);
  const transition = availableTransitions(site, issue, account).find(({ id }) => id === transitionId);
  if (!transition) {
    throw new JiraError(400, [
      `It seems that you have tried to perform an illegal workflow operation: transition ${transitionId} is not valid for ${issue.key} in status ${site.status(issue.statusId).name}.`,
    ]);
  }
  const edit = editOnScreen(site, issue, transition, sent);
  const comments = edit.comments.map((one) => readComment(site, site.projectOf(issue), account, one));
  await follow(site, issue, transition, account.accountId, edit);
  for (const comment of comments) appendComment(site, issue, account, comment);
  for (const { key, value } of sent.properties) setIssueProperty(site, issue, key, value, account.accountId);
}

function editOnScreen(site: JsmSite, issue: Issue, transition: Transition, sent: IssueUpdate): PreparedEdit {
  const { screen } = transition;
  const { comment = [], ...update } = sent.update;
  // without a screen Jira takes a comment and drops it, where any other field is refused
  const taken = { ...sent, update: screen && comment.length > 0 ? { ...update, comment } : update };
  const edit = prepareEdit(
    site,
    issue,
    taken,
    (fieldId) => fieldId === 'comment' || (screen ?? []).some((field) => field.fieldId === fieldId),
  );
  checkAssignee(site, issue.projectId, edit);
  for (const { fieldId, required } of screen ?? []) {
    const value = edit.values.has(fieldId) ? edit.values.get(fieldId) : issue.values.get(fieldId);
    if (required && value === undefined) {
      throw new JiraError(400, [], { [fieldId]: `${site.field(fieldId)?.name ?? fieldId} is required.` });
    }
  }
  return edit;
}

/** Performs a transition that customers may use in the portal. */
export async function transitionRequest(
  site: JsmSite,
  issue: Issue,
  account: Account,
  transitionId: string,
): Promise<void> {
  const transition = customerTransitions(site, issue).find(({ id }) => id === transitionId);
  if (!transition)
    throw new JiraError(400, ['The transition is not valid for the request in its current status.']);
  await follow(site, issue, transition, account.accountId);
}

export const customerTransitions = (site: JsmSite, issue: Issue): Transition[] =>
  site
    .issueTypeOf(issue)
    .workflow.transitions.filter(
      (transition) => transition.customers && leadsFrom(transition, issue.statusId),
    );

/** Moves along a transition that the product itself triggers, such as the end of an approval. */
export async function followTransition(
  site: JsmSite,
  issue: Issue,
  transitionId: string,
  authorId: string,
): Promise<void> {
  const transition = site.issueTypeOf(issue).workflow.transitions.find(({ id }) => id === transitionId);
  if (!transition) throw new Error(`the workflow has no transition ${transitionId}`);
  await follow(site, issue, transition, authorId);
}

async function follow(
  site: JsmSite,
  issue: Issue,
  transition: Transition,
  authorId: string,
  edit: PreparedEdit = NO_EDIT,
): Promise<void> {
  const from = site.status(issue.statusId);
  const to = site.status(transition.to);
  for (const { moduleKey, configuration } of rulesOn(site, site.issueTypeOf(issue).workflow, transition)) {
    if (configuration.disabled) continue;
    const input = {
      issue: { key: issue.key },
      configuration: JSON.parse(configuration.value) as unknown,
      transition: {
        from: { id: from.id, name: from.name },
        to: { id: to.id, name: to.name },
        modifiedFields: modifiedFields(site, issue, edit),
      },
    };
    // a rule of an app that is not installed blocks every transition that still carries it
    const verdict = (await site.askValidator?.(moduleKey, input)) ?? { result: false };
    if (!verdict.result) throw new JiraError(400, [verdict.errorMessage ?? 'A workflow validator failed.']);
  }
  if (issue.statusId !== from.id) throw new JiraError(409, [`${issue.key} has moved in the meantime.`]);
  issue.statusId = to.id;
  applyEdit(site, issue, edit);
  site.issues.concerns(issue, issue.reporterId);
  const items = [
    {
      field: 'status',
      fieldId: 'status',
      fieldtype: 'jira' as const,
      from: from.id,
      fromString: from.name,
      to: to.id,
      toString: to.name,
    },
    ...edit.items,
  ];
  const isKept = from.id === to.id && site.configuration.selfTransitions === 'keep the approval';
  if (!isKept) enterStatus(site, issue);
  recordChange(site, issue, authorId, items);
}

/** What the transition's screen changes, as `GET issue` would show it afterwards; emptied fields as null. */
function modifiedFields(site: JsmSite, issue: Issue, edit: PreparedEdit): Record<string, unknown> {
  const after: Issue = { ...issue, values: new Map(issue.values) };
  applyEdit(site, after, edit);
  return Object.fromEntries(
    edit.items.flatMap(({ fieldId }) => {
      const field = site.field(fieldId);
      return field ? [[fieldId, fieldBean(site, after, field)]] : [];
    }),
  );
}
