import { FIELD, REQUEST_TYPE, TRANSITION } from '../../sandbox/company/service-project';
import { startServer, type RunningServer } from '../../sandbox/server/server';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { loadJiraJs } from '../support/outside-client';
import { World } from '../support/world';

const TOKEN = 'outside-client';
let world: World;
let server: RunningServer;
let library: Awaited<ReturnType<typeof loadJiraJs>>;

beforeAll(async () => {
  library = await loadJiraJs();
  world = await World.start({ company: madeUpCompany() });
  server = await startServer({
    sandbox: world.sandbox,
    site: world.site,
    assets: new Map(),
    token: TOKEN,
    port: 0,
  });
});
afterAll(async () => {
  await server.close();
  await world.stop();
});

/** Both clients of the library, signed in as somebody; an answer that does not fit its schema throws. */
function clientsOf(role: keyof Company['roles']) {
  const email = world.site.jsm.account(world.company.roles[role]).email;
  const config = {
    host: server.url,
    auth: { type: 'basic' as const, email, apiToken: TOKEN },
    onSchemaMismatch: 'throw' as const,
  };
  return { jira: library.createCloudClient(config), desk: library.createServiceDeskClient(config) };
}

it('an independent client works a request from the portal to a fulfilled ticket without a schema error', async () => {
  const sam = clientsOf('newHire');
  const agent = clientsOf('agent');

  const desks = await sam.desk.servicedesk.getServiceDesks();
  const types = await sam.desk.servicedesk.getRequestTypes({ serviceDeskId: '1' });
  expect(desks.values).toMatchObject([{ projectKey: 'IT' }]);
  expect(types.values?.map(({ id }) => id)).toContain(REQUEST_TYPE.fields);
  const form = await sam.desk.servicedesk.getRequestTypeFields({
    serviceDeskId: '1',
    requestTypeId: Number(REQUEST_TYPE.fields),
  });
  expect(form.requestTypeFields?.map(({ fieldId }) => fieldId)).toContain(FIELD.application);

  const created = await sam.desk.request.createCustomerRequest({
    serviceDeskId: '1',
    requestTypeId: REQUEST_TYPE.fields,
    requestFieldValues: {
      summary: 'Figma',
      [FIELD.application]: 'Figma',
      [FIELD.tier]: 'Premium',
      [FIELD.justification]: 'Rebrand',
    },
  });
  const key = created.issueKey ?? '';
  await world.settle();
  const request = await sam.desk.request.getCustomerRequestByIdOrKey({ issueIdOrKey: key });
  expect(request).toMatchObject({
    issueKey: key,
    currentStatus: { status: 'Waiting for approval' },
    reporter: { displayName: 'Sam Rivera' },
  });

  const early = agent.jira.issues.doTransition({ issueIdOrKey: key, transition: { id: TRANSITION.fulfill } });
  await expect(early).rejects.toThrow(
    /Waiting for Priya Nair \(manager\) and Leo Brandt \(application owner\)/,
  );

  for (const role of ['manager', 'owner'] as const) {
    const approver = clientsOf(role);
    const approvals = await approver.desk.request.getApprovals({ issueIdOrKey: key });
    const open = approvals.values?.find(({ canAnswerApproval }) => canAnswerApproval);
    const answered = await approver.desk.request.answerApproval({
      issueIdOrKey: key,
      approvalId: Number(open?.id),
      decision: 'approve',
    });
    expect(answered.approvers?.map(({ approverDecision }) => approverDecision)).toContain('approved');
  }
  await world.settle();

  const transitions = await agent.jira.issues.getTransitions({ issueIdOrKey: key });
  expect(transitions.transitions?.map(({ name }) => name)).toContain('Fulfill');
  await agent.jira.issues.doTransition({ issueIdOrKey: key, transition: { id: TRANSITION.fulfill } });
  await world.settle();

  const issue = await agent.jira.issues.getIssue({ issueIdOrKey: key, expand: 'changelog,transitions' });
  expect(issue.fields).toMatchObject({ status: { name: 'Fulfilled' } });
  const notes = await agent.jira.issueComments.getComments({ issueIdOrKey: key, expand: ['properties'] });
  expect(notes.comments).toHaveLength(3);
  const seen = await sam.desk.request.getRequestComments({ issueIdOrKey: key });
  expect(seen.values?.map(({ body }) => body)).toEqual(['Figma Premium is ready for @Sam Rivera.']);
  const sla = await agent.desk.request.getSlaInformation({ issueIdOrKey: key });
  expect(sla.values).toMatchObject([{ name: 'Time to fulfill', completedCycles: [{ breached: false }] }]);
  const final = await agent.desk.request.getApprovals({ issueIdOrKey: key });
  expect(final.values).toMatchObject([{ finalDecision: 'approved' }]);
  const property = await agent.jira.issueProperties.getIssueProperty({
    issueIdOrKey: key,
    propertyKey: 'seatkeeper.request',
  });
  expect(property.value).toMatchObject({ state: 'fulfilled' });
});

it('an independent client reads the rest of what the sandbox models without a schema error', async () => {
  const agent = clientsOf('agent');
  await agent.jira.myself.getCurrentUser();
  await agent.jira.issueFields.getFields();
  await agent.jira.projects.getProject({ projectIdOrKey: 'IT' });
  await agent.jira.projects.getAllStatuses({ projectIdOrKey: 'IT' });
  await agent.jira.permissions.getMyPermissions({
    permissions: 'ADMINISTER,BROWSE_PROJECTS',
    projectKey: 'IT',
  });
  await agent.jira.users.getAllUsers({ maxResults: 5 });
  await agent.jira.userSearch.findUsers({ query: 'sam' });
  const found = await agent.jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: 'project = IT',
    fields: ['summary', 'status'],
  });
  expect(found.issues?.length).toBeGreaterThan(0);
  const queues = await agent.desk.servicedesk.getQueues({ serviceDeskId: '1', includeCount: true });
  await agent.desk.servicedesk.getIssuesInQueue({
    serviceDeskId: '1',
    queueId: Number(queues.values?.[0]?.id),
  });
  const status = await agent.desk.request.getCustomerRequestStatus({ issueIdOrKey: 'IT-1' });
  expect(status.values?.[0]).toMatchObject({ status: 'Fulfilled' });
  await agent.desk.request.getRequestParticipants({ issueIdOrKey: 'IT-1' });
  await agent.desk.request.createRequestComment({ issueIdOrKey: 'IT-1', body: 'Welcome', public: false });
  await agent.desk.request.getCustomerTransitions({ issueIdOrKey: 'IT-1' });
});
