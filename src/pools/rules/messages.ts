export const poolMessages = {
  futureDay: 'Choose a day in the future.',
  notInRoster: 'This person isn’t in the people roster. Choose somebody else.',
  ownRequest: 'This request is for you, so somebody else has to decide whether it goes first.',
  ownReservation: 'This is for you, so somebody else has to reserve the seat.',
  hasLeft: 'This person has left the company, so no seat can be kept for them.',
  isMissing:
    'This person is missing from the latest people roster. A Jira admin needs to say whether they still work here.',
  hasSeat: 'This person already has a seat in this pool.',
  othersWait: 'People are waiting for a seat in this pool, so the next one goes to them.',
  noSeatToKeep: 'The pool has no empty seat, or one is already kept for this person.',
  noSeatKept: 'No seat is kept for this person anymore.',
  notEmpty: (slot: number): string => `Seat ${slot} isn’t empty, so it can’t be blocked.`,
  notBlocked: (slot: number): string => `Seat ${slot} isn’t blocked anymore.`,
  notWaiting: 'This request isn’t waiting for a seat in this pool anymore.',
  notFound: 'This license pool doesn’t exist anymore. Choose another one.',
  busy: 'Many requests need this pool right now. Try again in a moment.',
  waiting:
    'The license pool has no free seat. The request is in the queue and gets a seat when its turn comes.',
};
