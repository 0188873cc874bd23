import { counted } from '../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });
const requests = (count: number): string => counted(count, { one: '# request', other: '# requests' });
const seatDays = (count: number): string => counted(count, { one: '# seat-day', other: '# seat-days' });

const nothingFulfilled = 'No access request was fulfilled';
const noPool = 'No license pool was recorded';

/** What the lead's gadget says. */
export const leadGadgetMessages = {
  loading: 'Loading the metric',
  notSetUp: { title: 'Gadget not set up', text: 'Choose a project and a measure in the settings.' },
  asOfNow: 'as of now',
  target: (target: string): string => `target ${target}`,
  period: (days: number): string => counted(days, { one: 'last # day', other: 'last # days' }),
  unmeasured: (count: number): string =>
    counted(count, {
      one: '# more request without a measurement isn’t counted.',
      other: '# more requests without a measurement aren’t counted.',
    }),
  only: (names: string): string => `only ${names}`,
  onlyAndMore: (names: string, more: number): string => `only ${names} and ${more} more`,
  noneMeasured: (count: number, days: number): string =>
    `${counted(count, { one: '# request was', other: '# requests were' })} fulfilled in the last ${days} days, but none has a measurement. Map the SLA field on the admin page.`,
  nothing: (what: string, days: number): string =>
    `${what} in the last ${days} days, so there’s nothing to measure yet.`,
  part: (label: string, value: string): string => `${label} ${value}`,
  others: (count: number): string => `others ${number(count)}`,
  parts: (parts: readonly string[]): string => `${parts.join(', ')}.`,
  countedParts: (word: string, parts: readonly string[]): string => `${word}: ${parts.join(', ')}.`,
  tickets: {
    ticket: 'Ticket',
    application: 'Application',
    requested: 'Requested',
    fulfilled: 'Fulfilled',
    took: 'Time taken',
    notMeasured: 'Not measured',
    view: (count: number): string =>
      counted(count, { one: 'View the ticket in Jira', other: 'View these # tickets in Jira' }),
  },
  measures: {
    withinGoal: (hits: number, of: number): string =>
      `${number(hits)} of ${requests(of)} fulfilled within the goal.`,
    firstTimeRight: (hits: number, of: number): string =>
      `${number(hits)} of ${requests(of)} right the first time.`,
    reopened: (hits: number, of: number): string =>
      `${number(hits)} of ${counted(of, { one: '# fulfilled request', other: '# fulfilled requests' })} reopened.`,
    count: (of: number): string => `${requests(of)}.`,
    times: (of: number, median: string, ninetieth: string): string =>
      `${requests(of)} from approval to fulfillment. Half took up to ${median} of working time, 90% up to ${ninetieth}.`,
    aged: (hits: number, of: number, meaning: string): string =>
      `${number(hits)} of ${number(of)}: ${meaning}`,
    inUse: (hits: number, of: number): string => `${number(hits)} of ${seatDays(of)} in use.`,
    idle: (hits: number, of: number, unknown: number): string =>
      [
        `${number(hits)} of ${counted(of, { one: '# paid seat', other: '# paid seats' })} in use known to be idle.`,
        ...(unknown === 0
          ? []
          : [counted(unknown, { one: 'No usage data for # seat.', other: 'No usage data for # seats.' })]),
      ].join(' '),
    reclaimed: (of: number): string =>
      counted(of, { one: '# seat was reclaimed.', other: '# seats were reclaimed.' }),
    approved: (hits: number, of: number): string =>
      `${number(hits)} of ${counted(of, { one: '# premium fulfillment', other: '# premium fulfillments' })} had every approval.`,
  },
  words: {
    missed: 'Missed',
    notRight: 'Not right the first time',
    reopened: 'Reopened',
    aged: 'Aged',
    idle: 'Idle',
    notApproved: 'Not fully approved',
  },
  none: {
    fulfilled: nothingFulfilled,
    open: 'No access request was open',
    pool: noPool,
    reclaimed: 'No seat was reclaimed',
    premium: 'No premium tier was fulfilled',
  },
  lists: {
    missed: 'Missed goals',
    notRight: 'Not right the first time',
    reopened: 'Reopened requests',
    longest: 'Longest times',
    aged: 'Aged requests',
    notApproved: 'Without a valid approval',
  },
  noneListed: {
    missed: 'No request missed the goal.',
    notRight: 'All requests were right the first time.',
    reopened: 'No request was reopened.',
    longest: 'No request took any time.',
    aged: 'No request is aged.',
    notApproved: 'Every premium fulfillment had a valid approval.',
  },
  settings: {
    loading: 'Loading the settings',
    noProject: 'None of your projects is set up for Seatkeeper. Ask a Jira admin.',
    project: 'Project',
    measure: 'Measure',
    period: 'Period',
    lastDays: (days: number): string => `Last ${days} days`,
    target: 'Target',
    noDefault: (unit: string): string => `In ${unit}. Leave empty for no target.`,
    byDefault: (unit: string, target: string): string =>
      `In ${unit}. Leave empty to use the default: ${target}.`,
    applications: 'Applications',
    allApplications: 'All applications',
    departments: 'Departments',
    allDepartments: 'All departments',
    noDepartments:
      'License pools don’t belong to departments, so this measure can’t be filtered by department.',
    unknown: 'Unknown',
    actions: 'Save the settings',
    save: 'Save',
    problems: {
      target: (most: number): string => `Enter a target from 0 to ${number(most)}, or leave it empty.`,
      tooMany: (most: number): string =>
        `Choose at most ${number(most)} applications and at most ${number(most)} departments.`,
    },
  },
};
