import { HOUR, MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { GROUPS } from '../../../sandbox/company/company';
import { askedOf, requireStages } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: keyof Company['roles']): string => world.company.roles[role];
const emailOf = (role: keyof Company['roles']): string => world.site.jsm.account(idOf(role)).email;

describe('a vote counts in one stage', () => {
  it('so whoever is brought into a second stage, since nobody answered there, does not decide both', async () => {
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await requireStages(
      world,
      { kind: 'manager', timeout: { hours: 4, then: 'replace' } },
      { kind: 'people', people: [emailOf('lead')] },
    );
    const key = await raise(world, MIRO_STANDARD);
    for (let hours = 0; hours < 48 && askedOf(world, key).includes(idOf('manager')); hours++)
      await world.advance(HOUR);
    expect(askedOf(world, key)).toEqual(expect.arrayContaining([idOf('lead'), idOf('administrator')]));

    await approveAll(world, key, ['lead']);
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Waiting for');

    await approveAll(world, key, ['administrator']);
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
