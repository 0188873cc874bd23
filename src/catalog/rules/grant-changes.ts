import { priceText, type Price } from '../../common/rules/money';
import type { Application, Catalog, Tier } from './catalog';
import type { Contract } from './contracts';

/**
 * Whether a catalog would decide otherwise about who gets what: other applications or tiers, names by which requests
 * find them, people who approve, what policy rules go by.
 * @param readsPrices whether a rule of the policy compares with prices
 */
export const decidesAboutGrants = (current: Catalog, next: Catalog, readsPrices: boolean): boolean =>
  next.some((application) => {
    const before = current.find(({ key }) => key === application.key);
    return before === undefined || applicationDecides(before, application, readsPrices);
  });

/** Keys of the applications that were there and would be decided otherwise about, be it by a rule that is to come. */
export const decidedOtherwise = (current: Catalog, next: Catalog): string[] =>
  current.flatMap((before) => {
    const after = next.find(({ key }) => key === before.key);
    return after && applicationDecides(before, after, true) ? [before.key] : [];
  });

const DECIDING = ['name', 'risk', 'ownerId', 'backupOwnerId'] as const;

/** The same of an application alone, without its tiers. */
export const applicationItselfDecides = (before: Application, after: Application): boolean =>
  DECIDING.some((field) => before[field] !== after[field]);

const applicationDecides = (before: Application, after: Application, readsPrices: boolean): boolean =>
  applicationItselfDecides(before, after) ||
  after.tiers.some((tier) => {
    const tierBefore = before.tiers.find(({ key }) => key === tier.key);
    return tierBefore === undefined || tierDecides(tierBefore, tier, readsPrices);
  });

/** The same of one tier. */
export const tierDecides = (before: Tier, after: Tier, readsPrices: boolean): boolean =>
  before.name !== after.name ||
  before.premium !== after.premium ||
  // who is moved down gets a seat of it
  before.lowerTierKey !== after.lowerTierKey ||
  before.roles.join(';') !== after.roles.join(';') ||
  (readsPrices && pricesKey(before) !== pricesKey(after));

const priceKey = (price: Price | null): string => (price === null ? '' : priceText(price));

/** Each price that a seat of it can have, whatever the number of seats. */
const pricesKey = ({ priceLines }: Tier): string =>
  priceLines
    .map(({ price }) => priceKey(price))
    .sort()
    .join(', ');

const pricesOf = (contracts: readonly Contract[]): ReadonlyMap<string, string> =>
  new Map(
    contracts.flatMap(({ key, start, end, tiers }) =>
      tiers.map(({ tierKey, price }) => [`${key}/${tierKey}`, [start, end, priceKey(price)].join(' ')]),
    ),
  );

/** Whether contracts say another price for any time, also one that is to come. */
export function changePrices(before: readonly Contract[], after: readonly Contract[]): boolean {
  const [old, next] = [pricesOf(before), pricesOf(after)];
  return old.size !== next.size || [...next].some(([key, price]) => old.get(key) !== price);
}
