import { parse } from 'csv-parse/sync';
import { MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { stringify } from '../../../sandbox/company/csv-text';
import { stageText } from '../../../sandbox/company/set-up-app';
import { member } from '../../../sandbox/untyped';
import { askedOf, importPerson, requireStages } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { World } from '../../support/world';

// Who is left out of a roster that is said to be complete may have left, or the file is wrong: nobody claims either

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const stateOf = async (key: string): Promise<unknown> => member(await world.panel(key), 'state');
const statusOf = async (role: Role): Promise<unknown> => {
  const [row] = await world.rows('SELECT status FROM person WHERE worker_id = ?', workerOf(role));
  return row?.['status'];
};
const reconcile = (): Promise<void> => world.advance(6 * MINUTE);

/** The roster as it is, without some people. */
function rosterWithout(roles: readonly Role[], more = 0): string {
  const gone = new Set(roles.map(workerOf));
  const records: Record<string, string>[] = parse(world.company.roster, { columns: true });
  const kept = records.filter(({ WorkerID = '' }) => !gone.has(WorkerID));
  const shorter = kept.slice(0, kept.length - more);
  return stringify(Object.keys(records[0] ?? {}), shorter);
}

async function plan(
  text: string,
  options: object = { isComplete: true },
): Promise<{ readonly importId: string; readonly shown: unknown }> {
  const importId = await stageText(world.admin, text);
  const { emailPattern } = world.company;
  return { importId, shown: await world.admin('import/plan-roster', { importId, emailPattern, ...options }) };
}

async function importRoster(text: string, options?: object): Promise<void> {
  const { importId } = await plan(text, options);
  await world.admin('import/apply', { importId });
}

describe('a roster', () => {
  it('leaves people as they are whom it does not name, unless it is said to be complete', async () => {
    const { shown } = await plan(rosterWithout(['newHire']), {});
    expect(shown).toMatchObject({ applicable: true, diff: { missing: 1, leavingOut: null } });
    await importRoster(rosterWithout(['newHire']), {});
    expect(await statusOf('newHire')).toBe('active');
  });

  it('that is complete names in its dry run whom it leaves out, and marks them once it is applied', async () => {
    const { importId, shown } = await plan(rosterWithout(['newHire']));
    expect(shown).toMatchObject({
      applicable: true,
      diff: {
        leavingOut: {
          count: 1,
          people: [{ workerId: workerOf('newHire'), accountId: idOf('newHire') }],
          isAbnormal: false,
        },
      },
    });
    expect(await statusOf('newHire')).toBe('active');
    await world.admin('import/apply', { importId });
    expect(await statusOf('newHire')).toBe('missing');
    expect(await world.admin('people/missing', {})).toEqual({
      count: 1,
      people: [
        { workerId: workerOf('newHire'), accountId: idOf('newHire'), since: expect.any(Number) as number },
      ],
    });
  });

  it('that is complete but leaves out very many stops, names them, and wants that confirmed', async () => {
    const short = rosterWithout(['newHire'], 12);
    const { importId, shown } = await plan(short);
    expect(shown).toMatchObject({
      applicable: false,
      diff: { leavingOut: { isAbnormal: true, isAccepted: false } },
    });
    expect(member(member(member(shown, 'diff'), 'leavingOut'), 'people')).toContainEqual({
      workerId: workerOf('newHire'),
      accountId: idOf('newHire'),
    });
    await expect(world.admin('import/apply', { importId })).rejects.toThrow('Review');
    expect(await statusOf('newHire')).toBe('active');
    const again = await world.admin('import/plan-roster', {
      importId,
      emailPattern: world.company.emailPattern,
      isComplete: true,
      acceptsMissing: true,
    });
    expect(again).toMatchObject({ applicable: true, diff: { leavingOut: { isAbnormal: true } } });
    await world.admin('import/apply', { importId });
    expect(await statusOf('newHire')).toBe('missing');
  });

  it('leaves nobody out of whom it has a row that cannot be read', async () => {
    const text = `${rosterWithout([])}\n`.replace(new RegExp(`^${workerOf('newHire')},.*$`, 'm'), (row) =>
      row.replace('Active', 'Perhaps'),
    );
    const { shown } = await plan(text);
    expect(shown).toMatchObject({ applicable: true, diff: { problemCount: 1, leavingOut: { count: 0 } } });
  });

  it('is not complete with a row that names nobody', async () => {
    const text = rosterWithout([]).replace(new RegExp(`^${workerOf('newHire')},`, 'm'), ',');
    const { shown } = await plan(text);
    expect(shown).toMatchObject({
      applicable: false,
      diff: {
        problems: [
          { message: expect.stringContaining('the file can’t count as complete') as string },
          { message: 'WorkerID is empty.' },
        ],
      },
    });
  });
});

describe('somebody who is missing', () => {
  it('gets nothing new, and an agent reads why', async () => {
    await importRoster(rosterWithout(['newHire']));
    const key = await raise(world, SLACK_STANDARD);
    expect(await stateOf(key)).toBe('incomplete');
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'is missing from the latest people roster. Say on the Seatkeeper admin page whether they still work here.',
    );
    expect((await world.comments(key, 'public')).at(-1)).toContain('Your IT team needs to finish');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'is missing from the latest people roster',
    );
    const kept = { poolId: 'slack/standard', workerId: workerOf('newHire'), until: world.now() + MINUTE };
    await expect(world.console('administrator')('pools/reserve', kept)).rejects.toThrow(
      'This person is missing from the latest people roster',
    );
  });

  it('does not get what was approved before, and no approver is asked meanwhile', async () => {
    const waiting = await raise(world, MIRO_STANDARD);
    const ready = await raise(world, SLACK_STANDARD);
    expect(await stateOf(ready)).toBe('ready');
    await importRoster(rosterWithout(['newHire']));
    expect(await world.as('agent').move(ready, 'Fulfill')).toContain(
      'is missing from the latest people roster',
    );
    await reconcile();
    for (const key of [waiting, ready]) expect(await stateOf(key)).toBe('incomplete');
    expect(world.statusOf(waiting)).toBe('Open');
  });

  it('is not asked to approve, and the ticket says why', async () => {
    await requireStages(world, 'application-owner');
    await importRoster(rosterWithout(['owner']));
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'Somebody else is asked because this application owner is missing from the people roster.',
    );
  });

  it('is asked no more, and has no vote that counts', async () => {
    await requireStages(world, 'application-owner');
    const asked = await raise(world, MIRO_STANDARD);
    const voted = await raise(world, MIRO_STANDARD, 'lead');
    await importRoster(rosterWithout(['owner']));
    await approveAll(world, voted, ['owner']);
    await reconcile();
    expect(askedOf(world, asked)).toEqual([idOf('backupOwner')]);
    expect(await stateOf(voted)).toBe('awaiting-approval');
    expect(await world.as('agent').move(voted, 'Fulfill')).toContain('needs approval first');
  });

  it('keeps what they have, and loses it only once an administrator says that they have left', async () => {
    const key = await raise(world, SLACK_STANDARD);
    expect(await fulfill(world, key)).toBeUndefined();
    await importRoster(rosterWithout(['newHire']));
    await reconcile();
    await world.nightly();
    expect(await world.query('SELECT * FROM reclaim_case')).toEqual([]);
    const settle = { workerIds: [workerOf('newHire')], status: 'inactive' };
    expect(await world.admin('people/settle-missing', settle)).toEqual({ settled: 1 });
    expect(await statusOf('newHire')).toBe('inactive');
    await reconcile();
    expect(await world.query('SELECT holder_id FROM reclaim_case')).toEqual([{ holder_id: idOf('newHire') }]);
    expect(await world.admin('people/settle-missing', settle)).toEqual({ settled: 0 });
  });

  it.each([
    [
      'an administrator says that they are still here',
      (): Promise<unknown> =>
        world.admin('people/settle-missing', { workerIds: [workerOf('newHire')], status: 'active' }),
    ],
    ['the next roster has them', (): Promise<unknown> => importPerson(world, idOf('newHire'), {})],
  ])('goes on as before once %s', async (_what, comesBack) => {
    await importRoster(rosterWithout(['newHire']));
    const key = await raise(world, SLACK_STANDARD);
    expect(await stateOf(key)).toBe('incomplete');
    await comesBack();
    expect(await statusOf('newHire')).toBe('active');
    await reconcile();
    expect(await stateOf(key)).toBe('ready');
    expect(await world.admin('people/missing', {})).toEqual({ count: 0, people: [] });
  });
});
