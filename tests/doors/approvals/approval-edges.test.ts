import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, madeUpCompany, type Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { askedOf, emptyGroup, importPerson, requireStages, withGroup } from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

// What happens at the same moment, or to people of whom there are none, too few or too many

type Role = keyof Company['roles'];

let world: World;
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const noted = async (key: string, text: string): Promise<number> =>
  (await world.comments(key, 'internal')).filter((note) => note.includes(text)).length;

describe('two people who fulfill at once', () => {
  it('fulfill once: one seat, one note, and the other reads why', async () => {
    world = await World.start();
    const press = {
      'by the workflow’s button': (key: string, role: Role) => world.as(role).move(key, 'Fulfill'),
      'by the panel’s button': (key: string, role: Role) =>
        world.fulfillFromPanel(key, role).then(
          () => undefined,
          (error: unknown) => String(error),
        ),
    };
    for (const [index, [how, fulfillBy]] of Object.entries(press).entries()) {
      const key = await raise(world, MIRO_STANDARD, index === 0 ? 'newHire' : 'manager');
      await approveAll(world, key, ['owner']);
      const answers = await Promise.all([fulfillBy(key, 'agent'), fulfillBy(key, 'secondAgent')]);
      await world.advance(20 * MINUTE);
      const told = answers.filter((answer) => answer !== undefined);
      expect([how, told.length]).toEqual([how, 1]);
      expect(told[0]).toContain(`${key} has moved in the meantime.`);
      expect(world.statusOf(key)).toBe('Fulfilled');
      expect(await noted(key, 'Fulfilled Miro Standard')).toBe(1);
      expect(await world.comments(key, 'public')).toHaveLength(1);
      expect(await world.panel(key)).toMatchObject({ pool: { allocated: index + 1, held: 0 } });
    }
    expect(await world.query("SELECT issue_key FROM ticket_fact WHERE kind = 'fulfilled'")).toHaveLength(2);
  });
});

describe('the last approver who votes while the requester changes the tier', () => {
  it('has not voted on the new one: it is asked anew, and the ticket says so', async () => {
    world = await World.start();
    // Jonas may edit what he asked for, since he works on the desk
    const key = await raise(
      world,
      { application: 'Figma', tier: 'Standard', justification: 'x' },
      'secondAgent',
    );
    await world.advance(MINUTE);
    await Promise.all([
      world.as('secondAgent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { [FIELD.tier]: 'Premium' } }),
      world.as('owner').answer(key, 'approve'),
    ]);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('changed after it was decided');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await noted(key, 'so earlier approvals no longer count')).toBe(1);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain(
      'Figma Premium needs approval first. Waiting for Tessa Okafor (manager) and Leo Brandt (application owner).',
    );
    await approveAll(world, key, ['lead', 'owner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect(await world.panel(key)).toMatchObject({ what: 'Figma Premium', pool: { allocated: 1 } });
  });
});

describe('an approver who leaves while a stage is open', () => {
  it('makes room for the next within one round of the reconcile, and a vote of theirs does not count', async () => {
    world = await World.start();
    const voted = await raise(world, MIRO_STANDARD);
    const key = await raise(world, MIRO_STANDARD, 'manager');
    const before = await raise(world, MIRO_STANDARD, 'secondAgent');
    await world.as('owner').answer(before, 'approve');
    await world.settle();
    await importPerson(world, idOf('owner'), { WorkerStatus: 'Inactive' });

    // JSM knows nothing of the roster, and lets him vote
    await world.as('owner').answer(voted, 'approve');
    expect(world.statusOf(voted)).toBe('Ready to fulfill');
    expect(await world.as('agent').move(voted, 'Fulfill')).toContain('Miro Standard needs approval first.');
    await world.advance(6 * MINUTE);
    for (const one of [voted, key]) {
      expect(world.statusOf(one)).toBe('Waiting for approval');
      expect(askedOf(world, one)).toEqual([idOf('backupOwner')]);
    }
    // nor does what he approved while he was there: nobody grants on the word of somebody who has left
    expect(world.statusOf(before)).toBe('Waiting for approval');
    expect(askedOf(world, before)).toEqual([idOf('backupOwner')]);

    await world.as('backupOwner').answer(voted, 'approve');
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, voted)).toBeUndefined();
    expect((await world.comments(voted, 'internal')).at(-1)).toContain('Ana Ruiz (application owner)');
  });

  it('leaves nobody where there is no other: said on the ticket, never past, until the fallback group is named', async () => {
    world = await World.start();
    const key = await raise(world, FIGMA_PREMIUM);
    await importPerson(world, idOf('manager'), { WorkerStatus: 'Inactive' });
    await world.advance(6 * MINUTE);
    expect(await noted(key, 'Nobody can approve this as manager. No fallback group is set.')).toBe(1);
    await world.as('owner').answer(key, 'approve');
    await world.advance(2 * HOUR);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await noted(key, 'Nobody can approve this as manager.')).toBe(1);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
    expect(await world.panel(key)).toMatchObject({
      trouble: expect.stringContaining('Nobody can approve this as manager.') as string,
    });

    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await world.advance(HOUR);
    // the administrator has imported that the manager has left, and is not asked in their place
    expect(askedOf(world, key)).toEqual([idOf('owner'), idOf('lead')]);
    await world.as('lead').answer(key, 'approve');
    await world.advance(2 * HOUR);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});

describe('a group without members', () => {
  it('is told from one that was asked: the fallback group steps in, and is empty itself in the end', async () => {
    world = await World.start();
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await requireStages(world, { kind: 'group', group: GROUPS.security, quorum: 2 });
    emptyGroup(world, GROUPS.security);
    const key = await raise(world, MIRO_STANDARD);
    expect(await noted(key, 'the fallback group, because no other approver was found')).toBe(1);
    expect(await world.panel(key)).toMatchObject({
      requirements: [{ kind: 'group', state: 'waiting', stage: { isFallback: true, quorum: 2 } }, {}],
    });
    // the fallback group is asked as many approvals as the group was
    await world.as('lead').answer(key, 'approve');
    await world.advance(6 * MINUTE);
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('needs approval first');
    await world.as('administrator').answer(key, 'approve');
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();

    emptyGroup(world, GROUPS.fallback);
    const stuck = await raise(world, MIRO_STANDARD, 'manager');
    expect(world.statusOf(stuck)).toBe('Open');
    expect(
      await noted(stuck, `The fallback group ${GROUPS.fallback} doesn’t have enough people either.`),
    ).toBe(1);
    expect(await world.as('agent').move(stuck, 'Fulfill')).toContain('Nobody can approve this as group');
  });
});

describe('a group of two hundred', () => {
  it('is asked as one: two votes are enough, the others are told once, and every surface stays readable', async () => {
    const large = madeUpCompany('acme', 240);
    const members = large.site.accounts.slice(-200).map(({ accountId }) => accountId);
    world = await World.start({ company: withGroup(large, 'reviewers', new Set(members)) });
    await requireStages(world, { kind: 'group', group: 'reviewers', quorum: 2 });
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toHaveLength(200);
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(
      'Miro Standard needs approval first. Waiting for 2 of 200 people (group reviewers).',
    );
    const [note = ''] = await world.comments(key, 'internal');
    expect(note).toContain('and 195 more (2 of 200 must approve)');
    expect(note.length).toBeLessThan(800);
    const stage = { groupName: 'reviewers', quorum: 2, peopleCount: 200 };
    expect(await world.panel(key)).toMatchObject({ requirements: [{ state: 'waiting', stage }, {}] });
    const portal = await world.portalPanel(key);
    expect(portal).toMatchObject({ steps: [{}, { state: 'current', stage }, {}] });
    expect(JSON.stringify(portal).length).toBeLessThan(3_000);

    const [first = '', , , second = ''] = [...members].reverse();
    await world.person(first).answer(key, 'approve');
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        { state: 'waiting', stage: { people: [{ personId: first, vote: 'approved' }, {}, {}, {}, {}, {}] } },
        {},
      ],
    });
    await world.person(second).answer(key, 'approve');
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    const told = (world.site.jsm.issue(key)?.mails ?? []).flatMap(({ recipientIds }) => recipientIds);
    expect([told.length, new Set(told).size]).toEqual([198, 198]);
    await expect(world.person(members[0] ?? '').answer(key, 'approve')).rejects.toThrow(
      'is not asked to approve',
    );

    expect(await fulfill(world, key)).toBeUndefined();
    const fulfilled = (await world.comments(key, 'internal')).at(-1) ?? '';
    expect(fulfilled).toContain('group reviewers');
    expect(fulfilled.length).toBeLessThan(1_200);
    await world.advance(6 * MINUTE);
    expect((world.site.jsm.issue(key)?.mails ?? []).flatMap(({ recipientIds }) => recipientIds)).toHaveLength(
      198,
    );
  });
});
