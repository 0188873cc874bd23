import type { IssuePanelRequest } from '../../src/flows/contract/issue-panel';
import * as messages from './headline-messages';

export interface Headline {
  readonly tone: 'success' | 'inprogress' | 'moved' | 'removed' | 'default';
  readonly word: string;
  /** One sentence that answers why it stands where it stands; null when the word says it all. */
  readonly sentence: string | null;
}

/** The first line of the panel: where the request stands. */
export function headlineOf(view: IssuePanelRequest): Headline {
  if (view.changed) {
    return { tone: 'moved', ...messages.changed };
  }
  switch (view.state) {
    case 'checking':
      return { tone: 'default', ...messages.checking };
    case 'incomplete':
      return { tone: 'moved', ...messages.incomplete[view.turn] };
    case 'denied':
      return { tone: 'removed', word: messages.denied, sentence: view.reasons.join(' ') };
    case 'stuck':
      // what keeps it stands beside the button
      return { tone: 'removed', word: messages.stuck, sentence: null };
    case 'awaiting-approval':
      return { tone: 'moved', word: messages.waiting, sentence: view.trouble ?? outdatedSoon(view) };
    case 'ready':
      return readyHeadline(view);
    case 'recording':
      return { tone: 'inprogress', ...messages.recording };
    case 'fulfilled':
      return { tone: 'success', word: messages.fulfilled, sentence: null };
    case 'declined':
      return { tone: 'removed', word: messages.declined, sentence: null };
    case 'canceled':
      return { tone: 'default', ...messages.closed };
    case 'unapproved':
      return {
        tone: 'removed',
        word: messages.unapproved.word,
        sentence: messages.unapproved.sentence(view.trouble),
      };
  }
}

const outdatedSoon = ({ outdated }: IssuePanelRequest): string | null =>
  outdated && messages.outdatedSoon[outdated];

function readyHeadline(view: IssuePanelRequest): Headline {
  const { word, sentence } = messages.outdated;
  if (view.outdated !== null) return { tone: 'moved', word, sentence: sentence[view.outdated] };
  if (view.poolFull)
    return {
      tone: 'moved',
      word: view.pool?.queuePosition ? messages.inQueue : messages.poolFull,
      sentence: messages.noSeat,
    };
  if (view.isSeatComing) return { tone: 'inprogress', ...messages.seatComing };
  if (view.trouble !== null) return { tone: 'removed', word: messages.blocked, sentence: view.trouble };
  return { tone: 'success', word: messages.ready, sentence: null };
}
