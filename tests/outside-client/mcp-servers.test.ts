import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { whereInstalled } from '../support/installed';
import { McpTools } from '../support/mcp-client';
import { serveDesk, type ServedDesk } from '../support/served-desk';

const CLOUD = 'mcp-jira-cloud';
const NEXUS = '@nexus2520/jira-mcp-server';
const MCP = '@modelcontextprotocol/sdk';

let desk: ServedDesk;
let tools: McpTools;

/** A server signed in as the agent of the desk. */
async function start(packageName: string): Promise<void> {
  tools = await McpTools.start(packageName, {
    JIRA_BASE_URL: desk.url,
    JIRA_EMAIL: 'agent@probe.example',
    JIRA_API_TOKEN: desk.token,
  });
}

beforeAll(async () => {
  desk = await serveDesk();
});
afterEach(() => tools.close());
afterAll(() => desk.close());

whereInstalled(CLOUD, MCP).describe(CLOUD, () => {
  it('works a request from its creation to its end', async () => {
    await start(CLOUD);
    expect(await tools.json('jira_whoami')).toMatchObject({ displayName: 'Agent' });
    expect(await tools.json('jira_list_projects')).toMatchObject({ values: [{ key: 'PRB' }] });
    const types = listOf(await tools.json('jira_get_issue_types', { projectKey: 'PRB' }));
    expect(types).toMatchObject([{ id: '100', name: 'Service Request' }]);
    expect(listOf(await tools.json('jira_get_priorities')).map((one) => member(one, 'name'))).toContain(
      'High',
    );
    const metadata = await tools.json('jira_get_create_metadata', {
      projectIdOrKey: 'PRB',
      issueTypeId: '100',
    });
    expect(listOf(member(metadata, 'fields')).map((one) => member(one, 'fieldId'))).toContain('priority');

    const created = await tools.json('jira_create_issue', {
      projectKey: 'PRB',
      issueType: 'Service Request',
      summary: 'A taller desk',
      description: 'It should move up and down.',
      priority: 'High',
      labels: ['furniture'],
      dueDate: '2026-12-01',
    });
    const issueIdOrKey = textOf(member(created, 'key'));
    expect(await tools.json('jira_get_issue', { issueIdOrKey })).toMatchObject({
      key: issueIdOrKey,
      summary: 'A taller desk',
      description: 'It should move up and down.',
      labels: ['furniture'],
      duedate: '2026-12-01',
    });
    await tools.call('jira_add_comment', { issueIdOrKey, body: 'Ordered.' });
    expect(await tools.call('jira_get_issue_comments', { issueIdOrKey })).toContain('Ordered.');
    expect(await tools.json('jira_get_all_labels')).toMatchObject({ labels: ['furniture'] });

    const offered = member(await tools.json('jira_get_transitions', { issueIdOrKey }), 'transitions');
    const finish = listOf(offered).find((one) => member(one, 'name') === 'Withdraw');
    const transitionId = textOf(member(finish, 'id'));
    expect(
      await tools.json('jira_transition_issue', {
        issueIdOrKey,
        transitionId,
        comment: 'Not needed any more.',
      }),
    ).toMatchObject({ success: true });
    const found = await tools.json('jira_search_issues_summary', {
      jql: 'project = PRB AND status = Declined',
    });
    expect(found).toEqual([{ key: issueIdOrKey, summary: 'A taller desk', status: 'Declined' }]);
    expect(
      await tools.json('jira_get_issue', { issueIdOrKey, fields: ['status', 'resolution'] }),
    ).toMatchObject({
      status: 'Declined',
      resolution: 'Done',
    });
    expect(await tools.call('jira_get_changelog', { issueIdOrKey })).toContain('Declined');
  });
});

whereInstalled(NEXUS, MCP).describe(NEXUS, () => {
  it('is a second server that works one, too', async () => {
    await start(NEXUS);
    // not its list of projects: it sends a parameter there that Jira does not describe
    expect(await tools.call('jira_search', { action: 'users', query: 'Agent' })).toContain('agent');
    const metadata = await tools.call('jira_search', {
      action: 'create_metadata',
      projectKey: 'PRB',
      issueType: 'Service Request',
    });
    expect(metadata).toContain('Create Metadata for Probe (PRB)');
    expect(metadata).toContain('**summary** (Summary)');
    expect(metadata).toContain('Highest, High, Medium, Low, Lowest');

    const created = await tools.call('jira_issues', {
      action: 'create',
      projectKey: 'PRB',
      issueType: 'Service Request',
      summary: 'A lower chair',
      description: 'My feet hang in the air.',
      priority: 'Low',
      assignee: 'agent@probe.example',
      labels: ['furniture'],
    });
    const [issueKey = ''] = /PRB-\d+/.exec(created) ?? [];
    const shown = await tools.call('jira_issues', { action: 'get', issueKey });
    for (const part of ['A lower chair', 'My feet hang in the air.', 'Low', 'furniture', 'Agent', 'Open'])
      expect(shown).toContain(part);
    await tools.call('jira_comments', { action: 'add', issueKey, comment: 'Measured.' });
    expect(await tools.call('jira_comments', { action: 'get', issueKey })).toContain('Measured.');

    const offered = await tools.call('jira_workflow', { action: 'get_transitions', issueKey });
    expect(offered).toContain('Withdraw');
    await tools.call('jira_workflow', {
      action: 'transition',
      issueKey,
      transitionId: '51',
    });
    const found = await tools.call('jira_search', {
      action: 'issues',
      jql: 'project = PRB AND status = Declined',
      fields: ['summary', 'status'],
    });
    expect(found).toContain(issueKey);
    expect(await tools.call('jira_issues', { action: 'get', issueKey })).toContain('**Status**: Declined');
    expect(await tools.call('jira_links', { action: 'list', issueKey })).toContain('No links found.');
    expect(await tools.call('jira_attachments', { action: 'list', issueKey })).toMatch(/no attachments/i);
  });
});
