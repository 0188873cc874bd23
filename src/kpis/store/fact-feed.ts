import * as z from '#zod';
import type { RecordedFact } from '../rules/fact-columns';
import type { FeedPosition } from '../rules/feed-position';
import { flag, integer, select } from '../../common/store/database';
import { limitOf } from '../../common/store/statement-parts';

const row = z.object({
  issue_id: z.string(),
  fact_key: z.string(),
  issue_key: z.string(),
  kind: z.enum([
    'requested',
    'approved',
    'declined',
    'fulfilled',
    'reopened',
    'unapproved',
    'left',
    'removed',
  ]),
  happened_at: integer,
  app_key: z.string(),
  tier_key: z.string(),
  sla_goal_ms: integer.nullable(),
  sla_elapsed_ms: integer.nullable(),
  sla_breached: flag.nullable(),
  cycle: integer.nullable(),
  took_ms: integer.nullable(),
  department: z.string().nullable(),
  assignee_id: z.string().nullable(),
  request_type_id: z.string().nullable(),
  changed_at: integer,
});

/**
 * A project's facts after a position, in the order in which they were changed. What an import brought of past tickets
 * is not among them: it can be taken away again, which a reader would never learn.
 */
export async function factsAfter(
  projectId: string,
  { changedAt, issueId, key }: FeedPosition,
  limit: number,
): Promise<RecordedFact[]> {
  const rows = await select(
    row,
    `SELECT ${Object.keys(row.shape).join(', ')} FROM ticket_fact
     WHERE project_id = ? AND import_id IS NULL AND changed_at >= ?
       AND (changed_at > ? OR issue_id > ? OR (issue_id = ? AND fact_key > ?))
     ORDER BY changed_at, issue_id, fact_key ${limitOf(limit)}`,
    projectId,
    changedAt,
    changedAt,
    issueId,
    issueId,
    key,
  );
  return rows.map(withoutWhatLeft).map((fact) => ({
    issueId: fact.issue_id,
    key: fact.fact_key,
    issueKey: fact.issue_key,
    kind: fact.kind,
    at: fact.happened_at,
    applicationKey: fact.app_key,
    tierKey: fact.tier_key,
    slaGoal: fact.sla_goal_ms,
    slaElapsed: fact.sla_elapsed_ms,
    slaBreached: fact.sla_breached,
    cycle: fact.cycle,
    took: fact.took_ms,
    department: fact.department,
    assigneeId: fact.assignee_id,
    requestTypeId: fact.request_type_id,
    changedAt: fact.changed_at,
  }));
}

/** What counts on after its ticket has left says no more than any other fact that is not there any more. */
const withoutWhatLeft = ({ kind, ...fact }: z.infer<typeof row>) =>
  kind === 'left' ? { ...fact, kind: 'removed' as const, app_key: '', tier_key: '' } : { ...fact, kind };
