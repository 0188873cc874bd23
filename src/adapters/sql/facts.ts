import { z } from 'zod';
import type { FulfilledTicket, Period } from '../../domain/kpi/kpi';
import type { AccessRequest } from '../../domain/request/access-request';
import type { TicketFact } from '../../domain/ticket/ticket-facts';
import { flag, integer, placeholders, select, write } from './database';

/**
 * Records facts once; a fact that comes again only fills in a measurement that was not known before. Of a
 * request that never said what it wants, only that it was fulfilled without a decision is worth keeping.
 */
export async function recordFacts(request: AccessRequest, facts: readonly TicketFact[]): Promise<void> {
  const kept = request.details ? facts : facts.filter(({ kind }) => kind === 'unapproved');
  if (kept.length === 0) return;
  const { applicationKey, tierKey } = request.details ?? { applicationKey: '', tierKey: '' };
  await write(
    `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, sla_goal_ms,
       sla_elapsed_ms, sla_breached)
     VALUES ${placeholders(kept.length, 11)}
     ON DUPLICATE KEY UPDATE sla_goal_ms = COALESCE(sla_goal_ms, VALUES(sla_goal_ms)),
       sla_elapsed_ms = COALESCE(sla_elapsed_ms, VALUES(sla_elapsed_ms)),
       sla_breached = COALESCE(sla_breached, VALUES(sla_breached))`,
    ...kept.flatMap((fact) => [
      request.issueId,
      fact.key,
      request.issueKey,
      request.projectId,
      fact.kind,
      fact.at,
      applicationKey,
      tierKey,
      fact.sla?.goal ?? null,
      fact.sla?.elapsed ?? null,
      fact.sla ? Number(fact.sla.breached) : null,
    ]),
  );
}

const fulfilledRow = z
  .object({
    issue_id: z.string(),
    issue_key: z.string(),
    app_key: z.string(),
    happened_at: integer,
    sla_breached: flag.nullable(),
    sla_elapsed_ms: integer.nullable(),
    reopened: flag,
  })
  .transform((row): FulfilledTicket => ({
    issueId: row.issue_id,
    issueKey: row.issue_key,
    applicationKey: row.app_key,
    fulfilledAt: row.happened_at,
    slaBreached: row.sla_breached,
    slaElapsed: row.sla_elapsed_ms,
    reopened: row.reopened,
  }));

/**
 * Fulfillments of a project in a period, newest first, each with whether the ticket was reopened after it.
 * A ticket that was fulfilled twice in the period counts twice: each had its own measurement.
 */
export async function fulfilledTickets(
  projectId: string,
  period: Period,
  limit: number,
): Promise<FulfilledTicket[]> {
  return select(
    fulfilledRow,
    `SELECT f.issue_id, f.issue_key, f.app_key, f.happened_at, f.sla_breached, f.sla_elapsed_ms,
       CASE WHEN EXISTS (
         SELECT 1 FROM ticket_fact r WHERE r.issue_id = f.issue_id AND r.kind = 'reopened' AND r.happened_at > f.happened_at
       ) THEN 1 ELSE 0 END AS reopened
     FROM ticket_fact f
     WHERE f.project_id = ? AND f.kind = 'fulfilled' AND f.happened_at >= ? AND f.happened_at < ?
     ORDER BY f.happened_at DESC LIMIT ?`,
    projectId,
    period.from,
    period.to,
    limit,
  );
}
