import type { AccessRequest } from '../../domain/request/access-request';
import type { TicketFact } from '../../domain/ticket/ticket-facts';
import { placeholders, write } from './database';

/**
 * Records facts once; a fact that comes again only fills in what was not known before. Of a
 * request that never said what it wants, only that it was fulfilled without a decision is worth keeping.
 */
export async function recordFacts(request: AccessRequest, facts: readonly TicketFact[]): Promise<void> {
  const kept = request.details ? facts : facts.filter(({ kind }) => kind === 'unapproved');
  if (kept.length === 0) return;
  const { applicationKey, tierKey } = request.details ?? { applicationKey: '', tierKey: '' };
  await write(
    `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, sla_goal_ms,
       sla_elapsed_ms, sla_breached, cycle, took_ms, department, assignee_id, request_type_id)
     VALUES ${placeholders(kept.length, 16)}
     ON DUPLICATE KEY UPDATE sla_goal_ms = COALESCE(sla_goal_ms, VALUES(sla_goal_ms)),
       sla_elapsed_ms = COALESCE(sla_elapsed_ms, VALUES(sla_elapsed_ms)),
       sla_breached = COALESCE(sla_breached, VALUES(sla_breached)),
       took_ms = COALESCE(took_ms, VALUES(took_ms)),
       department = COALESCE(department, VALUES(department)),
       assignee_id = COALESCE(assignee_id, VALUES(assignee_id))`,
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
      fact.fulfillment?.cycle ?? null,
      fact.fulfillment?.took ?? null,
      fact.fulfillment?.department ?? null,
      fact.fulfillment?.assigneeId ?? null,
      fact.fulfillment?.requestTypeId ?? null,
    ]),
  );
}
