import { DAY } from '../../../src/common/rules/time';
import { closeAccount } from '../../../sandbox/jsm/close-account';
import { World } from '../../support/world';

// An account that can't be erased holds up neither the others nor the reports, and the page says that something fails

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop({ expectProblems: true }));

interface Stored {
  readonly account_id: string;
  readonly erased_at: number | null;
}

it('an erasure that fails night after night holds up no other, nor the reports', async () => {
  const { host } = world.sandbox;
  const { newHire, manager } = world.company.roles;
  host.restSchedules(world.site);
  await world.nightly();
  const [stuck = '', other = ''] = [newHire, manager].sort();
  for (const accountId of [stuck, other]) closeAccount(world.site.jsm, accountId);
  await world.advance(6 * DAY);
  host.interferer = (call) => {
    const sent = JSON.stringify(call);
    return sent.includes('UPDATE ticket_fact SET assignee_id') && sent.includes(`"${stuck}\\"`)
      ? 'server-error'
      : undefined;
  };
  for (let night = 0; night < 2; night++) {
    await world.nightly();
    await world.advance(DAY);
  }

  const stored = (await world.rows(
    'SELECT account_id, erased_at FROM stored_account',
  )) as unknown as Stored[];
  expect(stored.filter(({ erased_at }) => erased_at !== null)).toHaveLength(1);
  expect(stored.map(({ account_id }) => account_id)).toContain(stuck);
  expect(stored.map(({ account_id }) => account_id)).not.toContain(other);
  expect(await world.admin('people/personal-data', {})).toMatchObject({
    reportedAt: expect.any(Number) as number,
    failingSince: expect.any(Number) as number,
  });

  host.interferer = undefined;
  await world.nightly();
  const after = (await world.rows('SELECT account_id, erased_at FROM stored_account')) as unknown as Stored[];
  expect(after.filter(({ erased_at }) => erased_at !== null)).toHaveLength(2);
  expect(await world.admin('people/personal-data', {})).toMatchObject({ failingSince: null });
});
