import { ownedBy } from '../../catalog/rules/ownership';
import type { OfferedFile } from '../../common/contract/offered-file';
import { offerDownload } from '../../common/forge/downloads';
import { reportXlsx, XLSX_TYPE } from '../files/report-xlsx';
import { readCatalog } from '../../catalog/store/catalog';
import { combined, constant, listed, readTogether } from '../../common/store/reading';
import { importedReading, listTickets } from '../store/kpi-tallies';
import type {
  KpiPools,
  KpiPoolsQuestion,
  KpiReport,
  KpiReportQuestion,
  KpiTickets,
  KpiTicketsQuestion,
} from '../contract/kpi';
import { applicationKeyOf, poolIdOf } from '../../catalog/rules/catalog';
import { dateAt } from '../../calendars/rules/time-zone';
import { SeatkeeperError } from '../../common/rules/errors';
import { KPIS, kpiOf, type KpiDefinition, type KpiSlice } from '../rules/definitions';
import { bySlice, figureOf, WHOLE, worstFirst } from '../rules/kpi';
import { reportCsv } from '../rules/report-csv';
import { frameOf, periodOf } from '../rules/report-frame';
import {
  costReading,
  countedReading,
  countKpi,
  exactlyIn,
  jqlOf,
  readingIn,
  sliceNames,
} from './measure-kpis';
import { poolNames } from '../../catalog/usecases/pool-names';
import { kpiMessages } from '../rules/messages';

const ROWS_A_PAGE = 50;

/**
 * Every KPI over a period beside the one it is compared with, cut by one thing where that can be; the figures are one
 * statement, and one more where percentiles need it. Slices are counted apart from the course, so that many slices and many parts do not multiply.
 * @throws {SeatkeeperError} `invalid` for dates that are no period, that have not come yet, or for too many parts
 */
export async function reportKpis(
  projectId: string,
  asked: KpiReportQuestion,
  now: number,
): Promise<KpiReport> {
  const { slice, grain, timeZone } = asked;
  const frame = frameOf(asked, now);
  const { period, compared, parts } = frame;
  const borders = [compared.from, compared.to, period.from, period.to];
  const edges = risingEdges([...borders, ...parts.map(({ from }) => from)]);
  const question = { projectId, period, scope: WHOLE, now };
  const { counted, imported } = await readTogether({
    counted: listed(
      KPIS.map((definition) =>
        combined({
          definition: constant(definition),
          course: countedReading(definition, null, edges, question),
          slices:
            slice !== null && isCutBy(definition, slice)
              ? countedReading(definition, slice, risingEdges(borders), question)
              : constant({ edges, tallies: [] }),
          cost: costReading(definition, question),
        }),
      ),
    ),
    imported: importedReading(projectId, period.from, period.to),
  });
  const exactly = await exactlyIn(counted, frame, question);
  const catalog = slice === null ? [] : await readCatalog();
  const names = sliceNames(catalog, poolNames(catalog));
  return {
    ...period,
    ...{ compared, grain, timeZone, now, imported },
    readings: counted.map(({ definition, ...tallied }) =>
      readingIn(definition, slice, tallied, frame, names, exactly),
    ),
  };
}

const risingEdges = (edges: readonly number[]): number[] => [...new Set(edges)].sort((a, b) => a - b);

const isCutBy = ({ measure }: KpiDefinition, slice: KpiSlice): boolean =>
  measure.kind === 'measured' && measure.slices.includes(slice);

/** The same as CSV. */
export async function exportKpis(
  projectId: string,
  asked: KpiReportQuestion,
  now: number,
): Promise<{ readonly csv: string }> {
  return { csv: reportCsv(await reportKpis(projectId, asked, now)) };
}

/**
 * The same as a workbook, kept for fifteen minutes.
 * @param id nothing that anybody could guess: whoever has the address gets the file
 */
export async function downloadKpis(
  projectId: string,
  asked: KpiReportQuestion,
  id: string,
  now: number,
): Promise<OfferedFile> {
  const report = await reportKpis(projectId, asked, now);
  const key = `kpis-${dateAt(asked.timeZone, now)}-${id}.xlsx`;
  const content = await reportXlsx(report, asked.timeZone);
  return offerDownload({ key, content, contentType: XLSX_TYPE }, now);
}

/**
 * A page of the license pools behind a KPI, those furthest from its target first; none for a KPI about tickets.
 * @throws {SeatkeeperError} `invalid` for dates that are no period
 */
export async function listKpiPools(
  projectId: string,
  { kpi, page, ...stretch }: KpiPoolsQuestion,
  viewer: { readonly accountId: string; readonly isAdministrator: boolean },
  now: number,
): Promise<KpiPools> {
  const definition = kpiOf(kpi);
  const { measure } = definition;
  const { from, to } = periodOf(stretch.period, stretch.timeZone, now);
  if (measure.kind === 'waiting' || measure.about !== 'pools')
    return { total: 0, page: 0, pages: 1, pools: [] };
  const { tallies } = await countKpi(definition, 'tier', [from, to], { projectId, scope: WHOLE, now });
  const pools = worstFirst(definition, bySlice(measure.figure, tallies));
  const pages = Math.max(1, Math.ceil(pools.length / ROWS_A_PAGE));
  const shown = Math.min(page, pages - 1);
  const catalog = await readCatalog();
  const nameOf = poolNames(catalog);
  const owned = ownedBy(viewer.accountId, catalog);
  const mayOpen = (poolId: string): boolean =>
    known.has(poolId) && (viewer.isAdministrator || owned.includes(applicationKeyOf(poolId)));
  const known = new Set(catalog.flatMap(({ key, tiers }) => tiers.map((tier) => poolIdOf(key, tier.key))));
  return {
    total: pools.length,
    page: shown,
    pages,
    pools: pools.slice(shown * ROWS_A_PAGE, (shown + 1) * ROWS_A_PAGE).map(({ slice: poolId, ...rate }) => ({
      ...rate,
      poolId,
      name: nameOf(poolId),
      isInCatalog: known.has(poolId),
      mayOpen: mayOpen(poolId),
    })),
  };
}

/**
 * A page of the tickets behind a KPI: those it counts as hits, those it does not, or all.
 * @throws {SeatkeeperError} `invalid` for hits or misses of a length of time, and for dates that are no period
 */
export async function listKpiTickets(
  projectId: string,
  { kpi, side, page, ...stretch }: KpiTicketsQuestion,
  now: number,
): Promise<KpiTickets> {
  const definition = kpiOf(kpi);
  const { measure } = definition;
  if (measure.kind === 'waiting' || measure.about !== 'tickets')
    return { total: 0, page: 0, pages: 1, tickets: [], jql: null };
  const isLength = measure.figure !== 'share' && measure.figure !== 'count';
  if (isLength && side !== 'all')
    throw new SeatkeeperError('invalid', kpiMessages.noHitsAndMisses(definition.name));
  const period = periodOf(stretch.period, stretch.timeZone, now);
  const edges = [period.from, period.to];
  const asked = { projectId, source: measure.source, edges, scope: WHOLE, now };
  const { hits, of } = figureOf(
    measure.figure === 'count' ? 'count' : 'share',
    (await countKpi(definition, null, edges, asked)).tallies,
  );
  const total = { hits, misses: of - hits, all: of }[side];
  const pages = Math.max(1, Math.ceil(total / ROWS_A_PAGE));
  const shown = Math.min(page, pages - 1);
  const tickets = await listTickets(asked, side, ROWS_A_PAGE, shown * ROWS_A_PAGE);
  const catalog = await readCatalog();
  const names = sliceNames(catalog, poolNames(catalog));
  return {
    total,
    page: shown,
    pages,
    tickets: tickets.map(({ applicationKey, ...ticket }) => ({
      ...ticket,
      applicationName: names('application', applicationKey).label,
    })),
    jql: jqlOf(tickets),
  };
}
