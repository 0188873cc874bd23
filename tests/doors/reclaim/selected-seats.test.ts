import { DAY } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import { fulfill, raise, SLACK_STANDARD } from '../../support/requests';
import { importUsage, type ListedUse } from '../../support/usage';
import { changeReclaimRules } from '../../support/settings';
import { World } from '../../support/world';

const POOL = 'slack/standard';
const POOL_NAME = 'Slack Standard';
const ALL = [
  'ready',
  'awaiting-holder',
  'awaiting-approval',
  'awaiting-removal',
  'done',
  'canceled',
  'undone',
];

let world: World;
let holders: string[];
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
  holders = world.customers().slice(0, 8);
});
afterEach(() => world.stop());

const admin = (call: string, payload: object = {}): Promise<unknown> =>
  world.console('administrator')(call, payload);

/** As many active colleagues as make a source worth believing, and some who are idle. */
const listed = (idle: number): ListedUse[] =>
  holders.map((accountId, index) => ({ accountId, daysAgo: index < idle ? 90 : 3 }));

const reconcile = async (): Promise<void> => {
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
  await world.settle();
};

interface Shown {
  readonly caseId: string;
  readonly holderId: string;
}

const cases = async (states: readonly string[] = ALL): Promise<Shown[]> =>
  ((await admin('reclaim/cases', { states })) as { rows: Shown[] }).rows;

const holdersNow = async (): Promise<unknown[]> =>
  (
    await world.rows(
      "SELECT holder_id FROM seat WHERE pool_id = ? AND state = 'allocated' ORDER BY slot",
      POOL,
    )
  ).map((row) => row['holder_id']);

describe('seats that somebody chooses', () => {
  interface Plan {
    readonly planId: string;
    readonly wouldOpen: number;
    readonly rows: {
      readonly slot: number;
      readonly holderId: string | null;
      readonly does: string;
      readonly reason?: string;
    }[];
  }
  const FIRST_FIVE = [1, 2, 3, 4, 5];
  const plan = async (slots: readonly number[] = FIRST_FIVE, poolId = POOL): Promise<Plan> =>
    (await admin('reclaim/plan-seats', { poolId, slots })) as Plan;
  const carryOut = ({ planId }: Plan, slots: readonly number[] = FIRST_FIVE, runId = randomUUID()) =>
    admin('reclaim/start-seats', { runId, poolId: POOL, slots, planId });

  /** Of the first five holders one is active, one excluded, one unknown; the other two are idle. */
  const mixed = async (): Promise<void> => {
    await importUsage(
      world,
      holders.map((accountId, index) => {
        if (index === 2) return { accountId };
        return { accountId, daysAgo: index < 5 && index !== 0 ? 90 : 3 };
      }),
    );
    await admin('reclaim/exclude', {
      holderId: holders[1],
      applicationKey: 'slack',
      kind: 'vip',
      reason: 'Runs the launch',
      endsAt: null,
    });
  };

  /** Its holder has not answered, and the owner decides that the seat goes. */
  const taken = async (one: Shown | undefined): Promise<void> => {
    const { caseId } = one ?? { caseId: '' };
    await world.advance(7 * DAY);
    await reconcile();
    await world.advance(3 * DAY);
    await reconcile();
    await admin('reclaim/decide', { caseId, decision: 'approve', reason: 'Nobody needs it' });
    await admin('reclaim/confirm', { caseId });
  };

  it('are shown with what happens to each and why, and nothing is written', async () => {
    await mixed();
    const shown = await plan([5, 4, 3, 2, 1, 9]);
    expect(shown).toMatchObject({
      what: 'Slack Standard',
      wouldOpen: 2,
      unknown: 1,
      ceiling: 20,
      mostCases: 50,
      problem: null,
      rows: [
        {
          slot: 1,
          holderId: holders[0],
          does: 'nothing',
          reason: expect.stringMatching(/^it was used on .* UTC, according to SSO$/) as unknown,
        },
        { slot: 2, holderId: holders[1], does: 'nothing', reason: 'vip: Runs the launch' },
        { slot: 3, holderId: holders[2], does: 'nothing', reason: 'no current usage data for this person' },
        {
          slot: 4,
          holderId: holders[3],
          does: 'ask',
          movesTo: null,
          evidence: { because: 'idle', source: 'SSO' },
        },
        { slot: 5, holderId: holders[4], does: 'ask' },
        { slot: 9, holderId: null, does: 'nothing', reason: 'nobody has this seat' },
      ],
    });
    expect(await cases()).toEqual([]);
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [] });
  });

  it('are taken back as the plan showed, once, and the whole is undone', async () => {
    await mixed();
    const runId = randomUUID();
    const shown = await plan();
    const done = {
      runId,
      state: 'done',
      isChosen: true,
      poolId: POOL,
      examined: 5,
      opened: 2,
      unknown: 1,
      stopped: null,
    };
    expect(await carryOut(shown, FIRST_FIVE, runId)).toMatchObject(done);
    expect(await carryOut(shown, FIRST_FIVE, runId)).toMatchObject(done);
    // the list of runs calls the pool as people know it, and by no key
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [{ runId, poolId: POOL, what: POOL_NAME }] });
    await reconcile();
    const asked = await cases(['awaiting-holder']);
    expect(new Set(asked.map(({ holderId }) => holderId))).toEqual(new Set([holders[3], holders[4]]));
    await taken(asked[0]);
    expect(await holdersNow()).toHaveLength(7);
    // who was asked a moment ago is left alone
    expect((await plan([4, 5])).wouldOpen).toBe(0);
    expect(await admin('reclaim/undo-run', { runId })).toEqual({ undone: 1, canceled: 1, left: 0 });
    expect(new Set(await holdersNow())).toEqual(new Set(holders));
  });

  it('are undone to the last case of the run, however many there are', async () => {
    await mixed();
    const runId = randomUUID();
    await carryOut(await plan(), FIRST_FIVE, runId);
    await reconcile();
    const columns =
      'run_id, pool_id, slot, holder_id, state, action, evidence, opened_at, changed_at, nudges, version';
    const numbers = Array.from({ length: 120 }, (_, index) => `SELECT 'more-${index}' AS id`).join(
      ' UNION ALL ',
    );
    await world.execute(
      `INSERT INTO reclaim_case (case_id, ${columns})
       SELECT n.id, ${columns} FROM (${numbers}) n JOIN (SELECT * FROM reclaim_case LIMIT 1) c`,
    );
    expect(await admin('reclaim/undo-run', { runId })).toEqual({ undone: 0, canceled: 122, left: 0 });
    expect(await cases(['ready', 'awaiting-holder'])).toEqual([]);
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [{ runId, state: 'undone' }] });
  });

  it('are taken back within the ceilings of every run, the first ones first', async () => {
    await changeReclaimRules(world, { mostCases: 2, mostShare: 1 });
    await importUsage(world, listed(5));
    const shown = await plan();
    expect(shown.rows.map(({ does }) => does)).toEqual(['ask', 'ask', 'nothing', 'nothing', 'nothing']);
    expect(shown.rows[2]?.reason).toBe('the run has reached its limit');
    await carryOut(shown);
    expect(new Set((await cases()).map(({ holderId }) => holderId))).toEqual(new Set(holders.slice(0, 2)));
    await changeReclaimRules(world, { mostCases: 50, mostShare: 0.01 });
    expect(await plan([3, 4, 5])).toMatchObject({ wouldOpen: 1, ceiling: 1 });
  });

  it('stay when what is known of them is not to be believed', async () => {
    await importUsage(world, listed(8), { observedAt: world.now() - 2 * DAY });
    await importUsage(world, listed(8).slice(0, 4));
    const shown = await plan();
    expect(shown).toMatchObject({ wouldOpen: 0, problem: 'SSO lists only 4 people now, 8 before' });
    await expect(carryOut(shown)).rejects.toThrow('None of these seats can be taken back right now');
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [] });
  });

  it('stay when one of two sources is not to be believed', async () => {
    await importUsage(world, listed(8), { observedAt: world.now() - 2 * DAY });
    await importUsage(world, listed(8).slice(0, 4));
    await importUsage(world, listed(8), { source: 'Audit log' });
    expect(await plan()).toMatchObject({
      wouldOpen: 0,
      problem: 'SSO lists only 4 people now, 8 before',
    });
  });

  it('are not touched by a plan that would look otherwise by now', async () => {
    await importUsage(world, listed(3));
    const shown = await plan();
    await importUsage(world, [{ accountId: holders[0] ?? '', daysAgo: 0 }, ...listed(3).slice(1)]);
    await expect(carryOut(shown)).rejects.toThrow('has changed since you opened it');
    await expect(carryOut({ ...(await plan([1, 2])) })).rejects.toThrow('has changed since you opened it');
    expect(await cases()).toEqual([]);
    expect(await admin('reclaim/runs')).toMatchObject({ rows: [] });
  });

  it.each(['kill-before', 'kill-after'] as const)(
    'have their cases opened by the reconcile when the process dies at it (%s)',
    async (when) => {
      await importUsage(world, listed(3));
      const shown = await plan();
      world.sandbox.host.interferer = ({ remote, body }) =>
        remote === 'sql' && body.includes('INSERT IGNORE INTO reclaim_case') ? when : undefined;
      const runId = randomUUID();
      await carryOut(shown, FIRST_FIVE, runId).catch(() => undefined);
      world.sandbox.host.interferer = undefined;
      // whoever comes back meanwhile keeps the seat
      if (when === 'kill-before')
        await importUsage(world, [{ accountId: holders[0] ?? '', daysAgo: 0 }, ...listed(3).slice(1)]);
      await reconcile();
      expect(await cases()).toHaveLength(when === 'kill-before' ? 2 : 3);
      expect(await admin('reclaim/runs')).toMatchObject({
        rows: [
          {
            runId,
            state: 'done',
            stopped:
              when === 'kill-before'
                ? '1 seat of the plan was kept because something changed before the run.'
                : null,
          },
        ],
      });
      expect(await carryOut(shown, FIRST_FIVE, runId)).toMatchObject({ runId, state: 'done' });
    },
  );

  it('move their holders to the lower tier where there is one', async () => {
    await importUsage(
      world,
      holders.slice(0, 6).map((accountId, index) => ({
        accountId,
        application: 'Figma',
        tier: 'Premium',
        daysAgo: index < 1 ? 90 : 1,
      })),
    );
    expect(await plan([1], 'figma/premium')).toMatchObject({
      rows: [{ slot: 1, does: 'ask', movesTo: 'Figma Standard' }],
    });
  });

  it('are refused in words when they are not what can be chosen', async () => {
    await importUsage(world, listed(2));
    const planned = (slots: readonly unknown[], poolId = POOL): Promise<unknown> =>
      admin('reclaim/plan-seats', { poolId, slots });
    await expect(planned([1, 777, 778])).rejects.toThrow('Slack Standard has no seat 777, 778.');
    // a pool of six has no seat that another one has
    await expect(planned([7], 'figma/premium')).rejects.toThrow('Figma Premium has no seat 7.');
    await expect(planned([1, 2, 1])).rejects.toThrow('You chose the same seat twice');
    await expect(planned([])).rejects.toThrow('Choose at least one seat');
    await expect(planned(Array.from({ length: 101 }, (_, index) => index + 1))).rejects.toThrow(
      'Choose at most 100 seats',
    );
    await expect(planned([1.5])).rejects.toThrow('Seats: Enter a whole number.');
    await expect(planned([1], 'no/pool')).rejects.toThrow('This license pool doesn’t exist anymore');
    await expect(carryOut({ planId: 'x', wouldOpen: 1, rows: [] })).rejects.toThrow(
      'Plan: This value isn’t valid.',
    );
    expect(await cases()).toEqual([]);
  });

  it('are another run than one that takes back others', async () => {
    await importUsage(world, listed(4));
    const runId = randomUUID();
    await carryOut(await plan([1]), [1], runId);
    const other = await plan([2]);
    await expect(carryOut(other, [2], runId)).rejects.toThrow('This run takes back other seats');
    await expect(
      world.console('lead')('reclaim/start-seats', { runId, poolId: POOL, slots: [2], planId: other.planId }),
    ).rejects.toThrow('Somebody else started this run');
    expect(await cases()).toHaveLength(1);
  });

  it('are planned by people who own an application, and taken back by those who administer the project', async () => {
    await importUsage(world, listed(2));
    const asked = { poolId: POOL, slots: [1] };
    const shown = (await world.console('secondAgent')('reclaim/plan-seats', asked)) as Plan;
    await expect(
      world.console('secondAgent')('reclaim/start-seats', {
        ...asked,
        runId: randomUUID(),
        planId: shown.planId,
      }),
    ).rejects.toThrow('admins of this project');
    await expect(world.console('agent')('reclaim/plan-seats', asked)).rejects.toThrow('application owners');
    expect(await world.console('secondAgent')('pools/seats', { poolId: POOL })).toMatchObject({
      mayReclaim: false,
    });
    expect(await admin('pools/seats', { poolId: POOL })).toMatchObject({ mayReclaim: true });
  });
});

describe('a run', () => {
  it('of somebody else is neither gone on with nor added to', async () => {
    const key = await raise(world, SLACK_STANDARD, 'newHire');
    await fulfill(world, key);
    const { newHire } = world.company.roles;
    const idle = holders.filter((holderId) => holderId !== newHire).slice(0, 1);
    await importUsage(world, [
      ...listed(0).filter(({ accountId }) => accountId !== idle[0]),
      ...idle.map((accountId) => ({ accountId, daysAgo: 90 })),
    ]);
    const runId = randomUUID();
    await world.console('lead')('reclaim/start', { runId, poolId: POOL });
    const refusal = 'Somebody else started this run.';
    await expect(admin('reclaim/start', { runId, poolId: POOL })).rejects.toThrow(refusal);
    const asked = { from: world.now() - DAY, to: world.now() + DAY };
    const batch = { requesterId: newHire, applicationKey: 'slack', ...asked };
    expect(await admin('reclaim/plan-batch', batch)).toMatchObject({ seats: 1 });
    await expect(admin('reclaim/undo-batch', { ...batch, runId })).rejects.toThrow(refusal);
    expect((await cases()).map(({ holderId }) => holderId)).toEqual(idle);
  });
});
