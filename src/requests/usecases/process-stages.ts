import { peopleOfRequest } from '../../people/store/people';
import type { ApprovalAssignment, OverdueStep, StageVote } from '../../approvals/rules/approval';
import { openStages, openTurns } from '../../approvals/rules/stage-turns';
import { dueStep, isApproved, refreshApprovers, untilNextStep } from '../../approvals/rules/stage-deadlines';
import { addBusinessTime } from '../../calendars/rules/business-time';
import { calendarOf } from '../../calendars/rules/calendar';
import { unassignedText } from '../../approvals/rules/stage-words';
import { canApprove } from '../../people/rules/person';
import { stageKey } from '../../policy/rules/approval-stage';
import type { AccessRequest } from '../rules/access-request';
import { checkRequest, searchFor } from './check-request';
import { fallbackMembers, findApprovers, type ApproverSearch } from '../../approvals/usecases/find-approvers';
import type { RequestContext } from './request-context';
import { leavePool } from '../../pools/usecases/take-seat';

type TimeContext = Pick<RequestContext, 'calendars' | 'now'>;

/**
 * Keeps open approvals going: gives the turn to the next stage, asks the people who can be asked today in
 * place of those who have left or are away, and does what the policy says when nobody decides in time.
 */
export async function processStages(request: AccessRequest, context: RequestContext): Promise<AccessRequest> {
  const { ticket } = context;
  if (request.state !== 'awaiting-approval' || !request.decision) return request;
  const checked = await checkRequest(ticket.raw, ticket.requesterId, request.issueId);
  if (!checked.ok) return request;
  const search = searchFor(checked, request.requesterId, context);
  const { assignments, trouble } = await refresh(request, search);
  const opened = await openedTurns(assignments, request.votes, context);
  const open = new Set(openStages(opened, request.votes).map(({ stage }) => stage));
  const tended: ApprovalAssignment[] = [];
  for (const assignment of opened)
    tended.push(open.has(assignment.stage) ? await takeStep(assignment, search, context) : assignment);
  const isOver = tended.some(({ overdue }) => overdue.some(({ action }) => action === 'declined'));
  if (isOver) await leavePool(request.issueId, context.now);
  return { ...request, assignments: tended, trouble, state: isOver ? 'declined' : request.state };
}

/** Gives the turn to the stages that it has come to, each with the time that it has. */
export async function openedTurns(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  context: TimeContext,
): Promise<ApprovalAssignment[]> {
  const opened: ApprovalAssignment[] = [];
  for (const assignment of openTurns(assignments, votes, context.now)) {
    const isNew = assignment.openedAt === context.now && assignment.dueAt === null;
    opened.push(isNew ? await withDueTime(assignment, context) : assignment);
  }
  return opened;
}

/** Dates the next step, in the business hours of the first who is asked. */
async function withDueTime(
  assignment: ApprovalAssignment,
  { calendars, now }: TimeContext,
): Promise<ApprovalAssignment> {
  const wait = untilNextStep(assignment);
  const [approver] = assignment.approverIds;
  if (wait === null || approver === undefined) return { ...assignment, dueAt: null };
  const { beneficiary: person } = await peopleOfRequest(approver);
  const calendar = calendarOf(person?.location ?? null, calendars);
  return { ...assignment, dueAt: addBusinessTime(calendar, now, wait) };
}

/** Whom the stages that are still open would ask today; as they are, where too few can be found. */
async function refresh(
  { decision, assignments, votes }: AccessRequest,
  search: ApproverSearch,
): Promise<{ assignments: readonly ApprovalAssignment[]; trouble: string | null }> {
  const castIn = (key: string): number => votes.find(({ stage }) => stage === key)?.cast.length ?? 0;
  const pending = (decision?.stages ?? [])
    .filter((stage) => !isApproved(votes, stageKey(stage)))
    .map((stage) => ({ ...stage, quorum: stage.quorum - castIn(stageKey(stage)) }));
  const voters = votes.flatMap(({ cast }) => cast.map(({ approverId }) => approverId));
  const found = await findApprovers(pending, {
    ...search,
    excluded: new Set([...search.excluded, ...voters]),
    overdue: new Map(assignments.map(({ stage, overdue }) => [stage, overdue])),
  });
  return found.ok
    ? { assignments: refreshApprovers(assignments, votes, found.assignments), trouble: null }
    : { assignments, trouble: unassignedText(found.unassigned, search.groups.fallback?.name ?? null) };
}

/** Takes the step that is due, if one is, and dates the next. */
async function takeStep(
  assignment: ApprovalAssignment,
  search: ApproverSearch,
  context: TimeContext,
): Promise<ApprovalAssignment> {
  const action = dueStep(assignment, context.now);
  if (action === undefined) return assignment;
  const changesPeople = action === 'escalated' || action === 'replaced';
  const approverIds = changesPeople ? await nextInWaitlist(assignment, search) : [];
  const step: OverdueStep = { action, at: context.now, approverIds };
  return withDueTime(askedAfter({ ...assignment, overdue: [...assignment.overdue, step] }), context);
}

/** Whoever is asked from now on is asked at once, not with the next look. */
function askedAfter(assignment: ApprovalAssignment): ApprovalAssignment {
  const last = assignment.overdue.at(-1);
  if (last?.action === 'escalated')
    return { ...assignment, approverIds: [...new Set([...assignment.approverIds, ...last.approverIds])] };
  return last?.action === 'replaced' && last.approverIds.length > 0
    ? { ...assignment, approverIds: last.approverIds }
    : assignment;
}

/** Who is asked after the approver: the other owner, the approver's manager, else the fallback group. */
async function nextInWaitlist(
  { approverIds, kind }: ApprovalAssignment,
  search: ApproverSearch,
): Promise<string[]> {
  const isFree = (id: string): boolean => !search.excluded.has(id) && !approverIds.includes(id);
  if (kind === 'application-owner') {
    const owners = [search.application.ownerId, search.application.backupOwnerId];
    const other = owners.filter((id) => id !== null).filter(isFree);
    if (other.length > 0) return other;
  }
  const [approver] = approverIds;
  if (approver !== undefined && approverIds.length === 1) {
    const { manager } = await peopleOfRequest(approver);
    if (canApprove(manager) && isFree(manager.accountId)) return [manager.accountId];
  }
  return (await fallbackMembers(search)).filter(isFree);
}
