import { readCatalog, saveTerms } from '../adapters/sql/catalog';
import { readContracts } from '../adapters/sql/contracts';
import { resizePool } from '../adapters/sql/pool-size';
import { poolIdOf, priceText, type Tier } from '../domain/catalog/catalog';
import { applyContracts } from '../domain/catalog/contracts';
import { utcDay } from '../domain/time-text';

/**
 * Gives the pools of applications with contracts the seats, prices and ends of the contracts in force today (a day
 * in UTC). Two statements, and one or more for each pool that changes. The tier is written last, so that a pool
 * whose run was cut off is found again.
 */
export async function fillPools(now: number, outOfTime: () => boolean = () => false): Promise<void> {
  const contracts = await readContracts();
  if (contracts.length === 0) return;
  for (const application of await readCatalog()) {
    const { tiers } = applyContracts(application, contracts, utcDay(now));
    for (const [index, tier] of tiers.entries()) {
      const before = application.tiers[index];
      if (before === undefined || hasTermsOf(before, tier)) continue;
      if (outOfTime()) return;
      await resizePool(poolIdOf(application.key, tier.key), tier.seats);
      await saveTerms(application.key, tier);
    }
  }
}

const hasTermsOf = (a: Tier, b: Tier): boolean =>
  a.seats === b.seats &&
  a.contractEnd === b.contractEnd &&
  (a.price && priceText(a.price)) === (b.price && priceText(b.price));
