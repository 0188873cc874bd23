import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { chromiumPath, FLAGS } from './chromium';

export interface OpenOptions {
  /** Account id of the person who looks; nobody is signed in without one. */
  readonly as?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** The page stays for the tests that follow in the file; the file opens it once. */
  readonly keep?: boolean;
}

const ACTION_TIMEOUT_MS = 8_000;

// the status of an answer is the page's business: what it makes of it is what a test looks at
const FAILED_REQUEST = 'Failed to load resource';

/** A page of the sandbox, with everything that went wrong on it. */
export class OpenPage {
  private readonly complaints: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes(FAILED_REQUEST))
        this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`page error: ${error.message}`));
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  /** The app's surface of that module. */
  surface(moduleKey: string): Locator {
    return this.page.locator(`[data-surface="${moduleKey}"]`);
  }

  /** Says that the test brings about complaints that match; without any the test fails too. */
  expectComplaint(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** Console errors, page errors and what the sandbox could not draw or do; expected ones left out. */
  async unexpected(): Promise<string[]> {
    const problems: unknown = await this.page.evaluate('globalThis.__sandbox?.problems ?? []');
    const drawn = (Array.isArray(problems) ? problems : []).map((problem) => JSON.stringify(problem));
    const all = [...this.complaints, ...drawn];
    const missing = this.expected
      .filter((pattern) => !all.some((complaint) => pattern.test(complaint)))
      .map((pattern) => `expected, but did not happen: ${String(pattern)}`);
    return [
      ...all.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint))),
      ...missing,
    ];
  }

  /** What axe finds serious or critical, one line each, with the elements. */
  async accessibilityViolations(): Promise<string[]> {
    // colors on their way from one to another are nobody's
    await this.page.evaluate(`Promise.allSettled(document.getAnimations()
      .filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished))`);
    await this.page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
    const found: unknown = await this.page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
    );
    return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
  }

  /** The elements of a surface that do not fit into its width. */
  async tooWide(moduleKey: string): Promise<string[]> {
    const surface = `document.querySelector('[data-surface="${moduleKey}"]')`;
    const found: unknown = await this.page.evaluate(`(${OUTSIDE})(${surface})`);
    return Array.isArray(found) ? found.map(String) : ['no answer'];
  }

  /** How far the page is wider than its window, in pixels. */
  async overflow(): Promise<number> {
    return Number(
      await this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
  }
}

/** What of a surface reaches out of it to the right, as elements; what scrolls by itself is left out. */
const OUTSIDE = `(surface) => {
  const { right } = surface.getBoundingClientRect();
  return [...surface.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > right + 1)
    .filter((element) => !element.closest('.scrolls-sideways, .code-block, .visually-hidden'))
    .map((element) => element.outerHTML.slice(0, 200));
}`;

/** Where .tools/shared-browser.cjs has the one browser of the run, which the first to ask starts. */
async function addressOfBrowser(): Promise<string> {
  const options = JSON.stringify({ executablePath: chromiumPath(), args: FLAGS });
  const answer = await fetch(`${process.env['SEATKEEPER_BROWSER'] ?? ''}?${encodeURIComponent(options)}`);
  if (!answer.ok) throw new Error(`no browser: ${await answer.text()}`);
  return answer.text();
}

/** The browser of the run, for a test file. Every test fails that leaves an unexpected complaint on one of its pages. */
export class BrowserForTests {
  private browser: Browser | undefined;
  private pages: OpenPage[] = [];
  private readonly kept: OpenPage[] = [];

  private constructor() {
    beforeAll(async () => {
      this.browser = await chromium.connect(await addressOfBrowser());
    });
    afterEach(async () => {
      const open = this.pages;
      this.pages = [];
      const complaints = await Promise.all([...open, ...this.kept].map((page) => page.unexpected()));
      await Promise.all(open.map(({ page }) => page.context().close()));
      expect(complaints.flat()).toEqual([]);
    });
    afterAll(async () => {
      await this.browser?.close();
    });
  }

  /** To be called where a test file describes its tests. */
  static forThisFile(): BrowserForTests {
    return new BrowserForTests();
  }

  /** @param url the server's, without a path */
  async open(url: string, path: string, options: OpenOptions = {}): Promise<OpenPage> {
    if (!this.browser) throw new Error('The browser starts before the first test.');
    const { as, width = 1280, height = 900, theme, keep = false } = options;
    const context = await this.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    // less than a test may take, so that the failure says what was waited for
    context.setDefaultTimeout(ACTION_TIMEOUT_MS);
    if (as !== undefined) {
      await context.addCookies([{ name: 'sandbox-person', value: encodeURIComponent(as), url }]);
    }
    const opened = new OpenPage(await context.newPage(), url);
    (keep ? this.kept : this.pages).push(opened);
    await opened.go(theme === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
    return opened;
  }
}

const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/** Reads again and again until it is what is expected; the last difference fails the test. */
export async function eventually(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const started = performance.now();
  for (;;) {
    try {
      expect(await read()).toEqual(expected);
      return;
    } catch (error) {
      if (performance.now() - started > PATIENCE_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
