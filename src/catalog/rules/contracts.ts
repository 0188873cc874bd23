import type { Price } from '../../common/rules/money';
import { mergeLines, type PriceLine } from '../../common/rules/seat-costs';
import type { Application, Tier } from './catalog';

/** What a contract buys of one tier. */
export interface ContractTier {
  readonly tierKey: string;
  readonly seats: number;
  readonly price: Price | null;
}

/**
 * Seats of one application that were bought for a time. Dates are `YYYY-MM-DD`, whole days in UTC, the first and
 * the last one included.
 */
export interface Contract {
  readonly key: string;
  readonly applicationKey: string;
  readonly supplier: string;
  readonly start: string;
  /** Null when it runs until somebody ends it. */
  readonly end: string | null;
  /** Last day on which it can be ended; null when nobody has to. */
  readonly noticeBy: string | null;
  /** Whether the supplier renews it when nobody gives notice. The new term is a contract of its own. */
  readonly autoRenew: boolean;
  readonly tiers: readonly ContractTier[];
}

/** What the contracts in force give a pool on a day. */
export interface PoolTerms {
  readonly seats: number;
  /** What is paid for them, in the order in which the contracts began. */
  readonly priceLines: readonly PriceLine[];
  /** The first day on which seats end; null while none do. */
  readonly contractEnd: string | null;
}

export const isInForce = ({ start, end }: Pick<Contract, 'start' | 'end'>, day: string): boolean =>
  start <= day && (end === null || day <= end);

/** Contracts that have yet to begin, the next first. */
export const comingContracts = (contracts: readonly Contract[], day: string): Contract[] =>
  contracts.filter(({ start }) => start > day).sort(byStart);

const byStart = (a: Contract, b: Contract): number =>
  a.start === b.start ? compare(a.key, b.key) : compare(a.start, b.start);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a tier's pool has on a day; no seats when no contract for it is in force. */
export function poolTerms(contracts: readonly Contract[], tierKey: string, day: string): PoolTerms {
  const bought = contracts
    .filter((contract) => isInForce(contract, day))
    .sort(byStart)
    .flatMap(({ end, tiers }) =>
      tiers.filter((tier) => tier.tierKey === tierKey).map(({ seats, price }) => ({ end, seats, price })),
    );
  return {
    seats: bought.reduce((sum, { seats }) => sum + seats, 0),
    priceLines: mergeLines(bought),
    contractEnd: earliest(bought.map(({ end }) => end)),
  };
}

/**
 * By when notice has to be given to the contracts in force: the next such day, or the last one that has passed
 * when there is no other.
 */
export function noticeDeadline(contracts: readonly Contract[], day: string): string | null {
  const days = contracts.filter((contract) => isInForce(contract, day)).map(({ noticeBy }) => noticeBy);
  const ahead = days.filter((noticeBy) => noticeBy !== null && noticeBy >= day);
  return earliest(ahead) ?? latest(days);
}

const known = (days: readonly (string | null)[]): string[] =>
  days.filter((day) => day !== null).sort(compare);
const earliest = (days: readonly (string | null)[]): string | null => known(days)[0] ?? null;
const latest = (days: readonly (string | null)[]): string | null => known(days).at(-1) ?? null;

/** The most seats that the contracts give a tier on any one day. */
export const mostSeats = (contracts: readonly Contract[], tierKey: string): number =>
  Math.max(0, ...contracts.map(({ start }) => poolTerms(contracts, tierKey, start).seats));

/** A tier before it is known whether the document or contracts say how many seats it has, and at which price. */
export type OpenTier = Omit<Tier, 'seats' | 'priceLines'> & {
  readonly seats: number | null;
  readonly price: Price | null;
};
export type OpenApplication = Omit<Application, 'tiers'> & { readonly tiers: readonly OpenTier[] };

/** An application with the seats, prices and ends that its tiers name. */
export const withOwnTerms = (application: OpenApplication): Application => ({
  ...application,
  tiers: application.tiers.map(({ price, ...tier }) => {
    const seats = tier.seats ?? 0;
    return { ...tier, seats, priceLines: [{ seats, price }] };
  }),
});

/** An application with the seats, prices and ends that its contracts give on a day; as it is where it has none. */
export function applyContracts(
  application: Application,
  contracts: readonly Contract[],
  day: string,
): Application {
  const own = contracts.filter(({ applicationKey }) => applicationKey === application.key);
  if (own.length === 0) return application;
  return {
    ...application,
    tiers: application.tiers.map((tier) => ({ ...tier, ...poolTerms(own, tier.key, day) })),
  };
}
