import { readRoleMappings } from '../store/role-mappings';
import { findApplication, readCatalog } from '../store/catalog';
import { readContracts } from '../store/contracts';
import type { ApplicationListView, ApplicationRow, ApplicationView } from '../contract/catalog';
import { findApplications, type ApplicationOrder, type ListedApplication } from '../rules/application-list';
import { isInForce, type Contract } from '../rules/contracts';
import { SeatkeeperError } from '../../common/rules/errors';
import { utcDay } from '../../common/rules/time-text';
import { catalogMessages } from '../rules/messages';

const ROWS_A_PAGE = 20;

/** One page of the applications that are like what is searched for. Two statements. */
export async function showApplications(
  {
    search,
    order,
    page,
  }: { readonly search: string; readonly order: ApplicationOrder; readonly page: number },
  mayEdit: boolean,
  now: number,
): Promise<ApplicationListView> {
  const day = utcDay(now);
  const catalog = await readCatalog();
  const found = findApplications(catalog, await readContracts(), search, order, day);
  const pages = Math.max(1, Math.ceil(found.length / ROWS_A_PAGE));
  const shown = Math.min(page, pages);
  return {
    day,
    mayEdit,
    total: catalog.length,
    found: found.length,
    page: shown,
    pages,
    applications: found.slice((shown - 1) * ROWS_A_PAGE, shown * ROWS_A_PAGE).map(rowOf),
  };
}

const rowOf = ({ application, contractEnd, noticeBy }: ListedApplication): ApplicationRow => ({
  key: application.key,
  name: application.name,
  ownerId: application.ownerId,
  risk: application.risk,
  criticality: application.criticality,
  region: application.region,
  tiers: application.tiers.map(({ key, name, premium, seats, priceLines }) => ({
    key,
    name,
    premium,
    seats,
    priceLines,
  })),
  contractEnd,
  noticeBy,
});

/** @throws {SeatkeeperError} `not-found` */
export async function showApplication(key: string, now: number): Promise<ApplicationView> {
  const application = await findApplication(key);
  if (application?.key !== key) throw new SeatkeeperError('not-found', catalogMessages.notFound);
  const day = utcDay(now);
  const contracts = (await readContracts())
    .filter(({ applicationKey }) => applicationKey === key)
    .map((contract) => ({ ...contract, state: stateOf(contract, day) }));
  const mappings = await readRoleMappings();
  return {
    day,
    application,
    contracts: (['in-force', 'coming', 'over'] as const).flatMap((state) =>
      contracts.filter((contract) => contract.state === state),
    ),
    roleMappings: mappings.filter(({ applicationKey }) => applicationKey === key),
  };
}

const stateOf = (contract: Contract, day: string): 'in-force' | 'coming' | 'over' => {
  if (isInForce(contract, day)) return 'in-force';
  return contract.start > day ? 'coming' : 'over';
};
