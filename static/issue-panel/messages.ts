import { counted } from '../../src/common/rules/plural';

const nextAsked = 'The next ones are asked after two days, until someone releases a seat.';

/** What the agent's panel says. Parts of a row that follow a name begin in lower case. */
export const issuePanelMessages = {
  loading: 'Loading the access request',
  notAnAccessRequest: 'This ticket isn’t an access request, so there’s nothing to check.',
  forWhom: 'for',
  premium: 'Premium',
  headline: {
    changed: {
      word: 'Changed',
      sentence: 'The request changed after the decision, so it needs new approvals.',
    },
    checking: { word: 'Checking', sentence: 'Seatkeeper checks this request within a minute.' },
    incomplete: {
      requester: {
        word: 'Incomplete',
        sentence: 'The requester was asked for the missing details. Enter their answers in the fields.',
      },
      administrator: {
        word: 'Blocked',
        sentence: 'A Jira admin needs to fix this first. The requester can’t.',
      },
      nobody: { word: 'Nothing to do', sentence: 'The requester was told why this can’t be requested.' },
    },
    denied: 'Not allowed',
    stuck: 'Blocked',
    waiting: 'Waiting',
    recording: {
      word: 'Recording',
      sentence: 'Seatkeeper is assigning the seat and writing the note. This takes a few seconds.',
    },
    fulfilled: 'Fulfilled',
    declined: 'Declined',
    closed: { word: 'Closed', sentence: 'The request was withdrawn or closed without being fulfilled.' },
    unapproved: {
      word: 'Not approved',
      sentence: (reason: string | null): string =>
        `The move to fulfilled doesn’t count, so Seatkeeper reopens the ticket. ${reason ?? 'There was no valid approval, and no seat was assigned.'}`,
    },
    inQueue: 'In queue for a seat',
    poolFull: 'Pool full',
    noSeat: 'The request is approved, but the pool has no free seat.',
    blocked: 'Blocked',
    ready: 'Ready to fulfill',
  },
  guard: {
    titles: {
      missing: 'This workflow has no Seatkeeper guard',
      'switched-off': 'The Seatkeeper guard is off in this workflow',
    },
    risk: 'Jira doesn’t stop tickets from being fulfilled without approval. Seatkeeper notices afterwards and reopens the ticket.',
    askAdmin: 'Ask a Jira admin to fix this on the Seatkeeper admin page.',
    fix: { before: 'Fix this on the Seatkeeper admin page, or ', link: 'open the workflow', after: '.' },
  },
  nextStep: {
    failed: 'Request not fulfilled',
    fulfill: (requester: string): string => `Fulfill and notify ${requester}`,
  },
  queue: {
    notRejoined: 'Request didn’t rejoin the queue',
    notUpdated: 'Queue not updated',
    rejoin: 'Rejoin queue',
    left: 'The request left the queue. If it rejoins, it starts at the end.',
    fulfillsFor: 'When the request gets a seat, Seatkeeper fulfills it on behalf of',
    fulfillLater: (requester: string): string => `Fulfill when it gets a seat and notify ${requester}`,
    askIdlest: 'Ask longest-idle holders',
    leave: 'Leave queue',
    allAsked: `These holders were already asked. ${nextAsked}`,
    asked: (count: number): string =>
      `${counted(count, { one: 'Seatkeeper asks # holder', other: 'Seatkeeper asks # holders' })} within five minutes. ${nextAsked}`,
  },
  requirements: {
    title: 'Requirements',
    names: {
      policy: 'Access policy',
      exception: 'Exception',
      evidence: 'Evidence',
      justification: 'Reason',
      details: 'Details',
    },
    marks: {
      met: 'Done',
      waiting: 'Waiting',
      refused: 'Declined',
      later: 'Not started',
      missing: 'Missing',
      void: 'No longer counts',
      over: 'No longer needed',
    },
    next: {
      remind: (when: string): string => `If nobody decides, a reminder goes out ${when}.`,
      escalate: (when: string): string => `If nobody decides, the next approver is also asked ${when}.`,
      replace: (when: string): string => `If nobody decides, the next approver is asked instead ${when}.`,
      decline: (when: string): string => `If nobody decides, the request is declined ${when}.`,
    },
    fallback: 'No other approver can be found, so the fallback group is asked.',
    reason: (text: string): string => `“${text}”`,
    noReason: 'Not given',
    incomplete: 'Not complete yet',
    exceptionUntil: (control: string, day: string): string => `To ${control} until ${day}`,
    exceptionFor: (control: string, days: number | null): string =>
      days === null
        ? `To ${control}, with no end date`
        : `To ${control}, for ${counted(days, { one: '# day', other: '# days' })}`,
    approved: (when: string | null): string => (when === null ? 'approved' : `approved ${when}`),
    declined: (when: string | null): string => (when === null ? 'declined' : `declined ${when}`),
    voided: (when: string | null): string =>
      when === null ? 'voted before the change' : `voted ${when}, before the change`,
    asked: 'asked',
    askedLater: 'asked after the earlier approvals',
    noApprover: 'No approver found',
    over: 'no longer needed',
    waitingFor: (span: string): string => `waiting for ${span}`,
    soFar: (approvals: number): string => `${approvals} approved so far`,
    quorum: (quorum: number, people: number): string => `${quorum} of ${people} must approve`,
    policy: {
      voided: 'Approved by policy before the change',
      approved: (reasons: string): string => `Approved by policy. ${reasons}`,
      denied: 'Doesn’t allow this',
    },
  },
  pool: {
    title: (pool: string): string => `${pool} license pool`,
    idlest: 'Longest-idle holders',
    inactive: (since: string | null, source: string, asOf: string): string =>
      `${since === null ? 'no activity on record' : `no activity since ${since}`} (${source}, ${asOf})`,
    free: (seats: number): string => `${seats} free`,
    waiting: (requests: number): string => `${requests} waiting`,
    price: (price: string): string => `${price} per seat`,
    contractEnd: (day: string): string => `contract ends ${day}`,
    seatHeld: (slot: number): string => `seat ${slot} is held for this request`,
    seatAssigned: (slot: number): string => `this request has seat ${slot}`,
  },
  timeline: {
    title: 'Timeline',
    requested: 'Requested',
    approved: 'Approved',
    fulfilled: 'Fulfilled',
    notYet: 'Not yet',
    duration: 'Access lasts',
    until: (day: string): string => `Until ${day}`,
    timeToFulfill: 'Time to fulfill',
    startsLater: 'Starts after approval',
    noSla: 'No SLA data yet',
    sla: { missed: 'Missed', met: 'Met', paused: 'Paused', running: 'Running' },
    took: (elapsed: string, goal: string): string => `${elapsed} of ${goal}`,
    overBy: (span: string, goal: string): string => `${span} over the goal of ${goal}`,
    left: (span: string, goal: string): string => `${span} left of ${goal}`,
    leftUntil: (span: string, moment: string): string => `${span} left, due ${moment}`,
  },
  fulfillment: { title: 'Fulfillment', by: 'Fulfilled by', record: 'Evidence record' },
  why: {
    show: 'Show reasons',
    hide: 'Hide reasons',
    rules: (rules: readonly string[], version: number): string =>
      `Policy version ${version}, ${counted(rules.length, { one: 'rule', other: 'rules' })} ${rules.join(', ')}`,
  },
  reclaim: {
    heldBy: 'held by',
    notConfirmed: 'Removal not confirmed',
    history: 'History',
    event: (moment: string, text: string): string => `${moment}: ${text}`,
    downgrade: {
      confirm: 'Confirm downgrade',
      first: 'Move them to the lower tier in the application first.',
    },
    remove: { confirm: 'Confirm removal', first: 'Remove the access in the application first.' },
  },
};
