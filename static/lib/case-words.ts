import type { CaseView } from '../../src/reclaim/contract/reclaim';
import type { CaseState, IdleEvidence } from '../../src/reclaim/rules/reclaim-case';
import type { ClockWords } from './clock-words';
import { libMessages } from './messages';

type Appearance = 'default' | 'inprogress' | 'moved' | 'removed' | 'success';

const mark = (state: CaseState, appearance: Appearance) => ({
  appearance,
  word: libMessages.caseStates[state],
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
  const messages = libMessages.evidence;
  if (because === 'ended')
    return inactiveSince === null ? messages.pastEnd : messages.ended(words.day(inactiveSince));
  if (because === 'undone' || because === 'withdrawn' || because === 'left') return messages[because];
  // the last activity, or else since when they have the seat: both are days without activity since
  const since = inactiveSince === null ? null : words.day(inactiveSince);
  const by = source === null || observedAt === null ? null : messages.source(source, words.day(observedAt));
  const why = because === 'wanted' ? messages.wanted : messages.idle(idleDays);
  return `${messages.inactive(since, by)} ${why}`;
}

/** What its holder is asked, or told. */
export function holderSentence(view: CaseView, words: ClockWords): string {
  const { state, answerBy, keepUntil } = view;
  const messages = libMessages.holder;
  switch (state) {
    case 'ready':
    case 'awaiting-holder':
      return answerBy === null ? messages.question : messages.questionUntil(words.day(answerBy));
    case 'awaiting-approval':
      return messages.ownerDecides;
    case 'awaiting-removal':
      return messages.removing;
    case 'done':
      return messages.removed;
    case 'skipped':
      return keepUntil === null ? messages.kept : messages.keptUntil(words.day(keepUntil));
    case 'canceled':
      return messages.nothingToDo;
    case 'undone':
      return messages.restored;
  }
}
