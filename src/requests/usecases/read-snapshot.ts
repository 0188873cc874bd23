import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { approvalsOf, leaversAmongVoters } from '../../approvals/usecases/count-votes';
import { readStageAnswers } from '../../approvals/usecases/read-stage-answers';
import { applicationReading } from '../../catalog/store/catalog';
import { effectsDoneReading } from '../../common/store/effects';
import { constant, read, readTogether } from '../../common/store/reading';
import { peopleOfAccountsReading } from '../../people/store/people';
import { seatOfRequestReading } from '../../pools/store/seats';
import { arrangedByReading } from '../../pools/store/waitlist';
import type { AccessRequest } from '../rules/access-request';
import type { RequestContext } from '../rules/request-context';
import type { RecordedState, RequestSnapshot, VoteReading } from '../rules/request-snapshot';
import { needsContent, needsDecision, needsPolicies, needsStages, needsVotes } from '../rules/reading-needs';
import { received, withVotes } from '../rules/review-ticket';
import { requestReading } from '../store/requests';
import { checkContent, contentReading, policiesReading, searchFor } from './check-request';
import { readDecision } from './read-decision';

/** What is on record about a ticket. One statement. */
export const readRecorded = (issueId: string): Promise<RecordedState> =>
  readTogether({
    request: requestReading(issueId),
    effectsDone: effectsDoneReading(issueId),
    seat: seatOfRequestReading(issueId),
    arrangedBy: arrangedByReading(issueId),
  });

/**
 * Reads what a look at a ticket needs besides the ticket itself and the record, so that everything after it only decides
 * and writes. What that is, the rules tell from what was read before.
 * @param given JSM's approvals when they were just read
 */
export async function readSnapshot(
  recorded: RecordedState,
  context: RequestContext,
  given: readonly TicketApproval[] | undefined,
): Promise<RequestSnapshot> {
  const subject = { recorded, context, ...(await readSubject(recorded, context)) };
  const unread = {
    ...subject,
    decision: undefined,
    votes: undefined,
    stages: undefined,
    policies: undefined,
  };
  const decided = { ...unread, decision: await decisionFor(unread) };
  const course = received(decided);
  const voted = { ...decided, votes: await votesFor(course.request, decided, given) };
  const { request } = withVotes(course, voted);
  return { ...voted, stages: await stagesFor(request, voted), policies: await policiesFor(request, voted) };
}

type Subject = Pick<RequestSnapshot, 'content' | 'applications' | 'people'>;

/** What the ticket says, checked, and what the record is about. One statement, two when the application is unknown. */
async function readSubject(recorded: RecordedState, context: RequestContext): Promise<Subject> {
  const { ticket } = context;
  const details = recorded.request?.details;
  const { said, application, people } = await readTogether({
    said: needsContent({ recorded, context })
      ? contentReading(ticket.raw, ticket.requesterId, ticket.issueId)
      : constant(undefined),
    application: details ? applicationReading(details.applicationKey) : constant(undefined),
    people: peopleOfAccountsReading(details ? [details.beneficiaryId] : []),
  });
  const content = said && (await checkContent(said));
  const applications = [application, content?.ok ? content.application : undefined];
  return { content, applications: applications.filter((one) => one !== undefined), people };
}

async function decisionFor(snapshot: RequestSnapshot): Promise<RequestSnapshot['decision']> {
  const { content, context } = snapshot;
  if (!needsDecision(snapshot) || !content?.ok) return undefined;
  return readDecision(content, snapshot.recorded, context);
}

async function votesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
  given: readonly TicketApproval[] | undefined,
): Promise<VoteReading | undefined> {
  if (!needsVotes(request, snapshot)) return undefined;
  const { ticket, now } = snapshot.context;
  const approvals = given ?? (await approvalsOf(ticket, 'app'));
  return { approvals, leavers: await leaversAmongVoters(request, approvals, now) };
}

async function stagesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
): Promise<RequestSnapshot['stages']> {
  const { content, context } = snapshot;
  const { requesterId, decision, assignments, votes } = request;
  if (!snapshot.votes || !content?.ok || !decision || !needsStages(request, snapshot)) return undefined;
  const asked = { stages: decision.stages, assignments, votes };
  return readStageAnswers(asked, searchFor(content, requesterId, context));
}

async function policiesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
): Promise<RequestSnapshot['policies']> {
  const { content, context } = snapshot;
  if (!content?.ok || !request.decision || !needsPolicies(request, snapshot)) return undefined;
  return read(policiesReading(content, request, request.decision.policyVersion, context.now));
}
