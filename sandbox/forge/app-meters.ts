import { LIMITS } from './limits';
import { RateMeter } from './rate-meter';

const MINUTE = 60_000;

/** What an app has used, over all sites, of each quota that it has once. */
export interface AppMeters {
  readonly impersonations: RateMeter;
  readonly egress: RateMeter;
  readonly network: RateMeter;
}

export function appMeters(): AppMeters {
  const { impersonationsPerMinute, egressPerMinute, networkPerMinute } = LIMITS.invocation;
  return {
    impersonations: new RateMeter(MINUTE, impersonationsPerMinute),
    egress: new RateMeter(MINUTE, egressPerMinute),
    network: new RateMeter(MINUTE, networkPerMinute.app),
  };
}
