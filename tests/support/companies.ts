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
