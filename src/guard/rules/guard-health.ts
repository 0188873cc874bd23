import type { GuardRule, WorkflowTransition } from '../../jira/rules/workflow';

/** A work type that no mapped request type has. */
export interface OtherWorkType {
  readonly id: string;
  readonly name: string;
}

/** A transition to fulfilled that lets everybody through. */
export interface GuardGap {
  /** `missing`: the validator is not there; `switched-off`: it is there and does nothing. */
  readonly kind: 'missing' | 'switched-off';
  readonly workflow: string;
  readonly transitionId: string;
  readonly transition: string;
  /** Whose tickets go through it, where those of mapped request types do not; empty where they do. */
  readonly workTypes: readonly OtherWorkType[];
}

/** What one look at a project's workflows found. */
export interface GuardFinding {
  /** Whether any transition of a mapped request type's workflow leads to fulfilled. */
  readonly isReachable: boolean;
  /** Transitions that lead to fulfilled, for whatever work type. */
  readonly transitions: number;
  /** Those of them that nothing guards. */
  readonly gaps: readonly GuardGap[];
}

/** What a work type without a mapped request type can do in its workflow. */
export interface OtherTransitions {
  readonly workType: OtherWorkType;
  readonly transitions: readonly WorkflowTransition[];
}

/**
 * Whether the app's validator stands on every transition that leads to fulfilled, from wherever it starts. Of
 * several on one transition, one that is switched on is enough. A ticket of any work type can be given an application and a
 * tier, so that the workflows of all of them count.
 * @param transitions of all workflows that request types of the project use
 */
export function findGuardGaps(
  transitions: readonly WorkflowTransition[],
  rules: readonly GuardRule[],
  fulfilledStatusId: string,
  others: readonly OtherTransitions[] = [],
): GuardFinding {
  const leading = (all: readonly WorkflowTransition[]): WorkflowTransition[] =>
    all.filter(({ toStatusId }) => toStatusId === fulfilledStatusId);
  const found = new Map<string, LeadingTransition>();
  for (const one of leading(transitions)) found.set(keyOf(one), { ...one, workTypes: [] });
  const own = new Set(found.keys());
  for (const { workType, transitions: theirs } of others) {
    for (const one of leading(theirs).filter((each) => !own.has(keyOf(each)))) {
      const before = found.get(keyOf(one))?.workTypes ?? [];
      found.set(keyOf(one), { ...one, workTypes: [...before, workType] });
    }
  }
  const gaps = [...found.values()].flatMap((one) => gapOn(one, rules));
  return { isReachable: own.size > 0, transitions: found.size, gaps };
}

type LeadingTransition = WorkflowTransition & Pick<GuardGap, 'workTypes'>;

const keyOf = ({ workflow, id }: WorkflowTransition): string => JSON.stringify([workflow, id]);

function gapOn(transition: LeadingTransition, rules: readonly GuardRule[]): GuardGap[] {
  const own = rulesOn(transition, rules);
  if (own.some(({ disabled }) => !disabled)) return [];
  const kind = own.length === 0 ? 'missing' : 'switched-off';
  const { workflow, id, name, workTypes } = transition;
  return [{ kind, workflow, transitionId: id, transition: name, workTypes }];
}

const rulesOn = ({ workflow, id }: WorkflowTransition, rules: readonly GuardRule[]): readonly GuardRule[] =>
  rules.filter((rule) => rule.workflow === workflow && rule.transitionId === id);

/** The rules that have to be switched on to close every gap that can be closed so: one for each. */
export const rulesToSwitchOn = <T extends GuardRule>({ gaps }: GuardFinding, rules: readonly T[]): T[] =>
  gaps.flatMap((gap) => {
    const rule = rules.find(
      ({ workflow, transitionId }) => workflow === gap.workflow && transitionId === gap.transitionId,
    );
    return rule ? [rule] : [];
  });

/** What the app knows of a project's guard. Times in milliseconds since the epoch, UTC. */
export interface GuardHealth {
  /** When it was last looked at, with or without success. */
  readonly checkedAt: number;
  /** Why that look came to nothing; null when it did not. */
  readonly failure: string | null;
  /** What the last look that worked found; null when none ever did. */
  readonly found: (GuardFinding & { readonly at: number }) | null;
}

export type GuardState = 'unknown' | 'unreachable' | 'missing' | 'switched-off' | 'healthy';

/** The one word for a finding; what is missing outweighs what is switched off. */
export function guardState(found: GuardFinding | null): GuardState {
  if (!found) return 'unknown';
  return found.isReachable ? (worstOf(found.gaps) ?? 'healthy') : 'unreachable';
}

/** What is wrong with the guard in the workflow of a ticket; null when nothing is. */
export const guardTroubleOf = (found: GuardFinding | null, workTypeId: string): GuardGap['kind'] | null =>
  worstOf(
    (found?.gaps ?? []).filter(
      ({ workTypes }) => workTypes.length === 0 || workTypes.some(({ id }) => id === workTypeId),
    ),
  );

const worstOf = (gaps: readonly GuardGap[]): GuardGap['kind'] | null =>
  gaps.some(({ kind }) => kind === 'missing') ? 'missing' : gaps.length > 0 ? 'switched-off' : null;
