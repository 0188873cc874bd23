import { poolIdOf } from '../../catalog/rules/catalog';
import type { Seat } from '../../pools/rules/pool';
import { allocateSeat, releaseReplaced, replacedBy } from '../../pools/store/seats';
import { leaveWaitlist } from '../../pools/store/waitlist';
import { serveWaitlist, takeSeat, type SeatResult } from '../../pools/usecases/take-seat';
import type { AccessRequest } from '../rules/access-request';
import { endOfAccess, seatTrouble, type RequestEvent } from '../rules/after-event';
import type { SeatStep } from '../rules/review-ticket';

/** Holds a seat for a request that is ready, or puts it into the queue: whoever was approved first has the first turn. */
export async function holdSeatFor(request: AccessRequest, now: number): Promise<SeatResult> {
  const { details, issueId, approvedAt } = request;
  if (!details) throw new Error('only a complete request can hold a seat');
  const poolId = poolIdOf(details.applicationKey, details.tierKey);
  return takeSeat({ poolId, issueId, holderId: details.beneficiaryId, since: approvedAt ?? now }, now);
}

/** What happened to a request by what was done about its seat. */
export interface SettledSeat {
  readonly event: RequestEvent;
  readonly seat: Seat | undefined;
}

/** Does what a review wants about the seat; every statement may be the last, and run again it goes on from there. */
export async function settleSeat(
  request: AccessRequest,
  step: Exclude<SeatStep, { readonly kind: 'none' }>,
  now: number,
): Promise<SettledSeat> {
  const hold = await holdSeatFor(request, now);
  const seat = hold.kind === 'held' ? hold.seat : undefined;
  if (step.kind === 'hold') return { event: { kind: 'seat-settled', outcome: hold.kind }, seat };
  const { at, fulfillerId } = step;
  if (!seat) return { event: { kind: 'blocked', by: seatTrouble(hold.kind), at }, seat };
  const endsAt = endOfAccess(request, at);
  await allocateSeat(request.issueId, at, endsAt);
  await leaveWaitlist(request.issueId);
  const replaced = seat.holderId === null ? [] : await replacedBy(seat.poolId, seat.holderId, endsAt);
  return { event: { kind: 'fulfilled', at, fulfillerId, replaced }, seat };
}

/** Frees the seats that a fulfillment took the place of, once the record names them, so that they can be reported. */
export async function releaseReplacedSeats(
  { details, fulfilledAt, replaced }: AccessRequest,
  now: number,
): Promise<void> {
  if (!details || fulfilledAt === null) return;
  for (const poolId of replaced)
    if (await releaseReplaced(poolId, details.beneficiaryId, fulfilledAt)) await serveWaitlist(poolId, now);
}
