import { madeUpCompany, type Company } from '../../sandbox/company/company';

/** A company that has nothing in common with the usual one but what it asks for: no account, address or site id. */
export function otherCompany(): Company {
  const company = madeUpCompany('globex');
  const moved = <T>(value: T): T => rewritten(value) as T;
  return {
    ...moved(company),
    site: { ...moved(company.site), cloudId: company.site.cloudId.replace('5ea75ea7', 'b10b5ea7') },
  };
}

function rewritten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replaceAll('5ea7:', '6ea7:').replaceAll('acme.example', 'globex.example');
  if (value instanceof Set) return new Set([...value].map(rewritten));
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner)]));
}

/** The usual company with so many seats in every tier of some applications, so that a pool can run full. */
export function companyWithSeats(seats: number, applicationKeys: readonly string[] = ['slack']): Company {
  const company = madeUpCompany();
  const applications = applicationsOf(company).map((application) =>
    applicationKeys.includes(application.key) ? withSeats(application, seats) : application,
  );
  return { ...company, catalog: { ...company.catalog, applications } };
}

/** The usual company on a plan of JSM that has no Assets. */
export function companyWithoutAssets(): Company {
  const company = madeUpCompany();
  const { assets, ...site } = company.site;
  if (!assets) throw new Error('the usual company has no Assets either');
  return { ...company, site };
}

/** An application as a catalog document has it. */
export interface ListedApplication {
  readonly key: string;
  readonly tiers: readonly object[];
}

export const applicationsOf = ({ catalog }: Company): readonly ListedApplication[] =>
  catalog['applications'] as ListedApplication[];

export const withSeats = (application: ListedApplication, seats: number): ListedApplication => ({
  ...application,
  tiers: application.tiers.map((tier) => ({ ...tier, seats })),
});
