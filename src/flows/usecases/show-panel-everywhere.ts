import { SeatkeeperError } from '../../common/rules/errors';
import { pinPanel, readTask } from '../../jira/client/panels';
import type { ProjectSettings } from '../../settings/contract/project-settings';
import { projectSettings, readSettings } from '../../settings/store/settings';
import {
  ISSUE_PANEL_KEY,
  type PanelVisibilityView,
  type ProjectPanelView,
} from '../contract/panel-visibility';
import { flowMessages } from '../rules/messages';
import { readPanelRequest, writePanelRequest } from '../store/panel-requests';

/** For every mapped project, whether Jira was asked to show the panel; a call to Jira where it was still at it. */
export async function showPanelVisibility(now: number): Promise<PanelVisibilityView> {
  const projects = (await readSettings())?.projects ?? [];
  return { now, projects: await Promise.all(projects.map(viewOf)) };
}

async function viewOf({ projectId, projectKey }: ProjectSettings): Promise<ProjectPanelView> {
  const known = await readPanelRequest(projectId);
  if (!known) return { projectId, projectKey, state: 'not-asked', askedAt: null };
  const { askedAt, outcome } = known;
  if (outcome !== 'working') return { projectId, projectKey, state: stateOf(outcome), askedAt };
  const found = await readTask(known.taskId);
  // what Jira has forgotten it is no longer at, and did not say that it failed
  const ended = found === 'forgotten' ? 'done' : found;
  if (ended !== 'working') await writePanelRequest(projectId, { ...known, outcome: ended });
  return { projectId, projectKey, state: stateOf(ended), askedAt };
}

const stateOf = (outcome: 'working' | 'done' | 'failed'): ProjectPanelView['state'] =>
  outcome === 'done' ? 'asked' : outcome;

/**
 * Asks Jira to show the panel on every request of a project, for an administrator of Jira. One call.
 * @throws {SeatkeeperError} `not-found` for a project that is not set up, and with Jira's words when it refuses
 */
export async function askToShowPanel(projectId: string, now: number): Promise<void> {
  if (!projectSettings(await readSettings(), projectId))
    throw new SeatkeeperError('not-found', flowMessages.projects.notSetUp);
  const taskId = await pinPanel(ISSUE_PANEL_KEY, projectId);
  await writePanelRequest(projectId, { askedAt: now, taskId, outcome: 'working' });
}
