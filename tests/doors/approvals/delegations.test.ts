import { DAY, HOUR, MINUTE } from '../../../src/common/rules/time';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Company } from '../../../sandbox/company/company';
import type { ProfileView } from '../../../src/approvals/contract/delegations';
import { askedOf } from '../../support/approvals';
import { delegateTo, profile as profileCall } from '../../support/delegations';
import { approveAll, FIGMA_PREMIUM, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

type Role = keyof Company['roles'];

const statementSchema = z.object({ query: z.string(), params: z.array(z.unknown()) });

let world: World;

beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const profile = (role: Role, functionKey: string, payload: object = {}): Promise<unknown> =>
  profileCall(world, role, functionKey, payload);

const shown = async (role: Role): Promise<ProfileView> =>
  (await profile(role, 'profile/show')) as ProfileView;

const wanted = (delegates: readonly string[], changes: object = {}): object => ({
  id: randomUUID(),
  delegateIds: delegates,
  firstDay: '2026-11-23',
  lastDay: '2026-11-27',
  timeZone: 'Europe/Berlin',
  applications: null,
  ...changes,
});

const delegate = (
  role: Role,
  to: readonly Role[],
  changes: Parameters<typeof delegateTo>[3] = {},
): Promise<unknown> => delegateTo(world, role, to, changes);

const dueNow = async (): Promise<unknown[]> =>
  (
    await world.rows(
      `SELECT issue_key FROM access_request AS r WHERE (unfinished = 1 AND follow_at <= ?) OR EXISTS (
         SELECT 1 FROM reconcile_queue AS q WHERE q.kind = 'approver' AND q.due_at <= ?
           AND r.state = 'awaiting-approval' AND INSTR(r.assignments, q.subject_id) > 0)`,
      world.now(),
      world.now(),
    )
  ).map((row) => row['issue_key']);

describe('a delegation on one’s own profile', () => {
  it('is made in whole days of one’s own zone, once however often it is sent, and ended or called off', async () => {
    const id = randomUUID();
    await delegate('owner', ['backupOwner', 'lead'], { id, applications: ['miro', 'figma'] });
    await delegate('owner', ['backupOwner', 'lead'], { id, applications: ['miro', 'figma'] });
    await delegate('owner', ['manager'], { firstDay: '2026-12-01', lastDay: '2026-12-01' });
    const { delegations, applications } = await shown('owner');
    const { owner, backupOwner, lead, manager } = world.company.roles;
    expect(delegations).toMatchObject([
      {
        state: 'upcoming',
        delegateIds: [manager],
        applications: null,
        from: Date.UTC(2026, 10, 30, 23),
        until: Date.UTC(2026, 11, 1, 23),
      },
      {
        id,
        state: 'active',
        delegateIds: [backupOwner, lead],
        applications: ['miro', 'figma'],
        from: world.now(),
        until: Date.UTC(2026, 10, 27, 23),
      },
    ]);
    expect(applications.filter(({ isOwn }) => isOwn).map(({ key }) => key)).toEqual(['figma', 'miro']);

    await world.advance(DAY);
    for (const one of delegations) await profile('owner', 'profile/end', { id: one.id });
    await profile('owner', 'profile/end', { id });
    const ended = (await shown('owner')).delegations;
    expect(ended.map(({ state, endedAt }) => [state, endedAt])).toEqual([
      ['over', world.now()],
      ['over', world.now()],
    ]);
    expect(await world.rows('SELECT DISTINCT ended_by FROM delegation')).toEqual([{ ended_by: owner }]);
  });

  it('is refused with the reason, and nothing of it is kept', async () => {
    const { roles } = world.company;
    const bad: readonly (readonly [object, RegExp])[] = [
      [{ delegateIds: [] }, /Choose at least one delegate/],
      [{ delegateIds: [roles.owner] }, /your own delegate/],
      [{ delegateIds: [world.accountOf('Alex Moreau')] }, /active colleague/],
      [{ delegateIds: ['5ea7:nobody'] }, /active colleague/],
      [{ applications: ['photoshop'] }, /no longer in the catalog/],
      [{ applications: [] }, /at least one application/],
      [{ firstDay: '2026-11-22' }, /The first day is in the past/],
      [{ lastDay: '2026-11-22' }, /The last day is before the first day/],
      [{ lastDay: '2027-06-01' }, /at most 180 days/],
      [{ lastDay: '2026-02-30' }, /Last day: Enter a date/],
      [{ timeZone: 'Mars/Olympus' }, /Choose a time zone/],
      [{ delegatorId: roles.manager }, /Unknown field: “delegatorId”/],
    ];
    for (const [changes, reason] of bad)
      await expect(
        profile('owner', 'profile/delegate', wanted([roles.backupOwner], changes)),
      ).rejects.toThrow(reason);
    expect((await shown('owner')).delegations).toEqual([]);

    await delegate('owner', ['backupOwner'], { applications: ['figma'] });
    await expect(
      delegate('owner', ['lead'], { firstDay: '2026-11-27', lastDay: '2026-12-04' }),
    ).rejects.toThrow('You already have delegates for some of these days');
    await delegate('owner', ['lead'], { applications: ['miro'] });
    await delegate('backupOwner', ['owner']);
    expect((await shown('owner')).delegations).toHaveLength(2);
  });

  it('is one of twenty that are open', async () => {
    const onDay = (day: number): Promise<unknown> => {
      const date = `2026-12-${String(day).padStart(2, '0')}`;
      return delegate('owner', ['backupOwner'], { firstDay: date, lastDay: date });
    };
    for (let day = 1; day <= 20; day++) await onDay(day);
    await expect(onDay(21)).rejects.toThrow('You can plan at most 20 delegations at a time.');
    expect((await shown('owner')).delegations).toHaveLength(20);
  });

  it('is nobody else’s to see or to end, except for the administrator’s', async () => {
    const id = randomUUID();
    await delegate('owner', ['backupOwner'], { id });
    expect((await shown('backupOwner')).delegations).toEqual([]);
    await expect(profile('backupOwner', 'profile/end', { id })).rejects.toThrow(
      'This delegation no longer exists',
    );
    await expect(delegate('manager', ['lead'], { id })).rejects.toThrow('changed while you were editing');

    const list = async (): Promise<unknown> =>
      ((await world.admin('delegations/show', {})) as { delegations: unknown }).delegations;
    const { owner, administrator } = world.company.roles;
    expect(await list()).toMatchObject([{ id, delegatorId: owner, state: 'active' }]);
    await world.admin('delegations/end', { id });
    expect(await list()).toEqual([]);
    expect(await world.rows('SELECT ended_by FROM delegation')).toEqual([{ ended_by: administrator }]);
    await expect(world.admin('delegations/end', { id: randomUUID() })).rejects.toThrow(
      'This delegation no longer exists',
    );
  });

  it('cannot be made twice at the same moment for the same days', async () => {
    const outcomes = await Promise.allSettled([
      delegate('owner', ['backupOwner']),
      delegate('owner', ['lead']),
      delegate('owner', ['manager']),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await shown('owner')).delegations).toHaveLength(1);
  });
});

describe('requests that wait for somebody who goes away', () => {
  it('are looked at when they go, when they are back and when they are back early, and no others are', async () => {
    const figma = await raise(world, FIGMA_PREMIUM);
    const miro = await raise(world, MIRO_STANDARD, 'manager');
    const settled = await raise(world, MIRO_STANDARD, 'lead');
    await approveAll(world, settled, ['owner']);
    expect(await dueNow()).toEqual([]);

    await delegate('manager', ['lead']);
    expect(await dueNow()).toEqual([figma]);
    await world.advance(5 * MINUTE);
    expect(await dueNow()).toEqual([]);

    // one that begins and ends by itself, which nobody is there to see
    await delegate('owner', ['backupOwner'], { firstDay: '2026-11-24', lastDay: '2026-11-24' });
    expect(await dueNow()).toEqual([]);
    const notified = async (): Promise<unknown[]> =>
      (await world.rows('SELECT notified FROM delegation ORDER BY starts_at')).map((row) => row['notified']);
    expect(await notified()).toEqual([1, 0]);
    // requests that wait are looked at now and then anyway; this is the word that makes them due
    const spread = async (ms: number): Promise<number> => {
      const records = await world.invocationsDuring(() => world.advance(ms));
      return records
        .flatMap(({ calls }) => calls)
        .filter(
          (call) =>
            call.kind === 'sql' &&
            call.statement.startsWith('UPDATE access_request SET follow_at = ?, unfinished'),
        ).length;
    };
    const changedRows = 'SELECT issue_key FROM access_request WHERE looked_at > ? ORDER BY issue_key';
    expect(await spread(14 * HOUR)).toBe(0);
    expect(await spread(50 * MINUTE)).toBe(0);
    const before = world.now();
    expect(await spread(10 * MINUTE)).toBe(1);
    expect((await world.rows(changedRows, before)).map((row) => row['issue_key'])).toEqual(
      expect.arrayContaining([figma, miro]),
    );
    expect(await notified()).toEqual([1, 1]);
    expect(await spread(23 * HOUR)).toBe(0);
    expect(await spread(2 * HOUR)).toBe(1);
    expect(await notified()).toEqual([1, 2]);

    const { delegations } = await shown('manager');
    await profile('manager', 'profile/end', { id: delegations[0]?.id ?? '' });
    expect(await dueNow()).toEqual([figma]);
  });

  it('are looked at although the process dies between the delegation and the word of it', async () => {
    const figma = await raise(world, FIGMA_PREMIUM);
    let statements = 0;
    world.sandbox.host.interferer = ({ body }) => {
      if (!body.includes('INSERT INTO reconcile_queue')) return undefined;
      statements += 1;
      return statements === 1 ? 'kill-before' : undefined;
    };
    await expect(delegate('owner', ['backupOwner'])).rejects.toThrow('The process was killed.');
    world.sandbox.host.interferer = undefined;
    expect(await dueNow()).toEqual([]);
    expect(await world.rows('SELECT notified FROM delegation')).toEqual([{ notified: 0 }]);
    await world.advance(5 * MINUTE);
    expect(await world.rows('SELECT notified FROM delegation')).toEqual([{ notified: 1 }]);
    expect(world.statusOf(figma)).toBe('Waiting for approval');
  });

  /** After this the reconcile has taken up what the set-up left for it. */
  const SETUP_DONE_MS = 10 * MINUTE;

  it.each(['UPDATE access_request SET follow_at', 'DELETE FROM reconcile_queue'])(
    'are looked at although the reconcile dies before %s',
    async (statement) => {
      await world.advance(SETUP_DONE_MS);
      const figma = await raise(world, FIGMA_PREMIUM);
      await delegate('manager', ['lead']);
      let deaths = 0;
      world.sandbox.host.interferer = ({ body }) => {
        if (deaths > 0 || !body.includes(statement)) return undefined;
        deaths += 1;
        return 'kill-before';
      };
      await world.advance(5 * MINUTE);
      world.sandbox.host.interferer = undefined;
      expect(deaths).toBe(1);
      expect(await dueNow()).toEqual([figma]);
      await world.advance(5 * MINUTE);
      expect(await dueNow()).toEqual([]);
      expect(await world.query('SELECT kind FROM reconcile_queue')).toEqual([]);
      await world.as('lead').answer(figma, 'approve');
      await world.as('owner').answer(figma, 'approve');
      await world.settle();
      expect(world.statusOf(figma)).toBe('Ready to fulfill');
    },
  );

  it('are looked at once more when another hint comes while the reconcile takes one up', async () => {
    await world.advance(SETUP_DONE_MS);
    const figma = await raise(world, FIGMA_PREMIUM);
    await delegate('manager', ['lead']);
    let removal: unknown;
    world.sandbox.host.interferer = ({ body }) => {
      if (removal !== undefined || !body.includes('DELETE FROM reconcile_queue')) return undefined;
      removal = JSON.parse(body);
      return 'kill-before';
    };
    await world.advance(5 * MINUTE);
    world.sandbox.host.interferer = undefined;
    await profile('manager', 'profile/end', { id: (await shown('manager')).delegations[0]?.id ?? '' });
    // the slow run removes only now what it had read
    const { sql } = world.sandbox.host.installationOf(world.site);
    const { query, params } = statementSchema.parse(removal);
    await sql.execute(query, params, 'write');
    const hints = 'SELECT kind, subject_id FROM reconcile_queue';
    expect(await world.query(hints)).toEqual([{ kind: 'approver', subject_id: world.company.roles.manager }]);
    await world.advance(5 * MINUTE);
    expect(await world.query(hints)).toEqual([]);
    await world.as('manager').answer(figma, 'approve');
  });
});

describe('a hint that cannot be taken up', () => {
  const hints = (): Promise<readonly Record<string, unknown>[]> =>
    world.query('SELECT * FROM reconcile_queue ORDER BY kind');

  it('is postponed by itself, longer each time, and keeps no other from its turn', async () => {
    await world.advance(10 * MINUTE);
    const key = await raise(world, FIGMA_PREMIUM);
    await delegate('manager', ['lead']);
    await delegate('owner', ['backupOwner']);
    let refusals = 0;
    world.sandbox.host.interferer = ({ body }) => {
      const isTheirs = body.includes('UPDATE access_request') && body.includes('INSTR(assignments');
      if (!isTheirs || !body.includes(world.company.roles.manager)) return undefined;
      refusals += 1;
      return 'server-error';
    };
    await world.advance(6 * MINUTE);
    expect(await hints()).toHaveLength(1);
    expect(await hints()).toMatchObject([{ subject_id: world.company.roles.manager, failures: 1 }]);
    // whom the other hint was about is asked already
    expect(askedOf(world, key)).toContain(world.company.roles.backupOwner);
    await world.advance(3 * HOUR);
    // 36 runs, and few attempts
    expect(refusals).toBeGreaterThan(3);
    expect(refusals).toBeLessThan(12);
    world.sandbox.host.interferer = undefined;
    await world.advance(HOUR + 6 * MINUTE);
    expect(await hints()).toEqual([]);
    expect(askedOf(world, key)).toContain(world.company.roles.lead);
  });
});
