import { DAY, MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { askedOf, requireStages } from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Nobody gets access, approves or owns anything with an account that is closed, erased or not; and nothing is taken from
// anybody because Jira or Atlassian can't be asked

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});

const idOf = (role: Role): string => world.company.roles[role];
const close = (role: Role): void => {
  closeAccount(world.site.jsm, idOf(role));
};
const hideClosed = (): void => {
  Object.assign(world.site.jsm.configuration, { closedAccounts: 'missing' });
};

/** The nights until every account was reported again. */
async function erase(): Promise<void> {
  world.sandbox.host.restSchedules(world.site);
  await world.advance(6 * DAY);
  await world.nightly();
  await world.passDays(0);
}

const namedAs = async (role: Role): Promise<unknown> =>
  (
    await world.rows(`SELECT account_id FROM person WHERE worker_id = '${idOf(role).split(':')[1] ?? ''}'`)
  )[0]?.['account_id'];

describe('an account that is closed', () => {
  afterEach(() => world.stop());

  it.each(['shown', 'missing'] as const)(
    'has no vote that counts from that moment on, be it that Jira has it %s',
    async (how) => {
      if (how === 'missing') hideClosed();
      const key = await raise(world, MIRO_STANDARD);
      await world.as('owner').answer(key, 'approve');
      await world.settle();
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      close('owner');
      expect(await world.as('agent').move(key, 'Fulfill')).toContain(
        'Former user approved this request but can no longer decide it.',
      );
      await world.advance(6 * MINUTE);
      expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    },
  );

  it('is asked for no approval once it is erased, and whoever asks waits for the others', async () => {
    await world.nightly();
    close('owner');
    await erase();
    expect(await namedAs('owner')).toMatch(/^closed-/);
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    await approveAll(world, key, ['backupOwner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('is nobody’s approver, be it the only one', async () => {
    await requireStages(world, 'manager');
    await world.nightly();
    close('manager');
    await erase();
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Nobody can approve this as manager.');
  });

  it('gets nothing of what was approved for it', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key, ['manager', 'owner']);
    await world.nightly();
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    close('newHire');
    await erase();
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(
      'The person this is for isn’t in the people roster yet. A Jira admin needs to import them.',
    );
    expect(await world.rows("SELECT slot FROM seat WHERE state = 'allocated'")).toEqual([]);
  });

  it('keeps the seat in the books under the name that it got, and the ticket readable', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key, ['manager', 'owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    await world.nightly();
    close('newHire');
    close('manager');
    await erase();
    expect(await world.rows("SELECT holder_id FROM seat WHERE state = 'allocated'")).toEqual([
      { holder_id: await namedAs('newHire') },
    ]);
    expect(await namedAs('newHire')).not.toBe(await namedAs('manager'));
    expect(await world.panel(key)).toMatchObject({ state: 'fulfilled' });
  });

  it('stays erased under one name however often the night is cut off', async () => {
    await raise(world, MIRO_STANDARD);
    await world.nightly();
    close('owner');
    const { host } = world.sandbox;
    host.restSchedules(world.site);
    await world.advance(5.9 * DAY);
    for (let cut = 3; cut < 80; cut += 7) {
      let calls = 0;
      let isOn = false;
      host.interferer = ({ remote, path }) => {
        isOn ||= path === '/app/report-accounts';
        return isOn && remote === 'sql' && ++calls === cut ? 'kill-after' : undefined;
      };
      await world.nightly().catch(() => undefined);
    }
    host.interferer = undefined;
    await world.nightly();
    const name = await namedAs('owner');
    expect(name).toMatch(/^closed-/);
    expect(await world.rows('SELECT account_id FROM stored_account WHERE erased_at IS NOT NULL')).toEqual([
      { account_id: name },
    ]);
    expect(await world.rows("SELECT owner_id FROM application WHERE app_key = 'miro'")).toEqual([
      { owner_id: name },
    ]);
  });
});

describe('what Jira or Atlassian doesn’t answer', () => {
  afterEach(() => world.stop({ expectProblems: true }));

  it('makes nobody unusable: a ticket isn’t fulfilled meanwhile, and is as before afterwards', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'approve');
    await world.settle();
    const { host } = world.sandbox;
    host.interferer = ({ path }) => (/\/user\/bulk|\/approval/.test(path) ? 'server-error' : undefined);
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(
      'Seatkeeper couldn’t check this request, so it wasn’t fulfilled. Try again in a moment.',
    );
    await world.advance(10 * MINUTE);
    expect(askedOf(world, key)).toEqual([idOf('owner')]);
    host.interferer = undefined;
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('erases nobody, and reports all of them the next night', async () => {
    const { host } = world.sandbox;
    host.interferer = ({ path }) => (path === '/app/report-accounts' ? 'rate-limit' : undefined);
    await world.nightly();
    const due = 'SELECT account_id FROM stored_account WHERE reported_at IS NULL';
    expect((await world.rows(due)).length).toBeGreaterThan(30);
    expect(await world.rows('SELECT account_id FROM stored_account WHERE closed_as IS NOT NULL')).toEqual([]);
    host.interferer = undefined;
    await world.nightly();
    expect(await world.rows(due)).toEqual([]);
  });

  it('keeps somebody whose profile has changed, as read anew', async () => {
    world.sandbox.host.restSchedules(world.site);
    await world.nightly();
    await world.advance(DAY);
    world.site.jsm.account(idOf('owner')).profileChangedAt = world.now();
    await world.advance(5 * DAY);
    const night = await world.nightly();
    const [row] = await world.rows(
      'SELECT kept_since, closed_as FROM stored_account WHERE account_id = ?',
      idOf('owner'),
    );
    expect(night.problems).toEqual([]);
    expect(row?.['closed_as']).toBeNull();
    expect(Number(row?.['kept_since'])).toBeGreaterThan(world.now() - DAY);
  });
});
