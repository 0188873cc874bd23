import { csvText } from '../../common/rules/csv-text';
import { priceText, yearlyCents } from '../../common/rules/money';
import {
  costOfSeats,
  seatPrices,
  sumsOfCosts,
  type Cost,
  type PriceLine,
} from '../../common/rules/seat-costs';

/** A tier of an application that somebody has. Times in milliseconds since the epoch, UTC. */
export interface HeldTier {
  readonly poolId: string;
  readonly tier: string;
  readonly slot: number;
  /** At which prices the seats of its pool are bought. */
  readonly priceLines: readonly PriceLine[];
  readonly since: number | null;
  readonly issueKey: string | null;
}

/** Several tiers that one person has of one application, where one would do. */
export interface HeldTwice {
  /** The dearest, or the last in the catalog where it is not known which is. */
  readonly kept: HeldTier;
  /** The others, and what they cost, by currency and period. */
  readonly extra: readonly HeldTier[];
  readonly costs: readonly Cost[];
  /** Of how many of them not every price is known. */
  readonly unpriced: number;
}

/**
 * What is paid twice for one person in one application.
 * @param held their tiers in the order of the catalog, without add-ons
 * @returns undefined where it is one tier only, or the others are known to cost nothing
 */
export function heldTwice(held: readonly HeldTier[]): HeldTwice | undefined {
  const kept = keptOf(held);
  const extra = held.filter((one) => one !== kept);
  if (!kept || extra.length === 0) return undefined;
  const each = extra.map(({ priceLines }) => costOfSeats(priceLines, 1));
  const costs = sumsOfCosts(each.flatMap((one) => one.costs));
  const unpriced = each.reduce((sum, one) => sum + one.unpriced, 0);
  return costs.length === 0 && unpriced === 0 ? undefined : { kept, extra, costs, unpriced };
}

function keptOf(held: readonly HeldTier[]): HeldTier | undefined {
  const ranges = held.map((tier) => ({ tier, range: yearlyRange(tier) }));
  const dearest = ranges.findLast(
    ({ range }) => range !== null && ranges.every((one) => isAsDear(range, one.range)),
  );
  return dearest?.tier ?? held.at(-1);
}

/** What a seat costs in a year, in hundredths of one currency. */
interface YearlyRange {
  readonly currency: string;
  readonly least: bigint;
  readonly most: bigint;
}

/** Null where not every price is known, or they are of several currencies. */
function yearlyRange({ priceLines }: HeldTier): YearlyRange | null {
  const prices = seatPrices(priceLines);
  const [first] = prices;
  if (!first || !prices.every((price) => price?.currency === first.currency)) return null;
  const cents = prices.flatMap((price) => (price ? [yearlyCents(price)] : []));
  const least = cents.reduce((low, one) => (one < low ? one : low));
  return { currency: first.currency, least, most: cents.reduce((high, one) => (one > high ? one : high)) };
}

/** Whether a seat costs at least as much as another, whichever seats they are. */
const isAsDear = (one: YearlyRange, other: YearlyRange | null): boolean =>
  one === other || (other !== null && one.currency === other.currency && one.least >= other.most);

const HEADER = [
  ...['application', 'holder', 'keptTier', 'keptSeat', 'extraTier', 'extraSeat'],
  ...['extraPrice', 'currency', 'per', 'possiblePrices', 'extraSince', 'extraRequest'],
];

/** The price in three cells where there is one, else all that it can be in a fourth. */
function priceCells({ priceLines }: HeldTier): (string | null)[] {
  const [first, ...others] = seatPrices(priceLines);
  if (first && others.length === 0) return [first.amount, first.currency, first.per, null];
  const possible = [first, ...others].map((price) => (price ? priceText(price) : '?'));
  return [null, null, null, others.length === 0 ? null : possible.join('; ')];
}

/** A row for each tier that somebody would not need. */
export const heldTwiceCsv = (
  found: readonly (HeldTwice & { readonly application: string; readonly holderId: string })[],
): string =>
  csvText(
    HEADER,
    found.flatMap(({ application, holderId, kept, extra }) =>
      extra.map((one) => [
        application,
        holderId,
        kept.tier,
        kept.slot,
        one.tier,
        one.slot,
        ...priceCells(one),
        one.since === null ? null : new Date(one.since).toISOString(),
        one.issueKey,
      ]),
    ),
  );
