import type { WorkCalendar, Weekday } from './model';

const MINUTE = 60_000;
const DAY = 86_400_000;
const LONGEST_BREAK_DAYS = 3_660;
const WEEKDAYS: readonly Weekday[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];
const wholeDay = [{ from: '00:00', to: '24:00' }];

/** JSM's default calendar, which every goal without another one uses. */
export const AROUND_THE_CLOCK: WorkCalendar = {
  id: '1',
  name: 'Default 24/7 calendar',
  timeZone: 'Etc/UTC',
  hours: Object.fromEntries(WEEKDAYS.map((day) => [day, wholeDay])),
  holidays: [],
};

/** Milliseconds since the epoch; `to` is no longer in. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The working time between two moments, in milliseconds. A moment counts when the clock on the wall of the
 * calendar's zone reads within the hours of that day, so that an hour which summer time skips is not there to
 * work in, and one that comes twice counts twice.
 */
export function workingTime(calendar: WorkCalendar, from: number, to: number): number {
  let sum = 0;
  for (const stretch of workingStretches(calendar, from)) {
    if (stretch.from >= to) break;
    sum += Math.min(stretch.to, to) - stretch.from;
  }
  return sum;
}

/**
 * The first moment by which `needed` milliseconds of working time have passed since `from`.
 * @returns undefined when the calendar has no working time in ten years on end
 */
export function momentAfterWork(calendar: WorkCalendar, from: number, needed: number): number | undefined {
  if (needed <= 0) return from;
  let left = needed;
  for (const stretch of workingStretches(calendar, from)) {
    if (stretch.to - stretch.from >= left) return stretch.from + left;
    left -= stretch.to - stretch.from;
  }
  return undefined;
}

export function isWorkingTime(calendar: WorkCalendar, at: number): boolean {
  const next = workingStretches(calendar, at).next();
  return next.done !== true && next.value.from <= at;
}

/** Working hours from a moment on, in order, each stretch within one day and one offset from UTC. */
function* workingStretches(calendar: WorkCalendar, from: number): Generator<Stretch> {
  const { hours, once, yearly } = rulesOf(calendar);
  if (hours.every((spans) => spans.length === 0)) return;
  let idleDays = 0;
  for (const { offset, ...steady } of steadyStretches(calendar.timeZone, from)) {
    // within one offset, local time runs as evenly as UTC
    for (let day = startOfDay(steady.from + offset); day < steady.to + offset; day += DAY) {
      const date = new Date(day).toISOString().slice(0, 10);
      const isHoliday = once.has(date) || yearly.has(date.slice(5));
      const spans = isHoliday ? [] : (hours[new Date(day).getUTCDay()] ?? []);
      for (const span of spans) {
        const stretch = {
          from: Math.max(day + span.from - offset, steady.from),
          to: Math.min(day + span.to - offset, steady.to),
        };
        if (stretch.from >= stretch.to) continue;
        idleDays = 0;
        yield stretch;
      }
      if (++idleDays > LONGEST_BREAK_DAYS) return;
    }
  }
}

interface Rules {
  /** By weekday, from Sunday on, in milliseconds since midnight. */
  readonly hours: readonly (readonly Stretch[])[];
  /** Dates, and months with days. */
  readonly once: ReadonlySet<string>;
  readonly yearly: ReadonlySet<string>;
}

const rulesOfCalendar = new WeakMap<WorkCalendar, Rules>();

function rulesOf(calendar: WorkCalendar): Rules {
  const known = rulesOfCalendar.get(calendar);
  if (known) return known;
  const dates = (isYearly: boolean): string[] =>
    calendar.holidays.filter(({ yearly }) => yearly === isYearly).map(({ date }) => date);
  const rules = {
    hours: WEEKDAYS.map((day) => hoursOf(calendar, day)),
    once: new Set(dates(false)),
    yearly: new Set(dates(true).map((date) => date.slice(5))),
  };
  rulesOfCalendar.set(calendar, rules);
  return rules;
}

/** @throws {Error} for spans of a day that overlap or run backwards, which JSM does not save either */
function hoursOf(calendar: WorkCalendar, day: Weekday): readonly Stretch[] {
  const spans = (calendar.hours[day] ?? [])
    .map((span) => ({ from: minutesOf(span.from) * MINUTE, to: minutesOf(span.to) * MINUTE }))
    .sort((a, b) => a.from - b.from);
  if (spans.some(({ from, to }, index) => from >= to || from < (spans[index - 1]?.to ?? 0)))
    throw new Error(`${calendar.name}: the hours of ${day} overlap or run backwards`);
  return spans;
}

const startOfDay = (local: number): number => Math.floor(local / DAY) * DAY;

/** @throws {Error} for anything but `HH:MM` from 00:00 to 24:00 */
function minutesOf(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (!(minutes <= 24 * 60)) throw new Error(`${time} is no time of day; write HH:MM`);
  return minutes;
}

interface SteadyStretch extends Stretch {
  /** What to add to UTC for local time, in milliseconds. */
  readonly offset: number;
}

/** From a moment on, the stretches in which a zone keeps its offset from UTC. */
function* steadyStretches(timeZone: string, from: number): Generator<SteadyStretch> {
  let start = from;
  for (let year = new Date(from).getUTCFullYear(); ; year++) {
    for (const { at, before } of offsetChanges(timeZone, year)) {
      if (at <= start) continue;
      yield { from: start, to: at, offset: before };
      start = at;
    }
    const end = Date.UTC(year + 1, 0, 1);
    if (start < end) yield { from: start, to: end, offset: offsetOf(timeZone, end - 1) };
    start = end;
  }
}

interface OffsetChange {
  readonly at: number;
  readonly before: number;
}

const changesByYear = new Map<string, readonly OffsetChange[]>();

function offsetChanges(timeZone: string, year: number): readonly OffsetChange[] {
  const key = `${timeZone} ${year}`;
  const known = changesByYear.get(key);
  if (known) return known;
  const changes: OffsetChange[] = [];
  const end = Date.UTC(year + 1, 0, 1) - 1;
  for (let day = Date.UTC(year, 0, 1); day < end; day += DAY) {
    const next = Math.min(day + DAY, end);
    const before = offsetOf(timeZone, day);
    if (before !== offsetOf(timeZone, next)) changes.push({ at: changeBetween(timeZone, day, next), before });
  }
  changesByYear.set(key, changes);
  return changes;
}

/** The first moment of the new offset, given that it changes once between the two. */
function changeBetween(timeZone: string, earlier: number, later: number): number {
  const before = offsetOf(timeZone, earlier);
  let [low, high] = [earlier, later];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws {RangeError} for a time zone that the runtime does not know */
function offsetOf(timeZone: string, at: number): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
