import { DAY } from '../../common/rules/time';
import { applicationsReading } from '../../catalog/store/catalog';
import { constant, readTogether, type Reading } from '../../common/store/reading';
import { departmentsReading, talliesReading, ticketsReading, unmeasuredReading } from '../store/kpi-tallies';
import { GADGET_PERIODS_DAYS } from '../contract/gadget-choices';
import type { GadgetConfiguration, GadgetOption, GadgetSetup, MeasureReport } from '../contract/lead-gadget';
import { SeatkeeperError } from '../../common/rules/errors';
import { kpiOf, MEASURED_KPI_IDS, type KpiDefinition, type KpiTarget } from '../rules/definitions';
import { edgesOf, figureOf, type Period, type Tally } from '../rules/kpi';
import { exactPercentiles, percentilesOf, type Exactly } from './exact-percentiles';
import {
  costReading,
  evenFrame,
  evenlyCounted,
  jqlOf,
  readingIn,
  sliceNames,
  talliesOfReading,
  within,
  type KpiQuestion,
} from './measure-kpis';
import { kpiMessages } from '../rules/messages';

const MAX_LISTED = 50;
const MAX_APPLICATIONS = 1_000;
/** Into how many parts of equal length a trend is cut, by the days of its period. */
export const TREND_PARTS: Readonly<Record<7 | 30 | 90 | 365, number>> = { 7: 7, 30: 10, 90: 12, 365: 12 };

/**
 * A lead's measure over the last days, with its trend, the period before, and the tickets behind it; one statement, and one more where
 * percentiles need it.
 * @throws {SeatkeeperError} `invalid` for departments of a measure that knows none
 */
export async function reportMeasure(configuration: GadgetConfiguration, now: number): Promise<MeasureReport> {
  const { projectId, measure, days, applications: only, departments } = configuration;
  const period = { from: now - days * DAY, to: now };
  const scope = { applications: only, departments };
  const question: KpiQuestion = { projectId, period, parts: TREND_PARTS[days], scope, now };
  const definition = kpiOf(measure);
  const { measure: how } = definition;
  if (how.kind === 'waiting') throw new Error(`${measure} has no data, and no gadget shows it`);
  if (departments.length > 0 && how.about !== 'tickets')
    throw new SeatkeeperError('invalid', kpiMessages.poolsHaveNoDepartment(definition.name));
  const asked = { projectId, source: how.source, edges: edgesOf(period, 1).slice(1), scope, now };
  const { tallies, cost, lengths, tickets, applications, unmeasured } = await readTogether({
    tallies: talliesOfReading(definition, 'application', question),
    cost: costReading(definition, question),
    lengths: lengthsReading(definition, question),
    tickets: ticketsReading(asked, how.look, MAX_LISTED, 0),
    applications: applicationsReading(MAX_APPLICATIONS),
    unmeasured: how.source === 'sla' ? unmeasuredReading(asked) : constant(0),
  });
  const names = sliceNames(applications, (poolId) => poolId);
  const frame = evenFrame(question);
  const course = evenlyCounted(question, tallies);
  const ofTime =
    how.source === 'time-to-fulfill' ? (how.figure === 'mean' ? lengths : within(course, period)) : null;
  const exactly = await exactPercentiles(
    [
      ...percentilesOf(definition, [{ stretch: frame.compared, tallies: within(course, frame.compared) }]),
      ...(ofTime === null ? [] : BOTH.map((figure) => ({ figure, stretch: period, tallies: ofTime }))),
    ],
    { projectId, scope, now },
  );
  return {
    kind: 'report',
    configuration,
    ...period,
    ...readingIn(definition, 'application', { course, slices: course, cost }, frame, names, exactly),
    only: {
      applications: only.map((key) => names('application', key).label),
      departments: departments.map((name) => names('department', name).label),
    },
    target: targetOf(definition, configuration),
    percentiles: ofTime === null ? null : bothOf(ofTime, period, exactly),
    tickets: tickets.map(({ applicationKey, ...ticket }) => ({
      ...ticket,
      applicationName: names('application', applicationKey).label,
    })),
    jql: jqlOf(tickets),
    unmeasured,
  };
}

/** Lengths of time one by one; none where they are asked for anyway, or where there are none. */
const lengthsReading = (
  { measure }: KpiDefinition,
  { projectId, period, scope, now }: KpiQuestion,
): Reading<readonly Tally[]> =>
  measure.kind === 'measured' && measure.source === 'time-to-fulfill' && measure.figure === 'mean'
    ? talliesReading({
        source: measure.source,
        slice: null,
        byLength: true,
        projectId,
        edges: [period.from, period.to],
        scope,
        now,
      })
    : constant([]);

const BOTH = ['median', 'ninetieth'] as const;

function bothOf(lengths: readonly Tally[], period: Period, exactly: Exactly): MeasureReport['percentiles'] {
  const [median, ninetieth] = [
    exactly('median', period, figureOf('median', lengths)).value,
    exactly('ninetieth', period, figureOf('ninetieth', lengths)).value,
  ];
  return median === null || ninetieth === null ? null : { median, ninetieth };
}

function targetOf(
  { target, direction }: KpiDefinition,
  configuration: GadgetConfiguration,
): KpiTarget | null {
  if (configuration.target === null) return target;
  return { is: direction === 'down' ? 'at-most' : 'at-least', value: configuration.target };
}

const NOT_KNOWN: GadgetOption = { value: '', label: kpiMessages.unknownOption };

/** What a lead can choose between, of projects that the lead may see; one statement. */
export async function gadgetChoices(
  projectIds: readonly string[],
  now: number,
): Promise<Pick<GadgetSetup, 'measures' | 'applications' | 'departments'>> {
  const { applications, departments } = await readTogether({
    applications: projectIds.length === 0 ? constant([]) : applicationsReading(MAX_APPLICATIONS),
    // what the longest period and the one before it can count
    departments: departmentsReading(projectIds, now - 2 * Math.max(...GADGET_PERIODS_DAYS) * DAY),
  });
  return {
    measures: MEASURED_KPI_IDS.map((id) => {
      const { name, unit, target, measure } = kpiOf(id);
      return {
        id,
        name,
        unit,
        target,
        hasDepartments: measure.kind === 'measured' && measure.about === 'tickets',
      };
    }),
    applications: options(applications.map(({ key, name }) => ({ value: key, label: name }))),
    departments: options(departments.flatMap((name) => (name === '' ? [] : [{ value: name, label: name }]))),
  };
}

const options = (known: readonly GadgetOption[]): GadgetOption[] =>
  known.length === 0 ? [] : [...known.toSorted((a, b) => (a.label < b.label ? -1 : 1)), NOT_KNOWN];
