import type { PastIssue, PastSlaCycle } from '../../jira/rules/past-issue';
import { reopenings, type TicketFact } from '../../facts/rules/ticket-facts';

/** Which statuses mean what in the tickets' workflows, by id. */
export interface PastStatuses {
  readonly fulfilled: string;
  readonly done: readonly string[];
}

// a measurement that a move ends is stopped in the same moment, give or take what Jira needs to write it down
const TOLERANCE_MS = 60_000;

/**
 * What the app would have recorded, had it been there: every move into fulfilled with the measurement that it ended,
 * and every reopening. Under the same keys, so that a fact that the app records itself is no other.
 * Of approvals nobody knows, so the time from the approval is not known either.
 */
export function factsOfPastIssue(issue: PastIssue, statuses: PastStatuses): TicketFact[] {
  const changes = [...issue.changes].sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
  const moves = changes.filter(
    ({ status }) => status?.to === statuses.fulfilled && status.from !== statuses.fulfilled,
  );
  const fulfillments = moves.map((move, index): TicketFact => ({
    key: `fulfilled:${move.id}`,
    kind: 'fulfilled',
    at: move.at,
    sla: cycleEndedBy(move.at, moves[index - 1]?.at ?? 0, issue.slaCycles),
    fulfillment: {
      cycle: index + 1,
      took: null,
      department: null,
      assigneeId: move.authorId === '' ? null : move.authorId,
      requestTypeId: issue.requestTypeId,
    },
  }));
  const again = reopenings({ changes: [...changes].reverse() }, statuses.fulfilled, statuses.done);
  return moves.length === 0 ? [] : [...fulfillments, ...again];
}

function cycleEndedBy(at: number, after: number, cycles: readonly PastSlaCycle[]): TicketFact['sla'] {
  const ended = cycles
    .filter(({ endedAt }) => endedAt > after && endedAt <= at + TOLERANCE_MS)
    .sort((a, b) => a.endedAt - b.endedAt)
    .at(-1);
  return ended ?? null;
}
