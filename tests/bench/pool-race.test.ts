import { join } from 'node:path';
import { projectRoot, runNode } from '../tooling/tool-runner';

/** The race as it is run by hand, in a process of its own. */
async function race(
  ...options: string[]
): Promise<{ readonly code: number | null; readonly tally: unknown }> {
  const script = join(projectRoot, 'bench/race.ts');
  const given = ['tsx', script, 'pools', '--workers', '1', '--json', ...options];
  const { code, stdout } = await runNode('--import', given);
  return { code, tally: JSON.parse(stdout) as unknown };
}

describe('two hundred requests for fifty seats, with processes that die in between', () => {
  it('end with every seat taken once and everybody else in the queue', async () => {
    const kills = expect.any(Number) as unknown;
    for (const how of [[], ['--snapshots']])
      expect(await race('--seeds', '1', ...how)).toEqual({
        code: 0,
        tally: { seeds: 1, violations: 0, kills, seats: 50, waiting: 150 },
      });
  });

  it('are seen to go wrong when a seat is taken and a position is given up, each by what was there before the other', async () => {
    const { code, tally } = await race('--seeds', '20', '--plant', 'write-skew');
    expect(code).toBe(1);
    expect(tally).toMatchObject({
      firstBad: { violation: expect.stringContaining('left the queue and holds a seat') as unknown },
    });
  });

  it('are seen to go wrong when a seat is given without asking whether it is free', async () => {
    const { code, tally } = await race('--seeds', '50', '--plant', 'double-seat');
    expect(code).toBe(1);
    expect(tally).toMatchObject({
      firstBad: { violation: expect.stringContaining('was told of a seat that it has not') as unknown },
    });
  });
});
