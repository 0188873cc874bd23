import type { KpiReading } from '../../src/contracts/kpi';
import { kpiValues } from '../../src/contracts/kpi-values';
import type { KpiTarget, KpiUnit } from '../../src/domain/kpi/definitions';

const rounded = (value: number): number => Math.round(value * 10) / 10;

const SUFFIX: Readonly<Record<KpiUnit, string>> = {
  percent: '%',
  'working-hours': ' h',
  days: ' d',
  seats: ' seats',
  tickets: ' tickets',
  score: '',
};

/** `96.2%`, `5.3 h`, `12 seats`; the words for nothing known are the reader's. */
export function valueWords(value: number, unit: KpiUnit): string {
  const shown = rounded(kpiValues.inUnit(value, unit));
  const suffix = SUFFIX[unit];
  return `${shown}${shown === 1 && suffix.endsWith('s') ? suffix.slice(0, -1) : suffix}`;
}

/** What stands on the axis of a chart, such as `percent`. */
export const unitWords = (unit: KpiUnit): string => unit.replace('-', ' ');

/** `at least 95%`, `85% to 95%` */
export function targetWords(target: KpiTarget, unit: KpiUnit): string {
  const suffix = SUFFIX[unit];
  if (target.is === 'between') return `${target.from}${suffix} to ${target.to}${suffix}`;
  return `${target.is === 'at-least' ? 'at least' : 'at most'} ${target.value}${suffix}`;
}

/** The lines that a chart draws for a target: one, or both ends of a range. */
export const targetLines = (
  target: KpiTarget | null,
): readonly { readonly line: string; readonly value: number }[] => {
  if (target === null) return [];
  if (target.is !== 'between') return [{ line: 'Target', value: target.value }];
  return [
    { line: 'Target, lowest', value: target.from },
    { line: 'Target, highest', value: target.to },
  ];
};

/** A value as a number in its unit, to a tenth. */
export const plotted = (value: number, unit: KpiUnit): number => rounded(kpiValues.inUnit(value, unit));

/** `▲ 1.4 points from the period before` */
export function changeWords({
  definition,
  rate,
  before,
}: Pick<KpiReading, 'definition' | 'rate' | 'before'>): string {
  const { unit } = definition;
  if (rate.value === null || before.value === null) return 'no figure for the period before';
  const change = rounded(kpiValues.inUnit(rate.value - before.value, unit));
  if (change === 0) return 'same as the period before';
  const suffix = unit === 'percent' ? ' points' : SUFFIX[unit];
  return `${change > 0 ? '▲' : '▼'} ${Math.abs(change)}${suffix} from the period before`;
}

/** Null when there is no target, or nothing to hold against it. */
export const isOnTarget = (value: number | null, target: KpiTarget | null, unit: KpiUnit): boolean | null =>
  value === null || target === null ? null : kpiValues.isOnTarget(kpiValues.inUnit(value, unit), target);

/** What changed most since the period before, of the parts that had a figure then. */
export function mostChanged({ definition, slices }: KpiReading): string | null {
  const changes = slices.flatMap(({ label, value, valueBefore }) =>
    value === null || valueBefore === null ? [] : [{ label, value, change: value - valueBefore }],
  );
  const [most] = changes.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  if (!most || rounded(kpiValues.inUnit(most.change, definition.unit)) === 0) return null;
  const before = valueWords(most.value - most.change, definition.unit);
  return `${most.label} changed most: from ${before} to ${valueWords(most.value, definition.unit)}.`;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A course in one line, lowest to highest; `·` where nothing is known. Empty for no course. */
export function sparkline(trend: readonly { readonly value: number | null }[]): string {
  const known = trend.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length < 2) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const level = (value: number): number =>
    high === low ? 3 : Math.round(((value - low) / (high - low)) * (BARS.length - 1));
  return trend.map(({ value }) => (value === null ? '·' : BARS[level(value)])).join('');
}
