import type { ApprovalAssignment } from './approval';

/** Whether the policy ended it, because nobody decided while there was time. */
export const isDeclinedByTime = (assignments: readonly ApprovalAssignment[]): boolean =>
  assignments.some(({ overdue }) => overdue.some(({ action }) => action === 'declined'));
