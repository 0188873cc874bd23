import type { ApprovalGroup } from '../../jira/rules/group';
/** Who is asked in a stage, in the order in which people read them. */
export const STAGE_KINDS = [
  'manager',
  'managers-manager',
  'application-owner',
  'people',
  'group',
  'security',
] as const;

export type ApprovalStageKind = (typeof STAGE_KINDS)[number];

/** What happens when a stage is not decided in time, the strictest last. */
export const TIMEOUT_ACTIONS = ['remind', 'escalate', 'replace', 'decline'] as const;

export interface StageTimeout {
  /** Business hours of whoever is asked. */
  readonly hours: number;
  readonly then: (typeof TIMEOUT_ACTIONS)[number];
}

/** One round of approval that a policy can ask for. */
export interface ApprovalStage {
  readonly kind: ApprovalStageKind;
  /** The group of a `group` stage; null for all others. */
  readonly group: ApprovalGroup | null;
  /** Account ids of a `people` stage; empty for all others. */
  readonly people: readonly string[];
  /** How many of them have to approve. */
  readonly quorum: number;
  /** It opens once every stage of a lower order is approved. */
  readonly order: number;
  readonly timeout: StageTimeout | null;
}

/** Tells the stages of one decision apart: the same key is the same question to the same people. */
export function stageKey({ kind, group, people }: Pick<ApprovalStage, 'kind' | 'group' | 'people'>): string {
  if (kind === 'group') return `group:${group?.id ?? ''}`;
  return kind === 'people' ? `people:${[...people].sort().join(',')}` : kind;
}

/** A stage with what holds when a policy says nothing else: one approval, at once, for as long as it takes. */
export const stageOf = (
  kind: ApprovalStageKind,
  changes: Partial<Omit<ApprovalStage, 'kind'>> = {},
): ApprovalStage => ({ kind, group: null, people: [], quorum: 1, order: 1, timeout: null, ...changes });

/** Requirements on the same people add up to the strictest: most approvals, latest turn, shortest wait. */
export function strictestStages(stages: readonly ApprovalStage[]): ApprovalStage[] {
  const byKey = new Map<string, ApprovalStage>();
  for (const stage of stages) {
    const key = stageKey(stage);
    const other = byKey.get(key);
    byKey.set(key, other ? stricter(other, stage) : stage);
  }
  return [...byKey].sort(compareStages).map(([, stage]) => stage);
}

const stricter = (a: ApprovalStage, b: ApprovalStage): ApprovalStage => ({
  ...a,
  quorum: Math.max(a.quorum, b.quorum),
  order: Math.max(a.order, b.order),
  timeout: stricterTimeout(a.timeout, b.timeout),
});

function stricterTimeout(a: StageTimeout | null, b: StageTimeout | null): StageTimeout | null {
  if (!a || !b) return a ?? b;
  if (a.hours !== b.hours) return a.hours < b.hours ? a : b;
  return TIMEOUT_ACTIONS.indexOf(a.then) >= TIMEOUT_ACTIONS.indexOf(b.then) ? a : b;
}

function compareStages(
  [keyA, a]: readonly [string, ApprovalStage],
  [keyB, b]: readonly [string, ApprovalStage],
): number {
  if (a.order !== b.order) return a.order - b.order;
  if (a.kind !== b.kind) return STAGE_KINDS.indexOf(a.kind) - STAGE_KINDS.indexOf(b.kind);
  return keyA < keyB ? -1 : 1;
}
