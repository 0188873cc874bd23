import type { KpiUnit } from '../../src/kpis/rules/definitions';
import type { CaseState } from '../../src/reclaim/rules/reclaim-case';
import type { ApprovalStageKind } from '../../src/policy/rules/approval-stage';
import type { Control } from '../../src/policy/rules/exception';
import type { Extent } from '../../src/kpis/rules/kpi';
import type { Grain } from '../../src/kpis/rules/report-frame';
import { counted } from '../../src/common/rules/plural';

const stages: Readonly<Record<ApprovalStageKind, string>> = {
  manager: 'Manager',
  'managers-manager': 'Manager’s manager',
  'application-owner': 'Application owner',
  people: 'Named approver',
  group: 'Group',
  security: 'Security',
};

const stagesInside: typeof stages = {
  manager: 'manager',
  'managers-manager': 'manager’s manager',
  'application-owner': 'application owner',
  people: 'named approver',
  group: 'group',
  security: 'security',
};

/** Controls that a rule can make an exception to, within a sentence. */
const controls: Readonly<Record<Control, string>> = {
  'least-privilege': 'least privilege',
  mfa: 'MFA',
  'access-review': 'access review',
};

const caseStates: Readonly<Record<CaseState, string>> = {
  ready: 'Ready to ask',
  'awaiting-holder': 'Waiting for holder',
  'awaiting-approval': 'Waiting for owner',
  'awaiting-removal': 'Waiting for removal',
  done: 'Reclaimed',
  skipped: 'Kept',
  canceled: 'Canceled',
  undone: 'Restored',
};

const units: Readonly<Record<KpiUnit, string>> = {
  percent: 'percent',
  'working-hours': 'working hours',
  days: 'days',
  seats: 'seats',
  tickets: 'tickets',
  score: 'score',
};

const extents: Readonly<Record<Extent, string>> = { whole: '', running: ' (so far)', cut: ' (partial)' };

const grainStarts: Readonly<Record<Grain, string>> = {
  day: 'Days start',
  week: 'Weeks start on Monday',
  month: 'Months start',
};

/** What all surfaces say in the same words. */
export const libMessages = {
  call: {
    unreachable: 'Seatkeeper can’t be reached right now. Try again in a minute.',
    failed: 'Something went wrong on our side. Try again in a minute.',
  },
  clock: {
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
    moment: (day: string, time: string): string => `${day} ${time}`,
    dated: (date: string, time: string): string => `${date}, ${time}`,
    time: (time: string, zone: string): string => `${time} ${zone}`,
    underAMinute: 'less than a minute',
    minutes: (count: number): string => `${count} min`,
    hours: (count: number): string => `${count} h`,
    days: (count: number): string => `${count} d`,
  },
  stages,
  stagesInside,
  groupInside: (group: string): string => `group ${group}`,
  controls,
  price: (amount: string, per: string): string => `${amount} a ${per}`,
  and: ' and ',
  noEnd: 'No end date',
  days: (count: number): string => counted(count, { one: '# day', other: '# days' }),
  problems: {
    applicationMissing: 'The application is missing.',
    applicationUnknown: (name: string): string => `“${name}” isn’t in the catalog.`,
    tierMissing: 'The tier is missing.',
    tierUnknown: (name: string): string => `There’s no tier “${name}”.`,
    roleMissing: (application: string): string => `The role in ${application} is missing.`,
    roleUnknown: (name: string): string => `There’s no role “${name}”.`,
    personUnknown: 'This person isn’t in the HR roster. An admin needs to add them.',
    personInactive: 'This person is no longer active in the HR roster.',
    personNotAllowed: 'You can’t request access for this person. They can request it themselves.',
    alreadyHeld: (what: string): string => `This person already has ${what}.`,
    durationInvalid: (text: string): string => `“${text}” isn’t a number of days from 1 to 3650.`,
    durationTooLong: (days: string): string => `This access is limited to ${days} days.`,
    reasonMissing: 'The reason is missing.',
    reasonShort: (characters: string): string => `The reason needs at least ${characters} characters.`,
    changeTicketMissing: (project: string): string =>
      `The reason must include a change ticket from ${project}.`,
    changeTicketUnknown: (ticket: string): string => `Ticket ${ticket} doesn’t exist or can’t be viewed.`,
    changeTicketItself: 'A request can’t be its own change ticket.',
    changeTicketOtherKind: (ticket: string): string => `${ticket} isn’t a change ticket.`,
    changeTicketOver: (ticket: string): string => `${ticket} is closed and wasn’t approved.`,
    trainingMissing: (training: string): string => `The “${training}” training must be completed first.`,
  },
  caseStates,
  evidence: {
    pastEnd: 'The access is past its end date.',
    ended: (day: string): string => `The access ended on ${day}.`,
    left: 'The holder is no longer active in the people roster.',
    withdrawn: 'The request behind this access no longer stands for it.',
    undone: 'The access came with others in one step, and that step is being undone.',
    inactive: (since: string | null, source: string | null): string =>
      `${since === null ? 'No activity on record' : `No activity since ${since}`}${source === null ? '' : ` (${source})`}.`,
    source: (name: string, asOf: string): string => `${name}, ${asOf}`,
    wanted: 'Someone is waiting for a seat.',
    idle: (days: number): string =>
      counted(days, { one: 'Seats count as idle after # day.', other: 'Seats count as idle after # days.' }),
  },
  holder: {
    question: 'Do you still need this access?',
    questionUntil: (day: string): string =>
      `Do you still need this access? Answer by ${day}. After that, the application owner decides.`,
    ownerDecides: 'The application owner is deciding. You can still answer.',
    removing: 'The service desk is removing this access.',
    removed: 'This access was removed. If you need it again, request it in the portal.',
    kept: 'You keep this access.',
    keptUntil: (day: string): string => `You keep this access. We won’t ask again before ${day}.`,
    nothingToDo: 'You don’t have to do anything. This access stays the same.',
    restored: 'This access was restored.',
  },
  queue: {
    position: (position: number, waiting: number): string =>
      `Position ${position} of ${waiting} in the queue.`,
    urgentPosition: (position: number, waiting: number): string =>
      `Position ${position} of ${waiting} in the queue, as an urgent request.`,
    since: (moment: string): string => `Waiting since ${moment}.`,
    urgentAhead: (count: number): string =>
      counted(count, { one: '# urgent request is ahead.', other: '# urgent requests are ahead.' }),
    expected: (day: string): string => `Enough seats expire by ${day}, unless someone extends them.`,
  },
  kpi: {
    units,
    target: 'Target',
    targetLow: 'Target minimum',
    targetHigh: 'Target maximum',
    cost: (costs: string): string => `These seats cost ${costs}.`,
    unknown: (seats: number): string =>
      counted(seats, { one: 'No usage data for # seat.', other: 'No usage data for # seats.' }),
    asOfNow: 'As of now, so there’s no comparison.',
    noComparison: 'No data for the comparison period.',
    compared: (before: string, change: string): string => `${before} in the comparison period: ${change}.`,
    dates: (first: string, last: string): string => `${first} to ${last}`,
    frame: (period: string, compared: string): string => `${period}, compared with ${compared}.`,
    zone: (grain: Grain, timeZone: string): string =>
      `${grainStarts[grain]} at midnight in ${timeZone}, your time zone in Jira.`,
    running: (grain: Grain): string => `The last ${grain} of the trend isn’t over yet.`,
    sparks: (count: number, grain: Grain): string =>
      `Trends show the last ${counted(count, { one: `# ${grain}`, other: `# ${grain}s` })}. Open a KPI to see its full trend.`,
    extents,
  },
  file: {
    empty: (name: string): string => `${name} has no rows.`,
    unreadable: (name: string): string =>
      `${name} can’t be read. Choose a CSV file in UTF-8, or one compressed with gzip.`,
  },
};
