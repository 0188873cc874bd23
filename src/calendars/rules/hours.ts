import type { HoursSpan } from './calendar';
import { calendarMessages } from './messages';

const TIME = /^([01]?\d|2[0-4])(?::([0-5]\d))?$/;

/** Minutes since midnight of `HH:MM` or `HH`, up to `24:00`; undefined for anything that is no time of day. */
export function readTime(text: string): number | undefined {
  const [, hours, minutes = '0'] = TIME.exec(text.trim()) ?? [];
  const sum = Number(hours) * 60 + Number(minutes);
  return sum <= 24 * 60 ? sum : undefined;
}

/** The same for what was checked before. @throws {RangeError} for anything that is no time of day */
export function minutesOf(time: string): number {
  const minutes = readTime(time);
  if (minutes === undefined) throw new RangeError(`“${time}” is no time of day.`);
  return minutes;
}

/** Why spans cannot be the hours of a day, in words; null when they can. */
export function hoursProblem(spans: readonly HoursSpan[]): string | null {
  let last = -1;
  for (const { from, to } of spans) {
    const [start, end] = [readTime(from), readTime(to)];
    if (start === undefined || end === undefined) return calendarMessages.notSpan(from, to);
    if (end <= start) return calendarMessages.endsBeforeStart(from, to);
    if (start <= last) return calendarMessages.overlap;
    last = end;
  }
  return null;
}
