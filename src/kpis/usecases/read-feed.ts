import { factsAfter } from '../store/fact-feed';
import type { CsvValue } from '../../common/rules/csv-text';
import { FACT_COLUMNS, type FeedColumn } from '../rules/fact-columns';
import { cursorAfter, cursorOrBeginning, type FeedCursor } from '../rules/feed-position';
import { KPI_COLUMNS, type KpiFigureRow } from '../rules/kpi-columns';
import { reportKpis } from './report-kpis';

/** A table, or a page of one. */
export interface FeedPage {
  readonly columns: readonly string[];
  /** Values in the order of the columns. */
  readonly rows: readonly (readonly CsvValue[])[];
  /** Where the next page begins, and later what changes; null for a table that comes as a whole. */
  readonly next: { readonly cursor: FeedCursor; readonly hasMore: boolean } | null;
}

const pageOf = <Row>(
  columns: readonly FeedColumn<Row>[],
  rows: readonly Row[],
  next: FeedPage['next'],
): FeedPage => ({
  columns: columns.map(({ name }) => name),
  rows: rows.map((row) => columns.map(({ of }) => of(row))),
  next,
});

/** A page of a project's facts, those that were changed longest ago first. */
export async function readFacts(
  projectId: string,
  since: FeedCursor | null,
  limit: number,
  now: number,
): Promise<FeedPage> {
  const cursor = cursorOrBeginning(since);
  const found = await factsAfter(projectId, cursor.after, limit + 1);
  const hasMore = found.length > limit;
  const facts = found.slice(0, limit);
  const next = cursorAfter(cursor, facts.at(-1) ?? null, hasMore, now);
  return pageOf(FACT_COLUMNS, facts, { cursor: next, hasMore });
}

/** The figures of the report over the last days, by application where that is asked for. */
export async function readFigures(
  projectId: string,
  days: 7 | 30 | 90 | 365,
  isByApplication: boolean,
  now: number,
): Promise<FeedPage> {
  const { readings, from, to } = await reportKpis(
    projectId,
    {
      // of no course, for which alone the time zone would matter
      ...{ period: { kind: 'last', days }, against: { kind: 'before' }, grain: 'month', timeZone: 'UTC' },
      slice: isByApplication ? 'application' : null,
    },
    now,
  );
  const period = { from, to };
  const rows = readings.flatMap(({ definition, rate, before, slices }): KpiFigureRow[] => [
    { definition, application: null, rate, before: before.value, period },
    ...slices.map((part) => ({
      ...{ definition, period },
      application: part.slice,
      rate: part,
      before: part.before.value,
    })),
  ]);
  return pageOf(KPI_COLUMNS, rows, null);
}
