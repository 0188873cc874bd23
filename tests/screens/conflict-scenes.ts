import type { Page } from 'playwright-core';
import { getBoth, giveBack, importRules, NOT_WITH_MIRO } from '../support/duties';
import type { World } from '../support/world';
import { adminScene, type Scene } from './scene';

async function open(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Conflicting duties' }).click();
  await page.getByText(/checked every night/).waitFor();
}

/** Two people have what a new rule does not let one have; one of them gave a seat back since. */
async function conflicts(world: World): Promise<void> {
  await importRules(world);
  await getBoth(world);
  await getBoth(world, 'manager');
  await importRules(world, NOT_WITH_MIRO);
  await world.advance(60_000);
  await world.nightly();
  await giveBack(world, 'miro/standard', world.company.roles.manager);
  await world.advance(24 * 3_600_000);
}

const admin = (state: string, make: (world: World) => Promise<unknown>, more: Partial<Scene> = {}): Scene =>
  adminScene(state, make, open, more);

/** Conflicting duties on the admin page. */
export const conflictScenes: readonly Scene[] = [
  admin('conflicts', conflicts),
  admin('conflicts-narrow', conflicts, { width: 420 }),
  admin('conflicts-none', (world) => world.nightly()),
  admin('conflicts-not-looked', () => Promise.resolve()),
];
