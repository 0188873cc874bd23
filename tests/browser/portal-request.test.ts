import { BrowserForTests } from '../support/browser';
import {
  approveAll,
  FIGMA_PREMIUM,
  fulfill,
  MIRO_STANDARD,
  raise,
  SLACK_STANDARD,
} from '../support/requests';
import { ServedWorld } from '../support/served-world';

const PATIENT = { timeout: 15_000 };

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
}, 120_000);
afterAll(() => served.stop());

it('who can’t help it is not told that details are needed', async () => {
  const { world } = served;
  await fulfill(world, await raise(world, SLACK_STANDARD));
  const outsider = world.sandbox.host.installationOf(world.site).appAccountId;
  const [again, unknown, unsaid] = [
    await raise(world, { ...SLACK_STANDARD, justification: 'Once more' }),
    await raise(world, { ...MIRO_STANDARD, beneficiary: outsider }),
    await raise(world, { application: 'Miro', tier: 'Standard' }),
  ];
  for (const [key, word] of [
    [again, 'Can’t be requested'],
    [unknown, 'With your IT team'],
    [unsaid, 'Details needed'],
  ] as const) {
    const path = `/servicedesk/customer/portal/1/${key}`;
    const opened = await browser.open(served.url, path, { as: world.company.roles.newHire });
    await opened.surface('portal-request').getByText(word, { exact: true }).waitFor(PATIENT);
  }
});

it('an approver sees what they decide about, and what became of their own vote without a reload', async () => {
  const { world } = served;
  const key = await raise(world, { ...FIGMA_PREMIUM, justification: 'I publish the libraries' });
  const path = `/servicedesk/customer/portal/1/${key}`;
  const opened = await browser.open(served.url, path, { as: world.company.roles.owner });
  const panel = opened.surface('portal-request');
  await panel.getByText('Your decision is needed', { exact: true }).waitFor(PATIENT);
  for (const text of ['I publish the libraries', '€45.00 a month', 'No end date'])
    await panel.getByText(text, { exact: true }).waitFor(PATIENT);
  expect(await opened.page.getByText('Your access', { exact: true }).count()).toBe(0);
  await opened.page.getByRole('button', { name: 'Decline' }).click();
  await panel
    .getByText('Your decision is needed', { exact: true })
    .waitFor({ ...PATIENT, state: 'detached' });
  await panel.getByText('Declined', { exact: true }).first().waitFor({ timeout: 30_000 });
});

it('whoever asked is asked before they leave the queue, and reads what that means and what they can do', async () => {
  const { world } = served;
  await world.execute("UPDATE tier SET seats = 0 WHERE app_key = 'miro' AND tier_key = 'standard'");
  await world.execute("DELETE FROM seat WHERE pool_id = 'miro/standard'");
  const key = await raise(world, MIRO_STANDARD);
  const path = `/servicedesk/customer/portal/1/${key}`;
  const opened = await browser.open(served.url, path, { as: world.company.roles.newHire });
  const panel = opened.surface('portal-request');
  const approver = await browser.open(served.url, path, { as: world.company.roles.owner });
  const asked = approver.surface('portal-request');
  await asked
    .getByText(/0 of 0 in use\. Once approved, the request has to wait for a seat\./)
    .waitFor(PATIENT);
  await panel.getByText('Waiting for approval', { exact: true }).waitFor(PATIENT);
  await approveAll(world, key, ['owner']);
  // the page that is open sees it by itself, and by its button at once
  await panel.getByRole('button', { name: 'Refresh' }).click();
  await panel.getByText(/Position 1 of 1 in the queue/).waitFor({ timeout: 5_000 });
  await asked.getByText(/Position 1 of 1 in the queue/).waitFor(PATIENT);
  expect(await asked.getByRole('button', { name: 'Leave queue' }).count()).toBe(0);
  await panel.getByRole('button', { name: 'Leave queue' }).click();
  await panel.getByText(/If you rejoin later, you start at the end of the queue\./).waitFor(PATIENT);
  await panel.getByRole('button', { name: 'Stay in queue' }).click();
  await panel.getByText(/Position 1 of 1 in the queue/).waitFor(PATIENT);
  await panel.getByRole('button', { name: 'Leave queue' }).click();
  await panel.getByRole('button', { name: 'Leave queue' }).click();
  await panel.getByText(/so it gets no seat\. If you still need it, rejoin the queue\./).waitFor(PATIENT);
  await panel.getByText('Not in the queue, so no seat comes.', { exact: true }).waitFor(PATIENT);
  await panel.getByRole('button', { name: 'Rejoin queue' }).waitFor(PATIENT);
});

it('an approver who has voted can look again at once', async () => {
  const { world } = served;
  const key = await raise(world, FIGMA_PREMIUM);
  const path = `/servicedesk/customer/portal/1/${key}`;
  const opened = await browser.open(served.url, path, { as: world.company.roles.manager });
  const panel = opened.surface('portal-request');
  await panel.getByText('Your decision is needed', { exact: true }).waitFor(PATIENT);
  await opened.page.getByRole('button', { name: 'Approve' }).click();
  await panel.getByRole('button', { name: 'Refresh' }).click();
  await panel.getByText('This request is waiting for approval.').waitFor({ timeout: 5_000 });
});
