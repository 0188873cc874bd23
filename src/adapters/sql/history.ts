import { z } from 'zod';
import { OUTCOMES, rankOf, type OutcomeCount, type PastEvent } from '../../domain/kpi/history';
import { sha256 } from '../../domain/request/request-digest';
import { chunks, integer, jsonColumn, placeholders, select, write } from './database';
import { savePart } from './imports';

const EVENTS_A_STATEMENT = 500;
const ROWS_A_REMOVAL = 5_000;
/** Stands where the ticket's number would, for rows that name none. */
const NO_TICKET = 'past:';

/** Where past events belong, and which import brings them. */
export interface HistorySource {
  readonly importId: string;
  readonly projectId: string;
}

const receipt = z.object({
  projectId: z.string(),
  parts: z.number(),
  rows: z.number(),
  problems: z.array(z.object({ row: z.number(), message: z.string() })),
  problemCount: z.number(),
  problemRows: z.number(),
});

/** What one part of an import was: that it came in, and what was wrong with it. */
type HistoryReceipt = z.infer<typeof receipt>;

/** Opens an import of past tickets, unless it is open already. */
export async function openHistoryImport(importId: string, userId: string, now: number): Promise<void> {
  await write(
    `INSERT IGNORE INTO import_job (import_id, kind, state, created_by, created_at) VALUES (?, 'history', 'taking', ?, ?)`,
    importId,
    userId,
    now,
  );
}

/** Records past events; one that any import has brought before stays as it is. */
export async function recordPastEvents(
  { importId, projectId }: HistorySource,
  events: readonly PastEvent[],
): Promise<void> {
  for (const some of chunks(events, EVENTS_A_STATEMENT)) {
    await write(
      `INSERT IGNORE INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         import_id, import_row, past_rank)
       VALUES ${placeholders(some.length, 11)}`,
      ...some.flatMap((event) => [
        `${NO_TICKET}${event.ticket}`,
        // the same ticket may be told of in two projects
        sha256(`${projectId}:${event.key}`),
        event.ticket,
        projectId,
        'past',
        event.at,
        '',
        '',
        importId,
        event.row,
        rankOf(event),
      ]),
    );
  }
}

export const saveHistoryReceipt = (importId: string, part: number, body: HistoryReceipt): Promise<void> =>
  savePart(importId, 'receipt', part, JSON.stringify(body));

/** The parts of an import that came in, in order. */
export async function historyReceipts({
  importId,
  projectId,
}: HistorySource): Promise<(HistoryReceipt & { readonly part: number })[]> {
  const rows = await select(
    z.object({ part: integer, body: jsonColumn(receipt) }),
    `SELECT part, body FROM import_part WHERE import_id = ? AND kind = 'receipt' ORDER BY part`,
    importId,
  );
  return rows.map(({ part, body }) => ({ part, ...body })).filter((found) => found.projectId === projectId);
}

export async function countPastEvents(projectId: string): Promise<number> {
  const [row] = await select(
    z.object({ events: integer }),
    `SELECT COUNT(*) AS events FROM ticket_fact WHERE project_id = ? AND kind = 'past'`,
    projectId,
  );
  return row?.events ?? 0;
}

/** How many tickets came to which end, by the last event of each. */
export const countPastOutcomes = (projectId: string): Promise<OutcomeCount[]> =>
  select(
    z.object({ outcome: integer, tickets: integer }),
    `SELECT outcome, COUNT(*) AS tickets
     FROM (SELECT MAX(past_rank) % ${OUTCOMES} AS outcome FROM ticket_fact
           WHERE project_id = ? AND kind = 'past' AND issue_id <> ? GROUP BY issue_id) AS last_word
     GROUP BY outcome ORDER BY outcome`,
    projectId,
    NO_TICKET,
  );

/** Takes an import's events away again, some at a time; it can be cut off and run again. */
export async function removePastEvents({ importId, projectId }: HistorySource): Promise<void> {
  const [last] = await select(
    z.object({ last_row: integer.nullable() }),
    'SELECT MAX(import_row) AS last_row FROM ticket_fact WHERE import_id = ?',
    importId,
  );
  for (let from = 0; from <= (last?.last_row ?? -1); from += ROWS_A_REMOVAL) {
    await write(
      'DELETE FROM ticket_fact WHERE import_id = ? AND import_row >= ? AND import_row < ? AND project_id = ?',
      importId,
      from,
      from + ROWS_A_REMOVAL,
      projectId,
    );
  }
}
