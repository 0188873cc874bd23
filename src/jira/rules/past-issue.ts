import type { SlaReading, TicketChange } from './ticket';
/** A cycle of a service-level measurement that is over. Times in milliseconds since the epoch, UTC. */
export interface PastSlaCycle extends Pick<SlaReading, 'goal' | 'elapsed' | 'breached'> {
  readonly endedAt: number;
}

/** A ticket of this Jira as it stands there now, with all that ever changed about it. */
export interface PastIssue {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  readonly requestTypeId: string | null;
  readonly application: string | null;
  readonly tier: string | null;
  /** In any order. */
  readonly changes: readonly TicketChange[];
  readonly slaCycles: readonly PastSlaCycle[];
}
