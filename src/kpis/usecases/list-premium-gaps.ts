import { applicationKeyOf } from '../../catalog/rules/catalog';
import { ownedBy } from '../../catalog/rules/ownership';
import { readCatalog } from '../../catalog/store/catalog';
import { poolNames } from '../../catalog/usecases/pool-names';
import { read } from '../../common/store/reading';
import type { KpiLicenseRow, KpiLicenses, KpiLicensesQuestion } from '../contract/kpi';
import { periodOf } from '../rules/report-frame';
import { premiumGapsReading, type PremiumGap } from '../store/premium-gaps';

const ROWS_A_PAGE = 50;

/**
 * A page of what keeps premium compliance from being whole: each license with its pool, who has it, since when and why it does
 * not count. Who has one, and who deleted a ticket, is shown to administrators and to owners of its application. Two statements.
 * @throws {SeatkeeperError} `invalid` for dates that are no period
 */
export async function listPremiumGaps(
  projectId: string,
  { page, ...stretch }: KpiLicensesQuestion,
  viewer: { readonly accountId: string; readonly isAdministrator: boolean },
  now: number,
): Promise<KpiLicenses> {
  const period = periodOf(stretch.period, stretch.timeZone, now);
  const { total, gaps } = await read(premiumGapsReading(projectId, period, ROWS_A_PAGE, page * ROWS_A_PAGE));
  const catalog = await readCatalog();
  const nameOf = poolNames(catalog);
  const owned = ownedBy(viewer.accountId, catalog);
  const rowOf = ({ poolId, holderId, deletedById, ...gap }: PremiumGap): KpiLicenseRow => {
    const maySee = viewer.isAdministrator || (poolId !== null && owned.includes(applicationKeyOf(poolId)));
    return {
      ...gap,
      pool: poolId === null ? null : nameOf(poolId),
      holderId: maySee ? holderId : null,
      deletedById: maySee ? deletedById : null,
      isHidden: holderId !== null && !maySee,
    };
  };
  return { total, page, pages: Math.max(1, Math.ceil(total / ROWS_A_PAGE)), rows: gaps.map(rowOf) };
}
