import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { DAY } from '../../sandbox/clock';
import { playPastWeeks } from '../../sandbox/story/past-weeks';
import { chromiumPath, FLAGS } from '../support/chromium';
import { ServedWorld } from '../support/served-world';
import { ROOT } from '../support/root';
import { START } from '../support/world';
import { compress } from './compress';
import { DOCS_PICTURES } from './docs-pictures';
import type { Scene } from './scene';
import { scenes } from './scenes';

/** Outside git: there are hundreds. */
const FOLDER = join(ROOT, '.cache/screens');
const DOCS_FOLDER = join(ROOT, 'docs/screens');
const THEMES = ['light', 'dark'] as const;

interface Shot {
  readonly scene: Scene;
  readonly name: string;
  readonly themes: readonly (typeof THEMES)[number][];
}

const WIDTHS: Readonly<Record<Scene['surface'], number>> = {
  'issue-panel': 1180,
  'portal-create': 900,
  'portal-request': 1180,
  'portal-profile': 900,
  'lead-gadget': 1180,
  'lead-widget': 1280,
  console: 1180,
  'admin-page': 1000,
  'look-up-pool': 600,
  'check-approvals': 600,
};

/**
 *   npm run screens -- [--docs] [part of a name …]
 *
 * Takes a picture of each surface in each state, light and dark, with the clock standing still, into .cache/screens.
 * `--docs` takes those that docs/screens keeps, and replaces them there.
 */
async function main(): Promise<void> {
  const { values, positionals: only } = parseArgs({
    options: { docs: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const shots = scenes
    .map((scene): Shot => {
      const name = `${scene.surface}-${scene.state}`;
      return { scene, name, themes: THEMES.filter((theme) => !values.docs || isInDocs(name, theme)) };
    })
    .filter(({ name, themes }) => themes.length > 0 && isAskedFor(name, only));
  if (shots.length === 0) throw new Error(`no picture has a name with ${only.join(' or ')} in it`);
  if (only.length === 0 && !values.docs) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  const failures: string[] = [];
  for (const [index, shot] of shots.entries()) {
    await take(browser, shot, values.docs).catch((error: unknown) => {
      failures.push(
        `${shot.name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
      );
    });
    process.stdout.write(`${index + 1} of ${shots.length}  ${shot.name}\n`);
  }
  await browser.close();
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const isInDocs = (name: string, theme: string): boolean => DOCS_PICTURES.includes(`${name}.${theme}`);
const isAskedFor = (name: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((part) => name.includes(part));

async function take(browser: Browser, shot: Shot, isForDocs: boolean): Promise<void> {
  await takeScene(browser, shot);
  if (!isForDocs) return;
  for (const theme of shot.themes) {
    const file = `${shot.name}.${theme}`;
    await compress(browser, join(FOLDER, `${file}.png`), join(DOCS_FOLDER, `${file}.webp`));
  }
}

async function takeScene(browser: Browser, { scene, name, themes }: Shot): Promise<void> {
  const served = await ServedWorld.start({
    isTicking: false,
    ...(scene.company ? { company: scene.company } : {}),
  });
  const { world } = served;
  try {
    const isMeasured =
      (scene.surface.startsWith('lead-') && scene.state !== 'empty') || scene.state.startsWith('reports');
    if (isMeasured) await playPastWeeks(world.sandbox, world.company, START + 45 * DAY, 45);
    const path = await scene.prepare(world);
    for (const theme of themes) {
      const context = await browser.newContext({
        viewport: {
          width: scene.width ?? WIDTHS[scene.surface],
          height: scene.height ?? (scene.surface === 'console' ? 2600 : 1600),
        },
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(10_000);
      const person = encodeURIComponent(world.company.roles[scene.as]);
      await context.addCookies([{ name: 'sandbox-person', value: person, url: served.url }]);
      const page = await context.newPage();
      await bend(page, scene.calls);
      await page.goto(`${served.url}${path}?theme=${theme}`);
      await shoot(page, scene, join(FOLDER, `${name}.${theme}.png`));
      await context.close();
    }
  } finally {
    await served.close();
  }
}

async function shoot(page: Page, scene: Scene, file: string): Promise<void> {
  const surfaces = page.locator(`[data-surface="${scene.surface}"]`);
  const surface = surfaces.nth(scene.which ?? 0);
  await surface.waitFor({ state: 'attached' });
  await surface.locator('*').first().waitFor();
  const loading = surface.getByTestId('loading');
  // each part of a page loads by itself
  while (scene.calls !== 'hang' && (await loading.count()) > 0)
    await loading.first().waitFor({ state: 'detached' });
  await scene.act?.(page);
  await page.waitForTimeout(400);
  // a dialog lies above the page, and would be cut where the surface ends
  const dialog = page.getByRole('dialog').first();
  const shown = (await dialog.isVisible()) ? dialog : surface;
  await shown.screenshot({ path: file, animations: 'disabled' });
}

/** Lets the surface's calls hang, fail, or be refused, for the states that come of it. */
async function bend(page: Page, calls: Scene['calls']): Promise<void> {
  if (calls === undefined) return;
  await page.route('**/sandbox/api/invoke', async (route) => {
    if (calls === 'hang') return;
    if (calls === 'fail') return route.fulfill({ status: 500, json: { message: 'The invocation failed.' } });
    const error = {
      code: 'forbidden',
      message: 'You can’t view this project, so its metrics aren’t shown. Ask a project admin for access.',
      retryable: false,
    };
    return route.fulfill({ json: { result: { ok: false, error } } });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
