import { MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { importRules } from '../../support/duties';
import { askedOf, setPolicy } from '../../support/approvals';
import { formValues, MIRO_STANDARD, raise, raiseAsAgent, SLACK_STANDARD } from '../../support/requests';
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

describe('more than fifty people whom one person asks for within a day', () => {
  /** Requests of the new hire for so many others, ready to be fulfilled. */
  async function askedFor(application: string, people: readonly number[]): Promise<void> {
    for (const person of people)
      await world.execute(
        `INSERT INTO access_request (issue_id, issue_key, project_id, requester_id, requester_ids, state, revision, app_key, tier_key,
           beneficiary_id, justification, decision, assignments, votes, problems, ignored_approvals, requested_at, cycle,
           unfinished, version)
         VALUES (?, 'IT-0', '10000', ?, '[]', 'ready', 1, ?, 'standard', ?, '', 'null', '[]', '[]', '[]', '[]', ?, 0, 0, 1)`,
        `${application}-${person}`,
        world.company.roles.newHire,
        application,
        `person-${person}`,
        world.now(),
      );
  }
  const from = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_one, index) => first + index);

  beforeEach(() =>
    setPolicy(world, { id: 'all', description: 'Everybody gets it.', effect: { kind: 'auto-approve' } }),
  );

  it('take the owner’s approval, also where each application is asked for fewer', async () => {
    await askedFor('figma', from(0, 25));
    const early = await raise(world, SLACK_STANDARD);
    expect(world.statusOf(early)).toBe('Ready to fulfill');
    await askedFor('miro', from(25, 25));
    // what was let through before the others were asked for is held as well
    expect(await world.as('agent').move(early, 'Fulfill')).toContain(
      'Access for more than 50 people within a day needs approval from the application owner.',
    );
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([world.company.roles.owner]);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(early)).toBe('Waiting for approval');
  });

  it('are counted once however many applications they are asked for', async () => {
    await askedFor('figma', from(0, 40));
    await askedFor('miro', from(0, 40));
    expect(world.statusOf(await raise(world, SLACK_STANDARD))).toBe('Ready to fulfill');
  });
});
