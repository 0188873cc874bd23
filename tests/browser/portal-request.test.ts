import { BrowserForTests } from '../support/browser';
import { FIGMA_PREMIUM, fulfill, MIRO_STANDARD, raise, SLACK_STANDARD } from '../support/requests';
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
