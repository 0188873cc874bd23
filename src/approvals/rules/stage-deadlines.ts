import { HOUR } from '../../common/rules/time';
import type { ApprovalAssignment, OverdueStep, StageVote } from './approval';

/** Voters of a stage, who stay its approvers whatever becomes of them later. */
const votersOf = (votes: readonly StageVote[], stage: string): string[] =>
  votes.find((vote) => vote.stage === stage)?.cast.map(({ approverId }) => approverId) ?? [];

/**
 * Puts the people who can be found now into the stages that are still open: somebody has left, is back, or
 * was replaced. Stages that are approved stay as they are, and a vote that was cast stays.
 * @param found the pending stages with whom they would ask today
 */
export function refreshApprovers(
  assignments: readonly ApprovalAssignment[],
  votes: readonly StageVote[],
  found: readonly ApprovalAssignment[],
): ApprovalAssignment[] {
  const fresh = new Map(found.map((assignment) => [assignment.stage, assignment]));
  return assignments.map((assignment) => {
    const voters = votersOf(votes, assignment.stage);
    const current = fresh.get(assignment.stage);
    if (!current) return assignment;
    const { approverIds, delegates, remarks, substitute, isFallback } = current;
    const asked = [...new Set([...voters, ...approverIds])];
    const kept = assignment.delegates.filter(({ approverId }) => voters.includes(approverId));
    const delegatesNow = [...kept, ...delegates.filter(({ approverId }) => !voters.includes(approverId))];
    return { ...assignment, approverIds: asked, delegates: delegatesNow, remarks, substitute, isFallback };
  });
}

const MAX_REMINDERS = 5;

/** What happens next when nobody decides; undefined when the stage is left as it is. */
export function plannedStep({
  timeout,
  overdue,
}: Pick<ApprovalAssignment, 'timeout' | 'overdue'>): OverdueStep['action'] | undefined {
  if (!timeout) return undefined;
  const reminders = overdue.filter(({ action }) => action === 'reminded').length;
  // half of the time is over: a reminder before anything else is done
  if (timeout.then !== 'remind' && reminders === 0) return 'reminded';
  if (timeout.then === 'decline') return 'declined';
  const changesPeople = timeout.then === 'escalate' ? 'escalated' : 'replaced';
  if (timeout.then !== 'remind' && !overdue.some(({ action }) => action === changesPeople))
    return changesPeople;
  return reminders < MAX_REMINDERS ? 'reminded' : undefined;
}

/** The step that is due at a moment, if one is. */
export const dueStep = (assignment: ApprovalAssignment, now: number): OverdueStep['action'] | undefined =>
  assignment.dueAt !== null && assignment.dueAt <= now ? plannedStep(assignment) : undefined;

/** Something is due because of the time, or it is so long since people were looked for that they may have changed. */
export const needsProcessing = (
  {
    assignments,
    askedAt,
  }: { readonly assignments: readonly ApprovalAssignment[]; readonly askedAt: number | null },
  now: number,
): boolean =>
  askedAt === null ||
  now - askedAt >= 6 * HOUR ||
  assignments.some(({ dueAt }) => dueAt !== null && dueAt <= now);

/**
 * How long, in business milliseconds of whoever is asked, from one step of a stage to the next: half of the
 * time until the reminder, the other half until what then happens, and the whole time between reminders.
 * Null when nothing more is going to happen.
 */
export function untilNextStep({ timeout, overdue }: ApprovalAssignment): number | null {
  if (!timeout) return null;
  const whole = timeout.hours * HOUR;
  const reminders = overdue.filter(({ action }) => action === 'reminded').length;
  if (reminders >= MAX_REMINDERS || overdue.some(({ action }) => action === 'declined')) return null;
  if (timeout.then === 'remind') return whole;
  return overdue.length < 2 ? whole / 2 : whole;
}
