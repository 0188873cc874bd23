import { counted } from '../../src/common/rules/plural';

export const position = (position: number, waiting: number): string =>
  `Position ${position} of ${waiting} in the queue.`;
export const urgentPosition = (position: number, waiting: number): string =>
  `Position ${position} of ${waiting} in the queue, as an urgent request.`;
export const since = (moment: string): string => `Waiting since ${moment}.`;
export const urgentAhead = (count: number): string =>
  counted(count, { one: '# urgent request is ahead.', other: '# urgent requests are ahead.' });
export const expected = (day: string): string =>
  `Enough seats expire by ${day}, unless someone extends them.`;
