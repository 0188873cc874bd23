import { MINUTE } from '../../../src/common/rules/time';
import { madeUpCompany, type Company } from '../../../sandbox/company/company';
import { FIELD, STATUS } from '../../../sandbox/company/service-project';
import { askedOf, importApplications, listedApplication, requireStages } from '../../support/approvals';
import { approveAll, fulfill, MIRO_STANDARD, raise } from '../../support/requests';
import { withTransitions } from '../../support/workflows';
import { World } from '../../support/world';

// JSM ends a ticket with the first decline, be it of somebody who may not decide

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const emailOf = (role: Role): string => world.site.jsm.account(idOf(role)).email;
const miro = (changes: object): object => listedApplication(world, 'miro', changes);

describe('a decline of somebody who may not decide any more', () => {
  const declinedBy = (role: Role, then = 'asks for approval again'): string =>
    `@${world.site.jsm.account(idOf(role)).displayName} declined this request but can’t decide it, so Seatkeeper reopens it and ${then}.`;
  /** A request of which JSM still asks the owner, who is none any more. */
  const raiseThenReplaceOwner = async (): Promise<string> => {
    const key = await raise(world, MIRO_STANDARD);
    await importApplications(world, miro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }));
    return key;
  };

  it('ends no request: those who may are asked, and a note says so', async () => {
    const key = await raiseThenReplaceOwner();
    await world.as('owner').answer(key, 'decline');
    expect(world.statusOf(key)).toBe('Declined');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('manager')]);
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((note) => note === declinedBy('owner'))).toHaveLength(1);
    expect(await world.panel(key)).toMatchObject({ state: 'awaiting-approval' });
    await approveAll(world, key, ['manager']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('leaves a decline to those who may', async () => {
    const key = await raiseThenReplaceOwner();
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await world.as('manager').answer(key, 'decline');
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.panel(key)).toMatchObject({ state: 'declined' });
  });

  it('takes nothing from the approvals of other stages', async () => {
    await requireStages(world, { kind: 'people', people: [idOf('secondAgent')] }, 'application-owner');
    const key = await raise(world, MIRO_STANDARD);
    expect(new Set(askedOf(world, key))).toEqual(new Set([idOf('secondAgent'), idOf('owner')]));
    await importApplications(world, miro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }));
    await approveAll(world, key, ['secondAgent']);
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    expect(world.statusOf(key)).toBe('Waiting for approval');
    await approveAll(world, key, ['manager']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it('ends none either where an agent named them to JSM who decides nothing', async () => {
    const key = await raise(world, MIRO_STANDARD);
    const fields = { [FIELD.approvers]: [{ accountId: idOf('backupOwner') }] };
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    await world.as('backupOwner').answer(key, 'decline');
    await world.settle();
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(askedOf(world, key)).toEqual([idOf('owner')]);
  });

  describe('who was named to JSM beside the owner', () => {
    /** The owner has approved it, and the other one has declined. */
    const approvedAndDeclined = async (stranger: Role): Promise<string> => {
      const key = await raise(world, MIRO_STANDARD);
      const fields = {
        [FIELD.approvers]: [{ accountId: idOf('owner') }, { accountId: idOf(stranger) }],
      };
      await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
      await world.as('owner').answer(key, 'approve');
      await world.as(stranger).answer(key, 'decline');
      expect(world.statusOf(key)).toBe('Declined');
      return key;
    };

    it('ends nothing that was approved, not even where the run that reopens it is cut off', async () => {
      const key = await approvedAndDeclined('backupOwner');
      let died = false;
      world.sandbox.host.interferer = ({ method, path }) => {
        if (died || method !== 'POST' || !path.endsWith('/transitions')) return undefined;
        died = true;
        return 'kill-before';
      };
      await world.settle();
      world.sandbox.host.interferer = undefined;
      expect(died).toBe(true);
      await world.advance(12 * MINUTE);
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      expect(await world.panel(key)).toMatchObject({ state: 'ready' });
      const notes = await world.comments(key, 'internal');
      expect(notes.filter((note) => note.includes('declined this request'))).toEqual([
        declinedBy('backupOwner', 'its approvals still count'),
      ]);
      expect(await fulfill(world, key)).toBeUndefined();
    });

    it('ends it by closing the ticket once more by hand', async () => {
      await world.stop();
      const company = withTransitions(madeUpCompany(), (transition) =>
        transition.name === 'Withdraw'
          ? [transition, { ...transition, id: '991', name: 'Turn down', to: STATUS.declined }]
          : [transition],
      );
      world = await World.start({ company });
      const key = await approvedAndDeclined('secondAgent');
      await world.settle();
      expect(world.statusOf(key)).toBe('Ready to fulfill');
      expect(await world.as('secondAgent').move(key, 'Turn down')).toBeUndefined();
      await world.settle();
      await world.advance(12 * MINUTE);
      expect(world.statusOf(key)).toBe('Declined');
      expect(await world.panel(key)).toMatchObject({ state: 'declined', pool: { held: 0 } });
    });
  });

  it('is told apart from one of somebody who may, which ends also what enough had approved', async () => {
    await requireStages(world, { kind: 'people', people: [idOf('owner'), idOf('secondAgent')] });
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'approve');
    world.sandbox.host.interferer = ({ method, path }) =>
      method === 'POST' && path.endsWith('/transitions') ? 'kill-before' : undefined;
    await world.advance(6 * MINUTE);
    expect(await world.rows('SELECT state FROM access_request')).toEqual([{ state: 'ready' }]);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    world.sandbox.host.interferer = undefined;
    await world.as('secondAgent').answer(key, 'decline');
    await world.advance(12 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.panel(key)).toMatchObject({ state: 'declined', pool: { held: 0 } });
    expect(await world.comments(key, 'internal')).not.toContain(declinedBy('secondAgent'));
  });

  it.each([
    ['the requester', 'reporter'],
    ['whom it is for', FIELD.beneficiary],
  ])('is not made of the owner’s by making the owner %s after it', async (_who, field) => {
    const key = await raise(world, MIRO_STANDARD);
    await world.as('owner').answer(key, 'decline');
    const fields = { [field]: { accountId: idOf('owner') } };
    await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields });
    await world.settle();
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
    expect(await world.panel(key)).toMatchObject({ state: 'declined' });
    expect(await world.comments(key, 'internal')).not.toContain(declinedBy('owner'));
  });

  it('is told on the ticket where the workflow has no way back', async () => {
    await world.stop();
    const company = withTransitions(madeUpCompany(), (transition) =>
      transition.name === 'Reopen' ? [] : [transition],
    );
    world = await World.start({ company });
    const key = await raiseThenReplaceOwner();
    await world.as('owner').answer(key, 'decline');
    await world.settle();
    await world.advance(10 * MINUTE);
    expect(world.statusOf(key)).toBe('Declined');
    const notes = await world.comments(key, 'internal');
    expect(notes.filter((note) => note.includes('declined this request who can’t decide it'))).toEqual([
      expect.stringContaining(
        'Seatkeeper couldn’t reopen it, because the workflow has no transition from “Declined” to an open status',
      ),
    ]);
    expect(notes).not.toContain(declinedBy('owner'));
  });
});
