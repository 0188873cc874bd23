import { MINUTE } from '../../common/rules/time';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import { areSameLines } from '../../common/rules/seat-costs';
import { readCatalog, saveTerms } from '../../catalog/store/catalog';
import { readContracts } from '../../catalog/store/contracts';
import { resizePool } from '../store/pool-size';
import { poolIdOf, type Tier } from '../../catalog/rules/catalog';
import { applyContracts } from '../../catalog/rules/contracts';
import { utcDay } from '../../common/rules/time-text';

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
      // before the terms, which tell a run that comes after this one that all is done
      if (!areSameLines(before.priceLines, tier.priceLines))
        await leaveHints([{ kind: 'application', subjectId: application.key }], now + MINUTE);
      await saveTerms(application.key, tier);
    }
  }
}

const hasTermsOf = (a: Tier, b: Tier): boolean =>
  a.seats === b.seats && a.contractEnd === b.contractEnd && areSameLines(a.priceLines, b.priceLines);
