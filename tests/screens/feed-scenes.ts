import type { Page } from 'playwright-core';
import { makeToken } from '../support/feed';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const openFeed = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByText('BI tools', { exact: true }).waitFor();
  await page.getByText('/kpis').waitFor();
};

const tokens = async (world: World): Promise<void> => {
  await makeToken(world, 'Power BI, access dashboard', 90);
  await makeToken(world, 'Tableau, weekly extract', 1 / 24);
  await world.advance(3 * 3_600_000);
};

const nothing = (): Promise<void> => Promise.resolve();
const TALL = { height: 2_000 };

const feed = (
  state: string,
  make: (world: World) => Promise<unknown>,
  act: NonNullable<Scene['act']> = openFeed,
  more: Partial<Scene> = {},
): Scene => consoleScene(`feed${state}`, make, act, { ...TALL, ...more });

async function openNew(page: Page): Promise<void> {
  await openFeed(page);
  await page.getByRole('button', { name: 'Add token' }).click();
  await page.getByLabel('Tool that uses this token').fill('Power BI, access dashboard');
}

/** The feed for programs outside, below the reports. */
export const feedScenes: readonly Scene[] = [
  feed('-empty', nothing),
  feed('-tokens', tokens),
  feed('-tokens-narrow', tokens, openFeed, { width: 480, height: 3_200 }),
  feed('-new', nothing, openNew),
  feed('-made', nothing, async (page) => {
    await openNew(page);
    await page.getByLabel('Last day').fill('12/20/2026');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.getByText('Copy the token now').waitFor();
  }),
  feed('-revoke', tokens, async (page) => {
    await openFeed(page);
    await page.getByRole('button', { name: 'Revoke' }).first().click();
    await page.getByText('You can’t undo this').waitFor();
  }),
  feed('-error', nothing, (page) => page.getByRole('tab', { name: 'Reports' }).click(), { calls: 'fail' }),
  feed(
    '-no-administrator',
    nothing,
    async (page) => {
      await page.getByRole('tab', { name: 'Reports' }).click();
      await page.getByText('Only project admins can create tokens').waitFor();
    },
    { as: 'agent' },
  ),
];
