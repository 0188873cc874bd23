import { MINUTE } from '../../../sandbox/clock';
import { setUpApp } from '../../../sandbox/company/set-up-app';
import type { InvocationRecord } from '../../../sandbox/forge/invocation';
import { member } from '../../../sandbox/untyped';
import { approveAll, FIGMA_PREMIUM, fulfill, raise } from '../../support/requests';
import { World } from '../../support/world';

const SETTING_UP = 'Seatkeeper is being set up or updated on this site. Try again in five minutes.';

let world: World;

beforeEach(async () => {
  world = await World.start({ isAlone: true });
});

afterEach(() => world.stop({ expectProblems: true }));

/** Takes the app off the site and installs it again in the process that served it before; no event has come yet. */
async function reinstall(): Promise<void> {
  const { host } = world.sandbox;
  await host.uninstall(world.site);
  await host.install(world.site, world.company.roles.administrator);
}

/** Definitions that an invocation sent to the database. */
const definitionsIn = (record: InvocationRecord | undefined): number =>
  record?.calls.filter((call) => call.kind === 'sql' && call.statement.startsWith('CREATE')).length ?? NaN;

const definitionsByFunction = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const record of world.invocations()) {
    const definitions = definitionsIn(record);
    if (definitions > 0) counts[record.functionKey] = (counts[record.functionKey] ?? 0) + definitions;
  }
  return counts;
};

/** Every definition from the tenth on fails for some time. */
function failDefinitions(forMs: number): void {
  const { host } = world.sandbox;
  const until = world.now() + forMs;
  let definitions = 0;
  host.interferer = ({ remote, body }) =>
    remote === 'sql' && body.includes('CREATE TABLE') && ++definitions > 10 && world.now() < until
      ? 'server-error'
      : undefined;
}

describe('an app that was removed and installed again while its process went on', () => {
  it('serves as it did at first, with nothing of what it knew', async () => {
    await reinstall();
    await world.settle();
    expect(member(await world.adminAlone('admin/setup', {}), 'settings')).toEqual([]);
    await setUpApp(world.sandbox, world.site, world.company);
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await fulfill(world, key);
    expect(world.statusOf(key)).toBe('Fulfilled');
  });
});

describe('until the schema is there', () => {
  it('every door says that the app is being set up, and none defines a table', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await reinstall();
    const before = world.invocations().length;
    await expect(world.adminAlone('admin/setup', {})).rejects.toThrow(SETTING_UP);
    await expect(world.panel(key)).rejects.toThrow(SETTING_UP);
    await expect(world.portalPanel(key)).rejects.toThrow(SETTING_UP);
    expect((await world.nightly()).outcome).toEqual({ ok: true, result: { statusCode: 500 } });
    expect(world.invocations().slice(before).map(definitionsIn)).toEqual([0, 0, 0, 0]);
  });

  it('nothing is fulfilled, and the agent reads why', async () => {
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await reinstall();
    expect(await world.as('agent').move(key, 'Fulfill')).toBe(SETTING_UP);
    expect(world.statusOf(key)).toBe('Ready to fulfill');
  });

  it('events are not lost: they come again', async () => {
    failDefinitions(4 * MINUTE);
    await reinstall();
    const key = await raise(world, FIGMA_PREMIUM);
    await world.advance(10 * MINUTE);
    const outcomes = world
      .invocations()
      .filter(({ functionKey, subject }) => functionKey === 'on-issue-event' && subject === key)
      .map(({ outcome }) => (outcome?.ok ? outcome.result : outcome));
    expect(outcomes[0]).toMatchObject({ _retry: true });
    expect(outcomes.at(-1)).toBeUndefined();
  });
});

describe('a set-up that is cut off', () => {
  it('is finished by the reconcile from where it stopped, without a second installation event', async () => {
    failDefinitions(20 * MINUTE);
    await reinstall();
    await world.settle();
    await expect(world.adminAlone('admin/setup', {})).rejects.toThrow(SETTING_UP);
    await world.advance(26 * MINUTE);
    expect(member(await world.adminAlone('admin/setup', {}), 'settings')).toEqual([]);
    expect(Object.keys(definitionsByFunction()).sort()).toEqual(['fn-reconcile', 'on-lifecycle']);
  });
});
