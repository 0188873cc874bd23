import { momentText, nextMondayMorning, spanText, zoneText } from '../../sandbox/web/parts/time-text';

const BERLIN = 'Europe/Berlin';
const now = Date.UTC(2026, 10, 23, 22, 30); // Monday, 23:30 in Berlin

it.each([
  ['today', Date.UTC(2026, 10, 23, 8, 5), 'today 09:05'],
  ['yesterday, by the calendar of the zone', Date.UTC(2026, 10, 22, 22, 59), 'yesterday 23:59'],
  ['tomorrow, by the calendar of the zone', Date.UTC(2026, 10, 23, 23, 10), 'tomorrow 00:10'],
  ['a near day by its name', Date.UTC(2026, 10, 20, 12), 'Fri 13:00'],
  ['a far day by its date', Date.UTC(2026, 6, 1, 12), '1 Jul 2026 14:00'],
])('says %s', (_what, at, expected) => {
  expect(momentText(at, now, BERLIN)).toBe(expected);
});

it.each([
  [0, '0 min'],
  [-12 * 60_000, '12 min'],
  [5 * 3_600_000 + 20 * 60_000, '5 h 20 min'],
  [8 * 3_600_000, '8 h'],
  [51 * 3_600_000, '2 d 3 h'],
])('says a span of %d ms by its two largest units', (ms, expected) => {
  expect(spanText(ms)).toBe(expected);
});

it('finds the next Monday morning, later than now, across a change of clocks', () => {
  expect(nextMondayMorning(now, BERLIN)).toBe(Date.UTC(2026, 10, 30, 8));
  const early = Date.UTC(2026, 10, 23, 7); // Monday, 08:00 in Berlin
  expect(nextMondayMorning(early, BERLIN)).toBe(Date.UTC(2026, 10, 23, 8));
  const beforeSummerTime = Date.UTC(2027, 2, 26, 12); // Friday, two days before
  expect(nextMondayMorning(beforeSummerTime, BERLIN)).toBe(Date.UTC(2027, 2, 29, 7));
});

it('names the zone by what it is called then', () => {
  expect(zoneText(Date.UTC(2026, 6, 1), BERLIN)).not.toBe(zoneText(now, BERLIN));
});
