import * as z from '#zod';
import { PRIORITY, type QueueClaim, type QueuePosition } from '../rules/waitlist';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { atMostOne, mapped, query, read, type Reading } from '../../common/store/reading';
import { limitOf, newRows } from '../../common/store/statement-parts';

/**
 * Whether a row of the waitlist counts: its request has not given up its position, nor stepped aside because it has to be
 * approved anew.
 */
export function isInQueue(row: string): string {
  return `${row}.given_up_at IS NULL AND ${row}.aside_since IS NULL`;
}

/**
 * Whether a row `w` of the waitlist still waits. Having a seat ends the waiting by itself: one statement both
 * gives the seat and takes the request out of the queue, so that no crash can lie between the two.
 */
export const WAITS = `${isInQueue('w')} AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = w.issue_id)`;

/** Whether `w` stands before `me`. */
const BEFORE = `(w.priority > me.priority OR (w.priority = me.priority AND
  (w.since < me.since OR (w.since = me.since AND w.issue_id < me.issue_id))))`;

/** Whether a row that is there is about the same pool and person. */
const SAME_SEAT = 'pool_id = VALUES(pool_id) AND beneficiary_id = VALUES(beneficiary_id)';

const QUEUE_ORDER = 'w.priority DESC, w.since, w.issue_id';

/**
 * Puts a request into the queue for a pool. One that is there, or has stepped aside, keeps its position; one that now wants
 * another pool, or is for somebody else, starts anew. Who had it fulfilled in their name relied on the approval from before.
 * @param since when it was approved for the first time, in milliseconds since the epoch, UTC
 */
export async function joinWaitlist(
  poolId: string,
  issueId: string,
  beneficiaryId: string,
  since: number,
): Promise<void> {
  const added = newRows([
    { issue_id: issueId, pool_id: poolId, beneficiary_id: beneficiaryId, priority: PRIORITY.usual, since },
  ]);
  await write(
    `INSERT INTO waitlist ${added.sql}
     ON DUPLICATE KEY UPDATE
       since = CASE WHEN ${SAME_SEAT} THEN since ELSE VALUES(since) END,
       priority = CASE WHEN ${SAME_SEAT} THEN priority ELSE VALUES(priority) END,
       fulfiller_id = CASE WHEN ${SAME_SEAT} AND aside_since IS NULL THEN fulfiller_id ELSE NULL END,
       given_up_at = CASE WHEN ${SAME_SEAT} THEN given_up_at ELSE NULL END,
       aside_since = NULL, hold_released_at = NULL,
       beneficiary_id = VALUES(beneficiary_id), pool_id = VALUES(pool_id)`,
    ...added.params,
  );
}

/** How many requests wait for a seat of a pool. */
export async function countWaiting(poolId: string): Promise<number> {
  const [row] = await select(
    z.object({ waiting: integer }),
    `SELECT COUNT(*) AS waiting FROM waitlist w WHERE w.pool_id = ? AND ${WAITS}`,
    poolId,
  );
  return row?.waiting ?? 0;
}

/** Keeps a request's position for when it is approved again; until then others have their turn. */
export async function leaveWaitlistForNow(issueId: string, now: number): Promise<void> {
  await write(
    `UPDATE waitlist SET aside_since = ?, hold_released_at =
       CASE WHEN EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = waitlist.issue_id AND s.state = 'held') THEN ? ELSE NULL END
     WHERE issue_id = ? AND aside_since IS NULL`,
    now,
    now,
    issueId,
  );
}

/** Takes a request out of the queue for good. */
export async function leaveWaitlist(issueId: string): Promise<void> {
  await write('DELETE FROM waitlist WHERE issue_id = ?', issueId);
}

const claimStateRow = z.lazy(() =>
  z.object({
    given_up_at: integer.nullable(),
    purchased: integer,
    taken: integer,
    ahead: integer,
    reserved_slot: integer.nullable(),
    lowest_slot: integer.nullable(),
  }),
);

/** Where a request stands when it wants a seat. */
export interface ClaimState {
  readonly hasGivenUp: boolean;
  readonly purchased: number;
  /** Seats that the contract has room for. */
  readonly free: number;
  /** Waiting requests before this one. */
  readonly ahead: number;
  /** A seat of the pool that is kept for its beneficiary. */
  readonly reservedSlot: number | null;
  /** The first empty seat. */
  readonly lowestSlot: number | null;
}

/** @returns undefined for a request that is not in the queue, or a pool that the catalog does not have */
export async function claimStateOf(issueId: string): Promise<ClaimState | undefined> {
  const [row] = await select(
    claimStateRow,
    `SELECT me.given_up_at, t.seats AS purchased,
       (SELECT COUNT(*) FROM seat u WHERE u.pool_id = me.pool_id AND u.state <> 'free') AS taken,
       (SELECT COUNT(*) FROM waitlist w WHERE w.pool_id = me.pool_id AND ${BEFORE} AND ${WAITS}) AS ahead,
       (SELECT MIN(r.slot) FROM seat r WHERE r.pool_id = me.pool_id AND r.state = 'held' AND r.issue_id IS NULL
          AND (r.holder_id = me.beneficiary_id OR r.reserved_for IN
            (SELECT p.worker_id FROM person p WHERE p.account_id = me.beneficiary_id))) AS reserved_slot,
       (SELECT MIN(f.slot) FROM seat f WHERE f.pool_id = me.pool_id AND f.state = 'free' AND f.slot <= t.seats) AS lowest_slot
     FROM waitlist me JOIN tier t ON CONCAT(t.app_key, '/', t.tier_key) = me.pool_id
     WHERE me.issue_id = ?`,
    issueId,
  );
  return (
    row && {
      hasGivenUp: row.given_up_at !== null,
      purchased: row.purchased,
      free: Math.max(0, row.purchased - row.taken),
      ahead: row.ahead,
      reservedSlot: row.reserved_slot,
      lowestSlot: row.lowest_slot,
    }
  );
}

/**
 * Whether the pool has room for the seat that a request holds: when more are taken than were purchased, those last in the
 * queue yield. True also for a request that holds none, or a pool that the catalog does not have.
 */
export const holdFitsReading = (issueId: string): Reading<boolean> =>
  mapped(
    query(
      z.object({ surplus: integer, behind: integer }),
      `SELECT (SELECT COUNT(*) FROM seat u WHERE u.pool_id = h.pool_id AND u.state <> 'free') - t.seats AS surplus,
         (SELECT COUNT(*) FROM seat o JOIN waitlist w ON w.issue_id = o.issue_id
            WHERE o.pool_id = h.pool_id AND o.state = 'held' AND w.issue_id <> me.issue_id AND NOT ${BEFORE}) AS behind
       FROM seat h JOIN tier t ON CONCAT(t.app_key, '/', t.tier_key) = h.pool_id
       JOIN waitlist me ON me.issue_id = h.issue_id
       WHERE h.issue_id = ? AND h.state = 'held'`,
      issueId,
    ),
    ([hold]) => hold === undefined || hold.surplus <= 0 || hold.behind >= hold.surplus,
  );

const turnRow = z.lazy(() =>
  z.object({
    issue_id: z.string(),
    beneficiary_id: z.string(),
    purchased: integer,
    taken: integer,
  }),
);

/** A request whose turn it is. */
export interface Turn {
  readonly issueId: string;
  readonly beneficiaryId: string;
  /** Seats of the pool. */
  readonly purchased: number;
}

/** The request whose turn it is, when the pool has a seat for it. */
export async function nextInWaitlist(poolId: string): Promise<Turn | undefined> {
  const [row] = await select(
    turnRow,
    `SELECT w.issue_id, w.beneficiary_id, t.seats AS purchased,
       (SELECT COUNT(*) FROM seat u WHERE u.pool_id = w.pool_id AND u.state <> 'free') AS taken
     FROM waitlist w JOIN tier t ON CONCAT(t.app_key, '/', t.tier_key) = w.pool_id
     WHERE w.pool_id = ? AND ${WAITS} ORDER BY ${QUEUE_ORDER} LIMIT 1`,
    poolId,
  );
  return row && row.taken < row.purchased
    ? { issueId: row.issue_id, beneficiaryId: row.beneficiary_id, purchased: row.purchased }
    : undefined;
}

/** Pools with both a free seat and somebody who waits, as a run that was cut off leaves them. */
export async function poolsToServe(limit: number): Promise<string[]> {
  const rows = await select(
    z.object({ pool_id: z.string() }),
    `SELECT DISTINCT w.pool_id FROM waitlist w
     WHERE ${WAITS} AND EXISTS (SELECT 1 FROM seat f WHERE f.pool_id = w.pool_id AND f.state = 'free')
     ORDER BY w.pool_id ${limitOf(limit)}`,
  );
  return rows.map(({ pool_id }) => pool_id);
}

const positionRow = z.lazy(() =>
  z
    .object({
      pool_id: z.string(),
      since: integer,
      priority: integer,
      given_up_at: integer.nullable(),
      ahead: integer,
      urgent_ahead: integer,
      waiting: integer,
    })
    .transform((row) => ({
      hasGivenUp: row.given_up_at !== null,
      queuePosition: {
        poolId: row.pool_id,
        position: row.ahead + 1,
        waiting: row.waiting,
        since: row.since,
        isUrgent: row.priority > PRIORITY.usual,
        urgentAhead: row.urgent_ahead,
      },
    })),
);

/** A position in a queue, without the day when a seat is expected. */
export type UndatedPosition = Omit<QueuePosition, 'expectedAt'>;

/** Where a request is in its queue. */
export type WaitlistPosition<P = QueuePosition> =
  { readonly kind: 'waiting'; readonly queuePosition: P } | { readonly kind: 'gave-up' };

/** A request's position in its queue; undefined for one that has a seat or never waited. */
export async function datedPositionOf(issueId: string): Promise<WaitlistPosition | undefined> {
  const found = await read(undatedPositionReading(issueId));
  if (found?.kind !== 'waiting') return found;
  const { queuePosition } = found;
  return {
    kind: 'waiting',
    queuePosition: {
      ...queuePosition,
      expectedAt: await read(endOfSeatReading(queuePosition.poolId, queuePosition.position)),
    },
  };
}

/** As `datedPositionOf`, without looking when enough seats of the pool will have ended. */
export function undatedPositionReading(
  issueId: string,
): Reading<WaitlistPosition<UndatedPosition> | undefined> {
  const position = query(
    positionRow,
    `SELECT me.pool_id, me.since, me.priority, me.given_up_at,
       (SELECT COUNT(*) FROM waitlist w WHERE w.pool_id = me.pool_id AND ${BEFORE} AND ${WAITS}) AS ahead,
       (SELECT COUNT(*) FROM waitlist w WHERE w.pool_id = me.pool_id AND ${BEFORE} AND ${WAITS}
          AND w.priority > ${PRIORITY.usual}) AS urgent_ahead,
       (SELECT COUNT(*) FROM waitlist w WHERE w.pool_id = me.pool_id AND ${WAITS}) AS waiting
     FROM waitlist me
     WHERE me.issue_id = ? AND me.aside_since IS NULL AND NOT EXISTS (SELECT 1 FROM seat own WHERE own.issue_id = me.issue_id)`,
    issueId,
  );
  return mapped(atMostOne(position), (found) => {
    if (!found) return undefined;
    return found.hasGivenUp ? { kind: 'gave-up' } : { kind: 'waiting', queuePosition: found.queuePosition };
  });
}

/** When so many seats of a pool will have ended, by the ends that were granted with them. */
export const endOfSeatReading = (poolId: string, count: number): Reading<number | null> =>
  mapped(
    atMostOne(
      query(
        z.object({ ends_at: integer }),
        `SELECT ends_at FROM seat WHERE pool_id = ? AND state = 'allocated' AND ends_at IS NOT NULL
         ORDER BY ends_at ${limitOf(1, count - 1)}`,
        poolId,
      ),
    ),
    (row) => row?.ends_at ?? null,
  );

/** Marks a request's position as given up. @returns whether it was waiting */
export async function quitWaitlist(issueId: string, now: number): Promise<boolean> {
  const changed = await write(
    `UPDATE waitlist SET given_up_at = ?, fulfiller_id = NULL WHERE issue_id = ? AND ${isInQueue('waitlist')}
       AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = waitlist.issue_id)`,
    now,
    issueId,
  );
  return changed === 1;
}

/** Back into the queue, behind everybody who is in it. @returns whether the position had been given up */
export async function rejoinWaitlist(issueId: string, now: number): Promise<boolean> {
  const changed = await write(
    `UPDATE waitlist SET given_up_at = NULL, since = ?, priority = ${PRIORITY.usual}, priority_reason = NULL, priority_by = NULL
     WHERE issue_id = ? AND given_up_at IS NOT NULL`,
    now,
    issueId,
  );
  return changed === 1;
}

/** Has a waiting request fulfilled in the agent's name as soon as it has a seat. @returns whether it was waiting */
export async function arrangeFulfillment(issueId: string, agentId: string): Promise<boolean> {
  const changed = await write(
    `UPDATE waitlist SET fulfiller_id = ? WHERE issue_id = ? AND ${isInQueue('waitlist')}
       AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = waitlist.issue_id)`,
    agentId,
    issueId,
  );
  return changed === 1;
}

/** Takes back what an agent has arranged; what somebody else has arranged since stays. */
export async function cancelArrangement(issueId: string, agentId: string): Promise<void> {
  await write(
    'UPDATE waitlist SET fulfiller_id = NULL WHERE issue_id = ? AND fulfiller_id = ?',
    issueId,
    agentId,
  );
}

/** What a request has in the queue, whether or not it waits now. */
export const queueClaimReading = (issueId: string): Reading<QueueClaim | undefined> =>
  mapped(
    atMostOne(
      query(
        z.object({
          fulfiller_id: z.string().nullable(),
          aside_since: integer.nullable(),
          hold_released_at: integer.nullable(),
        }),
        'SELECT fulfiller_id, aside_since, hold_released_at FROM waitlist WHERE issue_id = ?',
        issueId,
      ),
    ),
    (row) =>
      row && {
        fulfillerId: row.fulfiller_id,
        isAside: row.aside_since !== null,
        hasReleasedSeat: row.hold_released_at !== null,
      },
  );

/** For whom a request is in the queue, and who ever asked for it. */
export interface PeopleInQueue {
  readonly beneficiaryId: string;
  readonly requesterIds: readonly string[];
}

/** Undefined for a request that is in no queue. */
export async function peopleInQueue(issueId: string): Promise<PeopleInQueue | undefined> {
  const [row] = await select(
    z.object({
      beneficiary_id: z.string(),
      requester_id: z.string().nullable(),
      requester_ids: jsonColumn(z.array(z.string())).nullable(),
    }),
    `SELECT w.beneficiary_id, r.requester_id, r.requester_ids
     FROM waitlist w LEFT JOIN access_request r ON r.issue_id = w.issue_id WHERE w.issue_id = ?`,
    issueId,
  );
  if (!row) return undefined;
  const { beneficiary_id: beneficiaryId, requester_id: requesterId, requester_ids: others } = row;
  return { beneficiaryId, requesterIds: [...(requesterId === null ? [] : [requesterId]), ...(others ?? [])] };
}

/** Whether somebody waits for a seat of the same pool as a request, by another one that is for them, or that they ask or once asked for. */
export async function waitsBeside(issueId: string, personId: string): Promise<boolean> {
  const [row] = await select(
    z.object({ others: integer }),
    `SELECT COUNT(*) AS others FROM waitlist w JOIN access_request r ON r.issue_id = w.issue_id
     WHERE w.pool_id = (SELECT me.pool_id FROM waitlist me WHERE me.issue_id = ?) AND w.issue_id <> ?
       AND (w.beneficiary_id = ? OR r.requester_id = ? OR INSTR(r.requester_ids, ?) > 0) AND ${WAITS}`,
    issueId,
    issueId,
    personId,
    personId,
    JSON.stringify(personId),
  );
  return row !== undefined && row.others > 0;
}

/** Moves a waiting request before or behind the urgent ones. @returns whether it was waiting */
export async function prioritize(
  poolId: string,
  issueId: string,
  isUrgent: boolean,
  reason: string,
  byId: string,
): Promise<boolean> {
  const changed = await write(
    `UPDATE waitlist SET priority = ?, priority_reason = ?, priority_by = ?
     WHERE issue_id = ? AND pool_id = ? AND ${isInQueue('waitlist')}
       AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.issue_id = waitlist.issue_id)`,
    isUrgent ? PRIORITY.urgent : PRIORITY.usual,
    reason,
    byId,
    issueId,
    poolId,
  );
  return changed === 1;
}

/** One request of a queue, as those who manage the pool see it. */
export interface Waiter {
  readonly issueId: string;
  readonly issueKey: string;
  readonly beneficiaryId: string;
  readonly since: number;
  readonly isUrgent: boolean;
  readonly urgentBecause: string | null;
  readonly urgentBy: string | null;
}

const waiterRow = z.lazy(() =>
  z
    .object({
      issue_id: z.string(),
      issue_key: z.string(),
      beneficiary_id: z.string(),
      since: integer,
      priority: integer,
      priority_reason: z.string().nullable(),
      priority_by: z.string().nullable(),
    })
    .transform((row): Waiter => {
      const isUrgent = row.priority > PRIORITY.usual;
      return {
        issueId: row.issue_id,
        issueKey: row.issue_key,
        beneficiaryId: row.beneficiary_id,
        since: row.since,
        isUrgent,
        urgentBecause: isUrgent ? row.priority_reason : null,
        urgentBy: isUrgent ? row.priority_by : null,
      };
    }),
);

/** The queue for a pool, first come first. */
export const waitersFor = (poolId: string, limit: number, offset = 0): Promise<Waiter[]> =>
  select(
    waiterRow,
    `SELECT w.issue_id, r.issue_key, w.beneficiary_id, w.since, w.priority, w.priority_reason, w.priority_by
     FROM waitlist w JOIN access_request r ON r.issue_id = w.issue_id
     WHERE w.pool_id = ? AND ${WAITS} ORDER BY ${QUEUE_ORDER} ${limitOf(limit, offset)}`,
    poolId,
  );
