import type { QueuePositionView } from '../../src/flows/contract/issue-panel';
import type { ClockWords } from './clock-words';

/** `Place 2 of 5 in the line since Mon 14:10 CET; 1 ahead is urgent.` and when it is expected to end. */
export function queuePositionSentence(
  queuePosition: QueuePositionView,
  now: number,
  words: ClockWords,
): string {
  const { position, waiting, since, urgentAhead, isUrgent, expectedAt } = queuePosition;
  const urgent = isUrgent
    ? ', as urgent'
    : urgentAhead > 0
      ? `, ${urgentAhead} of those ahead ${urgentAhead === 1 ? 'is' : 'are'} urgent`
      : '';
  const expected =
    expectedAt === null
      ? ''
      : ` By ${words.day(expectedAt)} at the latest enough seats end, if nobody prolongs them.`;
  return `Place ${position} of ${waiting} in the line, since ${words.moment(since, now)}${urgent}.${expected}`;
}
