import * as z from '#zod';
import { retryAt } from '../../common/rules/backoff';
import { integer, select, write } from '../../common/store/database';
import { dueStatement } from '../../common/store/due-records';
import { limitOf } from '../../common/store/statement-parts';

/** A request that the reconcile has to look at. Whether the rest of its record can be read shows when it is. */
export interface DueRequest {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  readonly state: string;
  /** How many looks in a row have failed. */
  readonly failures: number;
}

const dueRow = z
  .object({
    issue_id: z.string(),
    issue_key: z.string(),
    project_id: z.string(),
    state: z.string(),
    failures: integer,
  })
  .transform((row): DueRequest => ({
    issueId: row.issue_id,
    issueKey: row.issue_key,
    projectId: row.project_id,
    state: row.state,
    failures: row.failures,
  }));

const due = (failures: '= 0' | '> 0', limit: number): string =>
  `SELECT issue_id, issue_key, project_id, state, failures FROM access_request
   WHERE follow_at <= ? AND failures ${failures} ORDER BY follow_at, issue_id ${limitOf(limit)}`;

/** Requests that the reconcile has to look at, the longest overdue of both those that have failed before and the others. */
export const requestsToFollow = (now: number, limit: number): Promise<DueRequest[]> =>
  select(dueRow, dueStatement(due, limit), now, now);

/** Requests that wait for votes, due or not, by issue id, those after `after` first. */
export const requestsAwaitingVotes = (after: string, limit: number): Promise<DueRequest[]> =>
  select(
    dueRow,
    `SELECT issue_id, issue_key, project_id, state, failures FROM access_request
     WHERE follow_at > 0 AND state = 'awaiting-approval' AND issue_id > ? ORDER BY issue_id ${limitOf(limit)}`,
    after,
  );

/** Says when a request is due again that there is nothing to look at for now. */
export async function followLater(issueId: string, at: number): Promise<void> {
  await write('UPDATE access_request SET follow_at = ? WHERE issue_id = ?', at, issueId);
}

/** Sets a request aside for a while because looking at it failed. The next look that comes to its end forgets it. */
export async function putOff(
  { issueId, failures }: Pick<DueRequest, 'issueId' | 'failures'>,
  failedWith: string,
  now: number,
): Promise<void> {
  await write(
    'UPDATE access_request SET failures = ?, failed_with = ?, follow_at = ? WHERE issue_id = ?',
    failures + 1,
    failedWith,
    retryAt(failures + 1, now),
    issueId,
  );
}

/** A request that looks have failed at again and again. */
export interface RequestLeftBehind {
  readonly issueKey: string;
  readonly failures: number;
  /** What the last look failed with, in a sentence. */
  readonly reason: string;
}

const ONLY_A_HITCH = 2;

const leftBehindRow = z
  .object({ issue_key: z.string(), failures: integer, failed_with: z.string().nullable() })
  .transform((row): RequestLeftBehind => ({
    issueKey: row.issue_key,
    failures: row.failures,
    reason: row.failed_with ?? '',
  }));

/** Requests that more than two looks in a row have failed at, those that failed most first. */
export const requestsLeftBehind = (limit: number): Promise<RequestLeftBehind[]> =>
  select(
    leftBehindRow,
    `SELECT issue_key, failures, failed_with FROM access_request
     WHERE failures > ${ONLY_A_HITCH} ORDER BY failures DESC, issue_id ${limitOf(limit)}`,
  );
