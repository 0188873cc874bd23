import { MINUTE } from '../../common/rules/time';
import type { CompletedSla, SlaReading, Ticket } from '../../jira/rules/ticket';

/** Something that happened to a ticket, recorded once; what KPIs count. */
export interface TicketFact {
  /** Unique within the ticket, the same however often it is derived. */
  readonly key: string;
  /** `unapproved`: it came to fulfilled without a valid decision. */
  readonly kind: 'requested' | 'approved' | 'declined' | 'fulfilled' | 'reopened' | 'unapproved';
  readonly at: number;
  /** The measurement that ended with this fact; null when there was none or it is not mapped. */
  readonly sla: Pick<SlaReading, 'goal' | 'elapsed' | 'breached'> | null;
  /** Of a fulfillment; null of everything else. */
  readonly fulfillment: FulfillmentFact | null;
  /** Who deleted the ticket, where that is the last that is known of it. */
  readonly deletedById?: string | null;
}

/** Who and how long it was. What nobody knows at the time is null. */
export interface FulfillmentFact {
  /** The first fulfillment of a ticket is 1. */
  readonly cycle: number;
  /** Working time from the approval, in the beneficiary's calendar; null for later cycles. Milliseconds. */
  readonly took: number | null;
  readonly department: string | null;
  readonly assigneeId: string | null;
  readonly requestTypeId: string | null;
}

/** The key of a move to fulfilled without a valid decision; of a ticket that was made there, no move tells. */
export const unapprovedKey = (moveId: string | undefined): string => `unapproved:${moveId ?? ''}`;

/**
 * Every time the ticket left a fulfilled status for one that is not done, from its history: late, lost and
 * repeated events make no difference.
 */
export function reopenings(
  ticket: Pick<Ticket, 'changes'>,
  fulfilledStatusId: string,
  doneStatusIds: readonly string[],
): TicketFact[] {
  return ticket.changes
    .filter(
      (change) => change.status?.from === fulfilledStatusId && !doneStatusIds.includes(change.status.to),
    )
    .map((change) => ({
      key: `reopened:${change.id}`,
      kind: 'reopened',
      at: change.at,
      sla: null,
      fulfillment: null,
    }));
}

/**
 * The measurement that ended with a move; JSM stops its clock within moments of it. One that ended with another, such as
 * the way back to the approvals, says nothing of this one.
 */
export function measuredAt({ completedSla }: Pick<Ticket, 'completedSla'>, at: number): CompletedSla | null {
  const away = ({ stoppedAt }: CompletedSla): number => Math.abs(stoppedAt - at);
  const [nearest] = completedSla.toSorted((a, b) => away(a) - away(b));
  return nearest && away(nearest) <= MINUTE ? nearest : null;
}

/** A fact of a ticket as it is stored. */
export interface StoredFact {
  readonly key: string;
  readonly kind: TicketFact['kind'];
  readonly at: number;
  /** Of a fulfillment. */
  readonly cycle: number | null;
  /** Null where nothing was measured. */
  readonly breached: boolean | null;
}
