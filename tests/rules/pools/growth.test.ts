import { DAY } from '../../../src/common/rules/time';
import fc from 'fast-check';
import { growthOf, type DayOfUse } from '../../../src/pools/rules/growth';

const FIRST = Date.UTC(2026, 8, 1);
const dayNumber = (index: number): string => new Date(FIRST + index * DAY).toISOString().slice(0, 10);

/** What is in use on so many days in a row. */
const days = (allocated: readonly number[]): DayOfUse[] =>
  allocated.map((seats, index) => ({ day: dayNumber(index), allocated: seats }));

/** What is in use at the ends of weeks, and in between as at the end before. */
const weeks = (...ends: readonly number[]): DayOfUse[] =>
  days(
    ends.flatMap((seats, index) => Array.from({ length: index === ends.length - 1 ? 1 : 7 }, () => seats)),
  );

describe('the growth of a pool', () => {
  it.each([
    ['usual', 'does not grow', [10, 10, 10, 10, 10]],
    ['usual', 'grows by two', [10, 10, 10, 10, 12]],
    ['sudden', 'grows by three of ten', [10, 10, 10, 10, 13]],
    ['usual', 'grows by less than a fifth', [100, 100, 100, 100, 119]],
    ['sudden', 'grows by a fifth', [100, 100, 100, 100, 120]],
    ['usual', 'grows as it did in a week before', [10, 14, 14, 14, 20]],
    ['usual', 'grows by no more than twice as much', [10, 12, 12, 12, 16]],
    ['sudden', 'grows by more than twice as much', [10, 12, 12, 12, 17]],
    ['sudden', 'is used at once', [0, 0, 0, 0, 4]],
    ['usual', 'shrinks', [10, 10, 10, 10, 2]],
    ['unknown', 'is known for three weeks only', [10, 10, 10, 30]],
    ['unknown', 'is known for a day', [30]],
    ['unknown', 'is not known', []],
  ])('is %s when it %s', (kind, _what, ends) => {
    expect(growthOf(weeks(...ends)).kind).toBe(kind);
  });

  it('is told with the week it came in, and what was the most before', () => {
    expect(growthOf(weeks(10, 12, 11, 12, 20))).toEqual({
      kind: 'sudden',
      seats: 8,
      since: dayNumber(21),
      most: 2,
    });
  });

  it('is told although the snapshot of a night or two is missing, and not of a longer gap', () => {
    const all = weeks(10, 10, 10, 10, 20);
    const without = (from: number, to: number): DayOfUse[] =>
      all.filter((_day, index) => index < from || index > to);
    expect(growthOf(without(20, 21)).kind).toBe('sudden');
    expect(growthOf(without(18, 21)).kind).toBe('unknown');
  });

  const seats = fc.integer({ min: 0, max: 300 });
  const calm = fc.integer({ min: 0, max: 20 });
  // among seats that come and go at random nothing is sudden
  const longEnough = fc.oneof(
    fc.array(seats, { minLength: 29, maxLength: 80 }),
    fc
      .tuple(fc.array(calm, { minLength: 28, maxLength: 79 }), seats)
      .map(([before, last]) => [...before, last]),
  );

  it('is never told from less than four weeks', () => {
    fc.assert(
      fc.property(fc.array(seats, { maxLength: 25 }), (allocated) => {
        expect(growthOf(days(allocated)).kind).toBe('unknown');
      }),
    );
  });

  it('does not depend on the order in which its days come', () => {
    fc.assert(
      fc.property(longEnough, (allocated) => {
        expect(growthOf(days(allocated).reverse())).toEqual(growthOf(days(allocated)));
      }),
    );
  });

  it('is usual as long as it is the same every day, however much that is', () => {
    fc.assert(
      fc.property(seats, fc.integer({ min: 0, max: 50 }), (first, daily) => {
        const steady = days(Array.from({ length: 40 }, (_, index) => first + index * daily));
        expect(growthOf(steady).kind).toBe('usual');
      }),
    );
  });

  it('stays sudden with more seats on the last day', () => {
    fc.assert(
      fc.property(longEnough, fc.integer({ min: 1, max: 100 }), (allocated, more) => {
        const grown = [...allocated.slice(0, -1), (allocated.at(-1) ?? 0) + more];
        if (growthOf(days(allocated)).kind === 'sudden') expect(growthOf(days(grown)).kind).toBe('sudden');
      }),
    );
  });
});
