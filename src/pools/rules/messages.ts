import { counted } from '../../common/rules/plural';

const seats = (count: number): string => counted(count, { one: '# seat', other: '# seats' });

export const poolMessages = {
  futureDay: 'Choose a day in the future.',
  notInRoster: 'This person isn’t in the people roster. Choose somebody else.',
  ownRequest: 'This request is for you, so somebody else has to decide whether it goes first.',
  requestedByYou: 'You requested this, so somebody else has to decide whether it goes first.',
  waitsThemselves: 'You wait for a seat in this pool too, so somebody else has to move this request back.',
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

/** What a ticket about a pool alert says, to agents and to the application's owner. */
export const poolAlertMessages = {
  summary: (title: string, code: string): string => `${title} [${code}]`,
  title: {
    utilization: (what: string): string => `All seats of ${what} are taken`,
    overAllocated: (what: string): string => `${what} has more seats in use than purchased`,
    contractEnds: (what: string, day: string): string => `A contract for ${what} ends on ${day}`,
    noticeEnds: (what: string, day: string): string => `Notice for a contract of ${what} is due by ${day}`,
    growth: (what: string): string => `${what} is growing unusually fast`,
    unused: (what: string): string => `Paid seats of ${what} are unused`,
  },
  body: {
    utilization: (what: string, taken: number, purchased: number): string =>
      `${counted(taken, { other: '#' })} of ${seats(purchased)} of ${what} are taken, so new requests wait in the queue. Buy more seats, or take back seats that nobody uses.`,
    overAllocated: (what: string, over: number): string =>
      `${counted(over, { one: '# more seat', other: '# more seats' })} of ${what} than purchased ${over === 1 ? 'is' : 'are'} in use. Buy more seats, or take back seats that nobody uses.`,
    contractEnds: (what: string, day: string): string =>
      `A contract for ${what} ends on ${day}, and its seats end with it. Renew it, or plan what happens to its seats.`,
    noticeEnds: (what: string, day: string): string =>
      `A contract for ${what} renews unless notice is given by ${day}. Decide whether to keep it.`,
    growth: (what: string, count: number, since: string): string =>
      `${counted(count, { one: '# more seat', other: '# more seats' })} of ${what} ${count === 1 ? 'is' : 'are'} in use since ${since}, which is more than usual. Check whether the new seats are needed.`,
    unused: (what: string, count: number): string =>
      `${counted(count, { one: '# paid seat', other: '# paid seats' })} of ${what} ${count === 1 ? 'is' : 'are'} unused.`,
  },
  over: (title: string): string =>
    `This is resolved: “${title}” no longer applies. You don’t need to do anything.`,
  nobodyNotified: (application: string): string =>
    `The owner and backup owner of ${application} couldn’t be notified: they’re away, have no active account, or aren’t customers of this service desk. Ask an admin who can act on this.`,
  formerPool: 'a pool that no longer exists',
};
