import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { requireStages, takeFromGroup } from '../../support/approvals';
import { approveAll, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// A request that has to be approved anew comes back to the position in the queue that it had

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
  await requireStages(world, { kind: 'group', group: GROUPS.security });
  await world.execute("UPDATE tier SET seats = 0 WHERE app_key = 'miro' AND tier_key = 'standard'");
  await world.execute("DELETE FROM seat WHERE pool_id = 'miro/standard'");
});
afterEach(() => world.stop());

const positionOf = async (key: string): Promise<number | null> => {
  const { pool } = (await world.panel(key)) as { pool: { queuePosition: { position: number } | null } };
  return pool.queuePosition?.position ?? null;
};

async function approved(key: string, role: Role): Promise<string> {
  await approveAll(world, key, [role]);
  await world.advance(12 * MINUTE);
  return key;
}

const waiting = async (asker: Role, approver: Role): Promise<string> =>
  approved(await raise(world, MIRO_STANDARD, asker), approver);

describe('a request that waits for a seat', () => {
  it('keeps its position when whoever approved it may not decide any more and somebody else approves it', async () => {
    const first = await waiting('newHire', 'lead');
    const second = await waiting('owner', 'secondAgent');
    expect([await positionOf(first), await positionOf(second)]).toEqual([1, 2]);
    takeFromGroup(world, GROUPS.security, world.company.roles.lead);
    await world.advance(1.2 * HOUR);
    expect(world.statusOf(first)).toBe('Waiting for approval');
    // nobody waits behind a request that has no approval
    expect([await positionOf(first), await positionOf(second)]).toEqual([null, 1]);
    await approved(first, 'secondAgent');
    expect([await positionOf(first), await positionOf(second)]).toEqual([1, 2]);
  });

  it('stays urgent when it is approved for another time, and starts anew when it is for somebody else', async () => {
    const first = await waiting('newHire', 'lead');
    const second = await waiting('owner', 'secondAgent');
    const { roles } = world.company;
    const edit = (fields: Record<string, unknown>): Promise<unknown> =>
      world.as('agent').ask('PUT', `/rest/api/3/issue/${second}`, { fields });
    await world.console('lead')('pools/prioritize', {
      poolId: 'miro/standard',
      issueId: world.site.jsm.issue(second)?.id ?? '',
      isUrgent: true,
      reason: 'Launch',
    });
    expect([await positionOf(first), await positionOf(second)]).toEqual([2, 1]);
    await edit({ [FIELD.duration]: 30 });
    await world.advance(12 * MINUTE);
    expect(await positionOf(first)).toBe(1);
    await approved(second, 'lead');
    expect([await positionOf(first), await positionOf(second)]).toEqual([2, 1]);
    await edit({ [FIELD.beneficiary]: { accountId: roles.manager } });
    await world.advance(12 * MINUTE);
    await approved(second, 'lead');
    expect([await positionOf(first), await positionOf(second)]).toEqual([1, 2]);
  });

  it('is given no seat before it is approved again, and the next one when it is', async () => {
    const first = await waiting('newHire', 'lead');
    const second = await waiting('owner', 'secondAgent');
    takeFromGroup(world, GROUPS.security, world.company.roles.lead);
    await world.advance(1.2 * HOUR);
    expect(world.statusOf(first)).toBe('Waiting for approval');
    await world.execute("UPDATE tier SET seats = 1 WHERE app_key = 'miro' AND tier_key = 'standard'");
    await world.execute(
      "INSERT INTO seat (pool_id, slot, state, version) VALUES ('miro/standard', 1, 'free', 0)",
    );
    await world.advance(10 * MINUTE);
    expect(await world.panel(second)).toMatchObject({ pool: { held: 1, seat: { slot: 1, state: 'held' } } });
    await approved(first, 'secondAgent');
    expect(await positionOf(first)).toBe(1);
  });
});
