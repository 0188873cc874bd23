import { recordFacts } from '../support/kpi-facts';
import { World } from '../support/world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: World;

beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

const PLACE = { type: 'jira:dashboardGadget' };
const CONFIGURATION = { projectId: '10000', measure: 'sla-adherence', days: 30 };

const view = (accountId: string, gadgetConfiguration: object = CONFIGURATION): Promise<unknown> =>
  world.person(accountId).invoke('lead-gadget', 'gadget/report', { ...PLACE, gadgetConfiguration });

/** REST calls of each invocation that something caused. */
const restOf = async (work: () => Promise<unknown>): Promise<number[]> =>
  (await world.invocationsDuring(work)).map(({ rest }) => rest);

function takeAway(accountId: string): void {
  const project = world.company.site.projects[0];
  for (const people of [project?.agents, project?.viewers]) (people as Set<string>).delete(accountId);
}

describe('who may see a gadget’s figures', () => {
  it('is asked of Jira once in five minutes, for all gadgets of a person and for the settings', async () => {
    const { lead } = world.company.roles;
    expect(await restOf(() => view(lead))).toEqual([1]);
    expect(await restOf(() => view(lead))).toEqual([0]);
    expect(await restOf(() => view(lead, { ...CONFIGURATION, measure: 'reopen-rate' }))).toEqual([0]);
    expect(await restOf(() => world.person(lead).invoke('lead-gadget', 'gadget/setup', PLACE))).toEqual([0]);
    await world.advance(5 * MINUTE - 1);
    expect(await restOf(() => view(lead))).toEqual([0]);
    await world.advance(1);
    expect(await restOf(() => view(lead))).toEqual([1]);
    expect(await restOf(() => view(lead))).toEqual([0]);
  });

  it('is asked anew after that also where the store still shows what has expired', async () => {
    const { lead } = world.company.roles;
    world.sandbox.host.installationOf(world.site).kvs.expiryLagMs = 48 * HOUR;
    await view(lead);
    takeAway(lead);
    await world.advance(5 * MINUTE);
    await expect(view(lead)).rejects.toThrow('You may not see this project');
  });

  it('ends within five minutes when the right is taken away, however often somebody looks', async () => {
    const { lead } = world.company.roles;
    await view(lead);
    takeAway(lead);
    for (const _minute of [1, 2, 3, 4]) {
      await world.advance(MINUTE);
      expect(await restOf(() => view(lead))).toEqual([0]);
    }
    await world.advance(MINUTE);
    await expect(view(lead)).rejects.toThrow('You may not see this project');
  });

  it('is asked each time of whom Jira refuses, and nothing is kept of them', async () => {
    const outsider = world.company.roles.secondAgent;
    takeAway(outsider);
    for (const _view of ['first', 'second'])
      expect(await restOf(() => view(outsider).catch(() => undefined))).toEqual([1]);
    await expect(view(outsider)).rejects.toThrow('You may not see this project');
    const { kvs } = world.sandbox.host.installationOf(world.site);
    const stored = kvs.handle('/api/v1/query', { limit: 100 }, world.now());
    const text = JSON.stringify(await stored.response.json());
    expect(text).toContain('settings');
    expect(text).not.toContain('viewer:');
    expect(await world.person(outsider).invoke('lead-gadget', 'gadget/setup', PLACE)).toMatchObject({
      projects: [],
    });
  });

  it('is nobody else’s answer: another person is asked for, and another project too', async () => {
    const { lead, secondAgent } = world.company.roles;
    takeAway(secondAgent);
    await view(lead);
    await expect(view(secondAgent)).rejects.toThrow('You may not see this project');
    await expect(view(lead, { ...CONFIGURATION, projectId: '10099' })).rejects.toThrow(
      'You may not see this project',
    );
  });

  it('is not known from a moment that lies ahead, as when a clock was wrong', async () => {
    const { lead } = world.company.roles;
    const { kvs } = world.sandbox.host.installationOf(world.site);
    const key = `viewer:10000:${lead}`;
    kvs.handle('/api/v1/set', { key, value: { grantedAt: world.now() + HOUR } }, world.now());
    expect(await restOf(() => view(lead))).toEqual([1]);
    kvs.handle('/api/v1/set', { key, value: 'yes' }, world.now());
    expect(await restOf(() => view(lead))).toEqual([1]);
  });
});

describe('a gadget', () => {
  it('costs one invocation, at most three SQL statements and no REST call', async () => {
    await recordFacts(world, [{ ticket: 1, kind: 'fulfilled', at: world.now() - HOUR }]);
    const { lead } = world.company.roles;
    await view(lead);
    for (const measure of [
      'sla-adherence',
      'time-to-fulfill-mean',
      'inactive-paid-licenses',
      'backlog-aging',
    ]) {
      const spent = await world.invocationsDuring(() => view(lead, { ...CONFIGURATION, measure }));
      expect(spent.map(({ rest }) => rest)).toEqual([0]);
      expect(spent[0]?.sql).toBeGreaterThan(0);
      expect(spent[0]?.sql).toBeLessThanOrEqual(3);
    }
  });
});
