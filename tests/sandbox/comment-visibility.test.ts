import { groupNamed } from '../../sandbox/jsm/groups';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { person, deskSite } from '../support/probe-site';

const body = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'secret' }] }],
};
const PEOPLE = ['agent', 'admin', 'viewer'];
const GROUP = { type: 'group', value: 'agents' };
const TEAM = { type: 'role', value: 'Service Desk Team' };

let desk: ProbeDesk;
let key: string;
beforeEach(async () => {
  const site = deskSite();
  desk = new ProbeDesk({ ...site, accounts: [...site.accounts, person('Other', 'licensed', ['agents'])] });
  key = await desk.raise();
});

const comments = (): string => `/rest/api/3/issue/${key}/comment`;
const commentedBy = async (who: string, visibility: unknown): Promise<string> =>
  textOf(member(await desk.ask(who, 'POST', comments(), { body, visibility }), 'id'));

/** Who of some people finds something in what they are answered. */
async function seenBy(people: readonly string[], see: (who: string) => Promise<boolean>): Promise<string[]> {
  const seen = [];
  for (const who of people) if (await see(who)) seen.push(who);
  return seen;
}

describe('a comment that is restricted', () => {
  it.each([
    ['to a group, by its name', GROUP, ['agent']],
    ['to a group, by its id', { type: 'group', identifier: groupNamed('agents').groupId }, ['agent']],
    ['to a role', TEAM, ['agent']],
    ['to nobody', undefined, PEOPLE],
  ])('%s is seen by its members alone, wherever comments are', async (_what, visibility, readers) => {
    const id = await commentedBy('agent', visibility);
    const portal = `/rest/servicedeskapi/request/${key}/comment`;
    const isThere = (path: string) => async (who: string) =>
      (await desk.send(who, 'GET', path)).status === 200;
    const isListed = (method: string, path: string, list: string, asked?: unknown) => async (who: string) =>
      listOf(member(await desk.ask(who, method, path, asked), list)).length === 1;

    expect(await seenBy(PEOPLE, isListed('GET', comments(), 'comments'))).toEqual(readers);
    expect(await seenBy(PEOPLE, isThere(`${comments()}/${id}`))).toEqual(readers);
    const ids = { ids: [Number(id)] };
    expect(await seenBy(PEOPLE, isListed('POST', '/rest/api/3/comment/list', 'values', ids))).toEqual(
      readers,
    );
    expect(await seenBy(PEOPLE, isThere(`/rest/api/3/comment/${id}/properties`))).toEqual(readers);
    const inPortal = visibility === undefined ? [...PEOPLE, 'sam'] : readers;
    expect(await seenBy([...PEOPLE, 'sam'], isListed('GET', portal, 'values'))).toEqual(inPortal);
    expect(await seenBy([...PEOPLE, 'sam'], isThere(`${portal}/${id}`))).toEqual(inPortal);
    const request = `/rest/servicedeskapi/request/${key}?expand=comment`;
    expect(
      await seenBy(
        [...PEOPLE, 'sam'],
        async (who) =>
          listOf(member(member(await desk.ask(who, 'GET', request), 'comments'), 'values')).length === 1,
      ),
    ).toEqual(inPortal);
  });

  it('says to whom, and is not for customers', async () => {
    const id = await commentedBy('agent', GROUP);
    const { groupId } = groupNamed('agents');
    expect(await desk.ask('agent', 'GET', `${comments()}/${id}`)).toMatchObject({
      visibility: { type: 'group', value: 'agents', identifier: groupId },
      jsdPublic: false,
    });
  });

  it.each([
    [{ type: 'group', value: 'ghosts' }, 'Group: ghosts does not exist.'],
    [{ type: 'group', value: 'site-admins' }, 'You are currently not a member of the group: site-admins.'],
    [{ type: 'role', value: 'Ghosts' }, 'Invalid role level specified.'],
    [
      { type: 'role', value: 'Administrators' },
      'You are currently not a member of the project role: Administrators.',
    ],
  ])(
    'to %j is refused to an agent who is not there, and nothing is added or changed',
    async (visibility, said) => {
      const refused = await desk.send('agent', 'POST', comments(), { body, visibility });
      expect(refused).toEqual({ status: 400, body: { errorMessages: [], errors: { commentLevel: said } } });
      const edit = { fields: { summary: 'Other' }, update: { comment: [{ add: { body, visibility } }] } };
      const alsoRefused = await desk.send('agent', 'PUT', `/rest/api/3/issue/${key}`, edit);
      expect(alsoRefused).toEqual(refused);
      const issue = await desk.ask('agent', 'GET', `/rest/api/3/issue/${key}?fields=summary`);
      expect(member(member(issue, 'fields'), 'summary')).toBe('Please');
      expect(await desk.ask('agent', 'GET', comments())).toMatchObject({ total: 0 });
    },
  );

  it('is hidden from apps, which are in a role of their own, and may be for these alone', async () => {
    const app = desk.site.addAppUser('Probe');
    const hidden = await commentedBy('agent', TEAM);
    expect((await desk.send(app, 'GET', `${comments()}/${hidden}`)).status).toBe(404);
    const own = await commentedBy(app, { type: 'role', value: 'atlassian-addons-project-access' });
    expect((await desk.send(app, 'GET', `${comments()}/${own}`)).status).toBe(200);
    expect((await desk.send('agent', 'GET', `${comments()}/${own}`)).status).toBe(404);
  });

  it('stays so when it is edited without a word of that', async () => {
    const id = await commentedBy('agent', GROUP);
    const path = `${comments()}/${id}`;
    expect(await desk.ask('agent', 'PUT', path, { body })).toMatchObject({ visibility: { value: 'agents' } });
    expect((await desk.send('viewer', 'GET', path)).status).toBe(404);
  });

  it('comes with an edit and with a transition as it comes alone', async () => {
    const comment = [{ add: { body, visibility: GROUP } }];
    await desk.ask('agent', 'PUT', `/rest/api/3/issue/${key}`, { update: { comment } });
    const internal = { body, properties: [{ key: 'sd.public.comment', value: { internal: true } }] };
    await desk.ask('agent', 'POST', `/rest/api/3/issue/${key}/transitions`, {
      transition: { id: '61' },
      fields: { customfield_10002: { id: '1' } },
      update: { comment: [{ add: internal }] },
    });
    const totalFor = async (who: string) => member(await desk.ask(who, 'GET', comments()), 'total');
    expect([await totalFor('agent'), await totalFor('viewer')]).toEqual([2, 1]);
    const portal = `/rest/servicedeskapi/request/${key}/comment`;
    expect(await desk.ask('sam', 'GET', portal)).toMatchObject({ size: 0 });
  });
});
