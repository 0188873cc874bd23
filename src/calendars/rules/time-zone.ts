const HALF_A_DAY = 43_200_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}

/**
 * What to add to UTC for the time on the wall at a moment, in milliseconds.
 * @param timeZone IANA name
 * @param at milliseconds since the epoch
 * @throws {RangeError} for a time zone that the runtime does not know
 */
export function offsetAt(timeZone: string, at: number): number {
  const name = formatOf(timeZone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  // GMT, GMT+05:30, and before the railways GMT-00:25:21
  const [, sign, hours, minutes, seconds = '0'] =
    /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name ?? '') ?? [];
  const span = (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1_000;
  return sign === '-' ? -span : span;
}

/**
 * The first moment of a date by the clock of a zone, in milliseconds since the epoch; after the skipped hour
 * where summer time skips midnight.
 * @param date `YYYY-MM-DD`
 */
export function startOfDay(timeZone: string, date: string): number {
  const midnight = Date.parse(date);
  const guess = midnight - offsetAt(timeZone, midnight);
  const start = midnight - offsetAt(timeZone, guess);
  return start + offsetAt(timeZone, start) < midnight ? guess : start;
}

/** The date, `YYYY-MM-DD`, that clocks of a zone show at a moment, given in milliseconds since the epoch. */
export const dateAt = (timeZone: string, at: number): string =>
  new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 10);

/**
 * The moment at which clocks in a time zone show this time; of two such moments one of them, and in an hour that is
 * skipped the moment an hour later.
 * @param wall the time as `Date.UTC` would have it
 * @returns milliseconds since the epoch
 */
export function momentOfWall(timeZone: string, wall: number): number {
  // files of past tickets have a hundred thousand times, most of them in UTC
  if (timeZone === 'UTC') return wall;
  // the offset before the moment and the one after it differ on days on which clocks are set
  const guess = wall - offsetAt(timeZone, wall - HALF_A_DAY);
  return wall - offsetAt(timeZone, guess);
}

/**
 * The same of a date and a time.
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 * @returns milliseconds since the epoch; NaN for what is no date or time
 */
export function momentIn(timeZone: string, date: string, time: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  return Number.isNaN(wall) ? NaN : momentOfWall(timeZone, wall);
}

/** Whether it is the IANA name of a zone, in any spelling that the runtime knows. */
export function isTimeZone(name: string): boolean {
  // a bare offset such as +01:00 is taken by newer runtimes only, and knows no summer time
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}
