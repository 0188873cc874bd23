import { constant, mapped, read, type Reading } from '../../common/store/reading';
import { idleSeatsReading, talliesReading, type IdleSeats } from '../store/kpi-tallies';
import { keysOfPool, poolIdOf, type Application } from '../../catalog/rules/catalog';
import type { KpiDefinition, KpiSlice, TallySource } from '../rules/definitions';
import {
  bySlice,
  changeOf,
  edgesOf,
  figureOf,
  rate,
  type KpiScope,
  type Period,
  type Tally,
} from '../rules/kpi';
import type { Frame } from '../rules/report-frame';
import { exactPercentiles, percentilesOf, type Exactly } from './exact-percentiles';
import { costOfSeats, timesCost, yearlyCosts, type Cost } from '../../common/rules/seat-costs';
import type { KpiPart, KpiReading } from '../contract/kpi';
import { kpiMessages } from '../rules/messages';

/** What KPIs are measured over. */
export interface KpiQuestion {
  readonly projectId: string;
  readonly period: Period;
  /** Into how many parts of equal length the period is cut for its trend. */
  readonly parts: number;
  readonly scope: KpiScope;
  readonly now: number;
}

/** Tallies between moments: part 0 of them from the first edge up to the second, and so on. */
export interface Counted {
  /** Milliseconds since the epoch, rising. */
  readonly edges: readonly number[];
  readonly tallies: readonly Tally[];
}

/** Counts the records of one KPI between moments, in one statement. */
export function countedReading(
  { measure }: KpiDefinition,
  slice: KpiSlice | null,
  edges: readonly number[],
  { projectId, scope, now }: Pick<KpiQuestion, 'projectId' | 'scope' | 'now'>,
): Reading<Counted> {
  if (measure.kind === 'waiting') return constant({ edges, tallies: [] });
  const counted = talliesReading({
    source: measure.source,
    slice: slice !== null && measure.slices.includes(slice) ? slice : null,
    byLength: measure.figure === 'median' || measure.figure === 'ninetieth',
    projectId,
    edges,
    scope,
    now,
  });
  return mapped(counted, (tallies) => ({ edges, tallies }));
}

export const countKpi = (...asked: Parameters<typeof countedReading>): Promise<Counted> =>
  read(countedReading(...asked));

/** The tallies of one KPI, over the period and the one before, in one statement. */
export const talliesOfReading = (
  definition: KpiDefinition,
  slice: KpiSlice | null,
  question: KpiQuestion,
): Reading<readonly Tally[]> =>
  mapped(
    countedReading(definition, slice, edgesOf(question.period, question.parts), question),
    ({ tallies }) => tallies,
  );

/** What the seats that a KPI counts cost a year, by currency; null where it does not count seats with a price. */
export function costReading(
  { measure }: KpiDefinition,
  { projectId, period, scope, now }: Omit<KpiQuestion, 'parts'>,
): Reading<readonly Cost[] | null> {
  if (measure.kind === 'waiting' || measure.source !== 'inactive-seats') return constant(null);
  // the last day of the period that was recorded tells the figure, however the period is cut
  const edges = [period.from, period.to];
  return mapped(idleSeatsReading({ projectId, edges, scope, now }), costsOfIdle);
}

const costsOfIdle = (idle: readonly IdleSeats[]): Cost[] =>
  yearlyCosts(
    idle.flatMap(({ priceLines, inactive, inUse, pools }) =>
      costOfSeats(priceLines, inactive, inUse).costs.map((cost) => timesCost(cost, pools)),
    ),
  );

/** A period in parts of equal length, and the one of equal length before. */
export function evenFrame({ period, parts }: Pick<KpiQuestion, 'period' | 'parts'>): Frame {
  const edges = edgesOf(period, parts);
  return {
    period,
    compared: { from: edges[0] ?? period.from, to: period.from },
    parts: Array.from({ length: parts }, (_, index) => ({
      from: edges[parts + index] ?? period.from,
      to: edges[parts + index + 1] ?? period.to,
      extent: 'whole',
    })),
  };
}

/** What was counted over a period and the one of equal length before. */
export const evenlyCounted = (
  { period, parts }: Pick<KpiQuestion, 'period' | 'parts'>,
  tallies: readonly Tally[],
): Counted => ({ edges: edgesOf(period, parts), tallies });

/** What percentiles are exactly that were counted over a period and the one it is compared with. */
export const exactlyIn = (
  counted: readonly { readonly definition: KpiDefinition; readonly course: Counted }[],
  { period, compared }: Pick<Frame, 'period' | 'compared'>,
  question: Pick<KpiQuestion, 'projectId' | 'scope' | 'now'>,
): Promise<Exactly> =>
  exactPercentiles(
    counted.flatMap(({ definition, course }) =>
      percentilesOf(
        definition,
        [period, compared].map((stretch) => ({ stretch, tallies: within(course, stretch) })),
      ),
    ),
    question,
  );

/** What was counted within a period whose ends are edges of the counting. */
export const within = ({ edges, tallies }: Counted, { from, to }: Period): Tally[] =>
  tallies.filter(({ part }) => (edges[part] ?? -Infinity) >= from && (edges[part + 1] ?? Infinity) <= to);

/** The same of the last part alone that has anything. */
function lastOf(tallies: readonly Tally[]): Tally[] {
  const last = Math.max(...tallies.map(({ part }) => part));
  return tallies.filter(({ part }) => part === last);
}

/** What happened in all parts, and what was held in the last one that says so. */
const lastHeld = (tallies: readonly Tally[]): Tally[] => [
  ...tallies.filter(({ isHeld }) => !isHeld),
  ...lastOf(tallies.filter(({ isHeld }) => isHeld)),
];

/**
 * The KPI that was counted over a period and the one it is compared with.
 * @param counted its course, and its slices, of which no course is measured
 * @param exactly gives percentiles of the whole period and of the other their exact values
 */
export function readingIn(
  definition: KpiDefinition,
  slice: KpiSlice | null,
  counted: { readonly course: Counted; readonly slices: Counted; readonly cost: readonly Cost[] | null },
  { period, compared, parts }: Frame,
  names: SliceNames,
  exactly: Exactly,
): KpiReading {
  const { measure } = definition;
  const { cost } = counted;
  const nothing = { cost, before: rate(0, 0), trend: [], slices: [], change: null };
  if (measure.kind === 'waiting') return { definition, isAsOfNow: false, rate: rate(0, 0), ...nothing };
  const { source, figure } = measure;
  const isAsOfNow = source === 'backlog';
  const over = (some: Counted, stretch: Period): Tally[] => {
    const all = within(some, stretch);
    // of what only the last day counts, the last part tells it
    if (source === 'inactive-seats') return lastOf(all);
    return source === 'premium' ? lastHeld(all) : all;
  };
  const current = (some: Counted): readonly Tally[] => (isAsOfNow ? some.tallies : over(some, period));
  const earlier = (some: Counted): readonly Tally[] => (isAsOfNow ? [] : over(some, compared));
  const now = current(counted.course);
  // nothing open is a backlog of zero, and no unknown one
  const figureNow =
    isAsOfNow && now.length === 0
      ? { hits: 0, of: 0, value: 0 }
      : exactly(figure, period, figureOf(figure, now));
  const before = exactly(figure, compared, figureOf(figure, earlier(counted.course)));
  return {
    definition,
    isAsOfNow,
    rate: figureNow,
    before,
    cost,
    change: changeOf(definition, figureNow.value, before.value),
    trend: isAsOfNow
      ? []
      : parts.map((part) => ({ ...part, ...figureOf(figure, over(counted.course, part)) })),
    slices:
      slice === null || !measure.slices.includes(slice)
        ? []
        : bySlice(figure, cutOf(source, current(counted.slices))).map((part) => {
            const then = earlier(counted.slices).filter((tally) => tally.slice === part.slice);
            const was = figureOf(figure, then);
            return {
              ...part,
              ...names(slice, part.slice),
              before: was,
              // a part is held against no target
              change: changeOf(definition, part.value, was.value, null),
            };
          }),
  };
}

/** A pool without premium licenses is no part of them. */
const cutOf = (source: TallySource, tallies: readonly Tally[]): readonly Tally[] =>
  source === 'premium' ? tallies.filter(({ of }) => of > 0) : tallies;

export type SliceNames = (slice: KpiSlice, value: string) => Pick<KpiPart, 'label' | 'isAccount'>;

/** Names slices as people know them. */
export function sliceNames(
  applications: readonly Pick<Application, 'key' | 'name'>[],
  poolName: (poolId: string) => string,
): SliceNames {
  const names = new Map(applications.map(({ key, name }) => [key, name]));
  return (slice, value) => {
    if (value === '') return { label: kpiMessages.unknownSlice, isAccount: false };
    if (slice === 'application') return { label: names.get(value) ?? value, isAccount: false };
    if (slice === 'tier') {
      const { applicationKey, tierKey } = keysOfPool(value);
      return { label: poolName(poolIdOf(applicationKey, tierKey)), isAccount: false };
    }
    return {
      label: slice === 'request-type' ? kpiMessages.requestType(value) : value,
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
