import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { alertKey, alertsOf, type PoolFacts } from '../../../src/pools/rules/alerts';
import { runOutOf, type DayOfPool } from '../../../src/pools/rules/forecast';
import type { PriceLine } from '../../../src/common/rules/seat-costs';

const FIRST = Date.UTC(2026, 9, 1);
const dayNumber = (index: number): string => new Date(FIRST + index * DAY).toISOString().slice(0, 10);

/** So many days in a row, with what is taken on each. */
const history = (days: number, taken: (index: number) => number, purchased = 100): DayOfPool[] =>
  Array.from({ length: days }, (_, index) => ({
    day: dayNumber(index),
    purchased,
    taken: taken(index),
  }));

describe('when a pool runs out', () => {
  it('is a range from its faster to its slower weeks', () => {
    const steady = runOutOf(history(30, (index) => 40 + index));
    expect(steady).toEqual({ kind: 'range', from: dayNumber(29 + 31), to: dayNumber(29 + 31) });
    const uneven = runOutOf(history(43, (index) => 40 + Math.floor(index / 14) * 10));
    expect(uneven).toMatchObject({ kind: 'range' });
  });

  it('is not told from less than two weeks, of a full pool, or of one that does not grow', () => {
    expect(runOutOf([])).toEqual({ kind: 'not-enough-history', days: 0, needed: 14 });
    expect(runOutOf(history(13, (index) => index))).toEqual({
      kind: 'not-enough-history',
      days: 13,
      needed: 14,
    });
    expect(runOutOf(history(30, () => 100))).toEqual({ kind: 'full' });
    expect(runOutOf(history(30, () => 50))).toEqual({ kind: 'not-in-sight' });
    expect(runOutOf(history(30, (index) => 60 - index))).toEqual({ kind: 'not-in-sight' });
  });

  const anyTaken = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 14, maxLength: 60 });
  const someTaken = fc.oneof(
    anyTaken,
    anyTaken.map((taken) => taken.toSorted((a, b) => a - b)),
    anyTaken.map((taken) => taken.toSorted((a, b) => b - a)),
  );

  it('never comes earlier with more seats, and its range is in order', () => {
    fc.assert(
      fc.property(someTaken, fc.integer({ min: 1, max: 100 }), (taken, more) => {
        const few = runOutOf(history(taken.length, (index) => taken[index] ?? 0));
        const many = runOutOf(history(taken.length, (index) => taken[index] ?? 0, 100 + more));
        if (few.kind === 'range' && few.to !== null) expect(few.from <= few.to).toBe(true);
        if (few.kind === 'range' && many.kind === 'range') expect(many.from >= few.from).toBe(true);
        if (few.kind === 'not-in-sight') expect(many.kind).toBe('not-in-sight');
      }),
    );
  });

  it('does not depend on the order in which its days come', () => {
    fc.assert(
      fc.property(someTaken, (taken) => {
        const days = history(taken.length, (index) => taken[index] ?? 0);
        expect(runOutOf([...days].reverse())).toEqual(runOutOf(days));
      }),
    );
  });
});

const line = (seats: number, amount: string): PriceLine => ({
  seats,
  price: { amount, currency: 'EUR', per: 'month' },
});

const facts = (changes: Partial<PoolFacts> = {}): PoolFacts => ({
  today: '2026-11-23',
  purchased: 100,
  taken: 50,
  over: 0,
  premium: false,
  priceLines: [line(100, '7.25')],
  inactive: 0,
  contractEnd: null,
  noticeBy: null,
  growth: { kind: 'usual' },
  ...changes,
});

const SUDDEN = { kind: 'sudden', seats: 5, since: '2026-11-16', most: 1 } as const;

describe('alerts of a pool', () => {
  it.each<[string[], Partial<PoolFacts>]>([
    [[], {}],
    [['utilization:0.9'], { taken: 90 }],
    [['utilization:1'], { taken: 100 }],
    [['over-allocated'], { taken: 101, over: 1 }],
    [['inactive-paid'], { inactive: 2 }],
    [[], { inactive: 2, priceLines: [{ seats: 100, price: null }] }],
    [[], { inactive: 2, priceLines: [line(100, '0.00')] }],
    [['sudden-growth'], { growth: SUDDEN, premium: true }],
    [[], { growth: SUDDEN }],
    [[], { growth: { kind: 'unknown' }, premium: true }],
    [[], { purchased: 0, taken: 0 }],
  ])('are %j with %j', (expected, changes) => {
    expect(alertsOf(facts(changes)).map(alertKey)).toEqual(expected);
  });

  it('say what seats cost that are paid and not used', () => {
    expect(alertsOf(facts({ inactive: 3 }))).toEqual([
      {
        ...{ kind: 'inactive-paid', seats: 3, atLeast: 3 },
        costs: [{ least: '21.75', most: '21.75', currency: 'EUR', per: 'month' }],
      },
    ]);
  });

  it('count paid seats first where a pool has free ones too, and say that it is at most', () => {
    const priceLines = [line(98, '0.00'), line(2, '7.25')];
    expect(alertsOf(facts({ inactive: 3, priceLines }))).toEqual([
      {
        ...{ kind: 'inactive-paid', seats: 2, atLeast: 0 },
        costs: [{ least: '0.00', most: '14.50', currency: 'EUR', per: 'month' }],
      },
    ]);
  });

  it('come before a deadline, each once, also when their day is a Sunday, and never after it', () => {
    const end = Date.UTC(2027, 2, 14);
    const raised: { day: string; key: string }[] = [];
    for (let left = 120; left >= -10; left--) {
      const today = new Date(end - left * DAY).toISOString().slice(0, 10);
      for (const alert of alertsOf(facts({ today, contractEnd: '2027-03-14' }))) {
        const key = alertKey(alert);
        if (!raised.some((one) => one.key === key)) raised.push({ day: today, key });
      }
    }
    expect(raised).toEqual([
      { day: '2026-12-14', key: 'contract-ends:90:2027-03-14' },
      { day: '2027-01-13', key: 'contract-ends:60:2027-03-14' },
      { day: '2027-02-12', key: 'contract-ends:30:2027-03-14' },
      { day: '2027-03-07', key: 'contract-ends:7:2027-03-14' },
    ]);
    expect(new Date('2027-03-07').getUTCDay()).toBe(0);
  });
});
