import { csvText } from '../../common/rules/csv-text';
import { priceTimes, sumsOf, yearlyCents, type Money, type Price } from '../../common/rules/money';

/** A tier of an application that somebody has. Times in milliseconds since the epoch, UTC. */
export interface HeldTier {
  readonly poolId: string;
  readonly tier: string;
  readonly slot: number;
  /** Null where nobody knows. */
  readonly price: Price | null;
  readonly since: number | null;
  readonly issueKey: string | null;
}

/** Several tiers that one person has of one application, where one would do. */
export interface HeldTwice {
  /** The dearest, or the last in the catalog where their prices cannot be compared. */
  readonly kept: HeldTier;
  /** The others, and what they cost, by currency and period. */
  readonly extra: readonly HeldTier[];
  readonly costs: readonly Money[];
  /** Of how many of them nobody knows the price. */
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
  const costs = extra.flatMap(({ price }) =>
    price && yearlyCents(price) > 0n ? [priceTimes(price, 1)] : [],
  );
  const unpriced = extra.filter(({ price }) => price === null).length;
  return costs.length === 0 && unpriced === 0 ? undefined : { kept, extra, costs: sumsOf(costs), unpriced };
}

function keptOf(held: readonly HeldTier[]): HeldTier | undefined {
  const prices = held.flatMap(({ price }) => price ?? []);
  const areComparable =
    prices.length === held.length && new Set(prices.map(({ currency }) => currency)).size === 1;
  if (!areComparable) return held.at(-1);
  return held.reduce<HeldTier | undefined>(
    (dearest, one) => (costOf(one) >= costOf(dearest) ? one : dearest),
    undefined,
  );
}

const costOf = (one: HeldTier | undefined): bigint => (one?.price ? yearlyCents(one.price) : 0n);

const HEADER = [
  ...['application', 'holder', 'keptTier', 'keptSeat', 'extraTier', 'extraSeat'],
  ...['extraPrice', 'currency', 'per', 'extraSince', 'extraRequest'],
];

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
        one.price?.amount ?? null,
        one.price?.currency ?? null,
        one.price?.per ?? null,
        one.since === null ? null : new Date(one.since).toISOString(),
        one.issueKey,
      ]),
    ),
  );
