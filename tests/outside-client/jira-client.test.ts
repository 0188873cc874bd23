import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { documentOf } from '../support/documents';
import { whereInstalled } from '../support/installed';
import { ROOT } from '../support/root';
import { serveDesk, type ServedDesk } from '../support/served-desk';

/** What the test uses of jira-client, which brings no types. */
interface JiraClient {
  readonly addCommentAdvanced: (key: string, comment: unknown) => Promise<unknown>;
  readonly addNewIssue: (issue: unknown) => Promise<unknown>;
  readonly doRequest: (request: unknown) => Promise<unknown>;
  readonly findIssue: (key: string) => Promise<unknown>;
  readonly getComments: (key: string) => Promise<unknown>;
  readonly getCurrentUser: () => Promise<unknown>;
  readonly getIssueCreateMetadata: (query: unknown) => Promise<unknown>;
  readonly getServerInfo: () => Promise<unknown>;
  readonly listFields: () => Promise<unknown>;
  readonly listPriorities: () => Promise<unknown>;
  readonly listProjects: () => Promise<unknown>;
  readonly listStatus: () => Promise<unknown>;
  readonly listTransitions: (key: string) => Promise<unknown>;
  readonly makeRequestHeader: (uri: unknown) => unknown;
  readonly makeUri: (given: unknown) => unknown;
  readonly searchJira: (jql: string) => Promise<unknown>;
  readonly transitionIssue: (key: string, move: unknown) => Promise<unknown>;
  readonly updateIssue: (key: string, change: unknown) => Promise<unknown>;
}
type JiraClientClass = new (options: Readonly<Record<string, unknown>>) => JiraClient;

let desk: ServedDesk;
beforeAll(async () => {
  desk = await serveDesk();
});
afterAll(() => desk.close());

const isClass = (value: unknown): value is JiraClientClass => typeof value === 'function';

function clientWith(credentials: Readonly<Record<string, string>>): JiraClient {
  const loaded: unknown = createRequire(join(ROOT, 'package.json'))('jira-client');
  if (!isClass(loaded)) throw new Error('jira-client exports another thing than a class');
  const { hostname, port } = new URL(desk.url);
  return new loaded({ protocol: 'http', host: hostname, port, apiVersion: '3', ...credentials });
}

const namesIn = (list: unknown): unknown[] => listOf(list).map((one) => member(one, 'name'));

whereInstalled('jira-client').describe('jira-client', () => {
  it('works a request from its creation to its end', async () => {
    const jira = clientWith({ username: 'agent@probe.example', password: desk.token });
    expect(await jira.getCurrentUser()).toMatchObject({ displayName: 'Agent' });
    expect(await jira.getServerInfo()).toMatchObject({ deploymentType: 'Cloud' });
    expect(await jira.listProjects()).toMatchObject([{ key: 'PRB' }]);
    expect(namesIn(await jira.listPriorities())).toContain('Medium');
    expect(namesIn(await jira.listStatus())).toContain('Waiting');
    expect(namesIn(await jira.listFields())).toContain('Priority');
    const metadata = await jira.getIssueCreateMetadata({ projectKeys: 'PRB' });
    expect(metadata).toMatchObject({ projects: [{ issuetypes: [{ name: 'Service Request' }] }] });

    const created = await jira.addNewIssue({
      fields: {
        project: { key: 'PRB' },
        issuetype: { name: 'Service Request' },
        summary: 'A brighter lamp',
        description: documentOf('It gets dark at four.'),
        labels: ['furniture'],
      },
    });
    const key = textOf(member(created, 'key'));
    await jira.updateIssue(key, { fields: { priority: { name: 'High' }, duedate: '2026-12-01' } });
    expect(member(await jira.findIssue(key), 'fields')).toMatchObject({
      summary: 'A brighter lamp',
      description: documentOf('It gets dark at four.'),
      priority: { name: 'High' },
      labels: ['furniture'],
      comment: { total: 0 },
      worklog: { total: 0 },
      votes: { votes: 0 },
    });
    await jira.addCommentAdvanced(key, { body: documentOf('Ordered.') });
    expect(await jira.getComments(key)).toMatchObject({ total: 1 });

    const finish = listOf(member(await jira.listTransitions(key), 'transitions')).find(
      (one) => member(one, 'name') === 'Withdraw',
    );
    await jira.transitionIssue(key, { transition: { id: member(finish, 'id') } });
    expect(member(await jira.findIssue(key), 'fields')).toMatchObject({ status: { name: 'Declined' } });

    const uri = jira.makeUri({
      pathname: '/search/jql',
      query: { jql: 'project = PRB AND status = Declined', fields: 'summary' },
    });
    expect(await jira.doRequest(jira.makeRequestHeader(uri))).toMatchObject({ issues: [{ key }] });
    // its own search is the one that Jira has removed
    await expect(jira.searchJira('project = PRB')).rejects.toThrow('The requested API has been removed');
  });

  it('signs in with a Bearer token, too', async () => {
    const asAgent = clientWith({ bearer: `agent@probe.example:${desk.token}` });
    expect(await asAgent.getCurrentUser()).toMatchObject({ displayName: 'Agent' });
    const byTokenAlone = clientWith({ bearer: desk.token });
    expect(await byTokenAlone.getCurrentUser()).toMatchObject({ displayName: 'Admin' });
    await expect(clientWith({ bearer: 'another' }).getCurrentUser()).rejects.toThrow(
      'Wrong e-mail address or token.',
    );
  });
});
