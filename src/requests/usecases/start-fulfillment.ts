import { JiraRefusal } from '../../jira/client/response';
import { userTransitions } from '../../jira/client/site';
import { readTicket, transitionTicket } from '../../jira/client/tickets';
import { projectSettings, readSettings } from '../../settings/store/settings';
import { findRequest } from '../store/requests';
import { SeatkeeperError } from '../../common/rules/errors';
import { requestMessages } from '../rules/messages';
import { OWN_PART_REASONS, ownPartIn } from '../rules/separate-people';

/**
 * Moves a ticket to fulfilled for the agent who pressed the button, with that agent's own permissions and
 * through the guard on the transition. The event that Jira raises then brings seat, note and message, on the
 * same path as a click on the workflow's own button. Two calls to Jira.
 * @throws {SeatkeeperError} with the guard's message when it refuses
 */
export async function startFulfillment(issueId: string, projectId: string, agentId: string): Promise<void> {
  const project = projectSettings(await readSettings(), projectId);
  if (!project) throw new SeatkeeperError('misconfigured', requestMessages.error.projectNotSetUp);
  const ticket = await readTicket(issueId, project, 'user');
  const request = ticket ? await findRequest(ticket.issueId) : undefined;
  if (!ticket || !request) throw new SeatkeeperError('not-found', requestMessages.error.noRequest);
  if (ticket.statusId === project.statuses.fulfilled) return;
  const ownPart = ownPartIn(request, agentId);
  if (ownPart) throw new SeatkeeperError('forbidden', OWN_PART_REASONS[ownPart]);
  const transition = ticket.transitions.find(({ toStatusId }) => toStatusId === project.statuses.fulfilled);
  if (!transition) {
    if (!(await userTransitions(issueId)))
      throw new SeatkeeperError('forbidden', requestMessages.error.agentsOnly);
    throw new SeatkeeperError('forbidden', requestMessages.error.cannotMove(ticket.statusName));
  }
  try {
    await transitionTicket(ticket.issueId, transition.id, 'user');
  } catch (error) {
    if (error instanceof JiraRefusal && error.code === 'invalid' && error.reasons.length > 0) {
      throw new SeatkeeperError('invalid', error.reasons.join(' '), { cause: error });
    }
    throw error;
  }
}
