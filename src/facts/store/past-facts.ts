import { sha256 } from '../../common/rules/digest';
import { chunks, integer, select, write } from '../../common/store/database';
import { newRows } from '../../common/store/statement-parts';
import * as z from '#zod';
import { columnsOfFact } from './facts';
import { rankOf, type PastEvent } from '../rules/past-event';
import type { TicketFact } from '../rules/ticket-facts';

const EVENTS_A_STATEMENT = 500;

const ROWS_A_REMOVAL = 5_000;

/** When an import's facts changed: no reader is notified of them, and those that become the app's own change then. */
const NOT_PUBLISHED = 0;

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
    const added = newRows(
      some.map((event) => ({
        issue_id: `${NO_TICKET}${event.ticket}`,
        // the same ticket may be recorded in two projects
        fact_key: sha256(`${projectId}:${event.key}`),
        issue_key: event.ticket,
        project_id: projectId,
        kind: 'past',
        happened_at: event.at,
        app_key: event.application,
        tier_key: '',
        sla_breached: event.slaMissed === 'unknown' ? null : Number(event.slaMissed === 'yes'),
        department: event.department,
        assignee_id: event.assigneeId,
        request_type_id: event.requestTypeId,
        import_id: importId,
        import_row: event.row,
        past_rank: rankOf(event),
        changed_at: NOT_PUBLISHED,
      })),
    );
    await write(`INSERT IGNORE INTO ticket_fact ${added.sql}`, ...added.params);
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
    ticket.facts.map((fact) => ({
      issue_id: ticket.issueId,
      // what two projects count of one ticket is two facts
      fact_key: ticket.ticketProjectId === projectId ? fact.key : sha256(`${projectId}:${fact.key}`),
      issue_key: ticket.issueKey,
      project_id: projectId,
      app_key: ticket.applicationKey,
      tier_key: ticket.tierKey,
      ...columnsOfFact(fact),
      import_id: importId,
      import_row: firstRow + index,
      changed_at: NOT_PUBLISHED,
    })),
  );
  for (const some of chunks(rows, EVENTS_A_STATEMENT)) {
    const added = newRows(some);
    await write(`INSERT IGNORE INTO ticket_fact ${added.sql}`, ...added.params);
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
