import { HOUR, MINUTE } from './time';

/** Less than the reconcile's rhythm of five minutes, so that what has failed is tried again at its next run. */
const FIRST = 4 * MINUTE;
const OFTEN = 3;

/**
 * When to try again what has failed so many times in a row: a few times at the next run, since mostly the platform only
 * had a bad moment, and then twice as long after each, up to an hour.
 * @param failures at least 1
 */
export const retryAt = (failures: number, now: number): number =>
  now + Math.min(HOUR, FIRST * 2 ** Math.max(0, failures - OFTEN));
