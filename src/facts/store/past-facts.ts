import { sha256 } from '../../common/rules/digest';
import { chunks, integer, placeholders, select, write, type SqlParam } from '../../common/store/database';
import { z } from 'zod';
import { rankOf, type PastEvent } from '../rules/past-event';
import type { TicketFact } from '../rules/ticket-facts';

const EVENTS_A_STATEMENT = 500;

const ROWS_A_REMOVAL = 5_000;

/** When an import's facts changed: no reader is told of them, and those that become the app's own change then. */
const UNTOLD = 0;

/** Stands before the number of a ticket of another system, and alone for rows that name none. */
export const NO_TICKET = 'past:';

/** Where past events belong, and which import brings them. */
export interface HistorySource {
  readonly importId: string;
  readonly projectId: string;
}

/** Records past events; one that any import has brought before stays as it is. */
export async function recordPastEvents(
  { importId, projectId }: HistorySource,
  events: readonly PastEvent[],
): Promise<void> {
  for (const some of chunks(events, EVENTS_A_STATEMENT)) {
    await write(
      `INSERT IGNORE INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         sla_breached, department, assignee_id, request_type_id, import_id, import_row, past_rank, changed_at)
       VALUES ${placeholders(some.length, 16)}`,
      ...some.flatMap((event) => [
        `${NO_TICKET}${event.ticket}`,
        // the same ticket may be told of in two projects
        sha256(`${projectId}:${event.key}`),
        event.ticket,
        projectId,
        'past',
        event.at,
        event.application,
        '',
        event.slaMissed === 'unknown' ? null : Number(event.slaMissed === 'yes'),
        event.department,
        event.assigneeId,
        event.requestTypeId,
        importId,
        event.row,
        rankOf(event),
        UNTOLD,
      ]),
    );
  }
}

/** A ticket of this Jira, and what happened to it before the app was there. */
export interface PastFacts {
  readonly issueId: string;
  readonly issueKey: string;
  /** Where the ticket is, which may be another project than the one that imports it. */
  readonly ticketProjectId: string;
  readonly applicationKey: string;
  readonly tierKey: string;
  readonly facts: readonly TicketFact[];
}

/** Records what happened to past tickets of this Jira; what the app or any import recorded before stays as it is. */
export async function recordPastFacts(
  { importId, projectId }: HistorySource,
  tickets: readonly PastFacts[],
  firstRow: number,
): Promise<void> {
  const rows = tickets.flatMap((ticket, index) =>
    ticket.facts.map((fact): SqlParam[] => [
      ticket.issueId,
      // what two projects count of one ticket is two facts
      ticket.ticketProjectId === projectId ? fact.key : sha256(`${projectId}:${fact.key}`),
      ticket.issueKey,
      projectId,
      fact.kind,
      fact.at,
      ticket.applicationKey,
      ticket.tierKey,
      fact.sla?.goal ?? null,
      fact.sla?.elapsed ?? null,
      fact.sla ? Number(fact.sla.breached) : null,
      fact.fulfillment?.cycle ?? null,
      fact.fulfillment?.assigneeId ?? null,
      fact.fulfillment?.requestTypeId ?? null,
      importId,
      firstRow + index,
      UNTOLD,
    ]),
  );
  for (const some of chunks(rows, EVENTS_A_STATEMENT)) {
    await write(
      `INSERT IGNORE INTO ticket_fact (issue_id, fact_key, issue_key, project_id, kind, happened_at, app_key, tier_key,
         sla_goal_ms, sla_elapsed_ms, sla_breached, cycle, assignee_id, request_type_id, import_id, import_row, changed_at)
       VALUES ${placeholders(some.length, 17)}`,
      ...some.flat(),
    );
  }
}

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
