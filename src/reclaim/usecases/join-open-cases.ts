import { reclaimMessages } from '../rules/messages';
import { isAsked } from '../rules/reclaim-case';
import { openCasesOf } from '../store/reclaim-cases';
import { applyEvent, reclaimSetup } from './process-cases';

/**
 * Where one person has two open cases about a seat, each under a name of its own, one goes on and the other is canceled: one
 * that asks gives way to one that doesn't, and otherwise the newer one. Cut off anywhere, it can be done again.
 */
export async function joinOpenCases(holderId: string, otherId: string, now: number): Promise<void> {
  const others = await openCasesOf(otherId);
  if (others.length === 0) return;
  const { rules } = await reclaimSetup();
  for (const one of await openCasesOf(holderId)) {
    const other = others.find(({ poolId }) => poolId === one.poolId);
    if (!other) continue;
    const [older, newer] = one.openedAt <= other.openedAt ? [one, other] : [other, one];
    const givesWay = isAsked(older.evidence.because) && !isAsked(newer.evidence.because) ? older : newer;
    const event = { kind: 'needless', reason: reclaimMessages.remark.openTwice } as const;
    await applyEvent(givesWay, event, rules, now);
  }
}
