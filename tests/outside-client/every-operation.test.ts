import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { EXCHANGES, type Exchange } from '../../sandbox/jsm/rest/exchanges';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { Sandbox } from '../../sandbox/sandbox';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import { loadJiraJs } from '../support/outside-client';
import { deskSite } from '../support/probe-site';

/** Operations that no jira.js client of a person can exercise, with the reason. */
const WITHOUT_JIRA_JS: Readonly<Record<string, string>> = {
  'GET /rest/api/3/search': 'removed from Jira, and so from jira.js',
  'POST /rest/api/3/search': 'removed from Jira, and so from jira.js',
  'GET /rest/api/3/user/bulk': 'no method',
  'GET /rest/api/3/issue/createmeta': 'deprecated, and no method',
  'GET /rest/api/3/project': 'no method',
  'GET /rest/api/3/priority': 'no method',
  'GET /rest/api/3/resolution': 'no method',
  'GET /rest/api/3/resolution/search': 'no method',
  'GET /rest/api/3/group/bulk': 'no method',
  'PUT /rest/api/3/dashboard/:dashboardId/gadget/:gadgetId': 'no method',
  'POST /rest/api/3/forge/panel/action/bulk/async': 'no method',
  'GET /rest/api/3/task/:taskId': 'its tasks are begun by an operation without a method',
  'GET /rest/api/3/workflow/rule/config': 'for apps alone, and a client signs in as a person',
  'PUT /rest/api/3/workflow/rule/config': 'for apps alone, and a client signs in as a person',
  'GET /rest/servicedeskapi/requesttype': 'no method',
  'GET /rest/servicedeskapi/request/:requestIdOrKey/feedback': 'no method',
  'POST /rest/servicedeskapi/request/:requestIdOrKey/feedback': 'no method',
  'DELETE /rest/servicedeskapi/request/:requestIdOrKey/feedback': 'no method',
  'GET /rest/servicedeskapi/servicedesk/:serviceDeskId/customer': 'no method',
  'DELETE /rest/servicedeskapi/servicedesk/:serviceDeskId/customer': 'no method',
  'POST /jsm/assets/workspace/:workspaceId/v1/object/aql': 'no method',
};

const TOKEN = 'outside-client';
const exercised = new Set<string>();
let sandbox: Sandbox;
let server: RunningServer;
let library: Awaited<ReturnType<typeof loadJiraJs>>;

/** Of two operations that match, the one with fewer parameters in its path is meant. */
const patterns = operations
  .map(({ method, path }) => ({
    method,
    name: `${method} ${path}`,
    parameters: path.split(':').length,
    pattern: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`),
  }))
  .sort((a, b) => a.parameters - b.parameters);

function note(message: unknown): void {
  const { method, path, status } = message as Exchange;
  if (status >= 300) return;
  const { pathname } = new URL(path, 'http://any');
  const found = patterns.find((one) => one.method === method && one.pattern.test(pathname));
  if (found) exercised.add(found.name);
}

beforeAll(async () => {
  subscribe(EXCHANGES, note);
  library = await loadJiraJs();
  sandbox = await Sandbox.start({
    directory: join(__dirname, '../fixtures/probe-app'),
    appName: 'Probe',
    sites: [deskSite()],
    startAt: Date.UTC(2026, 10, 23, 9),
  });
  const site = sandbox.site();
  server = await startServer({ sandbox, site, assets: new Map(), token: TOKEN, port: 0 });
});
afterAll(async () => {
  unsubscribe(EXCHANGES, note);
  await server.close();
  await sandbox.stop();
});

/** Both clients of the library, signed in as somebody; an answer that does not fit its schema throws. */
function clientsOf(name: string) {
  const config = {
    host: server.url,
    auth: { type: 'basic' as const, email: `${name}@probe.example`, apiToken: TOKEN },
    onSchemaMismatch: 'throw' as const,
  };
  return { jira: library.createCloudClient(config), desk: library.createServiceDeskClient(config) };
}

const text = (words: string) => ({
  type: 'doc' as const,
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

it('an independent client creates, edits, assigns, moves and deletes an issue', async () => {
  const { jira } = clientsOf('agent');
  const { key: issueIdOrKey } = await jira.issues.createIssue({
    fields: { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'By hand' },
  });
  await jira.issues.editIssue({ issueIdOrKey, fields: { summary: 'By my hand' } });
  await jira.issues.assignIssue({ issueIdOrKey, accountId: 'agent' });
  const { transitions } = await jira.issues.getTransitions({ issueIdOrKey, expand: 'transitions.fields' });
  expect(transitions?.map(({ name }) => name)).toContain('Hand over');
  await jira.issues.doTransition({
    issueIdOrKey,
    transition: { id: '61' },
    fields: { customfield_10002: { value: 'high' } },
    update: { comment: [{ add: { body: text('Yours now') } }] },
  });
  const changes = await jira.issues.getChangeLogs({ issueIdOrKey });
  expect(changes.values.map(({ items }) => items?.map(({ fieldId }) => fieldId))).toEqual([
    ['summary'],
    ['assignee'],
    ['status', 'customfield_10002'],
  ]);
  const fetched = await jira.issues.bulkFetchIssues({
    issueIdsOrKeys: [issueIdOrKey, 'PRB-999'],
    fields: ['summary'],
  });
  expect(fetched.issues?.map(({ key }) => key)).toEqual([issueIdOrKey]);
  const issue = await jira.issues.getIssue({
    issueIdOrKey,
    expand: 'renderedFields,names,schema,changelog,editmeta,transitions',
    properties: ['*all'],
  });
  expect(issue.fields).toMatchObject({ summary: 'By my hand', assignee: { accountId: 'agent' } });
  await jira.issues.deleteIssue({ issueIdOrKey });
  await expect(jira.issues.getIssue({ issueIdOrKey })).rejects.toThrow('Issue does not exist');
});

it('an independent client keeps comments and properties', async () => {
  const { jira } = clientsOf('agent');
  const { key: issueIdOrKey } = await jira.issues.createIssue({
    fields: { project: { key: 'PRB' }, issuetype: { id: '100' }, summary: 'Talk' },
  });
  const { id = '' } = await jira.issueComments.addComment({ issueIdOrKey, body: text('One') });
  await jira.issueComments.updateComment({ issueIdOrKey, id, body: { body: text('Two') } });
  const read = await jira.issueComments.getComment({ issueIdOrKey, id, expand: 'renderedBody' });
  expect(read.renderedBody).toBe('<p>Two</p>');
  expect((await jira.issueComments.getComments({ issueIdOrKey })).total).toBe(1);
  expect((await jira.issueComments.getCommentsByIds({ ids: [Number(id)] })).total).toBe(1);
  await jira.issues.notify({
    issueIdOrKey,
    subject: 'Look',
    textBody: 'There is an answer.',
    to: { users: [{ accountId: 'sam', active: true }] },
  });
  const property = { commentId: id, propertyKey: 'note' };
  await jira.issueCommentProperties.setCommentProperty({ ...property, body: { kept: true } });
  const kept = await jira.issueCommentProperties.getCommentProperty(property);
  expect(kept.value).toEqual({ kept: true });
  const keys = await jira.issueCommentProperties.getCommentPropertyKeys({ commentId: id });
  expect(keys.keys?.map((one) => one.key)).toEqual(['note']);
  await jira.issueCommentProperties.deleteCommentProperty(property);
  await jira.issueComments.deleteComment({ issueIdOrKey, id });

  const ofIssue = { issueIdOrKey, propertyKey: 'probe' };
  await jira.issueProperties.setIssueProperty({ ...ofIssue, body: { level: 'high' } });
  expect((await jira.issueProperties.getIssueProperty(ofIssue)).value).toEqual({ level: 'high' });
  expect((await jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey })).keys).toHaveLength(1);
  await jira.issueProperties.deleteIssueProperty(ofIssue);
});

it('an independent client searches, and looks at people, groups, projects, fields and permissions', async () => {
  const { jira } = clientsOf('admin');
  const jql = 'project = PRB';
  await jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['*all'], expand: 'names,schema' });
  await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['summary'] });
  expect((await jira.issueSearch.countIssues({ jql })).count).toBeGreaterThan(0);
  expect((await jira.myself.getCurrentUser()).accountId).toBe('admin');
  expect((await jira.users.getUser({ accountId: 'sam' })).accountType).toBe('customer');
  expect(await jira.users.getUserGroups({ accountId: 'agent' })).toMatchObject([{ name: 'agents' }]);
  expect(await jira.users.getAllUsers({ maxResults: 3 })).toHaveLength(3);
  expect(await jira.userSearch.findUsers({ query: 'sam' })).toHaveLength(1);
  const assignable = [{ accountId: 'agent' }];
  expect(await jira.userSearch.findAssignableUsers({ project: 'PRB' })).toMatchObject(assignable);
  expect(await jira.userSearch.findBulkAssignableUsers({ projectKeys: 'PRB' })).toMatchObject(assignable);
  const members = await jira.groups.getUsersFromGroup({ groupname: 'agents' });
  expect(members.values).toMatchObject([{ accountId: 'agent' }]);
  expect((await jira.groups.findGroups({ query: 'age' })).groups).toMatchObject([
    { name: 'agents', html: '<strong>age</strong>nts' },
  ]);
  expect((await jira.projects.searchProjects({ expand: 'lead,issueTypes' })).total).toBe(1);
  await jira.projects.getProject({ projectIdOrKey: 'PRB' });
  await jira.projects.getAllStatuses({ projectIdOrKey: 'PRB' });
  await jira.issueFields.getFields();
  expect((await jira.issueFields.getFieldsPaginated({ query: 'level', type: ['custom'] })).total).toBe(1);
  const mine = await jira.permissions.getMyPermissions({ permissions: 'ADMINISTER', projectKey: 'PRB' });
  expect(mine).toMatchObject({ permissions: { ADMINISTER: { havePermission: true } } });
  const checked = await jira.permissions.getBulkPermissions({
    accountId: 'agent',
    globalPermissions: ['ADMINISTER'],
    projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [10_000], issues: [] }],
  });
  expect(checked).toMatchObject({ globalPermissions: [], projectPermissions: [{ projects: [10_000] }] });
  const workflows = await jira.workflows.searchWorkflows({ queryString: 'probe' });
  expect(workflows.values).toMatchObject([{ name: 'Probe' }]);
  const pair = { projectId: '10000', issueTypeId: '100' };
  const used = await jira.workflows.readWorkflows({ projectAndIssueTypes: [pair] });
  expect(used).toMatchObject({ workflows: [{ name: 'Probe' }] });
});

it('an independent client reads dashboards and keeps properties of their items', async () => {
  const { jira } = clientsOf('agent');
  expect((await jira.dashboards.getAllDashboards()).dashboards).toMatchObject([{ name: 'Desk' }]);
  expect((await jira.dashboards.getDashboardsPaginated({ dashboardName: 'des' })).total).toBe(1);
  expect((await jira.dashboards.getDashboard({ id: '1' })).owner).toMatchObject({ accountId: 'agent' });
  const item = { dashboardId: '1', itemId: '11' };
  const property = { ...item, propertyKey: 'config' };
  await jira.dashboards.setDashboardItemProperty({ ...property, body: { days: 30 } });
  expect((await jira.dashboards.getDashboardItemProperty(property)).value).toEqual({ days: 30 });
  expect((await jira.dashboards.getDashboardItemPropertyKeys(item)).keys).toHaveLength(1);
  await jira.dashboards.deleteDashboardItemProperty(property);
});

it('an independent client works a request through the portal, with a colleague and an approver', async () => {
  const [sam, agent, alex] = [clientsOf('sam'), clientsOf('agent'), clientsOf('alex')];
  const desks = await sam.desk.servicedesk.getServiceDesks();
  expect(desks.values).toMatchObject([{ projectKey: 'PRB' }]);
  expect((await agent.desk.assets.getAssetsWorkspaces()).values).toEqual([]);
  const serviceDeskId = '1';
  await sam.desk.servicedesk.getServiceDeskById({ serviceDeskId });
  await sam.desk.servicedesk.getRequestTypes({ serviceDeskId });
  await sam.desk.servicedesk.getRequestTypeById({ serviceDeskId, requestTypeId: '10' });
  await sam.desk.servicedesk.getRequestTypeFields({ serviceDeskId, requestTypeId: 10 });
  const created = await sam.desk.request.createCustomerRequest({
    serviceDeskId,
    requestTypeId: '10',
    requestFieldValues: { summary: 'A chair' },
  });
  const issueIdOrKey = created.issueKey ?? '';
  const shared = await sam.desk.request.addRequestParticipants({ issueIdOrKey, accountIds: ['alex'] });
  expect(shared.values).toMatchObject([{ accountId: 'alex' }]);
  const expand = ['serviceDesk', 'requestType', 'participant', 'sla', 'status', 'comment', 'action'] as const;
  const seen = await agent.desk.request.getCustomerRequestByIdOrKey({ issueIdOrKey, expand: [...expand] });
  expect(seen.participants?.values).toHaveLength(1);
  expect((await alex.desk.request.getCustomerRequests()).values).toHaveLength(1);
  await sam.desk.request.getRequestParticipants({ issueIdOrKey });
  await sam.desk.request.removeRequestParticipants({ issueIdOrKey, accountIds: ['alex'] });

  const comment = await sam.desk.request.createRequestComment({ issueIdOrKey, body: 'Soon?', public: true });
  await sam.desk.request.getRequestCommentById({ issueIdOrKey, commentId: Number(comment.id) });
  await sam.desk.request.getRequestComments({ issueIdOrKey, expand: ['renderedBody'] });

  await agent.jira.issues.editIssue({
    issueIdOrKey,
    update: { customfield_10001: [{ add: { accountId: 'alex' } }] },
  });
  await agent.jira.issues.doTransition({ issueIdOrKey, transition: { id: '11' } });
  const approvals = await alex.desk.request.getApprovals({ issueIdOrKey });
  const approval = { issueIdOrKey, approvalId: Number(approvals.values?.[0]?.id) };
  expect((await alex.desk.request.getApprovalById(approval)).canAnswerApproval).toBe(true);
  await alex.desk.request.answerApproval({ ...approval, decision: 'approve' });

  await agent.desk.request.getSlaInformation({ issueIdOrKey });
  await agent.desk.request.getSlaInformationById({ issueIdOrKey, slaMetricId: 1 });
  await agent.desk.servicedesk.getQueues({ serviceDeskId, includeCount: true });
  await agent.desk.servicedesk.getQueue({ serviceDeskId, queueId: 1 });
  const queue = await agent.desk.servicedesk.getIssuesInQueue({ serviceDeskId, queueId: 1 });
  expect(queue.values?.map(({ key }) => key)).toContain(issueIdOrKey);
  await clientsOf('admin').desk.servicedesk.addCustomers({ serviceDeskId, accountIds: ['alex'] });

  await sam.desk.request.getCustomerTransitions({ issueIdOrKey });
  await sam.desk.request.performCustomerTransition({
    issueIdOrKey,
    id: '51',
    additionalComment: { body: 'I stand now.' },
  });
  const status = await sam.desk.request.getCustomerRequestStatus({ issueIdOrKey });
  expect(status.values?.map((one) => one.status)).toEqual(['Declined', 'Ready', 'Waiting', 'Open']);
});

it('an independent client reads the screens and the choices of a site', async () => {
  const { jira } = clientsOf('agent');
  const { key: issueIdOrKey } = await jira.issues.createIssue({
    fields: {
      project: { key: 'PRB' },
      issuetype: { name: 'Service Request' },
      summary: 'Choices',
      labels: ['desk', 'chair'],
    },
  });
  const project = { projectIdOrKey: 'PRB' };
  const types = await jira.issues.getCreateIssueMetaIssueTypes(project);
  expect(types.issueTypes?.map(({ name }) => name)).toEqual(['Service Request']);
  const fields = await jira.issues.getCreateIssueMetaIssueTypeId({ ...project, issueTypeId: '100' });
  expect(fields.fields?.map(({ fieldId }) => fieldId)).toEqual(
    expect.arrayContaining(['summary', 'labels', 'priority', 'customfield_10002']),
  );
  const required = (fields.fields ?? []).filter((field) => field.required);
  expect(required.map(({ key }) => key).sort()).toEqual(['issuetype', 'project', 'summary']);
  expect(fields.fields?.map(({ fieldId }) => fieldId)).not.toContain('votes');
  const edit = await jira.issues.getEditIssueMeta({ issueIdOrKey });
  expect(Object.keys(edit.fields ?? {})).toEqual(expect.arrayContaining(['summary', 'labels', 'duedate']));

  expect((await jira.issuePriorities.searchPriorities({ onlyDefault: true })).values).toMatchObject([
    { id: '3', name: 'Medium', isDefault: true },
  ]);
  expect((await jira.issuePriorities.getPriority({ id: '1' })).name).toBe('Highest');
  expect((await jira.issueResolutions.getResolution({ id: '10000' })).name).toBe('Done');
  const statuses = await jira.workflowStatuses.getStatuses();
  expect(statuses.map(({ name }) => name)).toEqual(['Open', 'Waiting', 'Ready', 'Done', 'Declined']);
  const done = await clientsOf('admin').jira.status.search({ statusCategory: 'DONE' });
  expect(done.values?.map(({ name }) => name)).toEqual(['Done', 'Declined']);
  expect((await jira.issueTypes.getIssueAllTypes()).map(({ id }) => id)).toEqual(['100']);
  expect((await jira.labels.getAllLabels()).values).toEqual(['chair', 'desk']);
  expect((await jira.serverInfo.getServerInfo()).deploymentType).toBe('Cloud');
  const all = await jira.permissions.getAllPermissions();
  expect(Object.keys(all.permissions ?? {})).toEqual(expect.arrayContaining(['ADMINISTER', 'LINK_ISSUES']));
  const parsed = await jira.jql.parseJqlQueries({
    validation: 'strict',
    queries: ['project = PRB', 'project = NO', 'summary = x'],
  });
  expect(parsed.queries.map(({ errors }) => errors)).toEqual([
    undefined,
    ["The value 'NO' does not exist for the field 'project'."],
    ["The operator '=' is not supported by the 'summary' field."],
  ]);
});

it('jira.js exercises every operation that it has a method for', () => {
  const all = operations.map(({ method, path }) => `${method} ${path}`);
  const missing = all.filter((name) => !exercised.has(name) && !(name in WITHOUT_JIRA_JS));
  expect(missing).toEqual([]);
  const needless = Object.keys(WITHOUT_JIRA_JS).filter((name) => exercised.has(name) || !all.includes(name));
  expect(needless).toEqual([]);
});
