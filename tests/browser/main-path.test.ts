import type { Company } from '../../sandbox/company/company';
import { BrowserForTests, type OpenPage } from '../support/browser';
import { ServedWorld } from '../support/served-world';

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
}, 120_000);
afterAll(() => served.stop());

const openAs = (role: keyof Company['roles'], path: string): Promise<OpenPage> =>
  browser.open(served.url, path, { as: served.world.company.roles[role] });

const PATIENT = { timeout: 15_000 };

it('a request goes from the portal to a fulfilled ticket: asked, blocked, approved by two, fulfilled', async () => {
  const sam = await openAs('newHire', '/servicedesk/customer/portal/1/create/10');
  const create = sam.surface('portal-create');
  await sam.page.getByLabel('Summary').fill('Figma Premium for the design system');
  await create.getByLabel('What do you need?').click();
  await sam.page.getByText('Figma: Design and prototyping').click();
  await create.getByLabel(/^Premium: Edit, libraries, branching · €45\.00 a month · seat available$/).check();
  expect(await sam.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await create.getByLabel('Why do you need it?').fill('Lead of the design system');
  await create.getByText('Approvers', { exact: true }).waitFor(PATIENT);
  expect(await create.innerText()).toMatch(/Approvers\s+Manager\s+Application owner/i);
  expect(await sam.accessibilityViolations()).toEqual([]);
  await sam.page.getByRole('button', { name: 'Send' }).click();
  await sam.page.waitForURL('**/servicedesk/customer/portal/1/IT-1');

  const agent = await openAs('agent', '/browse/IT-1');
  const panel = agent.surface('issue-panel');
  await panel
    .getByText(/Waiting for Priya Nair \(manager\) and Leo Brandt \(application owner\)/)
    .waitFor(PATIENT);
  expect(await panel.getByRole('button', { name: 'Fulfill and notify Sam Rivera' }).isDisabled()).toBe(true);
  expect(await agent.accessibilityViolations()).toEqual([]);
  await agent.page.getByRole('button', { name: /^Waiting for approval/ }).click();
  await agent.page.getByRole('menuitem', { name: /Fulfill/ }).click();
  await agent.page.getByText('Figma Premium needs approval first.').last().waitFor(PATIENT);
  expect(served.world.statusOf('IT-1')).toBe('Waiting for approval');

  for (const role of ['manager', 'owner'] as const) {
    const approver = await openAs(role, '/servicedesk/customer/portal/1/IT-1');
    await approver.page.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached', ...PATIENT });
  }

  await panel.getByText('Ready to fulfill').waitFor(PATIENT);
  await panel.getByRole('button', { name: 'Fulfill and notify Sam Rivera' }).click();
  await panel.getByText('Fulfilled', { exact: true }).first().waitFor(PATIENT);
  await panel.getByText(/^SK-[0-9A-F]{12}$/).waitFor(PATIENT);
  await agent.page.getByText('Figma Premium is ready for').waitFor(PATIENT);
  expect(await agent.accessibilityViolations()).toEqual([]);

  const again = await openAs('newHire', '/servicedesk/customer/portal/1/IT-1');
  await again.surface('portal-request').getByText('You have access, with no end date.').waitFor(PATIENT);
  expect(await again.accessibilityViolations()).toEqual([]);
}, 120_000);

it('a lead sets up a gadget and sees the figure with the tickets behind it', async () => {
  const lead = await openAs('lead', '/jira/dashboards/10000');
  await lead.page.getByText('SLA adherence').first().waitFor(PATIENT);
  await lead.page.getByText('1 of 1 fulfillment within the goal.').waitFor(PATIENT);
  await lead.page.getByText('0 of 1 fulfillment reopened later.').waitFor(PATIENT);
  expect(await lead.accessibilityViolations()).toEqual([]);

  await lead.page
    .getByRole('button', { name: /^(Edit|Configure)/ })
    .first()
    .click();
  await lead.page.getByLabel('Target', { exact: true }).fill('140');
  await lead.page.getByRole('button', { name: 'Save' }).click();
  await lead.page.getByText('Enter a target from 0 to 100, or leave it empty.').waitFor(PATIENT);
  await lead.page.getByLabel('Target', { exact: true }).fill('90');
  expect(await lead.accessibilityViolations()).toEqual([]);
  await lead.page.getByRole('button', { name: 'Save' }).click();
  await lead.page.getByText(/target at least 90%/).waitFor(PATIENT);
}, 60_000);

it('an administrator looks at a dry run and applies it', async () => {
  const admin = await openAs('administrator', '/jira/settings/apps/admin-page');
  await admin.page
    .getByText('1 of 1 service project set up · 3 applications with 158 seats · 40 people')
    .waitFor(PATIENT);
  await admin.page.getByRole('tab', { name: 'Catalog and policy' }).click();
  const document = {
    format: 'seatkeeper-catalog',
    applications: [
      { key: 'notion', name: 'Notion', tiers: [{ key: 'standard', name: 'Standard', seats: 85 }] },
    ],
  };
  await admin.page.getByLabel('Catalog (JSON or CSV)').fill('{"format":"something else"}');
  await admin.page.getByRole('button', { name: 'Dry run' }).click();
  await admin.page.getByText('This can’t be imported').waitFor(PATIENT);
  expect(await admin.accessibilityViolations()).toEqual([]);
  await admin.page.getByLabel('Catalog (JSON or CSV)').fill(JSON.stringify(document));
  await admin.page.getByRole('button', { name: 'Dry run' }).click();
  await admin.page.getByText('Notion Standard').waitFor(PATIENT);
  expect(await admin.accessibilityViolations()).toEqual([]);
  await admin.page.getByRole('button', { name: 'Send for approval' }).click();
  await admin.page.getByText(/^This change decides who gets access/).waitFor(PATIENT);
  await admin.page.getByText('Waiting for a second admin').waitFor(PATIENT);
  await admin.page.getByText(/Project admins approve it on the project’s Seatkeeper page/).waitFor(PATIENT);
  const link = admin.page.getByRole('link', { name: 'Link to the Seatkeeper page of IT' });
  const console_ = new URL((await link.getAttribute('href')) ?? '').pathname;
  expect(await admin.accessibilityViolations()).toEqual([]);
  const second = await openAs('lead', console_);
  await second.page.getByText('Waiting for a second admin').waitFor(PATIENT);
  await second.page.getByRole('tab', { name: 'Pools' }).click();
  await second.page.getByText('1 change waits for a second admin.').waitFor(PATIENT);
  expect(await second.accessibilityViolations()).toEqual([]);
  await second.page.getByRole('button', { name: 'Review change' }).click();
  await second.page.getByText('Waiting for a second admin').waitFor(PATIENT);
  expect(await second.page.getByRole('button', { name: 'Notion' }).count()).toBe(0);
  expect(await second.accessibilityViolations()).toEqual([]);
  await second.page.getByRole('button', { name: 'Decline change' }).click();
  await second.page.getByText('Enter a reason to decline this change.').waitFor(PATIENT);
  expect(await second.accessibilityViolations()).toEqual([]);
  await second.page.getByRole('button', { name: 'Approve change' }).click();
  await second.page.getByText('The change was approved and applied.').waitFor(PATIENT);
  await second.page.getByText('Waiting for a second admin').waitFor({ state: 'hidden', ...PATIENT });
  await second.page.getByRole('button', { name: 'Notion' }).waitFor(PATIENT);
  expect(await second.accessibilityViolations()).toEqual([]);
  await admin.page.reload();
  await admin.page.getByText(/4 applications with 243 seats/).waitFor(PATIENT);
  await admin.page.getByRole('tab', { name: 'Projects' }).click();
  await admin.page.getByRole('button', { name: 'Change IT' }).click();
  await admin.page.getByLabel('SLA for time to fulfill').waitFor(PATIENT);
  expect(await admin.accessibilityViolations()).toEqual([]);
  await admin.page.getByRole('button', { name: 'Save' }).click();
  await admin.page.getByRole('button', { name: 'Change IT' }).waitFor(PATIENT);
}, 60_000);

it('an administrator changes a rule in the console, and the lead approves it', async () => {
  const path = '/jira/servicedesk/projects/IT/apps/console';
  const admin = await openAs('administrator', path);
  await admin.page.getByRole('tab', { name: 'Policy' }).click();
  await admin.page.getByText(/^Version 1 is in force/).waitFor(PATIENT);
  await admin.page.getByLabel('Requester’s email address').fill('ana.ruiz@acme.example');
  await admin.page.getByLabel('Application', { exact: true }).fill('Slack');
  await admin.page.getByLabel('Tier', { exact: true }).fill('Standard');
  await admin.page.getByRole('button', { name: 'Test policy' }).click();
  await admin.page.getByText('No approval is needed').waitFor(PATIENT);
  await admin.page.getByLabel('Application', { exact: true }).fill('Figma');
  await admin.page.getByText('No approval is needed').waitFor({ state: 'hidden', ...PATIENT });
  const rule = admin.page.getByRole('group', { name: 'Rule everybody-gets-slack' });
  await rule.getByRole('button', { name: 'Edit' }).click();
  await admin.page.getByLabel('Description for requesters').fill('');
  await admin.page.getByRole('button', { name: 'Save to draft' }).click();
  await admin.page.getByText('Enter a sentence of up to 300 characters.').waitFor(PATIENT);
  expect(await admin.accessibilityViolations()).toEqual([]);
  await admin.page.getByLabel('Description for requesters').fill('Slack is for everybody.');
  await admin.page.getByRole('button', { name: 'Save to draft' }).click();
  await admin.page.getByText('Draft version 2', { exact: true }).waitFor(PATIENT);
  await admin.page.getByText(/→ “Slack is for everybody.”/).waitFor(PATIENT);
  await admin.page.getByRole('button', { name: 'Test draft on the last 90 days' }).click();
  await admin.page
    .getByText(/from the last 90 days/)
    .last()
    .waitFor(PATIENT);
  await admin.page.getByRole('button', { name: 'Propose draft for approval' }).click();
  await admin.page.getByRole('button', { name: 'Propose draft', exact: true }).click();
  await admin.page.getByText('You worked on this draft').waitFor(PATIENT);
  expect(await admin.accessibilityViolations()).toEqual([]);

  const lead = await openAs('lead', path);
  await lead.page.getByRole('tab', { name: 'Policy' }).click();
  await lead.page.getByRole('button', { name: 'Approve draft', exact: true }).click();
  await lead.page.getByLabel('Later').check();
  await lead.page.getByLabel('Date', { exact: true }).waitFor(PATIENT);
  expect(await lead.accessibilityViolations()).toEqual([]);
  await lead.page.getByLabel('Immediately').check();
  await lead.page.getByRole('button', { name: 'Approve draft', exact: true }).last().click();
  await lead.page.getByText(/^Version 2 is in force/).waitFor(PATIENT);
  expect(await lead.accessibilityViolations()).toEqual([]);
}, 60_000);

it('the applications are searched, looked at one by one and exported, and a faulty table is refused by line', async () => {
  const opened = await openAs('administrator', '/jira/servicedesk/projects/IT/apps/console');
  const { page } = opened;
  await page.getByLabel('Search').fill('whiteboards');
  await page.getByText(/^1 of /).waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Miro' }).click();
  await page.getByText('Access by department and job').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'All applications' }).click();
  await page.getByRole('button', { name: 'Export applications as CSV' }).click();
  await page.getByText('Importing it again changes nothing.').waitFor(PATIENT);
  const text = page.getByRole('textbox', { name: 'Text to copy' });
  await text.press('Control+a');
  const csv = await text.inputValue();
  expect(csv).toContain('Miro');
  expect(await page.evaluate(() => String(getSelection()))).toBe(csv);
  await page.getByRole('button', { name: 'Create download link' }).click();
  const file = page.getByRole('link', { name: 'Download file' });
  await file.waitFor(PATIENT);
  expect(await (await fetch((await file.getAttribute('href')) ?? '')).text()).toBe(
    csv.replaceAll('\n', '\r\n'),
  );
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Import catalog' }).click();
  await page.getByLabel('Catalog (JSON or CSV)').fill('application,applicationName\na,A');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Line 1: The column “tier” is missing').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 60_000);

it('idle seats are looked for before anybody is asked', async () => {
  const opened = await openAs('administrator', '/jira/servicedesk/projects/IT/apps/console');
  const { page } = opened;
  await page.getByRole('tab', { name: 'Reclaim' }).click();
  await page.getByText('No open cases. Preview a run to find idle seats.').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Take back seats' }).click();
  await page.getByRole('button', { name: 'Preview run' }).click();
  await page
    .getByText(/: no usage data$/)
    .first()
    .waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Rules and exclusions' }).click();
  await page.getByText('No exclusions yet.').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 60_000);

it('a pool is found, its seats are blocked and exported, and a list of who uses what is tried and applied', async () => {
  const opened = await openAs('administrator', '/jira/servicedesk/projects/IT/apps/console');
  const { page } = opened;
  await page.getByRole('tab', { name: 'Pools' }).click();
  await page.getByRole('tabpanel', { name: 'Pools' }).getByLabel('Search').fill('miro');
  await page.getByText('1 matching pool').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Miro Standard' }).click();
  await page.getByText('0 of 12 seats taken').waitFor(PATIENT);
  await page.getByRole('button', { name: 'Block', exact: true }).last().click();
  await page.getByLabel(/^Reason/).waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByLabel(/^Reason/).fill('In dispute with the vendor');
  await page.getByRole('button', { name: 'Block seat' }).click();
  await page.getByText('1 of 12 seats taken').waitFor(PATIENT);
  await page.getByRole('button', { name: 'Export 12 seats as CSV' }).click();
  await page.getByText('Miro Standard as CSV: 12 seats').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'All pools' }).click();
  await page.getByRole('button', { name: 'Import users and last activity' }).click();
  await page
    .getByLabel('Users, licenses, and last activity (CSV)')
    .fill(
      'User,App,Plan,Last login\nsam@elsewhere.example,Miro,Standard,never\nx@elsewhere.example,Nothing,Pro,never',
    );
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByLabel(/^Source/).fill('SSO');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('The catalog has no application “Nothing”').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
  await page.getByRole('button', { name: 'Apply changes' }).click();
  await page.getByText(/^The SSO list was imported\. 1 seat was added to the record/).waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 60_000);

const PANELS = [
  ['issue-panel', 'agent', '/browse/IT-1'],
  ['portal-request', 'newHire', '/servicedesk/customer/portal/1/IT-1'],
  ['portal-create', 'newHire', '/servicedesk/customer/portal/1/create/10'],
  ['lead-gadget', 'lead', '/jira/dashboards/10000'],
  ['lead-widget', 'lead', '/jira/dashboards/10100'],
  ['console', 'administrator', '/jira/servicedesk/projects/IT/apps/console'],
  ['admin-page', 'administrator', '/jira/settings/apps/admin-page'],
] as const;

it.each(PANELS)(
  '%s fits 320 pixels, and a window of 1280 at 200%%',
  async (surface, role, path) => {
    for (const width of [320, 1280 / 2]) {
      const as = served.world.company.roles[role];
      const opened = await browser.open(served.url, path, { as, width });
      await opened.surface(surface).getByText(/\w/).first().waitFor(PATIENT);
      await opened
        .surface(surface)
        .getByTestId('loading')
        .first()
        .waitFor({ state: 'detached', ...PATIENT });
      expect({ width, overflow: await opened.overflow() }).toEqual({ width, overflow: 0 });
      expect({ width, tooWide: await opened.tooWide(surface) }).toEqual({ width, tooWide: [] });
    }
  },
  60_000,
);
