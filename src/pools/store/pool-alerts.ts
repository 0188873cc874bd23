import * as z from '#zod';
import { alertMatter, alertStep, mustAct, type PoolAlert } from '../rules/alerts';
import { chunks, integer, jsonColumn, select, write } from '../../common/store/database';
import { entitlementName } from '../../catalog/rules/entitlement';
import { limitOf, newRows } from '../../common/store/statement-parts';

const cost = z.object({
  least: z.string(),
  most: z.string(),
  currency: z.string(),
  per: z.enum(['month', 'year']),
});

// what was raised before these were written down has none of them
export const alertSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('utilization'),
    threshold: z.number(),
    taken: z.number(),
    purchased: z.number(),
  }),
  z.object({ kind: z.literal('over-allocated'), over: z.number() }),
  z.object({ kind: z.literal('contract-ends'), lead: z.number(), day: z.string() }),
  z.object({ kind: z.literal('notice-ends'), lead: z.number(), day: z.string() }),
  z.object({
    kind: z.literal('sudden-growth'),
    seats: z.number(),
    since: z.string(),
    most: z.number().nullable().default(null),
  }),
  z.object({
    kind: z.literal('inactive-paid'),
    seats: z.number(),
    atLeast: z.number(),
    costs: z.array(cost),
  }),
]);

/** An alert that holds, and since when; milliseconds since the epoch, UTC. */
export interface RaisedAlert {
  readonly poolId: string;
  /** As people know the pool; its id where the catalog has it no more. */
  readonly name: string;
  readonly alert: PoolAlert;
  readonly raisedAt: number;
}

const row = z
  .object({
    pool_id: z.string(),
    application_name: z.string().nullable(),
    tier_name: z.string().nullable(),
    details: jsonColumn(alertSchema),
    raised_at: integer,
  })
  .transform((stored): RaisedAlert => ({
    poolId: stored.pool_id,
    name:
      stored.application_name === null || stored.tier_name === null
        ? stored.pool_id
        : entitlementName({ name: stored.application_name }, { name: stored.tier_name }),
    alert: stored.details,
    raisedAt: stored.raised_at,
  }));

/** Alerts that hold, the latest first. */
export const openAlerts = (limit: number, offset: number): Promise<RaisedAlert[]> =>
  select(
    row,
    `SELECT a.pool_id, p.name AS application_name, t.name AS tier_name, a.details, a.raised_at FROM pool_alert a
     LEFT JOIN tier t ON CONCAT(t.app_key, '/', t.tier_key) = a.pool_id
     LEFT JOIN application p ON p.app_key = t.app_key
     WHERE a.cleared_at IS NULL ORDER BY a.raised_at DESC, a.pool_id, a.alert_key ${limitOf(limit, offset)}`,
  );

export async function countOpenAlerts(): Promise<number> {
  const [counted] = await select(
    z.object({ alerts: integer }),
    'SELECT COUNT(*) AS alerts FROM pool_alert WHERE cleared_at IS NULL',
  );
  return counted?.alerts ?? 0;
}

/** Ends the key of a row that is over, so that the same alert can be raised anew at any time. */
const OVER = '@';

/** What the alert of a row is about, whether it is over or not. */
export const matterOf = (rowKey: string): string => rowKey.split(OVER)[0] ?? rowKey;

const ROWS_PER_STATEMENT = 100;

/**
 * Takes over the alerts that hold for a pool now: new ones are raised, those that hold on stay as they are, and what
 * does not hold any more is cleared. One that comes again after it was cleared is raised anew. Something is due for those
 * that somebody has to act on, for each step of a deadline, and for those that are over and have a ticket.
 */
export async function settleAlerts(poolId: string, alerts: readonly PoolAlert[], now: number): Promise<void> {
  for (const part of chunks(alerts, ROWS_PER_STATEMENT)) {
    const added = newRows(
      part.map((alert) => ({
        pool_id: poolId,
        alert_key: alertMatter(alert),
        step: alertStep(alert),
        details: JSON.stringify(alert),
        raised_at: now,
        next_at: mustAct(alert) ? now : null,
      })),
    );
    await write(
      `INSERT INTO pool_alert ${added.sql}
       ON DUPLICATE KEY UPDATE next_at = CASE WHEN step = VALUES(step) THEN next_at ELSE VALUES(next_at) END,
         step = VALUES(step), details = VALUES(details)`,
      ...added.params,
    );
  }
  const keys = alerts.map(alertMatter);
  const others = keys.length === 0 ? '' : `AND alert_key NOT IN (${keys.map(() => '?').join(', ')})`;
  await write(
    `UPDATE pool_alert SET cleared_at = ?, alert_key = CONCAT(alert_key, '${OVER}', raised_at), failures = 0,
       next_at = CASE WHEN issue_id IS NULL AND next_at IS NULL THEN NULL ELSE ? END
     WHERE pool_id = ? AND cleared_at IS NULL ${others}`,
    now,
    now,
    poolId,
    ...keys,
  );
  // where nobody was notified, nobody has to be that it is over
  await write(
    'DELETE FROM pool_alert WHERE pool_id = ? AND cleared_at IS NOT NULL AND next_at IS NULL',
    poolId,
  );
}
