import { entitlementName } from '../rules/entitlement';
import { poolIdOf, type Catalog } from '../rules/catalog';

/** Names of pools as people know them, `Figma Premium`; of what the catalog does not know, the pool's id. */
export function poolNames(catalog: Catalog): (poolId: string) => string {
  const names = new Map(
    catalog.flatMap((application) =>
      application.tiers.map((tier) => [
        poolIdOf(application.key, tier.key),
        entitlementName(application, tier),
      ]),
    ),
  );
  return (poolId) => names.get(poolId) ?? poolId;
}
