import type { Weekday } from '../../src/calendars/rules/calendar';
import { adminPageMessages } from './messages';

const { weekdays } = adminPageMessages;

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The days as a working week begins. */
export const WEEK: readonly { readonly day: Weekday; readonly name: string; readonly short: string }[] =
  DAYS.map((day) => ({ day, ...weekdays[day] }));
