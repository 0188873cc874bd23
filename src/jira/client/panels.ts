import api, { getAppContext, route } from '@forge/api';
import * as z from '#zod';
import { readJson } from './response';

const accepted = z.looseObject({ taskId: z.string() });

/**
 * Has Jira show a panel of the app on every issue of a project, as the administrator who is looking. Jira answers before it
 * is done, and no call says afterwards where a panel is shown.
 * @returns the id of Jira's task
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-panels/#api-rest-api-3-forge-panel-action-bulk-async-post
 */
export async function pinPanel(moduleKey: string, projectId: string): Promise<string> {
  const { appAri, environmentAri } = getAppContext();
  const moduleId = `ari:cloud:ecosystem::extension/${appAri.appId}/${environmentAri.environmentId}/static/${moduleKey}`;
  const response = await api.asUser().requestJira(route`/rest/api/3/forge/panel/action/bulk/async`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ moduleId, projectList: [{ projectIdOrKey: projectId, action: 'PIN' }] }),
  });
  return (await readJson(response, accepted)).taskId;
}

const task = z.looseObject({
  status: z.enum(['ENQUEUED', 'RUNNING', 'COMPLETE', 'FAILED', 'CANCEL_REQUESTED', 'CANCELLED', 'DEAD']),
});

/**
 * How a task of Jira's stands. Jira forgets tasks after two weeks.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-tasks/#api-rest-api-3-task-taskid-get
 */
export async function readTask(taskId: string): Promise<'working' | 'done' | 'failed' | 'forgotten'> {
  const response = await api.asUser().requestJira(route`/rest/api/3/task/${taskId}`);
  if (response.status === 404) return 'forgotten';
  switch ((await readJson(response, task)).status) {
    case 'ENQUEUED':
    case 'RUNNING':
    case 'CANCEL_REQUESTED':
      return 'working';
    case 'COMPLETE':
      return 'done';
    case 'FAILED':
    case 'CANCELLED':
    case 'DEAD':
      return 'failed';
  }
}
