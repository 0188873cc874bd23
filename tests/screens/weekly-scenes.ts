import { DAY, HOUR } from '../../src/common/rules/time';
import type { Page } from 'playwright-core';
import { recordFacts } from '../support/kpi-facts';
import { raise, SLACK_STANDARD } from '../support/requests';
import type { World } from '../support/world';
import { consoleScene, type Scene } from './scene';

const openWeekly = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByText('Weekly report').waitFor();
  await page.getByRole('button', { name: 'Preview report' }).waitFor();
};

async function someWeeks(world: World): Promise<string> {
  const at = (days: number): number => world.now() - days * DAY;
  await recordFacts(world, [
    ...[1, 2, 3, 4, 5].map((ticket) => ({
      ...{ ticket, kind: 'fulfilled' as const, at: at(2), tookMs: ticket * HOUR },
      breached: ticket === 1,
      application: ticket < 3 ? 'figma' : 'slack',
    })),
    ...[11, 12, 13].map((ticket) => ({
      ...{ ticket, kind: 'fulfilled' as const, at: at(9), tookMs: 2 * HOUR },
      application: ticket === 11 ? 'figma' : 'slack',
    })),
    { ticket: 2, kind: 'reopened', at: at(1) },
  ]);
  return raise(world, SLACK_STANDARD, 'manager');
}

async function switchedOn(world: World): Promise<string> {
  const issueKey = await someWeeks(world);
  await world.console('administrator')('weekly/save', { isOn: true, issueKey, weekday: 'monday', after: 0 });
  return issueKey;
}

async function sent(world: World): Promise<void> {
  await switchedOn(world);
  await world.advance(7 * DAY);
}

async function failed(world: World): Promise<void> {
  await sent(world);
  const issueKey = await raise(world, SLACK_STANDARD);
  await world.console('administrator')('weekly/save', { isOn: true, issueKey, weekday: 'monday', after: 1 });
  await world.as('agent').ask('DELETE', `/rest/api/3/issue/${issueKey}`);
  await world.advance(7 * DAY);
}

const openPreview = async (page: Page): Promise<void> => {
  await openWeekly(page);
  await page.getByRole('button', { name: 'Preview report' }).click();
  await page.getByText('Report preview').waitFor();
};

const weekly = (
  state: string,
  make: (world: World) => Promise<unknown>,
  act: NonNullable<Scene['act']> = openWeekly,
  more: Partial<Scene> = {},
): Scene => consoleScene(`weekly${state}`, make, act, { height: 2_000, ...more });

/** The weekly report, below the figures. */
export const weeklyScenes: readonly Scene[] = [
  weekly('-off', () => Promise.resolve()),
  weekly('-sent', sent),
  weekly('-sent-narrow', sent, openWeekly, { width: 480, height: 3_200 }),
  weekly('-failed', failed),
  weekly('-preview', switchedOn, openPreview),
  weekly('-preview-narrow', switchedOn, openPreview, { width: 480 }),
  weekly('-refused', someWeeks, async (page) => {
    await openWeekly(page);
    await page.getByLabel('Ticket', { exact: true }).fill('IT-9999');
    await page.getByText('Post every week').click();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('You can’t see a ticket').waitFor();
  }),
  weekly('-no-administrator', sent, openWeekly, { as: 'agent' }),
];
