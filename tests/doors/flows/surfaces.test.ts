import { DAY, HOUR } from '../../../src/common/rules/time';
import { FIELD } from '../../../sandbox/company/service-project';
import { adminCall, setUpApp } from '../../../sandbox/company/set-up-app';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import { START, World } from '../../support/world';
import { saveProject } from '../../support/settings';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

describe('the issue panel', () => {
  it('answers what is missing, from whom, since when, and what the pool has', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(2 * HOUR);
    expect(await world.panel(key)).toMatchObject({
      kind: 'request',
      state: 'awaiting-approval',
      what: 'Figma Premium',
      premium: true,
      requesterName: 'Sam Rivera',
      requirements: [
        {
          kind: 'manager',
          state: 'waiting',
          stage: {
            people: [{ personId: world.company.roles.manager, forId: null, vote: null }],
            peopleCount: 1,
            quorum: 1,
            since: START + 2000,
            next: null,
          },
        },
        {
          kind: 'application-owner',
          state: 'waiting',
          stage: { people: [{ personId: world.company.roles.owner }] },
        },
        { kind: 'justification', state: 'met', text: 'Design system' },
      ],
      pool: {
        name: 'Figma Premium',
        purchased: 6,
        allocated: 0,
        held: 0,
        free: 6,
        prices: [{ amount: '45.00', currency: 'EUR', per: 'month' }],
        contractEnd: '2027-03-12',
        seat: null,
      },
      clock: { requestedAt: START + 1000, approvedAt: null, fulfilledAt: null, sla: null },
      next: {
        kind: 'fulfill',
        enabled: false,
        reason:
          'Figma Premium needs approval first. Waiting for Priya Nair (manager) and Leo Brandt (application owner).',
      },
    });
  });

  it('shows a vote that no event has told of yet', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    expect(await world.panel(key)).toMatchObject({
      requirements: [{ kind: 'manager', state: 'met' }, { kind: 'application-owner', state: 'waiting' }, {}],
    });
  });

  it('says so at once when the request was changed after the decision', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(HOUR);
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 10 } });
    expect(await world.panel(key)).toMatchObject({ changed: true, next: { enabled: false } });
  });

  it('fulfills with one press and the agent’s own name on it', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    expect(await world.panel(key)).toMatchObject({
      state: 'ready',
      next: { kind: 'fulfill', enabled: true, reason: null },
    });
    await expect(world.fulfillFromPanel(key, 'secondAgent')).resolves.toEqual({ started: true });
    await world.settle();
    expect(await world.panel(key)).toMatchObject({
      state: 'fulfilled',
      fulfillerId: world.company.roles.secondAgent,
      next: { kind: 'none' },
    });
    expect(await world.comments(key, 'public')).toHaveLength(1);
  });

  it('refuses the press with the guard’s words while approvals are missing', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await expect(world.fulfillFromPanel(key)).rejects.toThrow(
      /^Figma Premium needs approval first\. Waiting for Priya Nair/,
    );
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('refuses the press in a status from which nothing leads to fulfilled', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await expect(world.fulfillFromPanel(key)).rejects.toThrow(
      'You can’t move this ticket from “Declined” to fulfilled.',
    );
  });

  it('has no removal to confirm on a ticket that is about no seat', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await expect(world.callPanel(key, 'issue-panel/confirm-removal')).rejects.toThrow(
      'This ticket isn’t about a seat.',
    );
  });

  it('lets a viewer look but not fulfill', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(await world.panel(key, 'lead')).toMatchObject({ kind: 'request' });
    await expect(world.fulfillFromPanel(key, 'lead')).rejects.toThrow(
      'Only agents who can fulfill this ticket can do this.',
    );
  });
});

describe('the portal', () => {
  const createPage = (
    role: 'newHire' | 'owner',
    functionKey: string,
    payload: unknown = {},
  ): Promise<unknown> =>
    world.as(role).invoke(
      'portal-create',
      functionKey,
      {
        type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
        portal: { id: 1 },
        request: { typeId: 10 },
      },
      payload,
    );

  it('offers the catalog, with whether there is a seat and nobody’s count of them', async () => {
    await raise(world, SLACK_STANDARD);
    expect(await createPage('newHire', 'portal/offer')).toMatchObject({
      kind: 'offer',
      applications: [
        {
          key: 'figma',
          tiers: [
            { key: 'standard', hasFreeSeat: true },
            { key: 'premium', premium: true, hasFreeSeat: true },
          ],
        },
        { key: 'slack', tiers: [expect.not.objectContaining({ free: expect.anything() as unknown })] },
        { key: 'miro' },
      ],
    });
  });

  it('says of a tier that whoever looks has it, and to nobody else', async () => {
    await fulfill(world, await raise(world, SLACK_STANDARD));
    await world.settle();
    const slackFor = async (role: 'newHire' | 'owner'): Promise<unknown> =>
      listOf(member(await createPage(role, 'portal/offer'), 'applications')).find(
        (application) => member(application, 'key') === 'slack',
      );
    expect(await slackFor('newHire')).toMatchObject({ tiers: [{ isHeld: true }] });
    expect(await slackFor('owner')).toMatchObject({ tiers: [{ isHeld: false }] });
  });

  it('offers nothing for request types that do not ask for access', async () => {
    const extension = {
      type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
      portal: { id: 1 },
      request: { typeId: 12 },
    };
    expect(await world.as('newHire').invoke('portal-create', 'portal/offer', extension)).toEqual({
      kind: 'not-an-access-request',
    });
  });

  it('tells before sending which approvals it needs, and nobody’s name', async () => {
    expect(
      await createPage('newHire', 'portal/preview', {
        application: 'figma',
        tier: 'premium',
        beneficiaryId: null,
        role: null,
        durationDays: null,
      }),
    ).toMatchObject({
      kind: 'decided',
      effect: 'require-approval',
      approvers: [
        { key: expect.any(String) as unknown, stage: 'manager', groupName: null },
        { key: expect.any(String) as unknown, stage: 'application-owner', groupName: null },
      ],
    });
    expect(
      await createPage('newHire', 'portal/preview', {
        application: 'slack',
        tier: 'standard',
        beneficiaryId: null,
        role: null,
        durationDays: null,
      }),
    ).toMatchObject({
      effect: 'auto-approve',
      reasons: ['Everybody in the company gets Slack.'],
    });
    expect(world.site.jsm.issues.size).toBe(0);
  });

  it('lets customers name a colleague by e-mail address, and tells nothing about anybody else', async () => {
    const find = (email: string): Promise<unknown> => createPage('newHire', 'portal/find-person', { email });
    expect(await createPage('newHire', 'portal/offer')).toMatchObject({ canSearchPeople: false });
    expect(await find('Leo.Brandt@acme.example')).toEqual({ personId: world.company.roles.owner });
    expect(await find('alex.moreau@acme.example')).toEqual({ personId: null });
    expect(await find('nobody@acme.example')).toEqual({ personId: null });
    expect(await find('brandt@acme.example')).toEqual({ personId: null });
    await expect(find('not an address')).rejects.toThrow('Enter an email address, like sam@acme.com.');
  });

  it('shows the requester each step, who has it and when it ends', async () => {
    const key = await raise(world, { ...MIRO_STANDARD, days: 30 });
    expect(await world.portalPanel(key)).toMatchObject({
      state: 'waiting',
      what: 'Miro Standard',
      forSelf: true,
      steps: [
        { kind: 'asked', state: 'done' },
        {
          kind: 'application-owner',
          state: 'current',
          stage: { people: [{ personId: world.company.roles.owner }] },
        },
        { kind: 'ready', state: 'open' },
      ],
    });
    await approveAll(world, key, ['owner']);
    expect(await world.portalPanel(key)).toMatchObject({
      state: 'approved',
      steps: [{}, { state: 'done' }, { kind: 'ready', state: 'current' }],
    });
    const fulfilledAt = world.now();
    await fulfill(world, key);
    expect(await world.portalPanel(key)).toMatchObject({
      state: 'ready',
      fulfilledAt,
      endsAt: fulfilledAt + 30 * DAY,
    });
  });

  it('shows an approver the request of somebody else as theirs', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    expect(await world.portalPanel(key, 'manager')).toMatchObject({
      forSelf: false,
      beneficiaryId: world.company.roles.newHire,
    });
  });
});

describe('the lead’s gadget', () => {
  const report = (measure: string, role: 'lead' | 'administrator' = 'lead', days = 7): Promise<unknown> =>
    world.as(role).invoke('lead-gadget', 'gadget/report', {
      type: 'jira:dashboardGadget',
      gadgetConfiguration: { projectId: '10000', measure, days, target: 95 },
    });

  it('has no figure while nothing was fulfilled, rather than zero', async () => {
    expect(await report('sla-adherence')).toMatchObject({
      rate: { hits: 0, of: 0, value: null },
      tickets: [],
    });
    expect(await report('reopen-rate')).toMatchObject({ rate: { value: null } });
  });

  it('counts SLA adherence from the measurements of fulfilled tickets and lists those that missed', async () => {
    const quick = await raise(world, SLACK_STANDARD);
    const slow = await raise(world, SLACK_STANDARD, 'manager');
    await fulfill(world, quick);
    await world.advance(9 * HOUR);
    await fulfill(world, slow);
    expect(await report('sla-adherence')).toMatchObject({
      rate: { hits: 1, of: 2, value: 0.5 },
      tickets: [
        {
          issueKey: slow,
          applicationName: 'Slack',
          elapsed: expect.any(Number) as number,
        },
      ],
      unmeasured: 0,
    });
  });

  it('counts reopened tickets among the fulfilled ones, however late the reopening is noticed', async () => {
    const first = await raise(world, SLACK_STANDARD);
    const second = await raise(world, SLACK_STANDARD, 'manager');
    for (const key of [first, second]) await fulfill(world, key);
    await world.advance(HOUR);
    await world.as('agent').move(first, 'Reopen');
    await world.advance(HOUR);
    await fulfill(world, first);
    expect(await report('reopen-rate')).toMatchObject({
      rate: { hits: 1, of: 3 },
      tickets: [{ issueKey: first }],
    });
  });

  it('compares with the period before and shows a trend', async () => {
    const old = await raise(world, SLACK_STANDARD);
    await world.advance(9 * HOUR);
    await fulfill(world, old);
    // thousands of schedules that find nothing to do would only make this slow
    world.sandbox.host.restSchedules(world.site);
    await world.advance(8 * DAY);
    const fresh = await raise(world, SLACK_STANDARD, 'manager');
    await fulfill(world, fresh);
    expect(await report('sla-adherence')).toMatchObject({ rate: { value: 1 }, before: { value: 0, of: 1 } });
    expect(((await report('sla-adherence')) as { trend: unknown[] }).trend).toHaveLength(7);
  });

  it('shows nothing of a project that the person may not see', async () => {
    const outsider = world.site.jsm.account(world.company.roles.secondAgent);
    (world.company.site.projects[0]?.agents as Set<string>).delete(outsider.accountId);
    await expect(
      world.person(outsider.accountId).invoke('lead-gadget', 'gadget/report', {
        type: 'jira:dashboardGadget',
        gadgetConfiguration: { projectId: '10000', measure: 'reopen-rate', days: 30 },
      }),
    ).rejects.toThrow('You can’t view this project');
  });

  it('asks to be set up when its configuration is empty or of another shape', async () => {
    for (const gadgetConfiguration of [undefined, {}, { projectId: 'x', measure: 'y' }]) {
      expect(
        await world
          .as('lead')
          .invoke('lead-gadget', 'gadget/report', { type: 'jira:dashboardGadget', gadgetConfiguration }),
      ).toEqual({ kind: 'not-set-up' });
    }
    expect(
      await world.as('lead').invoke('lead-gadget', 'gadget/setup', { type: 'jira:dashboardGadget' }),
    ).toMatchObject({ projects: [{ id: '10000', key: 'IT' }], configuration: null });
  });
});

describe('an app that is not set up yet', () => {
  it('touches no ticket, guards with a sentence, and suggests a mapping that works', async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Open');
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/the project isn’t set up/);
    const call = adminCall(world.sandbox, world.site, world.company.roles.administrator);
    const setup = (await call('admin/project-setup', { projectId: '10000', serviceDeskId: '1' })) as {
      suggestion: { fields: { application: string } };
    };
    expect(setup.suggestion).toMatchObject({
      projectKey: 'IT',
      requestTypeIds: ['10', '11'],
      statuses: { fulfilled: '10004' },
      fields: { sla: FIELD.timeToFulfill },
    });
    await saveProject(world, setup.suggestion);
    await setUpApp(world.sandbox, world.site, world.company);
    const next = await raise(world, SLACK_STANDARD, 'manager');
    expect(world.statusOf(next)).toBe('Ready to fulfill');
  });

  it('refuses a request type that would both ask for access and ask whether it is needed', async () => {
    const { suggestion } = (await world.admin('admin/project-setup', {
      projectId: '10000',
      serviceDeskId: '1',
    })) as { suggestion: { requestTypeIds: string[] } };
    expect(suggestion).toMatchObject({ reclaim: { serviceDeskId: '1', requestTypeId: '13' } });
    const project = { ...suggestion, requestTypeIds: [...suggestion.requestTypeIds, '13'] };
    await expect(saveProject(world, project)).rejects.toThrow('Choose different request types');
  });

  it('refuses a mapping in which one field means two things', async () => {
    const call = world.admin;
    const { suggestion } = (await call('admin/project-setup', {
      projectId: '10000',
      serviceDeskId: '1',
    })) as { suggestion: { fields: object } };
    const project = { ...suggestion, fields: { ...suggestion.fields, tier: FIELD.application } };
    await expect(saveProject(world, project)).rejects.toThrow('You mapped the same field twice');
  });

  it('refuses a field for several people as the one who gets the access', async () => {
    const { suggestion } = (await world.admin('admin/project-setup', {
      projectId: '10000',
      serviceDeskId: '1',
    })) as { suggestion: { fields: { approvers: string; beneficiary: string } } };
    const { approvers, beneficiary } = suggestion.fields;
    const fields = { ...suggestion.fields, approvers: beneficiary, beneficiary: approvers };
    await expect(saveProject(world, { ...suggestion, fields })).rejects.toThrow(
      '“Approvers” can hold several people or none, but each request is for one person.',
    );
  });
});

describe('tickets from before the app was set up', () => {
  beforeEach(async () => {
    await world.stop();
    world = await World.start({ isSetUp: false });
  });

  it('that are open are looked at once somebody tries to fulfill them', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.advance(3 * DAY);
    await setUpApp(world.sandbox, world.site, world.company);
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/hasn’t checked this request yet/);
    await world.advance(5 * 60_000);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('that are done are left alone', async () => {
    const key = await raise(world, SLACK_STANDARD);
    await world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
    await setUpApp(world.sandbox, world.site, world.company);
    await world.advance(10 * 60_000);
    expect(world.site.jsm.issue(key)?.comments).toEqual([]);
    expect(world.site.jsm.issue(key)?.properties.size).toBe(0);
  });
});
