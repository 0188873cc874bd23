import { WAITS } from './waitlist';

/** Columns that say what the seats of a pool `p` are doing and how many requests wait, as `joinPoolCounts` counts them. */
export const POOL_COUNTS = `COALESCE(s.allocated, 0) AS allocated, COALESCE(s.held, 0) AS held,
  COALESCE(s.blocked, 0) AS blocked, COALESCE(q.waiting, 0) AS waiting`;

/**
 * Counts seats in use and waiting requests beside pools `p` with a `pool_id`. Counting before joining keeps it to the
 * rows of the pools that are asked for.
 * @param which pools those are, as a condition on `pool_id`; its parameters are bound twice, in place of the join
 */
export const joinPoolCounts = (which: string): string =>
  `LEFT JOIN (
     SELECT pool_id, COUNT(*) AS taken,
       SUM(CASE WHEN state = 'allocated' THEN 1 ELSE 0 END) AS allocated,
       SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END) AS held,
       SUM(CASE WHEN state = 'blocked' THEN 1 ELSE 0 END) AS blocked
     FROM seat WHERE state <> 'free' AND pool_id ${which} GROUP BY pool_id) AS s ON s.pool_id = p.pool_id
   LEFT JOIN (
     SELECT w.pool_id, COUNT(*) AS waiting FROM waitlist w WHERE ${WAITS} AND w.pool_id ${which}
     GROUP BY w.pool_id) AS q ON q.pool_id = p.pool_id`;
