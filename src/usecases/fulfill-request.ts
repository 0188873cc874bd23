import { saveRequest } from '../adapters/sql/requests';
import { allocateSeat, holdSeat, releaseSeat, type HoldResult } from '../adapters/sql/seats';
import { poolIdOf } from '../domain/catalog/catalog';
import { OWN_PART_TROUBLES, ownPartIn } from '../domain/fulfillment/separate-people';
import type { AccessRequest } from '../domain/request/access-request';
import { requestDigest } from '../domain/request/request-digest';
import { addDays } from '../domain/time-text';
import { checkRequest, forbiddenSince, hasLeft } from './check-request';
import { fulfillingMove, isClosedOtherwise, isFulfilled, type RequestContext } from './request-context';

/** Holds a seat for a request that is ready, so that nobody who was approved later takes it. */
export async function holdSeatFor(request: AccessRequest, now: number): Promise<HoldResult> {
  const { details } = request;
  if (!details) throw new Error('only a complete request can hold a seat');
  return holdSeat(
    poolIdOf(details.applicationKey, details.tierKey),
    request.issueId,
    details.beneficiaryId,
    now,
  );
}

/**
 * Settles where the ticket's own status leaves the request: a seat is held when it is ready, allocated when
 * the ticket is fulfilled, given back when it was closed otherwise. A ticket that came to fulfilled without a
 * valid decision, or by the hand of somebody who has another part in it, gets nothing.
 */
export async function fulfillRequest(
  request: AccessRequest,
  context: RequestContext,
): Promise<AccessRequest> {
  if (isFulfilled(context)) return settleFulfilled(request, context);
  if (isClosedOtherwise(context)) return close(request, context);
  if (request.state !== 'ready') return request;
  const hold = await holdSeatFor(request, context.now);
  const trouble = hold.kind === 'held' ? null : TROUBLE[hold.kind];
  return trouble === request.trouble ? request : saveRequest({ ...request, trouble });
}

const TROUBLE = {
  full: 'The license pool has no free seat.',
  'holds-already': 'The beneficiary has a seat of this tier already.',
};

async function settleFulfilled(request: AccessRequest, context: RequestContext): Promise<AccessRequest> {
  const move = fulfillingMove(context);
  // a reopening that nobody told us of lies between two moves into fulfilled
  const isAnother = move !== undefined && move.at !== request.fulfilledAt;
  if (request.state === 'unapproved' || (request.state === 'fulfilled' && !isAnother)) return request;
  if (request.state !== 'ready' && request.state !== 'fulfilled')
    return saveRequest({ ...request, state: 'unapproved' });
  const obstacle = await obstacleTo(request, context);
  if (obstacle !== undefined) {
    await releaseSeat(request.issueId);
    return saveRequest({ ...request, state: 'unapproved', trouble: obstacle });
  }
  // the guard is not told who clicks; the approval still stands, and so does the seat that is held for it
  const ownPart = ownPartIn(request, move?.authorId ?? '');
  if (ownPart) return saveRequest({ ...request, state: 'unapproved', trouble: OWN_PART_TROUBLES[ownPart] });
  const hold = await holdSeatFor(request, context.now);
  if (hold.kind !== 'held')
    return saveRequest({ ...request, state: 'unapproved', trouble: TROUBLE[hold.kind] });

  const fulfilledAt = move?.at ?? context.now;
  const days = request.details?.durationDays ?? null;
  // the time counts from fulfillment, and a second fulfillment after a reopening does not restart it
  const endsAt = request.endsAt ?? (days === null ? null : addDays(fulfilledAt, days));
  await allocateSeat(request.issueId, fulfilledAt, endsAt);
  return saveRequest({
    ...request,
    state: 'fulfilled',
    fulfilledAt,
    fulfillerId: move?.authorId ?? null,
    endsAt,
    cycle: request.cycle + 1,
    trouble: null,
  });
}

/**
 * What the guard would have said, asked again because a workflow can lack it: the ticket has to say what was
 * decided, and nothing may forbid it by now.
 */
async function obstacleTo(request: AccessRequest, context: RequestContext): Promise<string | undefined> {
  const { ticket, changedAt, now } = context;
  const checked = await checkRequest(ticket.raw, ticket.requesterId, ticket.issueId);
  if (!checked.ok && hasLeft(checked.problems))
    return 'The person it is for is no longer active in the company.';
  const isAsDecided =
    checked.ok && request.digest === requestDigest(checked.details) && request.contentChangedAt === changedAt;
  if (!isAsDecided || !request.decision)
    return 'It was changed after the decision, so it has to be decided again.';
  const forbidden = await forbiddenSince(checked, request, request.decision.policyVersion, now);
  return forbidden?.join(' ');
}

async function close(request: AccessRequest, context: RequestContext): Promise<AccessRequest> {
  if (request.state === 'declined' || request.state === 'denied' || request.state === 'canceled')
    return request;
  if (request.state === 'fulfilled') return request;
  await releaseSeat(request.issueId);
  const declined = context.ticket.statusId === context.project.statuses.declined;
  return saveRequest({ ...request, state: declined ? 'declined' : 'canceled', trouble: null });
}
