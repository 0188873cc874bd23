import { z } from 'zod';
import { mayAdminister, requireAccount } from '../access';
import { JiraError } from '../errors';
import type { Task } from '../model';
import { ok, type Call, type Operation, type Result } from './operation';

const pinRequest = z.strictObject({
  moduleId: z.string(),
  projectList: z
    .array(z.strictObject({ projectIdOrKey: z.string(), action: z.enum(['PIN', 'UNPIN']) }))
    .max(1_000),
});

/** Pins or unpins all or nothing; that an unknown project spoils the rest, and how that is said, is the sandbox's own. */
function pinPanels(call: Call): Result {
  const { site } = call;
  const account = requireAccount(call.actor);
  if (!mayAdminister(account))
    throw new JiraError(403, ['You do not have permission to pin panels: Administer Jira is needed.']);
  const { moduleId, projectList } = call.body(pinRequest);
  const moduleKey = site.findPanel?.(moduleId);
  if (moduleKey === undefined) throw new JiraError(400, [`There is no issue panel ${moduleId}`]);
  const at = site.now() + (site.configuration.taskDelay ?? 0);
  const pins = projectList.map(({ projectIdOrKey, action }) => {
    const project = site.project(projectIdOrKey);
    if (!project) throw new JiraError(400, [`No project could be found with key or ID ${projectIdOrKey}`]);
    return { moduleKey, projectId: project.id, action, at };
  });
  site.panelPins.push(...pins);
  const task: Task = {
    id: site.newId(),
    description: 'Pin or unpin an issue panel',
    submitterId: account.accountId,
    submittedAt: site.now(),
    finishedAt: at,
  };
  site.tasks.set(task.id, task);
  return { status: 202, body: { taskId: task.id } };
}

function readTask(call: Call): Result {
  const account = requireAccount(call.actor);
  const task = call.site.tasks.get(call.param('taskId'));
  if (!task) throw new JiraError(404, ['The task does not exist.']);
  if (!mayAdminister(account) && task.submitterId !== account.accountId)
    throw new JiraError(403, ['You do not have permission to see this task.']);
  return ok(taskBean(call, task));
}

function taskBean(
  { site }: Call,
  { id, description, submitterId, submittedAt, finishedAt }: Task,
): Record<string, unknown> {
  const isDone = finishedAt <= site.now();
  const lastUpdate = isDone ? finishedAt : submittedAt;
  return {
    self: `${site.url}/rest/api/3/task/${id}`,
    id,
    description,
    status: isDone ? 'COMPLETE' : 'RUNNING',
    submittedBy: [...site.accounts.keys()].indexOf(submitterId) + 10_000,
    progress: isDone ? 100 : 0,
    elapsedRuntime: lastUpdate - submittedAt,
    submitted: submittedAt,
    started: submittedAt,
    lastUpdate,
    ...(isDone ? { finished: finishedAt } : {}),
  };
}

export const panelOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/rest/api/3/forge/panel/action/bulk/async',
    scopes: [['manage:jira-project']],
    body: pinRequest,
    run: pinPanels,
  },
  { method: 'GET', path: '/rest/api/3/task/:taskId', scopes: [['read:jira-work']], run: readTask },
];
