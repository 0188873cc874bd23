import type { TicketApproval } from '../../jira/rules/ticket-approval';
import type { StageVote } from '../../approvals/rules/approval';
import { activeIn, readVotes } from '../../approvals/rules/read-votes';
import { approvalsOf, readVoters, unauthorizedReading } from '../../approvals/usecases/count-votes';
import type { ApproverSearch } from '../../approvals/usecases/find-approvers';
import { readStageAnswers } from '../../approvals/usecases/read-stage-answers';
import type { Application } from '../../catalog/rules/catalog';
import { applicationReading } from '../../catalog/store/catalog';
import { effectsDoneReading } from '../../common/store/effects';
import { constant, read, readTogether } from '../../common/store/reading';
import { readPublicComments } from '../../jira/client/comments';
import type { Ticket } from '../../jira/rules/ticket';
import { mayOrderFor } from '../../people/rules/may-order-for';
import { peopleOfAccountsReading } from '../../people/store/people';
import { seatOfRequestReading } from '../../pools/store/seats';
import { queueClaimReading } from '../../pools/store/waitlist';
import { knownKeys } from '../rules/named-entitlement';
import type { CheckedRequest } from '../rules/checked-request';
import { declineOf, reasonIn } from '../rules/decline';
import type { RequestContext } from '../rules/request-context';
import { requestersOf } from '../rules/separate-people';
import type { RecordedState, RequestSnapshot, VoteReading } from '../rules/request-snapshot';
import { stagesVotedOn, type AccessRequest } from '../rules/access-request';
import { showsNothingNew } from '../rules/still-waiting';
import {
  needsApprovers,
  needsChangeTicket,
  needsContent,
  needsDecision,
  needsDeclineReason,
  needsPolicies,
  needsStages,
  needsVoters,
  needsVotes,
} from '../rules/reading-needs';
import { reasonToDecideAgain, received, withVotes } from '../rules/review-ticket';
import { requestReading } from '../store/requests';
import { changeTicketTrouble } from './check-evidence';
import { checkContent, contentReading, policiesReading, searchFor, type Content } from './check-request';
import { readDecision } from './read-decision';

/** What is on record about a ticket. One statement. */
export const readRecorded = (issueId: string): Promise<RecordedState> =>
  readTogether({
    request: requestReading(issueId),
    effectsDone: effectsDoneReading(issueId),
    seat: seatOfRequestReading(issueId),
    queue: queueClaimReading(issueId),
  });

/**
 * Reads what a look at a ticket needs besides the ticket itself and the record, so that everything after it only decides
 * and writes. What that is, the rules tell from what was read before.
 * @param given JSM's approvals when they were just read
 * @param asShown whether no approval is asked for where the ticket shows that nobody has voted since the last look
 */
export async function readSnapshot(
  recorded: RecordedState,
  context: RequestContext,
  given: readonly TicketApproval[] | undefined,
  asShown = false,
): Promise<RequestSnapshot> {
  const subject = { recorded, context, ...(await readSubject(recorded, context)) };
  const unread = {
    ...subject,
    decision: undefined,
    votes: undefined,
    stages: undefined,
    policies: undefined,
    gone: undefined,
    changeTicket: undefined,
    declineReason: undefined,
    redecision: undefined,
  };
  const decided = { ...unread, decision: await decisionFor(unread) };
  const course = received(decided);
  const search = searchIn(subject);
  const isShown = given === undefined && asShown && showsNothingNew(course.request, decided);
  const seen = isShown ? (context.ticket.shownApprovals ?? undefined) : given;
  const voted = { ...decided, votes: await votesFor(course.request, decided, search, seen) };
  const { request } = withVotes(course, voted);
  const stages = await stagesFor(request, voted, search);
  const gone = await goneFor(request, voted, search);
  const changeTicket =
    request.decision && needsChangeTicket(request, voted)
      ? await changeTicketTrouble(request.decision, context)
      : undefined;
  const declineReason = await declineReasonFor(request, voted);
  const policies = await policiesFor(request, voted);
  const judged = { ...voted, stages, gone, changeTicket, declineReason, policies };
  return { ...judged, redecision: await redecisionFor(request, judged) };
}

/** From where approvers are found, and their groups read once; undefined for what is not complete. */
function searchIn({
  content,
  recorded,
  context,
}: Subject & Pick<RequestSnapshot, 'context' | 'recorded'>): ApproverSearch | undefined {
  if (!content?.ok) return undefined;
  const requesterIds = [...(recorded.request?.requesterIds ?? []), ...requestersOf(context.ticket)];
  return searchFor(content, requesterIds, context);
}

type Subject = Pick<RequestSnapshot, 'content' | 'applications' | 'people'>;

/** What the ticket says, checked, and what the record is about. One statement, two when the application is unknown. */
async function readSubject(recorded: RecordedState, context: RequestContext): Promise<Subject> {
  const { ticket } = context;
  const { details, named } = recorded.request ?? {};
  const known = details?.applicationKey ?? named?.application.key;
  const orderer = asksForOther(ticket) ? [ticket.requesterId] : [];
  const { said, application, people } = await readTogether({
    said: needsContent({ recorded, context })
      ? contentReading(ticket.raw, ticket.requesterId, ticket.issueId, context.now)
      : constant(undefined),
    application: known === undefined ? constant(undefined) : applicationReading(known),
    people: peopleOfAccountsReading([...(details ? [details.beneficiaryId] : []), ...orderer]),
  });
  const isTheirs =
    orderer.length === 0 || isDecidedFor(recorded.request, ticket) || context.orderFor === 'everybody';
  const mayOrder =
    isTheirs || (said && mayOrderFor(context.orderFor, people.get(ticket.requesterId) ?? null, said.people));
  const content = said && (await checkContent(said, knownKeys(named, context), mayOrder));
  const applications = [application, applicationOf(said, content)];
  return { content, applications: applications.filter((one) => one !== undefined), people };
}

/** What a ticket names of the catalog, whatever else is wrong with it. */
function applicationOf(
  said: Content | undefined,
  content: CheckedRequest | undefined,
): Application | undefined {
  if (!content || content.ok) return content?.application;
  return said?.candidates.find(({ key }) => key === content.named?.applicationKey);
}

const asksForOther = ({ raw, requesterId }: Ticket): boolean =>
  raw.beneficiaryId !== null && raw.beneficiaryId !== requesterId;

/** What was decided stays so when somebody changes departments, or the setting is changed. */
const isDecidedFor = (request: AccessRequest | undefined, { raw, requesterId }: Ticket): boolean =>
  request?.decision != null &&
  request.requesterId === requesterId &&
  request.details?.beneficiaryId === raw.beneficiaryId;

async function decisionFor(snapshot: RequestSnapshot): Promise<RequestSnapshot['decision']> {
  const { content, context } = snapshot;
  if (!needsDecision(snapshot) || !content?.ok) return undefined;
  return readDecision(content, snapshot.recorded, context);
}

async function votesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
  search: ApproverSearch | undefined,
  given: readonly TicketApproval[] | undefined,
): Promise<VoteReading | undefined> {
  if (!needsVotes(request, snapshot)) return undefined;
  const { ticket, now, passedAt } = snapshot.context;
  const shown = given ?? (await approvalsOf(ticket, 'app'));
  // as Jira shows them now, and none is left out by the app's clock: the look before may have opened one since this run began
  const approvals = passedAt === undefined ? shown : openedBy(shown, passedAt);
  const cast = readVotes(request, approvals, now);
  const counts = needsVoters(request, cast, snapshot) && search;
  return {
    approvals,
    unauthorized: counts ? await withoutAuthority(request, cast, search, activeIn(approvals)) : NOBODY,
  };
}

/** Approvals as they were at a time of Jira's clock; one that nobody decided before the ticket left its status cannot be voted on later. */
const openedBy = (approvals: readonly TicketApproval[], at: number): TicketApproval[] =>
  approvals.filter(
    ({ openedAt, completedAt }) => openedAt <= at && (completedAt === null || completedAt <= at),
  );

const NOBODY: ReadonlySet<string> = new Set();

async function withoutAuthority(
  request: AccessRequest,
  cast: readonly StageVote[],
  search: ApproverSearch,
  active?: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const voted = stagesVotedOn(request);
  await readVoters(voted, cast, search, active);
  return read(unauthorizedReading(voted, cast, search));
}

/** Of those whose votes were counted before, who may not decide any more. */
const goneFor = async (
  request: AccessRequest,
  snapshot: RequestSnapshot,
  search: ApproverSearch | undefined,
): Promise<ReadonlySet<string> | undefined> =>
  search && needsApprovers(request, snapshot) ? withoutAuthority(request, request.votes, search) : undefined;

/** What whoever declined wrote with it; one call, once a decline. */
async function declineReasonFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
): Promise<string | undefined> {
  if (!needsDeclineReason(request, snapshot)) return undefined;
  const decline = declineOf(request, snapshot.context);
  if (decline?.byId == null) return undefined;
  return reasonIn(await readPublicComments(request.issueId), decline, snapshot.context);
}

/** What takes the place of a decision that does not hold any more. */
async function redecisionFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
): Promise<RequestSnapshot['redecision']> {
  const { content, recorded, context } = snapshot;
  const reason = reasonToDecideAgain(request, snapshot);
  if (!reason || !content?.ok) return undefined;
  return { ...reason, reading: await readDecision(content, recorded, context) };
}

async function stagesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
  search: ApproverSearch | undefined,
): Promise<RequestSnapshot['stages']> {
  if (!snapshot.votes || !search || !request.decision || !needsStages(request, snapshot)) return undefined;
  return readStageAnswers(stagesVotedOn(request), search);
}

async function policiesFor(
  request: AccessRequest,
  snapshot: RequestSnapshot,
): Promise<RequestSnapshot['policies']> {
  const { content, context } = snapshot;
  if (!content?.ok || !request.decision || !needsPolicies(request, snapshot)) return undefined;
  return read(policiesReading(content, request, request.decision.policyVersion, context.now));
}
