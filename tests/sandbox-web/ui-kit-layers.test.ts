import type { Page } from 'playwright-core';
import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { Gallery, received } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;
let opened: OpenPage;
let page: Page;

beforeAll(async () => {
  gallery = await Gallery.start();
  const issueKey = await gallery.raise('sam');
  opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent', keep: true });
  ({ page } = opened);
  await page.getByRole('heading', { name: 'Bridge' }).waitFor();
});
afterAll(() => gallery.stop());

const focused = (): Promise<unknown> =>
  page.evaluate('document.activeElement.textContent || document.activeElement.tagName');

describe('a dynamic table', () => {
  const holders = (): Promise<string[]> =>
    page.getByRole('table', { name: 'Holders' }).locator('tbody tr td:first-child').allInnerTexts();

  it('sorts by the keys of its cells, numbers as numbers', async () => {
    expect(await holders()).toEqual(['Kim', 'Ana', 'Leo']);
    const sort = page.getByRole('button', { name: /Days idle/ });
    await sort.click();
    await eventually(holders, ['Ana', 'Kim', 'Leo']);
    await sort.click();
    await eventually(holders, ['Leo', 'Kim', 'Ana']);
    expect(await page.getByRole('columnheader', { name: /Days idle/ }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('shows a page of rows at a time and tells the app which', async () => {
    const seats = page.getByRole('table', { name: 'Seats' });
    expect(await seats.locator('tbody tr').allInnerTexts()).toEqual(['Seat 1', 'Seat 2', 'Seat 3']);
    await page.getByRole('button', { name: 'Page 3', exact: true }).click();
    await eventually(() => seats.locator('tbody tr').allInnerTexts(), ['Seat 7']);
    await eventually(() => received(opened, 'tables-received'), { page: 3 });
  });

  it('shows the empty view when there are no rows', async () => {
    expect(await page.getByText('No holders').isVisible()).toBe(true);
  });

  it('leaves paging by itself to Pagination', async () => {
    await page.getByRole('navigation', { name: 'Months' }).getByRole('button', { name: /2/ }).click();
    await eventually(() => received(opened, 'tables-received'), { month: 2 });
  });
});

describe('a modal', () => {
  const dialog = () => page.getByRole('dialog', { name: 'Take the seat back?' });

  it('takes the focus, shows its menus above itself, and gives the focus back on Escape', async () => {
    await page.getByRole('button', { name: 'Open modal' }).click();
    await dialog().waitFor();
    await eventually(() => page.evaluate('Boolean(document.activeElement.closest("[role=dialog]"))'), true);
    await dialog().getByLabel('Reason to take it').click();
    await page.getByRole('option', { name: 'Idle' }).click();
    expect(await opened.accessibilityViolations()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await eventually(() => received(opened, 'layers-received'), 'modal closed');
    await eventually(focused, 'Open modal');
  });

  it('closes when the app removes it', async () => {
    await page.getByRole('button', { name: 'Open modal' }).click();
    await dialog().getByRole('button', { name: 'Keep it' }).click();
    await dialog().waitFor({ state: 'detached' });
  });
});

describe('a popup', () => {
  it('opens at its trigger, which says so, and closes on Escape', async () => {
    const trigger = page.getByRole('button', { name: 'Open popup' });
    await trigger.click();
    await page.getByText('Inside the popup').waitFor();
    expect(await trigger.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByText('Inside the popup').waitFor({ state: 'detached' });
    expect(await trigger.getAttribute('aria-expanded')).toBe('false');
  });
});

describe('tabs', () => {
  it('are moved by the arrow keys and tell the app', async () => {
    await page.getByRole('tab', { name: 'Pools' }).click();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Panel of people').waitFor();
    expect(await page.getByRole('tab', { name: 'People' }).getAttribute('aria-selected')).toBe('true');
    await eventually(() => received(opened, 'layers-received'), { tab: 1 });
  });
});

describe('a comment', () => {
  it('shows who wrote what and offers its actions', async () => {
    expect(await page.getByText('I still need it.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await eventually(() => received(opened, 'layers-received'), 'reply');
  });
});
