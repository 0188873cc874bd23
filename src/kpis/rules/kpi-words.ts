import type { KpiDefinition, KpiTarget, KpiUnit } from './definitions';
import { inUnit, isOnTarget, toTenths, toTenthsBeside, type KpiChange, type Rate } from './kpi';
import * as messages from './value-messages';

/**
 * `96.2%`, `5.3 h`, `12 seats`; the words for nothing known are the reader's. Where it is shown whether a value is on
 * target, it is not rounded to the other side of it.
 */
export const valueWords = (value: number, unit: KpiUnit, target: KpiTarget | null = null): string =>
  messages.units[unit](toTenthsBeside(inUnit(value, unit), target));

/** `at least 95%`, `85% to 95%` */
export function targetWords(target: KpiTarget, unit: KpiUnit): string {
  const words = messages.units[unit];
  if (target.is === 'between') return messages.target.between(words(target.from), words(target.to));
  return messages.target[target.is](words(target.value));
}

/** A KPI over a period, with the period before, both in the records' own units. */
export interface Compared {
  readonly definition: Pick<KpiDefinition, 'unit'>;
  readonly rate: Pick<Rate, 'value'>;
  readonly before: Pick<Rate, 'value'>;
}

/** In the unit and to a tenth of it; null when there is nothing to compare. */
export const changeSince = ({ definition: { unit }, rate, before }: Compared): number | null =>
  rate.value === null || before.value === null ? null : toTenths(inUnit(rate.value - before.value, unit));

/** `▲ 1.4 points` */
export function stepWords(by: number, unit: KpiUnit): string {
  const size = (unit === 'percent' ? messages.points : messages.units[unit])(Math.abs(by));
  return by > 0 ? messages.up(size) : messages.down(size);
}

/** `▲ 1.4 points from the previous period` */
export function changeWords(compared: Compared): string {
  const by = changeSince(compared);
  if (by === null) return messages.noPreviousPeriod;
  return by === 0 ? messages.sameAsPrevious : messages.fromPrevious(stepWords(by, compared.definition.unit));
}

/** `▲ 1.4 points, better`, `no change` */
export const judgedWords = ({ by, is }: KpiChange, unit: KpiUnit): string =>
  by === 0 ? messages.noChange : messages.judged(stepWords(by, unit), messages.verdicts[is]);

/** Null when there is no target, nothing to hold against it, or when what nobody knows could decide it. */
export function meetsTarget(
  { value, unknown = 0 }: Pick<Rate, 'value' | 'unknown'>,
  target: KpiTarget | null,
  unit: KpiUnit,
): boolean | null {
  if (value === null || target === null) return null;
  const isOn = isOnTarget(inUnit(value, unit), target);
  return isOn === isOnTarget(inUnit(value + unknown, unit), target) ? isOn : null;
}

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
  return messages.mostChanged(most.label, before, valueWords(most.value, unit));
}
