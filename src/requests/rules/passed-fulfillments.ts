import { MINUTE } from '../../common/rules/time';
import type { SlaReading, Ticket, TicketChange } from '../../jira/rules/ticket';
import { MARK } from '../../settings/rules/coverage';
import type { AccessRequest, RequestDetails } from './access-request';
import type { CoveringProject } from './coverage';

/**
 * The moves to fulfilled that have to be looked at though the ticket has left it since, oldest first: those that no look
 * has judged, and one that was judged by a look that was cut off before everything about it was said.
 */
export function passedFulfillments(
  ticket: Ticket,
  request: AccessRequest | undefined,
  { statuses: { fulfilled }, coverage }: CoveringProject,
): TicketChange[] {
  const since = coverage.since[MARK.fulfilled(fulfilled)] ?? Infinity;
  const moves = ticket.changes.filter(({ status }) => status?.to === fulfilled);
  const passed = ticket.statusId === fulfilled ? moves.slice(1) : moves;
  const judgedAt = request?.judgedAt ?? -Infinity;
  // with any other state on record, a later look has gone on from there
  const isThere = request?.state === 'fulfilled' || request?.state === 'unapproved';
  const isCutOff = isThere && request.unfinished;
  return passed.filter(({ at }) => at >= since && (at > judgedAt || (isCutOff && at === judgedAt))).reverse();
}

/** The ticket in the project that it has left, as far as its history tells: no status there is its last any more. */
export function ticketBeforeLeaving(
  ticket: Ticket,
  projectId: string,
  request: AccessRequest | undefined,
): Ticket {
  const left = ticket.changes.findIndex(({ edits }) =>
    edits.some(({ fieldId, from }) => fieldId === 'project' && from === projectId),
  );
  return {
    ...ticket,
    projectId,
    issueKey: request?.projectId === projectId ? request.issueKey : ticket.issueKey,
    statusId: '',
    changes: ticket.changes.slice(left + 1),
  };
}

/**
 * The ticket as it was right after a move to fulfilled. Of its fields Jira tells only what they say now, so that what was
 * decided stands for what it said then; whether anything was changed in between, the history tells.
 */
export function ticketAsOf(ticket: Ticket, move: TicketChange, request: AccessRequest | undefined): Ticket {
  return {
    ...ticket,
    statusId: move.status?.to ?? ticket.statusId,
    statusDone: true,
    changes: ticket.changes.slice(ticket.changes.indexOf(move)),
    transitions: [],
    sla: measuredAt(ticket, move.at),
    raw: request?.details ? rawOf(request.details) : ticket.raw,
  };
}

const rawOf = (details: RequestDetails): Ticket['raw'] => ({
  application: details.applicationKey,
  tier: details.tierKey,
  role: details.role,
  beneficiaryId: details.beneficiaryId,
  duration: details.durationDays,
  justification: details.justification,
});

/** The measurement that ended with a move; JSM stops its clock within moments of it. */
function measuredAt({ completedSla }: Ticket, at: number): SlaReading | null {
  const measured = completedSla.find(({ stoppedAt }) => Math.abs(stoppedAt - at) <= MINUTE);
  return measured ? { ...measured, completed: true, paused: false, breachAt: null } : null;
}
