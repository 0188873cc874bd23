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
  return [
    owner.title(application.name, source, utcDay(observedAt)),
    ...lines,
    ...(waste.length === 0 ? [] : [owner.waste(waste)]),
    ...askedOfOwner(pools),
  ].join('\n');
}

/** What the owner has to do: nothing only where seats suffice, all of them are known to be used, and none is idle. */
function askedOfOwner(pools: readonly PoolFinding[]): string[] {
  const sum = (count: (pool: PoolFinding) => number): number =>
    pools.reduce((total, pool) => total + count(pool), 0);
  const over = sum(({ tier, inUse }) => Math.max(0, inUse - tier.seats));
  const idle = sum(({ inactive }) => inactive);
  const unknown = sum((pool) => pool.unknown);
  const asked = [
    ...(over > 0 ? [owner.tooFew(over)] : []),
    ...(unknown > 0 ? [owner.noData(unknown)] : []),
    ...(idle > 0 ? [owner.mayWeAsk] : []),
  ];
  return asked.length === 0 ? [owner.nothingToDo] : asked;
}
