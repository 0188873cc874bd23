/** What the doors themselves refuse or answer. */
export const entryMessages = {
  nobodyNamed: 'Seatkeeper can’t tell who this runs for. Run it as a person.',
  guardFailed: 'Seatkeeper couldn’t check this request, so it wasn’t fulfilled. Try again in a moment.',
  feed: {
    getOnly: 'This feed answers GET only.',
    tokenNeeded: 'Send a valid token of this project.',
    tooManyCalls: (seconds: number): string => `Too many calls with this token. Try again in ${seconds} s.`,
    noTable: 'There’s no such table. The tables are /facts and /kpis.',
    repeated: (name: string): string => `${name}: This is given more than once.`,
    unavailable: 'The feed can’t be read right now. Try again in a moment.',
  },
};
