import type { GuardRule, WorkflowTransition } from '../../jira/rules/workflow';

/** A transition to fulfilled that lets everybody through. */
export interface GuardGap {
  /** `missing`: the validator is not there; `switched-off`: it is there and does nothing. */
  readonly kind: 'missing' | 'switched-off';
  readonly workflow: string;
  readonly transitionId: string;
  readonly transition: string;
}

/** What one look at a project's workflows found. */
export interface GuardFinding {
  /** Transitions that lead to fulfilled; none means that no ticket can be fulfilled at all. */
  readonly transitions: number;
  /** Those of them that nothing guards. */
  readonly gaps: readonly GuardGap[];
}

/**
 * Whether the app's validator stands on every transition that leads to fulfilled, from wherever it starts. Of
 * several on one transition, one that is switched on is enough.
 * @param transitions of all workflows that request types of the project use
 */
export function findGuardGaps(
  transitions: readonly WorkflowTransition[],
  rules: readonly GuardRule[],
  fulfilledStatusId: string,
): GuardFinding {
  const leading = transitions.filter(({ toStatusId }) => toStatusId === fulfilledStatusId);
  const gaps = leading.flatMap((transition): GuardGap[] => {
    const own = rulesOn(transition, rules);
    if (own.some(({ disabled }) => !disabled)) return [];
    const kind = own.length === 0 ? 'missing' : 'switched-off';
    const { workflow, id, name } = transition;
    return [{ kind, workflow, transitionId: id, transition: name }];
  });
  return { transitions: leading.length, gaps };
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
  if (found.transitions === 0) return 'unreachable';
  if (found.gaps.some(({ kind }) => kind === 'missing')) return 'missing';
  return found.gaps.length > 0 ? 'switched-off' : 'healthy';
}
