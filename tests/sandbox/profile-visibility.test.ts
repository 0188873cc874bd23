import { closeAccount } from '../../sandbox/jsm/close-account';
import { listOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { probeSite } from '../support/probe-site';
import { ProbeDesk } from '../support/probe-desk';

// What a profile shows of a person depends on who looks, and of a closed account nobody sees anything

const USER = '/rest/api/3/user?accountId=sam';
const SEARCH = '/rest/api/3/user/search?query=sam@probe.example';

/** The same call as an app makes it, as itself or in somebody's name. */
async function asApp(desk: ProbeDesk, path: string, accountId?: string): Promise<unknown> {
  const { site } = desk;
  const caller =
    accountId === undefined
      ? ({ kind: 'app', accountId: site.addAppUser('Probe') } as const)
      : ({ kind: 'user', accountId } as const);
  const { response } = await site.call(caller, new Request(new URL(path, site.url)), () => true);
  return response.json();
}

describe('a hidden e-mail address', () => {
  let desk: ProbeDesk;
  beforeEach(() => {
    desk = new ProbeDesk();
    desk.site.jsm.account('sam').hidesEmail = true;
  });

  it('is seen by its owner and by administrators, and by no app, whoever it acts for', async () => {
    const emailFor = async (who: string): Promise<unknown> =>
      member(await desk.ask(who, 'GET', '/rest/api/3/user?accountId=viewer'), 'emailAddress');
    desk.site.jsm.account('viewer').hidesEmail = true;
    expect(await emailFor('viewer')).toBe('viewer@probe.example');
    expect(await emailFor('admin')).toBe('viewer@probe.example');
    expect(await emailFor('agent')).toBeUndefined();
    for (const accountId of [undefined, 'admin', 'viewer'])
      expect(
        member(await asApp(desk, '/rest/api/3/user?accountId=viewer', accountId), 'emailAddress'),
      ).toBeUndefined();
    expect(member(await asApp(desk, '/rest/api/3/user?accountId=agent'), 'emailAddress')).toBe(
      'agent@probe.example',
    );
  });

  it('is in no issue, comment, list of people or portal request that an app reads', async () => {
    const key = await desk.raise('sam');
    await desk.ask('sam', 'POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: 'Please',
      public: true,
    });
    const paths = [
      `/rest/api/3/issue/${key}`,
      `/rest/api/3/issue/${key}/comment`,
      `/rest/servicedeskapi/request/${key}`,
      '/rest/api/3/users/search',
      '/rest/api/3/user/bulk?accountId=sam',
    ];
    for (const path of paths) {
      const answer = JSON.stringify(await asApp(desk, path, 'admin'));
      expect(answer).toContain('sam');
      expect(answer).not.toContain('sam@probe.example');
    }
  });

  it('finds nobody for who may not see it', async () => {
    expect(await asApp(desk, SEARCH)).toEqual([]);
    expect(await desk.ask('agent', 'GET', SEARCH)).toEqual([]);
    expect(listOf(await desk.ask('admin', 'GET', SEARCH))).toHaveLength(1);
  });

  it('is what a whole site may hide, but for those whose profile shows it', async () => {
    const all = new ProbeDesk(probeSite('probe', { hidesEmails: true }));
    all.site.jsm.account('agent').hidesEmail = false;
    expect(member(await asApp(all, USER), 'emailAddress')).toBeUndefined();
    expect(member(await asApp(all, '/rest/api/3/user?accountId=agent'), 'emailAddress')).toBe(
      'agent@probe.example',
    );
  });
});

describe('a closed account', () => {
  it('keeps its id where it stands, and is a former user without address, groups or rights', async () => {
    const desk = new ProbeDesk();
    const key = await desk.raise('sam');
    await desk.ask('agent', 'POST', `/rest/api/3/issue/${key}/comment`, {
      body: {
        type: 'doc',
        version: 1,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Yes' }] }],
      },
    });
    closeAccount(desk.site.jsm, 'agent');
    closeAccount(desk.site.jsm, 'sam');
    const user = await desk.ask('admin', 'GET', USER);
    expect(user).toMatchObject({ accountId: 'sam', displayName: 'Former user', active: false });
    expect(member(user, 'emailAddress')).toBeUndefined();
    expect(await desk.ask('admin', 'GET', '/rest/api/3/user/search?query=former')).toEqual([]);
    expect(await desk.ask('admin', 'GET', '/rest/api/3/user/groups?accountId=agent')).toEqual([]);
    const issue = JSON.stringify(await desk.ask('admin', 'GET', `/rest/api/3/issue/${key}/comment`));
    expect(issue).toContain('"accountId":"agent"');
    expect(issue).toContain('Former user');
    expect((await desk.send('agent', 'GET', `/rest/api/3/issue/${key}`)).status).toBe(404);
  });

  it('may be one that Jira does not find, and leaves out of its lists', async () => {
    const desk = new ProbeDesk(probeSite('probe', { closedAccounts: 'missing' }));
    closeAccount(desk.site.jsm, 'sam');
    expect((await desk.send('admin', 'GET', USER)).status).toBe(404);
    const bulk = await desk.ask('admin', 'GET', '/rest/api/3/user/bulk?accountId=sam&accountId=alex');
    expect(listOf(member(bulk, 'values')).map((one) => member(one, 'accountId'))).toEqual(['alex']);
    expect(JSON.stringify(await desk.ask('admin', 'GET', '/rest/api/3/users/search'))).not.toContain('"sam"');
  });
});
