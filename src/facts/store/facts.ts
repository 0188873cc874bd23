import type { TicketFact, StoredFact } from '../rules/ticket-facts';
import * as z from '#zod';
import { chunks, integer, select, write } from '../../common/store/database';
import { mapped, query, type Reading } from '../../common/store/reading';
import { limitOf, newRows, type Columns } from '../../common/store/statement-parts';

/** The ticket that facts are about, and what it asks for; null details while it has not said. */
export interface FactSubject {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  readonly details: { readonly applicationKey: string; readonly tierKey: string } | null;
  /** Whether the tier is premium now; left out where nobody looked. A fact keeps what was known when it was made. */
  readonly premium?: boolean;
}

/** What becomes of a column of a fact that comes again, and when that says something new. */
interface Again {
  readonly column: string;
  readonly value: string;
  readonly isNews: string;
}

const filledIn = (column: string): Again => ({
  column,
  value: `COALESCE(${column}, VALUES(${column}))`,
  isNews: `(${column} IS NULL AND VALUES(${column}) IS NOT NULL)`,
});

const setRight = (column: string): Again => ({
  column,
  value: `VALUES(${column})`,
  isNews: `NOT (${column} <=> VALUES(${column}))`,
});

const setRightWhereKnown = (column: string): Again => ({
  column,
  value: `COALESCE(VALUES(${column}), ${column})`,
  isNews: `(VALUES(${column}) IS NOT NULL AND NOT (${column} <=> VALUES(${column})))`,
});

const SLA = ['sla_goal_ms', 'sla_elapsed_ms', 'sla_breached'];
const FULFILLMENT = ['took_ms', 'department', 'assignee_id'].map(filledIn);
const OWN = ['import_id', 'import_row'].map((column): Again => ({
  column,
  value: 'NULL',
  isNews: `${column} IS NOT NULL`,
}));
// one that was taken away may turn out to have happened after all
const RECORDED = [setRight('kind'), ...SLA.map(filledIn), ...FULFILLMENT, ...OWN];
const CORRECTED = [
  ...['kind', 'happened_at', 'cycle'].map(setRight),
  ...SLA.map(setRightWhereKnown),
  ...FULFILLMENT,
  ...OWN,
];

/**
 * Records facts once; a fact that comes again only fills in what was not known before, and counts as changed when it
 * does; one that an import brought is the app's own from then on. Of a request that never said what it wants, only that it
 * was fulfilled without a decision is worth keeping.
 * @param now at most as long ago as an invocation can last, since readers wait no longer for what is written late
 */
export async function recordFacts(
  request: FactSubject,
  facts: readonly TicketFact[],
  now: number,
): Promise<void> {
  await insertFacts(request, factsToKeep(request, facts), RECORDED, now);
}

/** Facts that are worth keeping of a request: all, once it has said what it wants. */
export const factsToKeep = <T extends Pick<TicketFact, 'kind'>>(
  request: FactSubject,
  facts: readonly T[],
): readonly T[] => (request.details ? facts : facts.filter(({ kind }) => kind === 'unapproved'));

/**
 * Makes the facts of a request those that its ticket's history tells: what is there is set right, with what else was
 * known of it, and only then what the history does not know is taken away. The same however often. What is taken away
 * stays as `removed`, so that whoever has a copy learns of it.
 */
export async function correctFacts(
  request: FactSubject,
  facts: readonly TicketFact[],
  unknownKeys: readonly string[],
  now: number,
): Promise<void> {
  await insertFacts(request, facts, CORRECTED, now);
  if (unknownKeys.length === 0) return;
  await write(
    `UPDATE ticket_fact SET kind = 'removed', changed_at = ?
     WHERE issue_id = ? AND ${IS_THERE} AND fact_key IN (${unknownKeys.map(() => '?').join(', ')})`,
    now,
    request.issueId,
    ...unknownKeys,
  );
}

/** Facts of a ticket where it is; `left` is one that still counts in a project that its ticket has left. */
const IS_THERE = "kind NOT IN ('removed', 'left')";

/** What a fact says, besides what it is about and where it belongs. */
const SAID = [
  ...['kind', 'happened_at', 'app_key', 'tier_key', 'sla_goal_ms', 'sla_elapsed_ms', 'sla_breached'],
  ...['cycle', 'took_ms', 'department', 'assignee_id', 'request_type_id', 'premium'],
];

/** As they are stored, and so written again. */
const saidColumns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const FACTS_PER_INSERT = 100;

/**
 * Takes a ticket's facts along to the project that it is in now. In every other project they stay as `removed` and say
 * nothing, so that who has a copy learns of it and who sees only that project reads no more. What an import brought is
 * that project's own past and stays. The same however often; each statement may be the last of a process.
 * @param isCounted whether the project that it is in now counts its tickets; where it does not, a fulfillment without a
 * decision goes on counting where it was, as it was known there
 */
export async function moveFacts(
  issueId: string,
  { projectId, issueKey }: Pick<FactSubject, 'projectId' | 'issueKey'>,
  isCounted: boolean,
  now: number,
): Promise<void> {
  const elsewhere = 'issue_id = ? AND project_id <> ? AND import_id IS NULL';
  // read and written again, not INSERT … SELECT, which Forge SQL promises nothing about
  const taken = await select(
    saidColumns,
    `SELECT fact_key, ${SAID.join(', ')} FROM ticket_fact WHERE ${elsewhere} AND ${IS_THERE}`,
    issueId,
    projectId,
  );
  for (const part of chunks(taken, FACTS_PER_INSERT)) {
    const added = newRows(
      part.map((said) => ({
        issue_id: issueId,
        project_id: projectId,
        ...said,
        issue_key: issueKey,
        changed_at: now,
        import_id: null,
        import_row: null,
      })),
    );
    await write(
      `INSERT INTO ticket_fact ${added.sql}
       ON DUPLICATE KEY UPDATE ${added.replacing({ but: ['issue_id', 'project_id', 'fact_key'] })}`,
      ...added.params,
    );
  }
  if (!isCounted)
    await write(
      `UPDATE ticket_fact SET kind = 'left', sla_goal_ms = NULL, sla_elapsed_ms = NULL, sla_breached = NULL, changed_at = ?
       WHERE ${elsewhere} AND kind = 'unapproved'`,
      now,
      issueId,
      projectId,
    );
  await write(
    `UPDATE ticket_fact SET kind = 'removed', app_key = '', tier_key = '', sla_goal_ms = NULL, sla_elapsed_ms = NULL,
       sla_breached = NULL, cycle = NULL, took_ms = NULL, department = NULL, assignee_id = NULL, request_type_id = NULL,
       premium = NULL, changed_at = ?
     WHERE ${elsewhere} AND (kind <> 'removed' OR app_key <> '')${isCounted ? '' : " AND kind <> 'left'"}`,
    now,
    issueId,
    projectId,
  );
}

/** What a fact has of its own, wherever it is from. */
export const columnsOfFact = ({ kind, at, sla, fulfillment, deletedById }: TicketFact): Columns => ({
  kind,
  happened_at: at,
  sla_goal_ms: sla?.goal ?? null,
  sla_elapsed_ms: sla?.elapsed ?? null,
  sla_breached: sla ? Number(sla.breached) : null,
  cycle: fulfillment?.cycle ?? null,
  assignee_id: fulfillment?.assigneeId ?? null,
  request_type_id: fulfillment?.requestTypeId ?? null,
  deleted_by: deletedById ?? null,
});

async function insertFacts(
  request: FactSubject,
  kept: readonly TicketFact[],
  again: readonly Again[],
  now: number,
): Promise<void> {
  if (kept.length === 0) return;
  const added = newRows(
    kept.map((fact) => ({
      issue_id: request.issueId,
      fact_key: fact.key,
      issue_key: request.issueKey,
      project_id: request.projectId,
      app_key: request.details?.applicationKey ?? '',
      tier_key: request.details?.tierKey ?? '',
      ...columnsOfFact(fact),
      took_ms: fact.fulfillment?.took ?? null,
      department: fact.fulfillment?.department ?? null,
      premium: request.premium === undefined ? null : Number(request.premium),
      changed_at: now,
    })),
  );
  // when it changed comes first: MySQL reads columns that it has assigned already as they are then
  await write(
    `INSERT INTO ticket_fact ${added.sql}
     ON DUPLICATE KEY UPDATE
       changed_at = CASE WHEN ${again.map(({ isNews }) => isNews).join(' OR ')} THEN VALUES(changed_at) ELSE changed_at END,
       ${again.map(({ column, value }) => `${column} = ${value}`).join(', ')}`,
    ...added.params,
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
     WHERE issue_id = ? AND import_id IS NULL AND ${IS_THERE} ORDER BY happened_at, fact_key`,
    issueId,
  );

/** Tickets of a project that were fulfilled last, the newest first. */
export const lastFulfilledReading = (projectId: string, limit: number): Reading<string[]> =>
  mapped(
    query(
      z.object({ issue_id: z.string(), happened_at: integer }),
      `SELECT f.issue_id AS issue_id, f.happened_at AS happened_at FROM ticket_fact f
       WHERE f.project_id = ? AND f.kind = 'fulfilled' AND f.import_id IS NULL
       ORDER BY f.happened_at DESC ${limitOf(limit)}`,
      projectId,
    ),
    (rows) => [...new Set(rows.toSorted((a, b) => b.happened_at - a.happened_at).map((row) => row.issue_id))],
  );
