/** Parts of sentences about what is known of somebody's use. */
export const usageMessages = {
  noSource: 'no usage data',
  notInSource: 'no current usage data for this person',
  stale: 'the usage data is out of date',
  shrunk: 'the usage data lists far fewer people than before',
  empty: 'the usage data lists nobody anymore',
  tooNew: 'they got the seat too recently to judge',
  sourceEmpty: (source: string): string => `${source} lists nobody anymore`,
  sourceShrunk: (source: string, people: number, before: number): string =>
    `${source} lists only ${people} people now, ${before} before`,
};
