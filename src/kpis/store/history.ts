import {
  OUTCOMES,
  REOPENED_BY_STATES,
  REOPENED_NO,
  REOPENED_OUTCOMES,
  REOPENED_YES,
} from '../../facts/rules/past-event';
import { type HistorySource, NO_TICKET } from '../../facts/store/past-facts';
import * as z from '#zod';
import { historyMapping } from '../contract/history-mapping';
import { type OutcomeCount } from '../rules/history';
import { integer, jsonColumn, select } from '../../common/store/database';
import { atMostOne, mapped, query, type Reading } from '../../common/store/reading';
import { limitOf } from '../../common/store/statement-parts';
import { openTaking, keepPart, savePart } from '../../staging/store/imports';
const IS_CLOSED = `past_rank % ${2 * OUTCOMES} >= ${OUTCOMES}`;
const EVENTS_OF_F = `l.issue_id = f.issue_id AND l.project_id = f.project_id AND l.kind = 'past'`;

/** SQL: whether the past event `f` is its ticket's last and closed it. */
export const PAST_ENDING = `(f.issue_id <> '${NO_TICKET}' AND f.${IS_CLOSED}
  AND NOT EXISTS (SELECT 1 FROM ticket_fact l WHERE ${EVENTS_OF_F}
    AND (l.past_rank > f.past_rank OR (l.past_rank = f.past_rank AND l.fact_key > f.fact_key))))`;

/** SQL: 1 when the past event `f`, its ticket's last, says that it had been reopened, 0 when not, NULL when it does not say. */
export const PAST_REOPENED = `(CASE f.past_rank % ${REOPENED_OUTCOMES}
  WHEN ${REOPENED_YES} THEN 1
  WHEN ${REOPENED_BY_STATES} THEN CASE WHEN
    (SELECT MIN(l.past_rank) FROM ticket_fact l WHERE ${EVENTS_OF_F} AND l.${IS_CLOSED}) <
    (SELECT MAX(l.past_rank) FROM ticket_fact l WHERE ${EVENTS_OF_F} AND NOT l.${IS_CLOSED}) THEN 1 ELSE 0 END
  WHEN ${REOPENED_NO} THEN 0 END)`;

const CLOSED_RANK = `CASE WHEN ${IS_CLOSED} THEN past_rank END`;
const OPEN_RANK = `CASE WHEN ${IS_CLOSED} THEN NULL ELSE past_rank END`;

const receipt = z.object({
  projectId: z.string(),
  parts: z.number(),
  rows: z.number(),
  problems: z.array(z.object({ row: z.number(), message: z.string() })),
  problemCount: z.number(),
  problemRows: z.number(),
});

const plan = z.object({
  projectId: z.string(),
  name: z.string(),
  format: z.string(),
  mapping: historyMapping.nullable(),
  parts: z.number(),
});

/** What an import is of: the file's name, how it is read, and into how many parts it was cut. */
export type HistoryPlan = z.infer<typeof plan>;

/** What one part of an import was: that it came in, and what was wrong with it. */
type HistoryReceipt = z.infer<typeof receipt>;

/** Opens an import of past tickets; of two at the same time, the first one's stays. */
export async function openHistoryImport(
  importId: string,
  body: HistoryPlan,
  userId: string,
  now: number,
): Promise<void> {
  await keepPart(importId, 'plan', 0, JSON.stringify(body));
  await openTaking(importId, 'history', userId, now);
}

/** What an import is of; undefined when there is none of past tickets. */
export async function findHistoryPlan(importId: string): Promise<HistoryPlan | undefined> {
  const [row] = await select(
    z.object({ body: jsonColumn(plan) }),
    `SELECT p.body AS body FROM import_part p JOIN import_job j ON j.import_id = p.import_id
     WHERE p.import_id = ? AND p.kind = 'plan' AND p.part = 0 AND j.kind = 'history'`,
    importId,
  );
  return row?.body;
}

/** Which of these tickets the app follows itself. */
export async function knownTickets(issueIds: readonly string[]): Promise<Set<string>> {
  if (issueIds.length === 0) return new Set();
  const rows = await select(
    z.object({ issue_id: z.string() }),
    `SELECT issue_id FROM access_request WHERE issue_id IN (${issueIds.map(() => '?').join(', ')})`,
    ...issueIds,
  );
  return new Set(rows.map(({ issue_id: id }) => id));
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

/** How many events are there because of an import, and of no earlier one. */
export const eventsOfReading = ({ importId, projectId }: HistorySource): Reading<number> =>
  countedEvents('import_id = ? AND project_id = ?', importId, projectId);

const countedEvents = (condition: string, ...params: readonly string[]): Reading<number> =>
  mapped(
    atMostOne(
      query(
        z.object({ events: integer }),
        `SELECT COUNT(*) AS events FROM ticket_fact WHERE ${condition}`,
        ...params,
      ),
    ),
    (row) => row?.events ?? 0,
  );

/** An import of past tickets that is whole or under way. */
export interface HistoryImport {
  readonly importId: string;
  readonly createdBy: string;
  /** Milliseconds since the epoch, UTC. */
  readonly createdAt: number;
  readonly plan: HistoryPlan;
  readonly partsTaken: number;
}

/** A project's imports, the latest first. */
export async function listHistoryImports(projectId: string, limit: number): Promise<HistoryImport[]> {
  const rows = await select(
    z.object({
      import_id: z.string(),
      created_by: z.string(),
      created_at: integer,
      body: jsonColumn(plan),
      taken: integer,
    }),
    `SELECT j.import_id AS import_id, j.created_by AS created_by, j.created_at AS created_at, p.body AS body,
       (SELECT COUNT(*) FROM import_part r WHERE r.import_id = j.import_id AND r.kind = 'receipt') AS taken
     FROM import_job j JOIN import_part p ON p.import_id = j.import_id AND p.kind = 'plan' AND p.part = 0
     WHERE j.kind = 'history' ORDER BY j.created_at DESC, j.import_id ${limitOf(limit)}`,
  );
  return rows
    .map((row) => ({
      importId: row.import_id,
      createdBy: row.created_by,
      createdAt: row.created_at,
      plan: row.body,
      partsTaken: row.taken,
    }))
    .filter((found) => found.plan.projectId === projectId);
}

/** @param without an import that is left out of account */
export const pastEventsReading = (projectId: string, without = ''): Reading<number> =>
  countedEvents(`project_id = ? AND kind = 'past' AND import_id <> ?`, projectId, without);

/**
 * How many tickets came to which end, by the last event of each; in no certain order.
 * @param without an import that is left out of account
 */
export function pastOutcomesReading(projectId: string, without = ''): Reading<OutcomeCount[]> {
  const counted = query(
    z.object({ outcome: integer, again: integer, tickets: integer }),
    `SELECT outcome, again, COUNT(*) AS tickets
     FROM (SELECT MAX(past_rank) % ${OUTCOMES} AS outcome,
             CASE WHEN MIN(${CLOSED_RANK}) < MAX(${OPEN_RANK}) THEN 1 ELSE 0 END AS again
           FROM ticket_fact
           WHERE project_id = ? AND kind = 'past' AND issue_id <> ? AND import_id <> ? GROUP BY issue_id) AS last_word
     GROUP BY outcome, again`,
    projectId,
    NO_TICKET,
    without,
  );
  return mapped(counted, (rows) =>
    rows.map(({ outcome, again, tickets }) => ({ outcome, wasOpenedAgain: again !== 0, tickets })),
  );
}
