export const changed = {
  word: 'Changed',
  sentence: 'The request changed after the decision, so it needs new approvals.',
};
export const outdated = {
  word: 'Checking again',
  sentence: {
    catalog: 'The catalog changed after this was approved. It’s being checked again.',
    policy: 'The access policy changed after this was approved. It’s being checked again.',
    other: 'Something changed after this was approved. It’s being checked again.',
  },
};
export const outdatedSoon = {
  catalog: 'The catalog changed after this was decided. It’s checked again once it’s approved.',
  policy: 'The access policy changed after this was decided. It’s checked again once it’s approved.',
  other: 'Something changed after this was decided. It’s checked again once it’s approved.',
};
export const checking = { word: 'Checking', sentence: 'Seatkeeper checks this request within a minute.' };
export const incomplete = {
  requester: {
    word: 'Incomplete',
    sentence: 'The requester was asked for the missing details. Enter their answers in the fields.',
  },
  administrator: {
    word: 'Blocked',
    sentence: 'A Jira admin needs to fix this first. The requester can’t.',
  },
  nobody: { word: 'Nothing to do', sentence: 'The requester was told why this can’t be requested.' },
};
export const denied = 'Not allowed';
export const stuck = 'Blocked';
export const waiting = 'Waiting';
export const recording = {
  word: 'Recording',
  sentence: 'Seatkeeper is assigning the seat and writing the note. This takes a few seconds.',
};
export const fulfilled = 'Fulfilled';
export const declined = 'Declined';
export const closed = {
  word: 'Closed',
  sentence: 'The request was withdrawn or closed without being fulfilled.',
};
export const unapproved = {
  word: 'Not approved',
  sentence: (reason: string | null): string =>
    `The move to fulfilled doesn’t count, so Seatkeeper reopens the ticket. ${reason ?? 'There was no valid approval, and no seat was assigned.'}`,
};
export const inQueue = 'In queue for a seat';
export const poolFull = 'Pool full';
export const noSeat = 'The request is approved, but the pool has no free seat.';
export const seatComing = { word: 'Seat free', sentence: 'A seat is free. It’s being assigned.' };
export const blocked = 'Blocked';
export const ready = 'Ready to fulfill';
