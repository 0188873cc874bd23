import type { Application, Tier } from '../../catalog/rules/catalog';
import type { Contract } from '../../catalog/rules/contracts';
import type { RoleMapping } from '../../catalog/rules/role-mapping';

/**
 * Applications as documents write them: people by account id, which is there and the same for every reader; of those
 * with contracts, without what the contracts say.
 */
export function applicationDocuments(applications: readonly Application[], contracts: readonly Contract[]) {
  const withContracts = new Set(contracts.map(({ applicationKey }) => applicationKey));
  return applications.map(({ ownerId, backupOwnerId, tiers, ...application }) => ({
    ...application,
    owner: ownerId,
    backupOwner: backupOwnerId,
    tiers: tiers.map((tier) => tierDocument(tier, withContracts.has(application.key))),
  }));
}

// what no contract fills is bought at one price, or at none that anybody knows
const tierDocument = ({ lowerTierKey, priceLines: [line], ...tier }: Tier, hasContracts: boolean) => ({
  ...tier,
  price: line?.price ?? null,
  lowerTier: lowerTierKey,
  ...(hasContracts ? { seats: null, price: null, contractEnd: null } : {}),
});

export const contractDocuments = (contracts: readonly Contract[]) =>
  contracts.map(({ applicationKey, tiers, ...contract }) => ({
    ...contract,
    application: applicationKey,
    tiers: tiers.map(({ tierKey, ...bought }) => ({ tier: tierKey, ...bought })),
  }));

export const roleMappingDocuments = (mappings: readonly RoleMapping[]) =>
  mappings.map(({ applicationKey, tierKey, ...mapping }) => ({
    ...mapping,
    application: applicationKey,
    tier: tierKey,
  }));
