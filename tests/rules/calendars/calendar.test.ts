import fc from 'fast-check';
import { hoursText, readHours } from '../../../src/calendars/contract/hours-text';
import { addBusinessTime, businessMillisBetween, isOpen } from '../../../src/calendars/rules/business-time';
import {
  CALENDARS_BEFORE_SETUP,
  calendarOf,
  WEEKDAYS,
  WORKING_WEEK_UTC,
  type Calendar,
} from '../../../src/calendars/rules/calendar';

import { isTimeZone, offsetAt, startOfDay } from '../../../src/calendars/rules/time-zone';
import * as shared from '../../support/calendars';

const { DAY, HOUR, MINUTE } = shared;

const office = (changes: Partial<Calendar> = {}): Calendar => ({
  ...WORKING_WEEK_UTC,
  timeZone: 'Europe/Berlin',
  ...changes,
});

const wholeDay = [{ from: '00:00', to: '24:00' }];
const aroundTheClock = (timeZone: string): Calendar =>
  office({ timeZone, hours: Object.fromEntries(WEEKDAYS.map((day) => [day, wholeDay])) });

/** Calendars around the days that change their clocks, open on at least one day of the week. */
const calendars: fc.Arbitrary<Calendar> = shared.calendars
  .map(({ timeZone, hours, holidays }) =>
    office({ timeZone, hours, holidays: holidays.map(({ date }) => date) }),
  )
  .filter(({ hours }) => WEEKDAYS.some((day) => (hours[day] ?? []).length > 0));

/** Looks at the clock on the wall once a minute: slow, and too simple to be wrong. */
function countMinutes(calendar: Calendar, from: number, to: number): number {
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
    const day = WEEKDAYS.find((name) => name === weekday.format(at).toLowerCase());
    const spans = (day && calendar.hours[day]) ?? [];
    if (!calendar.holidays.includes(date) && spans.some((span) => span.from <= time && time < span.to))
      count += 1;
  }
  return count * MINUTE;
}

describe('business time', () => {
  it('is what looking at the clock once a minute counts, on days of summer time too', () => {
    fc.assert(
      fc.property(
        calendars,
        shared.minutes,
        fc.integer({ min: 0, max: 50 * 60 }),
        (calendar, from, length) => {
          const to = from + length * MINUTE;
          expect(businessMillisBetween(calendar, from, to)).toBe(countMinutes(calendar, from, to));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('adds up over the parts of a span, and is never negative nor longer than the span', () => {
    const three = fc.array(shared.minutes, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(calendars, three, (calendar, moments) => {
        const [first = 0, second = 0, third = 0] = [...moments].sort((a, b) => a - b);
        const whole = businessMillisBetween(calendar, first, third);
        const parts =
          businessMillisBetween(calendar, first, second) + businessMillisBetween(calendar, second, third);
        expect(parts).toBe(whole);
        expect(whole).toBeGreaterThanOrEqual(0);
        expect(whole).toBeLessThanOrEqual(third - first);
        expect(businessMillisBetween(calendar, third, first)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('counted after it was added is what was added, and the moment is the first of that kind', () => {
    fc.assert(
      fc.property(calendars, shared.minutes, fc.integer({ min: 0, max: 90 * HOUR }), (calendar, from, ms) => {
        const at = addBusinessTime(calendar, from, ms);
        expect(businessMillisBetween(calendar, from, at)).toBe(ms);
        if (ms > 0) expect(businessMillisBetween(calendar, from, at - 1)).toBe(ms - 1);
      }),
      { numRuns: 60 },
    );
  });

  it('added in two parts comes to the same moment as added at once', () => {
    const span = fc.integer({ min: 0, max: 40 * HOUR });
    fc.assert(
      fc.property(calendars, shared.minutes, span, span, (calendar, from, one, other) => {
        expect(addBusinessTime(calendar, addBusinessTime(calendar, from, one), other)).toBe(
          addBusinessTime(calendar, from, one + other),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('is all the time there is for a calendar that never closes, in any zone', () => {
    fc.assert(
      fc.property(calendars, shared.minutes, shared.minutes, ({ timeZone }, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        expect(businessMillisBetween(aroundTheClock(timeZone), from, to)).toBe(to - from);
      }),
      { numRuns: 60 },
    );
  });

  it('is an hour less on a night shift that summer time cuts short, and an hour more when it ends', () => {
    const nights = { timeZone: 'Europe/Berlin', hours: { sunday: [{ from: '00:00', to: '06:00' }] } };
    const between = (from: number): number => businessMillisBetween(office(nights), from, from + 2 * DAY);
    expect(between(Date.UTC(2026, 2, 28))).toBe(5 * HOUR);
    expect(between(Date.UTC(2026, 9, 24))).toBe(7 * HOUR);
    expect(between(Date.UTC(2026, 10, 21))).toBe(6 * HOUR);
  });

  it('keeps a day of eight hours where midnight does not exist, as in Cairo when summer time begins', () => {
    const cairo = office({ timeZone: 'Africa/Cairo' });
    const midnight = Date.UTC(2026, 3, 23, 22);
    expect(offsetAt('Africa/Cairo', midnight) - offsetAt('Africa/Cairo', midnight - 1)).toBe(HOUR);
    expect(businessMillisBetween(cairo, midnight, midnight + DAY)).toBe(8 * HOUR);
  });

  it('passes over holidays, weekends and the hours at noon', () => {
    const spans = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ];
    const calendar = office({ hours: { thursday: spans, friday: spans }, holidays: ['2026-12-25'] });
    const thursdayNoon = Date.UTC(2026, 11, 24, 11);
    expect(isOpen(calendar, thursdayNoon - 1)).toBe(true);
    expect(isOpen(calendar, thursdayNoon)).toBe(false);
    // four hours on Thursday, none on Friday, which is Christmas, and the next day at work is the 31st
    expect(addBusinessTime(calendar, thursdayNoon, 4 * HOUR)).toBe(Date.UTC(2026, 11, 24, 16));
    expect(addBusinessTime(calendar, thursdayNoon, 5 * HOUR)).toBe(Date.UTC(2026, 11, 31, 9));
  });

  it('cannot be added in a calendar without any hours', () => {
    expect(() => addBusinessTime(office({ hours: {} }), 0, 1)).toThrow(/has no working hours/);
    expect(businessMillisBetween(office({ hours: {} }), 0, DAY)).toBe(0);
  });
});

describe('the calendar of a person', () => {
  const calendar = (id: string, locations: readonly string[]): Calendar => office({ id, locations });
  const calendars = {
    all: [calendar('hq', []), calendar('de', ['Berlin', 'Hamburg']), calendar('us', ['Chicago'])],
    defaultId: 'hq',
  };

  it('is the one that names their location, however it is capitalized', () => {
    expect(calendarOf('Chicago', calendars).id).toBe('us');
    expect(calendarOf(' hamburg ', calendars).id).toBe('de');
  });

  it('is the default one for other locations, and for people whose location nobody knows', () => {
    expect(['Lisbon', '', null].map((location) => calendarOf(location, calendars).id)).toEqual([
      'hq',
      'hq',
      'hq',
    ]);
  });

  it('is Monday to Friday from nine to five UTC before anybody has set one', () => {
    const monday = Date.UTC(2026, 10, 23);
    const own = calendarOf('Berlin', CALENDARS_BEFORE_SETUP);
    expect(businessMillisBetween(own, monday, monday + 7 * DAY)).toBe(40 * HOUR);
    expect(isOpen(own, monday + 9 * HOUR)).toBe(true);
    expect(isOpen(own, monday + 17 * HOUR)).toBe(false);
  });
});

describe('hours as people write them', () => {
  it('are read with or without minutes, with any dash, and written the same way each time', () => {
    const read = readHours(' 9-12:30 ;13:30 – 17');
    expect(read).toEqual({
      spans: [
        { from: '09:00', to: '12:30' },
        { from: '13:30', to: '17:00' },
      ],
    });
    expect('spans' in read && hoursText(read.spans)).toBe('09:00–12:30, 13:30–17:00');
    expect(readHours('  ')).toEqual({ spans: [] });
  });

  it.each([
    ['nine to five', /isn’t a time range/],
    ['9', /isn’t a time range/],
    ['9-10-11', /isn’t a time range/],
    ['17-9', /ends before it starts/],
    ['9-12, 11-17', /in order and can’t overlap/],
    ['24:30-25', /isn’t a time range/],
  ])('“%s” is refused with a reason', (text, reason) => {
    expect(readHours(text)).toEqual({ problem: expect.stringMatching(reason) as unknown });
  });
});

describe('a time zone', () => {
  it('is known by its IANA name only', () => {
    expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].map(isTimeZone)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['Mars/Olympus', '+01:00', '', 'Berlin'].map(isTimeZone)).toEqual([false, false, false, false]);
  });

  it('begins each day at the first moment of its date, also where summer time skips midnight or repeats it', () => {
    const zones = fc.constantFrom(
      'Africa/Cairo',
      'America/Santiago',
      'America/Havana',
      'Pacific/Kiritimati',
      'UTC',
      'Pacific/Pago_Pago',
    );
    const days = fc.integer({ min: 0, max: 365 });
    fc.assert(
      fc.property(zones, days, (timeZone, day) => {
        const date = new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString().slice(0, 10);
        const dateAt = (at: number): string =>
          new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
        const start = startOfDay(timeZone, date);
        expect([dateAt(start), dateAt(start - 1) < date]).toEqual([date, true]);
      }),
      { numRuns: 400 },
    );
  });

  it('may be half an hour, or minutes and seconds, away from UTC', () => {
    expect(offsetAt('Asia/Kolkata', 0)).toBe(5.5 * HOUR);
    expect(offsetAt('America/St_Johns', Date.UTC(2026, 0, 1))).toBe(-3.5 * HOUR);
    expect(offsetAt('Africa/Monrovia', 0)).toBe(-(44 * MINUTE + 30_000));
    expect(offsetAt('UTC', 0)).toBe(0);
  });
});
