import type { Application, Tier } from '../../catalog/rules/catalog';
import { areAlternatives, costOfSeats, isExact, sumsOfCosts } from '../../common/rules/seat-costs';
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
  return [
    owner.title(application.name, source, utcDay(observedAt)),
    ...lines,
    ...wasteOf(pools),
    ...askedOfOwner(pools),
  ].join('\n');
}

/** What the idle seats cost, and of how many of them that is not known. */
function wasteOf(pools: readonly PoolFinding[]): string[] {
  const each = pools.map(({ tier, inUse, inactive }) => costOfSeats(tier.priceLines, inactive, inUse));
  const costs = sumsOfCosts(each.flatMap((one) => one.costs));
  if (costs.length === 0) return [];
  const words = costs.map(owner.cost);
  const unpriced = each.reduce((sum, one) => sum + one.unpriced, 0);
  return [
    costs.every(isExact) ? owner.waste(words) : owner.wasteByLine(words, areAlternatives(costs)),
    ...(unpriced > 0 ? [owner.unpriced(unpriced)] : []),
  ];
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
