import { businessMillisBetween } from '../../calendars/rules/business-time';
import { calendarOf } from '../../calendars/rules/calendar';
import {
  measuredAt,
  reopenings,
  unapprovedKey,
  type FulfillmentFact,
  type TicketFact,
} from '../../facts/rules/ticket-facts';
import type { Person } from '../../people/rules/person';
import type { AccessRequest } from './access-request';
import { fulfillingMove, type RequestContext, type RequestProject } from './request-context';

/**
 * What KPIs count of a request, derived from what the ticket and its record say now; the same however often.
 * @param people the roster's entry of the beneficiary, by account id
 */
export function factsOf(
  request: AccessRequest,
  context: RequestContext,
  people: ReadonlyMap<string, Person>,
): TicketFact[] {
  const { ticket, project, now } = context;
  const { statuses } = project;
  const beneficiary = people.get(request.details?.beneficiaryId ?? '');
  const facts: TicketFact[] = [fact('requested', 'requested', request.requestedAt)];
  if (request.approvedAt !== null && (request.state === 'ready' || request.state === 'fulfilled'))
    facts.push(fact(`approved:${request.revision}`, 'approved', request.approvedAt));
  const declinedAt = declinedSince(request);
  if (request.state === 'declined' && declinedAt !== null)
    facts.push(fact(`declined:${request.revision}`, 'declined', declinedAt));
  if (request.state === 'fulfilled' && request.fulfilledAt !== null) {
    const move = fulfillingMove(context);
    facts.push({
      ...fact(`fulfilled:${move?.id ?? request.cycle}`, 'fulfilled', request.fulfilledAt),
      sla: measuredAt(ticket, request.fulfilledAt),
      fulfillment: fulfillmentOf({ ...request, fulfilledAt: request.fulfilledAt }, beneficiary, context),
    });
  }
  if (request.state === 'unapproved' && ticket.statusId === statuses.fulfilled) {
    const move = fulfillingMove(context);
    facts.push(fact(unapprovedKey(move?.id), 'unapproved', move?.at ?? now));
  }
  return request.cycle > 0
    ? [...facts, ...reopenings(ticket, statuses.fulfilled, doneStatuses(statuses))]
    : facts;
}

/** Statuses that a ticket can end in. */
export const doneStatuses = ({ fulfilled, declined, canceled }: RequestProject['statuses']): string[] =>
  [fulfilled, declined, canceled].filter((id) => id !== null);

const fact = (key: string, kind: TicketFact['kind'], at: number): TicketFact => ({
  key,
  kind,
  at,
  sla: null,
  fulfillment: null,
});

/** Who and how long a fulfillment was, with the beneficiary as the roster knows them now. */
export function fulfillmentOf(
  {
    cycle,
    approvedAt,
    fulfilledAt,
    fulfillerId,
  }: Pick<AccessRequest, 'cycle' | 'approvedAt' | 'fulfillerId'> & { readonly fulfilledAt: number },
  person: Person | undefined,
  { ticket, calendars }: Pick<RequestContext, 'ticket' | 'calendars'>,
): FulfillmentFact {
  const calendar = calendarOf(person?.location ?? null, calendars);
  return {
    cycle,
    took:
      cycle === 1 && approvedAt !== null ? businessMillisBetween(calendar, approvedAt, fulfilledAt) : null,
    department: person?.department ?? null,
    assigneeId: fulfillerId,
    requestTypeId: ticket.requestTypeId,
  };
}

/** When an approver declined, or the time to approve was over. */
function declinedSince({ votes, assignments }: AccessRequest): number | null {
  const steps = assignments.flatMap(({ overdue }) => overdue);
  const declined = votes.find(({ outcome }) => outcome === 'declined');
  return declined?.decidedAt ?? steps.find(({ action }) => action === 'declined')?.at ?? null;
}
