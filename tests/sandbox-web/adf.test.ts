import { BrowserForTests, type OpenPage } from '../support/browser';
import { Gallery } from '../support/gallery';

const browser = BrowserForTests.forThisFile();
let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.start();
});
afterAll(() => gallery.stop());

const text = (words: string, ...marks: unknown[]): unknown => ({ type: 'text', text: words, marks });
const block = (type: string, ...content: unknown[]): unknown => ({ type, content });

/** Opens an issue with one comment of that content. */
async function commentOf(...content: unknown[]): Promise<OpenPage> {
  const issueKey = await gallery.raise('sam');
  await gallery.comment('agent', issueKey, { type: 'doc', version: 1, content });
  const opened = await browser.open(gallery.url, `/browse/${issueKey}`, { as: 'agent' });
  await opened.page.locator('.comments .adf').waitFor();
  return opened;
}

it('draws every mark with the element that means it', async () => {
  const { page } = await commentOf(
    block(
      'paragraph',
      text('a', { type: 'strong' }),
      text('b', { type: 'em' }, { type: 'strong' }),
      text('c', { type: 'strike' }),
      text('d', { type: 'underline' }),
      text('e', { type: 'code' }),
      text('f', { type: 'link', attrs: { href: 'https://example.com/' } }),
      text('g', { type: 'textColor', attrs: { color: '#ff0000' } }),
      text('h', { type: 'subsup', attrs: { type: 'sub' } }),
    ),
  );
  const line = page.locator('.comments .adf p');
  expect(await line.locator('strong').allInnerTexts()).toEqual(['a', 'b']);
  expect(await line.locator('strong > em').innerText()).toBe('b');
  for (const [element, words] of [
    ['s', 'c'],
    ['u', 'd'],
    ['code', 'e'],
    ['a', 'f'],
    ['sub', 'h'],
  ] as const) {
    expect(await line.locator(element).innerText()).toBe(words);
  }
  expect(await line.locator('span[style]').getAttribute('style')).toContain('color');
});

it('draws lists, tables, quotes, rules, code, panels and cards', async () => {
  const { page } = await commentOf(
    {
      type: 'orderedList',
      attrs: { order: 3 },
      content: [block('listItem', block('paragraph', text('third')))],
    },
    block(
      'table',
      block(
        'tableRow',
        block('tableHeader', block('paragraph', text('Seat'))),
        block('tableCell', block('paragraph', text('7'))),
      ),
    ),
    block('blockquote', block('paragraph', text('quoted'))),
    { type: 'rule' },
    block('codeBlock', text('SELECT 1')),
    { type: 'panel', attrs: { panelType: 'error' }, content: [block('paragraph', text('Stop'))] },
    block('paragraph', { type: 'inlineCard', attrs: { url: 'https://example.com/card' } }),
  );
  const adf = page.locator('.comments .adf');
  expect(await adf.locator('ol').getAttribute('start')).toBe('3');
  expect(await adf.locator('th').innerText()).toBe('Seat');
  expect(await adf.locator('td').innerText()).toBe('7');
  expect(await adf.locator('blockquote').innerText()).toContain('quoted');
  expect(await adf.locator('hr').count()).toBe(1);
  expect(await adf.locator('pre').innerText()).toBe('SELECT 1');
  expect(await adf.getByText('Stop').isVisible()).toBe(true);
  expect(await adf.getByRole('link').getAttribute('href')).toBe('https://example.com/card');
});

it('names the mentioned person as they are called, also the app itself', async () => {
  const app = gallery.sandbox.host.installationOf(gallery.site).appAccountId;
  const { page } = await commentOf(
    block(
      'paragraph',
      { type: 'mention', attrs: { id: 'sam', text: '@old name' } },
      { type: 'mention', attrs: { id: app, text: '@app' } },
    ),
  );
  const line = page.locator('.comments .adf p').filter({ hasText: '@Sam' }).filter({ hasText: '@Gallery' });
  await line.first().waitFor();
  expect(await page.locator('.comments .adf-mention').allInnerTexts()).toEqual(['@Sam', '@Gallery']);
});

it('shows a node that it does not know as an error, and the rest all the same', async () => {
  const opened = await commentOf(
    {
      type: 'mediaSingle',
      attrs: { layout: 'center' },
      content: [{ type: 'media', attrs: { type: 'external', url: 'https://example.com/a.png' } }],
    },
    block('paragraph', text('still here')),
  );
  opened.expectComplaint(/ADF node 'mediaSingle'/);
  expect(await opened.page.locator('[data-unknown-node="mediaSingle"]').innerText()).toContain(
    'does not draw',
  );
  expect(await opened.page.getByText('still here').isVisible()).toBe(true);
});
