import { readApprovals } from '../../jira/client/approvals';
import { JiraRefusal } from '../../jira/client/response';
import { appBrowsesProject } from '../../jira/client/site';
import { readNamedTicket } from '../../jira/client/tickets';
import { ticketNamedIn, type Evidence } from '../../policy/rules/evidence';
import { SeatkeeperError } from '../../common/rules/errors';
import { visibleLength } from '../../common/rules/visible-text';
import type { Decision } from '../../policy/rules/policy';
import type { IntakeProblem } from '../rules/access-request';
import type { CompleteRequest } from '../rules/checked-request';
import { trainingSeen } from '../rules/decide-content';
import { unconfirmedProblem } from '../rules/intake';
import { requestMessages } from '../rules/messages';
import { fulfillingMove, isFulfilled, type RequestContext } from '../rules/request-context';
import type { ChangeTicketTrouble } from '../rules/request-snapshot';

type Seen = { readonly seen: string } | { readonly problem: IntakeProblem };

/**
 * Looks for everything that a decision wants to see; one call to Jira for each project of which it wants a change ticket,
 * another for one that is closed, and none otherwise.
 * @param requesterIds everybody who ever asked
 * @returns the evidence with what was seen, and what has to be added; one of the two is complete
 */
export async function checkEvidence(
  asked: readonly Evidence[],
  request: CompleteRequest,
  requesterIds: readonly string[],
  context: RequestContext,
): Promise<{ readonly evidence: readonly Evidence[]; readonly problems: readonly IntakeProblem[] }> {
  const evidence: Evidence[] = [];
  const problems: IntakeProblem[] = [];
  for (const one of asked) {
    const found = await look(one, request, requesterIds, context);
    if ('seen' in found) evidence.push({ ...one, seen: found.seen });
    else problems.push(found.problem);
  }
  return { evidence, problems };
}

async function look(
  asked: Evidence,
  content: CompleteRequest,
  requesterIds: readonly string[],
  context: RequestContext,
): Promise<Seen> {
  const { details } = content;
  switch (asked.kind) {
    case 'justification': {
      const length = visibleLength(details.justification);
      return length >= asked.minCharacters
        ? { seen: requestMessages.evidence.characters(length) }
        : missing('justification-short', String(length), String(asked.minCharacters));
    }
    case 'change-ticket': {
      const key = ticketNamedIn(details.justification, asked.projectKey);
      if (key === undefined) return missing('change-ticket-missing', asked.projectKey);
      const why = await changeTicketProblem(key, context.now, context);
      return why
        ? missing(CHANGE_TICKET[why], key, ...choicesFor(why, asked.projectKey, context))
        : { seen: key };
    }
    case 'training': {
      const training = trainingSeen(content, requesterIds, asked.name);
      if (training.is === 'unconfirmed') return { problem: unconfirmedProblem(training.importedBy) };
      return training.is === 'completed'
        ? { seen: requestMessages.evidence.completed }
        : missing('training-missing', asked.name);
    }
  }
}

/**
 * Why a change ticket that a decision rests on does not count any more. One call to Jira for each, another for one that is
 * closed or that the app does not see, and none for a decision that rests on no such ticket.
 * @throws {SeatkeeperError} `misconfigured` while the app may not see its project, which says nothing of the ticket
 */
export async function changeTicketTrouble(
  { evidence }: Pick<Decision, 'evidence'>,
  context: RequestContext,
): Promise<ChangeTicketTrouble | undefined> {
  const at = isFulfilled(context) ? (fulfillingMove(context)?.at ?? context.now) : context.now;
  for (const { kind, seen } of evidence) {
    if (kind !== 'change-ticket' || seen === null) continue;
    const why = await changeTicketProblem(seen, at, context);
    if (why === 'unknown' && !(await appBrowsesProject(projectKeyOf(seen))))
      throw new SeatkeeperError('misconfigured', requestMessages.error.cannotRead(seen));
    // of a move that has passed, only since when it is closed tells how it was then
    if (context.passedAt !== undefined && why !== 'over') continue;
    if (why) return { code: 'change-ticket', why, ticket: seen, kinds: context.groups.changeWorkTypes };
  }
  return undefined;
}

const projectKeyOf = (issueKey: string): string => issueKey.slice(0, issueKey.lastIndexOf('-'));

type ChangeTicketProblem = ChangeTicketTrouble['why'];

const CHANGE_TICKET: Readonly<Record<ChangeTicketProblem, IntakeProblem['code']>> = {
  unknown: 'change-ticket-unknown',
  itself: 'change-ticket-itself',
  'other-kind': 'change-ticket-other-kind',
  over: 'change-ticket-over',
};

function choicesFor(
  why: ChangeTicketProblem,
  projectKey: string,
  { groups }: RequestContext,
): readonly string[] {
  if (why === 'over') return [];
  return why === 'other-kind' ? groups.changeWorkTypes : [projectKey];
}

/**
 * A change ticket is another ticket, of a kind that the settings name, and open or approved.
 * @param at when it has to have been open; what it was closed for later takes nothing away
 */
async function changeTicketProblem(
  key: string,
  at: number,
  { ticket, project, groups: { changeWorkTypes } }: RequestContext,
): Promise<ChangeTicketProblem | undefined> {
  const named = await readNamedTicket(key);
  if (!named) return 'unknown';
  // an issue that was moved still answers to its old key
  if (named.issueId === ticket.issueId) return 'itself';
  const isOfKind =
    changeWorkTypes.length === 0
      ? ![ticket.workTypeId, ...project.coverage.workTypeIds].includes(named.workTypeId)
      : changeWorkTypes.some((name) => name.toLowerCase() === named.workType.toLowerCase());
  if (!isOfKind) return 'other-kind';
  const wasOver = named.doneAt !== null && named.doneAt <= at;
  return wasOver && !(await wasApproved(named.issueId)) ? 'over' : undefined;
}

async function wasApproved(issueId: string): Promise<boolean> {
  try {
    const last = (await readApprovals(issueId, 'app')).at(-1);
    const votes = last?.completedAt == null ? [] : last.approvers.map(({ vote }) => vote);
    return votes.includes('approved') && !votes.includes('declined');
  } catch (error) {
    // an issue without a request type has no approvals
    if (error instanceof JiraRefusal && error.status === 404) return false;
    throw error;
  }
}

const missing = (code: IntakeProblem['code'], subject: string, ...choices: readonly string[]): Seen => ({
  problem: { code, subject, choices },
});
