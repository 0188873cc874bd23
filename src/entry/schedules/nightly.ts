import { log } from '../../common/forge/log';
import { requireSchema } from '../../common/store/migrations';
import { checkFacts } from '../../kpis/usecases/check-facts';
import { checkGuardHealth } from '../../guard/usecases/check-guard-health';
import { releaseAllHeldInVain } from '../../pools/store/seats';
import { fillPools } from '../../pools/usecases/fill-pools';
import { takeBackFromLeavers } from '../../reclaim/usecases/take-back-from-leavers';
import { sweepPools } from '../../reclaim/usecases/run-reclaim';
import { snapshotPools } from '../../pools/usecases/snapshot-pools';
import { sweepConflicts } from '../../conflicts/usecases/sweep-conflicts';

// below the function's own timeout in manifest.yml, so that the last piece is finished and not cut off
const TIME_BUDGET_MS = 780_000;

type NightlyWork = (now: number, outOfTime: () => boolean) => Promise<unknown>;

/** In this order; each resumes the next night where time ran out. */
const NIGHTLY: readonly (readonly [name: string, work: NightlyWork])[] = [
  ['seats-held-in-vain', releaseAllHeldInVain],
  ['pools-by-contract', fillPools],
  ['guard-health', checkGuardHealth],
  ['conflicting-duties', sweepConflicts],
  ['leavers-seats', takeBackFromLeavers],
  ['idle-seats', sweepPools],
  ['pool-snapshots', snapshotPools],
  ['ticket-facts', checkFacts],
];

/**
 * Once a day, at a time that Forge chooses: what need not be known within minutes. One piece that fails does
 * not keep the others from their turn.
 * @see https://developer.atlassian.com/platform/forge/events-reference/scheduled-trigger/
 */
export async function nightly(): Promise<{ statusCode: number }> {
  const started = Date.now();
  const outOfTime = (): boolean => Date.now() - started > TIME_BUDGET_MS;
  let failed = false;
  try {
    await requireSchema();
    for (const [name, work] of NIGHTLY) {
      await work(started, outOfTime).catch((error: unknown) => {
        failed = true;
        log.error('a piece of nightly work failed', error, { name });
      });
    }
  } catch (error) {
    failed = true;
    log.error('the nightly work failed', error);
  }
  return { statusCode: failed ? 500 : 204 };
}
