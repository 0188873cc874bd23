import { DAY, HOUR } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { dateAt, offsetAt } from '../../../src/calendars/rules/time-zone';
import {
  frameOf,
  MOST_PARTS,
  partsOf,
  periodOf,
  type ReportPeriod,
} from '../../../src/kpis/rules/report-frame';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

const at = (text: string): number => Date.parse(text);
const zone = fc.constantFrom(...ZONES);
const moment = fc.integer({ min: at('2008-01-01T00:00Z'), max: at('2032-01-01T00:00Z') });
const grain = fc.constantFrom('day' as const, 'week' as const, 'month' as const);

/** Whether a date begins a part, said by the calendar alone. */
const begins = {
  day: () => true,
  week: (date: string) => new Date(date).getUTCDay() === 1,
  month: (date: string) => date.endsWith('-01'),
};

describe('the parts of a trend', () => {
  it('are the period without gaps, and begin where the clocks of the zone show a new day, week or month', () => {
    fc.assert(
      fc.property(
        zone,
        grain,
        moment,
        fc.integer({ min: 1, max: 90 * DAY }),
        (timeZone, by, from, length) => {
          const parts = partsOf({ from, to: from + length }, by, timeZone, from + length);
          expect(parts.at(0)?.from).toBe(from);
          expect(parts.at(-1)?.to).toBe(from + length);
          for (const [index, part] of parts.entries()) {
            expect(part.from).toBeLessThan(part.to);
            if (index === 0) continue;
            expect(part.from).toBe(parts[index - 1]?.to);
            const [last, first] = [dateAt(timeZone, part.from - 1), dateAt(timeZone, part.from)];
            expect(first > last).toBe(true);
            // a zone may have left out the very date, as Apia did a Friday of 2011
            const skipped = (Date.parse(first) - Date.parse(last)) / DAY > 1;
            expect(skipped || begins[by](first)).toBe(true);
          }
        },
      ),
    );
  });

  it('hold every moment of one date together', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 0, max: 30 * DAY }), (timeZone, from, into) => {
        const parts = partsOf({ from, to: from + 31 * DAY }, 'day', timeZone, from + 31 * DAY);
        const part = parts.find((one) => from + into >= one.from && from + into < one.to);
        const date = dateAt(timeZone, from + into);
        expect(dateAt(timeZone, part?.from ?? 0)).toBe(date);
        expect(dateAt(timeZone, (part?.to ?? 0) - 1)).toBe(date);
      }),
    );
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-10-26', 24],
  ])('%s in Berlin has %d hours', (date, hours) => {
    const now = at('2026-12-01T00:00Z');
    const [day, ...more] = frameOf(
      {
        period: { kind: 'own', from: date, to: date },
        ...{ against: { kind: 'before' }, grain: 'day', timeZone: 'Europe/Berlin' },
      },
      now,
    ).parts;
    expect(more).toEqual([]);
    expect(day).toMatchObject({ extent: 'whole' });
    expect(((day?.to ?? 0) - (day?.from ?? 0)) / HOUR).toBe(hours);
  });

  it('say which is not over yet, and of which the period holds only a piece', () => {
    const now = at('2026-11-27T12:00Z');
    const period = { from: at('2026-11-04T12:00Z'), to: now };
    expect(partsOf(period, 'week', 'UTC', now).map(({ extent }) => extent)).toEqual([
      'cut',
      'whole',
      'whole',
      'running',
    ]);
    expect(partsOf({ ...period, to: at('2026-11-18T00:00Z') }, 'week', 'UTC', now).at(-1)?.extent).toBe(
      'cut',
    );
    expect(partsOf({ ...period, to: at('2026-11-25T00:00Z') }, 'week', 'UTC', now).at(-1)?.extent).toBe(
      'running',
    );
  });

  it('are no more than can be shown', () => {
    const to = at('2026-11-27T00:00Z');
    expect(partsOf({ from: to - MOST_PARTS * DAY, to }, 'day', 'UTC', to)).toHaveLength(MOST_PARTS);
    expect(() => partsOf({ from: to - MOST_PARTS * DAY - 1, to }, 'day', 'UTC', to)).toThrow(
      'more than 100 days',
    );
  });
});

const wall = (timeZone: string, moments: readonly number[]): string[] =>
  moments.map((one) => new Date(one + offsetAt(timeZone, one)).toISOString().slice(0, 16));

const NOW = at('2026-11-27T09:30:00Z');

const frame = (period: ReportPeriod, against: 'before' | 'year-before', now = NOW) => {
  const timeZone = 'Europe/Berlin';
  const { period: own, compared } = frameOf(
    { period, against: { kind: against }, grain: 'month', timeZone },
    now,
  );
  return wall(timeZone, [own.from, own.to, compared.from, compared.to]);
};

describe('a period and what it is compared with', () => {
  it('is the last days up to now, and the same hours before', () => {
    expect(frame({ kind: 'last', days: 30 }, 'before')).toEqual([
      '2026-10-28T10:30',
      '2026-11-27T10:30',
      '2026-09-28T11:30',
      '2026-10-28T10:30',
    ]);
  });

  it.each([
    [
      { kind: 'this', unit: 'month' },
      'before',
      '2026-11-01T00:00',
      '2026-11-27T10:30',
      '2026-10-01T00:00',
      '2026-10-27T10:30',
    ],
    [
      { kind: 'this', unit: 'quarter' },
      'before',
      '2026-10-01T00:00',
      '2026-11-27T10:30',
      '2026-07-01T00:00',
      '2026-08-27T10:30',
    ],
    [
      { kind: 'previous', unit: 'month' },
      'before',
      '2026-10-01T00:00',
      '2026-11-01T00:00',
      '2026-09-01T00:00',
      '2026-10-01T00:00',
    ],
    [
      { kind: 'previous', unit: 'quarter' },
      'before',
      '2026-07-01T00:00',
      '2026-10-01T00:00',
      '2026-04-01T00:00',
      '2026-07-01T00:00',
    ],
    [
      { kind: 'previous', unit: 'month' },
      'year-before',
      '2026-10-01T00:00',
      '2026-11-01T00:00',
      '2025-10-01T00:00',
      '2025-11-01T00:00',
    ],
    [
      { kind: 'own', from: '2026-11-09', to: '2026-11-15' },
      'before',
      '2026-11-09T00:00',
      '2026-11-16T00:00',
      '2026-11-02T00:00',
      '2026-11-09T00:00',
    ],
    [
      { kind: 'own', from: '2026-11-25', to: '2026-11-27' },
      'before',
      '2026-11-25T00:00',
      '2026-11-27T10:30',
      '2026-11-22T00:00',
      '2026-11-24T10:30',
    ],
    [
      { kind: 'own', from: '2024-02-29', to: '2024-02-29' },
      'year-before',
      '2024-02-29T00:00',
      '2024-03-01T00:00',
      '2023-02-28T00:00',
      '2023-03-01T00:00',
    ],
    [
      { kind: 'own', from: '2025-02-01', to: '2025-02-28' },
      'year-before',
      '2025-02-01T00:00',
      '2025-03-01T00:00',
      '2024-02-01T00:00',
      '2024-03-01T00:00',
    ],
    [
      { kind: 'own', from: '2024-02-28', to: '2024-02-28' },
      'year-before',
      '2024-02-28T00:00',
      '2024-02-29T00:00',
      '2023-02-28T00:00',
      '2023-03-01T00:00',
    ],
  ] as const)('%j %s is %s to %s, beside %s to %s', (period, against, ...expected) => {
    expect(frame(period, against)).toEqual(expected);
  });

  it('holds the end of a long month against all of a shorter one', () => {
    const now = at('2026-03-31T10:00:00Z');
    expect(frame({ kind: 'this', unit: 'month' }, 'before', now)).toEqual([
      '2026-03-01T00:00',
      '2026-03-31T12:00',
      '2026-02-01T00:00',
      '2026-03-01T00:00',
    ]);
  });

  it('never is empty, and what came before ends where it begins or earlier', () => {
    const period = fc.oneof(
      fc.record({ kind: fc.constant('last' as const), days: fc.constantFrom(7, 30, 90, 365) }),
      fc.record({
        kind: fc.constantFrom('this' as const, 'previous' as const),
        unit: fc.constantFrom('month' as const, 'quarter' as const),
      }),
    );
    const against = fc.constantFrom('before' as const, 'year-before' as const);
    fc.assert(
      fc.property(period, against, zone, moment, (own, kind, timeZone, now) => {
        const asked = { period: own, against: { kind }, grain: 'month' as const, timeZone };
        const { period: found, compared } = frameOf(asked, now);
        // the very first moment of a month has nothing of it yet
        if (own.kind === 'this' && found.from === now) return;
        expect(found.from).toBeLessThan(found.to);
        expect(found.to).toBeLessThanOrEqual(now);
        expect(compared.from).toBeLessThan(compared.to);
        expect(compared.to).toBeLessThanOrEqual(found.from);
      }),
    );
  });

  it('may be any two stretches of dates, also one within the other', () => {
    const own = { kind: 'own', from: '2026-11-01', to: '2026-11-20' } as const;
    const against = { kind: 'own', from: '2026-11-10', to: '2026-11-12' } as const;
    const { compared } = frameOf({ period: own, against, grain: 'day', timeZone: 'UTC' }, NOW);
    expect(compared).toEqual({ from: at('2026-11-10T00:00Z'), to: at('2026-11-13T00:00Z') });
  });

  it('is no period when it ends before it starts, is too long or has not come yet', () => {
    const own = (from: string, to: string) => () => periodOf({ kind: 'own', from, to }, 'UTC', NOW);
    expect(own('2026-11-02', '2026-11-01')).toThrow('ends before it starts');
    expect(own('2023-01-01', '2026-11-01')).toThrow('three years');
    expect(own('2026-11-28', '2026-11-29')).toThrow('is in the future');
  });
});
