import type { Page } from 'playwright-core';
import { BrowserForTests, eventually } from '../support/browser';
import { Gallery } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.start();
});
afterAll(() => gallery.stop());

const PORTAL = '/servicedesk/customer/portal/1';
const QUEUES = '/jira/servicedesk/projects/PRB/queues';

const openAs = async (as: string, path: string): Promise<Page> =>
  (await browser.open(gallery.url, path, { as })).page;

/** What has the focus: its name for screen readers or its text, `nothing` when it was lost. */
const focused = (page: Page): Promise<unknown> =>
  page.evaluate(`(({ activeElement }) => activeElement === document.body ? 'nothing'
    : activeElement.getAttribute('aria-label') ?? activeElement.labels?.[0]?.textContent ?? activeElement.textContent)(document)`);

const ringOf = (page: Page): Promise<unknown> =>
  page.evaluate(`(({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none')(getComputedStyle(document.activeElement))`);

async function waitingFor(approver: string): Promise<string> {
  const issueKey = await gallery.raise('sam', 'Needs a yes');
  const fields = { customfield_10001: [{ accountId: approver }] };
  await gallery.rest('agent', 'PUT', `/rest/api/3/issue/${issueKey}`, { fields });
  const transition = { transition: { id: '11' } };
  await gallery.rest('agent', 'POST', `/rest/api/3/issue/${issueKey}/transitions`, transition);
  return issueKey;
}

describe('the keyboard', () => {
  it('reaches every control of a page in turn, and shows where it is', async () => {
    await gallery.raise('sam', 'In the queue');
    const page = await openAs('agent', QUEUES);
    await page.getByRole('link', { name: 'In the queue' }).waitFor();
    const controls = page
      .locator('header, nav, main')
      .locator('a[href]:visible, button:not([disabled]):visible');
    // and the link that skips to the content, which shows itself when it is reached
    const wanted = (await controls.count()) + 1;
    const reached = new Set<unknown>();
    const without: unknown[] = [];
    for (let step = 0; step < wanted + 1; step++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      if (name === 'nothing') break;
      reached.add(await page.evaluate('document.activeElement.outerHTML'));
      if (!(await ringOf(page))) without.push(name);
    }
    expect({ without, reached: reached.size }).toEqual({ without: [], reached: wanted });
  });

  it('skips to the content', async () => {
    const page = await openAs('agent', QUEUES);
    await page.getByRole('navigation', { name: 'Queues' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate('document.activeElement.id'), 'content');
  });
});

describe('the focus', () => {
  it.each([
    ['the drawer of invocations', 'Invocations', 'Invocations'],
    ['the choice of a time', /^Sandbox time/, /^Sandbox time/],
    ['the choice of a person', /^Acting as Agent/, /^Acting as Agent/],
  ])('goes back to the button when Escape closes %s', async (_what, button, expected) => {
    const page = await openAs('agent', '/');
    await page.getByRole('button', { name: button }).press('Enter');
    await eventually(
      () => page.getByRole('button', { name: button }).first().getAttribute('aria-expanded'),
      'true',
    );
    await page.keyboard.press('Escape');
    await eventually(() => focused(page), expect.stringMatching(expected));
  });

  it('goes back to the button when a note is saved or left', async () => {
    const issueKey = await gallery.raise('sam');
    const page = await openAs('agent', `/browse/${issueKey}`);
    const start = page.getByRole('button', { name: 'Add internal note' });
    await start.press('Enter');
    await page.getByRole('button', { name: 'Cancel', exact: true }).last().press('Enter');
    await eventually(() => focused(page), 'Add internal note');
    await start.press('Enter');
    await page.keyboard.type('Looks fine');
    await page.getByRole('button', { name: 'Save note' }).press('Enter');
    await page.locator('.comments').getByText('Looks fine').waitFor();
    await eventually(() => focused(page), 'Add internal note');
  });

  it('stays with the status of an issue that moves on', async () => {
    const issueKey = await gallery.raise('sam');
    const page = await openAs('agent', `/browse/${issueKey}`);
    await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: /Ask/ }).press('Enter');
    await page.getByRole('button', { name: 'Waiting', exact: true }).waitFor();
    await eventually(() => focused(page), 'Waiting');
  });

  it('comes to the content when a link leads to another page', async () => {
    const issueKey = await gallery.raise('sam', 'Linked');
    const page = await openAs('agent', QUEUES);
    await page.getByRole('link', { name: issueKey, exact: true }).press('Enter');
    await page.getByRole('heading', { name: 'Linked' }).waitFor();
    await eventually(() => page.evaluate('document.activeElement.id'), 'content');
  });

  it('stays near a button that is gone once it was pressed', async () => {
    const issueKey = await waitingFor('alex');
    const page = await openAs('alex', `${PORTAL}/${issueKey}`);
    await page.getByRole('button', { name: 'Approve' }).press('Enter');
    await page.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' });
    await eventually(() => page.evaluate('Boolean(document.activeElement.closest("main"))'), true);
  });

  it('is in the box again when a reply was sent', async () => {
    const issueKey = await gallery.raise('sam');
    const page = await openAs('sam', `${PORTAL}/${issueKey}`);
    await page.getByLabel('Reply').fill('Any news?');
    await page.getByRole('button', { name: 'Send reply' }).press('Enter');
    await page.locator('.comments').getByText('Any news?').waitFor();
    await eventually(() => focused(page), 'Reply');
  });

  it('goes back to the button when Escape closes the second question', async () => {
    const issueKey = await gallery.raise('sam');
    const page = await openAs('sam', `${PORTAL}/${issueKey}`);
    await page.getByRole('button', { name: 'Withdraw' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: `Withdraw ${issueKey}?` });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await eventually(() => focused(page), 'Withdraw');
  });
});
