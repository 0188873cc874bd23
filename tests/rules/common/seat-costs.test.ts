import fc from 'fast-check';
import type { Price } from '../../../src/common/rules/money';
import {
  costOfSeats,
  seatPrices,
  sumsOfCosts,
  yearlyCosts,
  type Cost,
  type PriceLine,
} from '../../../src/common/rules/seat-costs';

const line = (seats: number, amount: string, currency = 'EUR', per: Price['per'] = 'month'): PriceLine => ({
  seats,
  price: { amount, currency, per },
});
const between = (least: string, most: string, currency = 'EUR', per: Price['per'] = 'month'): Cost => ({
  least,
  most,
  currency,
  per,
});
const exactly = (amount: string, currency = 'EUR', per: Price['per'] = 'month'): Cost =>
  between(amount, amount, currency, per);

/** Ten seats at 100 EUR a year, and three at 12 USD a month. */
const TWO_CONTRACTS = [line(10, '100.00', 'EUR', 'year'), line(3, '12.00', 'USD')];

describe('what seats of a pool cost', () => {
  it.each<[number, readonly Cost[]]>([
    [0, []],
    [1, [between('0.00', '100.00', 'EUR', 'year'), between('0.00', '12.00', 'USD')]],
    [4, [between('100.00', '400.00', 'EUR', 'year'), between('0.00', '36.00', 'USD')]],
    [12, [between('900.00', '1000.00', 'EUR', 'year'), between('24.00', '36.00', 'USD')]],
    [13, [exactly('1000.00', 'EUR', 'year'), exactly('36.00', 'USD')]],
  ])('of two currencies is told for each by itself: %d of thirteen', (seats, costs) => {
    expect(costOfSeats(TWO_CONTRACTS, seats)).toEqual({ costs, unpriced: 0 });
  });

  it('of one currency lies between the cheapest lines and the dearest', () => {
    expect(costOfSeats([line(2, '45.00'), line(2, '50.00')], 3).costs).toEqual([between('140.00', '145.00')]);
  });

  it('is told by the year where one line is paid by the month and one by the year', () => {
    const lines = [line(1, '0.10'), line(1, '0.99', 'EUR', 'year')];
    expect(costOfSeats(lines, 2).costs).toEqual([exactly('2.19', 'EUR', 'year')]);
  });

  it('says of how many the price may be unknown, those beyond the purchased ones among them', () => {
    const lines = [line(10, '3.00'), { seats: 2, price: null }];
    expect(costOfSeats(lines, 4)).toEqual({ costs: [between('6.00', '12.00')], unpriced: 2 });
    expect(costOfSeats([line(10, '3.00')], 12)).toEqual({ costs: [exactly('30.00')], unpriced: 2 });
    // two of twelve that are in use where ten are bought: giving them up may save nothing
    expect(costOfSeats([line(10, '3.00')], 2, 12)).toEqual({ costs: [between('0.00', '6.00')], unpriced: 2 });
  });

  it('is nothing where they are free', () => {
    expect(costOfSeats([line(10, '0.00')], 4)).toEqual({ costs: [], unpriced: 0 });
  });

  it('has one price for each line with seats', () => {
    expect(seatPrices([...TWO_CONTRACTS, line(0, '7.00')]).map((price) => price?.amount)).toEqual([
      '100.00',
      '12.00',
    ]);
    expect(seatPrices([line(0, '7.00')]).map((price) => price?.amount)).toEqual(['7.00']);
  });

  it('adds up what is of one currency and period, and nothing else', () => {
    const parts = [exactly('0.30'), exactly('12.50'), exactly('0.10', 'USD'), exactly('0.10', 'EUR', 'year')];
    expect(sumsOfCosts(parts)).toEqual([
      exactly('12.80'),
      exactly('0.10', 'USD'),
      exactly('0.10', 'EUR', 'year'),
    ]);
    expect(yearlyCosts(parts)).toEqual([exactly('153.70', 'EUR', 'year'), exactly('1.20', 'USD', 'year')]);
  });

  const anyLine = fc.record({
    seats: fc.nat({ max: 4 }),
    price: fc.option(
      fc.record({
        amount: fc.constantFrom('0.00', '0.07', '9.99', '120.00'),
        currency: fc.constantFrom('EUR', 'USD'),
        per: fc.constantFrom('month' as const, 'year' as const),
      }),
    ),
  });
  const cents = (amount: string): number => Number(amount.replace('.', ''));
  const yearly = ({ amount, per }: Price): number => cents(amount) * (per === 'month' ? 12 : 1);

  it('is in each currency what any choice of so many seats costs, and no wider', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 4 }), fc.nat({ max: 8 }), (lines, wanted) => {
        const seats = lines.flatMap((one) => Array.from({ length: one.seats }, () => one.price));
        const count = Math.min(wanted, seats.length);
        const told = yearlyCosts(costOfSeats(lines, count).costs);
        for (const currency of ['EUR', 'USD']) {
          const sums = choices(seats, count).map((chosen) =>
            chosen.reduce((sum, price) => sum + (price?.currency === currency ? yearly(price) : 0), 0),
          );
          const cost = told.find((one) => one.currency === currency);
          expect([cents(cost?.least ?? '0.00'), cents(cost?.most ?? '0.00')]).toEqual([
            Math.min(...sums),
            Math.max(...sums),
          ]);
        }
      }),
    );
  });
});

/** Every way to take so many of some. */
function choices<T>(from: readonly T[], count: number): T[][] {
  const [first, ...others] = from;
  if (count === 0 || first === undefined) return count === 0 ? [[]] : [];
  return [...choices(others, count - 1).map((rest) => [first, ...rest]), ...choices(others, count)];
}
