import type { PriceLine } from '../../common/rules/seat-costs';
import * as z from '#zod';
import type { PoolUsage } from '../rules/pool';

/** What Automation and Rovo hand over: the inputs that manifest.yml lists, and more that is not looked at. */
export const poolActionInput = z.looseObject({
  /** `Figma Premium` or `figma/premium`. */
  pool: z.string().trim().min(1).max(120),
});

/** A license pool in numbers; days as `YYYY-MM-DD`. */
export interface PoolFigures extends Omit<PoolUsage, 'over'> {
  readonly pool: string;
  readonly beyondPurchased: number;
  /** At which prices the purchased seats are bought; of which of them a person has one, nobody says. */
  readonly priceLines: readonly PriceLine[];
  readonly contractEnd: string | null;
}

/** A holder who is idle by what a source says; times as ISO 8601 in UTC. */
export interface IdleHolder {
  readonly accountId: string;
  /** Null when nobody knows since when. */
  readonly inactiveSince: string | null;
  readonly source: string;
  readonly sourceAsOf: string;
}

export interface PoolActionOutputs {
  readonly 'look-up-pool': PoolFigures;
  readonly 'list-idle-seats': {
    readonly pool: string;
    /** Seats in use, and those of them of which nobody knows whether they are used. */
    readonly inUse: number;
    readonly unknown: number;
    readonly idle: readonly IdleHolder[];
    /** Why the sources are not believed; nobody is idle then. */
    readonly problem: string | null;
  };
  readonly 'start-reclaim': {
    readonly pool: string;
    readonly runId: string;
    readonly state: string;
    readonly examined: number;
    readonly opened: number;
    readonly stopped: string | null;
  };
}
