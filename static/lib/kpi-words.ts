import { DAY } from '../../src/common/rules/time';
import type { KpiReading, KpiReport } from '../../src/kpis/contract/kpi';
import { inUnit, judgedWords, toTenths, valueWithBasis } from '../../src/kpis/contract/kpi-values';
import type { KpiTarget, KpiUnit } from '../../src/kpis/rules/definitions';
import type { Period, Rate, TrendPoint } from '../../src/kpis/rules/kpi';
import type { ClockWords } from './clock-words';
import * as messages from './kpi-messages';
import { costsWords } from './words';

export {
  basisWords,
  changeWords,
  judgedWords,
  mostChanged,
  targetWords,
  valueWithBasis,
  valueWords,
  /** Null when there is no target, nothing to hold against it, or when what nobody knows could decide it. */
  meetsTarget as isOnTarget,
} from '../../src/kpis/contract/kpi-values';

/** The same as a sentence or a line begins. */
export const beginning = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What stands on the axis of a chart, such as `percent`. */
export const unitWords = (unit: KpiUnit): string => messages.units[unit];

/** The lines that a chart draws for a target: one, or both ends of a range. */
export const targetLines = (
  target: KpiTarget | null,
): readonly { readonly line: string; readonly value: number }[] => {
  if (target === null) return [];
  if (target.is !== 'between') return [{ line: messages.target, value: target.value }];
  return [
    { line: messages.targetLow, value: target.from },
    { line: messages.targetHigh, value: target.to },
  ];
};

/** A value as a number in its unit, to a tenth. */
export const plotted = (value: number, unit: KpiUnit): number => toTenths(inUnit(value, unit));

/** What the seats that a KPI counts cost, each currency for itself; null where there is nothing to say. */
export const costSentence = ({ cost }: Pick<KpiReading, 'cost'>): string | null =>
  cost === null || cost.length === 0 ? null : messages.cost(costsWords(cost));

/** Of how many seats nobody knows whether they are used; null where all is known. */
export const unknownSentence = ({ unknown }: Pick<Rate, 'unknown'>): string | null =>
  unknown === undefined ? null : messages.unknown(unknown);

/** `94.8% in the comparison period: ▲ 1.4 points, better` */
export function comparedWords({ definition, isAsOfNow, before, change }: KpiReading): string {
  if (isAsOfNow) return messages.asOfNow;
  if (before.value === null || change === null) return messages.noComparison;
  const { unit, target } = definition;
  return messages.compared(valueWithBasis(definition, before, target), judgedWords(change, unit));
}

/** Whether a day begins at a moment, by the clocks of the words. */
const beginsDay = (at: number, words: ClockWords): boolean => words.day(at) !== words.day(at - 1);

/** A period as its first and last day, both within it, or as moments where it begins or ends within a day. */
const datesWords = ({ from, to }: Period, words: ClockWords): string => {
  const first = beginsDay(from, words) ? words.day(from) : words.full(from);
  const last = beginsDay(to, words) ? words.day(to - 1) : words.full(to);
  return first === last ? first : messages.dates(first, last);
};

/** What a report is about and compared with, no moment in both: days up to now with as many before, or any two periods. */
function periodsWords(
  { from, to, compared }: Period & { readonly compared: Period },
  words: ClockWords,
): string {
  if (!beginsDay(from, words) && compared.to === from)
    return messages.lastDays(Math.round((to - from) / DAY), words.full(to));
  return messages.frame(datesWords({ from, to }, words), datesWords(compared, words));
}

/** What a report is about, what it is compared with, and whose days, weeks and months these are. */
export function frameWords(
  report: Pick<KpiReport, 'from' | 'to' | 'compared' | 'grain' | 'timeZone' | 'readings'>,
  words: ClockWords,
): string {
  const { grain, timeZone } = report;
  const trend = report.readings.find((reading) => reading.trend.length > 0)?.trend ?? [];
  const isRunning = trend.at(-1)?.extent === 'running';
  return [
    periodsWords(report, words),
    messages.zone(grain, timeZone),
    ...(isRunning ? [messages.running(grain)] : []),
  ].join(' ');
}

/** What a table cannot show of its trends, and where to find it; empty when it shows all. */
export const sparksWords = ({ grain, readings }: Pick<KpiReport, 'grain' | 'readings'>): string =>
  readings.some(({ trend }) => trend.length > SPARKS) ? messages.sparks(SPARKS, grain) : '';

/** `Nov 23, 2026`, `Nov 23, 2026 (so far)`: when a part of a trend begins, and how much of it there is. */
export function partWords({ from, extent }: Pick<TrendPoint, 'from' | 'extent'>, words: ClockWords): string {
  return `${words.day(from)}${messages.extents[extent]}`;
}

/** As many parts of a trend as a table has room for: the latest. */
export const SPARKS = 7;

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
