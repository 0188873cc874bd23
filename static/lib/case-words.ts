import type { CaseView } from '../../src/reclaim/contract/reclaim';
import type { CaseState, IdleEvidence } from '../../src/reclaim/rules/reclaim-case';
import type { ClockWords } from './clock-words';

/** How a case stands, in a lozenge. */
export const CASE_MARKS: Readonly<
  Record<
    CaseState,
    {
      readonly appearance: 'default' | 'inprogress' | 'moved' | 'removed' | 'success';
      readonly word: string;
    }
  >
> = {
  ready: { appearance: 'inprogress', word: 'About to be asked' },
  'awaiting-holder': { appearance: 'moved', word: 'Holder is asked' },
  'awaiting-approval': { appearance: 'moved', word: 'Owner decides' },
  'awaiting-removal': { appearance: 'moved', word: 'To be removed' },
  done: { appearance: 'success', word: 'Removed' },
  skipped: { appearance: 'default', word: 'Stays' },
  canceled: { appearance: 'default', word: 'Canceled' },
  undone: { appearance: 'default', word: 'Given back' },
};

/** Why a seat is looked at, with the source and how old its word is. */
export function evidenceSentence(
  { because, inactiveSince, source, observedAt, idleDays }: IdleEvidence,
  words: ClockWords,
): string {
  if (because === 'ended')
    return inactiveSince === null
      ? 'It was granted until a day that is over.'
      : `It ended on ${words.day(inactiveSince)}.`;
  if (because === 'undone') return 'It was granted together with others, and all of that is undone.';
  const since = inactiveSince === null ? 'Never used' : `Last used on ${words.day(inactiveSince)}`;
  const by = source === null || observedAt === null ? '' : `, by ${source} as of ${words.day(observedAt)}`;
  const why = because === 'wanted' ? 'somebody waits for a seat' : `idle after ${idleDays} days`;
  return `${since}${by}; ${why}.`;
}

/** What its holder is asked, or told. */
export function holderSentence(view: CaseView, words: ClockWords): string {
  const { state, answerBy, keepUntil } = view;
  switch (state) {
    case 'ready':
    case 'awaiting-holder':
      return answerBy === null
        ? 'Do you still need it?'
        : `Do you still need it? Please answer by ${words.day(answerBy)}; after that its owner decides.`;
    case 'awaiting-approval':
      return 'The owner of the application decides now. You can still answer.';
    case 'awaiting-removal':
      return 'The service desk is taking it away.';
    case 'done':
      return 'It was taken away. If you need it again, ask for it in the portal.';
    case 'skipped':
      return keepUntil === null
        ? 'It stays yours.'
        : `It stays yours. You are not asked again before ${words.day(keepUntil)}.`;
    case 'canceled':
      return 'Nothing has to be done any more. It stays as it is.';
    case 'undone':
      return 'It was given back to you.';
  }
}
