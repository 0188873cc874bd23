import { randomUUID } from 'node:crypto';
import { catalogDocument, planCatalog } from '../../support/catalog-imports';
import { importUsage } from '../../support/usage';
import { World } from '../../support/world';

// Who does not use a tier may be moved to a lower one, by the owner's decision and without a request.

const POOL = 'slack/standard';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

it('an idle seat is not exchanged for one of a premium tier, which nobody has approved', async () => {
  const tier = { seats: 60, price: null };
  const document = catalogDocument([
    {
      key: 'slack',
      name: 'Slack',
      tiers: [
        { ...tier, key: 'standard', name: 'Standard', lowerTier: 'plus' },
        { ...tier, key: 'plus', name: 'Plus', premium: true },
      ],
    },
  ]);
  const { importId } = await planCatalog(world.adminAlone, document);
  expect(await world.adminAlone('import/apply', { importId })).toEqual({ applied: true });
  const [idle = '', ...others] = world.customers().slice(0, 8);
  await importUsage(world, [
    { accountId: idle, daysAgo: 90 },
    ...others.map((accountId) => ({ accountId, daysAgo: 3 })),
  ]);
  const admin = world.console('administrator');
  await admin('reclaim/start', { runId: randomUUID(), poolId: POOL });
  expect(await admin('reclaim/cases', { states: ['ready'] })).toMatchObject({
    rows: [{ holderId: idle, action: 'remove' }],
  });
});
