import type { Price } from './catalog/catalog';

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

/** What a price comes to in a year, in hundredths: prices of one currency are compared by it. */
export const yearlyCents = ({ amount, per }: Price): bigint =>
  centsOf(amount) * (per === 'month' ? MONTHS_A_YEAR : 1n);

/** What so many seats cost. */
export const priceTimes = ({ amount, currency, per }: Price, seats: number): Money => ({
  amount: amountOf(centsOf(amount) * BigInt(seats)),
  currency,
  per,
});

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
