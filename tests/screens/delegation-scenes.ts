import { DAY } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { delegateTo } from '../support/delegations';
import type { World } from '../support/world';
import type { Scene } from './scene';

const PROFILE = '/servicedesk/customer/user/profile';

/** Away now, planned for later, and back from earlier days. */
async function severalDays(world: World): Promise<void> {
  await delegateTo(world, 'owner', ['lead'], { firstDay: '2026-11-23', lastDay: '2026-11-24' });
  await world.advance(3 * DAY);
  await delegateTo(world, 'owner', ['backupOwner', 'manager'], {
    firstDay: '2026-11-26',
    lastDay: '2026-12-04',
    applications: ['figma', 'miro'],
  });
  await delegateTo(world, 'owner', ['backupOwner'], { firstDay: '2026-12-24', lastDay: '2027-01-01' });
}

const profile = (
  state: string,
  make?: (world: World) => Promise<void>,
  more: Partial<Scene> = {},
): Scene => ({
  surface: 'portal-profile',
  state,
  as: 'owner',
  prepare: async (world) => {
    await make?.(world);
    return PROFILE;
  },
  ...more,
});

const plan = (page: Page): Promise<void> => page.getByRole('button', { name: 'Plan time away' }).click();

async function fillIn(page: Page): Promise<void> {
  await plan(page);
  await page.getByLabel(/^Last day/).click();
  await page.getByLabel(/^Last day/).fill('12/4/2026');
  await page.keyboard.press('Enter');
  for (const email of ['ana.ruiz@acme.example', 'priya.nair@acme.example']) {
    await page.getByLabel(/^Who decides for you/).fill(email);
    await page.getByRole('button', { name: 'Add delegate' }).click();
    await page.getByRole('button', { name: 'Remove' }).first().waitFor();
  }
  await page.getByText('Selected applications').click();
  await page.getByText('Figma (yours)').first().waitFor();
}

async function saveNothing(page: Page): Promise<void> {
  await plan(page);
  await page.getByLabel(/^Who decides for you/).fill('nobody@acme.example');
  await page.getByRole('button', { name: 'Add delegate' }).click();
  await page.getByText('No active person').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Choose your last day away.').waitFor();
}

async function openDelegations(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Delegations' }).click();
  await page.getByText('People choose delegates').waitFor();
}

const admin = (state: string, make: (world: World) => Promise<void>, more: Partial<Scene> = {}): Scene => ({
  surface: 'admin-page',
  state,
  as: 'administrator',
  prepare: async (world) => {
    await make(world);
    return '/jira/settings/apps/admin-page';
  },
  act: openDelegations,
  ...more,
});

/** The panel on the portal’s profile page, and the administrator’s list. */
export const delegationScenes: readonly Scene[] = [
  profile('nobody-away'),
  profile('away', severalDays),
  profile('away-narrow', severalDays, { width: 400 }),
  profile('planning', undefined, { act: fillIn }),
  profile('planning-narrow', undefined, { act: fillIn, width: 400 }),
  profile('refused', undefined, { act: saveNothing }),
  profile('loading', undefined, { calls: 'hang' }),
  profile('error', undefined, { calls: 'fail' }),
  admin('delegations', severalDays),
  admin('no-delegations', () => Promise.resolve()),
];
