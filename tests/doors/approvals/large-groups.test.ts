import { GROUPS } from '../../../sandbox/company/company';
import type { Account } from '../../../sandbox/jsm/model';
import { askedOf, requireStages } from '../../support/approvals';
import { fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { MINUTE } from '../../../src/common/rules/time';
import { World } from '../../support/world';

// A group is read to its end, or not at all: some of its members are not all of them

const EVERYBODY = 'all-staff';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** Puts people into a group, after those who are in it. */
function fill(group: string, size: number, last?: string): void {
  const { accounts } = world.site.jsm;
  const one: Account = world.site.jsm.account(world.company.roles.newHire);
  const isLast = ({ accountId }: Account): boolean => accountId === last;
  const others = [...accounts.values()].filter(({ groups }) => groups.has(group)).length;
  for (let number = others + (last === undefined ? 0 : 1); number < size; number++) {
    const accountId = `${group}:${number}`;
    accounts.set(accountId, {
      ...one,
      accountId,
      email: `${accountId}@acme.example`,
      groups: new Set([group]),
    });
  }
  const member = [...accounts.values()].find(isLast);
  if (!member) return;
  // accounts come in the order in which they were made
  accounts.delete(member.accountId);
  accounts.set(member.accountId, { ...member, groups: new Set([...member.groups, group]) });
}

const notes = async (key: string): Promise<string> => (await world.comments(key, 'internal')).join('\n');

describe('an approver group', () => {
  it('of a thousand is asked, to its last member', async () => {
    fill(EVERYBODY, 1_000, world.company.roles.lead);
    await requireStages(world, { kind: 'group', group: EVERYBODY });
    const key = await raise(world, MIRO_STANDARD, 'owner');
    expect(askedOf(world, key)).toHaveLength(1_000);
    await world.as('lead').answer(key, 'approve');
    await world.advance(12 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('of more is not asked in part: the ticket says why, and nothing is granted', async () => {
    fill(EVERYBODY, 1_001, world.company.roles.lead);
    await requireStages(world, { kind: 'group', group: EVERYBODY });
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Open');
    const why = 'Nobody can approve this as group all-staff (more than 1,000 members, too many to ask).';
    expect(await notes(key)).toContain(`${why} No fallback group is set.`);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(why);
  });

  it('of more leaves it to the fallback group, unless that has too many as well', async () => {
    fill(EVERYBODY, 1_001);
    await requireStages(world, { kind: 'group', group: EVERYBODY });
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await notes(key)).toContain(
      'Somebody else is asked because the group all-staff has too many members.',
    );
    fill(GROUPS.fallback, 1_001);
    const stuck = await raise(world, MIRO_STANDARD, 'owner');
    expect(await notes(stuck)).toContain(
      `The fallback group ${GROUPS.fallback} has more than 1,000 members, too many to ask.`,
    );
    expect(await world.admin('approval-groups/show', {})).toMatchObject({ fallback: { members: null } });
  });

  it('that has grown too large since it voted does not count', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raise(world, MIRO_STANDARD);
    await world.as('lead').answer(key, 'approve');
    await world.advance(12 * MINUTE);
    fill(GROUPS.security, 1_001);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('can no longer decide it');
  });
});
