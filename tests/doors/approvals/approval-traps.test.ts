import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import {
  askedOf,
  emptyGroup,
  importApplications,
  importPerson,
  requireStages,
  setPolicy,
} from '../../support/approvals';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

// What products of this kind are known to get wrong, one named test each

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const removeGuard = (): void => {
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
};
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';
const edit = (key: string, fields: Record<string, unknown>): Promise<unknown> =>
  world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
const withdraw = (key: string): Promise<unknown> =>
  world.as('newHire').ask('POST', `/rest/servicedeskapi/request/${key}/transition`, { id: '51' });
const vote = async (key: string, role: Role, decision: 'approve' | 'decline' = 'approve'): Promise<void> => {
  await world.as(role).answer(key, decision);
  await world.advance(6 * MINUTE);
};

/** Nights and weekends pass without anybody at work; the reconcile looks once after each. */
async function leap(ms: number): Promise<void> {
  await world.sandbox.clock.leapTo(world.now() + ms);
  await world.advance(10 * MINUTE);
}

describe('an approver list that comes out empty', () => {
  it('stops the request and says so, though the other stage has its approver', async () => {
    await requireStages(world, 'application-owner', { kind: 'group', group: GROUPS.security });
    emptyGroup(world, GROUPS.security);
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Open');
    const reason = `Nobody can approve this as group ${GROUPS.security}.`;
    expect(await lastNote(key)).toContain(reason);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(reason);
    expect(await world.panel(key)).toMatchObject({
      state: 'stuck',
      requirements: [
        { kind: 'application-owner', state: 'later' },
        { kind: 'group', state: 'missing', stage: { groupName: GROUPS.security, people: [] } },
        {},
      ],
      next: { enabled: false },
    });
    expect(await world.portalPanel(key)).toMatchObject({ state: 'stuck' });
    // the owner is told, and asked nothing
    await world.advance(2 * HOUR);
    expect(world.site.jsm.issue(key)?.mails).toMatchObject([
      {
        recipientIds: [idOf('owner')],
        subject: `${key} is blocked: Miro Standard`,
        text: expect.stringContaining(reason) as string,
      },
    ]);
    await expect(world.as('owner').answer(key, 'approve')).rejects.toThrow('is not asked to approve');

    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0, held: 0 } });
    expect(await world.panel(key)).toMatchObject({ state: 'stuck', next: { enabled: false } });
    expect(world.statusOf(key)).not.toBe('Fulfilled');
  });

  it('stops it too when the list comes out empty after the request was sent', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toHaveLength(2);
    emptyGroup(world, GROUPS.security);
    await leap(7 * HOUR);
    expect(await lastNote(key)).toContain(`Nobody can approve this as group ${GROUPS.security}.`);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
  });
});

describe('asking for somebody else', () => {
  it('does not count as an approval, neither as the manager nor as the owner', async () => {
    const forSam = { ...FIGMA_PREMIUM, beneficiary: idOf('newHire') };
    const byManager = await raise(world, forSam, 'manager');
    expect(world.statusOf(byManager)).toBe('Open');
    expect(await lastNote(byManager)).toContain('Nobody can approve this as manager.');
    expect(await world.as('agent').move(byManager, 'Fulfill')).toContain(
      'Nobody can approve this as manager.',
    );

    const byOwner = await raise(world, forSam, 'owner');
    expect(askedOf(world, byOwner)).toEqual([idOf('manager'), idOf('backupOwner')]);
    await vote(byOwner, 'manager');
    expect(world.statusOf(byOwner)).toBe('Waiting for approval');
    expect(await world.as('agent').move(byOwner, 'Fulfill')).toContain(
      'Waiting for Ana Ruiz (application owner)',
    );
    await vote(byOwner, 'backupOwner');
    expect(await fulfill(world, byOwner)).toBeUndefined();
  });

  it('leaves a request without approver where the only one named asks, whoever it is for', async () => {
    await requireStages(world, { kind: 'people', people: [emailOf('owner')] });
    for (const asked of [MIRO_STANDARD, { ...MIRO_STANDARD, beneficiary: idOf('newHire') }]) {
      const key = await raise(world, asked, 'owner');
      expect(world.statusOf(key)).toBe('Open');
      expect(await world.as('agent').move(key, 'Fulfill')).toContain(
        'Nobody can approve this as named approver.',
      );
    }
  });
});

describe('what changed while a request waited is seen at the moment of the assignment', () => {
  // stands for the login during the time of grace before a seat is taken back, too: nothing rests on an old look
  it('when the beneficiary has moved to a department that may not have it', async () => {
    await setPolicy(
      world,
      {
        id: 'owner',
        description: 'The owner decides.',
        effect: { kind: 'require', stages: ['application-owner'] },
      },
      {
        id: 'not-sales',
        description: 'Sales has a whiteboard of its own.',
        when: { applications: ['miro'], departments: ['Sales'] },
        effect: { kind: 'forbid' },
      },
    );
    const key = await raise(world, MIRO_STANDARD);
    await vote(key, 'owner');
    await importPerson(world, idOf('newHire'), { Department: 'Sales' });
    const reason = 'Sales has a whiteboard of its own.';
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(reason);
    expect(await world.panel(key)).toMatchObject({
      next: { enabled: false, reason: expect.stringContaining(reason) as string },
    });
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(await lastNote(key)).toContain(reason);
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0 } });
    expect(world.statusOf(key)).not.toBe('Fulfilled');
  });

  it('when the beneficiary has left', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await vote(key, 'owner');
    expect(await world.panel(key)).toMatchObject({ pool: { held: 1 } });
    await importPerson(world, idOf('newHire'), { WorkerStatus: 'Inactive' });
    const reason = 'The person this is for is no longer active in the company';
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(reason);
    expect(await world.panel(key)).toMatchObject({
      next: { enabled: false, reason: expect.stringContaining(reason) as string },
    });
    await world.advance(6 * MINUTE);
    expect((await world.comments(key, 'public')).at(-1)).toContain('is no longer active in the company');
    expect(await world.panel(key)).toMatchObject({ state: 'incomplete' });
    expect(await world.query("SELECT state FROM seat WHERE state <> 'free'")).toEqual([]);
  });
});

describe('no data', () => {
  it('is not taken for what a rule allows', async () => {
    await setPolicy(
      world,
      {
        id: 'owner',
        description: 'The owner decides.',
        effect: { kind: 'require', stages: ['application-owner'], waivable: true },
      },
      {
        id: 'design-gets-miro',
        description: 'Designers get Miro.',
        when: { applications: ['miro'], departments: ['Design'] },
        effect: { kind: 'auto-approve' },
      },
      {
        id: 'not-in-chicago',
        description: 'No Slack in Chicago.',
        when: { applications: ['slack'], locations: ['Chicago'] },
        effect: { kind: 'forbid' },
      },
    );
    expect(world.statusOf(await raise(world, MIRO_STANDARD))).toBe('Ready to fulfill');
    await importPerson(world, idOf('newHire'), { Department: '', Location: '' });
    await importPerson(world, idOf('manager'), { Department: '', Location: '' });
    const unknown = await raise(world, MIRO_STANDARD, 'manager');
    expect(world.statusOf(unknown)).toBe('Waiting for approval');
    expect(await world.as('agent').move(unknown, 'Fulfill')).toContain('needs approval first');
    // where somebody works may be what forbids it
    expect(world.statusOf(await raise(world, SLACK_STANDARD, 'manager'))).toBe('Declined');
  });
});

describe('an approval that is left alone', () => {
  it('is reminded of, never counts as given, and can still be given', async () => {
    await requireStages(world, { kind: 'manager', timeout: { hours: 4, then: 'remind' } });
    const key = await raise(world, MIRO_STANDARD);
    for (let days = 0; days < 60; days += 6) await leap(6 * DAY);
    const reminders = world.site.jsm.issue(key)?.mails ?? [];
    expect(reminders.length).toBeGreaterThan(2);
    expect(reminders.every(({ recipientIds }) => recipientIds.join() === idOf('manager'))).toBe(true);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Waiting for Priya Nair (manager)');
    expect(await world.panel(key)).toMatchObject({
      state: 'awaiting-approval',
      requirements: [{ kind: 'manager', state: 'waiting', at: null }, {}],
      pool: { held: 0, allocated: 0 },
    });
    await vote(key, 'manager');
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('ends the request where a rule gives it a time; a vote after that is refused and changes nothing', async () => {
    await requireStages(world, { kind: 'manager', timeout: { hours: 4, then: 'decline' } });
    const key = await raise(world, MIRO_STANDARD);
    await leap(6 * DAY);
    await leap(6 * DAY);
    expect(world.statusOf(key)).toBe('Declined');
    await expect(world.as('manager').answer(key, 'approve')).rejects.toThrow('is not asked to approve');
    await world.advance(6 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ state: 'declined', next: { kind: 'none' } });

    // who opens it again asks again: nobody has approved it
    expect(await world.as('agent').move(key, 'Reopen')).toBeUndefined();
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
  });
});

describe('a refusal is carried out by itself', () => {
  it('when one of several approvers declines, when the policy forbids, and nobody presses anything', async () => {
    const people = (['manager', 'owner', 'lead'] as const).map(emailOf);
    await requireStages(world, { kind: 'people', people, quorum: 2 });
    const key = await raise(world, { ...MIRO_STANDARD, days: 30 });
    await vote(key, 'manager');
    await vote(key, 'lead', 'decline');
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.panel(key)).toMatchObject({ state: 'declined', pool: { held: 0, seat: null } });
    await expect(world.as('owner').answer(key, 'approve')).rejects.toThrow('is not asked to approve');

    // a seat that was held for an approved request goes back with the refusal
    const held = await raise(world, { ...MIRO_STANDARD, days: 30 });
    await vote(held, 'manager');
    await vote(held, 'owner');
    expect(await world.panel(held)).toMatchObject({ pool: { held: 1 } });
    await setPolicy(world, {
      id: 'no-miro',
      description: 'Miro is not bought any more.',
      effect: { kind: 'forbid' },
    });
    await edit(held, { [FIELD.duration]: 60 });
    await world.settle();
    expect(world.statusOf(held)).toBe('Declined');
    expect((await world.comments(held, 'public')).at(-1)).toContain('Miro is not bought any more.');
    expect(await world.panel(held)).toMatchObject({ state: 'denied', pool: { held: 0, seat: null } });
  });
});

describe('who may approve', () => {
  it('is shown to agent and requester: by whom, which stage is on, and since when', async () => {
    await requireStages(world, 'manager', { kind: 'application-owner', order: 2 });
    const key = await raise(world, MIRO_STANDARD);
    const sent = world.now();
    const [manager, owner] = [
      { people: [{ personId: idOf('manager') }] },
      { people: [{ personId: idOf('owner') }] },
    ];
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { state: 'waiting', stage: { ...manager, since: sent } },
        { state: 'later', stage: { ...owner, since: null } },
        {},
      ],
    });
    expect(await world.portalPanel(key)).toMatchObject({
      steps: [
        { kind: 'asked', state: 'done' },
        { kind: 'manager', state: 'current', stage: { ...manager, since: sent } },
        { kind: 'application-owner', state: 'open', stage: { ...owner, since: null } },
        { kind: 'ready', state: 'open' },
      ],
    });

    await world.advance(3 * HOUR);
    await approveAll(world, key, ['manager']);
    expect(await world.portalPanel(key)).toMatchObject({
      steps: [
        {},
        { state: 'done', stage: { people: [{ personId: idOf('manager'), vote: 'approved' }] } },
        { state: 'current', stage: { ...owner, since: world.now() } },
        {},
      ],
    });
  });

  it('is nobody for whom the roster knows no manager, which agent and requester read', async () => {
    const key = await raise(world, FIGMA_PREMIUM, 'lead');
    expect(await world.panel(key)).toMatchObject({
      state: 'stuck',
      trouble: expect.stringContaining('Nobody can approve this as manager.') as string,
      requirements: [{ kind: 'manager', state: 'missing', stage: { people: [] } }, {}, {}],
    });
    expect(await world.portalPanel(key, 'lead')).toMatchObject({ state: 'stuck', lacksApprover: true });
  });

  it('is asked once who is there by two paths, and by one round of one message', async () => {
    // Tessa is in both groups, and is named besides
    await requireStages(
      world,
      { kind: 'people', people: [emailOf('lead'), emailOf('lead'), emailOf('owner')] },
      { kind: 'group', group: GROUPS.security },
      { kind: 'group', group: GROUPS.fallback },
    );
    const key = await raise(world, MIRO_STANDARD);
    const named = askedOf(world, key);
    expect(new Set(named).size).toBe(named.length);
    expect(named).toContain(idOf('lead'));
    expect(world.site.jsm.issue(key)?.approvals).toHaveLength(1);
    expect(
      (await world.comments(key, 'internal')).filter((text) => text.includes('policy version')),
    ).toHaveLength(1);
    const people = (
      (await world.panel(key)) as { requirements: { stage: { people: { personId: string }[] } | null }[] }
    ).requirements.flatMap(({ stage }) => stage?.people ?? []);
    expect(people.filter(({ personId }) => personId === idOf('lead'))).toHaveLength(1);
  });
});

describe('the time of an access', () => {
  it('counts from the fulfillment, neither from the request nor from the approval', async () => {
    const key = await raise(world, { ...MIRO_STANDARD, days: 30 });
    await leap(9 * DAY);
    await vote(key, 'owner');
    await leap(5 * DAY);
    expect(await world.portalPanel(key)).toMatchObject({ endsAt: null, fulfilledAt: null });
    expect(await fulfill(world, key)).toBeUndefined();
    const [move] = await world.query('SELECT fulfilled_at FROM access_request');
    const fulfilledAt = Number(move?.['fulfilled_at']);
    expect(world.now() - fulfilledAt).toBeLessThan(MINUTE);
    expect(await world.portalPanel(key)).toMatchObject({ fulfilledAt, endsAt: fulfilledAt + 30 * DAY });
    expect(await world.panel(key)).toMatchObject({ endsAt: fulfilledAt + 30 * DAY });
  });
});

describe('an approval that comes too late', () => {
  it('is refused after the request was withdrawn, and an earlier one does not outlive that', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await vote(key, 'manager');
    await withdraw(key);
    await world.settle();
    await expect(world.as('owner').answer(key, 'approve')).rejects.toThrow('is not asked to approve');
    expect(await world.panel(key)).toMatchObject({ state: 'canceled', next: { kind: 'none' } });

    expect(await world.as('agent').move(key, 'Reopen')).toBeUndefined();
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await vote(key, 'owner');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Waiting for Priya Nair (manager)');
  });

  it('is of no use once the policy in force forbids it, before or after the vote, and says so', async () => {
    const early = await raise(world, MIRO_STANDARD);
    await vote(early, 'owner');
    const late = await raise(world, MIRO_STANDARD, 'manager');
    await setPolicy(world, {
      id: 'no-miro',
      description: 'Miro is not bought any more.',
      when: { applications: ['miro'] },
      effect: { kind: 'forbid' },
    });

    const reason = 'The access policy doesn’t allow this: Miro is not bought any more.';
    expect(await world.panel(early)).toMatchObject({ next: { enabled: false, reason } });
    await expect(world.fulfillFromPanel(early)).rejects.toThrow('Miro is not bought any more.');
    expect(await world.as('agent').move(early, 'Fulfill')).toContain(reason);
    removeGuard();
    expect(await fulfill(world, early)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(await world.panel(early)).toMatchObject({ pool: { allocated: 0 } });

    await vote(late, 'owner');
    expect(world.statusOf(late)).toBe('Declined');
    expect((await world.comments(late, 'public')).at(-1)).toContain('Miro is not bought any more.');
  });
});

describe('an agent who wants it without approval', () => {
  it('gets nowhere by writing the property, the approvers, the request type, or the status', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    const approved = {
      state: 'ready',
      application: 'figma',
      tier: 'premium',
      approvedAt: '2026-11-23T08:00:00Z',
    };
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}/properties/seatkeeper.request`, approved);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');

    const friend = world.accountOf('Kim Osei');
    await edit(key, { [FIELD.approvers]: [{ accountId: friend }] });
    await world.person(friend).answer(key, 'approve');
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);

    // in the issue view agents choose another request type, or take it away
    const issue = world.site.jsm.issue(key);
    if (!issue) throw new Error('the ticket is gone');
    for (const requestTypeId of [REQUEST_TYPE.hardware, undefined]) {
      Object.assign(issue, { requestTypeId });
      await edit(key, { summary: 'Nothing to see here' });
      await world.settle();
      expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
    }

    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.panel(key)).toMatchObject({
      state: 'awaiting-approval',
      pool: { allocated: 0, held: 0 },
    });
    expect(await world.property(key)).toMatchObject({ state: 'awaiting-approval', approvedAt: null });
  });

  it('gets nowhere by renaming: an approval of one application is none of what takes over its name', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await vote(key, 'owner');
    const [figma, , miro] = world.company.catalog['applications'] as readonly object[];
    const both = [
      { ...figma, name: 'Miro' },
      { ...miro, name: 'Figma' },
    ];
    await expect(importApplications(world, ...both)).rejects.toThrow('share a name or key');

    await expect(importApplications(world, { ...figma, name: 'Miro' })).rejects.toThrow(
      '“Miro” (figma) and “Miro” (miro) share a name or key',
    );
    await importApplications(world, { ...miro, name: 'Boards' }, { ...figma, name: 'Canvas' });
    expect(await world.panel(key)).toMatchObject({ changed: false, what: 'Boards Standard' });
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ application: 'miro', tier: 'standard' });
  });
});
