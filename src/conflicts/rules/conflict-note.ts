import { doc, facts, mention, paragraph, status, text, type AdfDocument } from '../../common/rules/adf';

/** What a note tells of a conflict; entitlements by the names that people know. */
export interface ConflictNote {
  readonly holderId: string;
  readonly entitlement: string;
  readonly others: readonly string[];
  readonly reason: string;
  readonly ruleId: string;
  readonly policyVersion: number;
}

/** Internal: somebody has what they must not have together, and what to do about it. */
export const conflictNote = (conflict: ConflictNote): AdfDocument =>
  doc(
    paragraph(
      status('Conflicting duties', 'red'),
      text(' '),
      mention(conflict.holderId),
      text(' has what the access policy does not let one person have together. Take one of them back.'),
    ),
    facts([
      ['Has', paragraph(text(conflict.entitlement))],
      ['Together with', conflict.others.map((name) => paragraph(text(name)))],
      ['Why', paragraph(text(conflict.reason))],
      ['Rule', paragraph(text(`${conflict.ruleId} (policy version ${conflict.policyVersion})`))],
    ]),
  );
