import { counted } from '../../src/common/rules/plural';

export const named = (name: string, summary: string): string => `${name}: ${summary}`;
export const seatFree = 'seat available';
export const queue = (ahead: number): string =>
  ahead === 0
    ? 'no seat right now, you’d be first in the queue'
    : counted(ahead, {
        one: 'no seat right now, # request is ahead of you',
        other: 'no seat right now, # requests are ahead of you',
      });
