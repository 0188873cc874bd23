/** Something that a change is about, and what becomes of it, in words. */
export interface ChangedItem {
  readonly subject: string;
  readonly details: readonly string[];
}

/** `label: before → after` for each pair that differs. */
export const changedDetails = (
  pairs: readonly (readonly [label: string, before: string, after: string])[],
): string[] =>
  pairs
    .filter(([, before, after]) => before !== after)
    .map(([label, before, after]) => `${label}: ${before} → ${after}`);
