import { counted } from '../../common/rules/plural';

const figures = (count: number): string =>
  counted(count, { one: ' # KPI has no data this week.', other: ' # KPIs have no data this week.' });

export const kpiMessages = {
  somethingWentWrong: 'Something went wrong on our side.',
  notSetUp: 'This project isn’t set up for Seatkeeper.',
  mapFirst: 'A Jira admin needs to map this project on the admin page first.',
  unknownSlice: 'not known',
  requestType: (id: string): string => `request type ${id}`,
  unknownOption: 'Not known',
  dateTooEarly: (first: string): string => `Choose a date from ${first} on.`,
  periodEndsFirst: (from: string, to: string): string =>
    `The period from ${from} to ${to} ends before it starts.`,
  tooManyParts: (most: number, units: string): string =>
    `This period has more than ${most} ${units}. Choose a shorter period or a longer interval.`,
  periodTooLong: 'A period can be at most three years long.',
  periodInFuture: (from: string): string => `${from} is in the future. Choose an earlier first day.`,
  noHitsAndMisses: (kpi: string): string =>
    `“${kpi}” is a duration, so its tickets can’t be split by target. Show all.`,
  poolsHaveNoDepartment: (kpi: string): string =>
    `“${kpi}” is about license pools, which have no department. Remove the departments in the gadget’s settings.`,
  token: {
    ends: 'Choose a last day in the future.',
    tooLong: 'A token can be valid for at most one year.',
    tooMany: (most: number): string => `This project already has ${most} tokens. Revoke one you don’t need.`,
    name: 'Enter a name for the token.',
  },
  feed: {
    cursor: 'This isn’t a cursor from this feed.',
    format: 'Use csv or json.',
    wholeNumber: 'Use a whole number.',
    atLeastOne: 'Use 1 or more.',
    atMost: (most: number): string => `Use ${most} or less.`,
    days: 'Use 7, 30, 90 or 365.',
    by: 'Use application.',
  },
  history: {
    startedByOther: 'Somebody else started this import. Start your own.',
    notYours: 'This import doesn’t exist anymore, or somebody else started it.',
    noStatus: (name: string, statuses: readonly string[]): string =>
      `The tickets’ project has no status “${name}”. Choose one of these: ${statuses.join(', ')}.`,
    jql: 'Enter a JQL query that limits which tickets are imported.',
    mapping: 'Match the columns when the file format is custom, and only then.',
    part: 'This part of the file is out of range. Choose the file again.',
    zoneNeeded: 'Times in this format have no time zone. Choose one.',
    statesNeeded: 'To find reopened tickets by status, choose which statuses are closed.',
    slaBoth: 'An SLA value can’t mean both met and missed.',
    noColumns: (columns: readonly string[]): string =>
      `${counted(columns.length, { one: 'The file has no column', other: 'The file has no columns' })} ${columns.join(', ')}.`,
    cellCount: (cells: number, columns: number): string =>
      `${counted(cells, { one: 'The row has # cell', other: 'The row has # cells' })}, the header has ${columns}.`,
    notCsv: (reason: string): string => `This part isn’t a CSV file with one header row: ${reason}`,
    ofCell: (column: string, cell: string, problem: string): string => `${column} “${cell}” ${problem}`,
    noTicket: 'isn’t a ticket',
    notState: 'isn’t a status',
    noState: 'has no status',
    notDate: (example: string): string => `isn’t a date like ${example}`,
    noZone: 'has no time zone, and none is set for the column',
    notNumber: 'isn’t a number',
    neither: (some: readonly string[], others: readonly string[]): string =>
      `is neither ${some.join(' or ')} nor ${others.join(' or ')}`,
    tooLong: (most: number): string => `is longer than ${most} characters`,
    notAccountId: 'isn’t an account ID; names and addresses of people aren’t kept',
  },
  weekly: {
    ticketKey: 'Enter a ticket key, like IT-123.',
    chooseTicket: 'Choose a ticket and save it first.',
    ticketGone: (key: string): string =>
      `${key} doesn’t exist anymore, or Seatkeeper can’t see it. Choose another ticket.`,
    otherProject: (key: string): string => `${key} is in another project. Choose a ticket in this one.`,
    ticketHidden: (key: string): string => `You can’t see a ticket ${key}. Choose another ticket.`,
    savedAs: (isOn: boolean, issueKey: string, weekday: string): string =>
      isOn
        ? `Weekly report: on, as a comment on ${issueKey} every ${weekday[0]?.toUpperCase()}${weekday.slice(1)}`
        : 'Weekly report: off',
    title: (days: string): string => `Access desk KPIs, ${days}`,
    of: (kpi: string): string => `${kpi}: `,
    columns: ['KPI', 'Value', 'Target', 'Week before', 'Tickets'],
    biggestChanges: 'Biggest changes by application',
    footnote: (timeZone: string): string =>
      `Days use the ${timeZone} time zone. Open requests are counted as of now; license pools cover the whole company. The Reports tab of this project’s Seatkeeper page defines each KPI and turns this report on or off.`,
    noData: 'No KPI has data this week.',
    onTarget: (on: number, held: number, without: number): string =>
      `${counted(held, { one: `${on} of # KPI is on target.`, other: `${on} of # KPIs are on target.` })}${without === 0 ? '' : figures(without)}`,
    isOnTarget: 'on target',
    isOffTarget: 'off target',
    noValue: 'no data',
    noTarget: 'none',
    unknown: (seats: number): string =>
      counted(seats, { one: ' (no usage data for # more)', other: ' (no usage data for # more)' }),
    orMore: ' or more',
    imported: (tickets: number, more: string): string => `${tickets} imported${more}`,
    and: ' and ',
    same: (before: string): string => `same: ${before}`,
    changed: (change: string, before: string): string => `${change} from ${before}`,
  },
};
