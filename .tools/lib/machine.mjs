/**
 * The programs a test run needs from the machine itself: where they are, and how to get them.
 * What was found is remembered in `.cache/machine.json`, which setup writes and everybody else reads.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ chromium?: string, mariadbd?: string }} Machine */

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const machineFile = join(root, '.cache', 'machine.json');

/** @returns {Machine} what earlier runs found, `{}` when nothing did or the file is damaged */
export function readMachine() {
  try {
    return JSON.parse(readFileSync(machineFile, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Machine} found */
export function rememberMachine(found) {
  mkdirSync(dirname(machineFile), { recursive: true });
  // Renamed into place, since a test run may read it at this very moment.
  const draft = `${machineFile}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...readMachine(), ...found }, null, 2)}\n`);
  renameSync(draft, machineFile);
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program with all its output on stderr: stdout belongs to the command that setup precedes.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {number} exit code, 127 when it could not be started
 */
export function runOnStderr(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, ...options, stdio: ['ignore', 2, 2] });
  return done.status ?? (done.error ? 127 : 1);
}

/**
 * @param {string} program
 * @param {RegExp} expected what the version line must say
 */
function versionSays(program, expected) {
  const done = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return done.status === 0 && expected.test(done.stdout);
}

/** @param {string[]} names @param {string[]} extraFolders */
function searchPath(names, extraFolders) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders].filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function chromiumPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['/Applications', join(process.env['HOME'] ?? '', 'Applications')];
    return apps.flatMap((folder) => [
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
    ]);
  }
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name];
      return folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
    });
  }
  // Chrome before chromium-browser: on Ubuntu the latter only starts a snap, which sees no /tmp profile.
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  return searchPath(names, ['/usr/bin', '/usr/local/bin']);
}

/** Where Playwright keeps its own browser, or would after a download. */
export function playwrightChromium() {
  try {
    /** @type {typeof import('playwright-core')} */
    const playwright = createRequire(join(root, 'package.json'))('playwright-core');
    return playwright.chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** @param {string} path */
export function isChromium(path) {
  if (!isProgram(path)) return false;
  // On Windows `chrome.exe --version` opens a window instead of answering.
  return process.platform === 'win32' || versionSays(path, /chrom/i);
}

export function findChromium() {
  const known = chromiumPlaces().find(isChromium);
  if (known) return known;
  const own = playwrightChromium();
  return own && isChromium(own) ? own : undefined;
}

/** @param {string} path */
export function isMariadb(path) {
  // MySQL's server has the same name; its SQL dialect is not the one the tests are written for.
  return isProgram(path) && versionSays(path, /mariadb/i);
}

export function findMariadb() {
  const folders = [
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/bin',
    '/usr/libexec',
    '/opt/homebrew/bin',
    '/opt/homebrew/opt/mariadb/bin',
    '/usr/local/opt/mariadb/bin',
  ];
  return searchPath(['mariadbd', 'mysqld'], folders).find(isMariadb);
}

/**
 * @param {{ notOn?: string }} [limits] `notOn`: a derivative whose package of that name is something else
 */
export function canInstallWithApt(limits = {}) {
  if (process.getuid?.() !== 0) return false;
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    const id = /^ID="?([^"\n]+)/m.exec(release)?.[1] ?? '';
    return id !== limits.notOn && /^ID(_LIKE)?=.*\bdebian\b/m.test(release);
  } catch {
    return false;
  }
}

function haveAptLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
  } catch {
    return false;
  }
}

/**
 * @param {string} name of the Debian package
 * @returns {boolean} whether apt says it is installed now
 */
export function installWithApt(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Waits for an apt that is already at work instead of failing beside it.
  const apt = (/** @type {string[]} */ ...args) =>
    runOnStderr('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env }) === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', name);
  const listsAreFresh = !haveAptLists() && apt('update');
  return install() || (!listsAreFresh && apt('update') && install());
}
