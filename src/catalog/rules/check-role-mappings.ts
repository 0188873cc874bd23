import type { CatalogProblem } from './catalog-diff';
import type { OpenApplication } from './contracts';
import type { RoleMapping } from './role-mapping';

/** Mappings to something that nobody can get. */
export const roleMappingProblems = (
  mappings: readonly RoleMapping[],
  applications: ReadonlyMap<string, OpenApplication>,
): CatalogProblem[] =>
  mappings.flatMap((mapping) => {
    const message = problemOf(mapping, applications.get(mapping.applicationKey));
    return message === undefined ? [] : [{ where: `role mapping ${mapping.key}`, message }];
  });

function problemOf(
  { applicationKey, tierKey, role }: RoleMapping,
  application: OpenApplication | undefined,
): string | undefined {
  if (!application) return `there is no application “${applicationKey}”`;
  const tier = application.tiers.find(({ key }) => key === tierKey);
  const what = `${application.name} ${tier?.name ?? ''}`;
  if (!tier) return `${application.name} has no tier “${tierKey}”`;
  if (role === null && tier.roles.length > 0) return `${what} needs a role: ${tier.roles.join(', ')}`;
  if (role !== null && !tier.roles.includes(role)) return `${what} has no role “${role}”`;
  return undefined;
}
