import { HOUR, MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { askedOf, requireStages } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Whoever is brought in because nobody answered has to be somebody who may decide, like anybody else

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const OWNER_ESCALATES = { kind: 'application-owner', timeout: { hours: 4, then: 'escalate' } };

/** A request that the backup owner has approved, who was brought in when the owner did not answer. */
async function approvedByBackup(): Promise<string> {
  await requireStages(world, OWNER_ESCALATES);
  const key = await raise(world, MIRO_STANDARD);
  await world.advance(11.2 * HOUR);
  expect(askedOf(world, key)).toEqual([idOf('owner'), idOf('backupOwner')]);
  await approveAll(world, key, ['backupOwner']);
  await world.advance(12 * MINUTE);
  expect(world.statusOf(key)).toBe('Ready to fulfill');
  return key;
}

describe('the approval of somebody who was brought in', () => {
  it('does not count once their account is deactivated', async () => {
    const key = await approvedByBackup();
    const account = world.site.jsm.account(idOf('backupOwner'));
    world.site.jsm.accounts.set(account.accountId, { ...account, active: false });
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'approved this request but can no longer decide it.',
    );
  });

  it('does not count for the guard once they are no owner any more', async () => {
    const key = await approvedByBackup();
    await world.execute('UPDATE application SET backup_owner_id = ?', idOf('lead'));
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'approved this request but can no longer decide it.',
    );
  });

  it('is not counted when they are no owner any more', async () => {
    await requireStages(world, OWNER_ESCALATES);
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(11.2 * HOUR);
    expect(askedOf(world, key)).toEqual([idOf('owner'), idOf('backupOwner')]);
    await world.execute('UPDATE application SET backup_owner_id = ?', idOf('lead'));
    await approveAll(world, key, ['backupOwner']);
    await world.advance(12 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});

describe('whoever is asked in another stage', () => {
  it('is not brought into a second one, so that one vote is not two approvals', async () => {
    await requireStages(world, OWNER_ESCALATES, { kind: 'people', people: [idOf('backupOwner')] });
    const key = await raise(world, MIRO_STANDARD);
    await world.advance(11.2 * HOUR);
    await approveAll(world, key, ['backupOwner']);
    await world.advance(12 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    await world.advance(12 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
