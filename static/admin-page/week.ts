import type { Weekday } from '../../src/calendars/rules/calendar';

/** The days as a working week begins. */
export const WEEK: readonly { readonly day: Weekday; readonly name: string; readonly short: string }[] = [
  { day: 'monday', name: 'Monday', short: 'Mon' },
  { day: 'tuesday', name: 'Tuesday', short: 'Tue' },
  { day: 'wednesday', name: 'Wednesday', short: 'Wed' },
  { day: 'thursday', name: 'Thursday', short: 'Thu' },
  { day: 'friday', name: 'Friday', short: 'Fri' },
  { day: 'saturday', name: 'Saturday', short: 'Sat' },
  { day: 'sunday', name: 'Sunday', short: 'Sun' },
];
