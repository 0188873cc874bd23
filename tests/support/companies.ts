import { madeUpCompany, type Company } from '../../sandbox/company/company';

/** A company that has nothing in common with the usual one but what it asks for: no account, address or site id. */
export function otherCompany(): Company {
  const company = madeUpCompany('globex');
  const moved = <T>(value: T): T => rewritten(value, moveText) as T;
  return {
    ...moved(company),
    site: { ...moved(company.site), cloudId: company.site.cloudId.replace('5ea75ea7', 'b10b5ea7') },
  };
}

const moveText = (text: string): string =>
  text.replaceAll('5ea7:', '6ea7:').replaceAll('acme.example', 'globex.example');

function rewritten(value: unknown, rewrite: (text: string) => string): unknown {
  if (typeof value === 'string') return rewrite(value);
  if (value instanceof Set) return new Set([...value].map((one) => rewritten(one, rewrite)));
  if (Array.isArray(value)) return value.map((one) => rewritten(one, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewritten(inner, rewrite)]));
}

/** As long as Atlassian says that an account id can get. */
export const LONGEST_ACCOUNT_ID = 128;

const lengthen = (text: string): string =>
  text.replaceAll(/5ea7:(\w+)/g, (_id, worker: string) => {
    const head = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077-';
    return `${head}${'0'.repeat(LONGEST_ACCOUNT_ID - head.length - worker.length - 1)}:${worker}`;
  });

/** The usual company with account ids as long as they can get, which end with the worker id like the usual ones. */
export const companyWithLongIds = (): Company => rewritten(madeUpCompany(), lengthen) as Company;

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
