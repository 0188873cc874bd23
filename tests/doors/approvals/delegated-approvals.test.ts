import { HOUR, MINUTE } from '../../../src/common/rules/time';
import type { Company } from '../../../sandbox/company/company';
import { FIELD } from '../../../sandbox/company/service-project';
import { importPerson, requireStages } from '../../support/approvals';
import { delegateTo, profile } from '../../support/delegations';
import { approveAll, FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { World } from '../../support/world';

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const asked = (key: string): unknown => world.site.jsm.issue(key)?.values.get(FIELD.approvers);

describe('an approver who is away', () => {
  it('is represented in approvals that are open already, by a delegate whose vote counts as theirs', async () => {
    const key = await raise(world, MIRO_STANDARD);
    expect(asked(key)).toEqual([idOf('owner')]);
    await delegateTo(world, 'owner', ['backupOwner']);
    await world.advance(10 * MINUTE);
    expect(asked(key)).toEqual([idOf('backupOwner')]);
    expect(await world.panel(key)).toMatchObject({
      requirements: [{ stage: { people: [{ personId: idOf('backupOwner'), forId: idOf('owner') }] } }, {}],
    });

    await approveAll(world, key, ['backupOwner']);
    expect(await fulfill(world, key)).toBeUndefined();
    expect((await world.comments(key, 'internal')).at(-1)).toMatch(
      /Ana Ruiz.* for .*Leo Brandt \(application owner\)/s,
    );
  });

  it('is asked again when they are back, and whoever stood in is not', async () => {
    const id = await delegateTo(world, 'owner', ['backupOwner']);
    const key = await raise(world, MIRO_STANDARD);
    expect(asked(key)).toEqual([idOf('backupOwner')]);
    await profile(world, 'owner', 'profile/end', { id });
    await world.advance(10 * MINUTE);
    expect(asked(key)).toEqual([idOf('owner')]);
    await approveAll(world, key, ['owner']);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it('is represented for the applications they chose, from the day they chose', async () => {
    await delegateTo(world, 'owner', ['backupOwner'], {
      applications: ['miro'],
      firstDay: '2026-11-24',
    });
    const miro = await raise(world, MIRO_STANDARD);
    const figma = await raise(world, FIGMA_PREMIUM);
    expect([asked(miro), asked(figma)]).toEqual([[idOf('owner')], [idOf('manager'), idOf('owner')]]);
    await world.advance(16 * HOUR);
    expect([asked(miro), asked(figma)]).toEqual([[idOf('backupOwner')], [idOf('manager'), idOf('owner')]]);
  });

  it('is never represented by requester, beneficiary or another stage’s approver, but by the next in order', async () => {
    await delegateTo(world, 'owner', ['newHire', 'manager', 'lead']);
    const premium = await raise(world, FIGMA_PREMIUM);
    expect(asked(premium)).toEqual([idOf('manager'), idOf('lead')]);
  });

  it('is never represented by somebody who is away too, but by the next in order', async () => {
    await delegateTo(world, 'owner', ['backupOwner', 'lead']);
    await delegateTo(world, 'backupOwner', ['lead']);
    expect(asked(await raise(world, MIRO_STANDARD))).toEqual([idOf('lead')]);
    await importPerson(world, idOf('lead'), { OnLeave: 'True' });
    const nobody = await raise(world, MIRO_STANDARD, 'secondAgent');
    expect(asked(nobody)).toEqual([idOf('owner')]);
    expect((await world.comments(nobody, 'internal')).at(-1)).toContain(
      'This approver is away but was asked anyway: each delegate is away too.',
    );
  });

  it('stays asked when nobody may stand in for them, and the ticket says why; nothing chains', async () => {
    await delegateTo(world, 'owner', ['newHire']);
    await delegateTo(world, 'newHire', ['lead']);
    const own = await raise(world, MIRO_STANDARD);
    expect(asked(own)).toEqual([idOf('owner')]);
    expect((await world.comments(own, 'internal')).at(-1)).toContain(
      'This approver is away but was asked anyway: the delegate has another role in this request.',
    );
    const other = await raise(world, MIRO_STANDARD, 'secondAgent');
    expect(asked(other)).toEqual([idOf('owner')]);
    expect((await world.comments(other, 'internal')).at(-1)).toContain('the delegate is away too.');
  });
});

describe('a vote in somebody’s name', () => {
  it('uses up that person’s own: they are asked no more, neither in person nor through another delegate', async () => {
    const people = (['owner', 'manager', 'lead'] as const).map(
      (role) => world.site.jsm.account(idOf(role)).email,
    );
    await requireStages(world, { kind: 'people', people, quorum: 2 });
    const key = await raise(world, MIRO_STANDARD);
    const first = await delegateTo(world, 'owner', ['secondAgent']);
    await world.advance(6 * MINUTE);
    await approveAll(world, key, ['secondAgent']);
    await world.advance(6 * MINUTE);

    await profile(world, 'owner', 'profile/end', { id: first });
    await world.advance(6 * MINUTE);
    expect(asked(key)).toEqual([idOf('secondAgent'), idOf('manager'), idOf('lead')]);
    await delegateTo(world, 'owner', ['backupOwner']);
    await world.advance(6 * MINUTE);
    expect(asked(key)).toEqual([idOf('secondAgent'), idOf('manager'), idOf('lead')]);
    for (const role of ['owner', 'backupOwner'] as const)
      await expect(world.as(role).answer(key, 'approve')).rejects.toThrow(
        'you do not have permission to view it',
      );

    expect(await world.as('agent').move(key, 'Fulfill')).toContain('Miro Standard needs approval first.');
    await approveAll(world, key, ['manager']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
    expect((await world.comments(key, 'internal')).at(-1)).toMatch(
      /Jonas.* for .*Leo Brandt \(named approver\).*Priya Nair \(named approver\)/s,
    );
  });
});
