import * as z from '#zod';
import { chunks, integer, select, write } from '../../common/store/database';
import { limitOf, newRows } from '../../common/store/statement-parts';

/** An account whose id is stored somewhere. Times in milliseconds since the epoch, UTC. */
export interface StoredAccount {
  readonly accountId: string;
  /** Since when what is kept of it is as Atlassian has it. */
  readonly keptSince: number;
}

const ROWS_PER_STATEMENT = 200;

/** Notes that these accounts are stored; noting it again changes when they were last seen and nothing else. */
export async function noteStored(accountIds: readonly string[], now: number): Promise<void> {
  for (const part of chunks(accountIds, ROWS_PER_STATEMENT)) {
    const added = newRows(part.map((account_id) => ({ account_id, kept_since: now, seen_at: now })));
    await write(
      `INSERT INTO stored_account ${added.sql} ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)`,
      ...added.params,
    );
  }
}

/** Forgets accounts that a whole pass has not come across; what is being erased, or was, stays. */
export async function forgetUnseen(before: number): Promise<void> {
  await write(
    'DELETE FROM stored_account WHERE seen_at < ? AND closed_as IS NULL AND erased_at IS NULL',
    before,
  );
}

/** Accounts that were not reported since a time, those first that never were. */
export async function accountsToReport(since: number, limit: number): Promise<StoredAccount[]> {
  const rows = await select(
    z.object({ account_id: z.string(), kept_since: integer }),
    `SELECT account_id, kept_since FROM stored_account
     WHERE erased_at IS NULL AND closed_as IS NULL AND (reported_at IS NULL OR reported_at < ?)
     ORDER BY reported_at, account_id ${limitOf(limit)}`,
    since,
  );
  return rows.map(({ account_id, kept_since }) => ({ accountId: account_id, keptSince: kept_since }));
}

/** Has an account erased, under a name that stays whatever happens in between. */
export async function markClosed(accountId: string, closedAs: string): Promise<void> {
  await write(
    'UPDATE stored_account SET closed_as = ? WHERE account_id = ? AND closed_as IS NULL AND erased_at IS NULL',
    closedAs,
    accountId,
  );
}

/** @param isAnew whether what is kept of them is from now on as Atlassian has it */
export async function markReported(
  accountIds: readonly string[],
  now: number,
  isAnew: boolean,
): Promise<void> {
  if (accountIds.length === 0) return;
  await write(
    `UPDATE stored_account SET reported_at = ?${isAnew ? ', kept_since = ?' : ''}
     WHERE account_id IN (${accountIds.map(() => '?').join(', ')})`,
    now,
    ...(isAnew ? [now] : []),
    ...accountIds,
  );
}

/** Accounts that are closed and not yet erased everywhere, after one of them, in their order. */
export async function accountsToErase(
  after: string,
  limit: number,
): Promise<{ readonly accountId: string; readonly closedAs: string }[]> {
  const rows = await select(
    z.object({ account_id: z.string(), closed_as: z.string() }),
    `SELECT account_id, closed_as FROM stored_account
     WHERE closed_as IS NOT NULL AND erased_at IS NULL AND account_id > ? ORDER BY account_id ${limitOf(limit)}`,
    after,
  );
  return rows.map(({ account_id, closed_as }) => ({ accountId: account_id, closedAs: closed_as }));
}

/** Says that nothing holds the id any more, and forgets it. */
export async function markErased(accountId: string, now: number): Promise<void> {
  await write(
    `UPDATE stored_account SET account_id = closed_as, erased_at = ?
     WHERE account_id = ? AND closed_as IS NOT NULL AND erased_at IS NULL`,
    now,
    accountId,
  );
}

/** How many accounts are stored, how many of them were reported since a time, and how many were erased ever. */
export async function countAccounts(
  since: number,
): Promise<{ readonly stored: number; readonly reported: number; readonly erased: number }> {
  const [counted] = await select(
    z.object({ kept: integer, reported: integer, erased: integer }),
    `SELECT COALESCE(SUM(CASE WHEN erased_at IS NULL THEN 1 ELSE 0 END), 0) AS kept,
       COALESCE(SUM(CASE WHEN erased_at IS NULL AND reported_at >= ? THEN 1 ELSE 0 END), 0) AS reported,
       COALESCE(SUM(CASE WHEN erased_at IS NULL THEN 0 ELSE 1 END), 0) AS erased FROM stored_account`,
    since,
  );
  return { stored: counted?.kept ?? 0, reported: counted?.reported ?? 0, erased: counted?.erased ?? 0 };
}
