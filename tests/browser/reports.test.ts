import { DAY } from '../../src/common/rules/time';
import { read } from '@e965/xlsx';
import type { Page } from 'playwright-core';
import { recordFacts, recordSnapshot } from '../support/kpi-facts';
import { BrowserForTests, type OpenPage } from '../support/browser';
import { ServedWorld } from '../support/served-world';

const PATIENT = { timeout: 20_000 };
const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
  const { world } = served;
  const at = (days: number): number => world.now() - days * DAY;
  await recordFacts(world, [
    { ticket: 1, kind: 'fulfilled', at: at(1) },
    { ticket: 2, kind: 'fulfilled', at: at(40), breached: true },
    { ticket: 3, kind: 'fulfilled', at: at(370), breached: true },
  ]);
  for (const [pool, allocated] of [
    ['figma/premium', 20],
    ['slack/standard', 90],
    ['gone/standard', 10],
  ] as const)
    await recordSnapshot(world, pool, new Date(at(2)).toISOString().slice(0, 10), {
      ...{ purchased: 100, allocated, inactive: 3 },
    });
}, 120_000);
afterAll(() => served.stop());

async function openReports(
  role: 'agent' | 'administrator' = 'agent',
  more: { readonly width?: number } = {},
): Promise<OpenPage> {
  const opened = await browser.open(served.url, '/jira/servicedesk/projects/IT/apps/console', {
    as: served.world.company.roles[role],
    ...more,
  });
  await opened.page.getByRole('tab', { name: 'Reports' }).click();
  await opened.page.getByRole('button', { name: 'SLA adherence' }).waitFor(PATIENT);
  return opened;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

it('a report is compared with last year and with own dates, and says in words what got better', async () => {
  const opened = await openReports();
  const { page } = opened;
  await rowOf(page, 'SLA adherence').getByText('▲ 100 points, better').waitFor(PATIENT);
  await rowOf(page, 'SLA adherence').getByText('1 of 1').waitFor(PATIENT);
  await rowOf(page, 'SLA adherence').getByText('0 of 1').waitFor(PATIENT);
  await rowOf(page, 'Aged backlog').getByText('as of now').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  // the last thirty days end now, and what they are compared with ends where they begin: no day stands in both
  await page
    .getByText(/^The last 30 days, up to Nov 23, 2026, \d+:\d+ AM CET, compared with the 30 days before\./)
    .waitFor(PATIENT);
  // what has no data in a period is in the table of what is measured, and the other one says why it has none
  await rowOf(page, 'Reclaim cycle time').getByText('No data in this period').waitFor(PATIENT);
  await page.getByRole('table', { name: 'Not measured' }).getByText('Runbook freshness').waitFor(PATIENT);
  expect(await page.getByText(/No data yet|linked yet|record escalations/).count()).toBe(0);
  await choose(page, 'Compare with', 'Same period last year');
  await rowOf(page, 'SLA adherence')
    .getByText('no change')
    .waitFor({ state: 'detached', ...PATIENT });
  await page
    .getByText(/compared with Oct 24, 2025, \d+:\d+ AM CEST to Nov 23, 2025, \d+:\d+ AM CET\./)
    .waitFor(PATIENT);
  await choose(page, 'Period', 'Last quarter');
  await page
    .getByText(/^Jul 1, 2026 to Sep 30, 2026, compared with Jul 1, 2025 to Sep 30, 2025\./)
    .waitFor(PATIENT);
  await choose(page, 'Trend by', 'Month');
  await page
    .getByText(/Months start at midnight in Europe\/Berlin, your time zone in Jira\./)
    .waitFor(PATIENT);
  await choose(page, 'Period', 'Custom dates');
  await page.getByLabel('From', { exact: true }).waitFor(PATIENT);
  await page.getByText(/^Oct 25, 2026 to Nov 23, 2026/).waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 90_000);

it('a workbook is made and fetched under its link', async () => {
  const opened = await openReports();
  const { page } = opened;
  await page.getByRole('button', { name: 'Export as XLSX' }).click();
  const link = page.getByRole('link', { name: 'Download workbook' });
  await link.waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  const answer = await fetch(String(await link.getAttribute('href')));
  expect(answer.status).toBe(200);
  expect(read(await answer.arrayBuffer(), { type: 'array' }).SheetNames[0]).toBe('Figures');
  await choose(page, 'Period', 'Last 7 days');
  await page.getByRole('button', { name: 'Export as XLSX' }).waitFor(PATIENT);
}, 90_000);

it('a figure about pools leads to each pool on its own tab, and says which are gone', async () => {
  const opened = await openReports('administrator');
  const { page } = opened;
  await page.getByRole('button', { name: 'License utilization' }).click();
  await page.getByText('10 of 100 seat-days').waitFor(PATIENT);
  await page.getByText('gone/standard (no longer in the catalog)').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Figma Premium' }).click();
  await page.getByRole('button', { name: 'All pools' }).waitFor(PATIENT);
  await page.getByRole('heading', { name: 'Figma Premium' }).waitFor(PATIENT);
  await page.getByRole('tab', { name: 'Reports' }).click();
  await page.getByText('10 of 100 seat-days').waitFor(PATIENT);
}, 90_000);

it.each([
  ['an outage', 'Couldn’t load this', { status: 500, json: { message: 'The invocation failed.' } }],
  [
    'a lost permission',
    'You don’t have access',
    {
      json: {
        result: {
          ok: false,
          error: { code: 'forbidden', message: 'You can’t view this project.', retryable: false },
        },
      },
    },
  ],
] as const)(
  '%s is said once in the reports, and not in each part of them',
  async (_what, title, answer) => {
    const opened = await browser.open(served.url, '/jira/servicedesk/projects/IT/apps/console', {
      as: served.world.company.roles.agent,
    });
    const { page } = opened;
    await page.route('**/sandbox/api/invoke', (route) => route.fulfill(answer));
    await page.reload();
    await page.getByRole('tab', { name: 'Reports' }).click();
    const said = page.getByText(title).filter({ visible: true });
    await said.first().waitFor(PATIENT);
    // the parts would have failed by then, too
    await page.waitForLoadState('networkidle');
    expect(await said.count()).toBe(1);
    expect(await opened.accessibilityViolations()).toEqual([]);
  },
  60_000,
);

it('the reports fit 320 pixels', async () => {
  const opened = await openReports('agent', { width: 320 });
  expect(await opened.overflow()).toBe(0);
  expect(await opened.tooWide('console')).toEqual([]);
}, 60_000);

it('the bar of a full pool looks like any other, and not like a success', async () => {
  await served.world.execute(
    "UPDATE seat SET state = 'allocated', holder_id = CONCAT('login:', slot), allocated_at = 1 WHERE pool_id = 'figma/premium'",
  );
  const { page } = await openReports('administrator');
  await page.getByRole('tab', { name: 'Pools' }).click();
  const colorOf = async (pool: string): Promise<string> => {
    const bar = page.getByRole('progressbar', { name: new RegExp(pool) }).first();
    await bar.waitFor(PATIENT);
    return bar.evaluate((element) => getComputedStyle(element.firstElementChild ?? element).backgroundColor);
  };
  await page.getByText('6 of 6 seats taken').waitFor(PATIENT);
  expect(await colorOf('Figma Premium')).toBe(await colorOf('Figma Standard'));
}, 60_000);
