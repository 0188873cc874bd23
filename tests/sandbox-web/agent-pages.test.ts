import { HOUR } from '../../src/common/rules/time';
import type { Locator } from 'playwright-core';
import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { Gallery, paragraph } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.start();
});
afterAll(() => gallery.stop());

const QUEUES = '/jira/servicedesk/projects/PRB/queues';

/** A request whose approval is open, asked of these people. */
async function waitingFor(...approvers: string[]): Promise<string> {
  const issueKey = await gallery.raise('sam', 'Needs a yes');
  const fields = { customfield_10001: approvers.map((accountId) => ({ accountId })) };
  await gallery.rest('agent', 'PUT', `/rest/api/3/issue/${issueKey}`, { fields });
  await gallery.rest('agent', 'POST', `/rest/api/3/issue/${issueKey}/transitions`, {
    transition: { id: '11' },
  });
  return issueKey;
}

describe('queues', () => {
  it('show the issues of the first queue, and new ones as they come', async () => {
    const first = await gallery.raise('sam', 'First in the queue');
    const opened = await browser.open(gallery.url, QUEUES, { as: 'agent' });
    await opened.page.getByRole('link', { name: first, exact: true }).waitFor();
    expect(new URL(opened.page.url()).pathname).toBe(`${QUEUES}/1`);
    const second = await gallery.raise('alex', 'Second in the queue');
    await opened.page.getByRole('link', { name: second, exact: true }).waitFor();
    expect(await opened.page.getByRole('row', { name: /Second in the queue/ }).innerText()).toMatch(/Alex/);
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('are closed to everybody but agents, in words', async () => {
    const opened = await browser.open(gallery.url, QUEUES, { as: 'sam' });
    await opened.page.getByRole('heading', { name: "You don't have access to these queues" }).waitFor();
    await opened.page.getByText('Only agents of the service desk may see its queues.').waitFor();
  });

  it('say that nobody is signed in', async () => {
    const { page } = await browser.open(gallery.url, QUEUES);
    await page.getByText('Nobody is signed in.').waitFor();
  });
});

describe('an issue', () => {
  it('hides an app’s panel until an agent adds it under Apps', async () => {
    const { panelPins } = gallery.site.jsm;
    const pins = panelPins.splice(0);
    const issueKey = await gallery.raise('sam', 'Has no panel yet');
    const opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Apps' }).waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
    await page.getByRole('button', { name: 'Apps' }).click();
    expect(await page.getByRole('region', { name: 'Gallery' }).count()).toBe(0);
    await page.getByRole('menuitem', { name: 'Gallery' }).click();
    await page.getByRole('region', { name: 'Gallery' }).waitFor();
    expect(await page.getByRole('button', { name: 'Apps' }).count()).toBe(0);
    panelPins.push(...pins);
  });

  it('shows its fields, its approvals and its SLA', async () => {
    const issueKey = await waitingFor('alex');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    const details = page.getByRole('region', { name: 'Details' });
    await details.waitFor();
    expect(await details.innerText()).toMatch(/Requester\s+Sam/);
    expect(await details.innerText()).toMatch(/Approvers\s+Alex/);
    expect(await page.getByRole('region', { name: 'Approvals' }).innerText()).toMatch(/Alex\s+Pending/);
    expect(await page.getByRole('region', { name: 'SLAs' }).innerText()).toMatch(
      /Time to done\s+within 4 h\s+Paused/,
    );
  });

  it('lets an agent edit a text in place', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    await page.getByRole('heading', { name: 'Bridge', exact: true }).waitFor();
    await page.getByRole('button', { name: /^Application/ }).press('Enter');
    await page.locator('.details input:focus').fill('Figma');
    await page.locator('.details input').press('Enter');
    await page.locator('.details').getByText('Figma', { exact: true }).waitFor();
    await eventually(async () => gallery.site.jsm.issue(issueKey)?.values.get('customfield_10004'), 'Figma');
  });

  it('takes only numbers where the field is one', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    const value = async (): Promise<unknown> =>
      gallery.site.jsm.issue(issueKey)?.values.get('customfield_10005');
    await page.getByRole('heading', { name: 'Bridge', exact: true }).waitFor();
    await page.getByRole('button', { name: /^Duration in days/ }).press('Enter');
    await page.locator('.details input:focus').fill('soon');
    await page.locator('.details input').press('Enter');
    await page.getByText('Enter a number').waitFor();
    await page.locator('.details input').fill('30');
    await page.locator('.details input').press('Enter');
    await eventually(value, 30);
  });

  it('follows a transition of its menu', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('menuitem', { name: /Ask/ }).click();
    await page.getByRole('button', { name: 'Waiting', exact: true }).waitFor();
  });

  it('shows the words of the validator that refuses a transition', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('menuitem', { name: /Finish/ }).click();
    const flag = page.getByRole('alert').filter({ hasText: '“Finish” did not go through' });
    await flag.waitFor();
    expect(await flag.innerText()).toContain('Nobody has approved this.');
    await page.getByRole('button', { name: 'Open', exact: true }).waitFor();
  });

  it('tells internal notes and public replies apart, in both orders', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    await page.getByRole('button', { name: 'Add internal note' }).click();
    await page.getByRole('textbox', { name: 'Internal note' }).fill('Looks fine.\nCheck the pool.');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByText('Looks fine.').waitFor();
    await page.getByRole('button', { name: 'Reply to customer' }).click();
    await page.getByRole('textbox', { name: 'Reply to the customer' }).fill('On its way');
    await page.getByRole('button', { name: 'Send reply' }).click();
    const comments = page.locator('.comments > li');
    await eventually(() => comments.count(), 2);
    expect(await comments.allInnerTexts()).toEqual([
      expect.stringMatching(/Public[^]*On its way/),
      expect.stringMatching(/Internal[^]*Looks fine\.[^]*Check the pool\./),
    ]);
    await page.getByRole('button', { name: 'Show oldest first' }).click();
    expect(await comments.first().innerText()).toContain('Looks fine.');
    const stored = gallery.site.jsm.issue(issueKey)?.comments.map((comment) => comment.public);
    expect(stored).toEqual([false, true]);
  });

  it('appears anew when somebody else changes it', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    await page.getByText('No comments yet').waitFor();
    await gallery.comment('viewer', issueKey, paragraph({ type: 'text', text: 'From elsewhere' }));
    await page.getByText('From elsewhere').waitFor();
  });

  it('is not there for those who may not browse the project', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'outsider' });
    await page.getByRole('heading', { name: "You don't have access to this issue" }).waitFor();
  });

  it('can be read but not edited by a viewer', async () => {
    const issueKey = await gallery.raise('sam');
    const { page } = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'viewer' });
    await page.getByRole('region', { name: 'Details' }).waitFor();
    expect(await page.locator('.issue-status button').count()).toBe(0);
    expect(await page.locator('.details button').count()).toBe(0);
  });

  it('offers a second try when it could not be loaded', async () => {
    const issueKey = await gallery.raise('sam', 'Second try');
    const opened = await browser.open(gallery.url, '/', { as: 'agent' });
    const broken = (url: URL): boolean => url.pathname === '/rest/api/3/field';
    await opened.page.route(broken, (route) =>
      route.fulfill({ status: 500, body: '{"message":"out of order"}' }),
    );
    await opened.go(`/browse/${issueKey}`);
    await opened.page.getByText('out of order').waitFor();
    await opened.page.unroute(broken);
    await opened.page.getByRole('button', { name: 'Retry' }).click();
    await opened.page.getByRole('heading', { name: 'Second try' }).waitFor();
  });
});

describe('a dashboard', () => {
  it('refreshes one gadget, and asks an unconfigured one for its configuration', async () => {
    const { page } = await browser.open(gallery.url, '/jira/dashboards/1', { as: 'viewer' });
    await page.getByText('{"days":7} refreshed 0 times').waitFor();
    await page.getByText('Entry point edit').waitFor();
    await page.getByRole('button', { name: 'Refresh Counter' }).first().click();
    await page.getByText('{"days":7} refreshed 1 times').waitFor();
  });

  it('saves what the edit view submits and returns to the gadget', async () => {
    const opened = await browser.open(gallery.url, '/jira/dashboards/1', { as: 'viewer' });
    const { page } = opened;
    await page.getByText('{"days":7}').waitFor();
    const gadget = page.getByRole('region', { name: 'Counter' }).first();
    await gadget.getByRole('button', { name: 'Edit Counter' }).click();
    await gadget.getByText('Entry point edit').waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
    await gadget.getByRole('button', { name: 'Save thirty days' }).click();
    await gadget.getByText('{"days":30} refreshed 0 times').waitFor();
    await gadget.getByRole('button', { name: 'Edit Counter' }).click();
    await gadget.getByRole('button', { name: 'Leave' }).click();
    await gadget.getByText('{"days":30} refreshed 0 times').waitFor();
    expect(gallery.site.jsm.dashboards.get('1')?.gadgets[0]?.configuration).toEqual({ days: 30 });
  });

  it('is not for customers', async () => {
    const { page } = await browser.open(gallery.url, '/jira/dashboards/1', { as: 'sam' });
    await page.getByRole('heading', { name: "You don't have access to this dashboard" }).waitFor();
  });
});

describe('a dashboard of widgets', () => {
  const openMeter = async (): Promise<{ opened: OpenPage; meter: Locator }> => {
    const opened = await browser.open(gallery.url, '/jira/dashboards/4', { as: 'viewer' });
    const meter = opened.page.getByRole('region', { name: 'Meter' }).first();
    await meter.getByText('dashboards:widget').waitFor();
    return { opened, meter };
  };
  const edit = async (meter: Locator): Promise<void> => {
    await meter.getByRole('button', { name: 'Edit Meter' }).click();
    await meter.getByText('Entry point edit').waitFor();
  };
  const save = (meter: Locator): Promise<void> => meter.getByRole('button', { name: 'Save widget' }).click();
  const stored = (): unknown => gallery.site.jsm.dashboards.get('4')?.gadgets[0]?.configuration;

  it('tells a widget its configuration, its place and its room', async () => {
    const { opened, meter } = await openMeter();
    const text = await meter.getByText('dashboards:widget').innerText();
    expect(JSON.parse(text)).toEqual({
      type: 'dashboards:widget',
      where: { dashboardId: '4', widgetId: '41' },
      config: { days: 7 },
      layout: { width: 368, height: 320, rowSpan: 'medium', columnSpan: 4 },
    });
    // one that was never set up asks first
    await opened.page.getByText('Entry point edit').waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('saves nothing by itself, and what the app answers to its Save button', async () => {
    const { meter } = await openMeter();
    await edit(meter);
    await meter.getByRole('button', { name: 'Say thirty days' }).click();
    await meter.getByText('"config":{"days":30}').waitFor();
    expect(stored()).toEqual({ days: 7 });
    await save(meter);
    await meter.getByText('Entry point edit').waitFor({ state: 'detached' });
    expect(stored()).toEqual({ days: 7 });

    await edit(meter);
    await meter.getByRole('button', { name: 'Say thirty days' }).click();
    await meter.getByRole('button', { name: 'Keep nothing' }).click();
    await save(meter);
    await meter.getByText('Entry point edit').waitFor({ state: 'detached' });
    expect(stored()).toEqual({ days: 7 });

    await edit(meter);
    await meter.getByRole('button', { name: 'Say thirty days' }).click();
    await meter.getByRole('button', { name: 'Keep what is said' }).click();
    await save(meter);
    await meter.getByText('"config":{"days":30,"kept":true}').waitFor();
    expect(stored()).toEqual({ days: 30, kept: true });
  });

  it('tells the app what was saved, and where', async () => {
    const { opened, meter } = await openMeter();
    const second = opened.page.getByRole('region', { name: 'Meter' }).nth(1);
    await edit(meter);
    await meter.getByRole('button', { name: 'Say thirty days' }).click();
    await meter.getByRole('button', { name: 'Keep what is said' }).click();
    await save(meter);
    await second.getByText('{"config":{"days":30,"kept":true},"widgetId":"41","dashboardId":"4"}').waitFor();
  });

  it('stays open and says why when the app refuses, and tells the app', async () => {
    const { opened, meter } = await openMeter();
    const before = stored();
    await edit(meter);
    await meter.getByRole('button', { name: 'Refuse' }).click();
    await save(meter);
    await meter.getByText('Failure Thirty days are too many (true)').waitFor();
    await meter.getByText('The widget was not saved').waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
    expect(stored()).toEqual(before);
    await meter.getByRole('button', { name: 'Cancel' }).click();
    await meter.getByText('Entry point edit').waitFor({ state: 'detached' });
  });

  it('gives an editor to the edit view of a widget alone', async () => {
    const { opened } = await openMeter();
    expect(
      await opened.page
        .locator('iframe[title^="widget "]')
        .first()
        .contentFrame()
        .locator('html')
        .evaluate(`__bridge.callBridge('getWidgetEditApi').catch((error) => error.message)`),
    ).toBe('Only the edit view of a widget has an editor.');
  });
});

describe('the admin page', () => {
  it('gives the app a history with links of its own', async () => {
    const { page } = await browser.open(gallery.url, '/jira/settings/apps/admin-page', { as: 'admin' });
    await page.getByText('At /', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open the pool' }).click();
    await page.getByText('At /pools/figma').waitFor();
    expect(new URL(page.url()).pathname).toBe('/jira/settings/apps/admin-page/pools/figma');
    await page.goBack();
    await page.getByText('At /', { exact: true }).waitFor();
    await page.goto(`${gallery.url}/jira/settings/apps/admin-page/pools/figma`);
    await page.getByText('At /pools/figma').waitFor();
  });

  it('is for administrators only', async () => {
    const { page } = await browser.open(gallery.url, '/jira/settings/apps/admin-page', { as: 'agent' });
    await page.getByText('Only Jira administrators see this page').waitFor();
  });
});

describe('a project page', () => {
  const PROJECT_PAGE = '/jira/servicedesk/projects/PRB/apps/project';

  it('is in the bar at the top, and gives the app a history with links of its own', async () => {
    const { page } = await browser.open(gallery.url, QUEUES, { as: 'agent' });
    await page.getByRole('navigation', { name: 'Product' }).getByText('Gallery of a project').click();
    await page.getByText('At /', { exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(PROJECT_PAGE);
    await page.getByRole('button', { name: 'Open the pool' }).click();
    await page.getByText('At /pools/figma').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${PROJECT_PAGE}/pools/figma`);
  });

  it('is for people who may browse the project', async () => {
    const { page } = await browser.open(gallery.url, PROJECT_PAGE, { as: 'sam' });
    await page.getByText(/is not open to customer accounts/).waitFor();
    const asOutsider = await browser.open(gallery.url, '/jira/servicedesk/projects/NONE/apps/project', {
      as: 'agent',
    });
    await asOutsider.page.getByText('There is no such page').waitFor();
  });
});

describe('the bar at the top', () => {
  it('switches the person, and the page with it', async () => {
    const { page } = await browser.open(gallery.url, QUEUES, { as: 'sam' });
    await page.getByRole('heading', { name: "You don't have access to these queues" }).waitFor();
    await page.getByRole('button', { name: 'Acting as Sam, Customer. Switch person' }).click();
    await page.keyboard.type('agent');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Acting as Agent, Agent. Switch person' }).waitFor();
    await page.getByRole('navigation', { name: 'Queues' }).waitFor();
  });

  it('moves time forward', async () => {
    const before = gallery.sandbox.clock.now();
    const { page } = await browser.open(gallery.url, '/', { as: 'agent' });
    await page.getByRole('button', { name: /Sandbox time Mon 23 Nov, 09:00 UTC/ }).click();
    await page.getByRole('menuitem', { name: '+1 hour' }).click();
    await page.getByRole('button', { name: /Sandbox time Mon 23 Nov, 10:00 UTC/ }).waitFor();
    expect(gallery.sandbox.clock.now()).toBe(before + HOUR);
    await page.getByRole('button', { name: /Sandbox time/ }).click();
    await page.getByRole('menuitem', { name: 'Next Monday 09:00' }).click();
    await page.getByRole('button', { name: /Sandbox time Mon 30 Nov, 09:00 UTC/ }).waitFor();
  });

  it('switches faults on from a seed and off again, by keyboard, and says how often each happens', async () => {
    const opened = await browser.open(gallery.url, '/', { as: 'agent' });
    const { page } = opened;
    await page.getByRole('button', { name: 'Invocations' }).click();
    const faults = page.getByRole('region', { name: 'Faults' });
    await faults.getByLabel('Seed').fill('');
    expect(await faults.getByLabel('Faults').isDisabled()).toBe(true);
    await faults.getByLabel('Seed').fill('42');
    await faults.getByLabel('Faults').press('Space');
    await faults.getByText('Seed 42').waitFor();
    expect(gallery.sandbox.host.faults?.plan.seed).toBe(42);
    await faults.locator('summary').press('Enter');
    expect(await faults.getByText('duplicate').locator('..').innerText()).toMatch(/duplicate\s+20 %/);
    await faults.hover();
    expect(await opened.accessibilityViolations()).toEqual([]);
    await faults.getByLabel('Faults').press('Space');
    await faults.getByText('Off').waitFor();
    expect(gallery.sandbox.host.faults).toBeUndefined();
  });

  it('lists the app’s invocations as they happen, with what they called', async () => {
    const issueKey = await gallery.raise('sam');
    const opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
    const { page } = opened;
    await page.getByRole('heading', { name: 'Bridge', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Invocations' }).click();
    const drawer = page.getByRole('complementary', { name: 'Invocations' });
    await page.getByRole('button', { name: 'Fail', exact: true }).click();
    const failed = drawer.getByRole('listitem').filter({ hasText: 'gallery: fail' });
    await failed.waitFor();
    expect(await failed.innerText()).toMatch(/Error[^]*Agent[^]*REST 0 · SQL 0 · KVS 0 · 0 points/);
    await failed.locator('summary').click();
    await failed.getByText('The function failed').waitFor();
    expect(await opened.accessibilityViolations()).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('leads everywhere from a narrow window too', async () => {
    const opened = await browser.open(gallery.url, '/', { as: 'agent', width: 320, height: 640 });
    await opened.page.getByRole('button', { name: 'Go to' }).click();
    await opened.page.getByRole('menuitem', { name: 'Queues' }).click();
    await opened.page.getByRole('navigation', { name: 'Queues' }).waitFor();
    expect(await opened.overflow()).toBe(0);
  });
});

describe('an address that leads nowhere', () => {
  it('says so', async () => {
    const { page } = await browser.open(gallery.url, '/jira/boards/1', { as: 'agent' });
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  });
});
