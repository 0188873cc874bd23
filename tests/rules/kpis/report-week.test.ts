import { DAY, HOUR } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { WEEKDAYS } from '../../../src/calendars/rules/calendar';
import { dateAt, offsetAt } from '../../../src/calendars/rules/time-zone';
import { lastDue, nextDue, weekBefore } from '../../../src/kpis/rules/report-week';

const utc = (text: string): number => Date.parse(text);

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Santiago',
  'Australia/Lord_Howe',
);
const moment = fc.integer({ min: utc('2020-01-01T00:00Z'), max: utc('2040-01-01T00:00Z') });
const weekday = fc.constantFrom(...WEEKDAYS);

describe('when a weekly report is due', () => {
  it.each([
    ['2026-11-23T06:59Z', '2026-11-16T07:00Z'],
    ['2026-11-23T07:00Z', '2026-11-23T07:00Z'],
    ['2026-11-29T23:59Z', '2026-11-23T07:00Z'],
    // clocks were set forward the day before
    ['2027-03-29T05:59Z', '2027-03-22T07:00Z'],
    ['2027-03-29T06:00Z', '2027-03-29T06:00Z'],
    // and back
    ['2026-10-26T06:59Z', '2026-10-19T06:00Z'],
    ['2026-10-26T07:00Z', '2026-10-26T07:00Z'],
  ])('at %s the last Monday’s in Berlin was due at %s', (now, expected) => {
    expect(lastDue('Europe/Berlin', 'monday', utc(now)).at).toBe(utc(expected));
  });

  it('is at eight by the clocks of the zone on the day that was chosen, within the last week, whenever it is asked', () => {
    fc.assert(
      fc.property(zone, weekday, moment, (timeZone, day, now) => {
        const last = lastDue(timeZone, day, now);
        const next = nextDue(timeZone, day, now);
        expect(last.at).toBeLessThanOrEqual(now);
        expect(next.at).toBeGreaterThan(now);
        expect(next.at - last.at).toBeGreaterThanOrEqual(7 * DAY - 2 * HOUR);
        expect(next.at - last.at).toBeLessThanOrEqual(7 * DAY + 2 * HOUR);
        for (const { at, date, week } of [last, next]) {
          expect(new Date(at + offsetAt(timeZone, at)).toISOString()).toBe(`${date}T08:00:00.000Z`);
          expect(WEEKDAYS[new Date(date).getUTCDay()]).toBe(day);
          expect(new Date(week).getUTCDay()).toBe(1);
          expect(utc(date) - utc(week)).toBeLessThan(7 * DAY);
        }
        expect(utc(next.week) - utc(last.week)).toBe(7 * DAY);
      }),
    );
  });
});

describe('the week that a report is about', () => {
  it('has an hour less where clocks are set forward in it, and an hour more where they are set back', () => {
    const lengths = (date: string): number[] => {
      const [before, from, to] = weekBefore('Europe/Berlin', date).edges;
      return [(from - before) / HOUR, (to - from) / HOUR];
    };
    expect(lengths('2027-03-29')).toEqual([168, 167]);
    expect(lengths('2027-04-05')).toEqual([167, 168]);
    expect(lengths('2026-10-26')).toEqual([168, 169]);
  });

  it('is the seven days before by the clocks of the zone, and follows the one before it without a gap', () => {
    fc.assert(
      fc.property(zone, moment, (timeZone, now) => {
        const date = dateAt(timeZone, now);
        const { edges, firstDay, lastDay } = weekBefore(timeZone, date);
        expect(dateAt(timeZone, edges[1])).toBe(firstDay);
        expect(dateAt(timeZone, edges[2] - 1)).toBe(lastDay);
        expect(dateAt(timeZone, edges[2])).toBe(date);
        expect(weekBefore(timeZone, firstDay).edges.slice(1)).toEqual(edges.slice(0, 2));
      }),
    );
  });
});
