import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { ServedWorld } from '../support/served-world';

const PATIENT = { timeout: 15_000 };

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
}, 120_000);
afterAll(() => served.stop());

const openRule = (action: string): Promise<OpenPage> =>
  browser.open(served.url, `/jira/settings/automation/${action}`, { as: served.world.company.roles.lead });

/** What the rule on the page has saved, as its form is told. */
const savedInputs = ({ page }: OpenPage, action: string): Promise<unknown> =>
  page.evaluate(`fetch('/sandbox/api/context', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: ${JSON.stringify(JSON.stringify({ moduleKey: action, place: { page: 'rule', actionKey: action } }))},
  }).then((answer) => answer.json()).then(({ extension }) => extension.data.inputs)`);

/** Opens the form of a rule that was made elsewhere, with this pool in it. */
async function openRuleWith(action: string, pool: string): Promise<OpenPage> {
  const opened = await openRule(action);
  await opened.page.evaluate(`fetch('/sandbox/api/rules/${action}', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: ${JSON.stringify(JSON.stringify({ pool }))},
  })`);
  await opened.go(`/jira/settings/automation/${action}`);
  await opened.page.getByRole('combobox', { name: 'License pool' }).waitFor(PATIENT);
  return opened;
}

it('a new rule asks for a pool without a reproach, and keeps the one that is chosen with the keyboard', async () => {
  const opened = await openRule('look-up-pool');
  const { page } = opened;
  await page.getByRole('combobox', { name: 'License pool' }).waitFor(PATIENT);
  expect(await page.getByText('Choose a license pool.', { exact: true }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'License pool' }).focus();
  await page.keyboard.type('Figma Pre');
  await page.keyboard.press('Enter');
  await eventually(() => savedInputs(opened, 'look-up-pool'), { pool: 'figma/premium' });
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 120_000);

it('a pool that has left the catalog is said to be missing, and another one takes its place', async () => {
  const opened = await openRuleWith('list-idle-seats', 'sketch/pro');
  const gone = opened.page.getByText('The license pool that this rule uses isn’t in the catalog anymore.');
  await gone.waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await opened.page.getByRole('combobox', { name: 'License pool' }).fill('Figma Pre');
  await opened.page.keyboard.press('Enter');
  await gone.waitFor({ state: 'detached', ...PATIENT });
  expect(await savedInputs(opened, 'list-idle-seats')).toEqual({ pool: 'figma/premium' });
}, 120_000);

it('a smart value of an old rule stays until somebody chooses a pool', async () => {
  const opened = await openRuleWith('start-reclaim', '{{issue.pool}}');
  await opened.page.getByText('A smart value fills in the license pool.').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  expect(await savedInputs(opened, 'start-reclaim')).toEqual({ pool: '{{issue.pool}}' });
}, 120_000);

it('the form without inputs hands over that there are none, so that the rule can go on', async () => {
  const opened = await openRule('look-up-pool');
  const handed = opened.page.waitForRequest((request) => request.method() === 'PUT', PATIENT);
  await opened.go('/jira/settings/automation/check-approvals');
  expect((await handed).postDataJSON()).toEqual({});
  await opened.page.locator('button:enabled', { hasText: 'Next' }).waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 120_000);
