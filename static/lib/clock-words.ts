import { DAY, MINUTE } from '../../src/common/rules/time';
import * as messages from './clock-messages';

/** Times in words; every moment in milliseconds since the epoch, every span in milliseconds. */
export interface ClockWords {
  /** The reader's, as Intl takes it: `en-US` */
  readonly locale: string;
  /** `today 2:10 PM CET`, `yesterday 2:10 PM CET`, `Mon 2:10 PM CET`, or `Mar 12, 2027, 2:10 PM CET` */
  readonly moment: (at: number, now: number) => string;
  /** `Mar 12, 2027, 2:10 PM CET`, however near it is */
  readonly full: (at: number) => string;
  /** `Mar 12, 2027` */
  readonly day: (at: number) => string;
  /** The same for a calendar date, `YYYY-MM-DD`, which is that day everywhere */
  readonly date: (date: string) => string;
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;

export function clockWords(locale: string, timeZone: string): ClockWords {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const time = format({ hour: 'numeric', minute: '2-digit' });
  const weekday = format({ weekday: 'short' });
  const date = format(DATE);
  const zoneName = zoneNames(locale, timeZone);
  const dateAnywhere = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...DATE });
  const dayOf = (at: number, now: number): string | null => {
    const day = date.format(at);
    if (day === date.format(now)) return messages.today;
    if (day === date.format(now - DAY)) return messages.yesterday;
    if (day === date.format(now + DAY)) return messages.tomorrow;
    return Math.abs(at - now) < 6 * DAY ? weekday.format(at) : null;
  };
  const clock = (at: number): string => messages.time(time.format(at), zoneName(at));
  const full = (at: number): string => messages.dated(date.format(at), clock(at));
  return {
    locale,
    moment: (at, now) => {
      const day = dayOf(at, now);
      return day === null ? full(at) : messages.moment(day, clock(at));
    },
    full,
    day: (at) => date.format(at),
    date: (calendarDate) => dateAnywhere.format(Date.parse(calendarDate)),
  };
}

// each of them abbreviates the zones of its own part of the world, and has offsets for all others
const ABBREVIATING = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA'];
const SEASONS = [Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)];

/** `CET`, `EST`; an offset such as `GMT+9` only where no abbreviation is in use. */
function zoneNames(locale: string, timeZone: string): (at: number) => string {
  const namers = [locale, ...ABBREVIATING].map((one) => {
    const format = new Intl.DateTimeFormat(one, { timeZone, timeZoneName: 'short' });
    return (at: number): string =>
      format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  });
  const abbreviates = (name: (at: number) => string): boolean =>
    SEASONS.every((at) => !/^(GMT|UTC)[+-]/.test(name(at)));
  return namers.find(abbreviates) ?? namers[0] ?? (() => timeZone);
}

/** `5 min`, `3 h 20 min`, `2 d 4 h`; never negative. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) return messages.underAMinute;
  if (hours < 1) return messages.minutes(minutes);
  if (days < 1) return joined(messages.hours(hours), minutes % 60, messages.minutes);
  return joined(messages.days(days), hours % 24, messages.hours);
}

const joined = (first: string, rest: number, inUnit: (count: number) => string): string =>
  rest === 0 ? first : `${first} ${inUnit(rest)}`;
