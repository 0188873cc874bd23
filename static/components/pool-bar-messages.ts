import { counted } from '../../src/common/rules/plural';

export const none = 'No seats purchased';
export const taken = (taken: number, purchased: number): string =>
  `${counted(taken, { other: '#' })} of ${counted(purchased, { one: '# seat', other: '# seats' })} taken`;
export const bar = (pool: string, taken: number, purchased: number): string =>
  `${pool}: ${counted(taken, { other: '#' })} of ${counted(purchased, { one: '# seat', other: '# seats' })} taken`;
export const inUse = (seats: number): string => `${seats} in use`;
export const held = (seats: number): string => `${seats} held`;
export const blocked = (seats: number): string => `${seats} blocked`;
export const overAllocated = 'Over-allocated';
export const over = (over: number, purchased: number): string =>
  `${counted(over, { one: '# more seat is', other: '# more seats are' })} in use than the ${counted(purchased, { other: '#' })} purchased. No seat is assigned until as many are released.`;
