import { sourceReadings, usageSignals } from '../store/usage';
import { usageOf, type SourceReading, type Usage } from '../rules/usage';

/** A seat's holder, and since when they have it; null when nobody knows. */
interface Holding {
  readonly holderId: string;
  readonly allocatedAt: number | null;
}

/**
 * Whether each of these holders of seats in an application uses it. One statement, and one for the sources unless
 * they were read before.
 */
export async function usageOfHolders(
  applicationKey: string,
  holdings: readonly Holding[],
  idleDays: number,
  now: number,
  readings?: readonly SourceReading[],
): Promise<ReadonlyMap<string, Usage>> {
  const known = readings ?? (await sourceReadings(applicationKey));
  const signals = await usageSignals(
    applicationKey,
    holdings.map(({ holderId }) => holderId),
  );
  return new Map(
    holdings.map(({ holderId, allocatedAt }) => [
      holderId,
      usageOf(signals.get(holderId) ?? [], known, { now, idleDays, allocatedAt }),
    ]),
  );
}
