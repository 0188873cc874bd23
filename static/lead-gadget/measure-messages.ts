import { counted } from '../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });
const requests = (count: number): string => counted(count, { one: '# request', other: '# requests' });
/** A request that is fulfilled again after it was reopened is counted as two of them. */
const fulfillments = (count: number): string =>
  counted(count, { one: '# fulfillment', other: '# fulfillments' });
const seatDays = (count: number): string => counted(count, { one: '# seat-day', other: '# seat-days' });
const nothingFulfilled = 'No access request was fulfilled';
const noPool = 'No license pool was recorded';

export const measures = {
  withinGoal: (hits: number, of: number): string => `${number(hits)} of ${fulfillments(of)} within the goal.`,
  firstTimeRight: (hits: number, of: number): string =>
    `${number(hits)} of ${requests(of)} right the first time.`,
  reopened: (hits: number, of: number): string => `${number(hits)} of ${fulfillments(of)} reopened later.`,
  count: (of: number): string => `${requests(of)}.`,
  times: (of: number, median: string, ninetieth: string): string =>
    `${requests(of)} from approval to fulfillment. Half took up to ${median} of working time, 90% up to ${ninetieth}.`,
  aged: (hits: number, of: number, days: number): string =>
    `${number(hits)} of ${counted(of, { one: '# open request', other: '# open requests' })} created more than ${counted(days, { one: '# calendar day', other: '# calendar days' })} ago.`,
  inUse: (hits: number, of: number): string => `${number(hits)} of ${seatDays(of)} in use.`,
  idle: (hits: number, of: number, unknown: number): string =>
    [
      `${number(hits)} of ${counted(of, { one: '# paid seat', other: '# paid seats' })} in use known to be inactive.`,
      ...(unknown === 0
        ? []
        : [counted(unknown, { one: 'No usage data for # seat.', other: 'No usage data for # seats.' })]),
    ].join(' '),
  reclaimed: (of: number): string =>
    counted(of, { one: '# seat was reclaimed.', other: '# seats were reclaimed.' }),
  approved: (hits: number, of: number): string =>
    `Approval on record for ${number(hits)} of ${counted(of, { one: '# premium license', other: '# premium licenses' })}.`,
};

export const words = {
  missed: 'Missed',
  notRight: 'Not right the first time',
  reopened: 'Reopened',
  aged: 'Aged',
  idle: 'Inactive',
  notApproved: 'No approval on record',
};

export const none = {
  fulfilled: nothingFulfilled,
  open: 'No access request was open',
  pool: noPool,
  reclaimed: 'No seat was reclaimed',
  premium: 'No premium license was in use',
};

export const lists = {
  missed: 'Missed goals',
  notRight: 'Not right the first time',
  reopened: 'Reopened fulfillments',
  longest: 'Longest times',
  aged: 'Aged requests',
  notApproved: 'Tickets fulfilled without a valid decision',
};

export const noneListed = {
  missed: 'No fulfillment missed the goal.',
  notRight: 'All requests were right the first time.',
  reopened: 'No fulfillment was reopened later.',
  longest: 'No request took any time.',
  aged: 'No request is aged.',
  notApproved: 'No ticket was fulfilled without a valid decision.',
};
