import { counted } from '../../src/common/rules/plural';

const plainCount = (count: number): string => counted(count, { other: '#' });
const transitions = (count: number): string =>
  counted(count, { one: '# transition', other: '# transitions' });

/** What the admin page says. */
export const adminPageMessages = {
  weekdays: {
    monday: { name: 'Monday', short: 'Mon' },
    tuesday: { name: 'Tuesday', short: 'Tue' },
    wednesday: { name: 'Wednesday', short: 'Wed' },
    thursday: { name: 'Thursday', short: 'Thu' },
    friday: { name: 'Friday', short: 'Fri' },
    saturday: { name: 'Saturday', short: 'Sat' },
    sunday: { name: 'Sunday', short: 'Sun' },
  },
  loading: 'Loading the setup',
  summary: (counts: {
    readonly setUp: number;
    readonly projects: number;
    readonly applications: number;
    readonly seats: number;
    readonly people: number;
  }): string =>
    [
      `${plainCount(counts.setUp)} of ${counted(counts.projects, { one: '# service project', other: '# service projects' })} set up`,
      `${counted(counts.applications, { one: '# application', other: '# applications' })} with ${counted(counts.seats, { one: '# seat', other: '# seats' })}`,
      counted(counts.people, { one: '# person', other: '# people' }),
    ].join(' · '),
  leftBehind: {
    title: (requests: number): string =>
      counted(requests, { one: '# request can’t be processed', other: '# requests can’t be processed' }),
    hint: 'Seatkeeper keeps trying, less often each time. Other requests aren’t affected.',
    row: (failures: number, reason: string): string =>
      `${counted(failures, { other: '# failed attempts' })}. Last: ${reason}`,
  },
  tabs: {
    projects: 'Projects',
    catalog: 'Catalog and policy',
    conflicts: 'Conflicting duties',
    people: 'People',
    calendars: 'Calendars',
    delegations: 'Delegations',
    groups: 'Groups',
    portal: 'Portal',
  },
  toConsole: {
    text: 'A policy in the document becomes a draft. It takes effect once someone else approves it in the console.',
    open: 'Open console',
  },
  projects: {
    title: 'Service projects',
    project: 'Project',
    state: 'State',
    action: 'Action',
    named: (name: string, key: string): string => `${name} (${key})`,
    isSetUp: 'Set up',
    notSetUp: 'Not set up',
    change: (key: string): string => `Change ${key}`,
    setUp: (key: string): string => `Set up ${key}`,
    none: 'This site has no service projects.',
  },
  mapping: {
    loading: 'Loading the project',
    guessed: 'Seatkeeper suggested this mapping from names and types. Check it before you save.',
    notSaved: 'Mapping not saved',
    requestTypes: 'Request types for access requests',
    askingType:
      'Request type for Seatkeeper’s own tickets: idle seats and pool alerts (none: nobody is asked)',
    fields: {
      requestType: 'Request type',
      approvers: 'Approvers (the field that the approval step reads)',
      application: 'Application',
      tier: 'Tier',
      role: 'Role, for tiers that have roles',
      beneficiary: 'Person who gets access',
      duration: 'Duration in days',
      justification: 'Reason',
      sla: 'SLA for time to fulfill',
      approvals: 'Approvals (the field that JSM shows on the ticket)',
    },
    status: (name: string): string => `Status: ${name}`,
    statuses: {
      awaitingApproval: 'Waiting for approval',
      ready: 'Ready to fulfill',
      fulfilled: 'Fulfilled',
      declined: 'Declined',
      canceled: 'Withdrawn',
    },
    actions: 'Save the mapping',
    save: 'Save',
    cancel: 'Cancel',
  },
  guard: {
    loading: 'Loading the workflow guard',
    title: 'Workflow guard',
    checkNow: 'Check now',
    help: 'The validator “Seatkeeper guard” blocks fulfillment until everything is approved. Seatkeeper checks for it every night.',
    failed: 'Guard check failed',
    unreachable: {
      title: (project: string): string => `${project}: no transition leads to fulfilled`,
      text: 'No workflow transition leads to the status mapped as fulfilled. Check the mapping, or add a transition with the guard.',
    },
    guarded: 'Guarded',
    healthy: (count: number): string => `${transitions(count)} to fulfilled`,
    unchecked: {
      title: (project: string): string => `${project}: the guard couldn’t be checked`,
      never: 'The guard hasn’t been checked yet.',
      lastSeen: (moment: string, found: string): string => `Last result, ${moment}: ${found}`,
      fine: 'Every transition was guarded.',
    },
    retry: 'Retry',
    gaps: {
      missing: (project: string): string => `${project}: the guard is missing`,
      switchedOff: (project: string): string => `${project}: the guard is off`,
      risk: 'Tickets can be fulfilled without approval. Seatkeeper notices afterwards and reopens them.',
      cause:
        'Jira doesn’t say who or what turned it off. If it happens again, check the app’s logs for guard errors.',
      switchOn: 'Turn on guard',
      unguarded: (gaps: number, of: number): string => `${plainCount(gaps)} of ${transitions(of)} unguarded`,
      missingOn: (transition: string, workflow: string): string =>
        `It’s missing on “${transition}” in “${workflow}”.`,
      offOn: (transition: string, workflow: string): string =>
        `It’s off on “${transition}” in “${workflow}”.`,
      others: (workTypes: string): string =>
        `Tickets of type ${workTypes} have no mapped request type. One that names an application or a tier counts as an access request.`,
    },
    steps: {
      intro: 'Only a person can add it in Jira:',
      open: (project: string): string => `Open the workflows of ${project}`,
      edit: (workflows: string): string => ` and edit ${workflows}.`,
      select: (names: string): string => `Select the transition ${names}.`,
      add: 'Add a rule, choose “Validate details” and then “Seatkeeper guard”.',
      update: 'Update the workflow, then come back here and check again.',
    },
    quoted: (name: string): string => `“${name}”`,
    and: ' and ',
    checked: (moment: string): string => ` · checked ${moment}`,
  },
  roster: {
    label: 'HR roster (CSV)',
    help: 'One row per person. The first row names the columns: WorkerID and WorkerStatus are required. ManagerID, WorkerType, OnLeave, Department, Location, JobTitle, Trainings, Email, and AccountID are optional. AccountID is a person’s Atlassian account ID, for accounts that hide their email address. WorkerStatus is Active, Inactive, or Terminated. OnLeave is yes or no. Separate several trainings with semicolons. Names and email addresses aren’t stored.',
    done: 'The roster was imported.',
    pattern: 'Email addresses, if the file has none',
    patternPlaceholder: '{UserID}@your-company.com',
    patternHelp: 'Put column names in braces. The address matches a person to their Atlassian account.',
    complete: 'Everyone who works here is in this file',
    completeHelp:
      'Active people who aren’t in the file are marked as missing: they get no new access and approve nothing. Without this, they stay as they are.',
    acceptMissing: 'Accept that many people are missing',
  },
  missing: {
    loading: 'Loading missing people',
    title: 'People missing from the roster',
    help: 'They get no new access and approve nothing. They keep the seats they have until you confirm that they left. The next roster that lists them makes them active again.',
    who: 'Person',
    since: 'Missing since',
    action: 'Action',
    left: 'Confirm as left',
    leftTitle: 'Confirm as left?',
    leftHelp: 'Confirming someone as left opens cases to take back their seats.',
    here: 'Confirm as still here',
    notSaved: 'Not saved',
    shown: (shown: number, count: number): string => `Showing the first ${shown} of ${count}.`,
  },
  groups: {
    loading: 'Loading approval groups',
    help: 'Groups are managed in Atlassian administration. Enter their names as they appear there.',
    security: {
      label: 'Security group',
      help: 'This group approves when a rule requires security approval.',
    },
    fallback: {
      label: 'Fallback group',
      help: 'This group approves when no other approver can be found. Without it, such requests wait until the roster is corrected.',
    },
    changes: {
      label: 'Work types of change tickets',
      help: 'Separate several with semicolons. Leave empty to accept any work type except that of access requests. A change ticket must be open or approved.',
    },
    saved: 'The groups are saved.',
    notSaved: 'Groups not saved',
    save: 'Save groups',
    none: 'No group is set.',
    empty: (group: string): string => `${group} has no active members, so nobody can approve.`,
    tooMany: (group: string): string =>
      `${group} has too many members to ask all of them. Choose a smaller group.`,
    members: (group: string, count: number): string =>
      `${group} has ${counted(count, { one: '# active member', other: '# active members' })}.`,
  },
  portal: {
    loading: 'Loading portal settings',
    orderFor: {
      label: 'Who customers can request access for',
      help: 'Everyone can request access for themselves. Customers learn nothing about people outside this choice.',
      choices: {
        nobody: 'Only themselves',
        reports: 'Themselves and their direct reports',
        department: 'Themselves, their direct reports and their department',
        everybody: 'Everyone in the people roster',
      },
    },
    prices: 'Show prices to customers',
    saved: 'The portal settings are saved.',
    notSaved: 'Portal settings not saved',
    save: 'Save portal settings',
  },
  delegations: {
    loading: 'Loading delegations',
    help: 'People choose delegates on their portal profile. When you end a delegation, its open approvals go back to them.',
    notEnded: 'Delegation not ended',
    title: 'Delegations',
    who: 'Away',
    days: 'Days',
    delegates: 'Delegates',
    applications: 'Applications',
    action: 'Action',
    end: 'End delegation',
    none: 'Nobody is away or plans to be.',
  },
  conflicts: {
    loading: 'Loading conflicting duties',
    title: 'Conflicting duties',
    summary: (count: number): string =>
      counted(count, {
        one: '# conflict between seats and a rule',
        other: '# conflicts between seats and rules',
      }),
    help: 'Remove one of the seats or change the rule. The conflict is marked as resolved the next night. The ticket behind the newer seat also reports it.',
    who: 'Person',
    seats: 'Conflicting seats',
    found: 'Found',
    and: ' and ',
    neverChecked: 'All seats in use are checked every night, for the first time tonight.',
    checked: (moment: string): string => `All seats in use are checked every night, last ${moment}.`,
    newest: (listed: number, of: number): string => ` Showing the newest ${listed} of ${of}.`,
    notYet: 'Seats haven’t been checked yet.',
    none: 'Nobody has seats that the policy keeps apart.',
    rule: (id: string): string => `Rule ${id}`,
    noTicket: 'No ticket',
    resolved: 'Resolved',
  },
  calendars: {
    loading: 'Loading calendars',
    help: 'Approval deadlines follow the working hours of the approver. Their calendar depends on their location in the roster.',
    title: 'Calendars',
    name: 'Calendar',
    hours: 'Working hours',
    locations: 'Locations',
    action: 'Action',
    isDefault: 'Default',
    everybodyElse: 'Everyone else',
    allOthers: (locations: string): string => `All others: ${locations}`,
    noLocations: 'None yet',
    change: (name: string): string => `Change ${name}`,
    add: 'Add calendar',
    holidays: (count: number): string =>
      count === 0 ? 'No holidays' : counted(count, { one: '# holiday', other: '# holidays' }),
    andMore: (names: string, more: number): string => `${names} and ${more} more`,
  },
  calendar: {
    isNew: 'New calendar',
    notSaved: 'Calendar not saved',
    name: 'Name',
    timeZone: 'Time zone',
    timeZonePlaceholder: 'Europe/Berlin',
    hours: 'Working hours',
    dayOff: 'Day off',
    hoursHelp: 'Use the time zone above. Separate several spans with commas. Leave a day off empty.',
    holidays: 'Holidays',
    holidaysHelp: 'One date per line, such as 2026-12-25.',
    isTheDefault: 'This is the default calendar. It covers all locations without a calendar of their own.',
    makeDefault: 'Make this the default for all locations without a calendar',
    actions: 'Save the calendar',
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Remove calendar',
    locations: 'Locations',
    location: (name: string, people: number): string =>
      `${name} (${counted(people, { one: '# person', other: '# people' })})`,
    noRoster: 'Import the roster first, then choose from its locations.',
    locationsHelp: 'Roster locations that no other calendar covers.',
    problems: {
      noName: 'Enter a name.',
      longName: 'Enter a name of at most 60 characters.',
      takenName: 'A calendar with this name already exists.',
      noTimeZone: 'Choose a time zone.',
      noHours: 'Enter working hours for at least one day.',
      holiday: (line: string): string => `“${line}” isn’t a date. Enter dates like 2026-12-25, one per line.`,
      manyHolidays: 'Enter at most 200 holidays.',
    },
  },
};
