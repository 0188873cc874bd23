import { randomUUID } from 'node:crypto';
import { setUpApp } from '../../sandbox/company/set-up-app';
import { Manifest } from '../../sandbox/forge/manifest';
import { checkManifest } from '../../sandbox/forge/manifest-rules';
import { listOf, textOf } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { operations } from '../../sandbox/jsm/rest/rest-api';
import { approveAll, FIGMA_PREMIUM, fulfill, raise } from '../support/requests';
import { importUsage } from '../support/usage';
import { ROOT } from '../support/root';
import { World } from '../support/world';

const { scopes } = Manifest.read(ROOT);
/** No call of the app's needs it; `checkManifest` asks for it. */
const OF_CHATS = 'read:chat:rovo';
const ofCalls = scopes.filter((scope) => scope !== OF_CHATS);

/** Scopes that Jira asks for a call. */
function scopesFor(method: string, pathWithQuery: string): readonly string[] {
  const path = pathWithQuery.split('?')[0] ?? '';
  const found = operations.find(
    (operation) =>
      operation.method === method && new RegExp(`^${operation.path.replace(/:\w+/g, '[^/]+')}$`).test(path),
  );
  return found?.scopes[0] ?? [];
}

/** Why guards could not be checked, as the admin page tells it. */
const failuresIn = (view: unknown): string[] =>
  listOf(member(view, 'projects'))
    .map((project) => textOf(member(project, 'failure')))
    .filter((failure) => failure !== '');

/** What a company does from the first day on. @returns what stopped it, undefined when nothing did */
async function mainPath(world: World): Promise<string | undefined> {
  try {
    await setUpApp(world.sandbox, world.site, world.company);
    const unchecked = await world.admin('guard/check', {}).then(failuresIn);
    if (unchecked.length > 0) return unchecked.join(' ');
    const key = await raise(world, FIGMA_PREMIUM);
    await approveAll(world, key);
    await fulfill(world, key);
    const status = world.statusOf(key);
    if (status !== 'Fulfilled') return `the ticket is “${status}”`;
    return (await askIdleHolder(world)) ?? (await lookIntoAssets(world)) ?? (await reportAccounts(world));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Has somebody who does not use Slack asked whether they still need it. @returns why they were not */
async function askIdleHolder(world: World): Promise<string | undefined> {
  await importUsage(world, [{ accountId: world.company.roles.newHire, daysAgo: 90 }]);
  const administrator = world.console('administrator');
  await administrator('reclaim/start', { runId: randomUUID(), poolId: 'slack/standard' });
  await world.sandbox.host.runSchedule(world.site, 'reconcile');
  const [state] = await world.rows('SELECT state FROM reclaim_case');
  return state?.['state'] === 'awaiting-holder' ? undefined : `the case is ${String(state?.['state'])}`;
}

/** Looks at what the catalog in Assets would change. @returns why that cannot be */
async function lookIntoAssets(world: World): Promise<string | undefined> {
  const source = { applications: 'objectType = Application AND Name = Figma', tiers: 'Application = Figma' };
  const shown = await world.admin('import/plan-from-assets', { importId: randomUUID(), source });
  return member(shown, 'applicable') === true ? undefined : JSON.stringify(shown);
}

/** Reports whose accounts are stored. @returns why some were not */
async function reportAccounts(world: World): Promise<string | undefined> {
  await world.nightly();
  const left = await world.rows('SELECT account_id FROM stored_account WHERE reported_at IS NULL');
  return left.length === 0 ? undefined : `${left.length} accounts were not reported`;
}

async function withScopes(granted: readonly string[]): Promise<World> {
  const world = await World.start({ isSetUp: false });
  jest.spyOn(world.sandbox.host.manifest, 'scopes', 'get').mockReturnValue(granted);
  return world;
}

describe('the scopes of the manifest', () => {
  it('let a company set the app up and get a request fulfilled, all of them together', async () => {
    const world = await withScopes(scopes);
    expect(await mainPath(world)).toBeUndefined();
    await world.stop();
  });

  it.each(ofCalls)('are all needed: without %s the main path stops', async (removed) => {
    const world = await withScopes(scopes.filter((scope) => scope !== removed));
    expect(await mainPath(world)).toEqual(expect.any(String));
    expect(world.sandbox.host.invocations.problems()).toContainEqual(
      expect.objectContaining({ kind: 'scope', message: expect.stringContaining(removed) as string }),
    );
    await world.stop({ expectProblems: true });
  });

  it(`hold ${OF_CHATS} for the app's agent, without which it is refused`, () => {
    const manifest = Manifest.read(ROOT);
    jest.spyOn(manifest, 'scopes', 'get').mockReturnValue(ofCalls);
    expect(() => {
      checkManifest(manifest);
    }).toThrow(`pool-agent needs the scope ${OF_CHATS}`);
  });

  // reporting stored accounts is no call of Jira's
  const ofProduct = ofCalls.filter(
    (scope) => !scope.startsWith('storage:') && scope !== 'report:personal-data',
  );
  it.each(ofProduct)(
    'without %s Jira answers 401 to every call that needs it, and to no other',
    async (removed) => {
      const world = await World.start();
      const key = await raise(world, FIGMA_PREMIUM);
      const before = world.invocations().length;
      jest
        .spyOn(world.sandbox.host.manifest, 'scopes', 'get')
        .mockReturnValue(scopes.filter((scope) => scope !== removed));
      await mainPath(world);
      await world.panel(key).catch(() => undefined);
      const calls = world
        .invocations()
        .slice(before)
        .flatMap((record) => record.calls)
        .flatMap((call) => (call.kind === 'rest' ? [call] : []));
      const needing = calls.filter(({ method, path }) => scopesFor(method, path).includes(removed));
      expect(needing.length).toBeGreaterThan(0);
      expect(needing.filter(({ status }) => status !== 401)).toEqual([]);
      expect(calls.filter((call) => call.status === 401 && !needing.includes(call))).toEqual([]);
      await world.stop({ expectProblems: true });
    },
  );

  it('without storage:app nothing is stored and nothing read', async () => {
    const world = await World.start();
    jest
      .spyOn(world.sandbox.host.manifest, 'scopes', 'get')
      .mockReturnValue(scopes.filter((scope) => scope !== 'storage:app'));
    const before = world.invocations().length;
    await mainPath(world);
    const stored = world
      .invocations()
      .slice(before)
      .flatMap(({ calls }) => calls)
      .filter(({ kind }) => kind === 'kvs' || kind === 'sql');
    expect(stored).toEqual([]);
    await world.stop({ expectProblems: true });
  });
});
