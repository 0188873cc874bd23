/** Which part of the time a moment is in, the first being 0. */
export const partOf = (at: string, edges: readonly number[]): string => {
  const cases = edges.slice(1, -1).map((end, part) => `WHEN ${at} < ${end} THEN ${part}`);
  const last = edges.length - 2;
  return cases.length === 0 ? String(last) : `CASE ${cases.join(' ')} ELSE ${last} END`;
};

/** Only the last day recorded in each part of the time counts; the days between add nothing to how many there are. */
export const lastDays = (edges: readonly number[]): string => {
  // a number alone would be read as the place of a column
  const byPart = edges.length > 2 ? ` GROUP BY ${partOf('l.taken_at', edges)}` : '';
  return ` AND f.day IN (SELECT MAX(l.day) FROM pool_snapshot l WHERE l.taken_at >= ${edges[0] ?? 0}
     AND l.taken_at < ${edges.at(-1) ?? 0}${byPart})`;
};
