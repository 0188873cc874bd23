import { HOUR } from '../../common/rules/time';
import type { KpiDefinition, KpiFigure, KpiTarget, KpiUnit } from './definitions';

/** A stretch of time from `from` up to, not including, `to`; milliseconds since the epoch, UTC. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** What alone counts; an empty list leaves nothing out. Empty text stands for records that do not say. */
export interface KpiScope {
  /** Keys. */
  readonly applications: readonly string[];
  readonly departments: readonly string[];
}

export const WHOLE: KpiScope = { applications: [], departments: [] };

/** A share of a whole; `value` is null when the whole is empty, so that zero is only shown when it is zero. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  readonly value: number | null;
  /** Of how many of them nobody knows whether they are hits; absent where all is known. */
  readonly unknown?: number;
}

/**
 * How much of a day, week or month of the calendar a part is: all of it, what has passed of it so far, or what lies
 * within the period of one that is over.
 */
export type Extent = 'whole' | 'running' | 'cut';

/** One part of a period's course; milliseconds since the epoch. */
export interface TrendPoint extends Rate {
  readonly from: number;
  readonly to: number;
  readonly extent: Extent;
}

/** How a figure changed against what it is compared with, in its unit. */
export interface KpiChange {
  /** Now less compared, as both are shown: whoever subtracts what stands there gets the same. */
  readonly by: number;
  readonly is: 'better' | 'worse' | 'same';
}

/**
 * What records of one part of time, of one slice and, for percentiles, of one length add up to.
 * Tallies of different records are added; nothing else is ever done to them before the figure is made.
 */
export interface Tally {
  /** Part of the time asked about, the first being 0. */
  readonly part: number;
  /** What it is a slice of, such as an application's key; empty when nothing is known of it. */
  readonly slice: string;
  /** Milliseconds, for percentiles: of the longest that is counted here; 0 otherwise. */
  readonly length: number;
  readonly hits: number;
  readonly of: number;
  /** Of how many of them nobody knows; absent for none. */
  readonly unknown?: number;
  /** Whether it is what was held at the end of its part, of which only that of a time's last part counts. */
  readonly isHeld?: true;
}

export const rate = (hits: number, of: number): Rate => ({ hits, of, value: of === 0 ? null : hits / of });

export type Percentile = Extract<KpiFigure, 'median' | 'ninetieth'>;

const PERCENTILES: Readonly<Record<Percentile, number>> = { median: 0.5, ninetieth: 0.9 };

export const isPercentile = (figure: KpiFigure): figure is Percentile => Object.hasOwn(PERCENTILES, figure);

/** The figure that tallies add up to; its value is null when there is nothing to make it of. */
export function figureOf(figure: KpiFigure, tallies: readonly Tally[]): Rate {
  const hits = tallies.reduce((sum, tally) => sum + tally.hits, 0);
  const of = tallies.reduce((sum, tally) => sum + tally.of, 0);
  if (isPercentile(figure)) return { hits, of, value: atRank(tallies, rankOf(figure, of))?.length ?? null };
  if (figure === 'count') return countOf(hits, of, tallies);
  return rate(hits, of);
}

/** Where nobody knows anything of all that there is, there is no figure. */
function countOf(hits: number, of: number, tallies: readonly Tally[]): Rate {
  const unknown = tallies.reduce((sum, tally) => sum + (tally.unknown ?? 0), 0);
  if (unknown === 0) return { hits, of, value: tallies.length === 0 ? null : hits };
  return { hits, of, value: unknown === of ? null : hits, unknown };
}

/** The place, the first being 1, of the least length that so great a share of all does not exceed (nearest rank). */
const rankOf = (figure: Percentile, of: number): number => Math.max(1, Math.ceil(PERCENTILES[figure] * of));

function atRank(tallies: readonly Tally[], rank: number): Tally | null {
  let seen = 0;
  for (const tally of [...tallies].sort((a, b) => a.length - b.length)) {
    seen += tally.of;
    if (seen >= rank) return tally;
  }
  return null;
}

/**
 * The place among all lengths, the shortest being at 0, of a percentile that its tallies tell only roughly, since several
 * lengths are counted in one; null where they tell it, or where there is none.
 */
export function roughRank(figure: Percentile, tallies: readonly Tally[]): number | null {
  const of = tallies.reduce((sum, tally) => sum + tally.of, 0);
  const rank = rankOf(figure, of);
  const found = atRank(tallies, rank);
  const isRough = found !== null && (found.of > 1 || tallies.some((one) => isNear(one, found)));
  return isRough ? rank - 1 : null;
}

/** Lengths that are counted in two parts of the time, and may stand in either order. */
const isNear = (one: Tally, other: Tally): boolean =>
  one !== other && Math.abs(one.length - other.length) < HOUR / 10;

/** The tallies' slices with a figure for each, those with the most behind them first. */
export function bySlice(figure: KpiFigure, tallies: readonly Tally[]): (Rate & { readonly slice: string })[] {
  const slices = [...new Set(tallies.map(({ slice }) => slice))];
  return slices
    .map((slice) => ({
      slice,
      ...figureOf(
        figure,
        tallies.filter((one) => one.slice === slice),
      ),
    }))
    .sort((a, b) => b.of - a.of || (a.slice < b.slice ? -1 : 1));
}

const MILLIS: Readonly<Partial<Record<KpiUnit, number>>> = {
  'working-hours': HOUR,
  days: 24 * HOUR,
};

/** A value as people read it: percent of a hundred, hours, days, or how many. */
export function inUnit(value: number, unit: KpiUnit): number {
  if (unit === 'percent') return value * 100;
  return value / (MILLIS[unit] ?? 1);
}

/** What doubles lose in counting: 57 of 100 are 56.99999999999999%. A millisecond of an hour is more. */
const LOST = 1e-8;

/** Whether a value, in its unit and not rounded, is where it should be. */
export function isOnTarget(value: number, target: KpiTarget): boolean {
  switch (target.is) {
    case 'at-least':
      return value >= target.value - LOST;
    case 'at-most':
      return value <= target.value + LOST;
    case 'between':
      return value >= target.from - LOST && value <= target.to + LOST;
  }
}

/** As people read figures. */
export const toTenths = (value: number): number => Math.round(value * 10) / 10;

const toHundredths = (value: number): number => Math.round(value * 100) / 100;

/** The same beside a target: never rounded to the other side of it. */
export function toTenthsBeside(value: number, target: KpiTarget | null): number {
  const rounded = toTenths(value);
  if (target === null || isOnTarget(rounded, target) === isOnTarget(value, target)) return rounded;
  return (rounded > value ? Math.floor(value * 10) : Math.ceil(value * 10)) / 10;
}

/** A value as people read it: in its unit, to a tenth, and on its own side of a target that it is shown beside. */
export const shownIn = (value: number, unit: KpiUnit, target: KpiTarget | null): number =>
  toTenthsBeside(inUnit(value, unit), target);

/** A value as programs read it: in its unit, to a hundredth; null for none. */
export const exported = (value: number | null, unit: KpiUnit): number | null =>
  value === null ? null : toHundredths(inUnit(value, unit));

/** How far a value is from where it should be; less is better. */
function distance(value: number, { direction, target }: Pick<KpiDefinition, 'direction' | 'target'>): number {
  if (direction !== 'range') return direction === 'up' ? -value : value;
  if (target?.is !== 'between') return 0;
  return Math.max(0, target.from - value, value - target.to);
}

/** The parts of a figure, those furthest from where it should be first; of equal ones those with most behind them. */
export function worstFirst<T extends Rate>(
  definition: Pick<KpiDefinition, 'direction' | 'target' | 'unit'>,
  parts: readonly T[],
): T[] {
  const far = ({ value }: Rate): number =>
    value === null ? -Infinity : distance(inUnit(value, definition.unit), definition);
  return [...parts].sort((a, b) => Math.sign(far(b) - far(a)) || b.of - a.of);
}

type Judged = Pick<KpiDefinition, 'direction' | 'target' | 'unit'>;

/**
 * How a figure changed, as people read it.
 * @param beside what both values are shown beside: the target of a whole, nothing for a part of it
 * @returns null when there is nothing to compare
 */
export function changeOf(
  definition: Judged,
  value: number | null,
  compared: number | null,
  beside: KpiTarget | null = definition.target,
): KpiChange | null {
  if (value === null || compared === null) return null;
  const [now, then] = [value, compared].map((one) => shownIn(one, definition.unit, beside));
  return changeBetween(definition, now ?? null, then ?? null);
}

/**
 * The difference of two figures as they are shown, to a hundredth, and whether it is a better one. In a range, closer to it
 * is better, and moving within it is neither.
 * @returns null when there is nothing to compare
 */
export function changeBetween(definition: Judged, now: number | null, then: number | null): KpiChange | null {
  if (now === null || then === null) return null;
  const by = toHundredths(now - then);
  const nearer = toHundredths(distance(now, definition) - distance(then, definition));
  if (by === 0 || nearer === 0) return { by, is: 'same' };
  return { by, is: nearer < 0 ? 'better' : 'worse' };
}

/** `parts` of equal length that end where the period does, and as many of the period before. @returns their edges, one more than there are parts */
export function edgesOf(period: Period, parts: number): number[] {
  const length = (period.to - period.from) / parts;
  return Array.from({ length: 2 * parts + 1 }, (_, index) =>
    Math.round(period.from + (index - parts) * length),
  );
}
