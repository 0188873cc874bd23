/**
 * What began a run.
 * - `sweep`: the schedule, every night
 * - `demand`: somebody
 * - `swap`: somebody who waits for a seat
 * - `ends`: seats whose end came on that day
 * - `leavers`: seats of people who have left
 */
export const RUN_KINDS = ['sweep', 'demand', 'swap', 'ends', 'leavers'] as const;

export type RunKind = (typeof RUN_KINDS)[number];
