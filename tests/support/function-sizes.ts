/**
 * What Forge has to load before a function of the app can run, in bytes, by the handler file whose bundle its functions share,
 * with a few percent for what is to come. Forge's bundler does not minify.
 */
export const MOST_BYTES: Readonly<Record<string, number>> = {
  guard: 940_000,
  'issue-event': 1_060_000,
  portal: 1_130_000,
  agent: 1_110_000,
  lead: 740_000,
  reconcile: 1_520_000,
  index: 2_080_000,
};
