import { sweepConflicts } from '../../conflicts/usecases/sweep-conflicts';
import { checkGuardHealth } from '../../guard/usecases/check-guard-health';
import { checkFacts } from '../../kpis/usecases/check-facts';
import { releaseAllHeldInVain } from '../../pools/store/seats';
import { fillPools } from '../../pools/usecases/fill-pools';
import { snapshotPools } from '../../pools/usecases/snapshot-pools';
import { reportPersonalData } from '../../privacy/usecases/report-personal-data';
import { sweepPools } from '../../reclaim/usecases/run-reclaim';
import { takeBackFromLeavers } from '../../reclaim/usecases/take-back-from-leavers';
import { attempt } from '../../common/forge/attempt';
import { findImported } from './find-imported';

type NightlyWork = (now: number, outOfTime: () => boolean) => Promise<unknown>;

const NIGHTLY: readonly (readonly [name: string, work: NightlyWork])[] = [
  ['seats-held-in-vain', releaseAllHeldInVain],
  ['pools-by-contract', fillPools],
  ['guard-health', checkGuardHealth],
  ['imported-tickets', findImported],
  ['personal-data', reportPersonalData],
  ['conflicting-duties', sweepConflicts],
  ['leavers-seats', takeBackFromLeavers],
  ['idle-seats', sweepPools],
  ['pool-snapshots', snapshotPools],
  ['ticket-facts', checkFacts],
];

/**
 * What is done once a day, in this order: what need not be known within minutes. Each piece resumes the next night where
 * time ran out, and one that fails does not keep the others from their turn.
 * @param outOfTime whether to stop and leave the rest to the next night
 * @returns how many pieces failed
 */
export async function runNightly(now: number, outOfTime: () => boolean): Promise<number> {
  let failed = 0;
  for (const [name, work] of NIGHTLY) if (!(await attempt(name, () => work(now, outOfTime)))) failed++;
  return failed;
}
