import { DAY, MINUTE } from '../../../src/common/rules/time';
import { getBoth, giveBack, importRules, NOT_WITH_MIRO } from '../../support/duties';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const night = async (): Promise<void> => {
  // past the claim that a night which was cut off may have left
  await world.advance(3 * MINUTE);
  await world.nightly();
};
const show = (): Promise<unknown> => world.admin('conflicts/show', {});
const told = async (key: string): Promise<number> =>
  (await world.comments(key, 'internal')).filter((text) => text.startsWith('Conflicting duties')).length;

/** Seats in two pools for so many people, as an import of what is there already would leave them. */
async function seatPeople(count: number): Promise<void> {
  for (const poolId of ['figma/premium', 'miro/standard']) {
    const rows = Array.from(
      { length: count },
      (_, index) => `('${poolId}', ${1000 + index}, 'allocated', 'p${1000 + index}', 1)`,
    );
    await world.execute(
      `INSERT INTO seat (pool_id, slot, state, holder_id, version) VALUES ${rows.join(', ')}`,
    );
  }
}

/** What a night costs. */
async function costOfNight(): Promise<{ readonly rest: number; readonly sql: number }> {
  const record = (await world.invocationsDuring(night)).find(
    ({ functionKey }) => functionKey === 'fn-nightly',
  );
  return { rest: record?.rest ?? NaN, sql: record?.sql ?? NaN };
}

/** What the look for conflicts asks of storage and of Jira. */
const OF_THE_LOOK = /duty_conflict|HAVING COUNT|seat s LEFT JOIN|conflict-sweep|conflict:/;

// contracts are read, and that every pool is kept for the day already: the pools, the contracts, the catalog; and
// which tickets' facts are to be compared with Jira; the seats of leavers, and how many cases of them today has; and
// seats that are held for a request which has left the queue, given back in one statement; and 61 for whose accounts are
// stored, one for each column that can hold an id and two for each table with documents
const OTHER_WORK = 8 + 61;

// REST calls of the guard check: the guard's rules, the work types, what each request type and each other work type can do
const GUARD_CHECK = 6;

describe('conflicting duties among seats in use', () => {
  it('that came by a change of the policy are found the next night, told once, listed, and resolved when a seat is given back', async () => {
    await importRules(world);
    const { miro, figma } = await getBoth(world);
    await night();
    expect(await show()).toMatchObject({ lasting: 0, conflicts: [], lookedAt: expect.any(Number) as number });

    await importRules(world, NOT_WITH_MIRO);
    // by its own schedule
    await world.advance(DAY);
    const finding = {
      holderId: world.company.roles.newHire,
      entitlement: 'Figma Premium',
      others: ['Miro Standard'],
      ruleId: 'figma-not-with-miro',
      reason: 'Nobody has Figma Premium and Miro at the same time.',
      issueKey: figma,
    };
    const first = await show();
    expect(first).toMatchObject({ lasting: 1, conflicts: [{ ...finding, resolvedAt: null }] });
    await night();
    expect(await told(figma)).toBe(1);
    expect(await told(miro)).toBe(0);
    expect(await world.comments(figma, 'internal').then((notes) => notes.at(-1))).toMatch(
      /Figma Premium.*Miro Standard.*Nobody has Figma Premium and Miro.*figma-not-with-miro \(policy version/s,
    );

    await giveBack(world, 'miro/standard', world.company.roles.newHire);
    await night();
    expect(await show()).toMatchObject({
      lasting: 0,
      conflicts: [{ ...finding, resolvedAt: expect.any(Number) as number }],
    });
    expect(await told(figma)).toBe(1);
  });

  it('are resolved when the rule goes, and are a new finding, told anew, when it comes back', async () => {
    await importRules(world);
    const { figma } = await getBoth(world);
    await importRules(world, NOT_WITH_MIRO);
    await night();
    await importRules(world);
    await night();
    expect(await show()).toMatchObject({
      lasting: 0,
      conflicts: [{ resolvedAt: expect.any(Number) as number }],
    });
    await importRules(world, NOT_WITH_MIRO);
    await night();
    expect(await show()).toMatchObject({ lasting: 1, conflicts: [{ resolvedAt: null }] });
    expect(await told(figma)).toBe(2);
  });

  it('are told once wherever the night is cut off, and what is not seen in half a night is not resolved', async () => {
    await importRules(world);
    const { figma } = await getBoth(world);
    await importRules(world, NOT_WITH_MIRO);
    let cuts = 0;
    for (let cut = 1; cut <= 14; cut++) {
      for (const kill of ['kill-before', 'kill-after'] as const) {
        let calls = 0;
        world.sandbox.host.interferer = ({ path, body }) =>
          OF_THE_LOOK.test(path + body) && ++calls === cut ? kill : undefined;
        await night();
        if (calls >= cut) cuts++;
      }
    }
    world.sandbox.host.interferer = undefined;
    await night();
    expect(cuts).toBeGreaterThan(10);
    expect(await show()).toMatchObject({ lasting: 1, conflicts: [{ resolvedAt: null }] });
    expect(await told(figma)).toBe(1);
  });

  it('are looked for page by page, going on after the last page that was done', async () => {
    await importRules(world, NOT_WITH_MIRO);
    await world.advance(10 * MINUTE);
    await seatPeople(450);
    let pages = 0;
    world.sandbox.host.interferer = ({ body }) =>
      body.includes('FROM seat s LEFT JOIN') && ++pages === 3 ? 'kill-before' : undefined;
    await night();
    world.sandbox.host.interferer = undefined;
    expect(await show()).toMatchObject({ lasting: 400 });

    const rest = await costOfNight();
    expect(await show()).toMatchObject({ lasting: 450 });
    const whole = await costOfNight();
    // four of its own and five a page, beside the night's other work, in which more accounts are stored: they are noted 200 at
    // a time, in each place where they are
    const noted = 7;
    expect(whole.sql).toBeLessThanOrEqual(OTHER_WORK + noted + 4 + 3 * 5);
    expect(rest.sql).toBeLessThanOrEqual(OTHER_WORK + noted + 4 + 5);
    expect(whole.rest).toBeLessThanOrEqual(GUARD_CHECK);
  });

  it('cost three statements a night where no rule is about them', async () => {
    await importRules(world);
    await night();
    const spent = await costOfNight();
    expect(spent.sql).toBeLessThanOrEqual(OTHER_WORK + 3);
  });

  it('are shown to Jira administrators only', async () => {
    await expect(
      world.sandbox.host.invokeResolverUnchecked({
        site: world.site,
        moduleKey: 'admin-page',
        accountId: world.company.roles.agent,
        functionKey: 'conflicts/show',
        payload: {},
        extension: { type: 'jira:adminPage' },
      }),
    ).resolves.toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});

describe('a rule that forbids one thing to holders of another', () => {
  it('is asked in both orders: who has Figma Premium is denied Miro, and what it forbids alone to nobody else', async () => {
    await importRules(world, NOT_WITH_MIRO, {
      id: 'no-slack',
      description: 'Nobody gets Slack.',
      when: { applications: ['slack'] },
      effect: { kind: 'forbid' },
    });
    await raise(world, FIGMA_PREMIUM).then(async (key) => {
      await approveAll(world, key, ['owner']);
      expect(await fulfill(world, key)).toBeUndefined();
    });
    const miro = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(miro)).toBe('Declined');
    expect((await world.comments(miro, 'public')).at(-1)).toContain(NOT_WITH_MIRO.description);
    // of two that were approved only one is fulfilled
    const asLead = async (asked: typeof MIRO_STANDARD): Promise<string> => raise(world, asked, 'lead');
    const both = [await asLead(FIGMA_PREMIUM), await asLead(MIRO_STANDARD)];
    for (const key of both) await approveAll(world, key, ['owner']);
    const [figma = '', other = ''] = both;
    const denied = `The access policy doesn’t allow this: ${NOT_WITH_MIRO.description}`;
    expect(await world.as('agent').move(figma, 'Fulfill')).toBe(denied);
    expect(await fulfill(world, other)).toBeUndefined();
    expect(await world.as('agent').move(figma, 'Fulfill')).toBe(denied);
  });
});
