import { offsetAt } from './time-zone';

/**
 * The moment at which the clock of a zone shows a time. Of an hour that comes twice it is one of the two moments, and a
 * time that summer time skips is read as one within an hour of it.
 * @param wall the time as `Date.UTC` would have it
 * @returns milliseconds since the epoch
 */
export function momentOfWall(timeZone: string, wall: number): number {
  if (timeZone === 'UTC') return wall;
  const guess = wall - offsetAt(timeZone, wall);
  return wall - offsetAt(timeZone, guess);
}
