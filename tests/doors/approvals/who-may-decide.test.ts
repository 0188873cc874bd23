import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../../sandbox/company/service-project';
import {
  askedOf,
  importApplications,
  listedApplication,
  requireStages,
  takeFromGroup,
} from '../../support/approvals';
import { delegateTo, profile } from '../../support/delegations';
import { approveAll, formValues, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

// Whether somebody may still decide is asked when their vote is counted, and again before the ticket is fulfilled

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const miro = (changes: object): object => listedApplication(world, 'miro', changes);
const removeGuard = (): void => {
  world.site.jsm.askValidator = () => Promise.resolve({ result: true });
};

/** Who votes without authority is asked no more, and the ticket waits for those who may. */
async function expectUncounted(key: string, askedInstead: readonly Role[]): Promise<void> {
  expect(await world.as('agent').move(key, 'Fulfill')).toContain('Miro Standard needs approval first.');
  await world.advance(6 * MINUTE);
  expect(world.statusOf(key)).toBe('Waiting for approval');
  expect(askedOf(world, key)).toEqual(askedInstead.map(idOf));
  await approveAll(world, key, askedInstead);
  await world.advance(6 * MINUTE);
  expect(await fulfill(world, key)).toBeUndefined();
}

describe('a vote does not count', () => {
  it('of somebody who is in the group no more', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('lead'), idOf('secondAgent')]);
    takeFromGroup(world, GROUPS.security, idOf('lead'));
    await world.as('lead').answer(key, 'approve');
    await expectUncounted(key, ['secondAgent']);
  });

  it('of somebody who owns the application no more', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await importApplications(world, miro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }));
    await world.as('owner').answer(key, 'approve');
    await expectUncounted(key, ['manager']);
  });

  it('of a delegate whose delegation was ended a moment ago', async () => {
    const id = await delegateTo(world, 'owner', ['secondAgent']);
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('secondAgent')]);
    await profile(world, 'owner', 'profile/end', { id });
    await world.as('secondAgent').answer(key, 'approve');
    await expectUncounted(key, ['owner']);
  });
});

describe('whom a stage asks', () => {
  it('is worked out anew every six hours, however often somebody edits the ticket', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raise(world, MIRO_STANDARD);
    takeFromGroup(world, GROUPS.security, idOf('lead'));
    for (let hours = 0; hours < 8; hours += 2) {
      await world.advance(2 * HOUR);
      await world
        .as('agent')
        .ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: `After ${hours}` } });
    }
    await world.advance(6 * MINUTE);
    expect(askedOf(world, key)).toEqual([idOf('secondAgent')]);
  });
});

describe('an approval of somebody who may not decide any more', () => {
  const gone = 'Tessa Okafor approved this request but can no longer decide it.';
  const raiseApproved = async (role: Role): Promise<string> => {
    const key = await raise(world, MIRO_STANDARD, role);
    await approveAll(world, key, ['lead']);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    return key;
  };

  it('is refused by the guard, and others are asked instead', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raiseApproved('newHire');
    takeFromGroup(world, GROUPS.security, idOf('lead'));
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(gone);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('secondAgent')]);
    expect((await world.comments(key, 'internal')).at(-1)).toContain(
      'An approver can no longer decide this request, so earlier approvals no longer count.',
    );
    expect(await world.panel(key)).toMatchObject({ pool: { held: 0, allocated: 0 } });
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('grants nothing where the guard is missing', async () => {
    await requireStages(world, { kind: 'group', group: GROUPS.security });
    const key = await raiseApproved('newHire');
    takeFromGroup(world, GROUPS.security, idOf('lead'));
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('secondAgent')]);
    expect(await world.panel(key)).toMatchObject({ pool: { held: 0, allocated: 0 } });
  });

  it('counts where only the delegation is over, by which it was given', async () => {
    const id = await delegateTo(world, 'owner', ['secondAgent']);
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);
    await profile(world, 'owner', 'profile/end', { id });
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('an approval of somebody whose account is deactivated since', () => {
  const deactivate = (role: Role): void => {
    const account = world.site.jsm.account(idOf(role));
    world.site.jsm.accounts.set(account.accountId, { ...account, active: false });
  };
  const gone = (role: Role): string =>
    `${world.site.jsm.account(idOf(role)).displayName} approved this request but can no longer decide it.`;

  it('is refused by the guard, and others are asked instead', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    deactivate('owner');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(gone('owner'));
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    const note = (await world.comments(key, 'internal')).at(-1);
    expect(note).toContain(
      'An approver can no longer decide this request, so earlier approvals no longer count.',
    );
    expect(note).toContain(
      'Somebody else is asked because the account of this application owner is deactivated.',
    );
    await approveAll(world, key, ['backupOwner']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('grants nothing where the guard is missing', async () => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(6 * MINUTE);
    deactivate('owner');
    removeGuard();
    expect(await fulfill(world, key)).toBeUndefined();
    await world.advance(20 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.panel(key)).toMatchObject({ pool: { held: 0, allocated: 0 } });
  });

  it('does not count with the vote of another stage that comes later', async () => {
    await requireStages(world, 'application-owner', { kind: 'people', people: [idOf('lead')] });
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(6 * MINUTE);
    deactivate('owner');
    await world.as('lead').answer(key, 'approve');
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    await approveAll(world, key, ['backupOwner']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('does not count either where a delegate gave it in their name', async () => {
    await delegateTo(world, 'owner', ['secondAgent']);
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);
    deactivate('owner');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(gone('secondAgent'));
  });
});

describe('an approval that was opened before the decision', () => {
  /** What an agent opens in the moments before the app has looked at a new ticket. */
  async function approvedBeforehand(): Promise<string> {
    const key = await world.as('newHire').raise(REQUEST_TYPE.fields, formValues(MIRO_STANDARD));
    const fields = { [FIELD.approvers]: [{ accountId: idOf('owner') }] };
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    expect(await world.as('agent').move(key, 'Send for approval')).toBeUndefined();
    return key;
  }

  it('counts for nothing, though the right person has voted in it, and they are asked again', async () => {
    const key = await approvedBeforehand();
    await world.as('owner').answer(key, 'approve');
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    await world.settle();
    await world.advance(12 * MINUTE);
    expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval', pool: { held: 0 } });
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('counts for nothing when the vote comes later, and another one takes its place', async () => {
    const key = await approvedBeforehand();
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(world.site.jsm.issue(key)?.approvals).toHaveLength(2);
    await approveAll(world, key, ['owner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
