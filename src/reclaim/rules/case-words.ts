import { doc, paragraph, status, text, type AdfDocument } from '../../common/rules/adf';
import { utcDay } from '../../common/rules/time-text';
import type { CaseState, IdleEvidence, ReclaimCase } from './reclaim-case';
import { reclaimMessages } from './messages';

/** What a ticket about a case is found by. A removal that came back is another ticket. */
export const caseCode = ({ caseId, removedAt }: Pick<ReclaimCase, 'caseId' | 'removedAt'>): string =>
  `RC-${caseId.slice(0, 8).toUpperCase()}${removedAt === null ? '' : '-2'}`;

/** @param what the entitlement in words */
export function caseSummary(one: ReclaimCase, what: string): string {
  const code = caseCode(one);
  if (one.removedAt !== null) return reclaimMessages.ticket.cameBack(what, code);
  switch (one.evidence.because) {
    case 'ended':
      return reclaimMessages.ticket.ended(what, code);
    case 'left':
      return reclaimMessages.ticket.left(what, code);
    case 'withdrawn':
    case 'undone':
      return reclaimMessages.ticket.removing(what, code);
    case 'idle':
    case 'wanted':
      return reclaimMessages.ticket.stillNeeded(what, code);
  }
}

/** Why a holder is asked, in a sentence for them. */
export function askingText({ because, inactiveSince, source }: IdleEvidence, what: string): string {
  const since =
    inactiveSince === null
      ? reclaimMessages.asking.neverUsed
      : reclaimMessages.asking.lastUsed(utcDay(inactiveSince), source ?? '');
  return because === 'wanted'
    ? reclaimMessages.asking.wanted(what, since)
    : reclaimMessages.asking.idle(what, since);
}

const TONES: Readonly<Partial<Record<CaseState, 'yellow' | 'green' | 'neutral' | 'red'>>> = {
  'awaiting-removal': 'yellow',
  'awaiting-approval': 'yellow',
  done: 'green',
};

const WORDS: Readonly<Partial<Record<CaseState, string>>> = {
  'awaiting-approval': reclaimMessages.state.awaitingApproval,
  'awaiting-removal': reclaimMessages.state.awaitingRemoval,
  done: reclaimMessages.state.done,
  skipped: reclaimMessages.state.skipped,
  canceled: reclaimMessages.state.canceled,
  undone: reclaimMessages.state.undone,
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
                ? reclaimMessages.task.downgrade(what)
                : reclaimMessages.task.remove(what),
            ),
          ),
        ]
      : [];
  return doc(
    paragraph(
      status(WORDS[one.state] ?? reclaimMessages.state.open, TONES[one.state] ?? 'neutral'),
      text(` ${latest}`),
    ),
    ...task,
  );
}
