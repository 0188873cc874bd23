import { listApplications } from '../adapters/sql/catalog';
import { together } from '../adapters/sql/database';
import { countUnmeasured, listTickets, readTallies } from '../adapters/sql/kpi-tallies';
import type { GadgetConfiguration, GadgetSetup, MeasureReport } from '../contracts/lead-gadget';
import { kpiOf, MEASURED_KPI_IDS, type KpiDefinition, type KpiTarget } from '../domain/kpi/definitions';
import { edgesOf, figureOf, type Tally } from '../domain/kpi/kpi';
import { jqlOf, readingOf, sliceNames, talliesOf, type KpiQuestion } from './measure-kpis';

const DAY = 86_400_000;
const MAX_LISTED = 50;
const MAX_APPLICATIONS = 1_000;
/** Into how many parts of equal length a trend is cut, by the days of its period. */
export const TREND_PARTS: Readonly<Record<7 | 30 | 90 | 365, number>> = { 7: 7, 30: 10, 90: 12, 365: 12 };

/** A lead's measure over the last days, with its trend, the period before, and the tickets behind it; one statement. */
export async function reportMeasure(configuration: GadgetConfiguration, now: number): Promise<MeasureReport> {
  const { projectId, measure, days } = configuration;
  const period = { from: now - days * DAY, to: now };
  const question: KpiQuestion = { projectId, period, parts: TREND_PARTS[days], now };
  const definition = kpiOf(measure);
  const { measure: how } = definition;
  if (how.kind === 'waiting') throw new Error(`${measure} has no data, and no gadget shows it`);
  const asked = { projectId, source: how.source, edges: edgesOf(period, 1).slice(1), now };
  const [tallies, lengths, tickets, applications, unmeasured] = await together(() =>
    Promise.all([
      talliesOf(definition, 'application', question),
      readLengths(definition, question),
      listTickets(asked, how.look, MAX_LISTED, 0),
      listApplications(MAX_APPLICATIONS),
      how.source === 'sla' ? countUnmeasured(projectId, period.from, period.to) : 0,
    ]),
  );
  const names = sliceNames(applications, (poolId) => poolId);
  const listed = [...tickets].sort(
    how.source === 'time-to-fulfill' ? (a, b) => (b.elapsed ?? 0) - (a.elapsed ?? 0) : (a, b) => b.at - a.at,
  );
  return {
    kind: 'report',
    configuration,
    ...period,
    ...readingOf(definition, 'application', tallies, question, names),
    target: targetOf(definition, configuration),
    percentiles:
      how.source === 'time-to-fulfill'
        ? percentilesOf(
            how.figure === 'mean' ? lengths : tallies.filter(({ part }) => part >= question.parts),
          )
        : null,
    tickets: listed.map(({ applicationKey, ...ticket }) => ({
      ...ticket,
      applicationName: names('application', applicationKey).label,
    })),
    jql: jqlOf(listed),
    unmeasured,
  };
}

/** Lengths of time one by one; none where they are asked for anyway, or where there are none. */
const readLengths = (
  { measure }: KpiDefinition,
  { projectId, period, now }: KpiQuestion,
): Promise<readonly Tally[]> =>
  measure.kind === 'measured' && measure.source === 'time-to-fulfill' && measure.figure === 'mean'
    ? readTallies({
        source: measure.source,
        slice: null,
        byLength: true,
        projectId,
        edges: [period.from, period.to],
        now,
      })
    : Promise.resolve([]);

function percentilesOf(lengths: readonly Tally[]): MeasureReport['percentiles'] {
  const median = figureOf('median', lengths).value;
  const ninetieth = figureOf('ninetieth', lengths).value;
  return median === null || ninetieth === null ? null : { median, ninetieth };
}

function targetOf(
  { target, direction }: KpiDefinition,
  configuration: GadgetConfiguration,
): KpiTarget | null {
  if (configuration.target === null) return target;
  return { is: direction === 'down' ? 'at-most' : 'at-least', value: configuration.target };
}

/** What a lead can choose between. */
export const gadgetMeasures = (): GadgetSetup['measures'] =>
  MEASURED_KPI_IDS.map((id) => {
    const { name, unit, target } = kpiOf(id);
    return { id, name, unit, target };
  });
