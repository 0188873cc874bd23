import { poolIdOf } from '../../catalog/rules/catalog';
import type { Seat } from '../../pools/rules/pool';
import { allocateSeat, releaseOtherTiers } from '../../pools/store/seats';
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
  if (!seat) return { event: { kind: 'blocked', by: seatTrouble(hold.kind) }, seat };
  const { at, fulfillerId } = step;
  await allocateSeat(request.issueId, at, endOfAccess(request, at));
  await leaveWaitlist(request.issueId);
  await replaceOtherTiers(seat, now);
  return { event: { kind: 'fulfilled', at, fulfillerId }, seat };
}

/** A tier takes the place of the one that the person had of the same application. */
async function replaceOtherTiers({ poolId, holderId }: Seat, now: number): Promise<void> {
  if (holderId === null) return;
  for (const replaced of await releaseOtherTiers(poolId, holderId)) await serveWaitlist(replaced, now);
}
