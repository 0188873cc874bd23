import type { AccessRequest } from '../../domain/request/access-request';
import type { TicketFact } from '../../domain/ticket/ticket-facts';
import { z } from 'zod';
import type { StoredFact } from '../../domain/kpi/facts-in-history';
import { integer, placeholders, select, write } from './database';

/**
 * Records facts once; a fact that comes again only fills in what was not known before, and one that an import brought
 * is the app's own from then on. Of a
 * request that never said what it wants, only that it was fulfilled without a decision is worth keeping.
 */
export async function recordFacts(request: AccessRequest, facts: readonly TicketFact[]): Promise<void> {
  await insertFacts(
    request,
    factsToKeep(request, facts),
    `sla_goal_ms = COALESCE(sla_goal_ms, VALUES(sla_goal_ms)),
       sla_elapsed_ms = COALESCE(sla_elapsed_ms, VALUES(sla_elapsed_ms)),
       sla_breached = COALESCE(sla_breached, VALUES(sla_breached)),`,
  );
}

/** Facts that are worth keeping of a request: all, once it has said what it wants. */
export const factsToKeep = <T extends Pick<TicketFact, 'kind'>>(
  request: AccessRequest,
  facts: readonly T[],
): readonly T[] => (request.details ? facts : facts.filter(({ kind }) => kind === 'unapproved'));

/**
 * Makes the facts of a request those that its ticket's history tells: what is there is set right, with what else was
 * known of it, and only then what the history does not know is taken away. The same however often.
 */
export async function correctFacts(
  request: AccessRequest,
  facts: readonly TicketFact[],
  unknownKeys: readonly string[],
): Promise<void> {
  await insertFacts(
    request,
    facts,
    `happened_at = VALUES(happened_at), cycle = VALUES(cycle),
       sla_goal_ms = COALESCE(VALUES(sla_goal_ms), sla_goal_ms),
       sla_elapsed_ms = COALESCE(VALUES(sla_elapsed_ms), sla_elapsed_ms),
       sla_breached = COALESCE(VALUES(sla_breached), sla_breached),`,
  );
  if (unknownKeys.length === 0) return;
  await write(
    `DELETE FROM ticket_fact WHERE issue_id = ? AND fact_key IN (${unknownKeys.map(() => '?').join(', ')})`,
    request.issueId,
    ...unknownKeys,
  );
}

async function insertFacts(
  request: AccessRequest,
  kept: readonly TicketFact[],
  onKnown: string,
): Promise<void> {
  if (kept.length === 0) return;
  const { applicationKey, tierKey } = request.details ?? { applicationKey: '', tierKey: '' };
  await write(
    `INSERT INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key, sla_goal_ms,
       sla_elapsed_ms, sla_breached, cycle, took_ms, department, assignee_id, request_type_id)
     VALUES ${placeholders(kept.length, 16)}
     ON DUPLICATE KEY UPDATE ${onKnown}
       took_ms = COALESCE(took_ms, VALUES(took_ms)),
       department = COALESCE(department, VALUES(department)),
       assignee_id = COALESCE(assignee_id, VALUES(assignee_id)),
       import_id = NULL, import_row = NULL`,
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

const factRow = z
  .object({
    fact_key: z.string(),
    kind: z.enum(['requested', 'approved', 'declined', 'fulfilled', 'reopened', 'unapproved']),
    happened_at: integer,
    cycle: integer.nullable(),
    sla_breached: integer.nullable(),
  })
  .transform((row): StoredFact => ({
    key: row.fact_key,
    kind: row.kind,
    at: row.happened_at,
    cycle: row.cycle,
    breached: row.sla_breached === null ? null : row.sla_breached !== 0,
  }));

/** What is stored of a ticket, oldest first. */
export const factsOfTicket = (issueId: string): Promise<StoredFact[]> =>
  select(
    factRow,
    `SELECT fact_key, kind, happened_at, cycle, sla_breached FROM ticket_fact
     WHERE issue_id = ? AND import_id IS NULL ORDER BY happened_at, fact_key`,
    issueId,
  );

/** Tickets of a project that were fulfilled last, the newest first. */
export async function lastFulfilled(projectId: string, limit: number): Promise<string[]> {
  const rows = await select(
    z.object({ issue_id: z.string() }),
    `SELECT f.issue_id AS issue_id FROM ticket_fact f
     WHERE f.project_id = ? AND f.kind = 'fulfilled' AND f.import_id IS NULL
     ORDER BY f.happened_at DESC LIMIT ?`,
    projectId,
    limit,
  );
  return [...new Set(rows.map((row) => row.issue_id))];
}
