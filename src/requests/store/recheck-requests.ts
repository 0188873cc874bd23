import * as z from '#zod';
import { chunks, integer, select, write, type SqlParam } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';

/*
 * What makes the reconcile look at requests because something that they are judged by has changed. A run that is at one of
 * them may have read that before: raising the version makes it lose its write and start over.
 */

const DUE = `follow_at = CASE WHEN follow_at < ? THEN follow_at ELSE ? END, unfinished = 1, version = version + 1`;

const PEOPLE_A_STATEMENT = 100;

/**
 * Makes the open requests for these people due, and those that say something about what the people have. One that holds a
 * seat of its own is left alone.
 */
export async function recheckRequestsFor(accountIds: readonly string[], now: number): Promise<void> {
  for (const some of chunks(accountIds, PEOPLE_A_STATEMENT)) {
    await write(
      `UPDATE access_request SET ${DUE} WHERE beneficiary_id IN (${some.map(() => '?').join(', ')})
         AND (state IN ('awaiting-approval', 'stuck') OR (state = 'ready' AND trouble IS NOT NULL))`,
      now,
      now,
      ...some,
    );
    // what is incomplete is on record for nobody; its problems name whom it would be for
    await write(
      `UPDATE access_request SET ${DUE}
       WHERE state = 'incomplete' AND (${some.map(() => 'INSTR(problems, ?) > 0').join(' OR ')})`,
      now,
      now,
      ...some.map((accountId) => JSON.stringify(accountId)),
    );
  }
}

const REQUESTS_A_PAGE = 200;
const idRow = z.object({ issue_id: z.string() });

/** Makes all requests due that a condition finds, a page at a time. */
async function recheckWhere(condition: string, params: readonly SqlParam[], now: number): Promise<void> {
  for (let after = ''; ;) {
    const page = await select(
      idRow,
      // whatever waits has a time to be looked at, so the index on that narrows it down to what is open
      `SELECT issue_id FROM access_request WHERE follow_at > 0 AND ${condition} AND issue_id > ?
       ORDER BY issue_id ${limitOf(REQUESTS_A_PAGE)}`,
      ...params,
      after,
    );
    const last = page.at(-1);
    if (!last) return;
    await write(
      `UPDATE access_request SET ${DUE} WHERE issue_id IN (${page.map(() => '?').join(', ')})`,
      now,
      now,
      ...page.map(({ issue_id }) => issue_id),
    );
    if (page.length < REQUESTS_A_PAGE) return;
    after = last.issue_id;
  }
}

/**
 * Makes the requests due that were decided on what an application's entry in the catalog said: those that are approved, and
 * those whose approvers it names.
 */
export const recheckDecidedOn = (applicationKey: string, now: number): Promise<void> =>
  recheckWhere(`${DECIDED_ON} AND app_key = ?`, [applicationKey], now);

const DECIDED_ON = `state IN ('awaiting-approval', 'ready')`;

/** How many requests {@link recheckDecidedOn} makes due for these applications. One statement. */
export async function countDecidedOn(applicationKeys: ReadonlySet<string>): Promise<DecidedRequests> {
  const counted = await select(
    z.object({ app_key: z.string().nullable(), state: z.string(), requests: integer }),
    `SELECT app_key, state, COUNT(*) AS requests FROM access_request
     WHERE follow_at > 0 AND ${DECIDED_ON} GROUP BY app_key, state`,
  );
  const among = counted.filter(({ app_key }) => app_key !== null && applicationKeys.has(app_key));
  const countOf = (wanted: string): number =>
    among.reduce((sum, { state, requests }) => (state === wanted ? sum + requests : sum), 0);
  return { approved: countOf('ready'), waiting: countOf('awaiting-approval') };
}

export interface DecidedRequests {
  readonly approved: number;
  /** For an approval. */
  readonly waiting: number;
}

/** Makes all requests due that are approved: each of them is held against the rules in force. */
export const recheckApproved = (now: number): Promise<void> => recheckWhere(`state = 'ready'`, [], now);

/** Makes the open requests for a seat of a pool due whose beneficiary has one of it otherwise. */
export async function recheckHoldersOf(
  poolId: string,
  { applicationKey, tierKey }: { readonly applicationKey: string; readonly tierKey: string },
  now: number,
): Promise<void> {
  await recheckWhere(
    `(state IN ('awaiting-approval', 'stuck') OR (state = 'ready' AND trouble IS NOT NULL))
       AND app_key = ? AND tier_key = ? AND EXISTS (
         SELECT 1 FROM seat s WHERE s.pool_id = ? AND s.holder_id = beneficiary_id
           AND (s.issue_id IS NULL OR s.issue_id <> access_request.issue_id))`,
    [applicationKey, tierKey, poolId],
    now,
  );
}

const OPEN = `state IN ('incomplete', 'stuck', 'awaiting-approval', 'ready')`;

/** What one step of a pass through the open requests came to. */
export interface IntakeStep {
  /** The request that it came to; null when it came to the end. */
  readonly after: string | null;
  /** How many requests are due because of it. */
  readonly due: number;
}

/**
 * Goes through so many open requests in the order of their issue ids, those after one, and makes those due that may come to
 * something else by what they are checked against: all that nobody can decide yet, and those that ask, or asked, somebody
 * who is not at work, or are for such a person.
 */
export async function recheckAfter(after: string, requests: number, now: number): Promise<IntakeStep> {
  const [last] = await select(
    idRow,
    `SELECT issue_id FROM access_request WHERE ${OPEN} AND issue_id > ?
     ORDER BY issue_id ${limitOf(1, requests - 1)}`,
    after,
  );
  const due = await write(
    // more than is needed where one account id contains another, which costs a look and no more
    `UPDATE access_request SET ${DUE}
     WHERE ${OPEN} AND issue_id > ?${last ? ' AND issue_id <= ?' : ''}
       AND (state IN ('incomplete', 'stuck') OR EXISTS (
         SELECT 1 FROM person WHERE (status <> 'active' OR on_leave = 1)
           AND (account_id = beneficiary_id OR INSTR(assignments, account_id) > 0)))`,
    now,
    now,
    after,
    ...(last ? [last.issue_id] : []),
  );
  return { after: last?.issue_id ?? null, due };
}
