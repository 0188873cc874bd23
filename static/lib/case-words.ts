import type { CaseView } from '../../src/reclaim/contract/reclaim';
import type { CaseState, IdleEvidence } from '../../src/reclaim/rules/reclaim-case';
import type { ClockWords } from './clock-words';
import { caseStates, evidence, holder } from './case-messages';

type Appearance = 'default' | 'inprogress' | 'moved' | 'removed' | 'success';

const mark = (state: CaseState, appearance: Appearance) => ({
  appearance,
  word: caseStates[state],
});

/** How a case stands, in a lozenge. */
export const CASE_MARKS: Readonly<
  Record<CaseState, { readonly appearance: Appearance; readonly word: string }>
> = {
  ready: mark('ready', 'inprogress'),
  'awaiting-holder': mark('awaiting-holder', 'moved'),
  'awaiting-approval': mark('awaiting-approval', 'moved'),
  'awaiting-removal': mark('awaiting-removal', 'moved'),
  done: mark('done', 'success'),
  skipped: mark('skipped', 'default'),
  canceled: mark('canceled', 'default'),
  undone: mark('undone', 'default'),
};

/** Why a seat is looked at, with the source and how old its word is. */
export function evidenceSentence(
  { because, inactiveSince, source, observedAt, idleDays }: IdleEvidence,
  words: ClockWords,
): string {
  if (because === 'ended')
    return inactiveSince === null ? evidence.pastEnd : evidence.ended(words.day(inactiveSince));
  if (because === 'undone' || because === 'withdrawn' || because === 'left') return evidence[because];
  // the last activity, or else since when they have the seat: both are days without activity since
  const since = inactiveSince === null ? null : words.day(inactiveSince);
  const by = source === null || observedAt === null ? null : evidence.source(source, words.day(observedAt));
  const why = because === 'wanted' ? evidence.wanted : evidence.idle(idleDays);
  return `${evidence.inactive(since, by)} ${why}`;
}

/** What its holder is asked, or notified of. */
export function holderSentence(view: CaseView, words: ClockWords): string {
  const { state, answerBy, keepUntil } = view;
  switch (state) {
    case 'ready':
    case 'awaiting-holder':
      return answerBy === null ? holder.question : holder.questionUntil(words.day(answerBy));
    case 'awaiting-approval':
      return holder.ownerDecides;
    case 'awaiting-removal':
      return holder.removing;
    case 'done':
      return holder.removed;
    case 'skipped':
      return keepUntil === null ? holder.kept : holder.keptUntil(words.day(keepUntil));
    case 'canceled':
      return holder.nothingToDo;
    case 'undone':
      return holder.restored;
  }
}
