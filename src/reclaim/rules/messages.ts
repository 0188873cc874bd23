import { counted } from '../../common/rules/plural';

export const reclaimMessages = {
  ticket: {
    cameBack: (what: string, code: string): string => `${what} is back after it was removed (${code})`,
    ended: (what: string, code: string): string => `Your access to ${what} has ended (${code})`,
    left: (what: string, code: string): string => `Remove ${what} of somebody who left (${code})`,
    removing: (what: string, code: string): string => `Your access to ${what} is being removed (${code})`,
    stillNeeded: (what: string, code: string): string => `Do you still need ${what}? (${code})`,
  },
  asking: {
    neverUsed: 'has not been used',
    lastUsed: (day: string, source: string): string => `was last used on ${day}, according to ${source}`,
    wanted: (what: string, since: string): string =>
      `A colleague is waiting for a seat in ${what}. Yours ${since}. You can release it here, or keep it and say why.`,
    idle: (what: string, since: string): string =>
      `Your seat in ${what} ${since}. If you don’t need it, release it. If you do, keep it and say why.`,
    reminderSubject: (what: string): string => `Do you still need ${what}?`,
    reminder: (asking: string): string =>
      `${asking} If you don’t answer within a few days, the application owner decides.`,
  },
  /** What a holder reads about the end of their access, behind their name. */
  end: {
    notice: (what: string, day: string): string =>
      `your access to ${what} ends on ${day} (UTC). If you still need it, request it again.`,
    over: (what: string, day: string): string =>
      `your access to ${what} ended on ${day} (UTC) and is being removed. If you still need it, request it again.`,
    noticeSubject: (what: string, day: string): string => `Access to ${what} ends on ${day}`,
    overSubject: (what: string): string => `Access to ${what} has ended`,
    addressed: (sentence: string): string => `, ${sentence}`,
    unaddressed: (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
  },
  state: {
    open: 'Open',
    awaitingApproval: 'Owner decides',
    awaitingRemoval: 'To be removed',
    done: 'Removed',
    skipped: 'Kept',
    canceled: 'Canceled',
    undone: 'Given back',
  },
  task: {
    downgrade: (what: string): string =>
      `Move the holder of ${what} to the lower tier in the application, then confirm it in the panel.`,
    remove: (what: string): string => `Remove ${what} in the application, then confirm it in the panel.`,
  },
  remark: {
    silent: 'The holder didn’t answer.',
    unreachable: 'The holder has no account here, so nobody could ask them.',
    released: 'The holder released the seat.',
    kept: (reason: string): string => `The holder keeps the seat: ${reason}`,
    approved: 'The removal was approved.',
    refused: (reason: string): string => `The removal was declined: ${reason}`,
    used: (at: string, source: string): string => `The seat was used on ${at}, according to ${source}.`,
    removed: 'The access was removed.',
    cameBack: (how: string): string => `The access is back: ${how}.`,
    undone: 'The removal was undone.',
    runUndone: 'The run was undone.',
    employedAgain: 'The people roster lists them as active again.',
    grantedAgain: 'The access was granted again.',
    seatGone: 'They don’t have a seat in this pool anymore.',
    nobodyWaits: 'Nobody is waiting for a seat anymore.',
    colleagueReleased: 'A colleague released their seat.',
    openTwice: 'There’s another open case about this seat.',
    listedAgain: 'an import lists the seat again',
    seenSince: (source: string): string => `${source} has seen them since`,
  },
  plan: {
    askedOrKept: 'they were already asked, or keep the seat for now',
    used: (at: string, source: string): string => `it was used on ${at}, according to ${source}`,
    nobody: 'nobody has this seat',
    notInUse: (state: string): string => `it is ${state}, not in use`,
    ceiling: 'the run has reached its limit',
    shareReached: (percent: number): string => `the run reached ${percent}% of the pool`,
    leaversLeft: (cases: number): string =>
      counted(cases, {
        one: 'The run stopped at # case, its limit. The next night’s run goes on.',
        other: 'The run stopped at # cases, its limit. The next night’s run goes on.',
      }),
    stoppedAt: (cases: number): string =>
      counted(cases, {
        one: 'The run stopped at # case, its limit.',
        other: 'The run stopped at # cases, its limit.',
      }),
    nobodyElseIdle: 'Nobody else is known to be idle.',
    unchanged: (seats: number): string =>
      counted(seats, {
        one: '# seat of the plan was kept because something changed before the run.',
        other: '# seats of the plan were kept because something changed before the run.',
      }),
  },
  error: {
    noPool: (words: string, near: readonly string[]): string =>
      `There’s no license pool “${words}”.${near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`}`,
    poolGone: (pool: string): string => `The license pool ${pool} doesn’t exist anymore.`,
    noCase: 'This reclaim case doesn’t exist anymore. Reload the page.',
    noRun: 'This run doesn’t exist anymore. Reload the page.',
    notReclaim: 'This ticket isn’t about a seat.',
    agentsOnly: 'Only agents who work on this ticket can confirm a removal.',
    ownSeat: 'This is your own seat, so somebody else has to confirm the removal.',
    ownCase: 'This is about your own seat, so somebody else has to decide.',
    notRemoved: (why: string): string => `The seat wasn’t removed. ${why}`,
    noRoom: (what: string): string => `${what} has no free seat to move to.`,
    notYours: 'This request doesn’t exist, or you don’t have access to it.',
    holderOnly: 'Only the holder of the seat can answer.',
    isOver: 'This access is over, so it can’t be kept. If you still need it, request it again.',
    changed: 'This case has changed. Reload the page to see the latest.',
    changedNow: 'This case changed while you were editing. Try again.',
    poolFull: 'The pool has no empty seat right now.',
    startedByOther: 'Somebody else started this run.',
    otherSeats: 'This run takes back other seats.',
    nobodyWaits: 'Nobody is waiting for a seat in this pool.',
    notStarted: 'The run couldn’t be started. Try again in a moment.',
    noProject: 'Set up a project first. A Jira admin can do this on the admin page.',
    planChanged: 'The plan has changed since you opened it. Review it again.',
    nothingToTake: 'None of these seats can be taken back right now.',
    noSeats: (what: string, seats: readonly number[], more: number): string => {
      const rest = more > 0 ? counted(more, { other: ' and # more' }) : '';
      return `${what} has no seat ${seats.join(', ')}${rest}.`;
    },
    noApplication: 'The application isn’t in the catalog anymore. Choose another one.',
    chooseSeat: 'Choose at least one seat.',
    tooManySeats: (most: number): string => counted(most, { other: 'Choose at most # seats.' }),
    seatTwice: 'You chose the same seat twice.',
  },
};
