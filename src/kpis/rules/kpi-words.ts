import type { KpiDefinition, KpiTarget, KpiUnit } from './definitions';
import { inUnit, isOnTarget, toTenths, toTenthsBeside, type KpiChange, type Rate } from './kpi';

const SUFFIX: Readonly<Record<KpiUnit, string>> = {
  percent: '%',
  'working-hours': ' h',
  days: ' d',
  seats: ' seats',
  tickets: ' tickets',
  score: '',
};

const counted = (value: number, suffix: string): string =>
  `${value}${value === 1 && suffix.endsWith('s') ? suffix.slice(0, -1) : suffix}`;

/**
 * `96.2%`, `5.3 h`, `12 seats`; the words for nothing known are the reader's. Where it is shown whether a value is on
 * target, it is not rounded to the other side of it.
 */
export const valueWords = (value: number, unit: KpiUnit, target: KpiTarget | null = null): string =>
  counted(toTenthsBeside(inUnit(value, unit), target), SUFFIX[unit]);

/** `at least 95%`, `85% to 95%` */
export function targetWords(target: KpiTarget, unit: KpiUnit): string {
  const suffix = SUFFIX[unit];
  if (target.is === 'between') return `${target.from}${suffix} to ${target.to}${suffix}`;
  return `${target.is === 'at-least' ? 'at least' : 'at most'} ${target.value}${suffix}`;
}

/** A KPI over a period, with the period before, both in the records' own units. */
export interface Compared {
  readonly definition: Pick<KpiDefinition, 'unit'>;
  readonly rate: Pick<Rate, 'value'>;
  readonly before: Pick<Rate, 'value'>;
}

/** `▲ 1.4 points`; `same`; null when there is nothing to compare. */
export function changeText({ definition: { unit }, rate, before }: Compared): string | null {
  if (rate.value === null || before.value === null) return null;
  const change = toTenths(inUnit(rate.value - before.value, unit));
  if (change === 0) return 'same';
  const suffix = unit === 'percent' ? ' points' : SUFFIX[unit];
  return `${change > 0 ? '▲' : '▼'} ${Math.abs(change)}${suffix}`;
}

/** `▲ 1.4 points from the period before` */
export function changeWords(compared: Compared): string {
  const change = changeText(compared);
  if (change === null) return 'no figure for the period before';
  return change === 'same' ? 'same as the period before' : `${change} from the period before`;
}

const JUDGED: Readonly<Record<KpiChange['is'], string>> = {
  better: 'better',
  worse: 'worse',
  same: 'neither better nor worse',
};

/** `▲ 1.4 points, better`, `no change` */
export function judgedWords({ by, is }: KpiChange, unit: KpiUnit): string {
  if (by === 0) return 'no change';
  const suffix = unit === 'percent' ? ' points' : SUFFIX[unit];
  return `${by > 0 ? '▲' : '▼'} ${counted(Math.abs(by), suffix)}, ${JUDGED[is]}`;
}

/** Null when there is no target, or nothing to hold against it. */
export const meetsTarget = (value: number | null, target: KpiTarget | null, unit: KpiUnit): boolean | null =>
  value === null || target === null ? null : isOnTarget(inUnit(value, unit), target);

interface ComparedPart {
  readonly label: string;
  readonly value: number | null;
  readonly valueBefore: number | null;
}

/** What changed most since the period before, of the parts that had a figure then. */
export function mostChanged({
  definition: { unit },
  slices,
}: {
  readonly definition: Pick<KpiDefinition, 'unit'>;
  readonly slices: readonly ComparedPart[];
}): string | null {
  const changes = slices.flatMap(({ label, value, valueBefore }) =>
    value === null || valueBefore === null ? [] : [{ label, value, change: value - valueBefore }],
  );
  const [most] = changes.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  if (!most || toTenths(inUnit(most.change, unit)) === 0) return null;
  const before = valueWords(most.value - most.change, unit);
  return `${most.label} changed most: from ${before} to ${valueWords(most.value, unit)}.`;
}
