import { DAY, MINUTE } from '../../../src/common/rules/time';
import type { KpiReading, KpiReport } from '../../../src/kpis/contract/kpi';
import { meetsTarget } from '../../../src/kpis/contract/kpi-values';
import { madeUpCompany } from '../../../sandbox/company/company';
import { TRANSITION } from '../../../sandbox/company/service-project';
import { importDocument } from '../../../sandbox/company/set-up-app';
import { member } from '../../../sandbox/untyped';
import { requireStages, setPolicy } from '../../support/approvals';
import { saveRule } from '../../support/drafts';
import { recordSnapshot } from '../../support/kpi-facts';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { importUsage, usageCsv } from '../../support/usage';
import { withTransitions } from '../../support/workflows';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const administrator = (call: string, payload: unknown): Promise<unknown> =>
  world.console('administrator')(call, payload);

const inactiveLicenses = async (): Promise<KpiReading> => {
  const asked = { period: { kind: 'last', days: 30 }, against: { kind: 'before' }, timeZone: 'UTC' };
  const report = (await world.console('agent')('kpi/report', {
    ...asked,
    grain: 'week',
    slice: 'application',
  })) as KpiReport;
  const found = report.readings.find(({ definition }) => definition.id === 'inactive-paid-licenses');
  if (!found) throw new Error('the report has no such figure');
  return found;
};

const isOnTarget = ({ rate, definition: { target, unit } }: KpiReading): boolean | null =>
  meetsTarget(rate, target, unit);

const yesterday = (): string => new Date(world.now() - DAY).toISOString().slice(0, 10);

describe('inactive paid licenses', () => {
  it('have no figure where nobody knows of any seat whether it is used', async () => {
    await recordSnapshot(world, 'slack/standard', yesterday(), { purchased: 20, allocated: 12, unknown: 12 });
    const reading = await inactiveLicenses();
    expect(reading.rate).toEqual({ hits: 0, of: 12, value: null, unknown: 12 });
    expect(isOnTarget(reading)).toBeNull();
    const gadgetConfiguration = { projectId: '10000', measure: 'inactive-paid-licenses', days: 30 };
    expect(
      await world
        .as('lead')
        .invoke('lead-gadget', 'gadget/report', { type: 'jira:dashboardGadget', gadgetConfiguration }),
    ).toMatchObject({ rate: { value: null, unknown: 12 } });
  });

  it('are not said to be on target while nobody knows of some, and are off target by one that is known', async () => {
    await recordSnapshot(world, 'slack/standard', yesterday(), { purchased: 20, allocated: 12, unknown: 5 });
    const none = await inactiveLicenses();
    expect(none.rate).toEqual({ hits: 0, of: 12, value: 0, unknown: 5 });
    expect(isOnTarget(none)).toBeNull();
    await recordSnapshot(world, 'figma/premium', yesterday(), { purchased: 6, allocated: 6, inactive: 1 });
    const one = await inactiveLicenses();
    expect(isOnTarget(one)).toBe(false);
    expect(one.slices).toMatchObject([
      { label: 'Slack', value: 0, unknown: 5 },
      { label: 'Figma', value: 1 },
    ]);
  });
});

describe('idle seats of a pool that does not exist', () => {
  it('are neither planned nor looked for: there is no such pool', async () => {
    const noPool = 'There’s no license pool “slack/gold”.';
    await expect(administrator('reclaim/plan', { poolId: 'slack/gold' })).rejects.toThrow(noPool);
    const runId = '3d5e1a52-6f0e-4b7a-9b1c-6f0e4b7a9b1c';
    await expect(administrator('reclaim/start', { runId, poolId: 'slack/gold' })).rejects.toThrow(noPool);
    expect(await administrator('reclaim/runs', { page: 0 })).toMatchObject({ rows: [] });
  });
});

describe('seats of which nobody knows whether they are used', () => {
  it('are as many in the plan, in an action’s answer and in the pool, also those too new to judge', async () => {
    for (const slot of [1, 2, 3])
      await world.execute(
        `UPDATE seat SET state = 'allocated', holder_id = ?, allocated_at = ?
         WHERE pool_id = 'slack/standard' AND slot = ?`,
        ...[`login:new-${slot}`, world.now() - DAY, slot],
      );
    await importUsage(world, [{ accountId: world.customers()[0] ?? '', daysAgo: 1 }]);
    await world.nightly();
    expect(await administrator('pools/history', { poolId: 'slack/standard' })).toMatchObject({ unknown: 3 });
    expect(await administrator('reclaim/plan', { poolId: 'slack/standard' })).toMatchObject({
      pools: [{ candidates: 0, unknown: 3 }],
    });
    expect(
      await world.sandbox.host.runAction(
        world.site,
        'list-idle-seats',
        { pool: 'Slack Standard' },
        world.company.roles.lead,
      ),
    ).toMatchObject({ data: { inUse: 4, unknown: 3, idle: [] } });
  });

  it('are counted by an import whether its list names their holders or not', async () => {
    const [first, second, third] = world.customers();
    await importUsage(world, [{ accountId: first ?? '' }, { accountId: second ?? '' }]);
    const plan = await planImport([{ accountId: third ?? '', daysAgo: 1 }]);
    expect(plan).toMatchObject({ pools: [{ missing: 2, unknown: 2 }] });
    const [message] = member(plan, 'messages') as { text: string }[];
    expect(message?.text).toContain('; no usage data for 2');
    expect(message?.text).not.toContain('You don’t need to do anything.');
  });
});

const planImport = async (uses: Parameters<typeof usageCsv>[1]): Promise<unknown> => {
  const { call, plan } = recordingPlan();
  await importDocument(call, usageCsv(world, uses), 'usage/plan-import', {
    source: 'SSO',
    observedAt: world.now(),
    acceptsFewer: true,
  });
  return plan();
};

/** Calls of an administrator, which keep what the dry run answered. */
function recordingPlan() {
  let planned: unknown;
  const call = async (key: string, payload: unknown): Promise<unknown> => {
    const answer = await administrator(key, payload);
    if (key === 'usage/plan-import') planned = answer;
    return answer;
  };
  return { call, plan: (): unknown => planned };
}

describe('the message to an owner', () => {
  it('says what to do about more seats in use than purchased', async () => {
    const holders = world.customers().slice(0, 8);
    const plan = await planImport(
      holders.map((accountId) => ({ accountId, application: 'Figma', tier: 'Premium', daysAgo: 1 })),
    );
    const [message] = member(plan, 'messages') as { text: string }[];
    expect(message?.text).toContain('8 of 6 seats in use, 2 more than purchased');
    expect(message?.text).toContain('Buy 2 more seats, or release as many');
    expect(message?.text).not.toContain('You don’t need to do anything.');
  });

  it('says that nothing has to be done where all seats are known to be used', async () => {
    const plan = await planImport([{ accountId: world.customers()[0] ?? '', daysAgo: 1 }]);
    const [message] = member(plan, 'messages') as { text: string }[];
    expect(message?.text).toContain('You don’t need to do anything.');
  });
});

describe('a run that asks the idlest holders', () => {
  it('is listed with the day on which it was started', async () => {
    const holders = world.customers().slice(10, 16);
    await importUsage(
      world,
      holders.map((accountId) => ({ accountId, application: 'Figma', tier: 'Premium', daysAgo: 90 })),
    );
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    const startedAt = world.now();
    expect(await world.callPanel(key, 'issue-panel/ask-idlest')).toMatchObject({ asked: 3 });
    const { rows } = (await administrator('reclaim/runs', { page: 0 })) as { rows: { createdAt: number }[] };
    expect(rows).toHaveLength(1);
    expect(rows[0]?.createdAt).toBeGreaterThanOrEqual(startedAt);
  });
});

describe('a draft of the policy', () => {
  const miroRule = (...stages: readonly unknown[]) => ({
    id: 'miro-needs-its-owner',
    description: 'The owner decides on Miro.',
    when: { applications: ['miro'] },
    effect: { kind: 'require', stages },
  });
  const within = (hours: number) => ({ timeout: { hours, then: 'remind' } }) as const;
  const tried = async (...stages: readonly unknown[]): Promise<unknown> => {
    const { draft } = await saveRule(world, miroRule(...stages), { replaces: 'miro-needs-its-owner' });
    return administrator('policy/try', { version: draft?.version });
  };

  it('that changes a deadline asks the same people, and one that adds a manager asks others', async () => {
    await setPolicy(world, miroRule({ kind: 'application-owner', ...within(8) }));
    await raise(world, MIRO_STANDARD);
    expect(await tried({ kind: 'application-owner', ...within(4) })).toMatchObject({
      counts: [{ from: 'require-approval', to: 'require-approval', approval: 'terms', count: 1 }],
    });
    expect(await tried({ kind: 'application-owner', ...within(8) }, { kind: 'manager' })).toMatchObject({
      counts: [{ approval: 'people', count: 1 }],
    });
  });

  it('is asked about days as they were typed, and “9x” is no access without an end', async () => {
    const ask = (durationDays: unknown): Promise<unknown> =>
      administrator('policy/simulate', {
        ...{ email: 'sam.rivera@acme.example', application: 'figma', tier: 'premium', version: null },
        durationDays,
      });
    expect(await ask('9x')).toMatchObject({
      kind: 'incomplete',
      problems: [{ code: 'duration-invalid', subject: '9x' }],
    });
    expect(await ask('9')).toMatchObject({ kind: 'decided' });
  });
});

describe('a transition that only Seatkeeper takes', () => {
  it.each([
    ['Enough have approved', TRANSITION.enoughApproved],
    ['Back to approval', TRANSITION.backToApproval],
    ['Decline by policy', TRANSITION.declineByPolicy],
  ])('is not there for an agent: %s', async (name, id) => {
    const key = await raise(world, FIGMA_PREMIUM);
    await expect(world.as('agent').move(key, name)).rejects.toThrow(`has no transition ${name}`);
    await expect(
      world.as('agent').ask('POST', `/rest/api/3/issue/${key}/transitions`, { transition: { id } }),
    ).rejects.toThrow(`transition ${id} is not valid for ${key}`);
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});

describe('a goal', () => {
  it('is not met by a ticket that somebody moved to ready and back without an approval', async () => {
    await world.stop();
    // a workflow that nobody has put the condition on
    world = await World.start({
      company: withTransitions(madeUpCompany(), (one) => [{ ...one, onlyRoleIds: undefined }]),
    });
    const { manager, owner } = world.company.roles;
    await requireStages(world, { kind: 'people', people: [manager, owner], quorum: 1 });
    const key = await raise(world, MIRO_STANDARD);
    expect(await world.as('agent').move(key, 'Enough have approved')).toBeUndefined();
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.panel(key)).toMatchObject({ clock: { sla: null } });
    await world.as('owner').answer(key, 'approve');
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.rows(`SELECT sla_breached FROM ticket_fact WHERE kind = 'fulfilled'`)).toEqual([
      { sla_breached: null },
    ]);
  });
});
