import { PoolRaces } from '../../bench/race/pool-race';
import { sqlUrl } from '../support/sql-engine';

let races: PoolRaces;
afterEach(() => races.stop());

describe('two hundred requests for fifty seats, with processes that die in between', () => {
  it.each([1, 2])('end with every seat taken once and everybody else in line (seed %i)', async (seed) => {
    races = await PoolRaces.prepare(undefined, sqlUrl);
    const { kills, ...end } = await races.run(seed);
    expect(end).toEqual({ violations: [], seats: 50, waiting: 150 });
    expect(kills).toBeGreaterThan(10);
  });

  it('are seen to go wrong when a seat is given without asking whether it is free', async () => {
    races = await PoolRaces.prepare('double-seat', sqlUrl);
    const found = [];
    for (let seed = 1; seed <= 3; seed++) found.push(...(await races.run(seed)).violations);
    expect(found).toContainEqual(expect.stringContaining('was told of a seat that it has not'));
  });
});
