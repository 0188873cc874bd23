import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { alertKey, alertsOf, type PoolFacts } from '../../../src/pools/rules/alerts';
import { runOutOf, type DayOfPool } from '../../../src/pools/rules/forecast';
import { monthlyByCurrency, priceTimes, sumsOf } from '../../../src/common/rules/money';

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

const facts = (changes: Partial<PoolFacts> = {}): PoolFacts => ({
  today: '2026-11-23',
  purchased: 100,
  taken: 50,
  over: 0,
  premium: false,
  price: { amount: '7.25', currency: 'EUR', per: 'month' },
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
    [[], { inactive: 2, price: null }],
    [[], { inactive: 2, price: { amount: '0.00', currency: 'EUR', per: 'month' } }],
    [['sudden-growth'], { growth: SUDDEN, premium: true }],
    [[], { growth: SUDDEN }],
    [[], { growth: { kind: 'unknown' }, premium: true }],
    [[], { purchased: 0, taken: 0 }],
  ])('are %j with %j', (expected, changes) => {
    expect(alertsOf(facts(changes)).map(alertKey)).toEqual(expected);
  });

  it('say what seats cost that are paid and not used', () => {
    expect(alertsOf(facts({ inactive: 3 }))).toEqual([
      { kind: 'inactive-paid', seats: 3, cost: { amount: '21.75', currency: 'EUR', per: 'month' } },
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

describe('money', () => {
  it('is exact, and never adds up what is of another currency or period', () => {
    const price = { amount: '0.10', currency: 'EUR', per: 'month' } as const;
    expect(priceTimes(price, 3)).toEqual({ ...price, amount: '0.30' });
    expect(
      sumsOf([
        priceTimes(price, 3),
        { ...price, amount: '12.5' },
        { ...price, currency: 'USD' },
        { ...price, per: 'year' },
      ]),
    ).toEqual([
      { ...price, amount: '12.80' },
      { ...price, currency: 'USD' },
      { ...price, per: 'year' },
    ]);
  });

  it('a month is a twelfth of a price a year, rounded once, and each currency for itself', () => {
    const seats = (amount: string, currency: string, per: 'month' | 'year', count: number) => ({
      price: { amount, currency, per },
      seats: count,
    });
    expect(
      monthlyByCurrency([
        seats('100.00', 'USD', 'year', 1),
        // 8.333… twice is 16.67, not 16.66
        seats('100.00', 'USD', 'year', 1),
        seats('45.50', 'EUR', 'month', 3),
        seats('0.06', 'EUR', 'year', 1),
      ]),
    ).toEqual([
      { amount: '136.51', currency: 'EUR', per: 'month' },
      { amount: '16.67', currency: 'USD', per: 'month' },
    ]);
    expect(monthlyByCurrency([])).toEqual([]);
  });

  it('a month of seats is what counting them one by one in hundredths gives, in any order', () => {
    const one = fc.record({
      cents: fc.nat({ max: 99_999_999_999 }),
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      per: fc.constantFrom('month' as const, 'year' as const),
      seats: fc.nat({ max: 100_000 }),
    });
    const amountOf = (cents: bigint): string =>
      `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}`;
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (drawn) => {
        const parts = drawn.map(({ cents, currency, per, seats }) => ({
          price: { amount: amountOf(BigInt(cents)), currency, per },
          seats,
        }));
        const told = monthlyByCurrency(parts);
        expect(monthlyByCurrency(parts.toReversed())).toEqual(told);
        expect(told.map(({ currency }) => currency)).toEqual(
          [...new Set(drawn.map(({ currency }) => currency))].sort(),
        );
        for (const { amount, currency } of told) {
          const yearly = drawn
            .filter((drawnOne) => drawnOne.currency === currency)
            .reduce(
              (sum, { cents, per, seats }) =>
                sum + BigInt(cents * (per === 'month' ? 12 : 1)) * BigInt(seats),
              0n,
            );
          const twelfths = 12n * BigInt(amount.replace('.', '')) - yearly;
          expect(twelfths >= -6n && twelfths <= 6n).toBe(true);
        }
      }),
    );
  });
});
