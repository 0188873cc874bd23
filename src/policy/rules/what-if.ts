import { stageKey } from './approval-stage';
import { decide } from './evaluate-policy';
import type { CompiledPolicy } from './compile-policy';
import type { Decision, PolicyFacts } from './policy';

/** What a policy makes of a request. `too-long`: the requester is asked for a shorter time. */
export type OutcomeKind = Decision['effect'] | 'too-long';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly stages: Decision['stages'];
  readonly maxDays: number | null;
  readonly rules: readonly string[];
}

/** Two policies asked about the same request. */
export interface ComparedOutcomes {
  readonly from: Outcome;
  readonly to: Outcome;
}

export function outcomeOf(policy: CompiledPolicy, facts: PolicyFacts): Outcome {
  const { effect, stages, maxDays, rules } = decide(policy, facts);
  const isTooLong =
    effect !== 'deny' && maxDays !== null && (facts.durationDays === null || facts.durationDays > maxDays);
  return { kind: isTooLong ? 'too-long' : effect, stages: isTooLong ? [] : stages, maxDays, rules };
}

/**
 * Both outcomes where they differ for the people involved, undefined where they do not. That another rule led
 * to the same is no difference.
 */
export function compareOutcomes(
  before: CompiledPolicy,
  after: CompiledPolicy,
  facts: PolicyFacts,
): ComparedOutcomes | undefined {
  const [from, to] = [outcomeOf(before, facts), outcomeOf(after, facts)];
  const isSame =
    from.kind === to.kind &&
    JSON.stringify(from.stages) === JSON.stringify(to.stages) &&
    (from.kind !== 'too-long' || from.maxDays === to.maxDays);
  return isSame ? undefined : { from, to };
}

/** What of an approval differs where one is needed before and after: who decides, how many of them, or until when. */
export type ApprovalChange = 'people' | 'terms';

/** How many requests change in one way. */
export interface ChangeCount {
  readonly from: OutcomeKind;
  readonly to: OutcomeKind;
  /** Null where something else than an approval differs. */
  readonly approval: ApprovalChange | null;
  readonly count: number;
}

/** Whether other people are asked, or the same ones in another way: how many must approve, in which turn, by when. */
function approvalChange({ from, to }: ComparedOutcomes): ApprovalChange | null {
  if (from.kind !== 'require-approval' || to.kind !== 'require-approval') return null;
  const [before, after] = [from, to].map(({ stages }) => stages.map(stageKey).sort().join(' '));
  return before === after ? 'terms' : 'people';
}

/** Counts changes by kind, the most frequent first; an approval by other people is a kind of its own. */
export function countChanges(changes: Iterable<ComparedOutcomes>): ChangeCount[] {
  const counts = new Map<string, ChangeCount>();
  for (const { from, to } of changes) {
    const approval = approvalChange({ from, to });
    const key = `${from.kind} ${to.kind} ${approval ?? ''}`;
    counts.set(key, { from: from.kind, to: to.kind, approval, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
