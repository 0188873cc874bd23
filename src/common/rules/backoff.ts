import { HOUR, MINUTE } from './time';

/** Less than the reconcile's rhythm of five minutes, so that what failed once is tried again at its next run. */
const FIRST = 4 * MINUTE;
const LONGEST = 6 * HOUR;

/**
 * When to try again what has failed so many times in a row: twice as long after each, so that what can never work leaves
 * the places of a run to others.
 * @param failures at least 1
 */
export const retryAt = (failures: number, now: number): number =>
  now + Math.min(LONGEST, FIRST * 2 ** (failures - 1));
