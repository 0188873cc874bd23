import { unapprovedKey, type TicketFact } from '../../facts/rules/ticket-facts';
import type { AccessRequest } from './access-request';
import { newestBefore, type CoveringProject } from './coverage';
import type { RecordedState } from './request-snapshot';

/** What the event of a deletion says of a ticket that nobody can read any more: a few of Jira's own fields. */
export interface DeletedTicket {
  readonly issueId: string;
  readonly issueKey: string;
  /** Empty where the event does not say; the same for the others. */
  readonly statusId: string;
  readonly workTypeId: string;
  readonly creatorId: string;
  readonly deletedById: string;
}

/** States in which nothing lets a ticket without a seat be fulfilled, and from which no look has judged that it was. */
const UNFULFILLED: readonly AccessRequest['state'][] = [
  'incomplete',
  'denied',
  'stuck',
  'awaiting-approval',
  'ready',
  'declined',
  'canceled',
];

/**
 * Whether a ticket was moved to fulfilled without a valid decision and deleted before anybody looked. One that the guard let
 * through has a seat held for it. Of one that is not on record only its work type tells that it was an access request: what
 * its fields said is gone with it.
 */
export function wasFulfilledUnseen(
  ticket: DeletedTicket,
  { request, seat }: Pick<RecordedState, 'request' | 'seat'>,
  project: CoveringProject,
  appAccountId: string,
): boolean {
  if (ticket.statusId !== project.statuses.fulfilled) return false;
  if (request) return UNFULFILLED.includes(request.state) && seat === undefined;
  return (
    project.coverage.workTypeIds.includes(ticket.workTypeId) &&
    ticket.creatorId !== appAccountId &&
    Number(ticket.issueId) > newestBefore(project)
  );
}

/** The fact that is left of it. */
export const deletionFact = ({ deletedById }: DeletedTicket, now: number): TicketFact => ({
  key: unapprovedKey('deleted'),
  kind: 'unapproved',
  at: now,
  sla: null,
  fulfillment: null,
  deletedById: deletedById === '' ? null : deletedById,
});
