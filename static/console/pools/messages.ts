import { counted } from '../../../src/common/rules/plural';

const seats = (count: number): string => counted(count, { one: '# seat', other: '# seats' });

/** What the Pools tab says. */
export const poolMessages = {
  tab: { all: 'All pools', import: 'Import users and last activity' },
  list: {
    title: 'License pools',
    loading: 'Loading license pools',
    readOnly: 'You manage the pools of your own applications. Only project admins can import usage data.',
    placeholder: 'Application or tier',
    orders: {
      name: 'Name',
      utilization: 'Fullest first',
      free: 'Fewest free seats first',
      waiting: 'Longest queue first',
    },
    counted: (count: number, isAll: boolean): string =>
      isAll
        ? counted(count, { one: '# pool', other: '# pools' })
        : counted(count, { one: '# matching pool', other: '# matching pools' }),
    columns: {
      pool: 'Pool',
      seats: 'Seats',
      free: 'Free',
      waiting: 'Waiting',
      price: 'Price per seat',
      end: 'Contract ends',
      owner: 'Owner',
    },
    pages: 'Pages of license pools',
    empty: {
      title: 'No license pools yet',
      forAdmins: 'Each tier of an application has a pool. Import a catalog on the Applications tab.',
      forOthers: 'Each tier of an application has a pool. A project admin can import a catalog.',
    },
    noneFound: { title: 'No matching pools', hint: 'Try a different search.' },
  },
  poolName: (application: string, tier: string): string => `${application} ${tier}`,
  premium: 'Premium',
  full: 'Full',
  overAllocated: (count: number): string => counted(count, { other: '# over-allocated' }),
  number: (count: number): string => counted(count, { other: '#' }),
  alerts: {
    title: (total: number): string => counted(total, { other: 'Alerts (#)' }),
    loading: 'Loading pool alerts',
    raised: (day: string): string => `Raised ${day}`,
    latest: (shown: number, total: number): string =>
      `Showing the latest ${counted(shown, { other: '#' })} of ${counted(total, { one: '# alert', other: '# alerts' })}.`,
    marks: {
      utilization: 'High utilization',
      'over-allocated': 'Over-allocated',
      'contract-ends': 'Contract ending',
      'notice-ends': 'Notice due',
      'sudden-growth': 'Sudden growth',
      'inactive-paid': 'Unused seats',
    },
    utilization: (taken: number, purchased: number): string =>
      `${counted(taken, { other: '#' })} of ${seats(purchased)} taken`,
    over: (count: number): string =>
      counted(count, {
        one: '# more seat in use than purchased',
        other: '# more seats in use than purchased',
      }),
    contractEnds: (day: string): string => `A contract ends on ${day}`,
    noticeEnds: (day: string): string => `Give notice by ${day}`,
    growth: (count: number, since: string): string =>
      `${counted(count, { one: '# more seat', other: '# more seats' })} in use since ${since}`,
    growthBefore: (growth: string, mostPerWeek: number): string =>
      mostPerWeek === 0
        ? `${growth}; no growth before`
        : `${growth}; before, at most ${counted(mostPerWeek, { other: '#' })} more a week`,
    unused: (count: number): string =>
      counted(count, { one: '# paid seat is unused', other: '# paid seats are unused' }),
    unusedUpTo: (count: number): string =>
      counted(count, { one: 'Up to # paid seat is unused', other: 'Up to # paid seats are unused' }),
    withCost: (sentence: string, cost: string): string => `${sentence}: ${cost}`,
  },
  overlaps: {
    loading: 'Loading overlapping licenses',
    title: (total: number): string => counted(total, { other: 'Overlapping licenses (#)' }),
    label: 'Overlapping licenses',
    exported: 'People',
    people: (count: number): string => counted(count, { one: '# person', other: '# people' }),
    summary: (people: number): string =>
      counted(people, {
        one: '# person has more than one tier of an application.',
        other: '# people have more than one tier of an application.',
      }),
    cost: (cost: string): string => `The extra tiers cost ${cost}.`,
    unpriced: (count: number): string =>
      counted(count, {
        one: 'Not every price of # extra tier is known.',
        other: 'Not every price of # extra tiers is known.',
      }),
    cut: 'More people may have several tiers than are counted here.',
    columns: {
      who: 'Person',
      application: 'Application',
      kept: 'Tier',
      extra: 'Extra tiers',
      cost: 'Extra cost',
    },
    seat: (slot: number): string => `Seat ${slot}`,
    withoutPrice: (count: number): string =>
      counted(count, { one: 'not every price known', other: 'not every price known (# tiers)' }),
    pages: 'Pages of overlapping licenses',
  },
  details: {
    loading: 'Loading license pool',
    free: (count: number): string => counted(count, { other: '# free' }),
    waiting: (count: number): string => counted(count, { other: '# waiting' }),
    price: 'Price per seat',
    end: 'Contract ends',
    owner: 'Owner',
    backupOwner: 'Backup owner',
    nobody: 'None',
  },
  history: {
    none: 'No usage data yet. The first daily snapshot is taken tonight.',
    asOf: (day: string, parts: readonly string[]): string => `As of ${day}: ${parts.join(', ')}.`,
    unused: (count: number): string =>
      count === 0
        ? 'no seats known to be unused'
        : counted(count, { one: '# unused seat', other: '# unused seats' }),
    costsAndUnpriced: (costs: string, count: number): string =>
      `${costs}; ${counted(count, { one: 'price not known for up to # seat', other: 'price not known for up to # seats' })}`,
    unusedAt: (unused: string, cost: string): string => `${unused} (${cost})`,
    unknown: (count: number): string => `no usage data for ${seats(count)}`,
    forecast: {
      'not-enough-history': (days: number, needed: number): string =>
        `A forecast is available after ${counted(needed, { one: '# day', other: '# days' })} of data (${counted(days, { one: '# day', other: '# days' })} so far).`,
      full: 'The pool is full, so there’s no forecast.',
      'not-in-sight': 'At the current growth, seats aren’t expected to run out.',
      range: (from: string, to: string): string => `Seats are expected to run out between ${from} and ${to}.`,
      open: (from: string): string =>
        `Seats may run out as early as ${from}, or not at all if growth stays slow.`,
    },
  },
  queue: {
    title: 'Queue',
    loading: 'Loading the queue',
    empty: 'No requests are waiting for a seat.',
    first: (shown: number, waiting: number): string =>
      `Showing the first ${counted(shown, { other: '#' })} of ${counted(waiting, { one: '# waiting request', other: '# waiting requests' })}.`,
    columns: {
      position: 'Position',
      request: 'Request',
      for: 'For',
      since: 'Waiting since',
      urgent: 'Urgency',
      change: 'Action',
    },
    urgent: 'Urgent',
    urgentBy: 'Marked by',
    markUrgent: {
      action: 'Mark as urgent',
      title: (issueKey: string): string => `Mark ${issueKey} as urgent`,
      text: 'It moves ahead of all requests that aren’t urgent, even those that have waited longer.',
      help: 'Everyone who can see the queue sees your name and reason.',
    },
    markNotUrgent: {
      action: 'Mark as not urgent',
      title: (issueKey: string): string => `Mark ${issueKey} as not urgent`,
      text: 'It returns to its earlier position in the queue, by approval time.',
      help: 'Your reason is saved with your name.',
    },
  },
  seats: {
    title: 'Seats',
    show: 'Show',
    filters: {
      all: 'All',
      allocated: 'In use',
      inactive: 'Unused',
      held: 'Held',
      free: 'Free',
      blocked: 'Blocked',
    },
    states: { free: 'Free', held: 'Held', allocated: 'In use', blocked: 'Blocked' },
    vacant: 'Empty',
    beyondPurchased: 'Over',
    columns: {
      slot: 'Seat',
      state: 'Status',
      who: 'Person',
      request: 'Request',
      since: 'Since',
      until: 'Until',
      note: 'Note',
      change: 'Action',
    },
    pages: 'Pages of seats',
    empty: { title: 'No seats in this pool', hint: 'No seats are purchased or in use.' },
    noneFound: { title: 'No matching seats', hint: 'Select All to see every seat.' },
    hasLeft: 'Left the company',
    reservedFor: (workerId: string): string => `Reserved for worker ID ${workerId}`,
    block: 'Block',
    unblock: 'Unblock',
    release: 'Release',
  },
  reserve: {
    action: 'Reserve seat for new hire',
    problems: {
      notMine: 'Only project admins and the application’s owners can change its seats.',
      waiting: 'You can’t reserve a seat while requests wait in the queue.',
      noneFree: 'No seats are free.',
    },
    title: (pool: string): string => `Reserve a seat of ${pool}`,
    send: 'Reserve seat',
    text: 'Nobody else gets this seat through the last day. It goes to the next request from or for this person.',
    worker: 'Worker ID',
    workerHelp: 'Enter the ID from the HR roster. The person doesn’t need an account yet.',
    until: 'Last day',
    untilHelp: (timeZone: string): string => `The reservation ends at the end of this day in ${timeZone}.`,
  },
  block: {
    title: (slot: number, pool: string): string => `Block seat ${slot} of ${pool}`,
    send: 'Block seat',
    text: 'Nobody gets this seat until it’s unblocked.',
    help: 'The reason is shown with the seat while it’s blocked.',
  },
  unblock: {
    title: (slot: number, pool: string): string => `Unblock seat ${slot} of ${pool}`,
    send: 'Unblock seat',
    text: 'The seat becomes free and goes to the first request in the queue, if there is one.',
  },
  release: {
    title: (slot: number, pool: string): string => `Release seat ${slot} of ${pool}`,
    send: 'Release seat',
    text: (workerId: string): string =>
      `The seat is no longer reserved for worker ID ${workerId}. It goes to the first request in the queue, if there is one.`,
  },
  selection: {
    all: (count: number): string =>
      counted(count, {
        one: 'The # seat in use on this page',
        other: 'All # seats in use on this page',
      }),
    takeBackNone: 'Take back seats…',
    takeBack: (count: number): string =>
      counted(count, { one: 'Take back # seat…', other: 'Take back # seats…' }),
    chooseFirst: 'Select seats first.',
    planFirst: 'You’ll see the plan before anything changes.',
  },
  export: { what: 'Seats' },
} as const;
