import { counted } from '../../../src/common/rules/plural';
import type { RunRow } from '../../../src/reclaim/contract/reclaim';

const seats = (count: number): string => counted(count, { one: '# seat', other: '# seats' });
const cases = (count: number): string => counted(count, { one: '# case', other: '# cases' });
const people = (count: number): string => counted(count, { one: '# person', other: '# people' });
const number = (count: number): string => counted(count, { other: '#' });
const askHolders = (holders: number): string =>
  counted(holders, { one: 'Ask # holder', other: 'Ask # holders' });
const blockedTitle = 'No idle seats are taken back here';

/** What the Reclaim tab says, and what taking back chosen seats of a pool says. */
export const reclaimMessages = {
  tab: {
    title: 'Seat reclaim',
    help: 'Holders are asked first; without an answer, the owner decides. Usage is checked again before removal. Unknown usage isn’t idle.',
    views: { cases: 'Cases', plan: 'Take back seats', runs: 'Runs', rules: 'Rules and exclusions' },
  },
  cases: {
    loading: 'Loading cases',
    counted: cases,
    cannotAsk: {
      title: 'Holders can’t be asked yet',
      text: 'This project has no request type for asking holders. A Jira admin can choose one in the project’s mapping on the Seatkeeper admin page.',
    },
    filter: { label: 'Status', open: 'Open', all: 'All' },
    medianTime: (span: string): string => `Median time from opening to removal: ${span} (last 90 days)`,
    export: { what: 'Cases', name: 'Reclaim cases' },
    label: 'Cases',
    columns: {
      code: 'Case',
      what: 'Seat',
      who: 'Holder',
      state: 'Status',
      why: 'Reason and history',
      do: 'Action',
    },
    noneOpen: 'No open cases. Preview a run to find idle seats.',
    noneFound: 'No cases with this status.',
    pages: 'Pages of cases',
    remark: (day: string, text: string): string => `${day}: ${text}`,
    othersDecide: 'The application owner decides.',
    failed: 'The case wasn’t updated',
    confirmDowngrade: 'Confirm downgrade',
    confirmRemoval: 'Confirm removal',
    restore: 'Restore seat',
  },
  decision: {
    failed: 'The decision wasn’t saved',
    reason: 'Reason',
    approve: 'Take back seat',
    refuse: 'Keep seat',
  },
  plan: {
    failed: 'The run wasn’t completed',
    pool: 'License pool (leave empty for all)',
    poolExample: 'figma/premium',
    preview: 'Preview run',
    resume: 'Continue run',
    askHolders,
    pools: {
      label: 'Idle seats by pool',
      columns: {
        what: 'Pool',
        candidates: 'Idle',
        alone: 'In use or excluded',
        unknown: 'No usage data',
        ceiling: 'Limit per run',
      },
      number,
      none: 'No idle seats, and none without usage data.',
    },
    holders: {
      label: 'Holders to ask',
      columns: { who: 'Holder', pool: 'Pool', why: 'Reason' },
    },
    limits: (mostCases: number): string =>
      `A run asks at most ${counted(mostCases, { one: '# holder', other: '# holders' })}. You can undo the whole run.`,
    cut: 'Time ran out before everything was checked. The run checks the rest.',
  },
  blocked: {
    title: blockedTitle,
    problem: (pool: string, problem: string): string => `${pool}: ${problem}`,
    more: (pools: number): string => counted(pools, { one: 'And # more pool', other: 'And # more pools' }),
  },
  progress: {
    running: ({ opened, examined }: Pick<RunRow, 'opened' | 'examined'>): string =>
      `${counted(opened, { one: '# case', other: '# cases' })} opened so far, ${seats(examined)} checked. The run continues automatically every 5 minutes.`,
    ended: ({ opened, stopped }: Pick<RunRow, 'opened' | 'stopped'>): string =>
      [`${cases(opened)} opened.`, ...(stopped === null ? [] : [stopped])].join(' '),
  },
  chosen: {
    title: (count: number, tier: string): string =>
      counted(count, { one: `Take back # ${tier} seat`, other: `Take back # ${tier} seats` }),
    failed: 'No seats were taken back',
    loading: 'Preparing the plan',
    forbidden: 'Only project admins can take back seats.',
    refresh: 'Refresh plan',
    close: 'Close',
    cancel: 'Cancel',
    nothing: 'No seats to take back',
    takeBack: (count: number): string => `Take back ${seats(count)}`,
    askAndTakeBack: (holders: number, count: number): string =>
      `${askHolders(holders)} and take back ${seats(count)}`,
    begun:
      'Follow the cases on the Reclaim tab. Under Runs, you can undo the whole run: open cases are canceled and removed seats are restored.',
    outcome: (taken: number, all: number): string => {
      const kept = all - taken;
      return `${counted(taken, { one: `# of ${seats(all)} gets a reclaim case`, other: `# of ${seats(all)} get a reclaim case` })}; ${counted(kept, { one: '# is kept', other: '# are kept' })}.`;
    },
    limits: (ceiling: number, mostCases: number): string =>
      `One run takes back at most ${seats(ceiling)} from this pool and ${number(mostCases)} in total. Usage is checked again before a seat is removed.`,
    blockedTitle,
    problem: (pool: string, problem: string): string => `${pool}: ${problem}.`,
    label: 'Outcome by seat',
    columns: { slot: 'Seat', who: 'Holder', does: 'Outcome', why: 'Reason' },
    stays: 'Kept',
    asked: 'Holder is asked',
    removed: 'To be removed',
    movesTo: (tier: string): string => `Moves to ${tier}`,
  },
  batch: {
    title: 'Bulk undo by requester',
    failed: 'The requests weren’t undone',
    requester: 'Requester’s account ID',
    application: 'Application key',
    day: 'Requested on (UTC)',
    find: 'Find seats',
    nothing: 'No seats from these requests are in use.',
    seats: (count: number, application: string, holders: number): string =>
      `${seats(count)} of ${application} for ${people(holders)}.`,
    unpriced: (count: number): string =>
      counted(count, {
        one: 'The price isn’t known for up to # seat.',
        other: 'The price isn’t known for up to # seats.',
      }),
    pricedSeats: (count: number, application: string, holders: number, cost: string): string =>
      `${seats(count)} of ${application} for ${people(holders)}, costing ${cost}.`,
    consequence: 'An agent takes back each seat. You can undo the whole run under Runs.',
    label: 'Seats to take back',
    columns: { who: 'Holder', pool: 'Pool', slot: 'Seat' },
    takeBack: (count: number): string => `Take back ${seats(count)}`,
  },
  runs: {
    loading: 'Loading runs',
    label: 'Runs',
    columns: {
      when: 'Started',
      kind: 'Type',
      state: 'Status',
      found: 'Result',
      rest: 'Skipped',
      do: 'Action',
    },
    none: 'No runs yet.',
    states: { running: 'Running', done: 'Done', stopped: 'Stopped', undone: 'Undone' },
    kinds: {
      sweep: 'Nightly',
      demand: 'On demand',
      swap: 'For the queue',
      ends: 'Ended access',
      leavers: 'Leavers',
    },
    chosenSeats: 'Selected seats',
    inPool: (kind: string, pool: string): string => `${kind}, ${pool}`,
    result: (examined: number, opened: number): string =>
      `${seats(examined)} checked, ${cases(opened)} opened`,
    skipped: (pool: string, reason: string): string => `${pool}: ${reason}`,
    undo: 'Undo',
  },
  undo: {
    title: (opened: number): string =>
      counted(opened, { one: 'Undo this run with # case?', other: 'Undo this run with # cases?' }),
    text: 'Open cases are canceled. Removed seats are restored to the people who had them.',
    left: (count: number): string =>
      `${counted(count, { one: '# case couldn’t be undone', other: '# cases couldn’t be undone' })} because time ran out or the pool is full. Try again.`,
    failed: 'The run wasn’t undone',
    confirm: 'Undo run',
    cancel: 'Cancel',
  },
  rules: {
    title: 'Rules',
    loading: 'Loading rules',
    numbers: {
      answerDays: 'Days to answer',
      reminderDays: 'Days to answer after the reminder',
      keepDays: 'Days before asking again about a kept seat',
      mostCases: 'Maximum cases per run',
      mostShare: 'Maximum share of a pool per run (%)',
    },
    failed: 'The rules weren’t saved',
    saved: 'Rules saved.',
    sweep: 'Find idle seats every night',
    keptPastEnd: 'Applications where access isn’t removed on its end date',
    noApplications: 'None: access is removed everywhere on its end date',
    keptPastEndHelp: 'Everywhere else, holders get a message 7 days and 1 day before.',
    save: 'Save rules',
  },
  exclusions: {
    title: 'Exclusions',
    loading: 'Loading exclusions',
    help: 'People on leave in the roster are excluded automatically.',
    removeFailed: 'The exclusion wasn’t removed',
    columns: {
      who: 'Holder',
      where: 'Application',
      why: 'Reason',
      by: 'Added by',
      do: 'Action',
    },
    everyApplication: 'All applications',
    why: (kind: string, reason: string): string => `${kind}: ${reason}`,
    whyUntil: (kind: string, reason: string, day: string): string => `${kind}: ${reason}, until ${day}`,
    remove: 'Remove',
    none: 'No exclusions yet.',
    kinds: {
      'service-account': 'Service account',
      vip: 'VIP',
      'on-leave': 'On leave',
      other: 'Other',
    },
    addFailed: 'The exclusion wasn’t added',
    holder: 'Account ID, or login:name',
    application: 'Application key (leave empty for all)',
    kind: 'Type',
    reason: 'Reason',
    lastDay: 'Last day (leave empty for no end date)',
    add: 'Add exclusion',
    timeZone: (zone: string): string => `The last day is in the ${zone} time zone.`,
  },
} as const;
