import * as z from '#zod';
import { retryAt } from '../../common/rules/backoff';
import { dueStatement } from '../../common/store/due-records';
import { columnsRead, integer, jsonColumn, select, write } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';
import type { AlertRaising } from '../rules/alert-words';
import { alertStep, type PoolAlert } from '../rules/alerts';
import { alertSchema, matterOf } from './pool-alerts';

/** An alert that something has to be said about, by its row. */
export interface DueAlert {
  readonly poolId: string;
  readonly rowKey: string;
  /** How many times in a row it has failed. */
  readonly failures: number;
}

/** An alert as it is notified. */
export interface AlertNotice extends AlertRaising {
  readonly rowKey: string;
  readonly alert: PoolAlert;
  readonly isOver: boolean;
  /** Its ticket; null before there is one that is known. */
  readonly issueId: string | null;
}

const dueRow = z
  .object({ pool_id: z.string(), alert_key: z.string(), failures: integer })
  .transform((stored): DueAlert => ({
    poolId: stored.pool_id,
    rowKey: stored.alert_key,
    failures: stored.failures,
  }));

const due = (failures: '= 0' | '> 0', limit: number): string =>
  `SELECT pool_id, alert_key, failures FROM pool_alert WHERE next_at <= ? AND failures ${failures}
   ORDER BY next_at, pool_id, alert_key ${limitOf(limit)}`;

/** Alerts that something is due for, the longest overdue of both those that have failed before and the others. */
export const alertsDue = (now: number, limit: number): Promise<DueAlert[]> =>
  select(dueRow, dueStatement(due, limit), now, now);

const noticeRow = z
  .object({
    pool_id: z.string(),
    alert_key: z.string(),
    details: jsonColumn(alertSchema),
    raised_at: integer,
    cleared_at: integer.nullable(),
    issue_id: z.string().nullable(),
  })
  .transform((stored): AlertNotice => ({
    poolId: stored.pool_id,
    rowKey: stored.alert_key,
    matter: matterOf(stored.alert_key),
    alert: stored.details,
    raisedAt: stored.raised_at,
    isOver: stored.cleared_at !== null,
    issueId: stored.issue_id,
  }));

export async function findAlert({ poolId, rowKey }: DueAlert): Promise<AlertNotice | undefined> {
  const [found] = await select(
    noticeRow,
    `SELECT ${columnsRead(noticeRow)} FROM pool_alert WHERE pool_id = ? AND alert_key = ?`,
    poolId,
    rowKey,
  );
  return found;
}

/** Keeps the ticket of an alert; of one that is over by now, its end finds the ticket by its code. */
export async function saveAlertTicket(
  { poolId, rowKey, raisedAt }: AlertNotice,
  issueId: string,
): Promise<void> {
  await write(
    'UPDATE pool_alert SET issue_id = ? WHERE pool_id = ? AND alert_key = ? AND raised_at = ?',
    issueId,
    poolId,
    rowKey,
    raisedAt,
  );
}

/**
 * Says that everything is said of an alert as it was read, until a later time or until it changes; what changed meanwhile
 * stays due.
 */
export async function settleNotice(
  { poolId, rowKey, raisedAt, alert }: AlertNotice,
  nextAt: number | null,
): Promise<void> {
  await write(
    `UPDATE pool_alert SET next_at = ?, failures = 0
     WHERE pool_id = ? AND alert_key = ? AND raised_at = ? AND step = ?`,
    nextAt,
    poolId,
    rowKey,
    raisedAt,
    alertStep(alert),
  );
}

/** Forgets an alert that is over and that everybody knows is over. */
export async function forgetAlert({ poolId, rowKey }: AlertNotice): Promise<void> {
  await write(
    'DELETE FROM pool_alert WHERE pool_id = ? AND alert_key = ? AND cleared_at IS NOT NULL',
    poolId,
    rowKey,
  );
}

/** Sets an alert aside for a while because notifying failed. */
export async function putAlertOff({ poolId, rowKey, failures }: DueAlert, now: number): Promise<void> {
  await write(
    'UPDATE pool_alert SET failures = ?, next_at = ? WHERE pool_id = ? AND alert_key = ?',
    failures + 1,
    retryAt(failures + 1, now),
    poolId,
    rowKey,
  );
}
