import type { KpiDefinition, KpiTarget, KpiUnit, TallySource } from './definitions';
import { changeOf, inUnit, isOnTarget, shownIn, toTenths, type KpiChange, type Rate } from './kpi';
import * as messages from './value-messages';

/**
 * `96.2%`, `5.3 h`, `12 seats`; the words for nothing known are the reader's. Where it is shown whether a value is on
 * target, it is not rounded to the other side of it.
 */
export const valueWords = (value: number, unit: KpiUnit, target: KpiTarget | null = null): string =>
  messages.units[unit](shownIn(value, unit, target));

/** `15 of 22 fulfillments`, `of 170 paid seats`, `19 requests`: what a value is made of; null where there is no value. */
export function basisWords(
  { unit, measure }: Pick<KpiDefinition, 'unit' | 'measure'>,
  { value, hits, of }: Pick<Rate, 'value' | 'hits' | 'of'>,
): string | null {
  if (value === null || measure.kind === 'waiting') return null;
  if (measure.figure !== 'share') return messages.basis[unit](of);
  return shareOf(measure.source)(hits, of);
}

/** A request that is fulfilled again after it was reopened is one request, and two fulfillments. */
function shareOf(source: TallySource): (hits: number, of: number) => string {
  if (source === 'seats-in-use') return messages.seatDaysOf;
  if (source === 'sla' || source === 'reopenings') return messages.sharesOf.fulfillments;
  return source === 'first-fulfillments' ? messages.sharesOf.requests : messages.hitsOf;
}

/** `68.2% (15 of 22 fulfillments)`; empty without a value. */
export function valueWithBasis(
  definition: Pick<KpiDefinition, 'unit' | 'measure'>,
  rate: Pick<Rate, 'value' | 'hits' | 'of'>,
  target: KpiTarget | null = null,
): string {
  if (rate.value === null) return '';
  const basis = basisWords(definition, rate);
  const words = valueWords(rate.value, definition.unit, target);
  return basis === null ? words : messages.withBasis(words, basis);
}

/** `at least 95%`, `85% to 95%` */
export function targetWords(target: KpiTarget, unit: KpiUnit): string {
  const words = messages.units[unit];
  if (target.is === 'between') return messages.target.between(words(target.from), words(target.to));
  return messages.target[target.is](words(target.value));
}

/** A KPI over a period, with the period before, both in the records' own units. */
export interface Compared {
  readonly definition: Pick<KpiDefinition, 'unit' | 'direction' | 'measure'>;
  readonly rate: Pick<Rate, 'value'>;
  readonly before: Pick<Rate, 'value' | 'hits' | 'of'>;
  /** What both are shown beside. */
  readonly target: KpiTarget | null;
}

/** The difference of both as they are shown, in the unit; null when there is nothing to compare. */
export const changeSince = ({ definition, rate, before, target }: Compared): number | null =>
  changeOf({ ...definition, target }, rate.value, before.value)?.by ?? null;

/** `▲ 1.4 points` */
export function stepWords(by: number, unit: KpiUnit): string {
  const size = (unit === 'percent' ? messages.points : messages.units[unit])(Math.abs(by));
  return by > 0 ? messages.up(size) : messages.down(size);
}

/** `▲ 1.4 points from 94.8% (55 of 58 fulfillments) in the previous period` */
export function changeWords(compared: Compared): string {
  const by = changeSince(compared);
  if (by === null) return messages.noPreviousPeriod;
  const { definition, before, target } = compared;
  const then = valueWithBasis(definition, before, target);
  return by === 0
    ? messages.sameAsPrevious(then)
    : messages.fromPrevious(stepWords(by, definition.unit), then);
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

interface ComparedPart extends Pick<Rate, 'value' | 'hits' | 'of'> {
  readonly label: string;
  readonly before: Pick<Rate, 'value' | 'hits' | 'of'>;
}

/** What changed most since the period before, of the parts that had a figure then. */
export function mostChanged({
  definition,
  slices,
}: {
  readonly definition: Pick<KpiDefinition, 'unit' | 'measure'>;
  readonly slices: readonly ComparedPart[];
}): string | null {
  const changes = slices.flatMap((part) =>
    part.value === null || part.before.value === null
      ? []
      : [{ part, change: Math.abs(part.value - part.before.value) }],
  );
  const [most] = changes.sort((a, b) => b.change - a.change);
  if (!most || toTenths(inUnit(most.change, definition.unit)) === 0) return null;
  const { part } = most;
  const [then, now] = [part.before, part].map((rate) => valueWithBasis(definition, rate));
  return messages.mostChanged(part.label, then ?? '', now ?? '');
}
