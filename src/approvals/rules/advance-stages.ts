import { addBusinessTime } from '../../calendars/rules/business-time';
import { calendarOf, type Calendars } from '../../calendars/rules/calendar';
import { stageKey, type ApprovalStage } from '../../policy/rules/approval-stage';
import type { ApprovalAssignment, OverdueStep, StageVote } from './approval';
import type { AssignmentResult } from './assign-approvers';
import { openStages, openTurns } from './open-stages';
import { dueStep, refreshApprovers, untilNextStep } from './stage-deadlines';
import { isApproved } from './stage-outcome';

/** In whose hours the approvers' time is counted, and from when. */
export interface StageClock {
  readonly calendars: Calendars;
  /** Where people work, by account id; whoever is missing is not in the roster. */
  readonly locations: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
}

/** Whom stages that are still open can ask, as roster, groups and delegations say now. */
export interface StageAnswers {
  /** Whom the pending stages would ask today. */
  readonly found: AssignmentResult;
  /** Whom a stage asks that nobody decided in time, by stage key. */
  readonly nextAsked: ReadonlyMap<string, readonly string[]>;
  readonly locations: ReadonlyMap<string, string>;
}

/** The stages that are not approved, each with the approvals that it still lacks. */
export const pendingStages = (
  stages: readonly ApprovalStage[],
  votes: readonly StageVote[],
): ApprovalStage[] => {
  const castIn = (key: string): number => votes.find(({ stage }) => stage === key)?.cast.length ?? 0;
  return stages
    .filter((stage) => !isApproved(votes, stageKey(stage)))
    .map((stage) => ({ ...stage, quorum: stage.quorum - castIn(stageKey(stage)) }));
};

/** The stages with whom they ask today; as they are, where too few can be found. */
export const askedToday = (
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  found: AssignmentResult,
): readonly ApprovalAssignment[] =>
  found.ok ? refreshApprovers(assignments, votes, found.assignments) : assignments;

/**
 * Keeps open approvals going: asks the people who can be asked today in place of those who have left or are away, gives
 * the turn to the next stage, and does what the policy says when nobody decides in time.
 */
export function advanceStages(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  { found, nextAsked }: Pick<StageAnswers, 'found' | 'nextAsked'>,
  clock: StageClock,
): ApprovalAssignment[] {
  const opened = openedTurns(askedToday(assignments, votes, found), votes, clock);
  const open = new Set(openStages(opened, votes).map(({ stage }) => stage));
  return opened.map((assignment) =>
    open.has(assignment.stage)
      ? afterDueStep(redated(assignment, clock), nextAsked.get(assignment.stage) ?? [], clock)
      : assignment,
  );
}

/** Gives the turn to the stages that it has come to, each with the time that it has. */
export const openedTurns = (
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  clock: StageClock,
): ApprovalAssignment[] =>
  openTurns(assignments, votes, clock.now).map((assignment) =>
    assignment.openedAt === clock.now && assignment.dueAt === null
      ? withDueTime(assignment, clock)
      : assignment,
  );

/** The next step dated anew: holidays may have been added since, and others may be asked. */
const redated = (assignment: ApprovalAssignment, clock: StageClock): ApprovalAssignment => {
  const { openedAt, dueAt, overdue } = assignment;
  const since = overdue.at(-1)?.at ?? openedAt;
  return dueAt === null || since === null ? assignment : withDueTime(assignment, { ...clock, now: since });
};

/** Dates the next step, in the business hours of the first who is asked. */
function withDueTime(
  assignment: ApprovalAssignment,
  { calendars, locations, now }: StageClock,
): ApprovalAssignment {
  const wait = untilNextStep(assignment);
  const [approver] = assignment.approverIds;
  if (wait === null || approver === undefined) return { ...assignment, dueAt: null };
  const calendar = calendarOf(locations.get(approver) ?? null, calendars);
  return { ...assignment, dueAt: addBusinessTime(calendar, now, wait) };
}

/** Whether a step asks others in addition, or instead. */
export const changesPeople = (action: OverdueStep['action'] | undefined): boolean =>
  action === 'escalated' || action === 'replaced';

/** Takes the step that is due, if one is, and dates the next. */
function afterDueStep(
  assignment: ApprovalAssignment,
  nextAsked: readonly string[],
  clock: StageClock,
): ApprovalAssignment {
  const action = dueStep(assignment, clock.now);
  if (action === undefined) return assignment;
  const step: OverdueStep = { action, at: clock.now, approverIds: changesPeople(action) ? nextAsked : [] };
  return withDueTime(askedAfter({ ...assignment, overdue: [...assignment.overdue, step] }), clock);
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
