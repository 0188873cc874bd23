import { doc, paragraph, status, text, type AdfDocument } from '../../common/rules/adf';
import { utcDay } from '../../common/rules/time-text';
import type { CaseState, IdleEvidence, ReclaimCase } from './reclaim-case';

/** What a ticket about a case is found by. A removal that came back is another ticket. */
export const caseCode = ({ caseId, removedAt }: Pick<ReclaimCase, 'caseId' | 'removedAt'>): string =>
  `RC-${caseId.slice(0, 8).toUpperCase()}${removedAt === null ? '' : '-2'}`;

/** @param what the entitlement in words */
export function caseSummary(one: ReclaimCase, what: string): string {
  const code = caseCode(one);
  if (one.removedAt !== null) return `${what} is back, though it was taken away (${code})`;
  switch (one.evidence.because) {
    case 'ended':
      return `Your access to ${what} has ended (${code})`;
    case 'undone':
      return `Your access to ${what} is taken back (${code})`;
    case 'idle':
    case 'wanted':
      return `Do you still need ${what}? (${code})`;
  }
}

/** Why a holder is asked, in a sentence for them. */
export function askingText({ because, inactiveSince, source }: IdleEvidence, what: string): string {
  const since =
    inactiveSince === null
      ? 'has not been used'
      : `was last used on ${utcDay(inactiveSince)}, by ${source ?? ''}`;
  return because === 'wanted'
    ? `A colleague waits for a seat of ${what}. Yours ${since}. You can release it here, or keep it and say why.`
    : `Your seat of ${what} ${since}. If you do not need it, release it; if you do, keep it and say why.`;
}

const TONES: Readonly<Partial<Record<CaseState, 'yellow' | 'green' | 'neutral' | 'red'>>> = {
  'awaiting-removal': 'yellow',
  'awaiting-approval': 'yellow',
  done: 'green',
};

const WORDS: Readonly<Partial<Record<CaseState, string>>> = {
  'awaiting-approval': 'Owner decides',
  'awaiting-removal': 'To be removed',
  done: 'Removed',
  skipped: 'Stays',
  canceled: 'Canceled',
  undone: 'Given back',
};

/** The note that a ticket gets when its case has moved on. */
export function caseNote(one: ReclaimCase, what: string): AdfDocument {
  const latest = one.remarks.at(-1)?.text ?? '';
  const task =
    one.state === 'awaiting-removal'
      ? [
          paragraph(
            text(
              one.action === 'downgrade'
                ? `Move the holder of ${what} to the lower tier in the application, then confirm it in the panel.`
                : `Take away ${what} in the application, then confirm it in the panel.`,
            ),
          ),
        ]
      : [];
  return doc(
    paragraph(status(WORDS[one.state] ?? 'Open', TONES[one.state] ?? 'neutral'), text(` ${latest}`)),
    ...task,
  );
}
