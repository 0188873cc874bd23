import * as z from '#zod';
import { integer, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';

export const EXCLUSION_KINDS = ['service-account', 'vip', 'on-leave', 'other'] as const;
export type ExclusionKind = (typeof EXCLUSION_KINDS)[number];

/** Somebody whose seats are not taken back. Times in milliseconds since the epoch, UTC. */
export interface Exclusion {
  readonly holderId: string;
  /** Null for every application. */
  readonly applicationKey: string | null;
  readonly kind: ExclusionKind;
  readonly reason: string;
  /** Null for no end. */
  readonly endsAt: number | null;
  readonly addedBy: string;
  readonly addedAt: number;
}

// an application's key never has this form
/** In place of an application, what holds in all of them. */
export const EVERYWHERE = '*';

const row = z
  .object({
    holder_id: z.string(),
    app_key: z.string(),
    kind: z.enum(EXCLUSION_KINDS),
    reason: z.string(),
    ends_at: integer.nullable(),
    added_by: z.string(),
    added_at: integer,
  })
  .transform((stored): Exclusion => ({
    holderId: stored.holder_id,
    applicationKey: stored.app_key === EVERYWHERE ? null : stored.app_key,
    kind: stored.kind,
    reason: stored.reason,
    endsAt: stored.ends_at,
    addedBy: stored.added_by,
    addedAt: stored.added_at,
  }));

const COLUMNS = 'holder_id, app_key, kind, reason, ends_at, added_by, added_at';

/** Adds an exclusion, or replaces the one of the same person and application. */
export async function saveExclusion(exclusion: Exclusion): Promise<void> {
  const added = newRows([
    {
      holder_id: exclusion.holderId,
      app_key: exclusion.applicationKey ?? EVERYWHERE,
      kind: exclusion.kind,
      reason: exclusion.reason,
      ends_at: exclusion.endsAt,
      added_by: exclusion.addedBy,
      added_at: exclusion.addedAt,
    },
  ]);
  await write(
    `INSERT INTO reclaim_exclusion ${added.sql}
     ON DUPLICATE KEY UPDATE ${added.replacing({ but: ['holder_id', 'app_key'] })}`,
    ...added.params,
  );
}

export async function removeExclusion(holderId: string, applicationKey: string | null): Promise<void> {
  await write(
    'DELETE FROM reclaim_exclusion WHERE holder_id = ? AND app_key = ?',
    holderId,
    applicationKey ?? EVERYWHERE,
  );
}

export const listExclusions = (limit: number): Promise<Exclusion[]> =>
  select(row, `SELECT ${COLUMNS} FROM reclaim_exclusion ORDER BY added_at DESC, holder_id ${limitOf(limit)}`);

/** Of these holders, those who are excluded in an application now, with the reason; who is on leave is too. */
export async function excludedHolders(
  applicationKey: string,
  holderIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  if (holderIds.length === 0) return new Map();
  const marks = holderIds.map(() => '?').join(', ');
  const rows = await select(
    z.object({ holder_id: z.string(), reason: z.string() }),
    `SELECT holder_id, CONCAT(kind, ': ', reason) AS reason FROM reclaim_exclusion
     WHERE app_key IN (?, '${EVERYWHERE}') AND (ends_at IS NULL OR ends_at > ?) AND holder_id IN (${marks})
     UNION ALL
     SELECT account_id, 'on leave, by the roster' FROM person
     WHERE on_leave = 1 AND status = 'active' AND account_id IN (${marks})`,
    applicationKey,
    now,
    ...holderIds,
    ...holderIds,
  );
  return new Map(rows.map(({ holder_id, reason }) => [holder_id, reason]));
}
