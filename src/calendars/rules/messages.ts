export const calendarMessages = {
  timeOfDay: 'Enter a time, like 09:00.',
  timeZone: 'Choose a time zone, like Europe/Berlin.',
  noWorkingDay: 'A calendar needs at least one working day.',
  noWorkingHours: (calendar: string): string => `The calendar “${calendar}” has no working hours.`,
  notHours: (text: string): string =>
    `“${text}” isn’t a time range. Enter 09:00–17:00, or several with commas.`,
  notSpan: (from: string, to: string): string => `“${from}–${to}” isn’t a time range.`,
  endsBeforeStart: (from: string, to: string): string => `“${from}–${to}” ends before it starts.`,
  overlap: 'Working hours on one day must be in order and can’t overlap.',
  initialName: 'Working week (UTC)',
};
