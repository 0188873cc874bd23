import type { QueuePositionView } from '../../src/flows/contract/issue-panel';
import type { ClockWords } from './clock-words';
import * as messages from './queue-position-messages';

/** `Position 2 of 5 in the queue. Waiting since Mon 2:10 PM CET.`, what is urgent, and by when it is expected to end. */
export function queuePositionSentence(
  queuePosition: QueuePositionView,
  now: number,
  words: ClockWords,
): string {
  const { position, waiting, since, urgentAhead, isUrgent, expectedAt } = queuePosition;
  return [
    (isUrgent ? messages.urgentPosition : messages.position)(position, waiting),
    messages.since(words.moment(since, now)),
    ...(!isUrgent && urgentAhead > 0 ? [messages.urgentAhead(urgentAhead)] : []),
    ...(expectedAt === null ? [] : [messages.expected(words.day(expectedAt))]),
  ].join(' ');
}
