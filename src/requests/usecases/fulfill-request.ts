import { saveRequest } from '../store/requests';
import { allocateSeat, releaseOtherTiers } from '../../pools/store/seats';
import { arrangedBy, leaveWaitlist } from '../../pools/store/waitlist';
import { poolIdOf } from '../../catalog/rules/catalog';
import { OWN_PART_TROUBLES, ownPartIn } from '../rules/separate-people';
import { WAITING_TROUBLE } from '../../pools/rules/waitlist';
import type { Seat } from '../../pools/rules/pool';
import type { AccessRequest } from '../rules/access-request';
import { requestDigest } from '../rules/request-digest';
import { addDays } from '../../common/rules/time-text';
import { checkRequest, forbiddenSince, hasLeft } from './check-request';
import { leavePool, serveWaitlist, takeSeat, type SeatResult } from '../../pools/usecases/take-seat';
import { fulfillingMove, isClosedOtherwise, isFulfilled, type RequestContext } from './request-context';

/** Holds a seat for a request that is ready, or puts it into the line: whoever was approved first has the first turn. */
export async function holdSeatFor(request: AccessRequest, now: number): Promise<SeatResult> {
  const { details } = request;
  if (!details) throw new Error('only a complete request can hold a seat');
  const poolId = poolIdOf(details.applicationKey, details.tierKey);
  const { issueId, approvedAt } = request;
  return takeSeat({ poolId, issueId, holderId: details.beneficiaryId, since: approvedAt ?? now }, now);
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
  waiting: WAITING_TROUBLE,
  'gave-up': 'The license pool has no free seat, and the place in its line was given up.',
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
    await leavePool(request.issueId, context.now);
    return saveRequest({ ...request, state: 'unapproved', trouble: obstacle });
  }
  // the guard is not told who clicks; the approval still stands, and so does the seat that is held for it
  const fulfillerId = await fulfillerOf(request, move?.authorId ?? null, context);
  const ownPart = ownPartIn(request, fulfillerId ?? '');
  if (ownPart) return saveRequest({ ...request, state: 'unapproved', trouble: OWN_PART_TROUBLES[ownPart] });
  const hold = await holdSeatFor(request, context.now);
  if (hold.kind !== 'held')
    return saveRequest({ ...request, state: 'unapproved', trouble: TROUBLE[hold.kind] });

  const fulfilledAt = move?.at ?? context.now;
  const days = request.details?.durationDays ?? null;
  // the time counts from fulfillment, and a second fulfillment after a reopening does not restart it
  const endsAt = request.endsAt ?? (days === null ? null : addDays(fulfilledAt, days));
  await allocateSeat(request.issueId, fulfilledAt, endsAt);
  await leaveWaitlist(request.issueId);
  await replaceOtherTiers(hold.seat, context.now);
  return saveRequest({
    ...request,
    state: 'fulfilled',
    fulfilledAt,
    fulfillerId,
    endsAt,
    cycle: request.cycle + 1,
    trouble: null,
  });
}

/** The app moves a ticket for the agent who arranged that it is fulfilled as soon as it has a seat. */
async function fulfillerOf(
  { issueId }: AccessRequest,
  moverId: string | null,
  { appAccountId }: RequestContext,
): Promise<string | null> {
  return moverId === appAccountId ? ((await arrangedBy(issueId)) ?? moverId) : moverId;
}

/** A tier takes the place of the one that the person had of the same application. */
async function replaceOtherTiers({ poolId, holderId }: Seat, now: number): Promise<void> {
  if (holderId === null) return;
  for (const replaced of await releaseOtherTiers(poolId, holderId)) await serveWaitlist(replaced, now);
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
  await leavePool(request.issueId, context.now);
  const declined = context.ticket.statusId === context.project.statuses.declined;
  return saveRequest({ ...request, state: declined ? 'declined' : 'canceled', trouble: null });
}
