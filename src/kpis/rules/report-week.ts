import { WEEKDAYS, type Weekday } from '../../calendars/rules/calendar';
import { dateAt, momentIn, startOfDay } from '../../calendars/rules/time-zone';
import { dateAfter, mondayOf } from '../../common/rules/time-text';

/** When a report goes out, by the clocks of its zone. */
export const REPORT_TIME = '08:00';

/** A time at which a weekly report is due. */
export interface ReportDue {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Its date by the clocks of the zone, `YYYY-MM-DD`. */
  readonly date: string;
  /** The Monday of its calendar week: no week has two reports, whatever day is chosen meanwhile. */
  readonly week: string;
}

function dueOn(timeZone: string, date: string): ReportDue {
  return { at: momentIn(timeZone, date, REPORT_TIME), date, week: mondayOf(date) };
}

/** The last time that a report was due. @param now milliseconds since the epoch */
export function lastDue(timeZone: string, weekday: Weekday, now: number): ReportDue {
  const today = dateAt(timeZone, now);
  const since = (new Date(today).getUTCDay() - WEEKDAYS.indexOf(weekday) + 7) % 7;
  const due = dueOn(timeZone, dateAfter(today, -since));
  return due.at <= now ? due : dueOn(timeZone, dateAfter(due.date, -7));
}

/** The next time that one is due after a moment. */
export const nextDue = (timeZone: string, weekday: Weekday, now: number): ReportDue =>
  dueOn(timeZone, dateAfter(lastDue(timeZone, weekday, now).date, 7));

/** The seven days before a date, and the seven before those, by the clocks of a zone. */
export interface ReportWeek {
  /** Milliseconds since the epoch: begin of the week before, of the week, and its end. */
  readonly edges: readonly [number, number, number];
  /** `YYYY-MM-DD`, both within it. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export function weekBefore(timeZone: string, date: string): ReportWeek {
  const [before, first] = [dateAfter(date, -14), dateAfter(date, -7)];
  return {
    edges: [startOfDay(timeZone, before), startOfDay(timeZone, first), startOfDay(timeZone, date)],
    firstDay: first,
    lastDay: dateAfter(date, -1),
  };
}

/** The seven whole days before a moment. */
export const weekUntil = (timeZone: string, now: number): ReportWeek =>
  weekBefore(timeZone, dateAt(timeZone, now));
