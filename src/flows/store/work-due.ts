import * as z from '#zod';
import { MINUTE } from '../../common/rules/time';
import { flag, select } from '../../common/store/database';

/** Which work there is any of, on license pools and on changes of settings and catalog. */
export interface WorkDue {
  /** Seats are kept for people who did not come in time. */
  readonly reservations: boolean;
  /** Somebody is, or was, in a queue. */
  readonly waiting: boolean;
  /** A search for idle seats is not through. */
  readonly runs: boolean;
  /** A new roster may have made leavers of people with seats. */
  readonly roster: boolean;
  /** Something is due about the end of an access. */
  readonly ends: boolean;
  /** Something is due for a reclaim case. */
  readonly cases: boolean;
  /** Somebody has to be notified of a pool alert, or that it is over. */
  readonly alerts: boolean;
  /** A change was decided and may have been cut off before it was applied. */
  readonly changes: boolean;
}

const EVERYTHING: WorkDue = {
  reservations: true,
  waiting: true,
  runs: true,
  roster: true,
  ends: true,
  cases: true,
  alerts: true,
  changes: true,
};

/** Asks for all of it in one statement, since mostly there is nothing, every five minutes on every site. */
export async function workDue(now: number): Promise<WorkDue> {
  const [due] = await select(
    z.object({
      reservations: flag,
      waiting: flag,
      runs: flag,
      roster: flag,
      ends: flag,
      cases: flag,
      alerts: flag,
      changes: flag,
    }),
    `SELECT
       CASE WHEN EXISTS (SELECT 1 FROM seat WHERE reserved_until <= ?) THEN 1 ELSE 0 END AS reservations,
       CASE WHEN EXISTS (SELECT 1 FROM waitlist) THEN 1 ELSE 0 END AS waiting,
       CASE WHEN EXISTS (SELECT 1 FROM reclaim_run WHERE state = 'running') THEN 1 ELSE 0 END AS runs,
       CASE WHEN EXISTS (SELECT 1 FROM reconcile_queue WHERE kind = 'roster' AND due_at <= ?) THEN 1 ELSE 0 END AS roster,
       CASE WHEN EXISTS (SELECT 1 FROM seat WHERE end_due_at <= ? AND state = 'allocated') THEN 1 ELSE 0 END AS ends,
       CASE WHEN EXISTS (SELECT 1 FROM reclaim_case WHERE next_at <= ?) THEN 1 ELSE 0 END AS cases,
       CASE WHEN EXISTS (SELECT 1 FROM pool_alert WHERE next_at <= ?) THEN 1 ELSE 0 END AS alerts,
       CASE WHEN EXISTS (SELECT 1 FROM change_step AS s WHERE s.kind IN ('made', 'approved') AND s.happened_at < ?
         AND NOT EXISTS (SELECT 1 FROM change_step AS n WHERE n.change_id = s.change_id AND n.step > s.step))
         THEN 1 ELSE 0 END AS changes`,
    now,
    now,
    now,
    now,
    now,
    now - MINUTE,
  );
  return due ?? EVERYTHING;
}
