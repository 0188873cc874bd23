import { readCatalog } from '../adapters/sql/catalog';
import { together } from '../adapters/sql/database';
import { countImported, listTickets } from '../adapters/sql/kpi-tallies';
import type { KpiReport, KpiTickets } from '../contracts/kpi';
import { SeatkeeperError } from '../domain/errors';
import { KPIS, kpiOf, type KpiId, type KpiSlice } from '../domain/kpi/definitions';
import { edgesOf, figureOf, WHOLE } from '../domain/kpi/kpi';
import { reportCsv } from '../domain/kpi/report-csv';
import { costOf, jqlOf, readingOf, sliceNames, talliesOf, type KpiQuestion } from './measure-kpis';
import { poolNames } from './pool-names';
import { TREND_PARTS } from './report-measure';

const DAY = 86_400_000;
const TICKETS_A_PAGE = 50;

type Days = keyof typeof TREND_PARTS;

const questionOf = (projectId: string, days: Days, now: number): KpiQuestion => ({
  projectId,
  period: { from: now - days * DAY, to: now },
  parts: TREND_PARTS[days],
  scope: WHOLE,
  now,
});

/** Every KPI over the last days, cut by one thing where that can be; the figures are one statement. */
export async function reportKpis(
  projectId: string,
  days: Days,
  slice: KpiSlice | null,
  now: number,
): Promise<KpiReport> {
  const question = questionOf(projectId, days, now);
  const [tallies, costs, imported] = await together(() =>
    Promise.all([
      Promise.all(KPIS.map((definition) => talliesOf(definition, slice, question))),
      Promise.all(KPIS.map((definition) => costOf(definition, question))),
      countImported(projectId, question.period.from, question.period.to),
    ]),
  );
  const catalog = slice === null ? [] : await readCatalog();
  const names = sliceNames(catalog, poolNames(catalog));
  return {
    ...question.period,
    imported,
    readings: KPIS.map((definition, index) =>
      readingOf(definition, slice, tallies[index] ?? [], costs[index] ?? null, question, names),
    ),
  };
}

/** The same as CSV. */
export async function exportKpis(
  projectId: string,
  days: Days,
  slice: KpiSlice | null,
  now: number,
): Promise<{ readonly csv: string }> {
  const report = await reportKpis(projectId, days, slice, now);
  return { csv: reportCsv(report, report.readings) };
}

/**
 * A page of the tickets behind a KPI: those it counts as hits, those it does not, or all.
 * @throws {SeatkeeperError} `invalid` for hits or misses of a length of time
 */
export async function listKpiTickets(
  projectId: string,
  {
    kpi,
    days,
    side,
    page,
  }: {
    readonly kpi: KpiId;
    readonly days: Days;
    readonly side: 'hits' | 'misses' | 'all';
    readonly page: number;
  },
  now: number,
): Promise<KpiTickets> {
  const definition = kpiOf(kpi);
  const { measure } = definition;
  if (measure.kind === 'waiting' || measure.about === 'pools')
    return { total: 0, page: 0, pages: 1, tickets: [], jql: null };
  const isLength = measure.figure !== 'share' && measure.figure !== 'count';
  if (isLength && side !== 'all')
    throw new SeatkeeperError(
      'invalid',
      `“${definition.name}” is a length of time: it has no hits and misses, ask for all.`,
    );
  const question = questionOf(projectId, days, now);
  const asked = {
    projectId,
    source: measure.source,
    edges: edgesOf(question.period, 1).slice(1),
    scope: WHOLE,
    now,
  };
  const { hits, of } = figureOf(
    measure.figure === 'count' ? 'count' : 'share',
    (await talliesOf(definition, null, { ...question, parts: 1 })).filter(({ part }) => part === 1),
  );
  const total = { hits, misses: of - hits, all: of }[side];
  const pages = Math.max(1, Math.ceil(total / TICKETS_A_PAGE));
  const shown = Math.min(page, pages - 1);
  const tickets = await listTickets(asked, side, TICKETS_A_PAGE, shown * TICKETS_A_PAGE);
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
