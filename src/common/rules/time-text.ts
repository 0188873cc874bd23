import { DAY } from './time';
import { commonMessages } from './messages';
/** `2026-11-23 13:52 UTC`: for notes, which everybody reads in a time zone of their own. */
export const utcText = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `2026-12-23`, the day in UTC. */
export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The calendar date so many days after one, `YYYY-MM-DD`; before it where days are negative. */
export const dateAfter = (date: string, days: number): string => utcDay(Date.parse(date) + days * DAY);

/** The Monday of the week that a date is in. */
export const mondayOf = (date: string): string => dateAfter(date, -((new Date(date).getUTCDay() + 6) % 7));

/** `2026-11-23T13:52:00.000Z`: for exports. */
export const isoTime = (at: number): string => new Date(at).toISOString();

export const addDays = (at: number, days: number): number => at + days * DAY;

export const daysText = (days: number | null): string =>
  days === null ? commonMessages.noEnd : commonMessages.days(days);
