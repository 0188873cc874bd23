import type { PortalRequest } from '../../../src/flows/contract/portal';
import { GROUPS, type Company } from '../../../sandbox/company/company';
import { HOUR, MINUTE } from '../../../src/common/rules/time';
import { importPerson, requireStages } from '../../support/approvals';
import { approveAll, FIGMA_PREMIUM, MIRO_STANDARD, raise, raiseByPanel } from '../../support/requests';
import { saveGroups, savePortalRules } from '../../support/settings';
import { World } from '../../support/world';

// what a request shows in the portal, to each of those who may look at it

type Role = keyof Company['roles'];

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const idOf = (role: Role): string => world.company.roles[role];
const workerOf = (role: Role): string => idOf(role).split(':').at(-1) ?? '';
const shown = async (key: string, role: Role = 'newHire'): Promise<PortalRequest> =>
  (await world.portalPanel(key, role)) as PortalRequest;

const PREMIUM = { application: 'figma', tier: 'premium', duration: 30, justification: 'Design system' };
const NOTHING_TO_DECIDE = { justification: null, toDecide: null };

describe('a request that was sent by the app’s own form', () => {
  it('shows whoever is asked what they decide about, and their own reason to whoever asked', async () => {
    const key = await raiseByPanel(world, PREMIUM);
    expect(await shown(key, 'manager')).toMatchObject({
      what: 'Figma Premium',
      requesterId: idOf('newHire'),
      beneficiaryId: idOf('newHire'),
      justification: 'Design system',
      durationDays: 30,
      isOwn: false,
      toDecide: {
        isTheirTurn: true,
        prices: [{ amount: '45.00', currency: 'EUR', per: 'month' }],
        seats: { inUse: 0, purchased: expect.any(Number) as number, isFull: false },
      },
    });
    expect(await shown(key)).toMatchObject({ isOwn: true, justification: 'Design system', toDecide: null });
  });

  it('shows no price where customers are shown none', async () => {
    await savePortalRules(world, { orderFor: 'everybody', showsPrices: false });
    const key = await raiseByPanel(world, PREMIUM);
    expect(await shown(key, 'manager')).toMatchObject({ toDecide: { prices: [] } });
  });

  it('shows whom it is for neither what was written about them nor what it costs', async () => {
    const key = await raiseByPanel(world, { ...PREMIUM, beneficiaryId: idOf('newHire') }, 'manager');
    expect(await shown(key)).toMatchObject({ isOwn: true, forSelf: true, ...NOTHING_TO_DECIDE });
    expect(await shown(key, 'manager')).toMatchObject({ isOwn: true, justification: 'Design system' });
  });

  it('shows an agent who looks nothing that only those who decide are shown', async () => {
    const key = await raiseByPanel(world, PREMIUM);
    expect(await shown(key, 'agent')).toMatchObject({ isOwn: false, ...NOTHING_TO_DECIDE });
  });

  it('shows the owner of the application no price of a request that is their own', async () => {
    const key = await raiseByPanel(world, { ...PREMIUM, application: 'miro', tier: 'standard' }, 'owner');
    expect(await shown(key, 'owner')).toMatchObject({ isOwn: true, toDecide: null });
  });
});

describe('a request that waits for a seat', () => {
  const waiting = async (): Promise<string> => {
    await world.execute("UPDATE tier SET seats = 0 WHERE app_key = 'miro' AND tier_key = 'standard'");
    await world.execute("DELETE FROM seat WHERE pool_id = 'miro/standard'");
    const key = await raise(world, MIRO_STANDARD);
    expect(await shown(key, 'owner')).toMatchObject({ toDecide: { seats: { isFull: true } } });
    await approveAll(world, key, ['owner']);
    return key;
  };

  it('lets nobody leave the queue with it but those whose it is', async () => {
    const key = await waiting();
    expect(await shown(key)).toMatchObject({ queuePosition: { position: 1 }, mayChangeQueue: true });
    expect(await shown(key, 'owner')).toMatchObject({
      queuePosition: { position: 1 },
      mayChangeQueue: false,
    });
    await expect(world.callPortalPanel(key, 'portal/give-up', idOf('owner'))).rejects.toThrow(
      'Only the requester and the beneficiary can do this.',
    );
  });

  it('shows that it is not in the queue once it has left it, and is at the end when it joins again', async () => {
    const key = await waiting();
    expect(await world.callPortalPanel(key, 'portal/give-up', idOf('newHire'))).toMatchObject({
      hasGivenUp: true,
      queuePosition: null,
    });
    const other = await raise(world, MIRO_STANDARD, 'agent');
    await approveAll(world, other, ['owner']);
    expect(await world.callPortalPanel(key, 'portal/rejoin', idOf('newHire'))).toMatchObject({
      hasGivenUp: false,
      queuePosition: { position: 2 },
    });
  });
});

describe('whoever is asked', () => {
  it('is asked until they have voted, and then sees that it is with the others', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    expect(await shown(key, 'manager')).toMatchObject({ toDecide: { isTheirTurn: true } });
    await world.as('manager').answer(key, 'approve');
    expect(await shown(key, 'manager')).toMatchObject({
      state: 'waiting',
      toDecide: { isTheirTurn: false },
      steps: [{}, { kind: 'manager', state: 'done' }, { state: 'current' }, {}],
    });
    expect(await shown(key, 'owner')).toMatchObject({ toDecide: { isTheirTurn: true } });
    await approveAll(world, key, ['owner']);
    expect(await shown(key, 'owner')).toMatchObject({ state: 'approved', toDecide: { isTheirTurn: false } });
  });

  it('is not asked before the turn of their stage', async () => {
    await requireStages(world, { kind: 'manager', order: 1 }, { kind: 'application-owner', order: 2 });
    const key = await raise(world, MIRO_STANDARD);
    expect(await shown(key, 'manager')).toMatchObject({ toDecide: { isTheirTurn: true } });
    // JSM does not name the owner before
    await expect(shown(key, 'owner')).rejects.toThrow('The request is not theirs to see');
    await approveAll(world, key, ['manager']);
    expect(await shown(key, 'owner')).toMatchObject({ toDecide: { isTheirTurn: true } });
  });
});

describe('a stage that somebody else decides', () => {
  it('says that the manager’s manager does, and not why the manager can’t', async () => {
    await requireStages(world, 'manager');
    await importPerson(world, idOf('manager'), { OnLeave: 'True', ManagerID: workerOf('lead') });
    const key = await raise(world, MIRO_STANDARD);
    const { steps } = await shown(key);
    expect(steps[1]).toMatchObject({
      kind: 'manager',
      stage: { substitute: 'managers-manager', isFallback: false, late: null },
    });
    expect(JSON.stringify(steps)).not.toContain('on leave');
    expect(await world.panel(key)).toMatchObject({
      requirements: [
        {
          stage: {
            substitute: 'managers-manager',
            remarks: ['Somebody else is asked because this manager is on leave.'],
          },
        },
        {},
      ],
    });
  });

  it('says that the backup owner does, be it because the owner asked for it', async () => {
    const key = await raise(world, MIRO_STANDARD, 'owner');
    expect((await shown(key, 'owner')).steps[1]).toMatchObject({
      kind: 'application-owner',
      stage: { substitute: 'backup-owner', people: [{ personId: idOf('backupOwner') }] },
    });
    const own = await raise(world, MIRO_STANDARD);
    expect((await shown(own)).steps[1]).toMatchObject({ stage: { substitute: null } });
  });

  it('says that the fallback group does where nobody of the stage can', async () => {
    await saveGroups(world, { security: null, fallback: GROUPS.fallback });
    await importPerson(world, idOf('backupOwner'), { OnLeave: 'True' });
    const key = await raise(world, MIRO_STANDARD, 'owner');
    const { steps } = await shown(key, 'owner');
    expect(steps[1]).toMatchObject({ stage: { isFallback: true, substitute: null } });
  });

  it('says that others do because nobody decided in time', async () => {
    await requireStages(world, { kind: 'application-owner', timeout: { hours: 4, then: 'replace' } });
    const key = await raise(world, MIRO_STANDARD);
    expect((await shown(key)).steps[1]).toMatchObject({ stage: { late: null } });
    await world.advance(11.2 * HOUR);
    expect((await shown(key)).steps[1]).toMatchObject({ stage: { late: 'replaced' } });
  });

  it('is declined as what they are, as the message to the requester says', async () => {
    const key = await raise(world, MIRO_STANDARD, 'owner');
    await world.as('backupOwner').answer(key, 'decline');
    await world.settle();
    await world.advance(6 * MINUTE);
    expect(await world.comments(key, 'public')).toEqual([
      expect.stringContaining('@Ana Ruiz (backup owner) declined this request for Miro Standard.'),
    ]);
  });
});
