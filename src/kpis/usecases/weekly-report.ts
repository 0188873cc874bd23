import { readCatalog } from '../../catalog/store/catalog';
import { combined, constant, listed, read, type Reading } from '../../common/store/reading';
import { talliesReading, ticketsReading, type KpiTicket } from '../store/kpi-tallies';
import { KPIS, type KpiDefinition } from '../rules/definitions';
import { WHOLE, type Tally } from '../rules/kpi';
import type { ReportWeek } from '../rules/report-week';
import type { WeeklyFigure, WeeklyReport } from '../rules/weekly-note';
import { evenFrame, evenlyCounted, exactlyIn, jqlOf, readingIn, sliceNames } from './measure-kpis';
import { poolNames } from '../../catalog/usecases/pool-names';

const MAX_LISTED = 50;

export interface WeeklyQuestion {
  readonly projectId: string;
  readonly week: ReportWeek;
  readonly timeZone: string;
  /** Begins the addresses of links; empty for links within the site that the report is read on. */
  readonly siteUrl: string;
  readonly now: number;
}

/** Every KPI that has data over a week, against the one before, with the tickets behind it; one statement or two, and the catalog. */
export async function weeklyReport(question: WeeklyQuestion): Promise<WeeklyReport> {
  const { week, timeZone, projectId, now } = question;
  const [, from, to] = week.edges;
  const definitions = KPIS.filter(({ measure }) => measure.kind === 'measured');
  const counted = await read(
    listed(
      definitions.map((definition) =>
        combined({
          definition: constant(definition),
          tallies: weeksReading(definition, question),
          tickets: ticketsToReviewReading(definition, question),
        }),
      ),
    ),
  );
  const evenly = { period: { from, to }, parts: 1 };
  const frame = evenFrame(evenly);
  const measured = counted.map(({ tallies, ...one }) => ({ ...one, course: evenlyCounted(evenly, tallies) }));
  const exactly = await exactlyIn(measured, frame, { projectId, scope: WHOLE, now });
  const catalog = await readCatalog();
  const names = sliceNames(catalog, poolNames(catalog));
  return {
    ...{ week, timeZone },
    figures: measured.map(({ definition, course, tickets }): WeeklyFigure => {
      const tallied = { course, slices: course, cost: null };
      const { rate, before, slices } = readingIn(
        ...([definition, 'application', tallied, frame, names, exactly] as const),
      );
      return { definition, rate, before, slices, tickets: tickets && linkTo(tickets, question) };
    }),
  };
}

/** Part 0 is the week before, part 1 the week. */
const weeksReading = (
  { measure }: KpiDefinition,
  { projectId, week, now }: WeeklyQuestion,
): Reading<readonly Tally[]> =>
  measure.kind === 'waiting'
    ? constant([])
    : talliesReading({
        source: measure.source,
        slice: measure.slices.includes('application') ? 'application' : null,
        byLength: measure.figure === 'median' || measure.figure === 'ninetieth',
        projectId,
        edges: week.edges,
        scope: WHOLE,
        now,
      });

/** One more than are linked, so that it shows whether there are more; null where no tickets stand behind it. */
const ticketsToReviewReading = (
  { measure }: KpiDefinition,
  { projectId, week, now }: WeeklyQuestion,
): Reading<readonly KpiTicket[] | null> =>
  measure.kind === 'waiting' || measure.about === 'pools'
    ? constant(null)
    : ticketsReading(
        { projectId, source: measure.source, edges: week.edges.slice(1), scope: WHOLE, now },
        measure.look,
        MAX_LISTED + 1,
        0,
      );

function linkTo(tickets: readonly KpiTicket[], { siteUrl }: WeeklyQuestion): WeeklyFigure['tickets'] {
  const linked = tickets.slice(0, MAX_LISTED);
  const here = linked.filter(({ isInJira }) => isInJira);
  const keysOf = (some: readonly KpiTicket[]): number => new Set(some.map(({ issueKey }) => issueKey)).size;
  const jql = jqlOf(here);
  return {
    count: keysOf(here),
    elsewhere: keysOf(linked) - keysOf(here),
    isCut: tickets.length > MAX_LISTED,
    url: jql === null ? null : `${siteUrl}/issues/?jql=${encodeURIComponent(jql)}`,
  };
}
