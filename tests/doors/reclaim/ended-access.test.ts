import { DAY } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import { importPerson } from '../../support/approvals';
import { fulfill, raise, SLACK_STANDARD, type Asked } from '../../support/requests';
import { importUsage } from '../../support/usage';
import { changeReclaimRules } from '../../support/settings';
import { World } from '../../support/world';

const POOL = 'slack/standard';
const FOR_A_MONTH = { ...SLACK_STANDARD, days: 30 };

let world: World;
beforeEach(async () => {
  world = await World.start();
  // days pass here, and nobody needs the five-minute rhythm of all of them
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);

const pass = (days: number): Promise<void> => world.passDays(days);

interface Shown {
  readonly caseId: string;
  readonly state: string;
  readonly issueId: string | null;
  readonly evidence: { readonly because: string };
}
const cases = async (): Promise<Shown[]> =>
  (
    (await admin('reclaim/cases', {
      states: ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal', 'done', 'canceled'],
    })) as { rows: Shown[] }
  ).rows;

const said = async (key: string): Promise<string[]> => (await world.comments(key, 'public')).slice(1);

async function granted(asked: Partial<Asked> = FOR_A_MONTH): Promise<string> {
  const key = await raise(world, asked);
  await fulfill(world, key);
  return key;
}

const hasSeat = async (holderId = world.company.roles.newHire): Promise<boolean> =>
  (
    await world.rows(
      "SELECT slot FROM seat WHERE pool_id = ? AND holder_id = ? AND state = 'allocated'",
      POOL,
      holderId,
    )
  ).length > 0;

describe('access that was granted until a day', () => {
  it('is told of 7 days and 1 day before, ends with a removal case without any setting, and is over then', async () => {
    const key = await granted();
    const endsOn = new Date(world.now() + 30 * DAY).toISOString().slice(0, 10);
    const notice = `your access to Slack Standard ends on ${endsOn} (UTC). If you still need it, request it again.`;
    expect(await world.portalPanel(key)).toMatchObject({ access: 'in-use' });
    await pass(22.9);
    expect(await said(key)).toEqual([]);
    await pass(0.2);
    await pass(1);
    expect(await said(key)).toEqual([expect.stringContaining(notice)]);
    await pass(5);
    await pass(0.5);
    expect(await said(key)).toEqual([expect.stringContaining(notice), expect.stringContaining(notice)]);
    expect(await cases()).toEqual([]);
    await pass(0.5);
    await pass(0);
    expect(await said(key)).toHaveLength(3);
    expect((await said(key)).at(-1)).toContain(`ended on ${endsOn} (UTC) and is being removed.`);
    const [one, ...others] = await cases();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ state: 'awaiting-removal', evidence: { because: 'ended' } });
    expect(await world.portalPanel(key)).toMatchObject({ access: 'ended' });
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [{ kind: 'ends', state: 'done', opened: 1 }] });

    await admin('reclaim/confirm', { caseId: one?.caseId });
    expect(await hasSeat()).toBe(false);
    expect(await world.portalPanel(key)).toMatchObject({ state: 'ready', access: 'over' });
  });

  it('is not kept by its holder when it is over', async () => {
    await granted();
    await pass(30);
    const [one] = await cases();
    const issue = world.site.jsm.issue(one?.issueId ?? '');
    const extension = {
      type: 'jiraServiceManagement:portalRequestDetailPanel',
      portal: { id: 1 },
      request: { key: issue?.key ?? '', typeId: 13 },
    };
    const keep = world
      .as('newHire')
      .invoke('portal-request', 'portal/keep-seat', extension, { reason: 'I like it' });
    await expect(keep).rejects.toThrow(
      'This access is over, so it can’t be kept. If you still need it, request it again.',
    );
    expect(await cases()).toMatchObject([{ state: 'awaiting-removal' }]);
  });

  it('has its removal asked for again when the case for it came to nothing', async () => {
    await granted();
    await pass(30);
    const [run] = ((await admin('reclaim/runs')) as { rows: { runId: string }[] }).rows;
    await admin('reclaim/undo-run', { runId: run?.runId });
    expect(await cases()).toMatchObject([{ state: 'canceled' }]);
    await pass(1);
    expect((await cases()).map(({ state }) => state).sort()).toEqual(['awaiting-removal', 'canceled']);
  });

  it('is told of by mail to a holder who did not ask for it themselves', async () => {
    const { secondAgent } = world.company.roles;
    const key = await granted({ ...FOR_A_MONTH, beneficiary: secondAgent });
    await pass(23);
    expect(world.site.jsm.issue(key)?.mails).toMatchObject([
      {
        recipientIds: [secondAgent],
        subject: expect.stringContaining('Access to Slack Standard ends on ') as unknown,
      },
    ]);
  });

  it('goes on in an application for which administrators have switched that off', async () => {
    await changeReclaimRules(world, { keptPastEnd: ['slack'] });
    const key = await granted();
    expect(await world.comments(key, 'public')).toEqual([expect.stringContaining('It was requested until ')]);
    expect(await world.portalPanel(key)).toMatchObject({ access: 'unenforced' });
    await pass(23);
    await pass(10);
    expect(await said(key)).toEqual([]);
    expect(await cases()).toEqual([]);
    await changeReclaimRules(world, { keptPastEnd: [] });
    await pass(1);
    expect(await cases()).toMatchObject([{ state: 'awaiting-removal' }]);
  });
});

describe('a seat of somebody who has left the company', () => {
  let leaver: string;
  beforeEach(() => {
    leaver = world.company.roles.newHire;
  });
  const leave = (): Promise<void> => importPerson(world, leaver, { WorkerStatus: 'Inactive' });

  it('goes though they signed in yesterday, also where a colleague’s would stay, and comes back for nobody', async () => {
    const [colleague = ''] = world.customers().filter((accountId) => accountId !== leaver);
    await importUsage(
      world,
      [leaver, colleague].map((accountId) => ({ accountId, daysAgo: 1 })),
    );
    await leave();
    const slots = (
      await world.rows('SELECT slot FROM seat WHERE pool_id = ? AND holder_id IS NOT NULL', POOL)
    ).map(({ slot }) => Number(slot));
    const plan = (await admin('reclaim/plan-seats', { poolId: POOL, slots })) as {
      planId: string;
      rows: { holderId: string; does: string; reason?: string; evidence?: object }[];
    };
    expect(plan.rows.find(({ holderId }) => holderId === leaver)).toMatchObject({
      does: 'take-away',
      evidence: { because: 'left' },
    });
    expect(plan.rows.find(({ holderId }) => holderId === colleague)).toMatchObject({ does: 'nothing' });
    await admin('reclaim/start-seats', { runId: randomUUID(), poolId: POOL, slots, planId: plan.planId });
    await pass(0);
    const [one, ...others] = await cases();
    expect(others).toEqual([]);
    expect(one).toMatchObject({ state: 'awaiting-removal', evidence: { because: 'left' } });
    const ticket = world.site.jsm.issue(one?.issueId ?? '');
    expect(ticket?.values.get('summary')).toContain('Remove Slack Standard of somebody who left');
    expect(ticket?.reporterId).not.toBe(leaver);
    await admin('reclaim/confirm', { caseId: one?.caseId });
    expect(await hasSeat()).toBe(false);
    expect(await hasSeat(colleague)).toBe(true);
  });

  it('gets its case from the roster that says so, without any run, also when it came by a request', async () => {
    await granted(SLACK_STANDARD);
    await leave();
    await pass(0);
    expect(await cases()).toMatchObject([{ state: 'awaiting-removal', evidence: { because: 'left' } }]);
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [{ kind: 'leavers', opened: 1 }] });
    await importPerson(world, leaver, {});
    const [one] = await cases();
    await expect(admin('reclaim/confirm', { caseId: one?.caseId })).rejects.toThrow(
      'The seat wasn’t removed. The people roster lists them as active again.',
    );
    expect(await hasSeat()).toBe(true);
  });

  it('is not kept by what they said before they left', async () => {
    await importUsage(world, [
      { accountId: leaver, daysAgo: 90 },
      ...world
        .customers()
        .filter((accountId) => accountId !== leaver)
        .slice(0, 6)
        .map((accountId) => ({ accountId, daysAgo: 1 })),
    ]);
    await admin('reclaim/start', { runId: randomUUID(), poolId: POOL });
    await pass(0);
    const [asked] = await cases();
    const extension = {
      type: 'jiraServiceManagement:portalRequestDetailPanel',
      portal: { id: 1 },
      request: { key: world.site.jsm.issue(asked?.issueId ?? '')?.key ?? '', typeId: 13 },
    };
    await world
      .person(leaver)
      .invoke('portal-request', 'portal/keep-seat', extension, { reason: 'For my trip' });
    await leave();
    await pass(0);
    expect(await cases()).toMatchObject([{ state: 'awaiting-removal', evidence: { because: 'left' } }]);
  });

  it('is protected by an exclusion that somebody made, and by the limit of a run', async () => {
    await changeReclaimRules(world, { mostCases: 1 });
    const [colleague = '', excluded = ''] = world.customers().filter((accountId) => accountId !== leaver);
    await importUsage(
      world,
      [leaver, colleague, excluded].map((accountId) => ({ accountId, daysAgo: 1 })),
    );
    const exclusion = { applicationKey: null, kind: 'other', reason: 'Legal hold', endsAt: null };
    await admin('reclaim/exclude', { ...exclusion, holderId: excluded });
    await leave();
    for (const accountId of [colleague, excluded])
      await importPerson(world, accountId, { WorkerStatus: 'Inactive' });
    await pass(0);
    await pass(0);
    expect(await cases()).toHaveLength(1);
    await world.advance(DAY);
    await world.nightly();
    await world.nightly();
    expect(await cases()).toHaveLength(2);
  });
});
