import { BrowserForTests, eventually, type OpenPage } from '../support/browser';
import { notDrawn } from '../../sandbox/web/ui-kit/not-drawn';
import { Gallery, received } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;
let issueKey: string;

beforeAll(async () => {
  gallery = await Gallery.start();
  issueKey = await gallery.raise('sam');
});
afterAll(() => gallery.stop());

async function openGallery(options: Parameters<typeof browser.open>[2] = {}): Promise<OpenPage> {
  const opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent', ...options });
  await opened.page.getByRole('heading', { name: 'Bridge' }).waitFor();
  return opened;
}

let shared: Promise<OpenPage> | undefined;
const sharedGallery = (): Promise<OpenPage> => (shared ??= openGallery({ keep: true }));

const attribute = async (opened: OpenPage, selector: string, name: string): Promise<string | null> =>
  opened.page.locator(selector).first().getAttribute(name);

describe('texts', () => {
  it('draws marks, links and documents as elements with a meaning', async () => {
    const { page } = await sharedGallery();
    const surface = page.locator('[data-surface="gallery"]');
    await expect(surface.locator('strong', { hasText: 'strong' }).first().isVisible()).resolves.toBe(true);
    expect(await surface.getByRole('link', { name: 'a link inside' }).getAttribute('href')).toBe(
      '/browse/PRB-1',
    );
    expect(await surface.getByRole('link', { name: /a link outside/ }).getAttribute('target')).toBe('_blank');
    expect(await surface.getByRole('heading', { name: 'From a document' }).getAttribute('data-level')).toBe(
      '2',
    );
    expect(await surface.getByRole('img', { name: 'Done' }).count()).toBe(1);
    expect(await surface.getByRole('list').nth(1).locator('li').allInnerTexts()).toEqual(['first', 'second']);
  });

  it("shows a mention by the person's name today, not by the text that was stored", async () => {
    const { page } = await sharedGallery();
    await page.getByText('@Sam').waitFor();
    expect(await page.getByText('@someone').count()).toBe(0);
  });

  it('resolves tokens of xcss to the theme', async () => {
    const { page } = await sharedGallery();
    const style: unknown = await page.evaluate(
      `(({ paddingTop, borderTopStyle }) => [paddingTop, borderTopStyle])(getComputedStyle(document.querySelector('[data-testid="box"]')))`,
    );
    expect(style).toEqual(['16px', 'solid']);
  });
});

describe('feedback', () => {
  it('counts above 99 as 99+ and tells progress to screen readers', async () => {
    const { page } = await sharedGallery();
    await page.getByText('99+').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Seats taken' });
    expect(await bar.getAttribute('aria-valuenow')).toBe('0.4');
  });

  it('hands clicks to the app and draws what the app makes of them', async () => {
    const opened = await sharedGallery();
    await opened.page.getByTestId('count').click();
    await opened.page.getByTestId('count').click();
    await opened.page.getByText('Clicked 2 times').waitFor();
    await eventually(() => received(opened, 'feedback-received'), { type: 'click' });
  });

  it.each([
    ['an action of a section message', 'Show holders', 'action'],
    ['the action of an empty state', 'Come back', 'primary action'],
    ['a pressable', 'Press here', 'pressed'],
  ])('runs %s', async (_what, name, expected) => {
    const opened = await sharedGallery();
    await opened.page.getByRole('button', { name }).click();
    await eventually(() => received(opened, 'feedback-received'), expected);
  });

  it('removes a tag and says which', async () => {
    const opened = await sharedGallery();
    await opened.page.getByRole('button', { name: /Take off/ }).click();
    await eventually(() => received(opened, 'feedback-received'), { removed: 'removable' });
  });

  it('shows a tooltip on hover', async () => {
    const { page } = await sharedGallery();
    await page.getByRole('button', { name: 'Hover' }).hover();
    await page.getByRole('tooltip', { name: 'Said by the tooltip' }).waitFor();
  });
});

describe('charts', () => {
  it('are pictures with a name that tells the numbers', async () => {
    const { page } = await sharedGallery();
    const charts = await page.locator('.chart [role="img"]').all();
    const names = await Promise.all(charts.map((chart) => chart.getAttribute('aria-label')));
    expect(names).toEqual([
      'SLA adherence, line chart: Mon 91, Tue 94, Wed 96',
      'Requests, bar chart: W1 Figma 4, W1 Slack 2, W2 Figma 7, W2 Slack 3',
      'Requests, stacked, stacked bar chart: W1 Figma 4, W1 Slack 2, W2 Figma 7, W2 Slack 3',
      'Adherence by day, bar chart: Mon 91, Tue 94, Wed 96',
      'Requests, lying, stacked bar chart: W1 Figma 4, W1 Slack 2, W2 Figma 7, W2 Slack 3',
      'Share, pie chart: Figma 4, Slack 2',
      'Share again, donut chart: Figma 4, Slack 2',
    ]);
  });

  it('have the size that the app asks for, a legend of the groups, and say when there is no data', async () => {
    const { page } = await sharedGallery();
    const size = await page.locator('.chart').first().boundingBox();
    expect(size).toMatchObject({ width: 320, height: 200 });
    expect(await page.locator('.chart').nth(1).locator('.chart-legend').innerText()).toMatch(/Figma\s+Slack/);
    expect(await page.locator('.chart', { hasText: 'Nothing to see' }).innerText()).toContain('No data');
    expect(await page.locator('.chart').nth(1).locator('.recharts-bar-rectangle').count()).toBe(4);
  });
});

describe('people', () => {
  it('are shown by name and picture', async () => {
    const { page } = await sharedGallery();
    const surface = page.locator('[data-surface="gallery"]');
    await surface.getByText('Approved by').waitFor();
    expect(await surface.getByText('Approved by').innerText()).toMatch(/Approved by\s+Viewer\s+in time/);
    expect(await surface.getByRole('img', { name: 'Alex' }).count()).toBe(1);
  });
});

describe('the page around it', () => {
  it.each(['light', 'dark'] as const)('has no serious accessibility violation in %s mode', async (theme) => {
    const opened = await openGallery({ theme });
    expect(await attribute(opened, 'html', 'data-color-mode')).toBe(theme);
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('holds in a window of 320 pixels', async () => {
    const opened = await openGallery({ width: 320, height: 700 });
    expect(await opened.overflow()).toBe(0);
    expect(await opened.accessibilityViolations()).toEqual([]);
  });

  it('tells the app when the color mode changes, and remembers the choice', async () => {
    const opened = await openGallery();
    await eventually(() => received(opened, 'theme'), 'light');
    await opened.page.getByRole('button', { name: 'Switch to dark mode' }).click();
    await eventually(() => received(opened, 'theme'), 'dark');
    expect(await attribute(opened, 'html', 'data-color-mode')).toBe('dark');
    await opened.page.reload();
    await eventually(() => attribute(opened, 'html', 'data-color-mode'), 'dark');
  });
});

describe('what the sandbox cannot draw', () => {
  it('is on its list with the reason; every other export of @forge/react is drawn', async () => {
    const opened = await browser.open(gallery.url, '/jira/dashboards/3', { as: 'agent' });
    opened.expectComplaint(/does not draw </);
    const unknown = opened.page.locator('[data-unknown-component]');
    await unknown.first().waitFor();
    const names = Object.keys(notDrawn).sort();
    const drawn = await Promise.all(
      (await unknown.all()).map((one) => one.getAttribute('data-unknown-component')),
    );
    expect(drawn.sort()).toEqual(names);
    expect(await received(opened, 'without-sample')).toHaveLength(names.length);
    const frame = opened.page.locator('[data-unknown-component="Frame"]');
    expect(await frame.innerText()).toContain(notDrawn['Frame']);
    expect(await opened.surface('every').getAttribute('data-surface-state')).toBe('drawn');
  });

  it('is visible where it should have been, and reported', async () => {
    const opened = await browser.open(gallery.url, '/jira/dashboards/2', { as: 'agent' });
    opened.expectComplaint(/does not draw <Frame>/);
    opened.expectComplaint(/Lozenge: appearance should be one of/);
    const unknown = opened.page.locator('[data-unknown-component="Frame"]');
    await unknown.waitFor();
    expect(await unknown.innerText()).toContain('The sandbox does not draw <Frame>');
    expect(await opened.page.getByText('Still standing').isVisible()).toBe(true);
  });

  it('shows an error that the app throws while it draws', async () => {
    const opened = await browser.open(gallery.url, '/jira/dashboards/2', { as: 'agent' });
    opened.expectComplaint(/Frame|Lozenge/);
    opened.expectComplaint(/thrown while drawing/);
    await opened.page.getByRole('button', { name: 'Throw' }).click();
    await opened.page.getByText("Something went wrong in the app's surface").waitFor();
    expect(await opened.surface('broken').innerText()).toContain('thrown while drawing');
  });
});
