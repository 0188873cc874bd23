import { askedOf } from '../../support/approvals';
import { playMainPath } from '../../support/main-path';
import { leaksInto, tracesOf } from '../../support/traces';
import { appThatRemembers, changedApp, together, twoCompanies, type LeakyApp } from '../../support/two-sites';
import { FIGMA_PREMIUM, formValues } from '../../support/requests';
import { REQUEST_TYPE } from '../../../sandbox/company/service-project';
import { World } from '../../support/world';

/** The main path in all its ways, and what agents and requesters are shown of it at the end. */
async function story(world: World): Promise<unknown> {
  const played = await playMainPath(world);
  const shown = [];
  for (const { key, ...end } of played) shown.push({ end, panel: await world.panel(key) });
  return shown;
}

describe('two sites whose requests go on at the same time', () => {
  it('see nothing of each other, in tickets, storage or invocations', async () => {
    const { worlds, pace } = await World.startTwo(twoCompanies());
    const [one, two] = worlds;
    const ends = await together(worlds, pace, story);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const world of worlds) {
      expect(await leaksInto(world)).toEqual([]);
      // what a leak would show is there to be found on the site that it belongs to
      const own = Object.values(await tracesOf(world)).join('');
      expect(own).toContain(`Needed at ${world.site.name}`);
      expect(own).toContain(`"${world.company.roles.newHire}"`);
    }
    const sites = one?.sandbox.host.invocations.all().map(({ site }) => site) ?? [];
    const changes = sites.filter((site, index) => site !== sites[index - 1]).length;
    expect(changes).toBeGreaterThan(20);
    expect(await seats(two)).toEqual(await seats(one));
    await one?.stop();
  });
});

/** A rule of its own for each company, which its decisions name. */
const importOwnRule = (world: World): Promise<void> => {
  const { site } = world;
  const rule = {
    id: `rule-of-${site.name}`,
    description: 'The manager and the application owner decide.',
    effect: { kind: 'require', stages: ['manager', 'application-owner'] },
  };
  const document = { format: 'seatkeeper-catalog', applications: [], policy: { rules: [rule] } };
  return world.importCatalog(document);
};

const askForFigma = async (world: World): Promise<string> => {
  const key = await world
    .as('newHire')
    .raise(REQUEST_TYPE.fields, formValues({ ...FIGMA_PREMIUM, days: 30 }));
  await world.advance(60_000);
  return key;
};

/** What went from one site to the other while both were asked for the same. */
async function leaksOf(app: LeakyApp | undefined): Promise<string[]> {
  const { worlds, pace } = await World.startTwo(twoCompanies(), app?.directory);
  for (const world of worlds) await importOwnRule(world);
  await together(worlds, pace, askForFigma);
  const leaks = (await Promise.all(worlds.map(leaksInto))).flat();
  await worlds[0]?.stop({ expectProblems: true });
  return leaks;
}

/** Whom the app asked on the second of two sites while it worked on both: the manager and the application owner. */
async function askedOnSecondSite(app: LeakyApp | undefined): Promise<readonly unknown[]> {
  const { worlds, pace } = await World.startTwo(twoCompanies(), app?.directory);
  for (const world of worlds) await importOwnRule(world);
  const [, asked] = await together(worlds, pace, askForFigma);
  const second = worlds[1];
  const people = second && asked?.status === 'fulfilled' ? askedOf(second, asked.value) : [];
  await worlds[0]?.stop({ expectProblems: true });
  return people;
}

/** What the app has written down on a site where nobody has set it up, while it works on another. */
async function recordsWithoutSetUp(app: LeakyApp | undefined): Promise<unknown> {
  const { worlds, pace } = await World.startTwo(twoCompanies(), app?.directory, [true, false]);
  await together(worlds, pace, askForFigma);
  const records = await worlds[1]?.query('SELECT issue_id FROM access_request').catch(() => []);
  await worlds[0]?.stop({ expectProblems: true });
  return records;
}

describe('a cache of the app that forgets whose it is', () => {
  let app: LeakyApp | undefined;
  afterEach(() => {
    app?.remove();
    app = undefined;
  });

  it('is not there', async () => {
    expect(await leaksOf(undefined)).toEqual([]);
    expect(await recordsWithoutSetUp(undefined)).toEqual([]);
  });

  it('betrays itself when it remembers the policy', async () => {
    app = appThatRemembers('policy/store/policies.ts', 'currentPolicyReading');
    expect(await leaksOf(app)).toContainEqual(expect.stringContaining('table access_request of globex'));
  });

  // the other company's people have no account here, so nobody asks them, and whoever should be asked is missing
  it.each([
    ['the catalog', 'catalog/store/catalog.ts', 'applicationsMeantReading', false],
    ['people', 'people/store/people.ts', 'peopleOfRequestReading', true],
  ])('betrays itself when it remembers %s', async (_what, file, name, isKeyless) => {
    expect(await askedOnSecondSite(undefined)).toHaveLength(2);
    app = appThatRemembers(file, name, isKeyless);
    expect((await askedOnSecondSite(app)).length).toBeLessThan(2);
  });

  it('betrays itself when it remembers the settings', async () => {
    app = changedApp('settings/store/settings.ts', (source) =>
      source.replace(
        '=> (await readStoredSettings()).settings;',
        '=> (remembered ??= (await readStoredSettings()).settings);\nlet remembered: Settings | null = null;',
      ),
    );
    expect(await recordsWithoutSetUp(app)).toHaveLength(1);
  });

  it('betrays itself when it remembers that the schema is there', async () => {
    app = changedApp('common/store/require-schema.ts', (source) =>
      source.replace('current.has(thisInstallation())', 'current.size > 0'),
    );
    const { directory } = app;
    await expect(World.startTwo(twoCompanies(), directory)).rejects.toThrow('The database didn’t answer.');
  });
});

const seats = async (world: World | undefined): Promise<unknown> =>
  world?.rows("SELECT pool_id, state, issue_id FROM seat WHERE state <> 'free' ORDER BY pool_id, slot");
