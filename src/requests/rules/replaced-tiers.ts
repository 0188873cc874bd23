import { isAbove, poolIdOf, type Application, type Tier } from '../../catalog/rules/catalog';
import { entitlementName } from '../../catalog/rules/entitlement';
import { addDays } from '../../common/rules/time-text';
import type { HeldSeat } from '../../pools/rules/pool';

/** What somebody asks for, with what they have. */
interface Asked {
  readonly application: Application;
  readonly tier: Tier;
  /** Calendar days from fulfillment; null for no end. */
  readonly durationDays: number | null;
  /** The seats that whoever is to get it has by other ways. */
  readonly held: readonly HeldSeat[];
}

/**
 * The higher tiers that somebody has today and would lose by this one, by name, so that people read it before it happens. One
 * that lasts longer than what is asked for stays.
 * @param now when it would be fulfilled, in milliseconds since the epoch, UTC
 */
export function higherTiersReplaced({ application, tier, durationDays, held }: Asked, now: number): string[] {
  if (tier.addOn) return [];
  const end = durationDays === null ? Infinity : addDays(now, durationDays);
  const isReplaced = ({ state, endsAt, isWithdrawn }: HeldSeat): boolean =>
    state === 'allocated' && (end === Infinity || isWithdrawn || (endsAt !== null && endsAt <= end));
  return application.tiers
    .filter((other) => !other.addOn && isAbove(application.tiers, other, tier))
    .filter(({ key }) =>
      held.some((seat) => seat.poolId === poolIdOf(application.key, key) && isReplaced(seat)),
    )
    .map((other) => entitlementName(application, other));
}
