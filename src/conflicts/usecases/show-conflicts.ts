import { DAY } from '../../common/rules/time';
import { readSweep } from '../store/conflict-sweep';
import { readCatalog } from '../../catalog/store/catalog';
import { countConflicts, listConflicts } from '../store/conflicts';
import type { ConflictsView } from '../contract/conflicts';
import { poolNames } from '../../catalog/usecases/pool-names';

const SHOW_RESOLVED_FOR = 30 * DAY;
const MAX_SHOWN = 200;

/** Who has what the policy does not let one person have together, and what was resolved in the last month. */
export async function showConflicts(now: number): Promise<ConflictsView> {
  const progress = await readSweep();
  const conflicts = await listConflicts(now - SHOW_RESOLVED_FOR, MAX_SHOWN);
  const name = poolNames(await readCatalog());
  return {
    now,
    lookedAt: progress?.completedAt ?? null,
    lasting: await countConflicts(),
    conflicts: conflicts.map(({ holderId, poolId, withPools, ruleId, reason, ...conflict }) => ({
      holderId,
      entitlement: name(poolId),
      others: withPools.map(name),
      ruleId,
      reason,
      issueKey: conflict.issueKey,
      since: conflict.firstSeen,
      resolvedAt: conflict.resolvedAt,
    })),
  };
}
