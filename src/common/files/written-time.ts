import { MINUTE } from '../rules/time';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The number of a month, from 1, by its English name or the first three letters of it; 0 for no month. */
export function monthNamed(name: string): number {
  const word = name.toLowerCase();
  if (word === 'sept') return 9;
  return MONTHS.findIndex((month) => month === word || month.slice(0, 3) === word) + 1;
}

/**
 * The hour of a day, as it is written with or without a half of the day.
 * @param half `a` or `p`, as in AM and PM
 * @returns null for what is no hour of a day, or of its half; 0 where none is written
 */
export function hoursOf(hour: string | undefined, half: string | undefined): number | null {
  if (hour === undefined) return half === undefined ? 0 : null;
  const hours = Number(hour);
  if (half === undefined) return hours < 24 ? hours : null;
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** The year of two digits or four: 69 is 1969 and 68 is 2068, as POSIX reads them. */
export function yearWritten(year: string): number {
  const number = Number(year);
  if (year.length !== 2) return number;
  return (number < 69 ? 2000 : 1900) + number;
}

/** Milliseconds by which an offset such as `+01:00` is ahead of UTC; null for anything else. */
export function offsetWritten(zone: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}
