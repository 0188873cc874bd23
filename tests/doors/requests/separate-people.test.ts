import { HOUR, MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { delegateTo } from '../../support/delegations';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  MIRO_STANDARD,
  raise,
  raiseAsAgent,
  SLACK_STANDARD,
} from '../../support/requests';
import { askedOf } from '../../support/approvals';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Lets somebody work on the desk's tickets too. */
function makeAgent(role: keyof Company['roles']): void {
  const [project] = world.company.site.projects;
  const account = world.site.jsm.account(world.company.roles[role]);
  (project?.agents as Set<string>).add(account.accountId);
  world.site.jsm.accounts.set(account.accountId, { ...account, kind: 'licensed' });
}

const CASES = [
  {
    who: 'the requester',
    role: 'secondAgent',
    ready: async (): Promise<string> => {
      const key = await raise(world, MIRO_STANDARD, 'secondAgent');
      await approveAll(world, key, ['owner']);
      return key;
    },
    told: 'You requested this yourself, so somebody else has to fulfill it.',
    noted: 'The person who fulfilled this request also requested it.',
  },
  {
    who: 'the beneficiary',
    role: 'secondAgent',
    ready: (): Promise<string> =>
      raise(world, { ...SLACK_STANDARD, beneficiary: world.company.roles.secondAgent }),
    told: 'This access is for you, so somebody else has to fulfill it.',
    noted: 'The person who fulfilled this request also gets the access.',
  },
  {
    who: 'an approver',
    role: 'owner',
    ready: async (): Promise<string> => {
      makeAgent('owner');
      const key = await raise(world, MIRO_STANDARD);
      await approveAll(world, key, ['owner']);
      return key;
    },
    told: 'You approved this request, so somebody else has to fulfill it.',
    noted: 'The person who fulfilled this request also approved it.',
  },
  {
    who: 'a delegate who said yes in somebody’s name',
    role: 'backupOwner',
    ready: async (): Promise<string> => {
      makeAgent('backupOwner');
      await delegateTo(world, 'owner', ['backupOwner']);
      const key = await raise(world, MIRO_STANDARD);
      await approveAll(world, key, ['backupOwner']);
      return key;
    },
    told: 'You approved this request, so somebody else has to fulfill it.',
    noted: 'The person who fulfilled this request also approved it.',
  },
  {
    who: 'an approver in whose name a delegate said yes',
    role: 'owner',
    ready: async (): Promise<string> => {
      makeAgent('owner');
      await delegateTo(world, 'owner', ['backupOwner']);
      const key = await raise(world, MIRO_STANDARD);
      await approveAll(world, key, ['backupOwner']);
      return key;
    },
    told: 'You approved this request, so somebody else has to fulfill it.',
    noted: 'The person who fulfilled this request also approved it.',
  },
] as const;

const handOver = (key: string, to: keyof Company['roles'], by: keyof Company['roles'] = 'agent') =>
  world.as(by).ask('PUT', `/rest/api/3/issue/${key}`, {
    fields: { reporter: { accountId: world.company.roles[to] } },
  });

describe('everybody who was ever the requester of a ticket counts as its requester', () => {
  it('so an approval does not outlive that its approver becomes the requester, and somebody else decides', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(MINUTE);
    await handOver(key, 'owner');
    // the guard sees it before any event has come
    expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/changed after it was decided/);
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([world.company.roles.backupOwner]);
    await approveAll(world, key, ['backupOwner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('so an owner who hands over a request does not decide it, before a vote or after one', async () => {
    const key = await raise(world, { ...MIRO_STANDARD, beneficiary: world.company.roles.newHire }, 'owner');
    await world.advance(MINUTE);
    await handOver(key, 'newHire');
    await world.settle();
    expect(askedOf(world, key)).toEqual([world.company.roles.backupOwner]);
    // nor when it is worked out anew whom to ask
    world.sandbox.host.restSchedules(world.site);
    await world.advance(7 * HOUR);
    await world.sandbox.host.runSchedule(world.site, 'reconcile');
    await world.settle();
    expect(askedOf(world, key)).toEqual([world.company.roles.backupOwner]);
  });

  it.each(['before anybody has voted', 'right after the vote'])(
    'so an approver who becomes the requester %s does not decide it',
    async (when) => {
      const key = await raise(world, MIRO_STANDARD);
      await world.advance(MINUTE);
      await handOver(key, 'owner');
      if (when.startsWith('right')) await world.as('owner').answer(key, 'approve');
      await world.settle();
      await world.advance(6 * MINUTE);
      expect(world.statusOf(key)).toBe('Waiting for approval');
      expect(askedOf(world, key)).toEqual([world.company.roles.backupOwner]);
      expect(await world.as('agent').move(key, 'Fulfill')).toMatch(/needs approval first/);
      // nor do they once it is handed back
      await handOver(key, 'newHire');
      await world.settle();
      expect(askedOf(world, key)).toEqual([world.company.roles.backupOwner]);
      await approveAll(world, key, ['backupOwner']);
      expect(await fulfill(world, key, 'secondAgent')).toBeUndefined();
    },
  );

  it.each([
    [
      'raises it and hands it over',
      async (): Promise<string> => {
        const key = await raise(world, SLACK_STANDARD, 'agent');
        await handOver(key, 'newHire');
        return key;
      },
    ],
    [
      'makes it in somebody else’s name',
      (): Promise<string> => raiseAsAgent(world, formValues(SLACK_STANDARD)),
    ],
    [
      'was its requester for a moment',
      async (): Promise<string> => {
        const key = await raise(world, SLACK_STANDARD);
        await handOver(key, 'agent', 'secondAgent');
        await handOver(key, 'newHire', 'secondAgent');
        return key;
      },
    ],
  ])('so an agent who %s does not fulfill it', async (_how, made) => {
    const key = await made();
    await world.settle();
    expect(await world.panel(key)).toMatchObject({
      next: { enabled: false, reason: 'You requested this yourself, so somebody else has to fulfill it.' },
    });
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0, held: 1 } });
    expect(await fulfill(world, key, 'secondAgent')).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });
});

describe('requester, beneficiary, approver and fulfiller are separate people', () => {
  it.each(CASES)(
    'so $who finds the panel’s button disabled with the reason, and a move of theirs does not count',
    async ({ role, ready, told, noted }) => {
      const key = await ready();
      await world.advance(6 * MINUTE);
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      expect(await world.panel(key, role)).toMatchObject({
        next: { kind: 'fulfill', enabled: false, reason: told },
      });
      await expect(world.fulfillFromPanel(key, role)).rejects.toThrow(told);
      expect(world.statusOf(key)).toBe('Ready to fulfill');

      // the workflow's own button: a validator is not told who clicks
      expect(await fulfill(world, key, role)).toBeUndefined();
      await world.advance(20 * MINUTE);
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      const notes = await world.comments(key, 'internal');
      expect(notes.filter((text) => text.includes(noted))).toHaveLength(1);
      expect(await world.comments(key, 'public')).toEqual([]);
      expect(await world.query("SELECT issue_key FROM ticket_fact WHERE kind = 'unapproved'")).toEqual([
        { issue_key: key },
      ]);
      // the approval stands, and so does the seat that is held for it
      expect(await world.panel(key)).toMatchObject({
        state: 'ready',
        trouble: null,
        pool: { allocated: 0, held: 1 },
        next: { enabled: true },
      });

      expect(await fulfill(world, key, 'agent')).toBeUndefined();
      expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
      expect(await world.panel(key)).toMatchObject({ pool: { allocated: 1, held: 0 } });
    },
  );

  it('and an app that moves a ticket, such as Automation, is nobody, since nobody knows for whom it does', async () => {
    const automation = {
      ...world.site.jsm.account(world.company.roles.agent),
      accountId: 'automation',
      kind: 'app',
    } as const;
    world.site.jsm.accounts.set(automation.accountId, automation);
    const [project] = world.company.site.projects;
    (project?.agents as Set<string>).add(automation.accountId);
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    expect(await world.person(automation.accountId).move(key, 'Fulfill')).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect((await world.comments(key, 'internal')).join('\n')).toContain(
      'Another app or an Automation rule moved this ticket, so nobody knows who fulfilled it.',
    );
    expect(await world.panel(key)).toMatchObject({ state: 'ready', pool: { allocated: 0, held: 1 } });
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('and a second move right after one that did not count is judged by itself', async () => {
    const key = await raise(world, MIRO_STANDARD, 'secondAgent');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key, 'secondAgent')).toBeUndefined();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await world.advance(MINUTE);
    expect(await fulfill(world, key, 'agent')).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Fulfilled');
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((text) => text.includes('has another role in the request'))).toHaveLength(1);
    expect(notes.filter((text) => text.startsWith('Fulfilled'))).toHaveLength(1);
    expect(await world.query("SELECT kind FROM ticket_fact WHERE kind = 'unapproved'")).toHaveLength(1);
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 1, held: 0 } });
  });

  it('and of two wrong moves in a row each is told as it was', async () => {
    const key = await raise(world, MIRO_STANDARD, 'secondAgent');
    await approveAll(world, key, ['owner']);
    await fulfill(world, key, 'secondAgent');
    await world.advance(MINUTE);
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    await handOver(key, 'newHire');
    await fulfill(world, key, 'agent');
    await world.advance(MINUTE);
    const notes = (await world.comments(key, 'internal')).filter((text) =>
      /^Not (?:valid|approved)/.test(text),
    );
    expect(notes).toEqual([
      expect.stringContaining('The person who fulfilled this request also requested it.') as string,
      expect.stringContaining('This request changed after it was decided.') as string,
    ]);
  });

  it('and a ticket that its requester moved before it was approved lacks the approval first of all', async () => {
    const key = await raise(world, FIGMA_PREMIUM, 'secondAgent');
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, key, 'secondAgent')).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.comments(key, 'internal')).join('\n')).toContain('without a valid decision');
  });
});
