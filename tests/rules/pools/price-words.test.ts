import type { Price } from '../../../src/common/rules/money';
import type { Cost } from '../../../src/common/rules/seat-costs';
import { costsWords, priceLinesWords, priceWords, seatPriceWords } from '../../../static/lib/words';

const price = (amount: string, currency = 'EUR', per: Price['per'] = 'month'): Price => ({
  amount,
  currency,
  per,
});
const between = (least: string, most: string, currency = 'EUR', per: Price['per'] = 'month'): Cost => ({
  ...{ least, most },
  ...{ currency, per },
});
const A_YEAR = price('100.00', 'EUR', 'year');
const A_MONTH = price('12.00', 'USD');

describe('what screens say of money', () => {
  it('names amount, currency and period, to the hundredth also where a currency has none', () => {
    expect(priceWords(A_YEAR)).toBe('€100.00 a year');
    expect(priceWords(price('1200.00', 'JPY'))).toBe('¥1,200 a month');
    expect(priceWords(price('12.50', 'JPY'))).toBe('¥12.50 a month');
  });

  it('of a seat is each price that it can have', () => {
    expect(seatPriceWords([A_YEAR])).toBe('€100.00 a year');
    expect(seatPriceWords([A_YEAR, A_MONTH])).toBe('€100.00 a year or $12.00 a month');
    expect(seatPriceWords([price('9.50'), price('8.00')])).toBe('€8.00–€9.50 a month');
    expect(seatPriceWords([A_YEAR, null])).toBe('€100.00 a year (price not known for all seats)');
    expect(seatPriceWords([null])).toBeNull();
    expect(seatPriceWords([])).toBeNull();
  });

  it('of a pool is its lines, or the price where there is one', () => {
    expect(
      priceLinesWords([
        { seats: 10, price: A_YEAR },
        { seats: 1, price: A_MONTH },
        { seats: 2, price: null },
      ]),
    ).toEqual(['10 seats at €100.00 a year', '1 seat at $12.00 a month', '2 seats without a known price']);
    expect(priceLinesWords([{ seats: 10, price: A_YEAR }])).toEqual(['€100.00 a year']);
    expect(priceLinesWords([{ seats: 10, price: null }])).toEqual([]);
  });

  it('of several seats is exact or says between what it lies, and adds up no two currencies', () => {
    expect(costsWords([between('1000.00', '1000.00', 'EUR', 'year'), between('36.00', '36.00', 'USD')])).toBe(
      '€1,000.00 a year and $36.00 a month',
    );
    expect(costsWords([between('0.00', '200.00', 'EUR', 'year'), between('0.00', '24.00', 'USD')])).toBe(
      'up to €200.00 a year or up to $24.00 a month, depending on the contract',
    );
    expect(costsWords([between('900.00', '1000.00', 'EUR', 'year'), between('24.00', '36.00', 'USD')])).toBe(
      '€900.00–€1,000.00 a year and $24.00–$36.00 a month, depending on the contract',
    );
  });
});
