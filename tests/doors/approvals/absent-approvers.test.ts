import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { OFFICE_CALENDARS } from '../../../sandbox/company/office-calendars';
import { askedOf, importPerson, requireStages } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { saveGroups } from '../../support/settings';
import { World } from '../../support/world';

// Who cannot answer is noticed before they are asked

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const deactivate = (role: Role): void => {
  const account = world.site.jsm.account(idOf(role));
  world.site.jsm.accounts.set(account.accountId, { ...account, active: false });
};
const lastNote = async (key: string): Promise<string> => (await world.comments(key, 'internal')).at(-1) ?? '';

describe('an owner whose account is deactivated', () => {
  it('is not asked: the backup owner is, and the ticket says why', async () => {
    deactivate('owner');
    const key = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, key)).toEqual([idOf('backupOwner')]);
    expect(await lastNote(key)).toContain(
      'Somebody else is asked because the account of this application owner is deactivated.',
    );
    await approveAll(world, key, ['backupOwner']);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('leaves it to the fallback group where the backup owner is on leave', async () => {
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    deactivate('owner');
    await importPerson(world, idOf('backupOwner'), { OnLeave: 'True' });
    const key = await raise(world, MIRO_STANDARD);
    expect([...askedOf(world, key)].sort()).toEqual([idOf('lead'), idOf('administrator')].sort());
    expect(await lastNote(key)).toContain('the fallback group, because no other approver was found');
  });
});

describe('a manager on leave', () => {
  it('is represented by their own manager, in stages that are open already too', async () => {
    await requireStages(world, 'manager');
    const open = await raise(world, MIRO_STANDARD);
    expect(askedOf(world, open)).toEqual([idOf('manager')]);
    await importPerson(world, idOf('manager'), { OnLeave: 'True', ManagerID: workerOf('lead') });
    await world.advance(6 * MINUTE);
    const fresh = await raise(world, MIRO_STANDARD, 'newHire');
    for (const key of [open, fresh]) expect(askedOf(world, key)).toEqual([idOf('lead')]);
    expect(await lastNote(fresh)).toContain('Somebody else is asked because this manager is on leave.');
    await approveAll(world, open, ['lead']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, open)).toBeUndefined();
  });

  it('leaves it to nobody where no other is there, which the ticket says', async () => {
    await requireStages(world, 'manager');
    await importPerson(world, idOf('manager'), { OnLeave: 'True' });
    const key = await raise(world, MIRO_STANDARD);
    expect(world.statusOf(key)).toBe('Open');
    expect(await lastNote(key)).toContain('Nobody can approve this as manager.');
    expect(await world.as('agent').move(key, 'Fulfill')).toContain('and not be on leave');
  });

  const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
});

describe('a named approver or a member of a group', () => {
  const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;

  it.each<[string, () => object]>([
    ['a named approver', () => ({ kind: 'people', people: [emailOf('lead'), emailOf('secondAgent')] })],
    ['a member of a group', () => ({ kind: 'group', group: GROUPS.security })],
  ])('%s is not asked on leave or with a deactivated account', async (_what, stage) => {
    await requireStages(world, stage());
    const open = await raise(world, MIRO_STANDARD);
    expect([...askedOf(world, open)].sort()).toEqual([idOf('lead'), idOf('secondAgent')].sort());
    await importPerson(world, idOf('lead'), { OnLeave: 'True' });
    await world.advance(6 * MINUTE);
    const fresh = await raise(world, MIRO_STANDARD, 'manager');
    for (const key of [open, fresh]) expect(askedOf(world, key)).toEqual([idOf('secondAgent')]);
    await importPerson(world, idOf('lead'), {});
    deactivate('secondAgent');
    expect(askedOf(world, await raise(world, MIRO_STANDARD, 'owner'))).toEqual([idOf('lead')]);
  });
});

describe('holidays that are added while a stage is open', () => {
  // Monday 08:00 UTC; Priya Nair, the manager, works in Lisbon
  it('move what happens when nobody decides in time', async () => {
    await requireStages(world, { kind: 'manager', timeout: { hours: 4, then: 'decline' } });
    const key = await raise(world, MIRO_STANDARD);
    const dueAt = async (): Promise<unknown> => {
      const panel = (await world.panel(key)) as {
        readonly requirements: readonly { readonly stage: { readonly next: { readonly at: number } } }[];
      };
      return panel.requirements[0]?.stage.next.at;
    };
    const before = Number(await dueAt());
    expect(before - world.now()).toBeLessThan(12 * HOUR);
    const offices = OFFICE_CALENDARS as readonly {
      readonly id: string;
      readonly holidays: readonly string[];
    }[];
    const { revisions } = (await world.admin('calendars/show', {})) as {
      readonly revisions: Readonly<Record<string, number>>;
    };
    for (const [index, calendar] of offices.entries())
      await world.admin('calendars/save', {
        calendar: {
          ...calendar,
          holidays: [...calendar.holidays, '2026-11-23'],
        },
        isDefault: index === 0,
        after: revisions[calendar.id],
      });
    await world.advance(6 * MINUTE);
    expect(Number(await dueAt()) - before).toBeGreaterThan(12 * HOUR);
    await world.advance(12 * HOUR);
    expect(world.site.jsm.issue(key)?.mails ?? []).toEqual([]);
    expect(world.statusOf(key)).toBe('Waiting for approval');
  });
});
