const CENTS = 100n;

/** Decimal text in hundredths. */
export const centsOf = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * CENTS + BigInt(fraction.padEnd(2, '0').slice(0, 2));
};

/** Hundredths as decimal text with two decimals. */
export const amountOf = (cents: bigint): string =>
  `${cents / CENTS}.${String(cents % CENTS).padStart(2, '0')}`;

const MONTHS_A_YEAR = 12n;

/** What a price comes to in a year, in hundredths: prices of one currency are compared by it. */
export const yearlyCents = ({ amount, per }: Price): bigint =>
  centsOf(amount) * (per === 'month' ? MONTHS_A_YEAR : 1n);

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
