import * as z from '#zod';
import { integer, jsonColumn, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';

/** A conflict as it is kept: one for each person, entitlement and rule. Times in milliseconds since the epoch, UTC. */
export interface StoredConflict {
  readonly holderId: string;
  readonly poolId: string;
  readonly ruleId: string;
  readonly withPools: readonly string[];
  readonly reason: string;
  readonly policyVersion: number;
  /** The ticket through which the newest of the seats came. */
  readonly issueId: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Null while it lasts. */
  readonly resolvedAt: number | null;
}

const columns = z.object({
  holder_id: z.string(),
  pool_id: z.string(),
  rule_id: z.string(),
  with_pools: jsonColumn(z.array(z.string())),
  reason: z.string(),
  policy_version: integer,
  issue_id: z.string().nullable(),
  first_seen: integer,
  last_seen: integer,
  resolved_at: integer.nullable(),
});

const conflictOf = (stored: z.infer<typeof columns>): StoredConflict => ({
  holderId: stored.holder_id,
  poolId: stored.pool_id,
  ruleId: stored.rule_id,
  withPools: stored.with_pools,
  reason: stored.reason,
  policyVersion: stored.policy_version,
  issueId: stored.issue_id,
  firstSeen: stored.first_seen,
  lastSeen: stored.last_seen,
  resolvedAt: stored.resolved_at,
});

const row = columns.transform(conflictOf);

const COLUMNS =
  'holder_id, pool_id, rule_id, with_pools, reason, policy_version, issue_id, first_seen, last_seen, resolved_at';

export type SeenConflict = Omit<StoredConflict, 'firstSeen' | 'lastSeen' | 'resolvedAt'>;

/**
 * Keeps what was seen now. What was there before stays the same finding, one that had been resolved begins anew.
 * One statement; run again it changes nothing but when it was last seen.
 */
export async function saveConflicts(conflicts: readonly SeenConflict[], now: number): Promise<void> {
  if (conflicts.length === 0) return;
  const added = newRows(
    conflicts.map((conflict) => ({
      holder_id: conflict.holderId,
      pool_id: conflict.poolId,
      rule_id: conflict.ruleId,
      with_pools: JSON.stringify(conflict.withPools),
      reason: conflict.reason,
      policy_version: conflict.policyVersion,
      issue_id: conflict.issueId,
      first_seen: now,
      last_seen: now,
    })),
  );
  // assignments are worked off in order, so what they compare with is changed last
  await write(
    `INSERT INTO duty_conflict ${added.sql}
     ON DUPLICATE KEY UPDATE with_pools = VALUES(with_pools), reason = VALUES(reason),
       policy_version = VALUES(policy_version), issue_id = VALUES(issue_id), last_seen = VALUES(last_seen),
       first_seen = CASE WHEN resolved_at IS NULL THEN first_seen ELSE VALUES(first_seen) END,
       noted_at = CASE WHEN resolved_at IS NULL THEN noted_at ELSE NULL END, resolved_at = NULL`,
    ...added.params,
  );
}

/** Conflicts of these people that last and of which their ticket has no note. */
export async function unnotifiedConflicts(holderIds: readonly string[]): Promise<StoredConflict[]> {
  if (holderIds.length === 0) return [];
  return select(
    row,
    `SELECT ${COLUMNS} FROM duty_conflict WHERE holder_id IN (${holderIds.map(() => '?').join(', ')})
       AND issue_id IS NOT NULL AND noted_at IS NULL AND resolved_at IS NULL`,
    ...holderIds,
  );
}

/** Remembers that the ticket has a note of a conflict. */
export async function markNotified({ holderId, poolId, ruleId }: StoredConflict, now: number): Promise<void> {
  await write(
    'UPDATE duty_conflict SET noted_at = ? WHERE holder_id = ? AND pool_id = ? AND rule_id = ?',
    now,
    holderId,
    poolId,
    ruleId,
  );
}

/** Resolves every conflict that a complete look, begun then, did not see any more. */
export async function resolveUnseen(since: number, now: number): Promise<void> {
  await write(
    'UPDATE duty_conflict SET resolved_at = ? WHERE resolved_at IS NULL AND last_seen < ?',
    now,
    since,
  );
}

const listed = columns
  .extend({ issue_key: z.string().nullable() })
  .transform((stored) => ({ ...conflictOf(stored), issueKey: stored.issue_key }));

/** Conflicts that last, and those that were resolved since then; lasting ones first, the newest first. */
export function listConflicts(
  resolvedSince: number,
  limit: number,
): Promise<(StoredConflict & { readonly issueKey: string | null })[]> {
  return select(
    listed,
    `SELECT ${COLUMNS.split(', ')
      .map((column) => `c.${column}`)
      .join(', ')}, r.issue_key
     FROM duty_conflict c LEFT JOIN access_request r ON r.issue_id = c.issue_id
     WHERE c.resolved_at IS NULL OR c.resolved_at >= ?
     ORDER BY CASE WHEN c.resolved_at IS NULL THEN 0 ELSE 1 END, c.first_seen DESC, c.holder_id, c.pool_id, c.rule_id
     ${limitOf(limit)}`,
    resolvedSince,
  );
}

/** How many conflicts last. */
export async function countConflicts(): Promise<number> {
  const [counted] = await select(
    z.object({ lasting: integer }),
    'SELECT COUNT(*) AS lasting FROM duty_conflict WHERE resolved_at IS NULL',
  );
  return counted?.lasting ?? 0;
}
