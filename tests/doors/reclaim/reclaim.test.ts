import { DAY, MINUTE } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import type { Company } from '../../../sandbox/company/company';
import { issueExtension } from '../../../sandbox/story/actors';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { formValues, fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { letBrowse } from '../../support/callers';
import { importUsage, type ListedUse } from '../../support/usage';
import { changeReclaimRules } from '../../support/settings';
import { World } from '../../support/world';

const POOL = 'slack/standard';
const OPEN = ['ready', 'awaiting-holder', 'awaiting-approval', 'awaiting-removal'];
const ALL = [...OPEN, 'done', 'skipped', 'canceled', 'undone'];

let world: World;
let holders: string[];
beforeEach(async () => {
  world = await World.start();
  // days pass here, and nobody needs the five-minute rhythm of all of them
  world.sandbox.host.restSchedules(world.site);
  holders = world.customers().slice(0, 8);
});
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);

/** As many active colleagues as make a source worth believing, and some who are idle. */
const listed = (idle: number, daysAgo = 90): ListedUse[] =>
  holders.map((accountId, index) => ({ accountId, daysAgo: index < idle ? daysAgo : 3 }));

const reconcile = async (): Promise<void> => {
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
  await world.settle();
};
const pass = async (days: number): Promise<void> => {
  await world.advance(days * DAY);
  await reconcile();
};

interface Shown {
  readonly caseId: string;
  readonly state: string;
  readonly holderId: string;
  readonly issueId: string | null;
  readonly remarks: { readonly text: string }[];
}

const cases = async (states: readonly string[] = ALL): Promise<Shown[]> =>
  ((await admin('reclaim/cases', { states })) as { rows: Shown[] }).rows;

async function only(): Promise<Shown> {
  const [one, ...others] = await cases();
  if (!one || others.length > 0) throw new Error(`${others.length + 1} cases instead of one`);
  return one;
}

const start = (poolId: string | null = POOL): Promise<unknown> =>
  admin('reclaim/start', { runId: randomUUID(), poolId });

const keyOf = ({ issueId }: Shown): string =>
  issueId === null ? '' : (world.site.jsm.issue(issueId)?.key ?? '');

const answer = (one: Shown, call: string, by = one.holderId, payload: object = {}): Promise<unknown> => {
  const extension = {
    type: 'jiraServiceManagement:portalRequestDetailPanel',
    portal: { id: 1 },
    request: { key: keyOf(one), typeId: 13 },
  };
  return world.person(by).invoke('portal-request', call, extension, payload);
};

const confirmOnTicket = (one: Shown, by: keyof Company['roles'] = 'agent'): Promise<unknown> =>
  world.as(by).invoke('issue-panel', 'issue-panel/confirm-removal', issueExtension(world.site, keyOf(one)));

const seats = (): Promise<unknown> =>
  world.rows("SELECT holder_id FROM seat WHERE pool_id = ? AND state = 'allocated' ORDER BY slot", POOL);
const hasSeat = async (holderId: string): Promise<boolean> =>
  ((await seats()) as { holder_id: string }[]).some((row) => row.holder_id === holderId);

it('is exported as CSV, a row for each case that is shown', async () => {
  await importUsage(world, listed(2));
  await start();
  const [one] = await cases();
  const exported = (await admin('reclaim/export', { states: OPEN })) as { text: string };
  expect(exported).toMatchObject({ cases: 2, total: 2 });
  const [header, ...rows] = exported.text.trim().split('\r\n');
  expect(header).toBe(
    'case,pool,seat,holder,state,action,because,inactiveSince,source,sourceAsOf,openedAt,asked,keepReason,keepUntil,removedAt,removedBy,remarks',
  );
  const since = new Date(world.now() - 90 * DAY).toISOString();
  const now = new Date(world.now()).toISOString();
  expect(rows.find((row) => row.includes(one?.holderId ?? ''))).toMatch(
    new RegExp(
      `^RC-[0-9A-F]+,Slack Standard,\\d+,${one?.holderId ?? ''},ready,remove,idle,${since},SSO,${now},${now},0,,,,,$`,
    ),
  );
  expect(await admin('reclaim/export', { states: ['done'] })).toMatchObject({ cases: 0, total: 0 });
  await expect(world.console('agent')('reclaim/export', { states: OPEN })).rejects.toThrow('Only admins');
});

describe('an idle seat', () => {
  beforeEach(async () => {
    await importUsage(world, listed(1));
    await start();
    await reconcile();
  });

  it('has its holder asked in a request of their own, once', async () => {
    await reconcile();
    const one = await only();
    expect(one).toMatchObject({ state: 'awaiting-holder', holderId: holders[0] });
    const issue = world.site.jsm.issue(keyOf(one));
    expect(issue?.reporterId).toBe(holders[0]);
    expect(await world.comments(keyOf(one), 'public')).toEqual([
      expect.stringMatching(/^Your seat in Slack Standard was last used on .*, according to SSO\./),
    ]);
    expect(await answer(one, 'portal/show-request')).toMatchObject({
      kind: 'reclaim-case',
      isMine: true,
      state: 'awaiting-holder',
      what: 'Slack Standard',
    });
  });

  it('is released in one click, taken away by an agent, and free', async () => {
    const one = await only();
    await answer(one, 'portal/release-seat');
    expect(await hasSeat(one.holderId)).toBe(true);
    expect(await confirmOnTicket(one)).toMatchObject({ kind: 'reclaim-case', state: 'done' });
    expect(await hasSeat(one.holderId)).toBe(false);
    expect(world.statusOf(keyOf(one))).toBe('Fulfilled');
    expect(await admin('reclaim/cases', { states: ['done'] })).toMatchObject({
      medianCycleMs: expect.any(Number) as unknown,
    });
  });

  it('can be asked for by a request that was refused while it was theirs', async () => {
    const one = await only();
    const key = await world.person(one.holderId).raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ state: 'incomplete' });
    await answer(one, 'portal/release-seat');
    await confirmOnTicket(one);
    await reconcile();
    await reconcile();
    expect(await world.panel(key)).toMatchObject({ state: 'ready' });
  });

  it('stays with a reason, and its holder is left alone for a time', async () => {
    const one = await only();
    await expect(answer(one, 'portal/keep-seat', one.holderId, { reason: '' })).rejects.toThrow(
      'Enter a reason',
    );
    await answer(one, 'portal/keep-seat', one.holderId, { reason: 'Back from parental leave soon' });
    expect(await only()).toMatchObject({ state: 'skipped' });
    await importUsage(world, listed(1));
    await start();
    expect(await cases()).toHaveLength(1);
    await world.advance(91 * DAY);
    await importUsage(world, listed(1));
    await start();
    expect(await cases()).toHaveLength(2);
  });

  it('is not taken away by somebody who may only look at its ticket', async () => {
    const one = await only();
    await answer(one, 'portal/release-seat');
    await expect(confirmOnTicket(one, 'lead')).rejects.toThrow(
      'Only agents who work on this ticket can confirm a removal.',
    );
    expect(await hasSeat(one.holderId)).toBe(true);
    expect(await only()).toMatchObject({ state: 'awaiting-removal' });
  });

  it('is only answered by its holder, whoever else may see the request', async () => {
    const one = await only();
    const { agent } = world.company.roles;
    const refusal = 'Only the holder of the seat can answer.';
    await expect(answer(one, 'portal/release-seat', agent)).rejects.toThrow(refusal);
    await expect(answer(one, 'portal/keep-seat', agent, { reason: 'Not for me' })).rejects.toThrow(refusal);
    await expect(answer(one, 'portal/release-seat', holders[1])).rejects.toThrow(
      'The request is not theirs to see',
    );
    expect(await only()).toMatchObject({ state: 'awaiting-holder' });
  });

  it('goes to the owner when nobody answers, after a reminder', async () => {
    const one = await only();
    await pass(7);
    expect(world.site.jsm.issue(keyOf(one))?.mails).toHaveLength(1);
    await pass(3);
    expect(await only()).toMatchObject({ state: 'awaiting-approval' });
    await expect(
      world.console('secondAgent')('reclaim/decide', {
        caseId: 'f'.repeat(32),
        decision: 'approve',
        reason: 'ok?',
      }),
    ).rejects.toThrow('This reclaim case doesn’t exist anymore');
    // the backup owner of Slack decides
    await world.console('secondAgent')('reclaim/decide', {
      caseId: one.caseId,
      decision: 'approve',
      reason: 'Nobody needs it',
    });
    expect(await only()).toMatchObject({ state: 'awaiting-removal' });
    await confirmOnTicket(one);
    expect(await hasSeat(one.holderId)).toBe(false);
  });

  it('is not taken away before its holder has answered or else its owner has decided', async () => {
    const one = await only();
    const { caseId } = one;
    const refusal = 'This case has changed. Reload the page to see the latest.';
    const approval = { caseId, decision: 'approve', reason: 'Nobody needs it' };
    await expect(admin('reclaim/decide', approval)).rejects.toThrow(refusal);
    await expect(admin('reclaim/confirm', { caseId })).rejects.toThrow(refusal);
    await pass(7);
    await pass(3);
    await expect(confirmOnTicket(one)).rejects.toThrow(refusal);
    expect(await hasSeat(one.holderId)).toBe(true);
    await admin('reclaim/decide', approval);
    await confirmOnTicket(one);
    expect(await hasSeat(one.holderId)).toBe(false);
  });

  it('is left alone when its holder signs in during the time to answer', async () => {
    const one = await only();
    await world.advance(2 * DAY);
    await importUsage(world, [{ accountId: one.holderId, daysAgo: 0 }, ...listed(0).slice(1)]);
    await pass(5);
    const after = await only();
    expect(after).toMatchObject({ state: 'canceled' });
    expect(after.remarks.at(-1)?.text).toMatch(/^The seat was used on .*, according to SSO\.$/);
    expect(await hasSeat(one.holderId)).toBe(true);
    expect(world.statusOf(keyOf(one))).toBe('Fulfilled');
  });

  it('is left alone when its holder signs in just before the removal', async () => {
    const one = await only();
    await pass(7);
    await pass(3);
    await admin('reclaim/decide', { caseId: one.caseId, decision: 'approve', reason: 'Nobody needs it' });
    await importUsage(world, [{ accountId: one.holderId, daysAgo: 0 }, ...listed(0).slice(1)]);
    await expect(admin('reclaim/confirm', { caseId: one.caseId })).rejects.toThrow(
      'The seat wasn’t removed. The seat was used on',
    );
    expect(await only()).toMatchObject({ state: 'canceled' });
    expect(await hasSeat(one.holderId)).toBe(true);
  });

  it('that comes back after its removal has its case opened again, with a ticket', async () => {
    const one = await only();
    await answer(one, 'portal/release-seat');
    await confirmOnTicket(one);
    await world.advance(DAY - MINUTE);
    await importUsage(world, [{ accountId: one.holderId, daysAgo: 0 }, ...listed(0).slice(1)]);
    await pass(1);
    const again = await only();
    expect(again).toMatchObject({ state: 'awaiting-removal' });
    expect(again.issueId).not.toBe(one.issueId);
    expect(world.site.jsm.issue(keyOf(again))?.values.get('summary')).toContain(
      'is back after it was removed',
    );
    await confirmOnTicket(again);
    expect(await only()).toMatchObject({ state: 'done' });
    expect(await hasSeat(one.holderId)).toBe(false);
  });

  it('is not given back while the pool has no free seat', async () => {
    const one = await only();
    await answer(one, 'portal/release-seat');
    await confirmOnTicket(one);
    await world.execute("UPDATE seat SET state = 'blocked' WHERE pool_id = ? AND state = 'free'", POOL);
    await expect(admin('reclaim/undo', { caseId: one.caseId })).rejects.toThrow(
      'Slack Standard has no free seat',
    );
    expect(await hasSeat(one.holderId)).toBe(false);
  });

  it('is given back with everything it had when the removal is undone', async () => {
    const one = await only();
    await answer(one, 'portal/release-seat');
    await confirmOnTicket(one);
    await admin('reclaim/undo', { caseId: one.caseId });
    expect(await only()).toMatchObject({ state: 'undone' });
    expect(await hasSeat(one.holderId)).toBe(true);
    await expect(admin('reclaim/undo', { caseId: one.caseId })).rejects.toThrow('This case has changed');
  });
});

it('is taken away from an agent by another agent, not by themselves', async () => {
  const { agent } = world.company.roles;
  await importUsage(world, [{ accountId: agent, daysAgo: 90 }, ...listed(0)]);
  await start();
  await reconcile();
  const one = await only();
  expect(one.holderId).toBe(agent);
  await answer(one, 'portal/release-seat');
  await expect(confirmOnTicket(one)).rejects.toThrow(
    'This is your own seat, so somebody else has to confirm the removal.',
  );
  expect(await hasSeat(agent)).toBe(true);
  await confirmOnTicket(one, 'secondAgent');
  expect(await hasSeat(agent)).toBe(false);
});

it('is decided, confirmed, undone and excluded by anybody but its own holder', async () => {
  const { secondAgent, administrator } = world.company.roles;
  const refusal = 'This is about your own seat, so somebody else has to decide.';
  await importUsage(world, [{ accountId: secondAgent, daysAgo: 90 }, ...listed(0)]);
  await start();
  await reconcile();
  await pass(7);
  await pass(3);
  const { caseId } = await only();
  // the holder is the application's backup owner
  const holder = world.console('secondAgent');
  const decision = { caseId, decision: 'refuse', reason: 'I still need it' };
  await expect(holder('reclaim/decide', decision)).rejects.toThrow(refusal);
  expect(await holder('reclaim/cases', { states: ALL })).toMatchObject({ rows: [{ isMine: false }] });
  await admin('reclaim/decide', { ...decision, decision: 'approve' });
  await expect(holder('reclaim/confirm', { caseId })).rejects.toThrow(refusal);
  await admin('reclaim/confirm', { caseId });
  await expect(holder('reclaim/undo', { caseId })).rejects.toThrow(refusal);
  expect(await hasSeat(secondAgent)).toBe(false);
  const own = { holderId: administrator, applicationKey: null, kind: 'vip', reason: 'Me', endsAt: null };
  await expect(admin('reclaim/exclude', { ...own, reason: 'I need it' })).rejects.toThrow(refusal);
});

it('is nothing that the owner of another application learns of', async () => {
  await importUsage(world, listed(1));
  await start();
  await admin('reclaim/exclude', {
    holderId: holders[3],
    applicationKey: 'slack',
    kind: 'on-leave',
    reason: 'Sabbatical',
    endsAt: null,
  });
  // secondAgent is the backup owner of Slack, owner that of Figma
  letBrowse(world, world.company.roles.owner);
  const theirPools = ['figma/premium', 'figma/standard', 'miro/standard'].map((poolId) => ({ poolId }));
  const asked: readonly [string, object, object, object][] = [
    ['reclaim/cases', { states: ALL }, { total: 1 }, { rows: [], total: 0 }],
    ['reclaim/cases', { states: ALL, poolId: POOL }, { total: 1 }, { rows: [], total: 0 }],
    ['reclaim/export', { states: ALL }, { cases: 1, total: 1 }, { cases: 0, total: 0 }],
    ['reclaim/plan', { poolId: null }, { pools: [{ poolId: POOL }] }, { pools: theirPools, rows: [] }],
    ['reclaim/exclusions', {}, [{ holderId: holders[3] }], []],
  ];
  for (const [call, payload, own, foreign] of asked) {
    expect(await world.console('secondAgent')(call, payload)).toMatchObject(own);
    expect(await world.console('owner')(call, payload)).toMatchObject(foreign);
  }
});

describe('nothing is taken back', () => {
  it.each([
    ['before anything says who uses it', [], 'no usage data'],
    ['on a list that is out of date', [{ daysBefore: 9, people: 8 }], 'out of date'],
    [
      'on a list that names nobody of before',
      [
        { daysBefore: 2, people: 8 },
        { daysBefore: 0, people: 4 },
      ],
      ', 8 before',
    ],
  ] as const)('%s', async (_what, lists, reason) => {
    for (const { daysBefore, people } of lists) {
      const list = listed(8).slice(0, people);
      await importUsage(world, list, { observedAt: world.now() - daysBefore * DAY });
    }
    if (lists.length === 0) await raise(world, SLACK_STANDARD);
    const plan = await admin('reclaim/plan', { poolId: POOL });
    expect(plan).toMatchObject({
      pools: [{ poolId: POOL, candidates: 0, problem: expect.stringContaining(reason) as unknown }],
      wouldOpen: 0,
    });
    await start();
    expect(await cases()).toEqual([]);
  });

  it('from people of whom nobody knows whether they use it', async () => {
    await importUsage(
      world,
      holders.map((accountId, index) => ({ accountId, ...(index < 4 ? {} : { daysAgo: 3 }) })),
    );
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({
      pools: [{ candidates: 0, unknown: 4, problem: null }],
    });
  });

  it('from people who are excluded', async () => {
    await importUsage(world, listed(2));
    await admin('reclaim/exclude', {
      holderId: holders[0],
      applicationKey: null,
      kind: 'service-account',
      reason: 'Runs the night job',
      endsAt: null,
    });
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({
      pools: [{ candidates: 1, leftAlone: 1 }],
      rows: [{ holderId: holders[1] }],
    });
    await admin('reclaim/include', { holderId: holders[0], applicationKey: null });
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({ pools: [{ candidates: 2 }] });
  });

  it('from people who are excluded, until the last day of it is over', async () => {
    await importUsage(world, listed(2));
    const exclusion = {
      holderId: holders[0],
      applicationKey: 'slack',
      kind: 'on-leave',
      reason: 'Sabbatical',
    };
    await expect(admin('reclaim/exclude', { ...exclusion, endsAt: world.now() })).rejects.toThrow(
      'in the future',
    );
    const endsAt = world.now() + 2 * DAY;
    expect(await admin('reclaim/exclude', { ...exclusion, endsAt })).toMatchObject([{ endsAt }]);
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({ pools: [{ candidates: 1 }] });
    await world.advance(2 * DAY + MINUTE);
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({ pools: [{ candidates: 2 }] });
  });
});

describe('a run', () => {
  it('opens no more cases than the ceiling, and says where it stopped', async () => {
    await changeReclaimRules(world, { mostCases: 3, mostShare: 1 });
    await importUsage(world, listed(8));
    expect(await admin('reclaim/plan', { poolId: POOL })).toMatchObject({ wouldOpen: 3, mostCases: 3 });
    expect(await start()).toMatchObject({
      state: 'stopped',
      opened: 3,
      stopped: expect.stringContaining('3 cases') as unknown,
    });
    expect(await cases()).toHaveLength(3);
  });

  it('opens no more than that either when it dies after opening them and is taken up again', async () => {
    await changeReclaimRules(world, { mostCases: 3, mostShare: 1 });
    await importUsage(world, listed(8));
    world.sandbox.host.interferer = ({ remote, body }) =>
      remote === 'sql' && body.includes('INSERT IGNORE INTO reclaim_case') ? 'kill-after' : undefined;
    await start().catch(() => undefined);
    world.sandbox.host.interferer = undefined;
    await reconcile();
    await reconcile();
    expect(await cases()).toHaveLength(3);
  });

  it('takes no more than its share of a pool', async () => {
    await changeReclaimRules(world, { mostShare: 0.04 });
    await importUsage(world, listed(8));
    expect(await start()).toMatchObject({
      state: 'done',
      opened: 4,
      leftOut: [{ poolId: POOL, reason: 'the run reached 4% of the pool' }],
    });
  });

  it('is undone as a whole', async () => {
    await importUsage(world, listed(3));
    const runId = randomUUID();
    await admin('reclaim/start', { runId, poolId: POOL });
    await reconcile();
    const [first] = await cases();
    if (!first) throw new Error('there is no case');
    await answer(first, 'portal/release-seat');
    await confirmOnTicket(first);
    const before = await seats();
    expect(before).toHaveLength(7);
    expect(await admin('reclaim/undo-run', { runId })).toEqual({ undone: 1, canceled: 2, left: 0 });
    expect(await seats()).toHaveLength(8);
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [{ runId, state: 'undone' }] });
  });

  it('takes back everything that one person asked for at once, shown beforehand, and is undone itself', async () => {
    const requester = world.company.roles.manager;
    const keys: string[] = [];
    for (const beneficiary of holders.filter((id) => id !== requester).slice(0, 3)) {
      keys.push(await raise(world, { ...SLACK_STANDARD, beneficiary }, 'manager'));
      await fulfill(world, keys.at(-1) ?? '');
    }
    await raise(world, SLACK_STANDARD, 'newHire').then((key) => fulfill(world, key));
    const batch = {
      requesterId: requester,
      applicationKey: 'slack',
      from: world.now() - DAY,
      to: world.now() + DAY,
    };
    expect(await admin('reclaim/plan-batch', batch)).toMatchObject({
      application: 'Slack',
      ...{ people: 3, seats: 3 },
      costs: [{ least: '20.25', most: '20.25', currency: 'EUR', per: 'month' }],
      unpriced: 0,
      rows: [1, 2, 3].map(() => ({ what: 'Slack Standard' })),
    });
    await expect(world.console('owner')('reclaim/plan-batch', batch)).rejects.toThrow(
      'is not open to customer accounts',
    );
    const runId = randomUUID();
    await admin('reclaim/undo-batch', { ...batch, runId });
    await admin('reclaim/undo-batch', { ...batch, runId });
    const opened = await cases();
    expect(opened.map(({ state }) => state)).toEqual(Array.from({ length: 3 }, () => 'awaiting-removal'));
    await reconcile();
    // being used does not keep what is undone
    await importUsage(world, listed(0));
    for (const { caseId } of opened) await admin('reclaim/confirm', { caseId });
    expect(await cases(['done'])).toHaveLength(3);
    expect(await hasSeat(opened[0]?.holderId ?? '')).toBe(false);
    expect(await admin('reclaim/undo-run', { runId })).toEqual({ undone: 3, canceled: 0, left: 0 });
    expect(await hasSeat(opened[0]?.holderId ?? '')).toBe(true);
  });

  it('gives nobody their own seat back by undoing it', async () => {
    const { lead } = world.company.roles;
    await importUsage(world, [{ accountId: lead, daysAgo: 90 }, ...listed(0)]);
    const runId = randomUUID();
    await admin('reclaim/start', { runId, poolId: POOL });
    await reconcile();
    const one = await only();
    await answer(one, 'portal/release-seat');
    await confirmOnTicket(one);
    expect(await world.console('lead')('reclaim/undo-run', { runId })).toEqual({
      undone: 0,
      canceled: 0,
      left: 1,
    });
    expect(await hasSeat(lead)).toBe(false);
    expect(await admin('reclaim/undo-run', { runId })).toEqual({ undone: 1, canceled: 0, left: 0 });
    expect(await hasSeat(lead)).toBe(true);
  });

  it('begins every night where the company wants it, once', async () => {
    await importUsage(world, listed(2));
    await world.nightly();
    expect(await cases()).toEqual([]);
    await changeReclaimRules(world, { isSweeping: true });
    await world.nightly();
    await world.nightly();
    expect(await cases()).toHaveLength(2);
  });

  it('is not for people who only own an application', async () => {
    await expect(
      world.console('secondAgent')('reclaim/start', { runId: randomUUID(), poolId: POOL }),
    ).rejects.toThrow('admins of this project');
  });
});

describe('the holders of a full pool', () => {
  it('are asked for those who wait, the idlest first, until one releases a seat', async () => {
    const seatsOf = (seats: number): object => ({
      format: 'seatkeeper-catalog',
      applications: [{ key: 'slack', name: 'Slack', tiers: [{ key: 'standard', name: 'Standard', seats }] }],
    });
    await world.importCatalog(seatsOf(8));
    await importUsage(
      world,
      holders.map((accountId, index) => ({ accountId, daysAgo: index < 5 ? 100 + index : 3 })),
    );
    const key = await world
      .person(world.customers()[8] ?? '')
      .raise(REQUEST_TYPE.fields, formValues(SLACK_STANDARD));
    await world.settle();
    expect(await world.panel(key)).toMatchObject({
      poolFull: true,
      pool: { queuePosition: { position: 1 } },
    });
    const idlestFor = async (role: keyof Company['roles']): Promise<readonly unknown[]> =>
      ((await world.panel(key, role)) as { pool: { idlest: readonly unknown[] } }).pool.idlest;
    expect(await idlestFor('agent')).toMatchObject([{ holderId: holders[4], source: 'SSO' }, {}, {}]);
    // who may only look at the ticket sees how full the pool is, not who leaves it idle
    expect(await idlestFor('lead')).toEqual([]);
    expect(await world.callPanel(key, 'issue-panel/ask-idlest')).toEqual({ asked: 3, stopped: null });
    await reconcile();
    const asked = await cases(['awaiting-holder']);
    expect(new Set(asked.map(({ holderId }) => holderId))).toEqual(
      new Set([holders[4], holders[3], holders[2]]),
    );
    await pass(2);
    expect(await cases(['awaiting-holder'])).toHaveLength(5);
    const released = asked.find(({ holderId }) => holderId === holders[3]);
    if (!released) throw new Error('nobody was asked');
    await answer(released, 'portal/release-seat');
    expect((await cases(['canceled'])).map(({ remarks }) => remarks.at(-1)?.text)).toEqual(
      Array.from({ length: 4 }, () => 'A colleague released their seat.'),
    );
    await confirmOnTicket(released);
    await reconcile();
    expect(await world.panel(key)).toMatchObject({ poolFull: false, pool: { seat: { state: 'held' } } });
  });
});
