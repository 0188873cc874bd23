import type { Application, Tier } from '../../catalog/rules/catalog';
import { priceTimes, sumsOf } from '../../common/rules/money';
import { utcDay } from '../../common/rules/time-text';
import { importMessages } from './messages';

const { owner } = importMessages;

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
    const over = inUse > tier.seats ? owner.over(inUse - tier.seats) : '';
    const doubt = unknown > 0 ? owner.unknown(unknown) : '';
    return `${owner.tier(tier.name, inUse, tier.seats)}${over}${owner.inactive(inactive, idleDays)}${doubt}`;
  });
  const waste = sumsOf(
    pools.flatMap(({ tier, inactive }) =>
      tier.price && inactive > 0 ? [priceTimes(tier.price, inactive)] : [],
    ),
  ).map(({ amount, currency, per }) => owner.price(amount, currency, per));
  const idle = pools.reduce((sum, { inactive }) => sum + inactive, 0);
  return [
    owner.title(application.name, source, utcDay(observedAt)),
    ...lines,
    ...(waste.length === 0 ? [] : [owner.waste(waste)]),
    idle === 0 ? owner.nothingToDo : owner.mayWeAsk,
  ].join('\n');
}
