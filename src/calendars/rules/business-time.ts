import { DAY, MINUTE } from '../../common/rules/time';
import { SeatkeeperError } from '../../common/rules/errors';
import { WEEKDAYS, type Calendar } from './calendar';
import { minutesOf } from './hours';
import { offsetAt } from './time-zone';
import { calendarMessages } from './messages';

/** Milliseconds since the epoch; `to` is no longer in. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The business time between two moments, in milliseconds; 0 when `to` is not after `from`. A moment counts when
 * the clock on the wall reads within the hours of that day, so that an hour which summer time skips is not there
 * to work in, and one that comes twice counts twice.
 * @param from milliseconds since the epoch
 * @param to milliseconds since the epoch, no longer in
 */
export function businessMillisBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  if (to <= from) return sum;
  for (const open of openStretches(calendar, from)) {
    if (open.from >= to) break;
    sum += Math.min(open.to, to) - open.from;
  }
  return sum;
}

/**
 * The first moment by which that much business time has passed since `from`; `from` itself for none.
 * @param from milliseconds since the epoch
 * @param ms business time, in milliseconds
 * @returns milliseconds since the epoch
 * @throws {SeatkeeperError} `misconfigured` for a calendar without any hours
 */
export function addBusinessTime(calendar: Calendar, from: number, ms: number): number {
  if (ms <= 0) return from;
  let left = ms;
  for (const open of openStretches(calendar, from)) {
    if (open.to - open.from >= left) return open.from + left;
    left -= open.to - open.from;
  }
  throw new SeatkeeperError('misconfigured', calendarMessages.noWorkingHours(calendar.name));
}

/** Whether people of that calendar are at work at a moment, given in milliseconds since the epoch. */
export function isOpen(calendar: Calendar, at: number): boolean {
  return businessMillisBetween(calendar, at, at + 1) > 0;
}

/** Business hours from a moment on, in order and without end; none for a calendar without any. */
function* openStretches(calendar: Calendar, from: number): Generator<Stretch> {
  const hours = WEEKDAYS.map((day) =>
    (calendar.hours[day] ?? []).map((span) => ({
      from: minutesOf(span.from) * MINUTE,
      to: minutesOf(span.to) * MINUTE,
    })),
  );
  if (hours.every((spans) => spans.length === 0)) return;
  const holidays = new Set(calendar.holidays);
  for (const { offset, ...steady } of steadyStretches(calendar.timeZone, from)) {
    // within one offset, the clock on the wall runs as evenly as UTC
    for (let day = startOfDay(steady.from + offset); day < steady.to + offset; day += DAY) {
      if (holidays.has(new Date(day).toISOString().slice(0, 10))) continue;
      for (const span of hours[new Date(day).getUTCDay()] ?? []) {
        const open = {
          from: Math.max(day + span.from - offset, steady.from),
          to: Math.min(day + span.to - offset, steady.to),
        };
        if (open.from < open.to) yield open;
      }
    }
  }
}

const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;

/** From a moment on, at most a day at a time, stretches in which a zone keeps its offset from UTC. */
function* steadyStretches(
  timeZone: string,
  from: number,
): Generator<Stretch & { readonly offset: number }, never> {
  let start = from;
  let offset = offsetAt(timeZone, start);
  for (;;) {
    const end = startOfDay(start) + DAY;
    const next = offsetAt(timeZone, end);
    if (next === offset) {
      yield { from: start, to: end, offset };
    } else {
      const change = changeBetween(timeZone, start, end);
      yield { from: start, to: change, offset };
      yield { from: change, to: end, offset: next };
    }
    start = end;
    offset = next;
  }
}

/** The first moment of the later offset, given that the offset changes once between the two. */
function changeBetween(timeZone: string, earlier: number, later: number): number {
  const before = offsetAt(timeZone, earlier);
  let [low, high] = [earlier, later];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
