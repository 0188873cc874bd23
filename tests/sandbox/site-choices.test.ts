import { listOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { ProbeDesk } from '../support/probe-desk';
import { deskSite } from '../support/probe-site';

let desk: ProbeDesk;
beforeEach(() => {
  desk = new ProbeDesk(deskSite());
});

const namesIn = (answer: unknown): unknown[] => listOf(answer).map((one) => member(one, 'name'));

describe('what may be sent for a new issue', () => {
  const metadata = async (query: string, who = 'agent'): Promise<unknown[]> =>
    listOf(member(await desk.ask(who, 'GET', `/rest/api/3/issue/createmeta${query}`), 'projects'));

  it('is told for the projects in which one may create any, with its fields where they are asked for', async () => {
    const [project] = await metadata('?projectKeys=PRB&expand=projects.issuetypes.fields');
    const [type] = listOf(member(project, 'issuetypes'));
    const fields = member(type, 'fields');
    expect(member(fields, 'priority')).toMatchObject({
      required: false,
      hasDefaultValue: true,
      defaultValue: { name: 'Medium' },
      operations: ['set'],
    });
    expect(namesIn(member(member(fields, 'priority'), 'allowedValues'))).toEqual([
      'Highest',
      'High',
      'Medium',
      'Low',
      'Lowest',
    ]);
    expect(member(fields, 'labels')).toMatchObject({ operations: ['add', 'set', 'remove'] });
    expect(member(fields, 'summary')).toMatchObject({ required: true });
    expect(member(fields, 'votes')).toBeUndefined();
    const [plain] = await metadata('?issuetypeNames=Service%20Request');
    expect(member(listOf(member(plain, 'issuetypes'))[0], 'fields')).toBeUndefined();
    const [none] = await metadata('?issuetypeNames=Bug');
    expect(member(none, 'issuetypes')).toEqual([]);
    expect(await metadata('?projectKeys=NO')).toEqual([]);
    expect(await metadata('', 'viewer')).toEqual([]);
  });

  it('is refused page by page for a project or a type that is not theirs', async () => {
    const path = '/rest/api/3/issue/createmeta';
    expect((await desk.send('viewer', 'GET', `${path}/PRB/issuetypes`)).status).toBe(400);
    expect((await desk.send('agent', 'GET', `${path}/NO/issuetypes`)).status).toBe(400);
    expect((await desk.send('agent', 'GET', `${path}/PRB/issuetypes/9`)).status).toBe(400);
  });
});

it('priorities, resolutions, types and statuses are listed plainly', async () => {
  const list = (path: string, who = 'agent') => desk.ask(who, 'GET', `/rest/api/3/${path}`);
  expect(namesIn(await list('priority'))).toEqual(['Highest', 'High', 'Medium', 'Low', 'Lowest']);
  expect(namesIn(await list('resolution'))).toEqual(['Done', "Won't Do", 'Duplicate']);
  expect(namesIn(member(await list('resolution/search?id=10001'), 'values'))).toEqual(["Won't Do"]);
  expect(namesIn(await list('project'))).toEqual(['Probe']);
  expect(await list('project', 'outsider')).toEqual([]);
  expect(await list('status', 'outsider')).toEqual([]);
  expect(await list('issuetype', 'outsider')).toEqual([]);
  for (const path of ['priority/9', 'resolution/9'])
    expect((await desk.send('agent', 'GET', `/rest/api/3/${path}`)).status).toBe(404);
  expect((await desk.send('agent', 'GET', '/rest/api/3/statuses/search')).status).toBe(401);
});

it('permissions that Jira has are known, whether somebody holds them or not, and others are refused', async () => {
  const mine = async (keys: string) =>
    desk.send('agent', 'GET', `/rest/api/3/mypermissions?permissions=${keys}`);
  expect((await mine('LINK_ISSUES,MANAGE_SPRINTS_PERMISSION,BULK_CHANGE')).body).toMatchObject({
    permissions: {
      LINK_ISSUES: { havePermission: true, type: 'PROJECT' },
      MANAGE_SPRINTS_PERMISSION: { havePermission: false },
      BULK_CHANGE: { havePermission: true, type: 'GLOBAL' },
    },
  });
  expect(await mine('FLY')).toEqual({
    status: 400,
    body: { errorMessages: ['Unrecognized permission: FLY'], errors: {} },
  });
});
