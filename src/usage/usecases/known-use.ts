import { DAY } from '../../common/rules/time';
import type { KnownUse } from '../store/seat-use';
import { sourceReadings } from '../store/usage';
import { sourceState, STALE_DAYS, DEFAULT_IDLE_DAYS } from '../rules/usage';

/** By what it is known now whether the seats of a pool are used. One statement. */
export async function knownUse(
  poolId: string,
  { key, idleDays }: { readonly key: string; readonly idleDays: number | null },
  now: number,
): Promise<KnownUse> {
  const good = (await sourceReadings(key)).filter((reading) => sourceState(reading, now) === 'good');
  return {
    poolId,
    since: now - (idleDays ?? DEFAULT_IDLE_DAYS) * DAY,
    sources: good.map(({ source }) => source),
    freshSince: now - STALE_DAYS * DAY,
  };
}
