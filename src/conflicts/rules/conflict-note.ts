import { doc, facts, mention, paragraph, status, text, type AdfDocument } from '../../common/rules/adf';
import { conflictMessages } from './messages';

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
      status(conflictMessages.status, 'red'),
      text(' '),
      mention(conflict.holderId),
      text(conflictMessages.explanation),
    ),
    facts([
      [conflictMessages.has, paragraph(text(conflict.entitlement))],
      [conflictMessages.with, conflict.others.map((name) => paragraph(text(name)))],
      [conflictMessages.why, paragraph(text(conflict.reason))],
      [
        conflictMessages.rule,
        paragraph(text(conflictMessages.ruleOfVersion(conflict.ruleId, conflict.policyVersion))),
      ],
    ]),
  );
