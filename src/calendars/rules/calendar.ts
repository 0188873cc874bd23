import { calendarMessages } from './messages';

/** In the order of `Date.prototype.getUTCDay()`. */
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Part of a day by the clock on the wall: `HH:MM` from `00:00` to `24:00`, `to` being no longer in. */
export interface HoursSpan {
  readonly from: string;
  readonly to: string;
}

/** When people of some places work. */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Spans of a day in order, apart from each other; a day without any is free. At least one day is not. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly HoursSpan[]>>>;
  /** Free days as `YYYY-MM-DD`, by the calendar's own time zone. */
  readonly holidays: readonly string[];
  /** Locations as the roster writes them, whose people the calendar holds for. */
  readonly locations: readonly string[];
}

/** A site's calendars. */
export interface Calendars {
  readonly all: readonly Calendar[];
  /** The calendar of everybody whose location no calendar names. */
  readonly defaultId: string;
}

const NINE_TO_FIVE = [{ from: '09:00', to: '17:00' }];

/** What holds until an administrator has set calendars: Monday to Friday, 09:00 to 17:00 UTC. */
export const WORKING_WEEK_UTC: Calendar = {
  id: 'default',
  name: calendarMessages.initialName,
  timeZone: 'UTC',
  hours: {
    monday: NINE_TO_FIVE,
    tuesday: NINE_TO_FIVE,
    wednesday: NINE_TO_FIVE,
    thursday: NINE_TO_FIVE,
    friday: NINE_TO_FIVE,
  },
  holidays: [],
  locations: [],
};

export const CALENDARS_BEFORE_SETUP: Calendars = { all: [WORKING_WEEK_UTC], defaultId: WORKING_WEEK_UTC.id };

const folded = (location: string): string => location.trim().toLowerCase();

/**
 * The calendar that a person's time is counted in.
 * @param location as the roster has it; null for somebody who is not in it
 */
export function calendarOf(location: string | null, { all, defaultId }: Calendars): Calendar {
  const wanted = location === null ? '' : folded(location);
  const own =
    wanted === '' ? undefined : all.find(({ locations }) => locations.some((one) => folded(one) === wanted));
  return own ?? all.find(({ id }) => id === defaultId) ?? WORKING_WEEK_UTC;
}
