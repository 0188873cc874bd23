import { MINUTE } from '../../../src/common/rules/time';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  raiseByPanel,
  SLACK_STANDARD,
} from '../../support/requests';
import { START, World } from '../../support/world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

describe('a premium request', () => {
  it('is held back for want of an approval, approved by two people, fulfilled, noted and stamped', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await fulfill(world, key)).toBe(
      'Figma Premium needs approval first. Waiting for Priya Nair (manager) and Leo Brandt (application owner).',
    );
    expect(world.statusOf(key)).toBe('Waiting for approval');

    await world.advance(30 * MINUTE);
    await world.as('manager').answer(key, 'approve');
    await world.advance(10 * MINUTE);
    expect(await fulfill(world, key)).toContain('Waiting for Leo Brandt (application owner).');

    await world.as('owner').answer(key, 'approve');
    await world.settle();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
    expect(world.statusOf(key)).toBe('Fulfilled');

    expect(await world.property(key)).toMatchObject({
      state: 'fulfilled',
      application: 'figma',
      tier: 'premium',
      premium: true,
      requestedAt: new Date(START + 1000).toISOString(),
      recordId: expect.stringMatching(/^SK-[0-9A-F]{12}$/) as string,
    });
    const [decision, note] = await world.comments(key, 'internal');
    expect(decision).toContain(
      'Premium tiers need the approval of the manager and of the application owner.',
    );
    expect(note).toMatch(
      /Fulfilled Figma Premium[\s\S]*For\n@Sam Rivera[\s\S]*@Priya Nair \(manager\), 2026-11-23 08:\d\d UTC/,
    );
    expect(note).toMatch(
      /@Leo Brandt \(application owner\), 2026-11-23 08:\d\d UTC[\s\S]*Fulfilled by\n@Mara Lindqvist[\s\S]*seat 1 of 6/,
    );
    expect(await world.comments(key, 'public')).toEqual(['Figma Premium is ready for @Sam Rivera.']);
  });

  it('records requested, approved and fulfilled in that order, with the times Jira knows', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(60 * MINUTE);
    const approvedAt = world.now();
    await approveAll(world, key);
    await world.advance(30 * MINUTE);
    const fulfilledAt = world.now();
    await fulfill(world, key);
    expect(await world.property(key)).toMatchObject({
      approvedAt: new Date(approvedAt).toISOString(),
      fulfilledAt: new Date(fulfilledAt).toISOString(),
    });
  });

  it('ends when one approver declines, and cannot be fulfilled', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.property(key)).toMatchObject({ state: 'declined' });
    expect(await world.portalPanel(key)).toMatchObject({ state: 'declined' });
  });
});

describe('a standard request', () => {
  it('needs the application owner alone', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled', tier: 'standard', premium: false });
  });

  it('is ready at once where a rule approves it, and the note says which rule', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'By rule: everybody-gets-slack (policy version 1)',
    );
  });
});

describe('what was asked through the create panel', () => {
  it('is decided like any other request and copied into the ticket’s own fields', async () => {
    const input = {
      application: 'figma',
      tier: 'premium',
      beneficiaryId: null,
      duration: 30,
      justification: 'Rebrand',
    };
    const key = await raiseByPanel(world, input);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    const issue = await world.as('agent').ask('GET', `/rest/api/3/issue/${key}`);
    expect(issue).toMatchObject({
      fields: {
        customfield_10040: 'Figma',
        customfield_10041: 'Premium',
        customfield_10042: { displayName: 'Sam Rivera' },
        customfield_10043: 30,
        customfield_10030: [{ displayName: 'Priya Nair' }, { displayName: 'Leo Brandt' }],
      },
    });
  });

  it('ends as many days after the fulfillment as was asked for, not after the request', async () => {
    const key = await raiseByPanel(world, {
      application: 'slack',
      tier: 'standard',
      duration: 30,
      justification: 'Project',
    });
    // nothing that a schedule would find happens meanwhile
    world.sandbox.host.restSchedules(world.site);
    await world.advance(3 * 24 * 60 * MINUTE);
    const fulfilledAt = world.now();
    await fulfill(world, key);
    expect(await world.property(key)).toMatchObject({
      endsAt: new Date(fulfilledAt + 30 * 24 * 60 * MINUTE).toISOString(),
    });
    expect(await world.comments(key, 'public')).toEqual([
      'Slack Standard is ready for @Sam Rivera. Access ends on 2026-12-26 (UTC).',
    ]);
  });

  it.each([
    [
      'the list that view.submit takes',
      [{ key: 'seatkeeperRequest', value: { application: 'slack', tier: 'standard', justification: 'x' } }],
    ],
    [
      'an object with that list',
      {
        fields: [
          { key: 'seatkeeperRequest', value: { application: 'slack', tier: 'standard', justification: 'x' } },
        ],
      },
    ],
  ])('is read when JSM stores %s', async (_what, stored) => {
    const creator = world.site.jsm.account(world.company.roles.newHire);
    const { createRequest } = await import('../../../sandbox/jsm/requests');
    const request = {
      serviceDeskId: '1',
      requestTypeId: '10',
      requestFieldValues: { summary: 'x' },
      requestParticipants: [],
    };
    const { key } = createRequest(world.site.jsm, creator, request, {
      [world.sandbox.host.manifest.appId]: stored,
    });
    await world.settle();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });
});
