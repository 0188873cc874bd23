/**
 * What Forge has to load before a function of the app can run, in bytes, by the handler file whose bundle its functions share,
 * with a few percent for what is to come. Forge's bundler does not minify.
 */
export const MOST_BYTES: Readonly<Record<string, number>> = {
  guard: 1_000_000,
  'issue-event': 1_200_000,
  portal: 1_200_000,
  agent: 1_200_000,
  lead: 800_000,
  reconcile: 1_700_000,
  index: 2_300_000,
};
