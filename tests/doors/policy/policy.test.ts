import { MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
  type Asked,
} from '../../support/requests';
import { setPolicy } from '../../support/approvals';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const OWNER_DECIDES = {
  id: 'owner-decides',
  description: 'The application owner decides.',
  effect: { kind: 'require', stages: ['application-owner'] },
};

/** Makes these rules, besides that the owner decides about everything, the policy in force. */
const importRules = (...rules: readonly unknown[]): Promise<void> =>
  world.importCatalog({
    format: 'seatkeeper-catalog',
    applications: [],
    policy: { rules: [OWNER_DECIDES, ...rules] },
  });

const NOT_WITH_MIRO = {
  id: 'figma-not-with-miro',
  description: 'Nobody has Figma Premium and Miro at the same time.',
  when: { applications: ['figma'], tiers: ['premium'], holdsAny: ['miro'] },
  effect: { kind: 'forbid' },
};

const withoutReopening = (company: Company): Company => ({
  ...company,
  site: {
    ...company.site,
    projects: company.site.projects.map((project) => ({
      ...project,
      issueTypes: project.issueTypes.map((type) => ({
        ...type,
        workflow: {
          ...type.workflow,
          transitions: type.workflow.transitions.filter(({ name }) => name !== 'Reopen'),
        },
      })),
    })),
  },
});

const workerOf = (accountId: string): string => accountId.split(':').at(-1) ?? '';

describe('conflicting duties', () => {
  it('are refused when somebody asks for the second of two', async () => {
    await importRules(NOT_WITH_MIRO);
    const first = await raise(world, MIRO_STANDARD);
    await approveAll(world, first, ['owner']);
    expect(await fulfill(world, first)).toBeUndefined();

    const second = await raise(world, FIGMA_PREMIUM);
    expect(world.statusOf(second)).toBe('Declined');
    expect(await world.comments(second, 'public')).toEqual([
      'We can’t grant Figma Premium: Nobody has Figma Premium and Miro at the same time.\nIf you think that’s wrong, comment on this request.',
    ]);
  });

  it('are refused at fulfillment too, when the other one came in between', async () => {
    await importRules(NOT_WITH_MIRO);
    const premium = await raise(world, FIGMA_PREMIUM);
    const miro = await raise(world, MIRO_STANDARD);
    await approveAll(world, premium, ['owner']);
    await approveAll(world, miro, ['owner']);
    expect(await fulfill(world, miro)).toBeUndefined();

    expect(await world.panel(premium)).toMatchObject({
      next: {
        kind: 'fulfill',
        enabled: false,
        reason: expect.stringContaining('Nobody has Figma Premium and Miro at the same time.') as string,
      },
    });
    expect(await world.as('agent').move(premium, 'Fulfill')).toContain(
      'The access policy doesn’t allow this: Nobody has Figma Premium and Miro at the same time.',
    );
    expect(world.statusOf(premium)).toBe('Ready to fulfill');
  });

  it('get no seat where the workflow has no guard, and the ticket says why', async () => {
    await importRules(NOT_WITH_MIRO);
    const premium = await raise(world, FIGMA_PREMIUM);
    const miro = await raise(world, MIRO_STANDARD);
    await approveAll(world, premium, ['owner']);
    await approveAll(world, miro, ['owner']);
    expect(await fulfill(world, miro)).toBeUndefined();

    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
    expect(await fulfill(world, premium)).toBeUndefined();
    expect((await world.comments(premium, 'internal')).at(-1)).toContain(
      'Nobody has Figma Premium and Miro at the same time.',
    );
    expect(world.statusOf(premium)).toBe('Ready to fulfill');
    expect(await world.panel(premium)).toMatchObject({ pool: { allocated: 0, held: 0, seat: null } });
  });
});

describe('a ticket that reached fulfilled without a valid decision', () => {
  const removeGuard = (): void => {
    world.site.jsm.askValidator = () => Promise.resolve({ result: true });
  };
  const unapprovedFacts = (): Promise<readonly unknown[]> =>
    world.query("SELECT issue_key, app_key FROM ticket_fact WHERE kind = 'unapproved' ORDER BY issue_key");

  it('is reopened for the approvals it lacks, noted once and counted, and gets no seat', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((text) => text.includes('without a valid decision'))).toHaveLength(1);
    expect(await world.comments(key, 'public')).toEqual([]);
    expect(await unapprovedFacts()).toEqual([{ issue_key: key, app_key: 'figma' }]);
    expect(await world.panel(key)).toMatchObject({
      state: 'awaiting-approval',
      pool: { allocated: 0, held: 0 },
    });

    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.property(key)).toMatchObject({ state: 'fulfilled' });
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 1 } });
  });

  it('is found by the reconcile when Jira’s event never came', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    removeGuard();
    world.sandbox.host.interferer = ({ method, path }) =>
      method === 'GET' && path.includes('/rest/api/3/issue/') ? 'kill-before' : undefined;
    expect(await fulfill(world, key)).toBeUndefined();
    expect(world.statusOf(key)).toBe('Fulfilled');
    world.sandbox.host.interferer = undefined;
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await unapprovedFacts()).toHaveLength(1);
  });

  it('is reopened too when it was changed between two approvals, and all of it came to light at once', async () => {
    const key = await raise(world, { ...FIGMA_PREMIUM, days: 30 });
    removeGuard();
    await world.as('manager').answer(key, 'approve');
    await world
      .as('secondAgent')
      .ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 90 } });
    await world.as('owner').answer(key, 'approve');
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect((await world.comments(key, 'internal')).join('\n')).toContain(
      'This request changed after it was decided. Seatkeeper checks it again',
    );
    expect(await world.panel(key)).toMatchObject({ pool: { allocated: 0, held: 0 } });
  });

  it('is counted even when it never said what it was about', async () => {
    const key = await raise(world, { application: 'Photoshop' });
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await unapprovedFacts()).toEqual([{ issue_key: key, app_key: '' }]);
    expect(await world.panel(key)).toMatchObject({ state: 'incomplete' });
  });

  it('stays where it is when the workflow has no way back, and the ticket says so', async () => {
    await world.stop();
    world = await World.start({ company: withoutReopening(madeUpCompany()) });
    const key = await raise(world, FIGMA_PREMIUM);
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Fulfilled');
    const notes = await world.comments(key, 'internal');
    expect(notes.at(-1)).toContain('without a valid decision');
    expect(notes.filter((note) => note.includes('the workflow has no transition'))).toHaveLength(1);
    expect(notes.at(-1)).toContain('the workflow has no transition');
  });
});

describe('a limit on the duration', () => {
  const THIRTY_DAYS = {
    id: 'premium-for-a-month',
    description: 'Premium is for a month at most.',
    when: { premium: true },
    effect: { kind: 'limit-duration', maxDays: 30 },
  };

  it('is told to the requester, who can change the request', async () => {
    await importRules(THIRTY_DAYS);
    const key = await raise(world, FIGMA_PREMIUM);
    expect(await world.comments(key, 'public')).toEqual([
      expect.stringContaining(
        'Access is limited to 30 days, but you asked for access without an end date. Enter a number of days.',
      ) as string,
    ]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('This request is incomplete.');

    await world
      .as('secondAgent')
      .ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 30 } });
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('voids an approval when the duration is raised past it afterwards', async () => {
    await importRules(THIRTY_DAYS);
    const key = await raise(world, { ...FIGMA_PREMIUM, days: 14 });
    await approveAll(world, key, ['owner']);
    await world
      .as('secondAgent')
      .ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.duration]: 31 } });
    await world.settle();
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('This request is incomplete.');
    expect(await world.panel(key)).toMatchObject({
      state: 'incomplete',
      problems: [{ code: 'duration-too-long', choices: ['30'] }],
      pool: { held: 0, seat: null },
    });
  });
});

describe('what a rule can ask about', () => {
  it('includes who asks for whom', async () => {
    await importRules({
      id: 'not-for-others',
      description: 'Slack is asked for by whoever uses it.',
      when: { applications: ['slack'], onBehalf: true },
      effect: { kind: 'forbid' },
    });
    const forOther = await raise(world, { ...SLACK_STANDARD, beneficiary: world.company.roles.manager });
    expect(world.statusOf(forOther)).toBe('Declined');
    const forSelf = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(forSelf)).toBe('Waiting for approval');
  });

  it('includes what a seat costs', async () => {
    await importRules({
      id: 'dear-needs-manager',
      description: 'Above 40 euros a month the manager decides too.',
      when: { dearerThan: { amount: '40', currency: 'EUR' } },
      effect: { kind: 'require', stages: ['manager'] },
    });
    expect(await world.panel(await raise(world, FIGMA_PREMIUM))).toMatchObject({
      requirements: [{ kind: 'manager' }, { kind: 'application-owner' }, { kind: 'justification' }],
    });
    expect(await world.panel(await raise(world, MIRO_STANDARD))).toMatchObject({
      requirements: [{ kind: 'application-owner' }, { kind: 'justification' }],
    });
  });

  it('asks the manager’s manager, and says so when there is none', async () => {
    await importRules({
      id: 'long-needs-director',
      description: 'Without an end, the manager’s manager decides.',
      when: { longerThanDays: 365 },
      effect: { kind: 'require', stages: ['managers-manager'] },
    });
    const stuck = await raise(world, MIRO_STANDARD);
    expect(await world.as('agent').move(stuck, 'Fulfill')).toContain(
      'Nobody can approve this as manager’s manager.',
    );

    const { manager, lead } = world.company.roles;
    const row = `${workerOf(manager)},Active,${workerOf(lead)},priya.nair@acme.example`;
    const roster = `WorkerID,WorkerStatus,ManagerID,Email\n${row}\n`;
    await importDocument(world.admin, roster, 'import/plan-roster', { emailPattern: null });
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { kind: 'managers-manager', stage: { people: [{ personId: lead }] } },
        { kind: 'application-owner' },
        { kind: 'justification' },
      ],
    });
    await approveAll(world, key, ['lead', 'owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('is refused at import when it names an application that nobody knows', async () => {
    const rules = [{ ...NOT_WITH_MIRO, when: { applications: ['figma'], holdsAny: ['mirro/standard'] } }];
    await expect(importRules(...rules)).rejects.toThrow(/The catalog has no application “mirro”/);
    await expect(importRules({ ...NOT_WITH_MIRO, when: { holdsAny: ['Miro Standard'] } })).rejects.toThrow(
      /Enter an application key like/,
    );
  });
});

describe('the facts that a decision was based on', () => {
  it('are kept with it for ninety days, and then forgotten', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    const [kept] = await world.query('SELECT revision, facts FROM decision');
    expect(kept).toMatchObject({ revision: 1 });
    expect(JSON.parse(String(kept?.['facts']))).toMatchObject({
      applicationKey: 'figma',
      tierKey: 'premium',
      premium: true,
      department: 'Design',
      durationDays: null,
      prices: [{ amount: '45.00', currency: 'EUR', per: 'month' }],
    });
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await world.sandbox.clock.leapTo(world.now() + 91 * 24 * 60 * MINUTE);
    await world.advance(10 * MINUTE);
    expect(await world.query('SELECT revision, facts, facts_at FROM decision')).toEqual([
      { revision: 1, facts: null, facts_at: null },
    ]);
  });
});

describe('a rule about who asks for whom', () => {
  const OWNER_ELSE = {
    id: 'owner-else',
    description: 'The application owner decides otherwise.',
    effect: { kind: 'require', stages: ['application-owner'], waivable: true },
  };
  const allowing = (onBehalf: boolean): object => ({
    id: 'allowing',
    description: 'Some may ask without an approval.',
    when: { onBehalf },
    effect: { kind: 'auto-approve' },
  });
  const handOver = async (key: string, to: 'newHire' | 'lead'): Promise<void> => {
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, {
      fields: { reporter: { accountId: world.company.roles[to] } },
    });
    await world.settle();
    await world.advance(6 * MINUTE);
  };
  const forNewHire = (): Partial<Asked> => ({ ...MIRO_STANDARD, beneficiary: world.company.roles.newHire });

  it('lets nobody have it as their own request that somebody else made for them', async () => {
    await setPolicy(world, allowing(false), OWNER_ELSE);
    expect(world.statusOf(await raise(world, SLACK_STANDARD))).toBe('Ready to fulfill');
    const key = await raise(world, forNewHire(), 'lead');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await handOver(key, 'newHire');
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });

  it('lets nobody have it as somebody else’s request that they made themselves', async () => {
    await setPolicy(world, allowing(true), OWNER_ELSE);
    const asked = { ...SLACK_STANDARD, beneficiary: world.company.roles.newHire };
    expect(world.statusOf(await raise(world, asked, 'lead'))).toBe('Ready to fulfill');
    const key = await raise(world, forNewHire(), 'newHire');
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await handOver(key, 'lead');
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});
