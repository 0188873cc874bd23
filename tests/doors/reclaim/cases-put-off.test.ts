import { randomUUID } from 'node:crypto';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

const POOL = 'slack/standard';

let world: World;
beforeEach(async () => {
  world = await World.start();
  world.sandbox.host.restSchedules(world.site);
});
afterEach(() => world.stop());

/** Copies the record of a case, as one that nobody can read and that is long overdue. */
async function addUnreadable(count: number): Promise<void> {
  const [record] = await world.rows('SELECT * FROM reclaim_case');
  for (let index = 0; index < count; index++) {
    const id = `unreadable-${index}`;
    const copy = Object.entries({ ...record, case_id: id, open_key: id, evidence: '[{', next_at: 1 });
    await world.execute(
      `INSERT INTO reclaim_case (${copy.map(([name]) => name).join(', ')}) VALUES (${copy.map(() => '?').join(', ')})`,
      ...copy.map(([, value]) => value),
    );
  }
}

describe('reclaim cases that cannot be read', () => {
  it('keep no other from its turn, even more of them than a run takes up', async () => {
    const holders = world.customers().slice(0, 8);
    await importUsage(
      world,
      holders.map((accountId, index) => ({ accountId, daysAgo: index === 0 ? 90 : 3 })),
    );
    await world.console('administrator')('reclaim/start', { runId: randomUUID(), poolId: POOL });
    await addUnreadable(120);
    for (let run = 0; run < 4; run++) {
      await world.sandbox.host.runSchedule(world.site, 'reconcile');
      await world.settle();
    }
    expect(await world.rows("SELECT holder_id, state FROM reclaim_case WHERE evidence <> '[{'")).toEqual([
      { holder_id: holders[0], state: 'awaiting-holder' },
    ]);
  });
});
