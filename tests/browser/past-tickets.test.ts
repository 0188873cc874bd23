import { BrowserForTests, type OpenPage } from '../support/browser';
import { historyCsv, madeUpLog } from '../support/history';
import { ServedWorld } from '../support/served-world';

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
}, 120_000);
afterAll(() => served.stop());

const PATIENT = { timeout: 30_000 };
const CONSOLE = '/jira/servicedesk/projects/IT/apps/console';
const LOG = historyCsv(madeUpLog(6_000));

async function openPast(role: 'administrator' | 'agent' = 'administrator'): Promise<OpenPage> {
  const opened = await browser.open(served.url, CONSOLE, { as: served.world.company.roles[role] });
  await opened.page.getByRole('tab', { name: 'Reports' }).click();
  await opened.page.getByText('SLA adherence').first().waitFor(PATIENT);
  return opened;
}

async function pickLog({ page }: OpenPage): Promise<void> {
  await page.getByRole('button', { name: 'Import past tickets' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'incidents.csv', mimeType: 'text/csv', buffer: Buffer.from(LOG) });
  await page.getByRole('button', { name: 'Import 6,000 rows' }).click(PATIENT);
}

it('a file of past tickets goes on where a closed page left it, and is undone with its effect told before', async () => {
  const first = await openPast();
  let sent = 0;
  await first.page.route('**/*', async (route) => {
    if ((route.request().postData() ?? '').includes('history/take-part') && ++sent > 2) return;
    await route.continue();
  });
  await pickLog(first);
  await first.page.getByText(/of 6,000 rows, [1-9]/).waitFor(PATIENT);
  expect(await first.accessibilityViolations()).toEqual([]);
  // the page is left, and with it the call that is under way
  await first.page.goto('about:blank');

  const second = await openPast();
  let sentAgain = 0;
  await second.page.route('**/*', async (route) => {
    if ((route.request().postData() ?? '').includes('history/take-part')) sentAgain += 1;
    await route.continue();
  });
  await pickLog(second);
  await second.page.getByText('incidents.csv was imported', { exact: true }).waitFor(PATIENT);
  await second.page.getByText(/^6,000 rows were imported, 6,000 of them new/).waitFor();
  expect(sentAgain).toBeGreaterThan(0);
  expect(sentAgain).toBeLessThan(Math.ceil(LOG.length / 150_000));
  expect(await second.accessibilityViolations()).toEqual([]);

  await second.page.getByRole('button', { name: 'Undo' }).click();
  await second.page.getByText(/^6,000 records will be removed/).waitFor(PATIENT);
  expect(await second.accessibilityViolations()).toEqual([]);
  await second.page.getByRole('button', { name: 'Undo import' }).click();
  await second.page.getByText('No imports yet.').waitFor(PATIENT);
  expect(await served.world.rows("SELECT * FROM ticket_fact WHERE kind = 'past'")).toEqual([]);
}, 120_000);

it('people who do not administer the project are offered no import', async () => {
  const { page } = await openPast('agent');
  expect(await page.getByRole('button', { name: 'Import past tickets' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Show definitions' }).count()).toBe(1);
});
