import { HOUR } from '../../src/common/rules/time';
import type { Locator } from 'playwright-core';
import { BrowserForTests, type OpenPage } from '../support/browser';
import { recordFacts, recordSnapshot } from '../support/kpi-facts';
import { ServedWorld } from '../support/served-world';

const PATIENT = { timeout: 15_000 };

const browser = BrowserForTests.forThisFile();
let served: ServedWorld;

beforeAll(async () => {
  served = await ServedWorld.start();
  const { world } = served;
  const at = world.now() - HOUR;
  await recordFacts(world, [
    { ticket: 1, kind: 'fulfilled', at, application: 'figma', department: 'Design' },
    { ticket: 2, kind: 'fulfilled', at, application: 'figma', department: 'Sales', breached: true },
    { ticket: 3, kind: 'fulfilled', at, application: 'slack', department: 'Sales' },
  ]);
  const day = new Date(at).toISOString().slice(0, 10);
  await recordSnapshot(world, 'figma/premium', day, { purchased: 9, allocated: 9, inactive: 2, price: 45 });
  await recordSnapshot(world, 'slack/standard', day, {
    ...{ purchased: 9, allocated: 9, inactive: 1, price: 100 },
    currency: 'USD',
  });
}, 120_000);
afterAll(() => served.stop());

const openDashboard = (id: string): Promise<OpenPage> =>
  browser.open(served.url, `/jira/dashboards/${id}`, { as: served.world.company.roles.lead });

const first = ({ page }: OpenPage, title = 'Access desk KPI'): Locator =>
  page.getByRole('region', { name: title }).first();

async function choose(within: Locator, label: string, option: string): Promise<void> {
  await within.getByLabel(label, { exact: true }).click();
  await within.page().getByRole('option', { name: option, exact: true }).click();
}

const stored = (dashboardId: string): unknown =>
  served.world.site.jsm.dashboards.get(dashboardId)?.gadgets[0]?.configuration;

it('what a lead saves in a widget’s settings is what the widget shows', async () => {
  const opened = await openDashboard('10100');
  const widget = first(opened);
  await widget.getByText('2 of 3 fulfillments within the goal.').waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);

  await widget.getByRole('button', { name: 'Edit Access desk KPI' }).click();
  await widget.getByLabel('Applications', { exact: true }).waitFor(PATIENT);
  await choose(widget, 'Applications', 'Figma');
  // the preview follows, and nothing is saved yet
  await widget.getByText('1 of 2 fulfillments within the goal.').waitFor(PATIENT);
  expect(stored('10100')).not.toHaveProperty('applications');
  await choose(widget, 'Departments', 'Design');
  await choose(widget, 'Period', 'Last 7 days');
  await widget.getByLabel('Target', { exact: true }).fill('90');
  expect(await opened.accessibilityViolations()).toEqual([]);
  await widget.getByRole('button', { name: 'Save widget' }).click();

  await widget.getByRole('button', { name: 'Save widget' }).waitFor({ state: 'detached', ...PATIENT });
  await widget.getByText('1 of 1 fulfillment within the goal.').waitFor(PATIENT);
  await widget.getByText('only Figma · only Design').waitFor(PATIENT);
  await widget
    .getByText(/target at least 90% · last 7 days · own target, Reports use at least 95%/)
    .waitFor(PATIENT);
  expect(stored('10100')).toEqual({
    projectId: '10000',
    measure: 'sla-adherence',
    days: 7,
    target: 90,
    applications: ['figma'],
    departments: ['Design'],
  });
  expect(await opened.accessibilityViolations()).toEqual([]);

  const again = first(await openDashboard('10100'));
  await again.getByText('only Figma · only Design').waitFor(PATIENT);
}, 120_000);

it('a target that is the KPI’s own is not kept a second time', async () => {
  const widget = first(await openDashboard('10100'));
  await widget.getByRole('button', { name: 'Edit Access desk KPI' }).click();
  await widget.getByLabel('Target', { exact: true }).fill('95');
  await widget.getByRole('button', { name: 'Save widget' }).click();
  await widget.getByText(/target at least 95% · last \d+ days$/).waitFor(PATIENT);
  expect(stored('10100')).toMatchObject({ measure: 'sla-adherence', target: null });
}, 60_000);

it('a widget’s settings that cannot be kept are not saved, and say why', async () => {
  const opened = await openDashboard('10100');
  const widget = first(opened);
  const before = stored('10100');
  await widget.getByRole('button', { name: 'Edit Access desk KPI' }).click();
  await widget.getByLabel('Target', { exact: true }).fill('140');
  await widget.getByRole('button', { name: 'Save widget' }).click();
  await widget.getByText('The widget was not saved').waitFor(PATIENT);
  await widget.getByText('Enter a target from 0 to 100, or leave it empty.').first().waitFor(PATIENT);
  expect(stored('10100')).toEqual(before);
  await widget.getByRole('button', { name: 'Cancel' }).click();
  await widget.getByRole('button', { name: 'Save widget' }).waitFor({ state: 'detached', ...PATIENT });
}, 60_000);

it('another measure empties a target of another unit and departments it knows nothing of, and keeps them otherwise', async () => {
  const opened = await openDashboard('10000');
  const gadget = first(opened, 'SLA adherence');
  await gadget.getByRole('button', { name: 'Edit SLA adherence' }).click();
  const target = gadget.getByLabel('Target', { exact: true });
  await target.fill('80');
  await choose(gadget, 'Departments', 'Sales');
  await choose(gadget, 'Measure', 'Reopen rate');
  await gadget.getByText('In percent. Leave empty to use the default: at most 3%.').waitFor(PATIENT);
  expect(await target.inputValue()).toBe('80');
  await choose(gadget, 'Measure', 'Inactive paid licenses');
  await gadget.getByText('License pools don’t belong to departments').waitFor(PATIENT);
  expect(await target.inputValue()).toBe('');
  expect(await opened.accessibilityViolations()).toEqual([]);
  await gadget.getByRole('button', { name: 'Save', exact: true }).click();
  await first(opened, 'Inactive paid licenses')
    .getByText('The inactive seats cost €1,080.00 a year and $1,200.00 a year.')
    .waitFor(PATIENT);
  expect(stored('10000')).toMatchObject({
    measure: 'inactive-paid-licenses',
    target: null,
    departments: [],
  });
}, 60_000);

it('a gadget is called by the measure that it is set up for, and keeps the name that somebody gave it', async () => {
  const opened = await openDashboard('10000');
  const { page } = opened;
  const gadget = served.world.site.jsm.dashboards.get('10000')?.gadgets[1];
  const edit = async (title: string, label: string, option: string): Promise<void> => {
    const region = page.getByRole('region', { name: title });
    await region.getByRole('button', { name: `Edit ${title}` }).click();
    await choose(region, label, option);
    await region.getByRole('button', { name: 'Save', exact: true }).click();
  };
  await edit('Reopen rate', 'Measure', 'License utilization');
  await page.getByRole('region', { name: 'License utilization' }).waitFor(PATIENT);
  expect(gadget?.title).toBe('License utilization');
  if (gadget) gadget.title = 'Are we buying too much?';
  await page.reload();
  await edit('Are we buying too much?', 'Period', 'Last 7 days');
  await page.getByText(/last 7 days/).waitFor(PATIENT);
  expect(gadget).toMatchObject({ title: 'Are we buying too much?', configuration: { days: 7 } });
}, 60_000);

it('a dashboard that is somebody else’s keeps its titles, and says so of none that is not there', async () => {
  const { world } = served;
  const path = '/rest/api/3/dashboard/10000/gadget/';
  const rename = (role: 'agent' | 'lead', id: string): Promise<unknown> =>
    world.as(role).ask('PUT', `${path}${id}`, { title: 'Mine' });
  for (const [role, id] of [
    ['agent', '10001'],
    ['lead', '99999'],
  ] as const)
    await expect(rename(role, id)).rejects.toThrow(`The dashboard gadget with id '${id}' does not exist.`);
}, 60_000);

it('the console says what inactive paid licenses cost', async () => {
  const opened = await browser.open(served.url, '/jira/servicedesk/projects/IT/apps/console', {
    as: served.world.company.roles.administrator,
  });
  await opened.page.getByRole('tab', { name: 'Reports' }).click();
  await opened.page.getByText('Inactive paid licenses').first().click();
  await opened.page
    .getByText('The inactive seats cost €1,080.00 a year and $1,200.00 a year.')
    .waitFor(PATIENT);
  expect(await opened.accessibilityViolations()).toEqual([]);
}, 60_000);
