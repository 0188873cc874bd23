import { APPLICATION_RISKS, CRITICALITIES, type Application, type Catalog } from './catalog';
import { noticeDeadline, type Contract } from './contracts';

/** What a list of applications can be in the order of. */
export const APPLICATION_ORDERS = ['name', 'criticality', 'risk', 'contract-end', 'notice'] as const;

export type ApplicationOrder = (typeof APPLICATION_ORDERS)[number];

/** An application with what its contracts say about it as a whole. */
export interface ListedApplication {
  readonly application: Application;
  /** The first day on which seats end. */
  readonly contractEnd: string | null;
  readonly noticeBy: string | null;
}

/**
 * Applications in which every word of the search is found, in order: the most critical, the riskiest, what ends first.
 * What nobody knows comes last; equals are by name.
 * @param day today in UTC, `YYYY-MM-DD`
 */
export function findApplications(
  catalog: Catalog,
  contracts: readonly Contract[],
  search: string,
  order: ApplicationOrder,
  day: string,
): ListedApplication[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return catalog
    .flatMap((application) => {
      const own = contracts.filter(({ applicationKey }) => applicationKey === application.key);
      const text = textOf(application, own);
      if (!words.every((word) => text.includes(word))) return [];
      return [listed(application, own, day)];
    })
    .sort((a, b) => compareBy(order, a, b) || byName(a, b));
}

function listed(application: Application, contracts: readonly Contract[], day: string): ListedApplication {
  const ends = application.tiers.flatMap(({ contractEnd }) => (contractEnd === null ? [] : [contractEnd]));
  return {
    application,
    contractEnd: ends.sort()[0] ?? null,
    noticeBy: noticeDeadline(contracts, day),
  };
}

const textOf = (application: Application, contracts: readonly Contract[]): string =>
  [
    application.key,
    application.name,
    application.description,
    application.region,
    application.supportPath,
    ...application.tiers.flatMap(({ key, name, summary }) => [key, name, summary]),
    ...contracts.flatMap(({ key, supplier }) => [key, supplier]),
  ]
    .join('\n')
    .toLowerCase();

function compareBy(order: ApplicationOrder, a: ListedApplication, b: ListedApplication): number {
  const rank = RANKS[order];
  const [one, other] = [rank(a), rank(b)];
  return one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;
}

// the lower, the earlier; null is last
const RANKS: Readonly<Record<ApplicationOrder, (listed: ListedApplication) => string | number | null>> = {
  name: () => 0,
  criticality: ({ application }) => severity(CRITICALITIES, application.criticality),
  risk: ({ application }) => severity(APPLICATION_RISKS, application.risk),
  'contract-end': ({ contractEnd }) => contractEnd,
  notice: ({ noticeBy }) => noticeBy,
};

const severity = <T extends string>(levels: readonly T[], level: T | null): number | null =>
  level === null ? null : -levels.indexOf(level);

function byName({ application: a }: ListedApplication, { application: b }: ListedApplication): number {
  return a.name.localeCompare(b.name, 'en') || (a.key < b.key ? -1 : 1);
}
