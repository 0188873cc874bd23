import { constant, listed, mapped, read } from '../../common/store/reading';
import type { Asked } from '../store/formula';
import { lengthAtReading } from '../store/kpi-tallies';
import type { KpiDefinition, KpiFigure } from '../rules/definitions';
import { isPercentile, roughRank, type Percentile, type Period, type Rate, type Tally } from '../rules/kpi';

/** A percentile over a stretch of time, of the tallies within it. */
export interface PercentileOf {
  readonly figure: Percentile;
  readonly stretch: Period;
  readonly tallies: readonly Tally[];
}

/** Gives a figure that was made of tallies over a stretch of time its exact value. */
export type Exactly = (figure: KpiFigure, stretch: Period, rough: Rate) => Rate;

/** The percentiles that a KPI has over some stretches of time. */
export const percentilesOf = (
  { measure }: KpiDefinition,
  stretches: readonly Omit<PercentileOf, 'figure'>[],
): PercentileOf[] => {
  if (measure.kind === 'waiting') return [];
  const { figure } = measure;
  return isPercentile(figure) ? stretches.map((one) => ({ ...one, figure })) : [];
};

/**
 * Percentiles to the millisecond, where tallies tell them only to a tenth of an hour: a target is held against what was
 * measured. One statement for all of them, none where each length is counted for itself.
 */
export async function exactPercentiles(
  percentiles: readonly PercentileOf[],
  asked: Omit<Asked, 'edges'>,
): Promise<Exactly> {
  const found = await read(
    listed(
      percentiles.map(({ figure, stretch, tallies }) => {
        const place = roughRank(figure, tallies);
        const { from, to } = stretch;
        const length =
          place === null ? constant(null) : lengthAtReading({ ...asked, edges: [from, to] }, place);
        return mapped(length, (value): [string, number | null] => [keyOf(figure, stretch), value]);
      }),
    ),
  );
  const values = new Map(found);
  return (figure, stretch, rough) => ({
    ...rough,
    value: values.get(keyOf(figure, stretch)) ?? rough.value,
  });
}

const keyOf = (figure: KpiFigure, { from, to }: Period): string => `${figure} ${from} ${to}`;
