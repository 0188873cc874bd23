import type { TicketApproval } from '../../jira/rules/ticket-approval';
import { readTicket } from '../../jira/client/tickets';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { recordFacts } from '../../facts/store/facts';
import { findRequest, saveRequest } from '../store/requests';
import { bindingApprovals } from '../../approvals/rules/read-votes';
import { needsProcessing } from '../../approvals/rules/stage-deadlines';
import { SeatkeeperError } from '../../common/rules/errors';
import type { AccessRequest } from '../rules/access-request';
import { nextLook, SOON } from '../rules/next-look';
import { advanceApprovals, sameVotes } from './advance-approvals';
import { carryOutEffects } from './carry-out-effects';
import { approvalsOf, countVotes } from '../../approvals/usecases/count-votes';
import { factsOf } from './facts-of-request';
import { fulfillRequest } from './fulfill-request';
import { newRequest, receiveRequest } from './receive-request';
import { processStages } from './process-stages';
import { fulfillingMove, isFulfilled, requestContext, type RequestContext } from './request-context';
import { leavePool } from '../../pools/usecases/take-seat';

const MAX_TRIES = 4;

/**
 * Looks at a ticket and does whatever is due: the one answer to every hint that something may have happened,
 * be it an event, a vote that was noticed or a run that was cut off. Running it again does nothing more.
 *
 * @param projectId of the ticket, which decides whether it concerns us before anything is read from Jira
 * @param approvals when they were just read
 * @throws {SeatkeeperError} retryable when another run or the platform stood in the way
 */
export async function followTicket(
  issueId: string,
  projectId: string,
  now: number,
  approvals?: readonly TicketApproval[],
): Promise<void> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project) return;
  for (let attempt = 1; ; attempt++) {
    try {
      const request = await findRequest(issueId);
      const ticket = await readTicket(issueId, project, 'app');
      // what was done before the app knew of it is left alone
      const isNew =
        ticket && !ticket.statusDone && project.requestTypeIds.includes(ticket.requestTypeId ?? '');
      const isOurs = request !== undefined || isNew;
      if (!ticket) await forget(request, now);
      else if (isOurs) {
        const isMoved = await follow(request, requestContext(ticket, project, settings, now), approvals);
        if (isMoved && attempt < MAX_TRIES) continue;
      }
      return;
    } catch (error) {
      const lostRace = error instanceof SeatkeeperError && error.code === 'conflict';
      if (!lostRace || attempt === MAX_TRIES) throw error;
    }
  }
}

/** The ticket is gone; what it held goes back. */
async function forget(request: AccessRequest | undefined, now: number): Promise<void> {
  if (!request || request.state === 'canceled' || request.state === 'fulfilled') return;
  await leavePool(request.issueId, now);
  await saveRequest({ ...request, state: 'canceled', unfinished: false, followAt: null });
}

/** @returns whether the ticket was moved on, so that there is more to do */
async function follow(
  found: AccessRequest | undefined,
  context: RequestContext,
  given: readonly TicketApproval[] | undefined,
): Promise<boolean> {
  const { ticket, now } = context;
  const known = found && wasLeftUntold(found, context) ? await withEffects(found, context) : found;
  // whatever cuts this run off, every record it wrote until then says that the reconcile has to take it up
  const begun = { ...(known ?? newRequest(ticket)), unfinished: true, followAt: now + SOON };
  const received = await receiveRequest(begun, context);
  const approvals = hasApprovals(received, known, context)
    ? (given ?? (await approvalsOf(ticket, 'app')))
    : undefined;
  const advanced = approvals
    ? await advanceApprovals(received, await countVotes(received, approvals, now), now)
    : received;
  const isProcessing =
    approvals !== undefined &&
    (isWoken(known) || needsProcessing(begun, now) || !sameVotes(advanced.votes, received.votes));
  const tended = isProcessing ? await processStages(advanced, context) : advanced;
  const settled = await fulfillRequest(tended, context);

  const saved = await saveIfChanged(settled, known);
  await recordFacts(saved, await factsOf(saved, context), now);
  const effects = await carryOutEffects(saved, {
    ...context,
    approvals: approvals ? bindingApprovals(saved, approvals) : saved.revision > 1 ? [] : undefined,
  });
  const { isFulfilled: isFulfilledInTurn, ...told } = effects;
  const final = { ...saved, ...told, unfinished: false, lookedAt: now };
  const followAt = isFulfilledInTurn ? now : nextLook(final, ticket, now);
  await saveIfChanged({ ...final, followAt }, saved);
  return isFulfilledInTurn;
}

/** Tells what a run that was cut off had recorded and not told. */
async function withEffects(request: AccessRequest, context: RequestContext): Promise<AccessRequest> {
  const { trouble, propertyDigest } = await carryOutEffects(request, { ...context, approvals: undefined });
  return { ...request, trouble, propertyDigest };
}

/** Whether JSM may have votes, or an approval still open, that are about the decision in force. */
const hasApprovals = (
  request: AccessRequest,
  known: AccessRequest | undefined,
  { ticket, project }: RequestContext,
): boolean =>
  request.revision === known?.revision &&
  (request.state === 'awaiting-approval' ||
    (request.state === 'ready' &&
      request.decision?.effect === 'require-approval' &&
      ticket.statusId === project.statuses.awaitingApproval));

/** Somebody has left or is away, or nobody could be found at the last look: who is asked may be others by now. */
const isWoken = (known: AccessRequest | undefined): boolean =>
  known !== undefined && (known.unfinished || known.trouble !== null);

/** A fulfillment of which a run that was cut off has not told yet, though the ticket has moved on since. */
const wasLeftUntold = (known: AccessRequest, context: RequestContext): boolean =>
  known.state === 'fulfilled' &&
  known.unfinished &&
  (!isFulfilled(context) || fulfillingMove(context)?.at !== known.fulfilledAt);

async function saveIfChanged(
  request: AccessRequest,
  before: AccessRequest | undefined,
): Promise<AccessRequest> {
  return before && JSON.stringify(before) === JSON.stringify(request) ? request : saveRequest(request);
}
