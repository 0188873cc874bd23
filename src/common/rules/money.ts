/** So much money, as decimal text: it never goes through binary floating point. */
export interface Money {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly per: 'month' | 'year';
}

const CENTS = 100n;

const centsOf = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * CENTS + BigInt(fraction.padEnd(2, '0').slice(0, 2));
};

const amountOf = (cents: bigint): string => `${cents / CENTS}.${String(cents % CENTS).padStart(2, '0')}`;

const MONTHS_A_YEAR = 12n;
const HALF_A_YEAR = 6n;

/** What a price comes to in a year, in hundredths: prices of one currency are compared by it. */
export const yearlyCents = ({ amount, per }: Price): bigint =>
  centsOf(amount) * (per === 'month' ? MONTHS_A_YEAR : 1n);

/** What so many seats cost. */
export const priceTimes = ({ amount, currency, per }: Price, seats: number): Money => ({
  amount: amountOf(centsOf(amount) * BigInt(seats)),
  currency,
  per,
});

/**
 * What prices, each of so many seats, come to in a month, one sum for each currency: of a price a year a twelfth counts.
 * Rounded to the hundredth once, half up. In the order of the currencies' codes.
 */
export function monthlyByCurrency(
  parts: readonly { readonly price: Price; readonly seats: number }[],
): Money[] {
  const yearly = new Map<string, bigint>();
  for (const { price, seats } of parts)
    yearly.set(price.currency, (yearly.get(price.currency) ?? 0n) + yearlyCents(price) * BigInt(seats));
  return [...yearly]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, cents]) => ({
      amount: amountOf((cents + HALF_A_YEAR) / MONTHS_A_YEAR),
      currency,
      per: 'month',
    }));
}

/** Sums of what is of one currency and period; others are never added up. In the order of the first of each. */
export function sumsOf(parts: readonly Money[]): Money[] {
  const sums = new Map<string, { cents: bigint; currency: string; per: Money['per'] }>();
  for (const { amount, currency, per } of parts) {
    const key = `${currency}/${per}`;
    const sum = sums.get(key) ?? { cents: 0n, currency, per };
    sums.set(key, { ...sum, cents: sum.cents + centsOf(amount) });
  }
  return [...sums.values()].map(({ cents, currency, per }) => ({ amount: amountOf(cents), currency, per }));
}

/** A price of one seat. */
export interface Price {
  /** Decimal number as text, such as `45.00`: money never goes through binary floating point. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly per: 'month' | 'year';
}

/** `45.00 EUR/month` */
export const priceText = ({ amount, currency, per }: Price): string => `${amount} ${currency}/${per}`;
