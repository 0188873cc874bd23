import type { Calls } from '../../common/contract/calls';
import * as z from '#zod';

/** Somebody who has what a rule does not let one person have together. Times in milliseconds since the epoch, UTC. */
export interface ConflictView {
  readonly holderId: string;
  readonly entitlement: string;
  readonly others: readonly string[];
  readonly ruleId: string;
  readonly reason: string;
  /** The ticket through which the newest of the seats came; null when none did. */
  readonly issueKey: string | null;
  readonly since: number;
  /** Null while it lasts. */
  readonly resolvedAt: number | null;
}

export interface ConflictsView {
  readonly now: number;
  /** When everybody had last been looked at; null before the first time. */
  readonly lookedAt: number | null;
  /** How many last, of which only the first may be listed. */
  readonly lasting: number;
  readonly conflicts: readonly ConflictView[];
}

export const conflictInputs = { 'conflicts/show': z.strictObject({}) };

interface ConflictOutputs {
  readonly 'conflicts/show': ConflictsView;
}

export type ConflictCalls = Calls<typeof conflictInputs, ConflictOutputs>;
