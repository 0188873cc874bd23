import { counted } from '../../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });
const acceptFewer = 'Accept far fewer people';

/** What the import of users and last activity says. */
export const usageMessages = {
  import: {
    label: 'Users, licenses, and last activity (CSV)',
    help: 'Use one row per person and license. Name the columns in the first row: email or login, application, tier or license, last activity. Leave last activity empty if you don’t know it; enter “never” if there was none. An import never takes away a seat.',
    source: 'Source',
    sourcePlaceholder: 'SSO',
    sourceHelp: 'Use the same name each time for the same kind of list.',
    asOf: 'As of',
    asOfHelp: 'The day the list was created.',
    dateOrder: 'Date format',
    dateOrders: {
      iso: 'Year first, 2026-11-23',
      dmy: 'Day first, 23/11/2026',
      mdy: 'Month first, 11/23/2026',
    },
    dateOrderHelp: 'Times without a time zone are read as UTC.',
    acceptFewer,
    acceptFewerHelp:
      'Unless you select this, a list with far fewer people than the last one marks nobody as idle.',
  },
  done: {
    imported: (source: string): string => `The ${source} list was imported.`,
    added: (count: number): string =>
      count === 0
        ? 'No seats were added to the record.'
        : counted(count, {
            one: '# seat was added to the record.',
            other: '# seats were added to the record.',
          }),
    idle: (count: number): string =>
      count === 0
        ? 'No holders are known to be idle.'
        : counted(count, { one: '# holder is idle.', other: '# holders are idle.' }),
    nothingLost: 'Nobody lost a seat.',
  },
  plan: {
    title: 'Dry run',
    notApplicable: {
      title: 'This list can’t be imported',
      noRows: 'None of its rows can be used. Nothing was changed.',
      future: (today: string): string =>
        `Its date is after today, ${today}. Choose an earlier date. Nothing was changed.`,
    },
    summary: (source: string, day: string, parts: readonly string[]): string =>
      `${source} list as of ${day}: ${parts.join('; ')}. Nobody loses a seat.`,
    rows: (count: number): string => counted(count, { one: '# row', other: '# rows' }),
    unusable: (count: number): string => counted(count, { one: '# can’t be used', other: '# can’t be used' }),
    repeated: (count: number): string =>
      counted(count, {
        one: '# repeats a person and license (the latest activity counts)',
        other: '# repeat a person and license (the latest activity counts)',
      }),
    firstShown: (shown: number, total: number): string =>
      `Showing the first ${number(shown)} of ${number(total)}.`,
  },
  doubts: {
    title: (application: string, doubt: string): string => `${application}: ${doubt}`,
    stale: (days: number): string =>
      counted(days, {
        one: 'the list is more than # day old',
        other: 'the list is more than # days old',
      }),
    empty: 'the list names nobody',
    shrunk: (people: number, previousPeople: number): string =>
      `the list has only ${counted(people, { one: '# person', other: '# people' })}, down from ${number(previousPeople)}`,
    effect: 'This list marks nobody as idle, and no seats are taken back.',
    activityCounts: 'Activity on it still counts.',
    shrunkHelp: `If people really left, choose “Back to editing”, select “${acceptFewer}”, and start the dry run again.`,
    more: (count: number): string =>
      counted(count, {
        one: 'The same applies to # more application on the list.',
        other: 'The same applies to # more applications on the list.',
      }),
  },
  pools: {
    label: 'Changes by pool',
    columns: {
      pool: 'Pool',
      purchased: 'Purchased',
      before: 'Holders now',
      after: 'After import',
      added: 'New',
      missing: 'Not on the list',
      inactive: 'Idle',
      unknown: 'Unknown',
    },
    number,
    overAllocated: (count: number): string => counted(count, { other: '# over-allocated' }),
    merged: (count: number): string => counted(count, { other: '# held twice, merged' }),
    unknown: (count: number): string => counted(count, { other: '# unknown' }),
  },
  idle: {
    title: 'Idle people',
    none: 'Nobody is known to be idle.',
    some: (count: number): string =>
      counted(count, {
        one: '# person is idle and keeps the seat. They’re asked before anything happens.',
        other: '# people are idle and keep their seats. They’re asked before anything happens.',
      }),
    unknown: 'People without usage data aren’t counted as idle.',
    columns: { who: 'Person', pool: 'Pool', since: 'Idle since' },
    never: 'No activity seen',
  },
  problems: {
    title: 'Rows that can’t be used',
    line: (line: number): string => `Line ${line}`,
  },
  ownerMessage: {
    title: 'Message to the owner',
    application: 'Application',
    to: (application: string): string => `To the owner of ${application}:`,
    noOwner: 'No owner set',
    text: 'Text to copy',
  },
} as const;
