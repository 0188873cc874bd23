import type { CaseState } from '../../src/reclaim/rules/reclaim-case';
import { counted } from '../../src/common/rules/plural';

export const caseStates: Readonly<Record<CaseState, string>> = {
  ready: 'Ready to ask',
  'awaiting-holder': 'Waiting for holder',
  'awaiting-approval': 'Waiting for owner',
  'awaiting-removal': 'Waiting for removal',
  done: 'Reclaimed',
  skipped: 'Kept',
  canceled: 'Canceled',
  undone: 'Restored',
};

export const evidence = {
  pastEnd: 'The access is past its end date.',
  ended: (day: string): string => `The access ended on ${day}.`,
  left: 'The holder is no longer active in the people roster.',
  withdrawn: 'The request behind this access no longer stands for it.',
  undone: 'The access came with others in one step, and that step is being undone.',
  inactive: (since: string | null, source: string | null): string =>
    `${since === null ? 'No activity on record' : `No activity since ${since}`}${source === null ? '' : ` (${source})`}.`,
  source: (name: string, asOf: string): string => `${name}, ${asOf}`,
  wanted: 'Someone is waiting for a seat.',
  idle: (days: number): string =>
    counted(days, { one: 'Seats count as idle after # day.', other: 'Seats count as idle after # days.' }),
};

export const holder = {
  question: 'Do you still need this access?',
  questionUntil: (day: string): string =>
    `Do you still need this access? Answer by ${day}. After that, the application owner decides.`,
  ownerDecides: 'The application owner is deciding. You can still answer.',
  removing: 'The service desk is removing this access.',
  removed: 'This access was removed. If you need it again, request it in the portal.',
  kept: 'You keep this access.',
  keptUntil: (day: string): string => `You keep this access. We won’t ask again before ${day}.`,
  nothingToDo: 'You don’t have to do anything. This access stays the same.',
  restored: 'This access was restored.',
};
