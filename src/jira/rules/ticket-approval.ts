/** An approval as JSM records it. Times in milliseconds since the epoch, UTC. */
export interface TicketApproval {
  readonly id: string;
  readonly openedAt: number;
  readonly completedAt: number | null;
  readonly approvers: readonly {
    readonly accountId: string;
    readonly displayName: string;
    /** Set where Jira says that the account is active; left out where it says otherwise, or nothing. */
    readonly active?: true;
    readonly vote: 'approved' | 'declined' | 'pending';
  }[];
}
