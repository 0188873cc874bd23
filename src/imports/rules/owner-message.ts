import type { Application, Tier } from '../../catalog/rules/catalog';
import { priceTimes, sumsOf } from '../../common/rules/money';
import { utcDay } from '../../common/rules/time-text';

/** What an import found in one pool. */
export interface PoolFinding {
  readonly tier: Tier;
  readonly inUse: number;
  readonly inactive: number;
  readonly unknown: number;
}

/**
 * A message to the owner of an application about what a list of its users shows, in plain words that can be sent as
 * they are.
 * @param observedAt milliseconds since the epoch, UTC
 */
export function ownerMessage(
  application: Application,
  source: string,
  observedAt: number,
  idleDays: number,
  pools: readonly PoolFinding[],
): string {
  const lines = pools.map(({ tier, inUse, inactive, unknown }) => {
    const over = inUse > tier.seats ? `, ${inUse - tier.seats} more than purchased` : '';
    const doubt = unknown > 0 ? `; of ${unknown} nobody knows` : '';
    return `- ${tier.name}: ${inUse} of ${tier.seats} seats in use${over}; ${inactive} not used for ${idleDays} days${doubt}`;
  });
  const waste = sumsOf(
    pools.flatMap(({ tier, inactive }) =>
      tier.price && inactive > 0 ? [priceTimes(tier.price, inactive)] : [],
    ),
  ).map(({ amount, currency, per }) => `${amount} ${currency} a ${per}`);
  const idle = pools.reduce((sum, { inactive }) => sum + inactive, 0);
  return [
    `Licenses of ${application.name}, by ${source} as of ${utcDay(observedAt)} (UTC):`,
    ...lines,
    ...(waste.length === 0 ? [] : [`What is not used costs ${waste.join(' and ')}.`]),
    idle === 0
      ? 'Nothing has to be done.'
      : 'May we ask the people who have not used it whether they still need their seats? Nobody loses one without being asked, and without your approval if they do not answer.',
  ].join('\n');
}
