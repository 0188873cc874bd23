/** A comment that customers may read. */
export interface TicketComment {
  readonly authorId: string;
  readonly text: string;
  /** Milliseconds since the epoch, UTC. */
  readonly writtenAt: number;
}
