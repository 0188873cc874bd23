import fc from 'fast-check';
import type { WorkCalendar } from '../../sandbox/jsm/model';
import {
  AROUND_THE_CLOCK,
  isWorkingTime,
  momentAfterWork,
  workingTime,
} from '../../sandbox/jsm/work-calendar';
import { calendars, DAY, HOUR, MINUTE, minutes, officeHours, WEEKDAYS } from '../support/calendars';

const wholeDay = [{ from: '00:00', to: '24:00' }];
const everyDay = Object.fromEntries(WEEKDAYS.map((day) => [day, wholeDay]));

/** Looks at the wall clock of the zone once a minute: slow, and too simple to be wrong. */
function countMinutes(calendar: WorkCalendar, from: number, to: number): number {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone: calendar.timeZone, weekday: 'long' });
  let count = 0;
  for (let at = from; at < to; at += MINUTE) {
    const [date = '', time = ''] = clock.format(at).split(', ');
    const isHoliday = calendar.holidays.some((one) =>
      one.yearly ? one.date.slice(5) === date.slice(5) : one.date === date,
    );
    const name = WEEKDAYS.find((day) => day === weekday.format(at).toLowerCase());
    const hours = (name && calendar.hours[name]) ?? [];
    if (!isHoliday && hours.some((span) => span.from <= time && time < span.to)) count += 1;
  }
  return count * MINUTE;
}

describe('working time', () => {
  it('is what looking at the clock once a minute counts, on days of summer time too', () => {
    fc.assert(
      fc.property(calendars, minutes, fc.integer({ min: 0, max: 50 * 60 }), (calendar, from, length) => {
        const to = from + length * MINUTE;
        expect(workingTime(calendar, from, to)).toBe(countMinutes(calendar, from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('adds up over the parts of a span', () => {
    fc.assert(
      fc.property(calendars, fc.array(minutes, { minLength: 3, maxLength: 3 }), (calendar, moments) => {
        const [first = 0, second = 0, third = 0] = [...moments].sort((a, b) => a - b);
        expect(workingTime(calendar, first, second) + workingTime(calendar, second, third)).toBe(
          workingTime(calendar, first, third),
        );
      }),
    );
  });

  it('is the time on the clock in the default calendar, and in one that is always open in any zone', () => {
    fc.assert(
      fc.property(minutes, minutes, calendars, (one, other, { timeZone }) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        expect(workingTime(AROUND_THE_CLOCK, from, to)).toBe(to - from);
        expect(workingTime(officeHours({ timeZone, hours: everyDay }), from, to)).toBe(to - from);
      }),
    );
  });

  it.each([
    ['Europe/Berlin', 'the hour that spring skips', '2026-03-28T23:00Z', 23],
    ['Europe/Berlin', 'the hour that autumn repeats', '2026-10-24T22:00Z', 25],
    ['America/New_York', 'the hour that spring skips', '2026-03-08T05:00Z', 23],
    ['America/New_York', 'the hour that autumn repeats', '2026-11-01T04:00Z', 25],
  ])('in %s knows %s', (timeZone, _what, midnight, hours) => {
    const from = Date.parse(midnight);
    const sundays = officeHours({ timeZone, hours: { sunday: wholeDay } });
    expect(workingTime(sundays, from - DAY, from + 2 * DAY)).toBe(hours * HOUR);
  });

  it('counts several spans a day and no break between them', () => {
    const split = officeHours({
      hours: {
        monday: [
          { from: '13:00', to: '17:00' },
          { from: '08:00', to: '12:00' },
        ],
      },
    });
    const monday = Date.parse('2026-11-23T00:00+01:00');
    expect(workingTime(split, monday, monday + DAY)).toBe(8 * HOUR);
    expect(workingTime(split, monday + 11 * HOUR, monday + 14 * HOUR)).toBe(2 * HOUR);
    expect(isWorkingTime(split, monday + 12.5 * HOUR)).toBe(false);
    expect(isWorkingTime(split, monday + 13 * HOUR)).toBe(true);
  });

  it('leaves out a holiday once, and a yearly one every year', () => {
    const withHolidays = officeHours({
      holidays: [
        { name: 'Once', date: '2026-11-24', yearly: false },
        { name: 'Every year', date: '2020-11-25', yearly: true },
      ],
    });
    const worked = (day: string): number => {
      const midnight = Date.parse(`${day}T00:00+01:00`);
      return workingTime(withHolidays, midnight, midnight + DAY) / HOUR;
    };
    expect(['2026-11-23', '2026-11-24', '2026-11-25', '2027-11-24', '2027-11-25'].map(worked)).toEqual([
      8, 0, 0, 8, 0,
    ]);
  });

  it('starts and ends in the calendar’s own zone', () => {
    const from = Date.parse('2026-11-23T00:00Z');
    const inNewYork = officeHours({ timeZone: 'America/New_York' });
    expect(momentAfterWork(inNewYork, from, 1)).toBe(Date.parse('2026-11-23T14:00Z') + 1);
    expect(momentAfterWork(officeHours(), from, 1)).toBe(Date.parse('2026-11-23T08:00Z') + 1);
  });

  it.each([
    [
      'overlap',
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
      'the hours of monday overlap or run backwards',
    ],
    ['run backwards', [{ from: '12:00', to: '09:00' }], 'the hours of monday overlap or run backwards'],
    ['are no times', [{ from: '9', to: '12' }], '9 is no time of day; write HH:MM'],
  ])('refuses hours that %s', (_what, monday, message) => {
    expect(() => workingTime(officeHours({ hours: { monday } }), 0, DAY)).toThrow(message);
  });
});

describe('the moment after so much work', () => {
  it('is the first by which that much has been worked', () => {
    fc.assert(
      fc.property(calendars, minutes, fc.integer({ min: 1, max: 40 * 60 }), (calendar, from, length) => {
        const needed = length * MINUTE;
        const moment = momentAfterWork(calendar, from, needed);
        if (moment === undefined) {
          expect(workingTime(calendar, from, from + 400 * DAY)).toBe(0);
          return;
        }
        expect(workingTime(calendar, from, moment)).toBe(needed);
        expect(workingTime(calendar, from, moment - 1)).toBe(needed - 1);
      }),
    );
  });

  it('does not come in a calendar without hours', () => {
    expect(momentAfterWork(officeHours({ hours: {} }), 0, 1)).toBeUndefined();
    expect(isWorkingTime(officeHours({ hours: {} }), 0)).toBe(false);
  });
});
