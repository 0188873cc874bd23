import { counted } from '../../src/common/rules/plural';

export const loading = 'Loading your request';
export const forSelf = 'for you';
export const forOther = 'for';
export const states = {
  checking: 'Checking',
  incomplete: {
    requester: 'Details needed',
    administrator: 'With your IT team',
    nobody: 'Can’t be requested',
  },
  waiting: 'Waiting for approval',
  yourTurn: 'Your decision is needed',
  approved: 'Approved',
  ready: 'Ready',
  declined: 'Declined',
  denied: 'Not allowed',
  withdrawn: 'Closed',
  stuck: 'With the service desk',
  checkingAgain: 'Checking again',
  leftQueue: 'Not in the queue',
};
export const sentence = {
  checking: 'We’re checking your request. This takes about a minute.',
  incomplete: {
    requester: 'Answer in the comments. The service desk then updates the request, and it continues:',
    administrator:
      'Your IT team needs to finish setting this up first. They know about it, so you don’t have to do anything.',
    nobody: 'This can’t be requested:',
  },
  yourTurn:
    'Approve or decline this request on this page. If you decline, add a comment first that says why. The requester gets it with your decision.',
  waitingOnly: 'This request is waiting for approval.',
  waiting: 'We’ll let you know when the access is ready, or if the request is declined.',
  approvedOnly: 'Approved. The service desk is setting it up.',
  approved: 'Approved. The service desk is setting it up. We’ll let you know when it’s ready.',
  inQueue: (position: string): string => `Approved, but no seat is free yet. ${position}`,
  leftQueue: 'Approved, but the request left the queue for a seat.',
  leftQueueOwn:
    'Approved, but the request left the queue, so it gets no seat. If you still need it, rejoin the queue. If not, withdraw the request.',
  checkingAgain:
    'Something changed after this was approved. It’s being checked again, which takes about five minutes.',
  own: 'You have access, with no end date.',
  ownUntil: (day: string, left: string): string =>
    `You have access until ${day} (${left} left). We’ll remind you 7 days and 1 day before, then remove it.`,
  given: 'The access is set up, with no end date.',
  givenUntil: (day: string, left: string): string =>
    `The access is set up until ${day} (${left} left). We’ll send a reminder 7 days and 1 day before, then remove it.`,
  unenforced: (day: string): string =>
    `The access is set up. It was requested until ${day}, but isn’t removed on that day.`,
  ended: (day: string): string =>
    `The access ended on ${day} and is being removed. If it’s still needed, request it again.`,
  over: 'This access is over. If it’s still needed, request it again.',
  declined: {
    'by-approver':
      'The request was declined. You can read in the comments why, or how to ask. If it’s still needed, request it again.',
    'by-time': 'Nobody decided in time, so the request was closed. If it’s still needed, request it again.',
    'by-hand':
      'The request was closed as declined. To ask why, comment on this request. If it’s still needed, request it again.',
  },
  withdrawn: 'This request was closed without being fulfilled.',
  stuck: 'The service desk needs to find an approver. You don’t have to do anything.',
  blocked: 'The service desk has to check something first. You don’t have to do anything.',
};
export const askedAgain = {
  keepsPosition: 'Your position in the queue is kept.',
  hadApproved: 'Your earlier approval no longer counts.',
};
export const checkedLater =
  'Something changed after approval was requested. Once it’s approved, this request is checked again, and may need another approval.';
export const facts = {
  requestedBy: 'Requested by',
  reason: 'Reason for the request',
  ownReason: 'Your reason for the request',
  duration: 'Duration',
  price: 'Price of a seat',
  seats: 'Seats',
  seatsInUse: (inUse: number, purchased: number): string =>
    counted(purchased, { other: `${String(inUse)} of # in use` }),
  seatsFull: (inUse: number, purchased: number): string =>
    counted(purchased, {
      other: `${String(inUse)} of # in use. Once approved, the request has to wait for a seat.`,
    }),
};
export const refresh = {
  button: 'Refresh',
  hint: 'Already decided? It can take a minute until your vote shows here.',
};
export const replaces = (forSelf: boolean, has: string): string =>
  forSelf
    ? `You have ${has} today. This request would replace it.`
    : `They have ${has} today. This request would replace it.`;
export const queue = {
  notUpdated: 'Queue not updated',
  rejoin: 'Rejoin queue',
  leave: 'Leave queue',
  ask: 'Leave the queue?',
  consequence:
    'The request stays open, but gets no seat. If you rejoin later, you start at the end of the queue.',
  stay: 'Stay in queue',
};
export const steps = {
  requested: 'Requested',
  ready: 'Ready',
  marks: {
    done: 'Done',
    current: 'In progress',
    open: 'Not started',
    refused: 'Declined',
    over: 'No longer needed',
  },
  declined: (moment: string): string => `Declined ${moment}`,
  atSeat: 'When a seat is free.',
  leftQueue: 'Not in the queue, so no seat comes.',
  afterCheck: 'After it’s checked again.',
  settingUp: 'Being set up.',
  afterApprovals: 'After the approvals.',
  lasts: (days: number): string =>
    counted(days, { one: 'Access then lasts # day.', other: 'Access then lasts # days.' }),
  over: 'No longer needed',
  askedLater: 'Asked after the earlier approvals',
  asked: 'Asked',
  waitingFor: (span: string): string => `Waiting for ${span}`,
  substitutes: {
    'managers-manager': 'The manager’s manager decides, because the manager can’t decide this now.',
    'backup-owner': 'The backup owner decides, because the application owner can’t decide this.',
  },
  fallback: 'The fallback approvers decide, because nobody else can decide this step.',
  late: {
    escalated: 'More people are asked, because nobody decided in time.',
    replaced: 'Others are asked instead, because nobody decided in time.',
  },
  next: {
    remind: (when: string): string => `If nobody decides, we send a reminder ${when}.`,
    escalate: (when: string): string => `If nobody decides, we also ask the next approver ${when}.`,
    replace: (when: string): string => `If nobody decides, we ask the next approver instead ${when}.`,
    decline: (when: string): string => `If nobody decides, the request is declined ${when}.`,
  },
};
