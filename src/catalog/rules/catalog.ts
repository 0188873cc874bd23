import { foldedText } from '../../common/rules/folded-text';
import type { PriceLine } from '../../common/rules/seat-costs';

/** How much depends on an application, as its owner judges it. */
export const APPLICATION_RISKS = ['low', 'medium', 'high'] as const;

export type ApplicationRisk = (typeof APPLICATION_RISKS)[number];

/** How much the company's work stands still without an application. */
export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Criticality = (typeof CRITICALITIES)[number];

/** A priced level of an application; each tier has its own license pool. */
export interface Tier {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly premium: boolean;
  /** Held beside another tier of the application instead of in its place. */
  readonly addOn: boolean;
  /** The tier that somebody who does not need this one goes down to; null when there is none. */
  readonly lowerTierKey: string | null;
  /** What one can be in it, such as Editor or Viewer; empty where everybody is the same. */
  readonly roles: readonly string[];
  /** Purchased seats of the pool. */
  readonly seats: number;
  /** At which prices they are bought: as many seats in all, a line for each price. */
  readonly priceLines: readonly PriceLine[];
  /** Last day of the contract, `YYYY-MM-DD`. */
  readonly contractEnd: string | null;
}

export interface Application {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Null when nobody has judged it. */
  readonly risk: ApplicationRisk | null;
  /** Null when nobody has judged it. */
  readonly criticality: Criticality | null;
  /** Where its data lies, in words. */
  readonly region: string | null;
  /** Where to turn with questions about it: a team, a channel, an address. */
  readonly supportPath: string | null;
  /** Days without use after which a holder counts as inactive; null for the default. */
  readonly idleDays: number | null;
  /** Atlassian account ids. */
  readonly ownerId: string | null;
  readonly backupOwnerId: string | null;
  readonly tiers: readonly Tier[];
}

export type Catalog = readonly Application[];

/** The pool of an application's tier, `figma/premium`. */
export const poolIdOf = (applicationKey: string, tierKey: string): string => `${applicationKey}/${tierKey}`;

/** The keys of application and tier that a pool's id is made of. */
export function keysOfPool(poolId: string): { readonly applicationKey: string; readonly tierKey: string } {
  const [applicationKey = '', tierKey = ''] = poolId.split('/');
  return { applicationKey, tierKey };
}

/** The application that a pool belongs to, by its key. */
export const applicationKeyOf = (poolId: string): string => keysOfPool(poolId).applicationKey;

/** Finds by key or, where no key is this, by name as names are compared: people and form fields write either. */
export function findByKeyOrName<T extends { readonly key: string; readonly name: string }>(
  items: readonly T[],
  text: string,
): T | undefined {
  const wanted = foldedText(text);
  return items.find(({ key }) => key === wanted) ?? items.find(({ name }) => foldedText(name) === wanted);
}

/** Whether one tier of an application gives more than another: it leads down to it, or is premium where that is not. */
export function isAbove(tiers: readonly Tier[], upper: Tier, lower: Tier): boolean {
  const seen = new Set<string>();
  for (let key = upper.lowerTierKey; key !== null && !seen.has(key);) {
    if (key === lower.key) return true;
    seen.add(key);
    key = tiers.find((tier) => tier.key === key)?.lowerTierKey ?? null;
  }
  return upper.premium && !lower.premium;
}
