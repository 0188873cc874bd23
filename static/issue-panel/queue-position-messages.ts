import { counted } from '../../src/common/rules/plural';

const nextAsked = 'The next ones are asked after two days, until someone releases a seat.';

export const notRejoined = 'Request didn’t rejoin the queue';
export const notUpdated = 'Queue not updated';
export const rejoin = 'Rejoin queue';
export const left = 'The request left the queue. If it rejoins, it starts at the end.';
export const fulfillsFor = 'When the request gets a seat, Seatkeeper fulfills it on behalf of';
export const fulfillsNowFor = 'Seatkeeper fulfills the request on behalf of';
export const fulfillLater = (requester: string): string =>
  `Fulfill when it gets a seat and notify ${requester}`;
export const askIdlest = 'Ask longest-idle holders';
export const leave = 'Leave queue';
export const allAsked = `These holders were already asked. ${nextAsked}`;
export const asked = (count: number): string =>
  `${counted(count, { one: 'Seatkeeper asks # holder', other: 'Seatkeeper asks # holders' })} within five minutes. ${nextAsked}`;
