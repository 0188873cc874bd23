import type { Page } from 'playwright-core';
import { adminScene, type Scene } from './scene';

const admin = (state: string, act: NonNullable<Scene['act']>, more: Partial<Scene> = {}): Scene =>
  adminScene(state, () => Promise.resolve(), act, more);

async function openCalendars(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Calendars' }).click();
  await page.getByRole('button', { name: 'Add calendar' }).waitFor();
}

async function changeLisbon(page: Page): Promise<void> {
  await openCalendars(page);
  await page.getByRole('button', { name: 'Change Lisbon' }).click();
  await page.getByLabel('Holidays').waitFor();
}

async function addWrongly(page: Page): Promise<void> {
  await openCalendars(page);
  await page.getByRole('button', { name: 'Add calendar' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Berlin');
  await page.getByLabel('Wednesday').fill('17-9');
  await page.getByLabel('Friday').fill('in the morning');
  await page.getByLabel('Holidays').fill('2026-12-25\n31.12.2026');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Choose a time zone.').waitFor();
}

/** The calendars' section of the admin page. */
export const calendarScenes: readonly Scene[] = [
  admin('calendars', openCalendars),
  admin('calendars-narrow', openCalendars, { width: 420 }),
  admin('calendar', changeLisbon),
  admin('calendar-narrow', changeLisbon, { width: 420 }),
  admin('calendar-refused', addWrongly),
];
