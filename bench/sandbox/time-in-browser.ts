import { chromium, type Page } from 'playwright-core';
import { chromiumPath, FLAGS } from '../../tests/support/chromium';

const ROUNDS = 5;

export interface PageToTime {
  readonly path: string;
  /** Text that is not there before the page has what it is about. */
  readonly showsWhenReady: string;
}

/**
 * How long somebody waits in front of a page: from asking for its address until its content stands there, in a
 * browser that has been on the site before.
 * @param as the account that looks
 * @returns milliseconds, the median of five rounds
 */
export async function timeInBrowser(
  url: string,
  as: string,
  { path, showsWhenReady }: PageToTime,
): Promise<number> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  try {
    const context = await browser.newContext();
    await context.addCookies([{ name: 'sandbox-person', value: as, url }]);
    const page = await context.newPage();
    const times: number[] = [];
    // the first round fills the browser's caches
    for (let round = 0; round <= ROUNDS; round++)
      times.push(await timeToContent(page, `${url}${path}`, showsWhenReady));
    const sorted = times.slice(1).sort((a, b) => a - b);
    return sorted[Math.floor(ROUNDS / 2)] ?? NaN;
  } finally {
    await browser.close();
  }
}

async function timeToContent(page: Page, address: string, text: string): Promise<number> {
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByText(text, { exact: true }).first().waitFor({ timeout: 60_000 });
  return performance.now() - began;
}
