import type { Caller } from '../../../src/common/calls/allows';
import type { PortalRequest } from '../../../src/flows/contract/portal';
import type { Project } from '../../../sandbox/jsm/model';
import { createRequest } from '../../../sandbox/jsm/requests';
import { costOf } from '../../../sandbox/forge/invocation';
import { member } from '../../../sandbox/untyped';
import { CallersSite } from '../../support/callers';
import { FIGMA_PREMIUM, raise } from '../../support/requests';
import { World } from '../../support/world';

/*
 * People without a license of Jira reach the portal's panels as one of two types of account, and nobody documents which of
 * them an employee has. Forge acts for customers, and not for the others.
 */
const TYPES = ['customer', 'unlicensed'] as const;
type Type = (typeof TYPES)[number];

const NOT_YOURS = 'This request doesn’t exist, or you don’t have access to it.';
const IN_PORTAL = ['applicationOwner', 'otherOwner', 'requester', 'beneficiary', 'approver', 'otherCustomer'];

function retype(world: World, type: Type): void {
  const { accounts } = world.site.jsm;
  for (const account of accounts.values())
    if (account.kind === 'customer') accounts.set(account.accountId, { ...account, kind: type });
}

const requestPage = (key: string): Readonly<Record<string, unknown>> => ({
  type: 'jiraServiceManagement:portalRequestDetailPanel',
  portal: { id: 1 },
  request: { key, typeId: 11 },
});
const CREATE_PAGE = {
  type: 'jiraServiceManagement:portalRequestCreatePropertyPanel',
  portal: { id: 1 },
  request: { typeId: 10 },
};
const PROFILE_PAGE = { type: 'jiraServiceManagement:portalProfilePanel' };

/** A request of a desk that the app is not set up for, which takes requests from this person alone. */
function raiseOnOtherDesk(world: World, accountId: string): string {
  const { projects } = world.site.jsm.configuration;
  const [project] = projects;
  if (!project) throw new Error('the site has no project');
  const ids = { id: '10900', key: 'HR', name: 'People', serviceDeskId: '90', portalId: 90 };
  const requestTypes = project.requestTypes.map((type) => ({ ...type, id: `90${type.id}` }));
  (projects as Project[]).push({ ...project, ...ids, requestTypes, customers: new Set([accountId]) });
  const request = {
    serviceDeskId: '90',
    requestTypeId: requestTypes[0]?.id ?? '',
    requestFieldValues: { summary: 'I need a desk' },
    requestParticipants: [],
  };
  return createRequest(world.site.jsm, world.site.jsm.account(accountId), request).key;
}

/** The app's answer to a call that the platform itself does not check. */
async function answered(
  world: World,
  accountId: string,
  functionKey: string,
  key: string,
  payload: unknown = {},
): Promise<true | string> {
  const { host } = world.sandbox;
  const call = { site: world.site, moduleKey: 'portal-request', functionKey, extension: requestPage(key) };
  const answer = await host.invokeResolverUnchecked({ ...call, accountId, payload });
  return member(answer, 'ok') === true || String(member(member(answer, 'error'), 'message'));
}

describe.each(TYPES)('people whose account is of type “%s”', (type) => {
  describe('on a site with one of each', () => {
    let site: CallersSite;
    beforeAll(async () => {
      site = await CallersSite.start();
      retype(site.world, type);
    });
    afterAll(() => site.world.stop());

    const show = (caller: Exclude<Caller, 'anonymous'>, key = site.requestKey): Promise<true | string> =>
      answered(site.world, site.accounts[caller], 'portal/show-request', key);

    it('see a request that concerns them, and nobody else does', async () => {
      const shown: Record<string, true | string> = {};
      for (const caller of [
        'applicationOwner',
        'otherOwner',
        'requester',
        'beneficiary',
        'approver',
      ] as const)
        shown[caller] = await show(caller);
      shown['otherCustomer'] = await show('otherCustomer');
      expect(Object.keys(shown)).toEqual(IN_PORTAL);
      expect(shown).toEqual({
        applicationOwner: true,
        otherOwner: NOT_YOURS,
        requester: true,
        beneficiary: true,
        approver: true,
        otherCustomer: NOT_YOURS,
      });
    });

    it('see the seat that they are asked about, and nobody else does', async () => {
      expect(await show('beneficiary', site.caseKey)).toBe(true);
      expect(await show('requester', site.caseKey)).toBe(NOT_YOURS);
      expect(await show('otherCustomer', site.caseKey)).toBe(NOT_YOURS);
    });

    it('see a request that is shared with them, and no longer once it is not', async () => {
      const { world, accounts, requestKey } = site;
      const issue = world.site.jsm.issue(requestKey);
      const before = issue?.participants ?? [];
      // more than the first page of those with whom it is shared
      const crowd = world.customers().slice(0, 60);
      if (issue) issue.participants = [...before, ...crowd, accounts.otherCustomer];
      expect(await show('otherCustomer')).toBe(true);
      if (issue) issue.participants = [...before];
      expect(await show('otherCustomer')).toBe(NOT_YOURS);
    });

    it('leave the queue and join it again when the request is theirs, and no other’s', async () => {
      const change = (
        caller: 'otherCustomer' | 'approver' | 'requester',
        call: string,
      ): Promise<true | string> => answered(site.world, site.accounts[caller], call, site.requestKey);
      for (const call of ['portal/give-up', 'portal/rejoin']) {
        expect(await change('otherCustomer', call)).toBe(NOT_YOURS);
        expect(await change('approver', call)).toBe('Only the requester and the beneficiary can do this.');
        expect(await change('requester', call)).toBe(true);
      }
    });

    it('keep the seat that is theirs, and no other’s', async () => {
      const keep = (caller: 'requester' | 'beneficiary'): Promise<true | string> =>
        answered(site.world, site.accounts[caller], 'portal/keep-seat', site.caseKey, {
          reason: 'Next week',
        });
      expect(await keep('requester')).toBe(NOT_YOURS);
      expect(await keep('beneficiary')).toBe(true);
    });

    it('are told nothing of a request while the app can’t see its project', async () => {
      const { world } = site;
      const [project] = world.site.jsm.configuration.projects;
      const { appAccountId } = world.sandbox.host.installationOf(world.site);
      const hiddenFrom = project?.hiddenFrom;
      if (project) Object.assign(project, { hiddenFrom: new Set([appAccountId]) });
      // Jira itself shows customers what is theirs
      expect(await show('requester')).toBe(type === 'customer' ? true : NOT_YOURS);
      expect(await show('otherCustomer')).toBe(NOT_YOURS);
      if (project) Object.assign(project, { hiddenFrom });
    });

    it('are told nothing of others’ requests on another desk, be it closed', async () => {
      const { world, accounts } = site;
      const key = raiseOnOtherDesk(world, accounts.requester);
      expect(await show('requester', key)).toBe(true);
      for (const caller of [
        'applicationOwner',
        'otherOwner',
        'beneficiary',
        'approver',
        'otherCustomer',
      ] as const)
        expect(await show(caller, key)).toBe(NOT_YOURS);
    });
  });

  describe('in the portal', () => {
    let world: World;
    beforeEach(async () => {
      world = await World.start();
      retype(world, type);
    });
    afterEach(() => world.stop());

    it('ask for access in the form, for themselves and for others', async () => {
      const asker = world.as('newHire');
      expect(await asker.invoke('portal-create', 'portal/offer', CREATE_PAGE)).toMatchObject({
        kind: 'offer',
        canSearchPeople: false,
      });
      const asked = {
        application: 'figma',
        tier: 'premium',
        role: null,
        beneficiaryId: null,
        durationDays: 30,
      };
      expect(await asker.invoke('portal-create', 'portal/preview', CREATE_PAGE, asked)).toMatchObject({
        kind: 'decided',
        effect: 'require-approval',
      });
      const { email } = world.site.jsm.account(world.company.roles.newHire);
      expect(
        await world.as('manager').invoke('portal-create', 'portal/find-person', CREATE_PAGE, { email }),
      ).toEqual({ personId: world.company.roles.newHire });
    });

    it('follow their request from the vote to the seat, for two calls to Jira at most', async () => {
      const key = await raise(world, FIGMA_PREMIUM);
      const look = async (role: 'newHire' | 'manager' | 'owner'): Promise<PortalRequest> => {
        const shown: unknown[] = [];
        const spent = await world.invocationsDuring(async () =>
          shown.push(await world.portalPanel(key, role)),
        );
        expect(Math.max(...spent.map((record) => costOf(record, 512).rest))).toBeLessThanOrEqual(2);
        return shown[0] as PortalRequest;
      };
      expect(await look('newHire')).toMatchObject({ state: 'waiting', isOwn: true });
      expect(await look('manager')).toMatchObject({ toDecide: { isTheirTurn: true } });
      for (const role of ['manager', 'owner'] as const) await world.as(role).answer(key, 'approve');
      await world.settle();
      expect(await look('newHire')).toMatchObject({ state: 'approved' });
      expect(await look('owner')).toMatchObject({ toDecide: { isTheirTurn: false } });
    });

    it('name a delegate in their profile, who then sees what to approve', async () => {
      const { manager, backupOwner } = world.company.roles;
      const delegation = {
        id: '11111111-2222-4333-8444-555555555555',
        firstDay: '2026-11-23',
        lastDay: '2026-11-27',
        timeZone: 'Europe/Berlin',
        delegateIds: [backupOwner],
        applications: null,
      };
      await world.person(manager).invoke('portal-profile', 'profile/delegate', PROFILE_PAGE, delegation);
      expect(
        await world.person(manager).invoke('portal-profile', 'profile/show', PROFILE_PAGE),
      ).toMatchObject({
        delegations: [{ delegateIds: [backupOwner], state: 'active' }],
      });
      const key = await raise(world, FIGMA_PREMIUM);
      expect(await world.portalPanel(key, 'backupOwner')).toMatchObject({ toDecide: { isTheirTurn: true } });
    });
  });
});
