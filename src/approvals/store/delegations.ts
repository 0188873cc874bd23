import * as z from '#zod';
import type { Delegation } from '../rules/delegation';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { constant, query, type Reading } from '../../common/store/reading';
import { limitOf, newRows } from '../../common/store/statement-parts';

const row = z.lazy(() =>
  z
    .object({
      delegation_id: z.string(),
      delegator_id: z.string(),
      delegate_ids: jsonColumn(z.array(z.string())),
      applications: jsonColumn(z.array(z.string()).nullable()),
      starts_at: integer,
      planned_end: integer,
      ends_at: integer,
      created_at: integer,
    })
    .transform((stored): Delegation => ({
      id: stored.delegation_id,
      delegatorId: stored.delegator_id,
      delegateIds: stored.delegate_ids,
      applications: stored.applications,
      from: stored.starts_at,
      until: stored.planned_end,
      createdAt: stored.created_at,
      endedAt: stored.ends_at < stored.planned_end ? stored.ends_at : null,
    })),
);

const COLUMNS =
  'delegation_id, delegator_id, delegate_ids, applications, starts_at, planned_end, ends_at, created_at';

/** The delegations of these accounts that are in force at a moment. One statement, and none for nobody. */
export function delegationsReading(accountIds: readonly string[], now: number): Reading<Delegation[]> {
  const ids = [...new Set(accountIds)];
  if (ids.length === 0) return constant([]);
  return query(
    row,
    `SELECT ${COLUMNS} FROM delegation
     WHERE delegator_id IN (${ids.map(() => '?').join(', ')}) AND ends_at > ? AND starts_at <= ?`,
    ...ids,
    now,
    now,
  );
}

/** A person's delegations, the ones that end last first, over ones included. */
export const delegationsBy = (delegatorId: string, limit: number): Promise<Delegation[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM delegation WHERE delegator_id = ? ORDER BY ends_at DESC, delegation_id ${limitOf(limit)}`,
    delegatorId,
  );

/** Delegations that are in force or still to come, the ones that end first first. */
export const openDelegations = (now: number, limit: number): Promise<Delegation[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM delegation WHERE ends_at > ? ORDER BY ends_at, delegation_id ${limitOf(limit)}`,
    now,
  );

export async function findDelegation(id: string): Promise<Delegation | undefined> {
  const [found] = await select(row, `SELECT ${COLUMNS} FROM delegation WHERE delegation_id = ?`, id);
  return found;
}

/** How many delegations a person has made; the next one has the next number. */
export async function countDelegations(delegatorId: string): Promise<number> {
  const [counted] = await select(
    z.object({ made: integer }),
    'SELECT COUNT(*) AS made FROM delegation WHERE delegator_id = ?',
    delegatorId,
  );
  return counted?.made ?? 0;
}

/** How far the open requests of the approver have been notified of a delegation: not, of its start, of its end. */
const NOTIFIED = { nothing: 0, start: 1, end: 2 } as const;

/**
 * Adds a delegation, on the condition that the person has made none since theirs were read.
 * @param number one more than they had made by then
 * @returns whether it was added; not when its id or number is taken
 */
export async function addDelegation(delegation: Delegation, number: number): Promise<boolean> {
  const added = newRows([
    {
      delegation_id: delegation.id,
      delegator_id: delegation.delegatorId,
      delegate_ids: JSON.stringify(delegation.delegateIds),
      applications: JSON.stringify(delegation.applications),
      starts_at: delegation.from,
      planned_end: delegation.until,
      ends_at: delegation.until,
      created_at: delegation.createdAt,
      delegation_number: number,
      notified: NOTIFIED.nothing,
    },
  ]);
  return (await write(`INSERT IGNORE INTO delegation ${added.sql}`, ...added.params)) > 0;
}

/** Ends a delegation that is not over; ending it again changes nothing. */
export async function endDelegationAt(id: string, endedBy: string, now: number): Promise<void> {
  await write(
    'UPDATE delegation SET ends_at = ?, ended_by = ? WHERE delegation_id = ? AND ends_at > ?',
    now,
    endedBy,
    id,
    now,
  );
}

/** Delegations that have begun or ended without the approver's open requests having been notified. */
export const unpublishedDelegations = (now: number, limit: number): Promise<Delegation[]> =>
  select(
    row,
    `SELECT ${COLUMNS} FROM delegation
     WHERE notified < ${NOTIFIED.end} AND ((notified = ${NOTIFIED.nothing} AND starts_at <= ?) OR ends_at <= ?)
     ORDER BY starts_at, delegation_id ${limitOf(limit)}`,
    now,
    now,
  );

/** Notes that open requests have been notified of a delegation as it stood at a moment. */
export async function markPublished({ id }: Delegation, now: number): Promise<void> {
  await write(
    `UPDATE delegation SET notified = CASE WHEN ends_at <= ? THEN ${NOTIFIED.end} ELSE ${NOTIFIED.start} END
     WHERE delegation_id = ?`,
    now,
    id,
  );
}

/** Gives a delegation the next number after all of those that were made under some ids, which are one person's. */
export async function renumberDelegation(id: string, delegatorIds: readonly string[]): Promise<void> {
  await write(
    `UPDATE delegation SET delegation_number = 1 + (SELECT MAX(made.delegation_number) FROM (
       SELECT delegation_number FROM delegation WHERE delegator_id IN (${delegatorIds.map(() => '?').join(', ')})) AS made)
     WHERE delegation_id = ?`,
    ...delegatorIds,
    id,
  );
}
