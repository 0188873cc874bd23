import * as z from '#zod';
import { CLOSED_ACCOUNTS } from '../../common/rules/closed-account';
import { integer, select, write } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';

// an account that is closed is nobody's any more; of somebody who has left its name stays, by which their seats are found
const IS_CLOSED = `account_id LIKE '${CLOSED_ACCOUNTS}'`;
const IS_UNLINKED = `(account_id IS NULL OR ${IS_CLOSED})`;

/** People at work of whom nobody knows an Atlassian account that they can use. */
export async function unlinkedWorkers(limit: number): Promise<string[]> {
  const rows = await select(
    z.object({ worker_id: z.string() }),
    `SELECT worker_id FROM person WHERE status = 'active' AND ${IS_UNLINKED} ORDER BY worker_id ${limitOf(limit)}`,
  );
  return rows.map(({ worker_id }) => worker_id);
}

/** How many people are at work, and of how many of them nobody knows an account. */
export async function countUnlinked(): Promise<{ readonly people: number; readonly unlinked: number }> {
  const [counted] = await select(
    z.object({ people: integer, unlinked: integer }),
    `SELECT COUNT(*) AS people, COALESCE(SUM(CASE WHEN ${IS_UNLINKED} THEN 1 ELSE 0 END), 0) AS unlinked
     FROM person WHERE status = 'active'`,
  );
  return counted ?? { people: 0, unlinked: 0 };
}

/** Somebody whose account an administrator picked. */
export interface PickedAccount {
  readonly workerId: string;
  readonly accountId: string;
  /** The administrator whose word alone it is; null where another has said the same. */
  readonly setBy: string | null;
}

/** Whose account an administrator picked, but for accounts that are closed by now. */
export async function pickedAccounts(limit: number): Promise<PickedAccount[]> {
  const rows = await select(
    z.object({ worker_id: z.string(), account_id: z.string(), account_set_by: z.string().nullable() }),
    `SELECT worker_id, account_id, account_set_by FROM person
     WHERE account_join = 'hand' AND NOT ${IS_UNLINKED} ORDER BY worker_id ${limitOf(limit)}`,
  );
  return rows.map(({ worker_id, account_id, account_set_by }) => ({
    workerId: worker_id,
    accountId: account_id,
    setBy: account_set_by,
  }));
}

/** Who has an account and may be at work, by worker id. */
export async function workersOfAccount(accountId: string): Promise<string[]> {
  const rows = await select(
    z.object({ worker_id: z.string() }),
    "SELECT worker_id FROM person WHERE account_id = ? AND status <> 'inactive' ORDER BY worker_id",
    accountId,
  );
  return rows.map(({ worker_id }) => worker_id);
}

/**
 * Says whose account it is, of somebody who has none, or a closed one at work, or whose it is already; the same said by another administrator makes
 * it nobody's word alone.
 * @param saidBy null where it is nobody's word alone
 * @returns whether it is theirs now
 */
export async function pickAccount(
  workerId: string,
  accountId: string,
  saidBy: string | null,
): Promise<boolean> {
  const changed = await write(
    `UPDATE person SET account_set_by = CASE WHEN ${IS_UNLINKED} THEN ? WHEN account_set_by = ? THEN account_set_by ELSE NULL END,
       account_join = 'hand', account_id = ?
     WHERE worker_id = ? AND (account_id IS NULL OR (status = 'active' AND ${IS_CLOSED}) OR account_id = ?)`,
    saidBy,
    saidBy,
    accountId,
    workerId,
    accountId,
  );
  return changed === 1 || (await workersOfAccount(accountId)).includes(workerId);
}

/** Takes a picked account away from somebody at work again. @returns how many had one */
export const unpickAccount = (workerId: string, saidBy: string | null): Promise<number> =>
  write(
    `UPDATE person SET account_set_by = ?, account_join = NULL, account_id = NULL
     WHERE worker_id = ? AND account_join = 'hand' AND status = 'active'`,
    saidBy,
    workerId,
  );
