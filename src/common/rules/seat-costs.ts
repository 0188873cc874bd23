import { amountOf, centsOf, priceText, yearlyCents, type Price } from './money';

/** Seats of one pool that are bought at one price. */
export interface PriceLine {
  readonly seats: number;
  /** Null where nobody knows. */
  readonly price: Price | null;
}

/** Lines of the same price as one, in the order of the first of each. */
export function mergeLines(lines: readonly PriceLine[]): PriceLine[] {
  const merged = new Map<string, PriceLine>();
  for (const { seats, price } of lines) {
    const key = price === null ? '' : priceText(price);
    merged.set(key, { seats: (merged.get(key)?.seats ?? 0) + seats, price });
  }
  return [...merged.values()];
}

/** Whether lines have the same seats at the same prices. */
export const areSameLines = (a: readonly PriceLine[], b: readonly PriceLine[]): boolean =>
  linesText(a) === linesText(b);

/** `10 × 100.00 EUR/year, 3 × 12.00 USD/month` */
const linesText = (lines: readonly PriceLine[]): string =>
  lines.map(({ seats, price }) => `${seats} × ${price === null ? '' : priceText(price)}`).join(', ');

/** The prices that one seat of a pool can have: those of lines with seats, or of all lines while none has seats. Each once. */
export function seatPrices(lines: readonly PriceLine[]): readonly (Price | null)[] {
  const bought = lines.filter(({ seats }) => seats > 0);
  return mergeLines(bought.length > 0 ? bought : lines).map(({ price }) => price);
}

/**
 * What seats cost in one currency, as decimal text. Nobody says on which line of a pool a person's seat is, so it is
 * known between a least and a most, which are the same where there is one price.
 */
export interface Cost {
  readonly least: string;
  readonly most: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly per: 'month' | 'year';
}

/** What some seats of a pool cost. */
export interface SeatsCost {
  /** One for each currency, and none for what is known to cost nothing. */
  readonly costs: readonly Cost[];
  /** How many of them may be seats of which nobody knows the price. */
  readonly unpriced: number;
}

/**
 * What so many seats of a pool cost, whichever they are: in each currency the least that can be, with as many of them as
 * possible on other lines and the rest on the cheapest, and the most. Exact: where a currency has prices a month and prices a
 * year, both are told by the year. Seats beyond those that are bought have no price that anybody knows.
 * @param inUse how many seats of the pool are in use, these included
 */
export function costOfSeats(lines: readonly PriceLine[], seats: number, inUse = seats): SeatsCost {
  const bought = seatsOf(lines);
  const all = Math.max(bought, inUse);
  const unknown = all - bought + seatsOf(lines.filter(({ price }) => price === null));
  const costs = [...byCurrency(lines).values()].flatMap((priced): Cost[] => {
    const inCurrency = seatsOf(priced);
    const { least, most, currency, per } = costWithin(priced, {
      least: Math.max(0, seats - (all - inCurrency)),
      most: Math.min(seats, inCurrency),
    });
    return most === 0n ? [] : [{ least: amountOf(least), most: amountOf(most), currency, per }];
  });
  return { costs, unpriced: Math.min(seats, unknown) };
}

interface PricedLine {
  readonly seats: number;
  readonly price: Price;
}

const seatsOf = (lines: readonly { readonly seats: number }[]): number =>
  lines.reduce((sum, { seats }) => sum + seats, 0);

function byCurrency(
  lines: readonly PriceLine[],
): ReadonlyMap<string, readonly [PricedLine, ...PricedLine[]]> {
  const found = new Map<string, [PricedLine, ...PricedLine[]]>();
  for (const { seats, price } of lines) {
    if (price === null) continue;
    const before = found.get(price.currency);
    if (before) before.push({ seats, price });
    else found.set(price.currency, [{ seats, price }]);
  }
  return found;
}

/** @param seats how many of them are at least and at most of these lines, which are of one currency */
function costWithin(
  lines: readonly [PricedLine, ...PricedLine[]],
  seats: { readonly least: number; readonly most: number },
): { readonly least: bigint; readonly most: bigint } & Pick<Price, 'currency' | 'per'> {
  const [{ price }] = lines;
  const per = lines.every((line) => line.price.per === price.per) ? price.per : 'year';
  const rising = lines
    .map((line) => ({
      seats: line.seats,
      cents: per === 'year' ? yearlyCents(line.price) : centsOf(line.price.amount),
    }))
    .sort((a, b) => (a.cents < b.cents ? -1 : a.cents > b.cents ? 1 : 0));
  return {
    least: firstOf(rising, seats.least),
    most: firstOf(rising.toReversed(), seats.most),
    currency: price.currency,
    per,
  };
}

/** What the first so many seats of some lines cost. */
function firstOf(
  lines: readonly { readonly seats: number; readonly cents: bigint }[],
  seats: number,
): bigint {
  let [left, sum] = [seats, 0n];
  for (const line of lines) {
    const taken = Math.min(left, line.seats);
    sum += line.cents * BigInt(taken);
    left -= taken;
  }
  return sum;
}

/** Sums of what is of one currency and period; others are never added up. In the order of the first of each. */
export function sumsOfCosts(parts: readonly Cost[]): Cost[] {
  const sums = new Map<string, Cost>();
  for (const part of parts) {
    const key = `${part.currency}/${part.per}`;
    const sum = sums.get(key);
    sums.set(key, {
      ...part,
      least: amountOf(centsOf(part.least) + centsOf(sum?.least ?? '0')),
      most: amountOf(centsOf(part.most) + centsOf(sum?.most ?? '0')),
    });
  }
  return [...sums.values()];
}

export const isExact = ({ least, most }: Cost): boolean => least === most;

/** Whether of several currencies none is sure: the seats can be of the one or of another. */
export const areAlternatives = (costs: readonly Cost[]): boolean =>
  costs.length > 1 && costs.every(({ least }) => centsOf(least) === 0n);

/** The same for so many pools of the same kind. */
export const timesCost = ({ least, most, ...of }: Cost, times: number): Cost => ({
  least: amountOf(centsOf(least) * BigInt(times)),
  most: amountOf(centsOf(most) * BigInt(times)),
  ...of,
});

/** The same by the year, one sum for each currency. Exact, which a twelfth is not. In the order of the currencies' codes. */
export const yearlyCosts = (parts: readonly Cost[]): Cost[] =>
  sumsOfCosts(
    parts.map(({ least, most, currency, per }) => ({
      least: amountOf(yearlyCents({ amount: least, currency, per })),
      most: amountOf(yearlyCents({ amount: most, currency, per })),
      currency,
      per: 'year',
    })),
  ).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));

/** Seats that somebody pays for: those of lines with a price above zero. */
export const paidSeats = (lines: readonly PriceLine[]): number =>
  seatsOf(lines.filter(({ price }) => price !== null && centsOf(price.amount) > 0n));
