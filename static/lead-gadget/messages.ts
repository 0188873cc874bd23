import { counted } from '../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });

export const loading = 'Loading the metric';
export const notSetUp = {
  title: 'Gadget not set up',
  text: 'Choose a project and a measure in the settings.',
};
export const asOfNow = 'as of now';
export const target = (target: string): string => `target ${target}`;
export const ownTarget = (usual: string): string => `own target, Reports use ${usual}`;
export const period = (days: number): string => counted(days, { one: 'last # day', other: 'last # days' });
export const unmeasured = (count: number): string =>
  counted(count, {
    one: '# more fulfillment without a measurement isn’t counted.',
    other: '# more fulfillments without a measurement aren’t counted.',
  });
export const only = (names: string): string => `only ${names}`;
export const onlyAndMore = (names: string, more: number): string => `only ${names} and ${more} more`;
export const noneMeasured = (count: number, days: number): string =>
  `${counted(count, { one: '# fulfillment', other: '# fulfillments' })} in the last ${days} days, but none has a measurement. Map the SLA field on the admin page.`;
export const nothing = (what: string, days: number): string =>
  `${what} in the last ${days} days, so there’s nothing to measure yet.`;
export const part = (label: string, value: string): string => `${label} ${value}`;
export const others = (count: number): string => `others ${number(count)}`;
export const parts = (parts: readonly string[]): string => `${parts.join(', ')}.`;
export const countedParts = (word: string, parts: readonly string[]): string =>
  `${word}: ${parts.join(', ')}.`;
export const tickets = {
  ticket: 'Ticket',
  application: 'Application',
  requested: 'Requested',
  fulfilled: 'Fulfilled',
  took: 'Time taken',
  openFor: 'Open for',
  notMeasured: 'Not measured',
  view: (count: number): string =>
    counted(count, { one: 'View the ticket in Jira', other: 'View these # tickets in Jira' }),
};
