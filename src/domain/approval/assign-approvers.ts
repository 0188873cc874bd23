import type { ApprovalStageKind } from '../policy/policy';
import type { ApprovalAssignment } from './approval';

export type AssignmentResult =
  | { readonly ok: true; readonly assignments: readonly ApprovalAssignment[] }
  | { readonly ok: false; readonly unassigned: readonly ApprovalStageKind[] };

/**
 * Gives every stage a person of its own: nobody twice, nobody who asks or benefits. Candidates come in order
 * of preference; another order of stages finds the same people. A stage without anybody left fails the whole.
 */
export function assignApprovers(
  stages: readonly ApprovalStageKind[],
  candidates: Readonly<Record<ApprovalStageKind, readonly string[]>>,
  excluded: ReadonlySet<string>,
): AssignmentResult {
  const eligible = (stage: ApprovalStageKind): readonly string[] =>
    candidates[stage].filter((id) => !excluded.has(id));
  const assignments = assign(stages, eligible, new Set());
  if (assignments) return { ok: true, assignments };
  const empty = stages.filter((stage) => eligible(stage).length === 0);
  // everybody has a candidate of their own only on paper: the later stage is the one to add people to
  return { ok: false, unassigned: empty.length > 0 ? empty : stages.slice(-1) };
}

function assign(
  stages: readonly ApprovalStageKind[],
  eligible: (stage: ApprovalStageKind) => readonly string[],
  taken: ReadonlySet<string>,
): ApprovalAssignment[] | undefined {
  const [stage, ...rest] = stages;
  if (stage === undefined) return [];
  for (const approverId of eligible(stage)) {
    if (taken.has(approverId)) continue;
    const others = assign(rest, eligible, new Set([...taken, approverId]));
    if (others) return [{ stage, approverId }, ...others];
  }
  return undefined;
}
