import { readTicket } from '../../jira/client/tickets';
import { openPortalRequest, type RecordOf, type Visitor } from '../../jira/usecases/open-portal-request';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { findRequest, recheckBy } from '../store/requests';
import { arrangeFulfillment, rejoinWaitlist, waitsBeside } from '../../pools/store/waitlist';
import { giveUpQueuePosition } from '../../pools/usecases/take-seat';
import { poolIdOf } from '../../catalog/rules/catalog';
import { SeatkeeperError } from '../../common/rules/errors';
import { poolMessages } from '../../pools/rules/messages';
import { requestMessages } from '../rules/messages';
import { isForPerson, isInvolved, isPersonOf, OWN_PART_REASONS, ownPartIn } from '../rules/separate-people';
import type { AccessRequest } from '../rules/access-request';
import { blockerText } from '../rules/blocker-messages';
import { requestContext, type RequestContext } from '../rules/request-context';
import { judgeFulfillment, nameFrom } from './judge-fulfillment';
import { noticeOutdated } from './notice-request';

/** What can be done about a position in the queue for a full pool. */
export type QueueChange = 'give-up' | 'rejoin';

const REQUEST_RECORD: RecordOf<AccessRequest | undefined> = { find: findRequest, isFor: isForPerson };

const notWaiting = (): SeatkeeperError => new SeatkeeperError('invalid', requestMessages.error.notWaiting);

/**
 * Has a waiting request fulfilled in the agent's name as soon as it has its seat. One call to Jira, and those of
 * `judgeFulfillment`.
 * @throws {SeatkeeperError} `forbidden` for people who could not fulfill it themselves, `invalid` when it does not wait, or its
 * approval does not hold any more
 */
export async function arrangeToFulfill(
  issueId: string,
  projectId: string,
  agentId: string,
  now: number,
): Promise<void> {
  const { request, context } = await requestOfAgent(issueId, projectId, now);
  const ownPart = ownPartIn(request, agentId);
  if (ownPart) throw new SeatkeeperError('forbidden', OWN_PART_REASONS[ownPart]);
  await requireStillApproved(request, context);
  if (!(await arrangeFulfillment(request.issueId, agentId))) throw notWaiting();
}

/**
 * Leaves the queue, or joins it again at its end, for an agent. One call to Jira.
 * @throws {SeatkeeperError} `forbidden` for people who could not fulfill the request, or who wait behind it themselves; `invalid`
 * when it is not so
 */
export async function changeQueuePositionAsAgent(
  issueId: string,
  projectId: string,
  agentId: string,
  change: QueueChange,
  now: number,
): Promise<void> {
  const { request } = await requestOfAgent(issueId, projectId, now);
  const isTheirs = isPersonOf(request, agentId);
  if (change === 'give-up' && !isTheirs && (await waitsBeside(request.issueId, agentId)))
    throw new SeatkeeperError('forbidden', poolMessages.waitsThemselves);
  await changeQueuePosition(request, change, now);
}

/**
 * The same for the person who asked, or whom it is for. The calls of `openPortalRequest`.
 * @throws {SeatkeeperError} `not-found` for requests that are not theirs to see, `forbidden` for onlookers
 */
export async function changeOwnQueuePosition(
  issueKey: string,
  visitor: Visitor,
  change: QueueChange,
  now: number,
): Promise<void> {
  const request = (await openPortalRequest(issueKey, visitor, REQUEST_RECORD))?.record;
  if (!request) throw new SeatkeeperError('not-found', requestMessages.error.notYours);
  if (!isInvolved(request, visitor.accountId))
    throw new SeatkeeperError('forbidden', requestMessages.error.notInvolved);
  await changeQueuePosition(request, change, now);
}

async function changeQueuePosition(
  { issueId }: AccessRequest,
  change: QueueChange,
  now: number,
): Promise<void> {
  const isChanged =
    change === 'give-up' ? await giveUpQueuePosition(issueId, now) : await rejoinWaitlist(issueId, now);
  if (!isChanged) throw notWaiting();
  await recheckBy(issueId, now);
}

/**
 * The pool that a ticket's request waits for, for an agent who could fulfill it.
 * @throws {SeatkeeperError} `invalid` when it does not wait, or its approval does not hold any more
 */
export async function poolWaitedFor(issueId: string, projectId: string, now: number): Promise<string> {
  const { request, context } = await requestOfAgent(issueId, projectId, now);
  if (!request.details) throw notWaiting();
  await requireStillApproved(request, context);
  return poolIdOf(request.details.applicationKey, request.details.tierKey);
}

/** What relies on an approval is refused where the guard would not let it through; one that is outdated is looked at then. */
async function requireStillApproved(request: AccessRequest, context: RequestContext): Promise<void> {
  const { blocker, isOutdated, what, approvals } = await judgeFulfillment(request, context);
  if (isOutdated && request.state === 'ready') {
    await noticeOutdated(request, context.now);
    throw new SeatkeeperError('invalid', requestMessages.error.outdated);
  }
  if (blocker) throw new SeatkeeperError('invalid', blockerText(blocker, what, nameFrom(approvals)));
}

async function requestOfAgent(
  issueId: string,
  projectId: string,
  now: number,
): Promise<{ readonly request: AccessRequest; readonly context: RequestContext }> {
  const settings = await readSettings();
  const project = projectSettings(settings, projectId);
  if (!settings || !project)
    throw new SeatkeeperError('misconfigured', requestMessages.error.projectNotSetUp);
  const ticket = await readTicket(issueId, project, 'user');
  const request = ticket ? await findRequest(ticket.issueId) : undefined;
  if (!ticket || !request) throw new SeatkeeperError('not-found', requestMessages.error.noRequest);
  if (!ticket.transitions.some(({ toStatusId }) => toStatusId === project.statuses.fulfilled))
    throw new SeatkeeperError('forbidden', requestMessages.error.agentsOnly);
  return { request, context: requestContext(ticket, project, settings, now) };
}
