import * as z from '#zod';
import { newRows } from './statement-parts';
import { integer, select, write } from './database';

/** What the rows of this file have where others have a ticket. */
const SUBJECT = 'bi-feed';

// a call a second, and half a minute's worth at once
const A_CALL_MS = 1_000;
const AHEAD_MS = 30_000;

/**
 * Counts a call with a token, in one statement whoever else calls at the same time. The table of effects keeps until
 * when a token's calls are spent, and when it was used last.
 * @returns 0 when the call may go on, or after how many seconds it may come again
 */
export async function takeCall(tokenId: string, now: number): Promise<number> {
  const taken = await write(
    `UPDATE effect SET claimed_until = CASE WHEN claimed_until > ? THEN claimed_until ELSE ? END + ?, done_at = ?
     WHERE issue_id = ? AND effect_key = ? AND claimed_until <= ?`,
    now,
    now,
    A_CALL_MS,
    now,
    SUBJECT,
    tokenId,
    now + AHEAD_MS,
  );
  if (taken > 0) return 0;
  const first = newRows([
    { issue_id: SUBJECT, effect_key: tokenId, claimed_until: now + A_CALL_MS, done_at: now },
  ]);
  const isFirst = await write(`INSERT IGNORE INTO effect ${first.sql}`, ...first.params);
  if (isFirst > 0) return 0;
  const [row] = await select(
    z.object({ claimed_until: integer }),
    'SELECT claimed_until FROM effect WHERE issue_id = ? AND effect_key = ?',
    SUBJECT,
    tokenId,
  );
  return Math.max(1, Math.ceil(((row?.claimed_until ?? 0) - now - AHEAD_MS) / 1_000));
}

/** When tokens were last used; milliseconds since the epoch. Those that never were are left out. */
export async function lastCalls(tokenIds: readonly string[]): Promise<Map<string, number>> {
  if (tokenIds.length === 0) return new Map();
  const rows = await select(
    z.object({ effect_key: z.string(), done_at: integer }),
    `SELECT effect_key, done_at FROM effect
     WHERE issue_id = ? AND done_at IS NOT NULL AND effect_key IN (${tokenIds.map(() => '?').join(', ')})`,
    SUBJECT,
    ...tokenIds,
  );
  return new Map(rows.map(({ effect_key, done_at }) => [effect_key, done_at]));
}

export async function forgetCalls(tokenId: string): Promise<void> {
  await write('DELETE FROM effect WHERE issue_id = ? AND effect_key = ?', SUBJECT, tokenId);
}
