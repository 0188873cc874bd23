import fc from 'fast-check';
import type { Weekday, WorkCalendar, WorkSpan } from '../../sandbox/jsm/model';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

/** Monday to Friday from nine to five in Berlin, without holidays. */
export const officeHours = (changes: Partial<WorkCalendar> = {}): WorkCalendar => ({
  id: '2',
  name: 'Office hours',
  timeZone: 'Europe/Berlin',
  hours: Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
  holidays: [],
  ...changes,
});

const timeOfDay = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Up to three spans of a day that do not touch. */
const spans: fc.Arbitrary<WorkSpan[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { maxLength: 6 })
  .map((minutes) => {
    const sorted = [...minutes].sort((a, b) => a - b);
    return sorted.flatMap((from, index) => {
      const to = sorted[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from: timeOfDay(from), to: timeOfDay(to) }] : [];
    });
  });

/** The days around which these zones change their clocks in 2026, and a few others. */
const DAYS = [
  Date.UTC(2026, 2, 7),
  Date.UTC(2026, 2, 28),
  Date.UTC(2026, 3, 4),
  Date.UTC(2026, 9, 3),
  Date.UTC(2026, 9, 24),
  Date.UTC(2026, 9, 31),
  Date.UTC(2026, 11, 30),
];

/** Calendars of zones with and without summer time, half an hour of it among them. */
export const calendars: fc.Arbitrary<WorkCalendar> = fc
  .record({
    timeZone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Etc/UTC',
    ),
    hours: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, spans]))),
    holidays: fc.array(
      fc.record({
        day: fc.constantFrom(...DAYS),
        shift: fc.integer({ min: 0, max: 2 }),
        yearly: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ timeZone, hours, holidays }) => ({
    id: '3',
    name: 'Any',
    timeZone,
    hours,
    holidays: holidays.map(({ day, shift, yearly }) => ({
      name: 'Free',
      date: new Date(day + shift * DAY).toISOString().slice(0, 10),
      yearly,
    })),
  }));

/** A whole minute within two days of one of the days above. */
export const minutes: fc.Arbitrary<number> = fc
  .record({ day: fc.constantFrom(...DAYS), minute: fc.integer({ min: 0, max: 2 * 24 * 60 }) })
  .map(({ day, minute }) => day + minute * MINUTE);
