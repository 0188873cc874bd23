import type { Company } from '../../../sandbox/company/company';
import { importRules } from '../../support/duties';
import { formValues, MIRO_STANDARD, raise, raiseAsAgent } from '../../support/requests';
import { World } from '../../support/world';

let world: World;
beforeEach(async () => {
  world = await World.start();
  await importRules(world, {
    id: 'two-a-day',
    description: 'Nobody asks for more than two people a day.',
    when: { peopleMoreThan: 2 },
    effect: { kind: 'forbid' },
  });
});
afterEach(() => world.stop());

type Role = keyof Company['roles'];

describe('for how many people somebody asks', () => {
  it('stays the same when they hand tickets over to others', async () => {
    const askFor = (role: Role): Promise<string> =>
      raise(world, { ...MIRO_STANDARD, beneficiary: world.company.roles[role] });
    const first = await askFor('manager');
    await askFor('agent');
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${first}`, {
      fields: { reporter: { accountId: world.company.roles.backupOwner } },
    });
    await world.settle();
    expect(world.statusOf(first)).toBe('Waiting for approval');
    const third = await askFor('lead');
    expect(world.statusOf(third)).toBe('Declined');
    // nor does it help to hand over the one that is too much
    await world.as('secondAgent').move(third, 'Reopen');
    await world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${third}`, {
      fields: { reporter: { accountId: world.company.roles.backupOwner } },
    });
    await world.settle();
    expect(world.statusOf(third)).toBe('Declined');
  });

  it('counts those in whose names they make the tickets', async () => {
    const states: unknown[] = [];
    for (const role of ['newHire', 'manager', 'lead'] as const) {
      const key = await raiseAsAgent(world, formValues(MIRO_STANDARD), 'Access request', role);
      await world.settle();
      states.push(await world.panel(key, 'secondAgent'));
    }
    expect(states).toMatchObject([{ state: 'stuck' }, { state: 'stuck' }, { state: 'denied' }]);
  });
});
