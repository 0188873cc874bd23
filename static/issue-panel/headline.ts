import type { IssuePanelRequest } from '../../src/flows/contract/issue-panel';

export interface Headline {
  readonly tone: 'success' | 'inprogress' | 'moved' | 'removed' | 'default';
  readonly word: string;
  /** One sentence that answers why it stands where it stands; null when the word says it all. */
  readonly sentence: string | null;
}

/** The first line of the panel: where the request stands. */
export function headlineOf(view: IssuePanelRequest): Headline {
  if (view.changed) {
    return {
      tone: 'moved',
      word: 'Changed',
      sentence: 'It was changed after the decision. Approvals have to come in again.',
    };
  }
  switch (view.state) {
    case 'checking':
      return { tone: 'default', word: 'Being checked', sentence: 'Seatkeeper looks at it within a minute.' };
    case 'incomplete':
      return { tone: 'moved', word: 'Incomplete', sentence: 'The requester was asked for what is missing.' };
    case 'denied':
      return { tone: 'removed', word: 'Not allowed', sentence: view.reasons.join(' ') };
    case 'stuck':
      // what keeps it stands beside the button
      return { tone: 'removed', word: 'Stuck', sentence: null };
    case 'awaiting-approval':
      return { tone: 'moved', word: 'Waiting', sentence: view.trouble ?? null };
    case 'ready':
      return readyHeadline(view);
    case 'recording':
      return {
        tone: 'inprogress',
        word: 'Being recorded',
        sentence: 'The seat is assigned and the note written within seconds.',
      };
    case 'fulfilled':
      return { tone: 'success', word: 'Fulfilled', sentence: null };
    case 'declined':
      return { tone: 'removed', word: 'Declined', sentence: null };
    case 'canceled':
      return {
        tone: 'default',
        word: 'Closed',
        sentence: 'It was withdrawn or closed without being fulfilled.',
      };
    case 'unapproved':
      return {
        tone: 'removed',
        word: 'Not approved',
        sentence: `The move to fulfilled does not count, and the ticket is reopened. ${view.trouble ?? 'There was no valid decision, and no seat was assigned.'}`,
      };
  }
}

function readyHeadline(view: IssuePanelRequest): Headline {
  if (view.poolFull)
    return {
      tone: 'moved',
      word: view.pool?.queuePosition ? 'In line for a seat' : 'Pool is full',
      sentence: 'It is approved, but there is no free seat.',
    };
  if (view.trouble !== null) return { tone: 'removed', word: 'Blocked', sentence: view.trouble };
  return { tone: 'success', word: 'Ready to fulfill', sentence: null };
}
