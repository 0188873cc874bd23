import fc from 'fast-check';
import { changeSince, meetsTarget, valueWithBasis, valueWords } from '../../../src/kpis/rules/kpi-words';
import { kpiOf, KPIS } from '../../../src/kpis/rules/definitions';
import {
  bySlice,
  changeOf,
  edgesOf,
  figureOf,
  inUnit,
  isOnTarget,
  type Tally,
} from '../../../src/kpis/rules/kpi';

const tally = (more: Partial<Tally> = {}): Tally => ({
  part: 0,
  slice: '',
  length: 0,
  hits: 1,
  of: 1,
  ...more,
});

const tallies = fc.array(
  fc.record({
    part: fc.nat({ max: 3 }),
    slice: fc.constantFrom('figma', 'slack', ''),
    length: fc.nat({ max: 20 }),
    hits: fc.nat({ max: 50 }),
    of: fc.nat({ max: 50 }),
  }),
);

describe('a figure', () => {
  it('is a share or a mean of what was counted, and unknown when nothing was', () => {
    const some = [tally({ hits: 3, of: 4 }), tally({ hits: 0, of: 2 })];
    expect(figureOf('share', some)).toEqual({ hits: 3, of: 6, value: 0.5 });
    expect(figureOf('mean', [tally({ hits: 90, of: 3 })]).value).toBe(30);
    for (const figure of ['share', 'mean', 'median', 'ninetieth', 'count'] as const)
      expect(figureOf(figure, []).value).toBeNull();
  });

  it('counts, and zero is zero when there was something to count', () => {
    expect(figureOf('count', [tally({ hits: 0, of: 9 })]).value).toBe(0);
  });

  it('finds percentiles by the nearest rank', () => {
    const lengths = [5, 1, 3].map((length) => tally({ length }));
    expect(figureOf('median', lengths).value).toBe(3);
    expect(figureOf('ninetieth', lengths).value).toBe(5);
    const sorted = fc.array(fc.nat({ max: 100 }), { minLength: 1 });
    fc.assert(
      fc.property(sorted, (values) => {
        const value =
          figureOf(
            'ninetieth',
            values.map((length) => tally({ length })),
          ).value ?? -1;
        expect(values.filter((one) => one <= value).length).toBeGreaterThanOrEqual(values.length * 0.9);
        expect(values.filter((one) => one < value).length).toBeLessThan(values.length * 0.9);
      }),
    );
  });

  it('is the same in whatever order tallies come, and its slices add up to the whole', () => {
    fc.assert(
      fc.property(tallies, (some) => {
        for (const figure of ['share', 'mean', 'median', 'ninetieth', 'count'] as const) {
          expect(figureOf(figure, some.toReversed())).toEqual(figureOf(figure, some));
          const parts = bySlice(figure, some);
          expect(parts.reduce((sum, { hits }) => sum + hits, 0)).toBe(figureOf(figure, some).hits);
          expect(parts.reduce((sum, { of }) => sum + of, 0)).toBe(figureOf(figure, some).of);
        }
      }),
    );
  });
});

describe('a period', () => {
  it('is cut into equal parts, and so is the one before it', () => {
    expect(edgesOf({ from: 1_000, to: 1_400 }, 2)).toEqual([600, 800, 1_000, 1_200, 1_400]);
  });
});

describe('a target', () => {
  it.each([
    [{ is: 'at-least', value: 95 }, 95, true],
    [{ is: 'at-least', value: 95 }, 94.9, false],
    [{ is: 'at-most', value: 3 }, 3, true],
    [{ is: 'at-most', value: 3 }, 3.1, false],
    [{ is: 'at-most', value: 8 }, 8 + 1 / 3_600_000, false],
    // 57 of 100, and 7 of 100, as doubles tell them
    [{ is: 'at-least', value: 57 }, inUnit(0.57, 'percent'), true],
    [{ is: 'at-most', value: 7 }, inUnit(0.07, 'percent'), true],
    [{ is: 'between', from: 85, to: 95 }, 85, true],
    [{ is: 'between', from: 85, to: 95 }, 96, false],
  ] as const)('%j holds for %d: %s', (target, value, holds) => {
    expect(isOnTarget(value, target)).toBe(holds);
  });

  it('is held against values in the unit that people read', () => {
    expect(inUnit(0.962, 'percent')).toBeCloseTo(96.2);
    expect(inUnit(5_400_000, 'working-hours')).toBe(1.5);
    expect(inUnit(172_800_000, 'days')).toBe(2);
    expect(inUnit(7, 'tickets')).toBe(7);
  });
});

describe('a value beside its target', () => {
  const hours = (value: number): number => value * 3_600_000;
  const most = { is: 'at-most', value: 8 } as const;

  it.each([
    [hours(8.09), 'working-hours', most, '8.1 h'],
    [hours(8.01), 'working-hours', most, '8.1 h'],
    [hours(7.96), 'working-hours', most, '8 h'],
    [hours(8.01), 'working-hours', null, '8 h'],
    [0.9496, 'percent', { is: 'at-least', value: 95 }, '94.9%'],
    [0.9504, 'percent', { is: 'between', from: 85, to: 95 }, '95.1%'],
    [0.8498, 'percent', { is: 'between', from: 85, to: 95 }, '84.9%'],
  ] as const)(
    '%d in %s beside %j is not rounded to the other side of it: %s',
    (value, unit, target, words) => {
      expect(valueWords(value, unit, target)).toBe(words);
    },
  );
});

describe('what is held against a target', () => {
  it('is what was counted, and not what is shown of it', () => {
    const least = { is: 'at-least', value: 95 } as const;
    expect(meetsTarget({ value: 0.9496 }, least, 'percent')).toBe(false);
    expect(meetsTarget({ value: 8.01 * 3_600_000 }, { is: 'at-most', value: 8 }, 'working-hours')).toBe(
      false,
    );
  });
});

describe('a change', () => {
  const better = (direction: 'up' | 'down') => ({ direction, target: null, unit: 'percent' }) as const;
  const range = { direction: 'range', target: { is: 'between', from: 85, to: 95 }, unit: 'percent' } as const;

  it.each([
    [better('up'), 0.962, 0.948, { by: 1.4, is: 'better' }],
    [better('up'), 0.9, 0.95, { by: -5, is: 'worse' }],
    [better('down'), 0.02, 0.05, { by: -3, is: 'better' }],
    [better('down'), 0.05, 0.02, { by: 3, is: 'worse' }],
    [better('up'), 0.9004, 0.9, { by: 0, is: 'same' }],
    // nearer to the range is better, from either side, and within it nothing is
    [range, 0.97, 0.99, { by: -2, is: 'better' }],
    [range, 0.8, 0.7, { by: 10, is: 'better' }],
    [range, 0.99, 0.9, { by: 9, is: 'worse' }],
    [range, 0.94, 0.86, { by: 8, is: 'same' }],
    [better('up'), null, 0.5, null],
    [better('up'), 0.5, null, null],
  ] as const)('of %j from %d compared with %d is %j', (definition, value, compared, change) => {
    expect(changeOf(definition, value, compared)).toEqual(change);
  });
});

describe('a change beside the two values that are shown', () => {
  const shares = fc
    .nat({ max: 400 })
    .chain((of) => fc.record({ hits: fc.nat({ max: of + 1 }), of: fc.constant(of + 1) }));
  const rate = ({ hits, of }: { hits: number; of: number }) => ({ hits, of, value: hits / of });
  const numberIn = (words: string): number => Number(words.replace('%', ''));

  it('is their difference, also where a value keeps to its side of the target', () => {
    for (const id of ['sla-adherence', 'reopen-rate', 'utilization', 'premium-compliance'] as const) {
      const definition = kpiOf(id);
      const { target } = definition;
      fc.assert(
        fc.property(shares, shares, (now, then) => {
          const [shown, before] = [now, then].map((one) =>
            numberIn(valueWords(one.hits / one.of, 'percent', target)),
          );
          const by = changeSince({ definition, target, rate: rate(now), before: rate(then) });
          expect(by).toBeCloseTo((shown ?? NaN) - (before ?? NaN), 6);
          expect(changeOf(definition, now.hits / now.of, then.hits / then.of)?.by).toBe(by);
        }),
      );
    }
  });

  it('is no change where both read the same', () => {
    const hours = (value: number): number => value * 3_600_000;
    expect(changeOf(kpiOf('time-to-fulfill-mean'), hours(8.01), hours(8.04))).toEqual({ by: 0, is: 'same' });
  });
});

describe('what a value is made of', () => {
  it.each([
    ['sla-adherence', { hits: 15, of: 22, value: 15 / 22 }, '68.2% (15 of 22 fulfillments)'],
    ['reopen-rate', { hits: 1, of: 23, value: 1 / 23 }, '4.3% (1 of 23 fulfillments)'],
    ['first-time-right', { hits: 19, of: 20, value: 0.95 }, '95% (19 of 20 requests)'],
    ['premium-compliance', { hits: 12, of: 12, value: 1 }, '100% (12 of 12)'],
    ['utilization', { hits: 1_200, of: 1_500, value: 0.8 }, '80% (1,200 of 1,500 seat-days)'],
    ['time-to-fulfill-p90', { hits: 1, of: 1, value: 3_600_000 }, '1 h (1 request)'],
    ['reclaim-cycle', { hits: 1, of: 6, value: 864_000_000 }, '10 d (6 seats taken back)'],
    ['inactive-paid-licenses', { hits: 17, of: 170, value: 17 }, '17 seats (of 170 paid seats)'],
    ['backlog-aging', { hits: 0, of: 5, value: 0 }, '0 tickets (of 5 open)'],
    ['sla-adherence', { hits: 0, of: 0, value: null }, ''],
  ] as const)('of %s stands beside it: %j is %s', (id, rate, words) => {
    expect(valueWithBasis(kpiOf(id), rate)).toBe(words);
  });
});

describe('the definitions', () => {
  it('say everything about each KPI, each once', () => {
    expect(new Set(KPIS.map(({ id }) => id)).size).toBe(KPIS.length);
    for (const { name, numerator, denominator, grain, origin, measure } of KPIS) {
      expect(name.length).toBeLessThanOrEqual(60);
      for (const sentence of [numerator, denominator, grain, origin]) expect(sentence).toMatch(/\.$/);
      if (measure.kind === 'waiting') expect(measure.missing).toMatch(/\.$/);
    }
  });
});
