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

/** While this goes on, a call to Jira takes its time by every clock, and Jira stamps what the app does with it. */
async function whileCallsTake(ms: number, work: () => Promise<void>): Promise<void> {
  world.sandbox.host.interferer = ({ remote }) => {
    if (remote === 'jira') world.sandbox.clock.elapse(ms);
    return undefined;
  };
  await work();
  world.sandbox.host.interferer = undefined;
}

/** How many approvals JSM has opened for it. */
const timesAsked = (key: string): number => (world.site.jsm.issue(key)?.approvals ?? []).length;

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

// a run of five minutes comes to a ticket more than once, and what it has done meanwhile is younger than its beginning
describe('while time goes by as the app works, JSM is asked once', () => {
  const miro = (changes: object): object => listedApplication(world, 'miro', changes);
  const emailOf = (role: keyof Company['roles']): string => world.site.jsm.account(idOf(role)).email;

  it.each([1, 90, 400, 2_000])('when what approved it counts no more, with %i ms a call', async (ms) => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(6 * MINUTE);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(timesAsked(key)).toBe(1);
    await importApplications(world, miro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }));
    await whileCallsTake(ms, () => world.advance(6 * MINUTE));
    await world.advance(12 * MINUTE);
    expect(world.statusOf(key)).toBe('Waiting for approval');
    expect(await pendingRounds(key)).toEqual([[idOf('manager')]]);
    expect(timesAsked(key)).toBe(2);
    await approveAll(world, key, ['manager']);
    await world.advance(6 * MINUTE);
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it.each([1, 400])('when somebody edits it while it waits, with %i ms a call', async (ms) => {
    const key = await raise(world, FIGMA_PREMIUM);
    await whileCallsTake(ms, () => edit(key, { [FIELD.duration]: 30 }));
    await world.advance(12 * MINUTE);
    expect(timesAsked(key)).toBe(2);
    expect(await pendingRounds(key)).toEqual([[], [idOf('manager'), idOf('owner')]]);
  });

  it('when the ticket is raised, and counts the votes that come in', async () => {
    let key = '';
    await whileCallsTake(400, async () => {
      key = await raise(world, MIRO_STANDARD);
      await world.advance(6 * MINUTE);
      await approveAll(world, key, ['owner']);
      await world.advance(6 * MINUTE);
    });
    expect(timesAsked(key)).toBe(1);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
    expect(await fulfill(world, key)).toBeUndefined();
  });

  it.each([
    ['names the approvers', (path: string) => !path.includes('transitions')],
    ['moves the ticket', (path: string) => path.includes('transitions')],
  ])('when another run comes to it right before the app %s', async (_what, isThere) => {
    const key = await raise(world, MIRO_STANDARD);
    await approveAll(world, key, ['owner']);
    await world.advance(6 * MINUTE);
    await importApplications(world, miro({ owner: emailOf('manager'), backupOwner: emailOf('lead') }));
    const { host } = world.sandbox;
    const issue = world.site.jsm.issue(key);
    const runs: string[] = [];
    host.interferer = ({ remote, method, path }) => {
      if (remote !== 'jira' || method === 'GET' || !path.startsWith(`/rest/api/3/issue/${issue?.id}`))
        return undefined;
      if (!isThere(path)) return undefined;
      host.interferer = undefined;
      runs.push(path);
      return { delayMs: 0, meanwhile: () => host.runSchedule(world.site, 'reconcile').then(() => undefined) };
    };
    await world.advance(6 * MINUTE);
    expect(runs).toHaveLength(1);
    await world.advance(6 * MINUTE);
    expect(timesAsked(key)).toBe(2);
    expect(await pendingRounds(key)).toEqual([[idOf('manager')]]);
  });
});
