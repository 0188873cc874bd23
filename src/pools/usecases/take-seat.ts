import {
  detachSeat,
  emptySlot,
  seatsHeldBy,
  takeOverSeat,
  poolsOfRequest,
  heldByQuitters,
  releaseHeldInVain,
  releaseHold,
  returnTakenOver,
  seatOfRequest,
  seatOfRequestReading,
  takeEmptySeat,
  takeReservedSeat,
  takenOverFrom,
  withdrawSeat,
} from '../store/seats';
import { leaveHints } from '../../reconcile-queue/store/reconcile-queue';
import {
  holdFitsReading,
  joinWaitlist,
  leaveWaitlist,
  leaveWaitlistForNow,
  nextInWaitlist,
  quitWaitlist,
  poolsToServe,
  claimStateOf,
  type ClaimState,
} from '../store/waitlist';
import { readTogether } from '../../common/store/reading';
import { attempt } from '../../common/forge/attempt';
import { SeatkeeperError } from '../../common/rules/errors';
import { isLogin, type Seat } from '../rules/pool';
import type { Leaving } from '../rules/waitlist';
import { isRenewable } from '../rules/seat-end';
import { poolMessages } from '../rules/messages';

/** What a request comes to that wants a seat. */
export type SeatResult =
  | { readonly kind: 'held'; readonly seat: Seat }
  /** In the queue for one. */
  | { readonly kind: 'waiting' }
  /** Its position in the queue was given up. */
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'holds-already' };

/** Who wants a seat, by which request. */
export interface SeatClaim {
  readonly poolId: string;
  readonly issueId: string;
  readonly holderId: string;
  /** Since when its turn counts: when it was approved. Milliseconds since the epoch, UTC. */
  readonly since: number;
}

// each round that is lost was won by another request
const MAX_TRIES = 60;

/**
 * Finds the seat that a request has, holds one for it, or puts it into the queue for the next. A request takes an empty
 * seat only when there is one for everybody before it, and then a different one than they would, so that many at once
 * do not stand in each other's way. Every statement may be the last of a process: run again, it goes on from there.
 */
export async function takeSeat(claim: SeatClaim, now: number): Promise<SeatResult> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const { own, fits } = await readTogether({
      own: seatOfRequestReading(claim.issueId),
      fits: holdFitsReading(claim.issueId),
    });
    const isRight = own?.poolId === claim.poolId && own.holderId === claim.holderId;
    if (own && isRight && fits) return { kind: 'held', seat: own };
    if (own)
      await (own.state === 'held'
        ? releaseHold(claim.issueId)
        : partFromSeat(claim.issueId, detachSeat, now));
    if (attempt === 0) await joinWaitlist(claim.poolId, claim.issueId, claim.holderId, claim.since);
    const claimState = await claimStateOf(claim.issueId);
    if (!claimState) return { kind: 'waiting' };
    if (claimState.hasGivenUp) return { kind: 'gave-up' };
    const result = await takeBy(claim, claimState, now);
    if (result) return result;
  }
  throw new SeatkeeperError('conflict', poolMessages.busy);
}

/** @returns undefined when somebody was faster */
async function takeBy(
  claim: SeatClaim,
  claimState: ClaimState,
  now: number,
): Promise<SeatResult | undefined> {
  const { reservedSlot, lowestSlot, ahead, free, purchased } = claimState;
  if (reservedSlot === null && ahead >= free) return (await refusal(claim, now)) ?? { kind: 'waiting' };
  const first = ahead === 0 ? lowestSlot : null;
  const slot = reservedSlot ?? first ?? (await emptySlot(claim.poolId, purchased, ahead));
  if (slot === undefined) return undefined;
  const take = reservedSlot === null ? takeEmptySeat : takeReservedSeat;
  const outcome = await take({ ...claim, slot }, now);
  if (outcome === 'taken') {
    const { poolId, issueId, holderId } = claim;
    if (await releaseHeldInVain(issueId)) return undefined;
    return { kind: 'held', seat: { poolId, slot, state: 'held', issueId, holderId } };
  }
  return outcome === 'refused' ? refusal(claim, now) : undefined;
}

/**
 * Somebody who has a seat of the pool cannot get another one, and must not be in the queue either; one that is over, or
 * soon will be, is theirs to go on with.
 */
async function refusal(
  { holderId, issueId, poolId }: Omit<SeatClaim, 'since'>,
  now: number,
): Promise<SeatResult | undefined> {
  const held = (await seatsHeldBy(holderId, issueId)).find((seat) => seat.poolId === poolId);
  if (!held) return undefined;
  if (isRenewable(held, now) && (await takeOverSeat({ poolId, issueId, holderId }, now))) {
    const own = await seatOfRequest(issueId);
    if (own) return { kind: 'held', seat: own };
  }
  await leaveWaitlist(issueId);
  return { kind: 'holds-already' };
}

/**
 * Takes a request out of its pool: it stops waiting, what it holds goes to whoever is next, and other requests for the same
 * person are looked at again.
 * @param beneficiaryId whom it was for; null where it was for nobody who is known
 */
export async function leavePool(
  issueId: string,
  beneficiaryId: string | null,
  leaving: Leaving,
  now: number,
): Promise<void> {
  const pools = await poolsOfRequest(issueId);
  if (pools.length > 0) {
    if (leaving === 'for-now') await leaveWaitlistForNow(issueId, now);
    else await leaveWaitlist(issueId);
    await releaseHold(issueId);
    for (const poolId of pools) await serveWaitlist(poolId, now);
  }
  // whether or not it holds anything now: a run that was cut off may have given it back
  await hintAtHolder(beneficiaryId, now);
}

/** Says that a request stands no longer for the seat that it has; one that it has only taken over goes back. */
export const endStanding = (issueId: string, now: number): Promise<void> =>
  partFromSeat(issueId, withdrawSeat, now);

/**
 * Parts a request from its allocated seat. One that it has taken over, and was not fulfilled with, is again that of the request
 * by which it came, for as long as that was granted. That one may stand for it no longer, so it is looked at.
 */
async function partFromSeat(
  issueId: string,
  part: (issueId: string, now: number) => Promise<void>,
  now: number,
): Promise<void> {
  const from = await takenOverFrom(issueId);
  const isElsewhere = typeof from === 'string' && (await seatOfRequest(from)) !== undefined;
  if (from === undefined || isElsewhere) return part(issueId, now);
  if (from !== null) await leaveHints([{ kind: 'request', subjectId: from }], now);
  await returnTakenOver(issueId, from);
}

/** Has the requests for a person looked at again, because what they have has changed. */
export async function hintAtHolder(accountId: string | null, now: number): Promise<void> {
  if (accountId !== null && !isLogin(accountId))
    await leaveHints([{ kind: 'holder', subjectId: accountId }], now);
}

/** Gives up a request's position in the queue. @returns whether it was waiting */
export async function giveUpQueuePosition(issueId: string, now: number): Promise<boolean> {
  if (!(await quitWaitlist(issueId, now))) return false;
  const [poolId] = await poolsOfRequest(issueId);
  if ((await releaseHeldInVain(issueId)) && poolId !== undefined) await serveWaitlist(poolId, now);
  return true;
}

// what is left is served by the next reconcile
const MOST_SERVED = 50;

/** Gives the empty seats of a pool to those whose turn it is, and has their tickets looked at. */
export async function serveWaitlist(poolId: string, now: number): Promise<void> {
  for (let served = 0; served < MOST_SERVED; served++) {
    const next = await nextInWaitlist(poolId);
    const slot = next && (await emptySlot(poolId, next.purchased, 0));
    if (!next || slot === undefined) return;
    const { issueId, beneficiaryId } = next;
    const outcome = await takeEmptySeat({ poolId, slot, issueId, holderId: beneficiaryId }, now);
    // who got a seat another way meanwhile must not keep the queue waiting; their ticket says so when it is looked at
    if (outcome === 'refused') await refusal({ poolId, issueId, holderId: beneficiaryId }, now);
    if (outcome === 'taken' && (await releaseHeldInVain(issueId))) continue;
    if (outcome !== 'missed') await leaveHints([{ kind: 'request', subjectId: issueId }], now);
  }
}

const MOST_POOLS = 100;

/** What runs that were cut off have left: seats of those who gave up, and empty seats with somebody waiting. */
export async function serveWaitlists(now: number): Promise<void> {
  for (const issueId of await heldByQuitters(MOST_POOLS))
    await attempt(issueId, () => releaseHeldInVain(issueId));
  for (const poolId of await poolsToServe(MOST_POOLS))
    await attempt(poolId, () => serveWaitlist(poolId, now));
}
