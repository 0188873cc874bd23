import { DAY, MINUTE } from '../../../src/common/rules/time';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { issueExtension } from '../../../sandbox/story/actors';
import { companyWithSeats } from '../../support/companies';
import { importPerson } from '../../support/approvals';
import {
  approveAll,
  FIGMA_PREMIUM,
  formValues,
  fulfill,
  raise,
  SLACK_STANDARD,
} from '../../support/requests';
import { World } from '../../support/world';

const POOL = 'slack/standard';

let world: World;
afterEach(() => world.stop());

const colleagues = (count: number): string[] => world.customers().slice(0, count);

const askForSlack = (accountId: string): Promise<string> =>
  world
    .person(accountId)
    .raise(REQUEST_TYPE.fields, formValues({ application: 'Slack', tier: 'Standard', justification: 'x' }));

interface QueuedPool {
  readonly queuePosition: { readonly position: number } | null;
}

interface Pool {
  readonly purchased: number;
  readonly allocated: number;
  readonly held: number;
  readonly free: number;
  readonly seat: { readonly slot: number } | null;
}

const poolOf = async (key: string): Promise<Pool> => ((await world.panel(key)) as { pool: Pool }).pool;

describe('a pool with two seats', () => {
  beforeEach(async () => {
    world = await World.start({ company: companyWithSeats(2) });
  });

  it('is shown on the ticket of whoever waits for one REST call and two statements', async () => {
    const keys: string[] = [];
    for (const accountId of colleagues(3)) keys.push(await askForSlack(accountId));
    await world.settle();
    const [shown] = await world.invocationsDuring(async () => {
      expect((await poolOf(keys[2] ?? '')) as unknown).toMatchObject({
        free: 0,
        queuePosition: { position: 1 },
      });
    });
    expect(shown).toMatchObject({ rest: 1, sql: 2 });
  });

  it('holds a seat for whoever is approved first and tells the third that it is full', async () => {
    const keys: string[] = [];
    for (const accountId of colleagues(3)) {
      keys.push(await askForSlack(accountId));
      await world.settle();
    }
    const third = keys[2] ?? '';
    expect(await world.panel(third)).toMatchObject({
      state: 'ready',
      poolFull: true,
      pool: { purchased: 2, held: 2, free: 0, seat: null },
    });
    expect(await world.as('agent').move(third, 'Fulfill')).toBe(
      'The Slack Standard pool has no free seat. The request is in the queue for the next one.',
    );
    expect(world.statusOf(third)).toBe('Ready to fulfill');
    expect((await world.comments(third, 'internal')).at(-1)).toContain(
      'The Slack Standard pool has no free seat.',
    );
  });

  it('gives every seat to one request only, however many are fulfilled at once', async () => {
    const keys: string[] = [];
    for (const accountId of colleagues(6)) keys.push(await askForSlack(accountId));
    await world.settle();
    const refusals = await Promise.all(keys.map((key) => world.as('agent').move(key, 'Fulfill')));
    await world.settle();
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(2);
    const pools = await Promise.all(keys.map(poolOf));
    expect(pools[0]).toMatchObject({ purchased: 2, allocated: 2, held: 0, free: 0 });
    expect(pools.flatMap(({ seat }) => seat?.slot ?? []).sort()).toEqual([1, 2]);
  });

  it('hands the seat of a withdrawn request to the next one', async () => {
    const [first = '', , third = ''] = await Promise.all(colleagues(3).map(askForSlack));
    await world.settle();
    await world
      .person(world.site.jsm.issue(first)?.reporterId ?? '')
      .ask('POST', `/rest/servicedeskapi/request/${first}/transition`, { id: '51' });
    await world.settle();
    expect(await world.as('agent').move(third, 'Fulfill')).toBeUndefined();
  });
});

describe('a queue for the seats of a pool', () => {
  let keys: string[];
  beforeEach(async () => {
    world = await World.start({ company: companyWithSeats(1) });
    keys = [];
    for (const accountId of colleagues(4)) {
      keys.push(await askForSlack(accountId));
      await world.advance(MINUTE);
    }
  });

  const key = (index: number): string => keys[index] ?? '';
  const requesterOf = (index: number): string => world.site.jsm.issue(key(index))?.reporterId ?? '';
  const positions = async (): Promise<unknown[]> =>
    Promise.all(
      keys.map(
        async (one) =>
          ((await world.panel(one)) as { pool: QueuedPool }).pool.queuePosition?.position ?? null,
      ),
    );
  const withdraw = async (index: number): Promise<void> => {
    await world
      .person(requesterOf(index))
      .ask('POST', `/rest/servicedeskapi/request/${key(index)}/transition`, { id: '51' });
    await world.settle();
  };

  it('is in the order of the approvals and shows everybody their place', async () => {
    expect(await positions()).toEqual([null, 1, 2, 3]);
    const seen = await world.callPortalPanel(key(3), 'portal/show-request', requesterOf(3));
    expect(seen).toMatchObject({
      state: 'approved',
      queuePosition: { position: 3, waiting: 3 },
    });
    await world.callPanel(key(3), 'issue-panel/arrange');
    // which agent has arranged what is not the requester's business
    expect(
      JSON.stringify(await world.callPortalPanel(key(3), 'portal/show-request', requesterOf(3))),
    ).not.toContain(world.company.roles.agent);
    expect(await poolOf(key(3))).toMatchObject({ purchased: 1, free: 0, held: 1, waiting: 3 });
  });

  it('goes on by itself, with a note on the ticket whose turn it is', async () => {
    await withdraw(0);
    await world.advance(5 * MINUTE);
    expect(await positions()).toEqual([null, null, 1, 2]);
    expect((await world.comments(key(1), 'internal')).at(-1)).toContain(
      'A seat in Slack Standard is now free and held for this request.',
    );
    expect(await world.as('agent').move(key(1), 'Fulfill')).toBeUndefined();
  });

  it('has a request fulfilled in its turn, in the name of the agent who arranged it', async () => {
    await world.callPanel(key(1), 'issue-panel/arrange');
    await withdraw(0);
    await world.advance(5 * MINUTE);
    expect(world.statusOf(key(1))).toBe('Fulfilled');
    expect(await world.panel(key(1))).toMatchObject({
      state: 'fulfilled',
      fulfillerId: world.company.roles.agent,
      pool: { allocated: 1, held: 0, waiting: 2 },
    });
    expect(await world.comments(key(1), 'public')).toHaveLength(1);
  });

  it('is not left by a fulfillment that the requester would arrange', async () => {
    const refusal = world
      .person(requesterOf(1))
      .invoke('issue-panel', 'issue-panel/arrange', issueExtension(world.site, key(1)));
    await expect(refusal).rejects.toThrow('is not open to customer accounts');
    expect(await positions()).toEqual([null, 1, 2, 3]);
  });

  it.each(['issue-panel/arrange', 'issue-panel/give-up', 'issue-panel/rejoin', 'issue-panel/ask-idlest'])(
    'is not changed by somebody who may only look at the ticket (%s)',
    async (call) => {
      if (call === 'issue-panel/rejoin') await world.callPanel(key(1), 'issue-panel/give-up');
      const before = await positions();
      await expect(world.callPanel(key(1), call, 'lead')).rejects.toThrow(
        'Only agents who can fulfill this ticket can do this.',
      );
      expect(await positions()).toEqual(before);
      expect(await world.panel(key(1))).not.toMatchObject({
        pool: { arrangedBy: world.company.roles.lead },
      });
    },
  );

  it('is left and joined again in the portal by nobody but the people of the request', async () => {
    const { agent } = world.company.roles;
    const refusal = 'Only the requester and the beneficiary can do this.';
    await expect(world.callPortalPanel(key(1), 'portal/give-up', agent)).rejects.toThrow(refusal);
    expect(await positions()).toEqual([null, 1, 2, 3]);
    await world.callPortalPanel(key(1), 'portal/give-up', requesterOf(1));
    await expect(world.callPortalPanel(key(1), 'portal/rejoin', agent)).rejects.toThrow(refusal);
    expect(await positions()).toEqual([null, null, 1, 2]);
  });

  it('has nothing arranged by an agent for a request of their own', async () => {
    const own = await askForSlack(world.company.roles.agent);
    await world.settle();
    await expect(world.callPanel(own, 'issue-panel/arrange')).rejects.toThrow(
      'You requested this yourself, so somebody else has to fulfill it.',
    );
    expect(await world.callPanel(own, 'issue-panel/arrange', 'secondAgent')).toMatchObject({
      pool: { arrangedBy: world.company.roles.secondAgent },
    });
  });

  it.each([
    [
      'in Jira',
      (agent: string): Promise<void> => {
        world.site.jsm.accounts.set(agent, { ...world.site.jsm.account(agent), active: false });
        return Promise.resolve();
      },
    ],
    ['in the roster', (agent: string) => importPerson(world, agent, { WorkerStatus: 'Inactive' })],
  ])('does nothing in the name of an agent who has left since (%s)', async (_where, leave) => {
    await world.callPanel(key(1), 'issue-panel/arrange');
    await leave(world.company.roles.agent);
    await withdraw(0);
    await world.advance(5 * MINUTE);
    expect(world.statusOf(key(1))).toBe('Ready to fulfill');
    expect(await world.panel(key(1), 'secondAgent')).toMatchObject({
      state: 'ready',
      fulfillerId: null,
      pool: { held: 1, seat: { state: 'held' } },
      next: { enabled: true },
    });
    const { body } = world.site.jsm.issue(key(1))?.comments.at(-1) ?? {};
    expect(JSON.stringify(body)).toContain(
      'the agent who arranged to fulfill this can’t fulfill tickets here',
    );
    await world.advance(10 * MINUTE);
    expect(world.site.jsm.issue(key(1))?.comments.at(-1)?.body).toEqual(body);
  });

  /** Puts so many others, who were approved before everybody, into the queue. */
  async function queueBefore(others: number): Promise<void> {
    for (let other = 0; other < others; other++) {
      const issueId = `before-${other}`;
      await world.execute(
        `INSERT INTO access_request (issue_id, issue_key, project_id, requester_id, requester_ids, state, revision, app_key, tier_key,
           beneficiary_id, justification, decision, assignments, votes, problems, ignored_approvals, requested_at, cycle,
           unfinished, version)
         VALUES (?, 'IT-0', '10000', ?, '[]', 'ready', 1, 'slack', 'standard', ?, '', 'null', '[]', '[]', '[]', '[]', 1, 0, 0, 1)`,
        issueId,
        issueId,
        issueId,
      );
      await world.execute(
        'INSERT INTO waitlist (issue_id, pool_id, beneficiary_id, priority, since) VALUES (?, ?, ?, 0, 1)',
        issueId,
        POOL,
        issueId,
      );
    }
  }

  it('is gone ahead of by nobody’s own decision, however far behind they are', async () => {
    const own = await askForSlack(world.company.roles.lead);
    await world.settle();
    await queueBefore(200);
    const urgent = {
      poolId: POOL,
      issueId: world.site.jsm.issue(own)?.id ?? '',
      isUrgent: true,
      reason: 'I am in a hurry',
    };
    await expect(world.console('lead')('pools/prioritize', urgent)).rejects.toThrow(
      'This request is for you, so somebody else has to decide whether it goes first.',
    );
    const first = (await world.console('administrator')('pools/prioritize', urgent)) as readonly unknown[];
    expect(first[0]).toMatchObject({ issueKey: own, isUrgent: true });
  });

  it('is gone ahead of by nobody’s own decision who asked for somebody else, or did before they handed it over', async () => {
    const beneficiary = world.company.roles.newHire;
    const asked = await raise(world, { ...SLACK_STANDARD, beneficiary }, 'lead');
    const urgent = {
      poolId: POOL,
      issueId: world.site.jsm.issue(asked)?.id ?? '',
      isUrgent: true,
      reason: 'They are in a hurry',
    };
    const refusal = 'You requested this, so somebody else has to decide whether it goes first.';
    await expect(world.console('lead')('pools/prioritize', urgent)).rejects.toThrow(refusal);
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${asked}`, {
      fields: { reporter: { accountId: world.company.roles.owner } },
    });
    await world.settle();
    await expect(world.console('lead')('pools/prioritize', urgent)).rejects.toThrow(refusal);
    expect(await world.console('administrator')('pools/prioritize', urgent)).toMatchObject([
      { issueKey: asked, isUrgent: true },
      {},
      {},
      {},
    ]);
  });

  it('can be left and joined again at its end, by the agent and by who asked', async () => {
    await world.callPanel(key(1), 'issue-panel/give-up');
    expect(await positions()).toEqual([null, null, 1, 2]);
    expect(await world.panel(key(1))).toMatchObject({ pool: { hasGivenUp: true, queuePosition: null } });
    await world.callPanel(key(1), 'issue-panel/rejoin');
    expect(await positions()).toEqual([null, 3, 1, 2]);
    await world.callPortalPanel(key(2), 'portal/give-up', requesterOf(2));
    expect(await positions()).toEqual([null, 2, null, 1]);
    await expect(world.callPortalPanel(key(3), 'portal/give-up', requesterOf(1))).rejects.toThrow(
      'The request is not theirs to see',
    );
    await withdraw(0);
    expect(await positions()).toEqual([null, 1, null, null]);
  });

  it('is not changed for others by whoever waits in it too', async () => {
    const own = await askForSlack(world.company.roles.agent);
    const leads = await askForSlack(world.company.roles.lead);
    await world.settle();
    const refusal = 'You wait for a seat in this pool too, so somebody else has to move this request back.';
    await expect(world.callPanel(key(1), 'issue-panel/give-up')).rejects.toThrow(refusal);
    expect(await positions()).toEqual([null, 1, 2, 3]);
    const urgent = { poolId: POOL, issueId: world.site.jsm.issue(key(3))?.id ?? '', reason: 'Starts today' };
    await world.console('lead')('pools/prioritize', { ...urgent, isUrgent: true });
    await expect(world.console('lead')('pools/prioritize', { ...urgent, isUrgent: false })).rejects.toThrow(
      refusal,
    );
    expect(await positions()).toEqual([null, 2, 3, 1]);
    await world.callPanel(own, 'issue-panel/give-up');
    await world.callPanel(key(1), 'issue-panel/give-up');
    expect(await positions()).toEqual([null, null, 2, 1]);
    expect(await world.panel(leads)).toMatchObject({ pool: { queuePosition: { position: 3 } } });
  });

  it('is not changed for others by whoever asked for somebody in it, also once that is handed over', async () => {
    const beneficiary = world.company.roles.newHire;
    const asked = await raise(world, { ...SLACK_STANDARD, beneficiary }, 'agent');
    const give = (): Promise<unknown> => world.callPanel(key(1), 'issue-panel/give-up');
    const refusal = 'You wait for a seat in this pool too, so somebody else has to move this request back.';
    await expect(give()).rejects.toThrow(refusal);
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${asked}`, {
      fields: { reporter: { accountId: world.company.roles.owner } },
    });
    await world.settle();
    await expect(give()).rejects.toThrow(refusal);
    expect(await positions()).toEqual([null, 1, 2, 3]);
  });

  it('lets an urgent request go first, with the reason for everybody to see', async () => {
    const id = world.site.jsm.issue(key(3))?.id ?? '';
    const urgent = { poolId: POOL, issueId: id, isUrgent: true, reason: 'Starts on the customer project' };
    await expect(world.console('agent')('pools/prioritize', urgent)).rejects.toThrow('Only admins');
    const queue = await world.console('lead')('pools/prioritize', urgent);
    expect(queue).toMatchObject([
      { issueKey: key(3), isUrgent: true, urgentBecause: 'Starts on the customer project' },
      { issueKey: key(1), isUrgent: false, urgentBecause: null },
      { issueKey: key(2) },
    ]);
    expect(await positions()).toEqual([null, 2, 3, 1]);
    expect(await world.panel(key(1))).toMatchObject({ pool: { queuePosition: { urgentAhead: 1 } } });
  });
});

describe('seats that no request has', () => {
  beforeEach(async () => {
    world = await World.start({ company: companyWithSeats(2) });
  });

  const usage = async (): Promise<unknown> => {
    const list = (await world.console('lead')('pools/list', { search: 'slack' })) as { rows: object[] };
    return list.rows[0];
  };

  it('are blocked with a reason, and go to whoever waits when they are unblocked', async () => {
    await world.console('lead')('pools/block', { poolId: POOL, slot: 1, note: 'In dispute with the vendor' });
    const [first = '', second = ''] = await Promise.all(colleagues(2).map(askForSlack));
    await world.settle();
    expect(await usage()).toMatchObject({ purchased: 2, blocked: 1, held: 1, free: 0, waiting: 1, over: 0 });
    await world.console('lead')('pools/unblock', { poolId: POOL, slot: 1 });
    await world.advance(5 * MINUTE);
    expect(await usage()).toMatchObject({ blocked: 0, held: 2, free: 0, waiting: 0 });
    expect(await world.as('agent').move(first, 'Fulfill')).toBeUndefined();
    expect(await world.as('agent').move(second, 'Fulfill')).toBeUndefined();
  });

  it('are kept for a joiner, who gets that one, and go back when nobody came', async () => {
    const [accountId = '', otherId = ''] = colleagues(2);
    const [row] = await world.rows('SELECT worker_id FROM person WHERE account_id = ?', accountId);
    const workerId = String(row?.['worker_id']);
    const until = world.now() + 3 * DAY;
    await world.console('lead')('pools/reserve', { poolId: POOL, workerId, until });
    await expect(world.console('lead')('pools/reserve', { poolId: POOL, workerId, until })).rejects.toThrow(
      'already kept for this person',
    );
    await world.console('lead')('pools/block', { poolId: POOL, slot: 2, note: 'Counting seats' });
    const other = await askForSlack(otherId);
    await world.settle();
    expect(await world.panel(other)).toMatchObject({ poolFull: true });
    const key = await askForSlack(accountId);
    await world.settle();
    expect(await world.panel(key)).toMatchObject({ poolFull: false, pool: { seat: { slot: 1 } } });
    expect(await world.console('lead')('pools/seats', { poolId: POOL })).toMatchObject({
      rows: [
        { slot: 1, state: 'held', issueKey: key, reservedFor: null },
        { slot: 2, state: 'blocked', note: 'Counting seats' },
      ],
    });
  });

  it('are kept for another joiner at the very moment when the first one takes theirs, and stay kept', async () => {
    const [firstId = '', otherId = ''] = colleagues(2);
    const lead = world.console('lead');
    const workerOf = async (accountId: string): Promise<string> =>
      String(
        (await world.rows('SELECT worker_id FROM person WHERE account_id = ?', accountId))[0]?.['worker_id'],
      );
    const [workerId, otherWorkerId] = [await workerOf(firstId), await workerOf(otherId)];
    const until = world.now() + 3 * DAY;
    await lead('pools/block', { poolId: POOL, slot: 2, note: 'Counting seats' });
    await lead('pools/reserve', { poolId: POOL, workerId, until });
    const { host } = world.sandbox;
    host.interferer = ({ remote, body }) => {
      if (remote !== 'sql' || !body.includes('UPDATE seat SET issue_id = ?')) return undefined;
      host.interferer = undefined;
      return {
        delayMs: 0,
        // what two colleagues do between two statements, before anybody is handed what is free
        meanwhile: async () => {
          await host
            .installationOf(world.site)
            .sql.execute(
              'UPDATE seat SET reserved_for = ?, holder_id = ? WHERE pool_id = ? AND reserved_for = ?',
              [otherWorkerId, otherId, POOL, workerId],
              'write',
            );
        },
      };
    };
    await askForSlack(firstId);
    await world.settle();
    expect(host.interferer).toBeUndefined();
    expect(await lead('pools/seats', { poolId: POOL })).toMatchObject({
      rows: [{ slot: 1, state: 'held', issueKey: null, reservedFor: otherWorkerId }, { slot: 2 }],
    });
  });

  it('are not kept for somebody who left or has one, nor with a reason that says nothing', async () => {
    const [accountId = ''] = colleagues(1);
    const lead = world.console('lead');
    const workerOf = async (condition: string): Promise<string> =>
      String((await world.rows(`SELECT worker_id FROM person WHERE ${condition}`))[0]?.['worker_id']);
    const until = world.now() + 3 * DAY;
    const leaver = await workerOf("status = 'inactive'");
    await expect(lead('pools/reserve', { poolId: POOL, workerId: leaver, until })).rejects.toThrow(
      'This person has left the company, so no seat can be kept for them.',
    );
    const key = await askForSlack(accountId);
    await world.settle();
    const holder = await workerOf(`account_id = '${accountId}'`);
    const keep = (): Promise<unknown> => lead('pools/reserve', { poolId: POOL, workerId: holder, until });
    await expect(keep()).rejects.toThrow('This person already has a seat in this pool.');
    expect(await world.as('agent').move(key, 'Fulfill')).toBeUndefined();
    await world.settle();
    await expect(keep()).rejects.toThrow('This person already has a seat in this pool.');
    for (const note of [
      '\u200B\u200B\u200B\u200B',
      '\u3164\u3164\u3164',
      'a \u2060        \u2060 ',
      '......',
    ])
      await expect(lead('pools/block', { poolId: POOL, slot: 2, note })).rejects.toThrow(
        'Enter a reason of at least 3 characters.',
      );
  });

  it('are free again when the day is over', async () => {
    const [accountId = ''] = colleagues(1);
    const [row] = await world.rows('SELECT worker_id FROM person WHERE account_id = ?', accountId);
    const workerId = String(row?.['worker_id']);
    const until = world.now() + DAY;
    await world.console('lead')('pools/reserve', { poolId: POOL, workerId, until });
    expect(await usage()).toMatchObject({ held: 1, free: 1 });
    await world.advance(DAY + 5 * MINUTE);
    expect(await usage()).toMatchObject({ held: 0, free: 2 });
  });

  it('are exported as shown, with what nobody reads as a formula', async () => {
    const lead = world.console('lead');
    await lead('pools/block', { poolId: POOL, slot: 2, note: '=1+1, said the vendor' });
    const exported = await lead('pools/export', { poolId: POOL, state: 'blocked' });
    expect(exported).toEqual({
      text: [
        'application,tier,seat,beyondPurchased,state,holder,hasLeft,request,since,until,keptForWorker,keptUntil,note',
        `Slack,Standard,2,false,blocked,,false,,,,,,"'=1+1, said the vendor"`,
        '',
      ].join('\r\n'),
      seats: 1,
      total: 1,
    });
    expect(await lead('pools/export', { poolId: POOL })).toMatchObject({ seats: 2, total: 2 });
    expect(await lead('pools/export', { poolId: POOL, part: 1 })).toMatchObject({ seats: 0, total: 2 });
    await expect(lead('pools/export', { poolId: 'no/pool' })).rejects.toThrow(
      'This license pool doesn’t exist anymore',
    );
    await expect(world.console('agent')('pools/export', { poolId: POOL })).rejects.toThrow(
      'application owners',
    );
  });

  it('are listed page by page, the last page instead of one behind it', async () => {
    const lead = world.console('lead');
    expect(await lead('pools/seats', { poolId: POOL, page: 7 })).toMatchObject({
      page: 0,
      pages: 1,
      total: 2,
      day: '2026-11-23',
      rows: [{ slot: 1 }, { slot: 2 }],
    });
    expect(await lead('pools/list', { page: 7 })).toMatchObject({ page: 0, pages: 1, mayImport: true });
    expect(await world.console('secondAgent')('pools/list', {})).toMatchObject({ mayImport: false });
  });

  it('are looked at and exported with at most 1 REST call and 4 statements', async () => {
    const [accountId = ''] = colleagues(1);
    await askForSlack(accountId);
    await world.settle();
    const lead = world.console('administrator');
    for (const call of ['pools/seats', 'pools/export']) {
      const [cost] = await world.invocationsDuring(() => lead(call, { poolId: POOL }));
      expect(cost).toMatchObject({ rest: 1, sql: 4 });
    }
  });

  it('are reserved by somebody else than the person for whom they are', async () => {
    const workerId = world.company.roles.lead.split(':').at(-1);
    const kept = { poolId: POOL, workerId, until: world.now() + DAY };
    await expect(world.console('lead')('pools/reserve', kept)).rejects.toThrow(
      'This is for you, so somebody else has to reserve the seat.',
    );
    expect(await world.console('administrator')('pools/reserve', kept)).toEqual({ done: true });
  });

  it('are changed only by people who manage the pool', async () => {
    const block = { poolId: POOL, slot: 1, note: 'Nobody asked' };
    const owner = world.console('secondAgent');
    await owner('pools/block', block);
    const other = { ...block, poolId: 'figma/standard' };
    await expect(owner('pools/block', other)).rejects.toThrow('owners of the application');
    await expect(world.console('agent')('pools/list', {})).rejects.toThrow('application owners');
    await expect(world.console('lead')('pools/block', { ...block, slot: 77 })).rejects.toThrow('isn’t empty');
    await expect(world.console('lead')('pools/block', { ...block, poolId: 'no/pool' })).rejects.toThrow(
      'This license pool doesn’t exist anymore',
    );
  });
});

describe('a tier of an application', () => {
  it('takes the place of the one that the person had, and hands that on', async () => {
    world = await World.start();
    const standard = await raise(world, { ...FIGMA_PREMIUM, tier: 'Standard' });
    await approveAll(world, standard, ['owner']);
    await fulfill(world, standard);
    const premium = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, premium);
    await fulfill(world, premium);
    const holder = world.company.roles.newHire;
    const seats = await world.rows(
      "SELECT pool_id, state FROM seat WHERE holder_id = ? AND state <> 'free'",
      holder,
    );
    expect(seats).toEqual([{ pool_id: 'figma/premium', state: 'allocated' }]);
    expect(await world.console('lead')('pools/list', { search: 'figma' })).toMatchObject({
      rows: [
        { poolId: 'figma/standard', free: 40, allocated: 0 },
        { poolId: 'figma/premium', allocated: 1 },
      ],
    });
  });
});

describe('many requests at once', () => {
  it.each([1, 2, 3])('never take one seat too many (run %i)', async () => {
    world = await World.start({ company: companyWithSeats(5) });
    world.mayBePaced = true;
    const keys = await Promise.all(colleagues(20).map(askForSlack));
    // several runs work on all of them at the same time, as parallel workers of the platform would
    await Promise.all([1, 2, 3].map(() => world.sandbox.host.runSchedule(world.site, 'reconcile')));
    await world.settle();
    const refusals = await Promise.all(keys.map((key) => world.as('agent').move(key, 'Fulfill')));
    await world.settle();
    const pools = await Promise.all(keys.map(poolOf));
    expect(refusals.filter((refusal) => refusal === undefined)).toHaveLength(5);
    expect(new Set(pools.flatMap(({ seat }) => seat?.slot ?? []))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(pools[0]).toMatchObject({ purchased: 5, allocated: 5, held: 0, free: 0 });
  });
});
