import { counted } from '../../common/rules/plural';

// How values of KPIs, their targets and their changes read, on screens and in reports.

export const units = {
  percent: (value: number): string => counted(value, { other: '#%' }),
  'working-hours': (value: number): string => counted(value, { other: '# h' }),
  days: (value: number): string => counted(value, { other: '# d' }),
  seats: (value: number): string => counted(value, { one: '# seat', other: '# seats' }),
  tickets: (value: number): string => counted(value, { one: '# ticket', other: '# tickets' }),
  score: (value: number): string => counted(value, { other: '#' }),
};
export const points = (value: number): string => counted(value, { one: '# point', other: '# points' });
const number = (count: number): string => counted(count, { other: '#' });
const records = (count: number): string => counted(count, { one: '# record', other: '# records' });
export const hitsOf = (hits: number, of: number): string => `${number(hits)} of ${number(of)}`;
/** What a share is counted of, where it is something else than what its name says. */
export const sharesOf = {
  fulfillments: (hits: number, of: number): string =>
    `${number(hits)} of ${counted(of, { one: '# fulfillment', other: '# fulfillments' })}`,
  requests: (hits: number, of: number): string =>
    `${number(hits)} of ${counted(of, { one: '# request', other: '# requests' })}`,
};
export const seatDaysOf = (hits: number, of: number): string =>
  `${number(hits)} of ${counted(of, { one: '# seat-day', other: '# seat-days' })}`;
/** What a value that is no share is made of, by its unit. */
export const basis = {
  percent: records,
  'working-hours': (of: number): string => counted(of, { one: '# request', other: '# requests' }),
  days: (of: number): string => counted(of, { one: '# seat taken back', other: '# seats taken back' }),
  seats: (of: number): string => counted(of, { one: 'of # paid seat', other: 'of # paid seats' }),
  tickets: (of: number): string => counted(of, { other: 'of # open' }),
  score: records,
};
export const withBasis = (value: string, basis: string): string => `${value} (${basis})`;
export const target = {
  'at-least': (value: string): string => `at least ${value}`,
  'at-most': (value: string): string => `at most ${value}`,
  between: (from: string, to: string): string => `${from} to ${to}`,
};
export const up = (change: string): string => `▲ ${change}`;
export const down = (change: string): string => `▼ ${change}`;
export const noChange = 'no change';
export const noPreviousPeriod = 'no data for the previous period';
export const sameAsPrevious = (before: string): string => `same as ${before} in the previous period`;
export const fromPrevious = (change: string, before: string): string =>
  `${change} from ${before} in the previous period`;
export const judged = (change: string, verdict: string): string => `${change}, ${verdict}`;
export const verdicts = { better: 'better', worse: 'worse', same: 'neither better nor worse' };
export const mostChanged = (what: string, before: string, now: string): string =>
  `${what} changed most: from ${before} to ${now}.`;
