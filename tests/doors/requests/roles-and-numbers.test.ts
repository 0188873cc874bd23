import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { CREATE_PANEL_FIELD } from '../../../src/jira/contract/create-panel-field';
import { MINUTE } from '../../../src/common/rules/time';
import { member } from '../../../sandbox/untyped';
import { importRules } from '../../support/duties';
import {
  approveAll,
  fulfill,
  MIRO_STANDARD,
  SLACK_STANDARD,
  raise,
  raiseByPanel,
} from '../../support/requests';
import { saveProject } from '../../support/settings';
import { World } from '../../support/world';

const ROLE_FIELD = 'customfield_10060';
let world: World;

afterEach(() => world.stop());

const withRoleField = (company: Company): Company => ({
  ...company,
  site: {
    ...company.site,
    fields: [
      ...company.site.fields,
      {
        id: ROLE_FIELD,
        name: 'Role',
        type: 'string',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
      },
    ],
  },
});

async function mapRoleField(): Promise<void> {
  const [project] = member(await world.admin('admin/setup', {}), 'settings') as [{ fields: object }];
  await saveProject(world, { ...project, fields: { ...project.fields, role: ROLE_FIELD } });
}

const NOTION = {
  format: 'seatkeeper-catalog',
  applications: [
    {
      key: 'notion',
      name: 'Notion',
      risk: 'high',
      owner: null,
      tiers: [{ key: 'team', name: 'Team', seats: 5, roles: ['Reader', 'Writer'] }],
    },
  ],
  policy: {
    rules: [
      {
        id: 'high-risk-needs-manager',
        description: 'Much depends on it, so the manager decides.',
        when: { risk: ['high'] },
        effect: { kind: 'require', stages: ['manager'] },
      },
      {
        id: 'writers-for-a-month',
        description: 'Writers have it for a month.',
        when: { roles: ['writer'] },
        effect: { kind: 'limit-duration', maxDays: 30 },
      },
    ],
  },
};

describe('a role that only the create panel has said', () => {
  it('voids what was approved once it was seen to be another, even when it is changed back at once', async () => {
    world = await World.start();
    await world.importCatalog(NOTION);
    const asked = { application: 'notion', tier: 'team', duration: 30, justification: 'Minutes' };
    const key = await raiseByPanel(world, { ...asked, role: 'Reader' });
    await approveAll(world, key, ['manager']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    // a property has no history, and agents can write it
    const { appId } = world.sandbox.host.manifest;
    const say = (role: string): Promise<unknown> =>
      world.as('agent').ask('PUT', `/rest/api/3/issue/${key}/properties/${appId}`, {
        [CREATE_PANEL_FIELD]: { ...asked, role },
      });
    await say('Writer');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('changed after it was decided');
    await say('Reader');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('changed after it was decided');
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'The request changed, so earlier approvals no longer count.',
    );
    await approveAll(world, key, ['manager']);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('a tier with roles', () => {
  it('asks for the role, decides by it and by the risk, shows it, and binds the approval to it', async () => {
    world = await World.start({ company: withRoleField(madeUpCompany()) });
    await mapRoleField();
    await world.importCatalog(NOTION);
    const asked = { application: 'notion', tier: 'team', duration: 30, justification: 'Minutes' };

    const unsaid = await raiseByPanel(world, asked);
    expect((await world.comments(unsaid, 'public')).join()).toContain(
      'Which role do you need in Team? Choose one of these: Reader, Writer.',
    );

    const key = await raiseByPanel(world, { ...asked, role: 'writer' });
    const [note] = await world.comments(key, 'internal');
    expect(note).toContain('Notion Team · Writer');
    expect(note).toContain('high-risk-needs-manager, writers-for-a-month');
    expect(await world.panel(key)).toMatchObject({
      what: 'Notion Team · Writer',
      pool: { name: 'Notion Team' },
    });
    expect(await world.as('agent').ask('GET', `/rest/api/3/issue/${key}?fields=${ROLE_FIELD}`)).toMatchObject(
      { fields: { [ROLE_FIELD]: 'Writer' } },
    );

    await approveAll(world, key, ['manager']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await world.advance(60_000);
    const edit = { fields: { [ROLE_FIELD]: 'Reader' } };
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, edit);
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/changed after it was decided/);
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.comments(key, 'internal')).at(-1)).toContain('Notion Team · Reader');
  });
});

/** Requests of one person for so many others, as if they had been received. */
async function recordAsked(people: number): Promise<void> {
  for (let person = 1; person <= people; person++) {
    await world.execute(
      `INSERT INTO access_request (issue_id, issue_key, project_id, requester_id, requester_ids, state, revision, app_key, tier_key,
         beneficiary_id, justification, decision, assignments, votes, problems, ignored_approvals, requested_at, cycle,
         unfinished, version)
       VALUES (?, 'IT-0', '10000', ?, '[]', 'fulfilled', 1, 'slack', 'standard', ?, '', 'null', '[]', '[]', '[]', '[]', ?, 1, 0, 1)`,
      `many-${person}`,
      world.company.roles.newHire,
      `somebody-${person}`,
      world.now(),
    );
  }
}

describe('a rule about many people at once', () => {
  it('counts whom one requester asked for within a day, without what came to nothing', async () => {
    world = await World.start();
    await importRules(world, {
      id: 'two-a-day',
      description: 'Nobody asks for more than two people a day.',
      when: { peopleMoreThan: 2 },
      effect: { kind: 'forbid' },
    });
    const { manager, agent, lead } = world.company.roles;
    const askFor = (beneficiary: string): Promise<string> =>
      raise(world, { ...MIRO_STANDARD, beneficiary }, 'newHire');
    const first = await askFor(manager);
    const second = await askFor(agent);
    const third = await askFor(lead);
    expect([first, second, third].map((key) => world.statusOf(key))).toEqual([
      'Waiting for approval',
      'Waiting for approval',
      'Declined',
    ]);
    // what was refused does not take the others with it
    await approveAll(world, first, ['owner']);
    expect(await world.as('agent').move(first, 'Fulfill')).toBeUndefined();

    await world.advance(86_400_000);
    expect(world.statusOf(await askFor(lead))).toBe('Waiting for approval');
  });

  it('is there without being written: beyond fifty the owner decides, and the note tells the plan and the undo', async () => {
    world = await World.start();
    await recordAsked(50);
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.comments(key, 'internal')).at(-1)).toMatch(
      /Plan and undo.*undo all requests of this day together/s,
    );
  });

  it('holds those that came first as well: what is ready waits for the owner once it is one of many', async () => {
    world = await World.start();
    const first = await raise(world, SLACK_STANDARD);
    const granted = await raise(world, { ...SLACK_STANDARD, beneficiary: world.company.roles.manager });
    expect([first, granted].map((key) => world.statusOf(key))).toEqual([
      'Ready to fulfill',
      'Ready to fulfill',
    ]);
    expect(await fulfill(world, granted)).toBeUndefined();
    await recordAsked(48);
    // the fifty-first; one that was granted and withdrawn later still counts
    await world.execute(`UPDATE access_request SET state = 'canceled', cycle = 1 WHERE issue_id = 'many-1'`);
    const last = await raise(world, { ...SLACK_STANDARD, beneficiary: world.company.roles.agent });
    expect(world.statusOf(last)).toBe('Waiting for approval');
    expect(await fulfill(world, first)).toContain('More is required now than when this request was decided');
    await world.advance(6 * MINUTE);
    expect(world.statusOf(first)).toBe('Waiting for approval');
    expect((await world.comments(first, 'internal')).at(-1)).toContain(
      'Access for more than 50 people within a day needs approval from the application owner.',
    );
    expect(world.statusOf(granted)).toBe('Fulfilled');
  });
});
