import { settingsBeforeSetup } from '../../../src/settings/contract/settings';
import type { OrderScope } from '../../../src/settings/rules/order-scope';
import { importPerson } from '../../support/approvals';
import { companyWithSeats } from '../../support/companies';
import { MIRO_STANDARD, raise, SLACK_STANDARD } from '../../support/requests';
import { savePortalRules } from '../../support/settings';
import { World } from '../../support/world';

/*
 * Priya Nair heads Design, where Sam, Leo and Ana report to her. Kim Osei heads Sales, Alex Moreau has left it, and an
 * app's account is nobody of the roster.
 */
const PAGE = {
  type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
  portal: { id: 1 },
  request: { typeId: 10 },
};
const REFUSED = {
  kind: 'incomplete',
  problems: [{ code: 'beneficiary-not-allowed', subject: '', choices: [] }],
  turn: 'requester',
};

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const saveSettings = (orderFor: OrderScope, showsPrices = false): Promise<unknown> =>
  savePortalRules(world, { orderFor, showsPrices });

const ask = (asker: string, call: string, payload: object = {}): Promise<unknown> =>
  world.person(world.accountOf(asker)).invoke('portal-create', call, PAGE, payload);

const preview = (asker: string, beneficiaryId: string): Promise<unknown> =>
  ask(asker, 'portal/preview', {
    application: 'figma',
    tier: 'premium',
    role: null,
    beneficiaryId,
    durationDays: null,
  });

it('begin with one’s own reports and without prices', () => {
  expect(settingsBeforeSetup('app').portal).toEqual({ orderFor: 'reports', showsPrices: false });
});

describe.each([
  ['nobody', 'Priya Nair', []],
  ['reports', 'Priya Nair', ['Sam Rivera']],
  ['reports', 'Leo Brandt', []],
  ['department', 'Leo Brandt', ['Sam Rivera', 'Priya Nair']],
  ['everybody', 'Leo Brandt', ['Sam Rivera', 'Priya Nair', 'Kim Osei']],
] as const)('when customers may ask for %s besides themselves', (scope, asker, allowed) => {
  it(`${asker} is told about ${allowed.join(', ') || 'nobody'}, and about everybody else one and the same`, async () => {
    await saveSettings(scope);
    const names: readonly string[] = allowed;
    const others = ['Sam Rivera', 'Priya Nair', 'Kim Osei', 'Alex Moreau'].filter((name) => name !== asker);
    for (const name of others) {
      const shown = await preview(asker, world.accountOf(name));
      const { email } = world.site.jsm.account(world.accountOf(name));
      const { personId } = (await ask(asker, 'portal/find-person', { email })) as { personId: string | null };
      if (names.includes(name)) {
        expect(shown).toMatchObject({ kind: 'decided', reasons: [] });
        expect(personId).toBe(world.accountOf(name));
      } else if (scope !== 'everybody') {
        expect(shown).toEqual(REFUSED);
        expect(personId).toBeNull();
      }
    }
    if (scope !== 'everybody') expect(await preview(asker, 'nobody-at-all')).toEqual(REFUSED);
    expect(await preview(asker, world.accountOf(asker))).toMatchObject({ kind: 'decided' });
    expect(await ask(asker, 'portal/offer')).toMatchObject({ canOrderForOthers: scope !== 'nobody' });
  });
});

it('are nobody’s colleagues where the roster knows no department', async () => {
  await saveSettings('department');
  for (const name of ['Leo Brandt', 'Sam Rivera'])
    await importPerson(world, world.accountOf(name), { Department: '' });
  expect(await preview('Leo Brandt', world.accountOf('Sam Rivera'))).toEqual(REFUSED);
});

it('say nothing of what somebody has whom one may not ask for, in the request either', async () => {
  await saveSettings('reports');
  const { owner, newHire } = world.company.roles;
  await raise(world, SLACK_STANDARD, 'owner');
  const key = await raise(world, { ...SLACK_STANDARD, beneficiary: owner }, 'newHire');
  const { problems } = (await world.portalPanel(key)) as { readonly problems: readonly object[] };
  expect(problems).toEqual(REFUSED.problems);
  expect(await world.comments(key, 'public')).toEqual([
    expect.stringContaining('You can’t request access for this person.'),
  ]);
  const allowed = await raise(world, { ...MIRO_STANDARD, beneficiary: newHire }, 'manager');
  expect(await world.panel(allowed)).toMatchObject({ state: 'awaiting-approval', problems: [] });
});

it('leave a request as it was decided when somebody’s manager changes', async () => {
  await saveSettings('reports');
  const key = await raise(world, { ...MIRO_STANDARD, beneficiary: world.company.roles.newHire }, 'manager');
  const before = await world.panel(key);
  await importPerson(world, world.company.roles.newHire, { ManagerID: '1009' });
  await world.as('agent').ask('PUT', `/rest/api/3/issue/${key}`, { fields: { summary: 'Figma for Sam' } });
  await world.settle();
  expect(await world.panel(key)).toMatchObject({
    state: (before as { readonly state: string }).state,
    problems: [],
  });
});

it('show prices to customers only where an administrator wants it', async () => {
  const premium = async (): Promise<unknown> => {
    const { applications } = (await ask('Sam Rivera', 'portal/offer')) as {
      readonly applications: readonly { readonly tiers: readonly { readonly prices: unknown }[] }[];
    };
    return applications[0]?.tiers[1]?.prices;
  };
  await saveSettings('reports', false);
  expect(await premium()).toEqual([]);
  await saveSettings('reports', true);
  expect(await premium()).toEqual([{ amount: '45.00', currency: 'EUR', per: 'month' }]);
});

it('say of a full pool that it is full, and not how many wait for it', async () => {
  await world.stop();
  world = await World.start({ company: companyWithSeats(1) });
  await saveSettings('reports', false);
  for (const role of ['newHire', 'lead', 'manager'] as const) await raise(world, SLACK_STANDARD, role);
  const { applications } = (await ask('Leo Brandt', 'portal/offer')) as {
    readonly applications: readonly { readonly key: string; readonly tiers: readonly object[] }[];
  };
  const tiers = applications.flatMap(({ key, tiers: some }) => some.map((tier) => ({ of: key, ...tier })));
  expect(tiers).toContainEqual({
    of: 'slack',
    key: 'standard',
    name: 'Standard',
    isHeld: false,
    summary: expect.any(String) as unknown,
    premium: false,
    roles: [],
    prices: [],
    hasFreeSeat: false,
  });
  for (const tier of tiers)
    expect(Object.values(tier).filter((value) => typeof value === 'number')).toEqual([]);
});

it('leave a visitor who does not work here without a way to find out who does', async () => {
  const { newHire } = world.company.roles;
  const find = (accountId: string): Promise<unknown> =>
    world
      .person(accountId)
      .invoke(
        'portal-profile',
        'profile/find-person',
        { type: 'jiraServiceManagement:portalProfilePanel' },
        { email: 'leo.brandt@acme.example' },
      );
  expect(await find(newHire)).toEqual({ personId: world.company.roles.owner });
  await importPerson(world, newHire, { WorkerStatus: 'Inactive' });
  expect(await find(newHire)).toEqual({ personId: null });
});
