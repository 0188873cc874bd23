import type { CalendarsView } from '../../src/flows/contract/calendars';
import { hoursText, readHours } from '../../src/calendars/contract/hours-text';
import type { Calendar, HoursSpan, Weekday } from '../../src/calendars/rules/calendar';
import { WEEK } from './week';
import { adminPageMessages } from './messages';

const messages = adminPageMessages.calendar.problems;

/** A calendar as it stands in the form: what people typed, right or wrong. */
export interface CalendarDraft {
  readonly name: string;
  readonly timeZone: string | null;
  readonly hours: Readonly<Record<Weekday, string>>;
  /** One date per line. */
  readonly holidays: string;
  readonly locations: readonly string[];
  readonly isDefault: boolean;
}

export type DraftProblems = Readonly<
  Partial<Record<Weekday | 'name' | 'timeZone' | 'week' | 'holidays', string>>
>;

const NINE_TO_FIVE = '09:00–17:00';
const NEW_HOURS: CalendarDraft['hours'] = {
  monday: NINE_TO_FIVE,
  tuesday: NINE_TO_FIVE,
  wednesday: NINE_TO_FIVE,
  thursday: NINE_TO_FIVE,
  friday: NINE_TO_FIVE,
  saturday: '',
  sunday: '',
};

export function draftOf(calendar: Calendar | null, isDefault: boolean): CalendarDraft {
  if (!calendar)
    return { name: '', timeZone: null, hours: NEW_HOURS, holidays: '', locations: [], isDefault };
  const hours = { ...NEW_HOURS };
  for (const { day } of WEEK) hours[day] = hoursText(calendar.hours[day] ?? []);
  return { ...calendar, hours, holidays: calendar.holidays.join('\n'), isDefault };
}

/** The calendar that a draft describes, or what is wrong with it, by field. */
export function readDraft(
  draft: CalendarDraft,
  id: string,
  others: CalendarsView['calendars'],
): { readonly calendar: Calendar } | { readonly problems: DraftProblems } {
  const problems: Partial<Record<keyof DraftProblems, string>> = {};
  const name = draft.name.trim();
  if (name === '') problems.name = messages.noName;
  else if (name.length > 60) problems.name = messages.longName;
  else if (others.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    problems.name = messages.takenName;
  if (draft.timeZone === null) problems.timeZone = messages.noTimeZone;

  const hours: Partial<Record<Weekday, readonly HoursSpan[]>> = {};
  for (const { day } of WEEK) {
    const read = readHours(draft.hours[day]);
    if ('problem' in read) problems[day] = read.problem;
    else if (read.spans.length > 0) hours[day] = read.spans;
  }
  if (WEEK.every(({ day }) => draft.hours[day].trim() === '')) problems.week = messages.noHours;

  const lines = draft.holidays
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const wrong = lines.find((line) => !isDate(line));
  if (wrong !== undefined) problems.holidays = messages.holiday(wrong);
  else if (lines.length > 200) problems.holidays = messages.manyHolidays;

  if (draft.timeZone === null || Object.keys(problems).length > 0) return { problems };
  const holidays = [...new Set(lines)].sort();
  return { calendar: { id, name, timeZone: draft.timeZone, hours, holidays, locations: draft.locations } };
}

// a date that the calendar does not have, such as 30 February, is read as another one or not at all
function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}
