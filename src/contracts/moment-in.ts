import { offsetAt } from '../domain/calendar/time-zone';

const DAY = 86_400_000;

/**
 * The moment at which clocks in a time zone show this date and time; of two such moments one of them, and in an
 * hour that is skipped the moment an hour later.
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @returns milliseconds since the epoch; NaN for what is no date or time
 */
export function momentIn(timeZone: string, date: string, time: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return NaN;
  // the offset before the moment and the one after it differ on days on which clocks are set
  const guess = asUtc - offsetAt(timeZone, asUtc - DAY / 2);
  return asUtc - offsetAt(timeZone, guess);
}
