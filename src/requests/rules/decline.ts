import { isDeclinedByTime } from '../../approvals/rules/declined-by-time';
import type { ApprovalAssignment } from '../../approvals/rules/approval';
import { MINUTE } from '../../common/rules/time';
import type { TicketComment } from '../../jira/rules/ticket-comment';
import type { TicketChange } from '../../jira/rules/ticket';
import type { AccessRequest } from './access-request';
import type { RequestContext } from './request-context';

/** How a request was declined, as far as its people are told. */
export interface Decline {
  /** Null where nobody knows who it was. */
  readonly byId: string | null;
  /** In whose name a delegate declined. */
  readonly forId: string | null;
  /** As what they were asked; null for somebody who moved the ticket. */
  readonly stage: ApprovalAssignment | null;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
}

/** Who declined a request: the approver whose vote counts, else whoever moved its ticket to declined; undefined for nobody. */
export function declineOf(
  { votes, assignments }: Pick<AccessRequest, 'votes' | 'assignments'>,
  { ticket, project }: Pick<RequestContext, 'ticket' | 'project'>,
): Decline | undefined {
  if (isDeclinedByTime(assignments)) return undefined;
  const [vote] = votes.flatMap(({ stage, cast }) =>
    cast.flatMap((one) => (one.vote === 'declined' ? [{ ...one, stage }] : [])),
  );
  if (vote) {
    const stage = assignments.find((one) => one.stage === vote.stage) ?? null;
    return { byId: vote.approverId, forId: vote.forId, stage, at: vote.decidedAt };
  }
  if (ticket.statusId !== project.statuses.declined) return undefined;
  const move = lastMove({ ticket });
  return move && { byId: moverOf(move), forId: null, stage: null, at: move.at };
}

/** Who ended a ticket by hand; null where nobody knows, as of Automation. */
export const closerOf = (context: Pick<RequestContext, 'ticket'>): string | null => {
  const move = lastMove(context);
  return move ? moverOf(move) : null;
};

const lastMove = ({ ticket }: Pick<RequestContext, 'ticket'>): TicketChange | undefined =>
  ticket.changes.find(({ status }) => status !== null);

const moverOf = ({ authorId, byApp }: TicketChange): string | null =>
  byApp || authorId === '' ? null : authorId;

/** What is written so shortly before a decline, and in the status that it ends, is taken to belong to it. */
const TOGETHER = 15 * MINUTE;

/**
 * What whoever declined wrote with it. JSM's own buttons ask for no reason, so it is the newest public comment of theirs
 * from shortly before the decline on.
 * @param comments public ones, the newest first
 */
export function reasonIn(
  comments: readonly TicketComment[],
  { byId, at }: Decline,
  { ticket, project }: Pick<RequestContext, 'ticket' | 'project'>,
): string | undefined {
  const { declined } = project.statuses;
  const asked = ticket.changes.find(
    (change) => change.status !== null && change.status.to !== declined && change.at < at,
  );
  const since = Math.max(at - TOGETHER, asked?.at ?? 0);
  return comments.find(({ authorId, writtenAt }) => authorId === byId && writtenAt >= since)?.text;
}

/** The key of the message that tells of a decline; a later decision is told of by itself. */
export const declineKey = (revision: number): string => `declined:${revision}`;
