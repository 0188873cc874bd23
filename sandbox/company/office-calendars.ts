const ALL_DAY = [{ from: '09:00', to: '17:00' }];
const WITH_NOON = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
];

const week = (spans: unknown, friday: unknown = spans): unknown => ({
  monday: spans,
  tuesday: spans,
  wednesday: spans,
  thursday: spans,
  friday,
});

/** When the made-up company's offices work; the first one's calendar holds for everybody else, too. */
export const OFFICE_CALENDARS: readonly unknown[] = [
  {
    // in place of the one that the app begins with
    id: 'default',
    name: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: week(ALL_DAY, [{ from: '09:00', to: '16:00' }]),
    holidays: ['2026-12-25', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'],
    locations: ['Berlin'],
  },
  {
    id: 'lisbon',
    name: 'Lisbon',
    timeZone: 'Europe/Lisbon',
    hours: week(WITH_NOON),
    holidays: ['2026-12-01', '2026-12-08', '2026-12-25', '2027-01-01', '2027-03-26', '2027-06-10'],
    locations: ['Lisbon'],
  },
  {
    id: 'chicago',
    name: 'Chicago',
    timeZone: 'America/Chicago',
    hours: week(ALL_DAY),
    holidays: ['2026-11-26', '2026-12-25', '2027-01-01', '2027-05-31', '2027-07-05'],
    locations: ['Chicago'],
  },
];
