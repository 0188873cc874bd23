import type { Application } from './catalog';
import type { CatalogProblem } from './catalog-diff';
import { mostSeats, type Contract, type OpenApplication } from './contracts';
import { entitlementName } from './entitlement';
import { catalogMessages } from './messages';

const MAX_SEATS = 100_000;
const MAX_CONTRACTS = 100;

/** The contracts that there will be, and those that go. */
export interface MergedContracts {
  readonly after: readonly Contract[];
  readonly removed: readonly Contract[];
}

/**
 * Adds and replaces contracts by their keys.
 * @param complete keys of applications that come with all their contracts: others of theirs go
 */
export function mergeContracts(
  stored: readonly Contract[],
  given: readonly Contract[],
  complete: ReadonlySet<string>,
): MergedContracts {
  const keys = new Set(given.map(({ key }) => key));
  const others = stored.filter(({ key }) => !keys.has(key));
  return {
    after: [...others.filter(({ applicationKey }) => !complete.has(applicationKey)), ...given],
    removed: others.filter(({ applicationKey }) => complete.has(applicationKey)),
  };
}

/**
 * What is wrong with contracts that a document brings.
 * @param applications all that there will be
 */
export function contractProblems(
  given: readonly Contract[],
  stored: readonly Contract[],
  after: readonly Contract[],
  applications: ReadonlyMap<string, Application>,
): CatalogProblem[] {
  const before = new Map(stored.map((contract) => [contract.key, contract.applicationKey]));
  const problems = given.flatMap((contract): CatalogProblem[] => {
    const { key, applicationKey, tiers } = contract;
    const of = (message: string): CatalogProblem => ({
      where: catalogMessages.problem.contract(key),
      message,
    });
    const owner = before.get(key) ?? applicationKey;
    if (owner !== applicationKey) return [of(catalogMessages.problem.contractOfOther(owner, applicationKey))];
    const application = applications.get(applicationKey);
    if (!application) return [of(catalogMessages.problem.noApplication(applicationKey))];
    return tiers
      .filter(({ tierKey }) => !application.tiers.some((tier) => tier.key === tierKey))
      .map(({ tierKey }) => of(catalogMessages.problem.noTier(application.name, tierKey)));
  });
  const touched = new Set(given.map(({ applicationKey }) => applicationKey));
  return [
    ...problems,
    ...[...applications.values()]
      .filter(({ key }) => touched.has(key))
      .flatMap((application) => amountProblems(application, after)),
  ];
}

function amountProblems(application: Application, contracts: readonly Contract[]): CatalogProblem[] {
  const own = contracts.filter(({ applicationKey }) => applicationKey === application.key);
  if (own.length > MAX_CONTRACTS)
    return [
      {
        where: application.name,
        message: catalogMessages.problem.tooManyContracts(own.length, MAX_CONTRACTS),
      },
    ];
  return application.tiers
    .filter(({ key }) => mostSeats(own, key) > MAX_SEATS)
    .map((tier) => ({
      where: entitlementName(application, tier),
      message: catalogMessages.problem.tooManySeats(MAX_SEATS),
    }));
}

/** Seats come from the tier or from contracts, never from both and never from nowhere. */
export function seatProblems(
  applications: readonly OpenApplication[],
  contracts: readonly Contract[],
): CatalogProblem[] {
  const withContracts = new Set(contracts.map(({ applicationKey }) => applicationKey));
  return applications.flatMap(({ key, name, tiers }) =>
    tiers.flatMap((tier): CatalogProblem[] => {
      const where = `${name} ${tier.name}`;
      if (!withContracts.has(key))
        return tier.seats === null ? [{ where, message: catalogMessages.problem.noSeats }] : [];
      const named = [
        ...(tier.seats === null ? [] : ['seats']),
        ...(tier.price === null ? [] : ['price']),
        ...(tier.contractEnd === null ? [] : ['contractEnd']),
      ];
      if (named.length === 0) return [];
      const message = catalogMessages.problem.seatsTwice(name, named);
      return [{ where, message }];
    }),
  );
}
