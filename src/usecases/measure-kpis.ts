import { readIdlePrices, readTallies } from '../adapters/sql/kpi-tallies';
import { poolIdOf, type Application } from '../domain/catalog/catalog';
import type { KpiDefinition, KpiSlice } from '../domain/kpi/definitions';
import { bySlice, edgesOf, figureOf, rate, type KpiScope, type Period, type Tally } from '../domain/kpi/kpi';
import { monthlyByCurrency, type Money } from '../domain/money';
import type { KpiPart, KpiReading } from '../contracts/kpi';

/** What KPIs are measured over. */
export interface KpiQuestion {
  readonly projectId: string;
  readonly period: Period;
  /** Into how many parts of equal length the period is cut for its trend. */
  readonly parts: number;
  readonly scope: KpiScope;
  readonly now: number;
}

/** Reads the tallies of one KPI, over the period and the one before, in one statement. */
export async function talliesOf(
  { measure }: KpiDefinition,
  slice: KpiSlice | null,
  { projectId, period, parts, scope, now }: KpiQuestion,
): Promise<readonly Tally[]> {
  if (measure.kind === 'waiting') return [];
  return readTallies({
    source: measure.source,
    slice: slice !== null && measure.slices.includes(slice) ? slice : null,
    byLength: measure.figure === 'median' || measure.figure === 'ninetieth',
    projectId,
    edges: edgesOf(period, parts),
    scope,
    now,
  });
}

/** What the seats that a KPI counts cost a month, by currency; null where it does not count seats with a price. */
export async function costOf(
  { measure }: KpiDefinition,
  { projectId, period, parts, scope, now }: KpiQuestion,
): Promise<readonly Money[] | null> {
  if (measure.kind === 'waiting' || measure.source !== 'inactive-seats') return null;
  // the same part of the time that tells the figure
  const edges = edgesOf(period, parts).slice(-2);
  return monthlyByCurrency(await readIdlePrices({ projectId, edges, scope, now }));
}

/** The KPI that tallies over a period and the one before add up to. */
export function readingOf(
  definition: KpiDefinition,
  slice: KpiSlice | null,
  tallies: readonly Tally[],
  cost: readonly Money[] | null,
  { period, parts }: KpiQuestion,
  names: SliceNames,
): KpiReading {
  const { measure } = definition;
  if (measure.kind === 'waiting')
    return { definition, rate: rate(0, 0), before: rate(0, 0), cost, trend: [], slices: [] };
  const { source, figure } = measure;
  // of what only the last day counts, the last part tells it
  const isLevel = source === 'inactive-seats';
  const within = (from: number, to: number): Tally[] =>
    tallies.filter(({ part }) => part >= from && part < to);
  const levels = isLevel ? { now: 2 * parts - 1, before: parts - 1 } : { now: parts, before: 0 };
  const current = within(levels.now, 2 * parts);
  const earlier = within(levels.before, parts);
  const edges = edgesOf(period, parts);
  const valueOf = (some: readonly Tally[], value: string): number | null =>
    figureOf(
      figure,
      some.filter((tally) => tally.slice === value),
    ).value;
  const isNow = source === 'backlog';
  return {
    definition,
    // nothing open is a backlog of zero, and no unknown one
    rate: isNow && current.length === 0 ? { hits: 0, of: 0, value: 0 } : figureOf(figure, current),
    before: figureOf(figure, earlier),
    cost,
    trend: isNow
      ? []
      : Array.from({ length: parts }, (_, index) => ({
          from: edges[parts + index] ?? period.from,
          ...figureOf(figure, within(parts + index, parts + index + 1)),
        })),
    slices:
      slice === null || !measure.slices.includes(slice)
        ? []
        : bySlice(figure, current).map((part) => ({
            ...part,
            ...names(slice, part.slice),
            valueBefore: valueOf(earlier, part.slice),
          })),
  };
}

export type SliceNames = (slice: KpiSlice, value: string) => Pick<KpiPart, 'label' | 'isAccount'>;

/** Names slices as people know them. */
export function sliceNames(
  applications: readonly Pick<Application, 'key' | 'name'>[],
  poolName: (poolId: string) => string,
): SliceNames {
  const names = new Map(applications.map(({ key, name }) => [key, name]));
  return (slice, value) => {
    if (value === '') return { label: 'not known', isAccount: false };
    if (slice === 'application') return { label: names.get(value) ?? value, isAccount: false };
    if (slice === 'tier') {
      const [application = '', tier = ''] = value.split('/');
      return { label: poolName(poolIdOf(application, tier)), isAccount: false };
    }
    return {
      label: slice === 'request-type' ? `request type ${value}` : value,
      isAccount: slice === 'assignee',
    };
  };
}

/** A JQL query that finds exactly these tickets, whatever else changes; null for none, and where another system has some. */
export const jqlOf = (
  tickets: readonly { readonly issueKey: string; readonly isInJira: boolean }[],
): string | null =>
  tickets.length === 0 || tickets.some(({ isInJira }) => !isInJira)
    ? null
    : `key in (${[...new Set(tickets.map(({ issueKey }) => issueKey))].join(', ')})`;
