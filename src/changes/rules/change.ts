import type { ChangedItem } from '../../common/rules/changed-item';

/**
 * What happens to a change: `made` by one person alone, or `proposed` and then decided by somebody else; `applied` when
 * what it says holds; `overtaken` when others had changed the same meanwhile.
 */
export const CHANGE_STEPS = [
  'made',
  'proposed',
  'approved',
  'declined',
  'withdrawn',
  'applied',
  'overtaken',
] as const;

export type ChangeStepKind = (typeof CHANGE_STEPS)[number];

/** One step of a change. Steps are never changed or removed: they are the record of who changed what. */
export interface ChangeStep {
  readonly changeId: string;
  /** From 1, without gaps. */
  readonly step: number;
  readonly kind: ChangeStepKind;
  /** What is changed: the catalog, or a part of the settings. */
  readonly target: string;
  /** Account of who took the step. */
  readonly byId: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
  readonly note: string;
}

/** What a change says, as its first step has it. */
export interface ChangeContent {
  readonly items: readonly ChangedItem[];
  /** How many more items there were than are kept in words. */
  readonly more: number;
  /** What is to be applied, as JSON: a part of the settings, or the id of the import that holds it. */
  readonly body: string;
  /** How often the target had been changed when this change was written. */
  readonly after: number;
}

/** Items of a change that are kept in words; the rest is counted. */
export const MOST_ITEMS = 200;
