import { MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { listOf } from '../../../sandbox/story/actors';
import { member } from '../../../sandbox/untyped';
import {
  askedOf,
  importApplications,
  importPerson,
  listedApplication,
  requireStages,
} from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Jira keeps an approval that its ticket has left, and may show it as pending: nobody is to be named in it

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: keyof Company['roles']): string => world.company.roles[role];

/** Whom each approval that Jira shows as pending asks, oldest first. */
async function pendingRounds(key: string): Promise<unknown[]> {
  const page = await world.as('agent').ask('GET', `/rest/servicedeskapi/request/${key}/approval`);
  return listOf(member(page, 'values'))
    .filter((approval) => member(approval, 'finalDecision') === 'pending')
    .map((approval) =>
      listOf(member(approval, 'approvers')).map((one) => member(member(one, 'approver'), 'accountId')),
    );
}

const edit = async (key: string, fields: Record<string, unknown>): Promise<void> => {
  await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
  await world.advance(6 * MINUTE);
};

describe('of a request that is asked about again, one approval asks people', () => {
  it('when somebody edits it while it waits', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await world.as('manager').answer(key, 'approve');
    await world.advance(6 * MINUTE);
    await edit(key, { [FIELD.duration]: 30 });
    expect(await pendingRounds(key)).toEqual([[], [idOf('manager'), idOf('owner')]]);
    expect(askedOf(world, key)).toEqual([idOf('manager'), idOf('owner')]);
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('when its tier gets roles while it waits', async () => {
    const key = await raise(world, MIRO_STANDARD);
    const miro = listedApplication(world, 'miro', {}) as { readonly tiers: readonly object[] };
    await importApplications(world, {
      ...miro,
      tiers: miro.tiers.map((tier) => ({ ...tier, roles: ['Editor'] })),
    });
    await world.advance(12 * MINUTE);
    expect(await pendingRounds(key)).toEqual([[], [idOf('owner')]]);
  });

  it('when nobody could be asked meanwhile', async () => {
    await requireStages(world, 'manager');
    const key = await raise(world, MIRO_STANDARD);
    expect(await pendingRounds(key)).toEqual([[idOf('manager')]]);
    await importPerson(world, idOf('newHire'), { ManagerID: '' });
    await edit(key, { [FIELD.duration]: 30 });
    expect(await pendingRounds(key)).toEqual([[]]);
    await importPerson(world, idOf('newHire'), {});
    await world.advance(6 * MINUTE);
    expect(await pendingRounds(key)).toEqual([[], [idOf('manager')]]);
  });

  it('and one that enough have approved keeps whom it asked', async () => {
    await requireStages(world, { kind: 'people', people: [idOf('lead'), idOf('secondAgent')], quorum: 1 });
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['lead']);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await pendingRounds(key)).toEqual([[idOf('lead'), idOf('secondAgent')]]);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
