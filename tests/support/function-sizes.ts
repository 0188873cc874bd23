/**
 * What Forge has to load before a function of the app can run, in bytes, by the handler file whose bundle its functions share,
 * with a few percent for what is to come. Forge's bundler does not minify.
 */
export const MOST_BYTES: Readonly<Record<string, number>> = {
  guard: 600_000,
  'issue-event': 750_000,
  portal: 725_000,
  agent: 760_000,
  lead: 430_000,
  reconcile: 1_070_000,
  index: 1_790_000,
};
