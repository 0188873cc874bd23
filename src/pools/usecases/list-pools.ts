import { applicationKeyOf, poolIdOf, type Application, type Tier } from '../../catalog/rules/catalog';
import { findApplication, readCatalog } from '../../catalog/store/catalog';
/** A pool that is searched, with what the search needs to know of it. */
export interface SearchedPool {
  readonly poolId: string;
  readonly application: Application;
  readonly tier: Tier;
}

/** Every pool, or the named one, in the order in which a search goes through them. */
export async function poolsToSearch(poolId: string | null): Promise<SearchedPool[]> {
  const application = poolId === null ? undefined : await findApplication(applicationKeyOf(poolId));
  const catalog = poolId === null ? await readCatalog() : application ? [application] : [];
  const pools = catalog.flatMap((one) =>
    one.tiers.map((tier) => ({ poolId: poolIdOf(one.key, tier.key), application: one, tier })),
  );
  return pools
    .filter((pool) => poolId === null || pool.poolId === poolId)
    .sort((a, b) => (a.poolId < b.poolId ? -1 : 1));
}
