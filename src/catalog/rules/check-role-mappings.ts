import type { CatalogProblem } from './catalog-diff';
import type { Application } from './catalog';
import type { RoleMapping } from './role-mapping';
import { entitlementName } from './entitlement';
import { catalogMessages } from './messages';

/** Mappings to something that nobody can get. */
export const roleMappingProblems = (
  mappings: readonly RoleMapping[],
  applications: ReadonlyMap<string, Application>,
): CatalogProblem[] =>
  mappings.flatMap((mapping) => {
    const message = problemOf(mapping, applications.get(mapping.applicationKey));
    return message === undefined
      ? []
      : [{ where: catalogMessages.problem.roleMapping(mapping.key), message }];
  });

function problemOf(
  { applicationKey, tierKey, role }: RoleMapping,
  application: Application | undefined,
): string | undefined {
  if (!application) return catalogMessages.problem.noApplication(applicationKey);
  const tier = application.tiers.find(({ key }) => key === tierKey);
  if (!tier) return catalogMessages.problem.noTier(application.name, tierKey);
  const what = entitlementName(application, tier);
  if (role === null && tier.roles.length > 0) return catalogMessages.problem.roleMissing(what, tier.roles);
  if (role !== null && !tier.roles.includes(role)) return catalogMessages.problem.noRole(what, role);
  return undefined;
}
