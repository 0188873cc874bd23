import type { RawRequest } from './raw-request';
import type { TicketApproval } from './ticket-approval';

/** A field that was given another value: ids, where Jira tells them. */
export interface FieldEdit {
  readonly fieldId: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** One entry of a ticket's history, as far as the app cares. Times in milliseconds since the epoch, UTC. */
export interface TicketChange {
  readonly id: string;
  readonly at: number;
  readonly authorId: string;
  /** Whether an app did it, such as Automation, for whom nobody knows. */
  readonly byApp: boolean;
  readonly edits: readonly FieldEdit[];
  /** The move between statuses, by id, when the entry is one. */
  readonly status: { readonly from: string; readonly to: string } | null;
}

/** The service-level measurement of the current or last cycle. Durations in milliseconds. */
export interface SlaReading {
  readonly goal: number;
  readonly elapsed: number;
  readonly breached: boolean;
  readonly completed: boolean;
  readonly paused: boolean;
  /** When the goal is passed, if nothing changes; null while paused. */
  readonly breachAt: number | null;
}

/** A service-level measurement that is over. Durations in milliseconds, the moment in milliseconds since the epoch, UTC. */
export interface CompletedSla extends Pick<SlaReading, 'goal' | 'elapsed' | 'breached'> {
  readonly stoppedAt: number;
}

export interface TicketTransition {
  readonly id: string;
  readonly toStatusId: string;
  /** Whether the status that it leads to is a done one. */
  readonly toDone: boolean;
}

/** An issue that somebody names, as far as it matters for whether it is a change ticket that counts. */
export interface NamedTicket {
  readonly issueId: string;
  readonly workTypeId: string;
  readonly workType: string;
  /** Since when it is done, in milliseconds since the epoch, UTC; null for one that is open. */
  readonly doneAt: number | null;
}

/** A ticket as Jira shows it at one moment. */
export interface Ticket {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  /** Null for tickets that no request type of the portal made. */
  readonly requestTypeId: string | null;
  /** Jira's issue type. */
  readonly workTypeId: string;
  /** Who made the ticket, for themselves or for somebody else; empty where Jira does not tell. */
  readonly creatorId: string;
  readonly requesterId: string;
  /** Display name as Jira shows it now; never stored. */
  readonly requesterName: string;
  readonly statusId: string;
  readonly statusName: string;
  readonly statusDone: boolean;
  readonly createdAt: number;
  /** From the mapped fields where they say something, else from the create panel. */
  readonly raw: RawRequest;
  /** The mapped fields alone, so that a writer knows which of them are still empty. */
  readonly fields: RawRequest;
  /** The ids of what is chosen in them, where they are select lists. */
  readonly optionIds: { readonly application: string | null; readonly tier: string | null };
  readonly approverIds: readonly string[];
  /** All of them, newest first. */
  readonly changes: readonly TicketChange[];
  /** Transitions open to whoever read the ticket. */
  readonly transitions: readonly TicketTransition[];
  /** Null when no measurement is mapped or none has started. */
  readonly sla: SlaReading | null;
  /** The mapped measurement of each cycle that is over; empty when none is mapped. */
  readonly completedSla: readonly CompletedSla[];
  /** JSM's approvals as the ticket shows them, oldest first; null when they are not mapped or cannot be read there. */
  readonly shownApprovals: readonly TicketApproval[] | null;
}

/** When a field that approvals are bound to was last changed by anybody but the app itself; null when never. */
export function contentChangedAt(
  ticket: Ticket,
  boundFieldIds: readonly string[],
  appAccountId: string,
): number | null {
  const edit = ticket.changes.find(
    (change) =>
      change.authorId !== appAccountId && change.edits.some(({ fieldId }) => boundFieldIds.includes(fieldId)),
  );
  return edit?.at ?? null;
}

/** Whether the ticket is in a status, or was before. */
export const wasIn = ({ statusId, changes }: Ticket, wanted: string): boolean =>
  statusId === wanted || changes.some(({ status }) => status?.to === wanted || status?.from === wanted);

/** The last time the ticket came into a status, and who moved it. */
export function lastMoveInto(ticket: Ticket, statusId: string): TicketChange | undefined {
  return ticket.changes.find((change) => change.status?.to === statusId);
}
