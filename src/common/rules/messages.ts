import { counted } from './plural';

const list = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');

/** What people read of errors and values that belong to no single capability. */
export const commonMessages = {
  notHere: 'You can’t do this here. Open it from its page in Jira.',
  signIn: 'Sign in first.',
  deletedAccount: (mark: string): string => `Deleted account ${mark}`,
  settingUp: 'Seatkeeper is being set up or updated on this site. Try again in five minutes.',
  somethingWentWrong: 'Something went wrong on our side. Try again in a moment.',
  storedDataUnreadable: 'Some stored data can’t be read. Ask a Jira admin to check the app.',
  databaseSilent: 'The database didn’t answer. Try again in a moment.',
  busyElsewhere: 'Another run is already doing this. Try again in a moment.',
  fileNotKept: 'The file couldn’t be prepared for download. Try again in a moment.',
  notCsv: (reason: string): string => `This isn’t a CSV file with one header row: ${reason}`,
  notText: 'This isn’t a text file. Save it as CSV and choose it again.',
  repeatedColumn: (name: string): string =>
    `The file has more than one column “${name}”. Remove or rename all but one.`,
  unreadable: 'the file can’t be read',
  reason: (least: number): string =>
    counted(least, {
      one: 'Enter a reason of at least # character.',
      other: 'Enter a reason of at least # characters.',
    }),
  noEnd: 'no end date',
  days: (days: number): string => counted(days, { one: '# day', other: '# days' }),
  moreLines: (lines: number): string => counted(lines, { other: 'and # more' }),
};

/** What a value that somebody entered, or wrote in a document, has to be instead. */
export const valueMessages = {
  missing: 'This is required.',
  text: 'Enter text.',
  number: 'Enter a number.',
  wholeNumber: 'Enter a whole number.',
  yesOrNo: 'Enter true or false.',
  list: 'Enter a list.',
  fields: 'Enter fields with their values.',
  email: 'Enter an email address, like sam@acme.com.',
  date: 'Enter a date, like 2026-11-30.',
  choice: (choices: readonly string[]): string =>
    choices.length === 1 ? `Enter ${choices.join('')}.` : `Choose one of these: ${choices.join(', ')}.`,
  atLeastCharacters: (least: number): string =>
    counted(least, { one: 'Enter at least # character.', other: 'Enter at least # characters.' }),
  atMostCharacters: (most: number): string =>
    counted(most, { one: 'Enter at most # character.', other: 'Enter at most # characters.' }),
  atLeastItems: (least: number): string =>
    counted(least, { one: 'Add at least # item.', other: 'Add at least # items.' }),
  atMostItems: (most: number): string =>
    counted(most, { one: 'Add at most # item.', other: 'Add at most # items.' }),
  atLeast: (least: number): string => counted(least, { other: 'Enter # or more.' }),
  atMost: (most: number): string => counted(most, { other: 'Enter # or less.' }),
  unknownFields: (names: readonly string[]): string =>
    names.length === 1 ? `Unknown field: ${list(names)}.` : `Unknown fields: ${list(names)}.`,
  invalid: 'This value isn’t valid.',
};

/**
 * What forms call a field, by the name of its property. A field whose messages name it themselves is left out, and so
 * is one that nobody fills in by hand.
 */
export const FIELD_LABELS: Readonly<Partial<Record<string, string>>> = {
  // lists
  search: 'Search',
  order: 'Sort order',
  page: 'Page',
  // calendars
  hours: 'Working hours',
  holidays: 'Holidays',
  locations: 'Locations',
  sunday: 'Sunday',
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  // delegations
  delegateIds: 'Delegates',
  firstDay: 'First day',
  lastDay: 'Last day',
  // policy
  description: 'Description',
  note: 'Note',
  durationDays: 'Days',
  // pools, reclaim and usage
  reason: 'Reason',
  pool: 'Pool',
  name: 'Name',
  slots: 'Seats',
  planId: 'Plan',
  answerDays: 'Days to answer',
  reminderDays: 'Days between reminders',
  keepDays: 'Days a seat is kept',
  mostCases: 'Seats per run',
  // applications and reports
  applications: 'Applications',
  tiers: 'Tiers',
  contracts: 'Contracts',
  kpi: 'KPI',
  days: 'Days',
  period: 'Period',
  weekday: 'Weekday',
  // past tickets
  ticket: 'Ticket column',
  time: 'Time column',
  closed: 'Status column',
  sla: 'SLA column',
  reopened: 'Reopened column',
  jql: 'JQL query',
  fulfilledStatus: 'Fulfilled status',
};
