import type { KpiReading } from '../../src/contracts/kpi';
import { kpiValues } from '../../src/contracts/kpi-values';
import type { KpiTarget, KpiUnit } from '../../src/domain/kpi/definitions';
import { costsWords } from './words';

const rounded = (value: number): number => Math.round(value * 10) / 10;

export const { valueWords, targetWords, changeWords, mostChanged } = kpiValues;

/** Null when there is no target, or nothing to hold against it. */
export const isOnTarget = kpiValues.standsOnTarget;

/** What stands on the axis of a chart, such as `percent`. */
export const unitWords = (unit: KpiUnit): string => unit.replace('-', ' ');

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

/** What the seats that a KPI counts cost, each currency for itself; null where there is nothing to say. */
export const costSentence = ({ cost }: Pick<KpiReading, 'cost'>): string | null =>
  cost === null || cost.length === 0 ? null : `They cost ${costsWords(cost)}.`;

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
