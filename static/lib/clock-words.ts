import { DAY, MINUTE } from '../../src/common/rules/time';
/** Times in words; every moment in milliseconds since the epoch, every span in milliseconds. */
export interface ClockWords {
  /** `today 14:10 CET`, `Mon 14:10 CET`, or `12 Mar 2027, 14:10 CET` */
  readonly moment: (at: number, now: number) => string;
  /** `12 Mar 2027` */
  readonly day: (at: number) => string;
  /** The same for a calendar date, `YYYY-MM-DD`, which is that day everywhere */
  readonly date: (date: string) => string;
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;

export function clockWords(locale: string, timeZone: string): ClockWords {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
  const weekday = format({ weekday: 'short' });
  const date = format(DATE);
  const dateAnywhere = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...DATE });
  return {
    moment: (at, now) => {
      const sameDay = date.format(at) === date.format(now);
      const near = Math.abs(at - now) < 6 * DAY;
      const day = sameDay ? 'today' : near ? weekday.format(at) : `${date.format(at)},`;
      return `${day} ${time.format(at)}`;
    },
    day: (at) => date.format(at),
    date: (calendarDate) => dateAnywhere.format(Date.parse(calendarDate)),
  };
}

/** `5 min`, `3 h 20 min`, `2 d 4 h`; never negative. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) return 'less than a minute';
  if (hours < 1) return `${minutes} min`;
  if (days < 1) return joined(`${hours} h`, minutes % 60, 'min');
  return joined(`${days} d`, hours % 24, 'h');
}

const joined = (first: string, rest: number, unit: string): string =>
  rest === 0 ? first : `${first} ${rest} ${unit}`;
