import { join } from 'node:path';
import { HostRefusal } from '../../sandbox/forge/host-refusal';
import { Sandbox } from '../../sandbox/sandbox';
import { addPanel } from '../../sandbox/jsm/issue-panels';
import { member } from '../../sandbox/untyped';
import { PROBE_START } from '../support/probe-app';
import { probeSite } from '../support/probe-site';

const TASK_DELAY = 5_000;
const PIN = '/rest/api/3/forge/panel/action/bulk/async';

let sandbox: Sandbox;
let key: string;

beforeEach(async () => {
  sandbox = await Sandbox.start({
    directory: join(__dirname, '../fixtures/probe-app'),
    appName: 'Probe',
    sites: [probeSite('one', { taskDelay: TASK_DELAY })],
    startAt: PROBE_START,
  });
  key = await created();
});
afterEach(() => sandbox.stop());

const ask = async (
  who: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await sandbox.site().fetchAs(who, path, init);
  return { status: response.status, body: await response.json() };
};

async function created(): Promise<string> {
  const fields = { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'Probe me' };
  return String(member((await ask('agent', 'POST', '/rest/api/3/issue', { fields })).body, 'key'));
}

const moduleId = (moduleKey = 'panel', appId = sandbox.host.manifest.appId): string => {
  const { environmentId } = sandbox.host.installationOf(sandbox.site());
  return `ari:cloud:ecosystem::extension/${appId}/${environmentId}/static/${moduleKey}`;
};
const pinned = (action: 'PIN' | 'UNPIN', projectIdOrKey = 'PRB'): unknown => ({
  moduleId: moduleId(),
  projectList: [{ projectIdOrKey, action }],
});

/** Whether the panel can be used on an issue, by whoever may see the issue. */
async function isShown(issueKey = key, accountId = 'viewer'): Promise<boolean> {
  const issue = sandbox.site().jsm.issue(issueKey);
  const call = { site: sandbox.site(), moduleKey: 'panel', accountId, functionKey: 'who', payload: {} };
  const extension = { type: 'jira:issuePanel', issue: { id: issue?.id, key: issueKey } };
  return sandbox.host.invokeResolver({ ...call, extension }).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof HostRefusal)) throw error;
      expect(error.message).toBe('The panel is hidden on this issue until somebody adds it under Apps');
      return false;
    },
  );
}

describe('an issue panel', () => {
  it('is hidden on every issue until somebody adds it to one, and then shown on that one', async () => {
    const other = await created();
    expect([await isShown(), await isShown(other)]).toEqual([false, false]);
    const issue = sandbox.site().jsm.issue(key);
    if (issue) addPanel(sandbox.site().jsm, issue, 'panel');
    expect([await isShown(), await isShown(other)]).toEqual([true, false]);
  });

  it('is shown on every issue of a project where an administrator pins it, once Jira is done', async () => {
    const { status, body } = await ask('admin', 'POST', PIN, pinned('PIN'));
    expect(status).toBe(202);
    const task = `/rest/api/3/task/${String(member(body, 'taskId'))}`;
    expect((await ask('admin', 'GET', task)).body).toMatchObject({ status: 'RUNNING', progress: 0 });
    expect(await isShown()).toBe(false);
    await sandbox.clock.advanceBy(TASK_DELAY);
    expect((await ask('admin', 'GET', task)).body).toMatchObject({ status: 'COMPLETE', progress: 100 });
    expect([await isShown(), await isShown(await created())]).toEqual([true, true]);
    await ask('admin', 'POST', PIN, pinned('UNPIN', '10000'));
    await sandbox.clock.advanceBy(TASK_DELAY);
    expect(await isShown()).toBe(false);
  });

  it('is pinned by administrators only, who alone may ask after the task of another', async () => {
    for (const who of ['agent', 'viewer', 'sam'])
      expect((await ask(who, 'POST', PIN, pinned('PIN'))).status).toBe(403);
    const { body } = await ask('admin', 'POST', PIN, pinned('PIN'));
    const task = `/rest/api/3/task/${String(member(body, 'taskId'))}`;
    expect((await ask('agent', 'GET', task)).status).toBe(403);
    expect((await ask('admin', 'GET', '/rest/api/3/task/1')).status).toBe(404);
  });

  it.each([
    [
      'another app’s',
      () => ({ ...Object(pinned('PIN')), moduleId: moduleId('panel', 'another-app') }) as object,
    ],
    ['that is no panel', () => ({ ...Object(pinned('PIN')), moduleId: moduleId('open-page') }) as object],
    ['in a project that there is not', () => pinned('PIN', 'NOPE')],
    ['without a project list', () => ({ moduleId: moduleId() })],
  ])('%s is not pinned', async (_what, body) => {
    expect((await ask('admin', 'POST', PIN, body())).status).toBe(400);
    expect(sandbox.site().jsm.panelPins).toEqual([]);
  });
});
