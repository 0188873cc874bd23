import { DAY } from '../../common/rules/time';
import { dateAt, startOfDay } from '../../calendars/rules/time-zone';
import { SeatkeeperError } from '../../common/rules/errors';
import { dateAfter, mondayOf, utcDay } from '../../common/rules/time-text';
import type { Extent, Period } from './kpi';
import { kpiMessages } from './messages';

/** What a report is about. Dates are `YYYY-MM-DD` in the report's time zone, both of them in. */
export type ReportPeriod =
  | { readonly kind: 'last'; readonly days: number }
  | { readonly kind: 'this' | 'previous'; readonly unit: 'month' | 'quarter' }
  | { readonly kind: 'own'; readonly from: string; readonly to: string };

/** What a period is held against: the one before it, the same a year ago, or dates of one's own. */
export type Against =
  | { readonly kind: 'before' }
  | { readonly kind: 'year-before' }
  | { readonly kind: 'own'; readonly from: string; readonly to: string };

/** The parts of a trend; weeks begin on Monday. */
export const GRAINS = ['day', 'week', 'month'] as const;

export type Grain = (typeof GRAINS)[number];

export interface FramePart extends Period {
  readonly extent: Extent;
}

/** A period with its parts, and what it is compared with; the two may lie in any way to each other. */
export interface Frame {
  readonly period: Period;
  readonly compared: Period;
  /** In order, without gaps; together they are the period. */
  readonly parts: readonly FramePart[];
}

/** More cannot be read in a chart, and each costs the database. */
export const MOST_PARTS = 100;
/** Calendar days that a period of one's own may be long: three years. */
const MOST_DAYS = 1_096;

const UNIT_MONTHS = { month: 1, quarter: 3 } as const;
const UNIT_NAMES: Readonly<Record<Grain, string>> = { day: 'days', week: 'weeks', month: 'months' };

const invalid = (message: string): SeatkeeperError => new SeatkeeperError('invalid', message);

/** @returns the same day of the month, or the nearest: the last of a month too short, or the first after it for an end */
function addMonths(date: string, months: number, overflow: 'last' | 'next'): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const shown = day <= length ? day - 1 : overflow === 'last' ? length - 1 : length;
  return dateAfter(utcDay(first.getTime()), shown);
}

const monthOf = (date: string): string => `${date.slice(0, 8)}01`;

/** The first day of the day, week or month that a date is in. */
function firstDay(grain: Grain, date: string): string {
  if (grain === 'day') return date;
  if (grain === 'month') return monthOf(date);
  return mondayOf(date);
}

const nextFirstDay = (grain: Grain, first: string): string =>
  grain === 'month' ? addMonths(first, 1, 'last') : dateAfter(first, grain === 'week' ? 7 : 1);

function firstOfUnit(unit: keyof typeof UNIT_MONTHS, date: string): string {
  const month = Number(date.slice(5, 7)) - 1;
  return addMonths(monthOf(date), -(month % UNIT_MONTHS[unit]), 'last');
}

/** A moment at the same time of day on another date; the end of that date where the date is too short for it. */
function onDate(timeZone: string, at: number, date: string): number {
  const into = at - startOfDay(timeZone, dateAt(timeZone, at));
  return Math.min(startOfDay(timeZone, date) + into, startOfDay(timeZone, dateAfter(date, 1)));
}

const byDays = (timeZone: string, { from, to }: Period, days: number): Period => ({
  from: onDate(timeZone, from, dateAfter(dateAt(timeZone, from), days)),
  to: onDate(timeZone, to, dateAfter(dateAt(timeZone, to), days)),
});

/** The same stretch of the calendar some months earlier; the 31st ends with a month that has none. */
function byMonths(timeZone: string, { from, to }: Period, months: number): Period {
  const lastDate = dateAt(timeZone, to);
  const end = addMonths(lastDate, -months, 'next');
  const isShort = end.slice(8) !== lastDate.slice(8);
  return {
    from: onDate(timeZone, from, addMonths(dateAt(timeZone, from), -months, 'last')),
    to: isShort ? startOfDay(timeZone, end) : onDate(timeZone, to, end),
  };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY + 1;

function ownPeriod(timeZone: string, from: string, to: string, now: number): Period {
  if (from > to) throw invalid(kpiMessages.periodEndsFirst(from, to));
  if (daysBetween(from, to) > MOST_DAYS) throw invalid(kpiMessages.periodTooLong);
  const start = startOfDay(timeZone, from);
  if (start >= now) throw invalid(kpiMessages.periodInFuture(from));
  return { from: start, to: Math.min(startOfDay(timeZone, dateAfter(to, 1)), now) };
}

/**
 * A period in milliseconds since the epoch. `last` are that many times 24 hours until now; all others begin and end
 * with days of the time zone, or end now where they are not over.
 * @throws {SeatkeeperError} `invalid` for dates that are no period, or have not come yet
 */
export function periodOf(asked: ReportPeriod, timeZone: string, now: number): Period {
  if (asked.kind === 'last') return { from: now - asked.days * DAY, to: now };
  if (asked.kind === 'own') return ownPeriod(timeZone, asked.from, asked.to, now);
  const current = firstOfUnit(asked.unit, dateAt(timeZone, now));
  if (asked.kind === 'this') return { from: startOfDay(timeZone, current), to: now };
  const previous = addMonths(current, -UNIT_MONTHS[asked.unit], 'last');
  return { from: startOfDay(timeZone, previous), to: startOfDay(timeZone, current) };
}

function comparedTo(
  asked: ReportPeriod,
  against: Against,
  period: Period,
  timeZone: string,
  now: number,
): Period {
  if (against.kind === 'own') return ownPeriod(timeZone, against.from, against.to, now);
  if (against.kind === 'year-before') return byMonths(timeZone, period, 12);
  switch (asked.kind) {
    case 'last':
      return { from: 2 * period.from - period.to, to: period.from };
    case 'own':
      return byDays(timeZone, period, -daysBetween(asked.from, asked.to));
    case 'this':
    case 'previous':
      return byMonths(timeZone, period, UNIT_MONTHS[asked.unit]);
  }
}

/**
 * Cuts a period where days, weeks or months begin in a time zone, so that a day on which clocks are set has 23 or 25
 * hours and a month its own length.
 * @throws {SeatkeeperError} `invalid` for more parts than can be shown
 */
export function partsOf({ from, to }: Period, grain: Grain, timeZone: string, now: number): FramePart[] {
  const parts: FramePart[] = [];
  let first = firstDay(grain, dateAt(timeZone, from));
  for (let start = startOfDay(timeZone, first); start < to;) {
    const next = nextFirstDay(grain, first);
    const end = startOfDay(timeZone, next);
    const part = { from: Math.max(start, from), to: Math.min(end, to) };
    const isWhole = part.from === start && part.to === end;
    // a date that a zone never had, as where the date line moved, is no part
    if (part.from < part.to)
      parts.push({ ...part, extent: isWhole ? 'whole' : end > now ? 'running' : 'cut' });
    if (parts.length > MOST_PARTS) throw invalid(kpiMessages.tooManyParts(MOST_PARTS, UNIT_NAMES[grain]));
    [first, start] = [next, end];
  }
  return parts;
}

/**
 * What a report is about and compared with, in milliseconds since the epoch.
 * @throws {SeatkeeperError} `invalid` for dates that are no period, that have not come yet, or for too many parts
 */
export function frameOf(
  asked: {
    readonly period: ReportPeriod;
    readonly against: Against;
    readonly grain: Grain;
    readonly timeZone: string;
  },
  now: number,
): Frame {
  const period = periodOf(asked.period, asked.timeZone, now);
  return {
    period,
    compared: comparedTo(asked.period, asked.against, period, asked.timeZone, now),
    parts: partsOf(period, asked.grain, asked.timeZone, now),
  };
}
