import { approveAll, FIGMA_PREMIUM, fulfill, raise } from '../../support/requests';
import { World } from '../../support/world';

// What is kept of requests from before: their records are read as they were written then

let world: World;
afterEach(() => world.stop());

describe('a request in flight whose delegates are stored under an older name', () => {
  it('goes on as it was', async () => {
    world = await World.start();
    const key = await raise(world, FIGMA_PREMIUM);
    const shown = await world.panel(key);
    await world.execute(
      `UPDATE access_request SET assignments = REPLACE(assignments, '"delegates"', '"standIns"')`,
    );
    expect(await world.panel(key)).toEqual(shown);
    await approveAll(world, key);
    expect(await fulfill(world, key)).toBeUndefined();
  });
});
