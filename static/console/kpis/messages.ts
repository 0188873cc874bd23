import { counted } from '../../../src/common/rules/plural';

const number = (count: number): string => counted(count, { other: '#' });
const tickets = (count: number): string => counted(count, { one: '# ticket', other: '# tickets' });
const rows = (count: number): string => counted(count, { one: '# row', other: '# rows' });
const pastTickets = (count: number): string =>
  counted(count, { one: '# past ticket', other: '# past tickets' });
const partsOf = (taken: number, parts: number): string =>
  `${number(taken)} of ${counted(parts, { one: '# part', other: '# parts' })}`;
const timeFormats = {
  iso: 'Year first, 2026-11-23 08:00',
  'day-first': 'Day first, 23/11/2026 08:00',
  'month-first': 'Month first, 11/23/2026 08:00',
  'epoch-seconds': 'Seconds since 1970',
  'epoch-millis': 'Milliseconds since 1970',
};

/** What the Reports tab says. */
export const kpiMessages = {
  noValue: '–',
  noData: 'No data',
  report: {
    title: 'Access desk KPIs',
    intro: 'Open a KPI to see what it counts, what it leaves out, and the records behind it.',
    loading: 'Loading KPIs',
    all: 'All KPIs',
    showValues: 'Show values',
    showDefinitions: 'Show definitions',
    export: {
      action: 'Export as CSV',
      title: 'KPIs as CSV',
      note: 'Values are in the unit of each row. Times are in UTC.',
    },
    importPast: 'Import past tickets',
    imported: (count: number): string =>
      `SLA adherence and reopen rate include ${counted(count, { one: '# imported past ticket', other: '# imported past tickets' })}.`,
    measured: {
      caption: 'KPIs',
      columns: {
        kpi: 'KPI',
        value: 'Value',
        target: 'Target',
        before: 'Comparison',
        change: 'Change',
        trend: 'Trend',
      },
      noData: 'No data in this period',
      asOfNow: 'As of now',
      noTarget: 'None',
      notCompared: 'Not compared',
      part: '└',
    },
    waiting: { caption: 'Not measured', columns: { kpi: 'KPI', missing: 'Why' } },
  },
  choices: {
    period: 'Period',
    against: 'Compare with',
    grain: 'Trend by',
    slice: 'Group by',
    noSlice: 'None',
    from: 'From',
    to: 'To',
    periods: {
      last: (days: number): string => counted(days, { one: 'Last day', other: 'Last # days' }),
      thisMonth: 'This month',
      lastMonth: 'Last month',
      thisQuarter: 'This quarter',
      lastQuarter: 'Last quarter',
      own: 'Custom dates',
    },
    againsts: { before: 'Previous period', yearBefore: 'Same period last year', own: 'Custom dates' },
    grains: { day: 'Day', week: 'Week', month: 'Month' },
    slices: {
      application: 'Application',
      tier: 'Tier',
      department: 'Department',
      assignee: 'Fulfiller',
      'request-type': 'Request type',
    },
  },
  workbook: {
    action: 'Export as XLSX',
    link: 'Download workbook',
    failed: 'The workbook wasn’t created',
  },
  details: {
    missing: (what: string): string => `Not measured. ${what}`,
    definition: 'Definition',
    tickets: {
      title: 'Tickets',
      loading: 'Loading tickets',
      show: 'Show',
      sides: { misses: 'Tickets that don’t count', hits: 'Tickets that count', all: 'All tickets' },
      count: tickets,
      columns: {
        ticket: 'Ticket',
        application: 'Application',
        at: 'When',
        createdAt: 'Created',
        took: 'Duration',
        openFor: 'Open for',
      },
      notMeasured: 'Not measured',
      none: 'No tickets.',
      pages: 'Pages of tickets',
      openInJira: 'View these tickets in Jira',
    },
    licenses: {
      title: 'Without an approval on record',
      intro: 'Licenses are those in use now. Tickets are those of the period.',
      loading: 'Loading licenses',
      count: (count: number): string =>
        counted(count, { one: '# license or ticket', other: '# licenses or tickets' }),
      columns: { pool: 'Pool', holder: 'Holder', since: 'Since', why: 'Why', ticket: 'Ticket' },
      noPool: 'Not known',
      hidden: 'Visible to admins and owners',
      noDate: 'Not known',
      nobody: 'None',
      noTicket: 'None',
      none: 'No premium license lacks an approval on record.',
      pages: 'Pages of licenses',
      why: {
        imported: 'Imported from a list of users, without a request',
        'no-request': 'In use without a request',
        withdrawn: 'Its request was changed or withdrawn',
        'not-approved': 'Its request has no approval on record',
        unapproved: 'Moved to fulfilled without a valid decision',
        deleted: 'Moved to fulfilled without a valid decision, then deleted',
      },
      deletedBy: 'Deleted by',
    },
    pools: {
      title: 'License pools',
      intro: 'These pools serve the whole company, not only this project.',
      access: 'Admins and pool owners can open a pool as it is today.',
      loading: 'Loading license pools',
      count: (count: number): string => counted(count, { one: '# pool', other: '# pools' }),
      columns: { pool: 'Pool', value: 'Value', of: 'Based on', target: 'Target' },
      notInCatalog: (name: string): string => `${name} (no longer in the catalog)`,
      none: 'No pools.',
      pages: 'Pages of license pools',
      seatDays: (hits: number, of: number): string =>
        `${number(hits)} of ${counted(of, { one: '# seat-day', other: '# seat-days' })}`,
      takenBack: (count: number): string =>
        counted(count, { one: '# seat taken back', other: '# seats taken back' }),
      paidInUse: (hits: number, of: number): string =>
        `${number(hits)} of ${counted(of, { one: '# paid seat', other: '# paid seats' })} in use`,
    },
  },
  factsCheck: {
    title: 'Comparison with Jira',
    loading: 'Loading the comparison with Jira',
    notYet: 'Some tickets are compared with their history in Jira each night. No comparison has run yet.',
    compared: (checked: number, total: number, moment: string): string =>
      `${number(checked)} of ${tickets(total)} were compared with their history in Jira, ${moment}.`,
    unchecked: (count: number): string =>
      counted(count, {
        one: '# other ticket couldn’t be compared: it’s gone, or its history is too long.',
        other: '# other tickets couldn’t be compared: they’re gone, or their history is too long.',
      }),
    noDifferences: 'No differences found.',
    differedBefore: (count: number): string =>
      counted(count, {
        one: '# record differed before the rebuild.',
        other: '# records differed before the rebuild.',
      }),
    differ: (count: number): string =>
      counted(count, { one: '# record differs from Jira', other: '# records differ from Jira' }),
    effect: 'KPIs may be off until you rebuild the records.',
    firstShown: (shown: number, total: number): string =>
      `Showing the first ${number(shown)} of ${number(total)}.`,
    difference: (what: string, moment: string): string => `: ${what}, ${moment}`,
    facts: {
      requested: 'request',
      approved: 'approval',
      declined: 'decline',
      fulfilled: 'fulfillment',
      reopened: 'reopening',
      unapproved: 'fulfillment without a decision',
    },
    differences: {
      missing: (fact: string): string => `${fact} missing from the records`,
      unknown: (fact: string): string => `${fact} not in Jira’s history`,
      'other-time': (fact: string): string => `${fact} recorded at a different time`,
      'other-cycle': (fact: string): string => `${fact} counted in a different cycle`,
      'other-measurement': (fact: string): string => `${fact} recorded with a different SLA measurement`,
    },
    start: 'Rebuild from Jira',
    continue: 'Continue rebuild',
    stopped: 'The rebuild stopped',
    progress: (done: number, total: number): string => `${number(done)} of ${tickets(total)} rebuilt`,
    corrected: (count: number): string =>
      counted(count, {
        one: 'The records of # ticket were corrected.',
        other: 'The records of # tickets were corrected.',
      }),
    unchanged: (count: number): string =>
      counted(count, {
        one: '# ticket was left unchanged: it’s gone, or its history is too long.',
        other: '# tickets were left unchanged: they’re gone, or their history is too long.',
      }),
    rebuilt: (moment: string, count: number): string => `Rebuilt ${moment}: ${tickets(count)}.`,
    underWay: (moment: string, done: number, total: number): string =>
      `Rebuild started ${moment}: ${number(done)} of ${tickets(total)} done.`,
    continuesAtNight: 'It continues automatically at night.',
  },
  weekly: {
    title: 'Weekly report',
    intro: 'Each week, the KPIs of the last 7 days are posted as an internal comment on a project ticket.',
    loading: 'Loading the weekly report',
    readOnly: 'Only project admins can change the weekly report.',
    next: (issueKey: string, moment: string, timeZone: string): string =>
      `Next report on ${issueKey}: ${moment}, which is 08:00 in ${timeZone}.`,
    off: 'The weekly report is off.',
    noneYet: 'No report has been posted yet.',
    last: (issueKey: string, moment: string): string => `Last report on ${issueKey}: ${moment}.`,
    failed: 'This week’s report wasn’t posted',
    tried: (triedAt: string, retryAt: string): string =>
      `Last tried ${triedAt}. The next try is ${retryAt} at the earliest, or as soon as you change these settings. Tries continue until the report is posted.`,
    notSaved: 'No changes made',
    toggle: 'Post every week',
    ticket: 'Ticket',
    ticketPlaceholder: 'Ticket key, like IT-123',
    day: 'Day',
    days: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    save: 'Save settings',
    preview: 'Preview report',
    previewTitle: 'Report preview',
    previewFailed: 'The preview can’t be shown. Try again.',
    notPosted: 'The report wasn’t posted',
    close: 'Close',
    chooseTicket: 'Choose a ticket to post to',
    postNow: (issueKey: string): string => `Post now to ${issueKey}`,
  },
  feed: {
    title: 'BI tools',
    intro: 'Connect Power BI, Tableau, or another BI tool with a project token.',
    personalData: 'Fulfillers appear only by account ID, without a name or email address.',
    readOnly: 'Only project admins can create tokens.',
    loading: 'Loading tokens',
    tokens: 'Tokens',
    columns: { name: 'Token', by: 'Created by', used: 'Last used', ends: 'Last day' },
    neverUsed: 'Never',
    ended: 'Expired',
    empty: 'No tokens yet. BI tools need one to connect.',
    add: 'Add token',
    most: (most: number): string =>
      counted(most, {
        one: 'A project can have at most # token.',
        other: 'A project can have at most # tokens.',
      }),
    revoke: {
      action: 'Revoke',
      title: (name: string): string => `Revoke “${name}”?`,
      send: 'Revoke token',
      text: 'Every tool that uses this token loses access right away. You can’t undo this.',
    },
    create: {
      title: 'New token',
      send: 'Create token',
      name: 'Tool that uses this token',
      namePlaceholder: 'Power BI, access dashboard',
      lastDay: 'Last day',
      lastDayHelp: (timeZone: string): string =>
        `The token works through this day in ${timeZone}. It can last up to a year.`,
    },
    made: {
      title: 'Your token',
      copy: 'Copy the token now',
      text: 'The token is shown only once and isn’t stored.',
      risk: 'Anyone who has it can read this project’s KPI records through its last day.',
      done: 'I’ve copied it',
    },
  },
  past: {
    title: 'Past tickets',
    intro: 'Tickets from before the app was installed give SLA adherence and reopen rate a history.',
    counting: 'They count in the period when they were last closed.',
    loading: 'Loading imports',
    from: 'Import from',
    sources: {
      servicenow: 'ServiceNow incident log (CSV)',
      mapped: 'Any CSV file (map its columns)',
      jira: 'This Jira site (JQL)',
    },
    pickAgain: (name: string, taken: number, parts: number): string =>
      `Choose ${name} again to continue: ${partsOf(taken, parts)} are imported.`,
    failed: 'This step failed',
    dryRun: 'Dry run',
    importActions: 'Import actions',
    stop: 'Stop import',
    percent: (share: number): string => `${Math.floor(share * 100)}%`,
    imports: {
      caption: 'Imports',
      columns: {
        name: 'File or query',
        progress: 'Imported',
        by: 'Imported by',
        at: 'Started',
      },
      complete: 'Complete',
      parts: (taken: number, parts: number): string => partsOf(taken, parts),
      actions: (name: string): string => `Actions for ${name}`,
      continue: 'Continue',
      problems: 'View problems',
      undo: 'Undo',
      empty: 'No imports yet.',
      loadingProblems: 'Loading problems',
      noProblems: (name: string): string => `No problems in ${name}.`,
    },
    file: {
      label: 'File',
      servicenowHelp:
        'Choose the incident log as exported by ServiceNow (CSV, or CSV packed with gzip). Times are read as UTC. Names of people aren’t kept.',
      mappedHelp:
        'Choose a CSV file with column names in the first row, or one packed with gzip. You map the columns in the next step.',
      other: 'Choose another file',
      rows,
      import: (count: number): string => counted(count, { one: 'Import # row', other: 'Import # rows' }),
      changeColumns: 'Change columns',
      again: 'Import another file',
      goOn: 'Continue with the same file',
      importing: (name: string): string => `Importing ${name}`,
      progress: (done: number, total: number, percent: string): string =>
        `${number(done)} of ${rows(total)}, ${percent}`,
      canStop:
        'You can stop or close this page. Imported rows are kept; choose the same file again to continue.',
      done: (name: string): string => `${name} was imported`,
      doneInPart: (name: string): string => `${name} was partly imported`,
      result: (count: number, brought: number): string =>
        `${counted(count, { one: '# row was imported', other: '# rows were imported' })}, ${number(brought)} of them new.`,
      total: (count: number): string => `The project now has ${pastTickets(count)}.`,
      counting: 'They count toward SLA adherence and reopen rate in the period when they were last closed.',
      notCounting: 'KPIs that need approvals leave them out.',
    },
    preview: {
      problems: (problems: number, count: number): string =>
        `${counted(problems, { one: '# problem', other: '# problems' })} in the first ${rows(count)}`,
      problem: (row: number, message: string): string => `Row ${row}: ${message}`,
      effect: 'These rows are imported with the parts that can be read.',
      caption: 'Preview of the first rows',
      columns: {
        row: 'Row',
        ticket: 'Ticket',
        at: 'Time',
        closed: 'Closed',
        missed: 'SLA goal missed',
        reopened: 'Reopened',
        application: 'Application',
      },
      answers: { yes: 'Yes', no: 'No', unknown: 'Unknown', states: 'From statuses' },
      unread: 'Unknown',
    },
    problems: {
      caption: (problems: number, count: number): string =>
        `${counted(problems, { one: '# problem', other: '# problems' })} in ${rows(count)}`,
      columns: { row: 'Row', problem: 'Problem' },
      export: 'Export problems as CSV',
      title: (name: string): string => `Problems in ${name}`,
      firstOnly: (shown: number, total: number): string =>
        `Only the first ${number(shown)} of ${number(total)} problems are listed.`,
      note: 'Copy this text into a file. Row 1 is the header.',
    },
    undo: {
      title: (name: string): string => `Undo the import of ${name}`,
      send: 'Undo import',
      loading: 'Loading the effect of the undo',
      records: (count: number): string =>
        counted(count, {
          one: '# record will be removed and no longer count in KPIs.',
          other: '# records will be removed and no longer count in KPIs.',
        }),
      othersStay: 'Records from other imports stay.',
      caption: 'All past tickets in this project',
      columns: { what: '', now: 'Now', then: 'After undo' },
      tickets: 'Past tickets',
      events: 'Records',
      slaAdherence: 'SLA adherence',
      reopenRate: 'Reopen rate',
      number,
    },
    jira: {
      jql: 'JQL',
      jqlPlaceholder: 'project = HELP AND created < 2026-01-01',
      jqlHelp:
        'Only tickets you can view are imported. Tickets the app already tracks are skipped, and no ticket is changed.',
      status: 'Fulfilled status',
      statusPlaceholder: 'As mapped for this project',
      import: (count: number): string =>
        counted(count, { one: 'Import about # ticket', other: 'Import about # tickets' }),
      continue: 'Continue import',
      again: 'Import other tickets',
      done: 'The tickets were imported',
      result: (read: number, imported: number): string =>
        `${counted(read, { one: '# ticket was read', other: '# tickets were read' })} and ${number(imported)} imported.`,
      skipped: (known: number, unfulfilled: number): string =>
        `Skipped: ${number(known)} already tracked by the app, ${number(unfulfilled)} never fulfilled.`,
      counting: 'Each fulfillment counts in the period when it happened.',
      importing: 'Importing from Jira',
      progress: (read: number, total: number, percent: string): string =>
        `${number(read)} of about ${tickets(total)}, ${percent}`,
      wait: (seconds: number): string =>
        counted(seconds, {
          one: 'Jira asked to wait # second. The import then continues automatically.',
          other: 'Jira asked to wait # seconds. The import then continues automatically.',
        }),
      canStop:
        'You can stop or close this page. Imported tickets are kept; select “Continue” in the list below to resume.',
      caption: (total: number): string => `First of about ${tickets(total)}`,
      columns: {
        ticket: 'Ticket',
        fulfilled: 'Last fulfilled',
        times: 'Fulfillments',
        reopened: 'Reopened',
        missed: 'SLA goals missed',
      },
      known: 'Already tracked by the app',
      never: 'Never',
      notMeasured: 'Not measured',
      number,
      missed: (missed: number, measured: number): string => `${number(missed)} of ${number(measured)}`,
      empty: 'No tickets match this query.',
    },
    mapping: {
      timeFormats,
      /** What files mostly have in these columns. */
      usual: {
        closed: 'Closed, Resolved, Done',
        met: 'met, true, yes',
        missed: 'missed, false, no',
        reopened: 'yes, true',
        notReopened: 'no, false',
      },
      reopenedBy: {
        nothing: 'Not in the file',
        states: 'From statuses',
        count: 'From a count',
        values: 'From values',
      },
      ticket: 'Ticket',
      time: 'Time',
      format: 'Time format',
      zone: 'Default time zone',
      order: 'Change counter',
      timeHelp:
        'Enter a time zone such as Europe/Berlin or UTC. The counter orders rows of one ticket with the same time.',
      state: 'Status',
      closedValues: 'Closed statuses',
      goal: 'SLA goal',
      metValues: 'Values for met',
      missedValues: 'Values for missed',
      reopened: 'Reopened',
      reopenedColumn: 'Column for reopening',
      reopenedValues: 'Values for reopened',
      notReopenedValues: 'Values for not reopened',
      valuesHelp: 'Separate values with commas. Without a status column, each row is a closed ticket.',
      application: 'Application',
      department: 'Department',
      assignee: 'Fulfiller (account ID)',
      requestType: 'Request type',
      choose: 'Choose a column',
      none: 'None',
    },
  },
} as const;
