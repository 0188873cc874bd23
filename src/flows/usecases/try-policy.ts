import { DAY } from '../../common/rules/time';
import { countDecisions, factsBefore, FACTS_KEPT_MS } from '../../requests/store/decisions';
import { currentPolicy } from '../../policy/store/policies';
import type { PolicyTrial } from '../../policy/contract/policy';
import { compilePolicy } from '../../policy/rules/compile-policy';
import { compareOutcomes, countChanges, type ComparedOutcomes } from '../../policy/rules/what-if';
import { requireVersion } from './show-policy';

const PAGE = 500;
const SHOWN = 50;

/**
 * What a version would have decided otherwise than the policy in force, over the requests of the last ninety
 * days, newest first. Each request counts once, with the facts of its last decision.
 * @param outOfTime whether to stop; what was not reached is said
 */
export async function tryPolicy(
  version: number,
  now: number,
  outOfTime: () => boolean,
): Promise<PolicyTrial> {
  const since = now - FACTS_KEPT_MS;
  const after = compilePolicy(await requireVersion(version));
  const before = compilePolicy(await currentPolicy(now));
  const { decisions, withFacts } = await countDecisions(since);
  const changes: ComparedOutcomes[] = [];
  const tickets: PolicyTrial['tickets'][number][] = [];
  let replayed = 0;
  let last = { decidedAt: now + 1, issueId: '' };
  while (!outOfTime()) {
    const page = await factsBefore(since, last, PAGE);
    for (const { facts, issueKey, decidedAt } of page) {
      const compared = compareOutcomes(before, after, facts);
      if (!compared) continue;
      changes.push(compared);
      if (tickets.length < SHOWN) tickets.push({ ...compared, issueKey, decidedAt });
    }
    replayed += page.length;
    last = page.at(-1) ?? last;
    if (page.length < PAGE) break;
  }
  return {
    version,
    days: FACTS_KEPT_MS / DAY,
    replayed,
    withoutFacts: decisions - withFacts,
    notReached: Math.max(0, withFacts - replayed),
    counts: countChanges(changes),
    tickets,
  };
}
