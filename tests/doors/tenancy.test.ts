import { playMainPath } from '../support/main-path';
import { appWithLeak, leaksInto, together, tracesOf, twoCompanies } from '../support/two-sites';
import { World } from '../support/world';

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
    const sites = worlds[0]?.invocations().map(({ site }) => site) ?? [];
    const changes = sites.filter((site, index) => site !== sites[index - 1]).length;
    expect(changes).toBeGreaterThan(20);
    expect(await seats(two)).toEqual(await seats(one));
    await one?.stop();
  });

  it('betray a cache of the app that forgets whose it is', async () => {
    const leaky = appWithLeak();
    try {
      const { worlds, pace } = await World.startTwo(twoCompanies(), leaky.directory);
      await together(worlds, pace, story);
      const leaks = (await Promise.all(worlds.map(leaksInto))).flat();
      expect(leaks).toContainEqual(expect.stringContaining('table access_request of globex'));
      await worlds[0]?.stop({ expectProblems: true });
    } finally {
      leaky.remove();
    }
  });
});

const seats = async (world: World | undefined): Promise<unknown> =>
  world?.rows("SELECT pool_id, state, issue_id FROM seat WHERE state <> 'free' ORDER BY pool_id, slot");
