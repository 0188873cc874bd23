#!/usr/bin/env node
/**
 * Makes a fresh clone ready to run; the first thing behind every npm script.
 *
 *   node .tools/setup.mjs [--quiet] [--browser] [--mariadb]
 *
 * Installs the dependencies when the lockfile changed; `--browser` and `--mariadb` also see to a Chromium
 * and a MariaDB server. Everything it says goes to stderr, so the command behind it owns stdout. Uses
 * nothing but Node itself, since nothing else is there yet.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  canInstallWithApt,
  findChromium,
  findMariadb,
  installWithApt,
  isChromium,
  isMariadb,
  isProgram,
  playwrightChromium,
  readMachine,
  rememberMachine,
  root,
  runOnStderr,
} from './lib/machine.mjs';

/** A failure a person can act on: its message is the whole of what they see. */
class SetupError extends Error {}

const modules = join(root, 'node_modules');
const stamp = join(modules, '.seatkeeper-installed');
const lockFile = join(root, '.cache', 'setup.lock');
/** Longer than any install takes; a lock this old belongs to a process that is gone, whatever its number. */
const LOCK_LIMIT_MS = 20 * 60_000;

/** @param {string} line */
const say = (line) => process.stderr.write(`setup: ${line}\n`);

/** @param {string} file */
const readProjectFile = (file) => readFileSync(join(root, file), 'utf8');

function requireNode() {
  const wanted = /(\d+)\.(\d+)/.exec(JSON.parse(readProjectFile('package.json')).engines?.node ?? '');
  if (!wanted) return;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = [Number(wanted[1]), Number(wanted[2])];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new SetupError(`Node ${wanted[0]} or newer is needed, this is ${process.versions.node}.`);
}

/** Platform and architecture count too: a folder shared with a container holds the wrong binaries there. */
function dependencyFingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(readProjectFile(file)).update('\n');
  return hash.digest('hex');
}

function dependenciesAreCurrent() {
  try {
    return readFileSync(stamp, 'utf8').trim() === dependencyFingerprint();
  } catch {
    return false;
  }
}

/** @param {string[]} args */
function runNpm(args) {
  const current = process.env['npm_execpath'];
  // The npm that runs this script; another package manager would not know `ci`.
  if (current && /^npm/.test(basename(current))) return runOnStderr(process.execPath, [current, ...args]);
  const windows = process.platform === 'win32';
  return runOnStderr(windows ? 'npm.cmd' : 'npm', args, { shell: windows });
}

function installDependencies() {
  say('installing the dependencies with `npm ci` (a minute or two, once per lockfile)');
  const started = Date.now();
  const fingerprint = dependencyFingerprint();
  rmSync(stamp, { force: true });
  // NODE_ENV=production in somebody's shell would leave the development tools out.
  const status = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  if (status !== 0) {
    throw new SetupError(
      `npm ci failed (exit ${status}): see its message above, then run the command again.`,
    );
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, `${fingerprint}\n`);
  say(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Each install packs it; the list of what the app uses of it may have changed since. */
function zodIsPacked() {
  const changedAt = (/** @type {string} */ file) =>
    statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return changedAt('src/common/contract/zod.ts') <= changedAt('.cache/packed/zod.mjs');
}

function packZod() {
  if (runOnStderr(process.execPath, [join(root, '.tools/pack-zod.mjs')]) !== 0)
    throw new SetupError('zod could not be packed: see the message above.');
}

function chromiumIsKnown() {
  const known = readMachine().chromium;
  const wanted = process.env['CHROMIUM_PATH'];
  return known !== undefined && isProgram(known) && (!wanted || wanted === known);
}

function installChromium() {
  // Ubuntu's package of this name is an empty one that asks for a snap.
  if (canInstallWithApt({ notOn: 'ubuntu' })) {
    say('installing Chromium with apt-get');
    if (installWithApt('chromium')) return findChromium();
  }
  say("downloading Chromium with Playwright's installer");
  runOnStderr(process.execPath, [
    join(modules, 'playwright-core', 'cli.js'),
    'install',
    '--no-shell',
    'chromium',
  ]);
  const downloaded = playwrightChromium();
  return downloaded && isChromium(downloaded) ? downloaded : undefined;
}

function provideChromium() {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted && !isChromium(wanted)) {
    throw new SetupError(`CHROMIUM_PATH is ${wanted}, which is no Chromium that starts here.`);
  }
  const chromium = wanted || findChromium() || installChromium();
  if (!chromium) {
    throw new SetupError('no Chromium: install Chromium or Chrome, or set CHROMIUM_PATH to one.');
  }
  rememberMachine({ chromium });
}

function mariadbIsKnown() {
  const known = readMachine().mariadbd;
  const wanted = process.env['MARIADBD_PATH'];
  return known !== undefined && isProgram(known) && (!wanted || wanted === known);
}

function installMariadb() {
  if (!canInstallWithApt()) return undefined;
  say('installing the MariaDB server with apt-get');
  return installWithApt('mariadb-server-core') ? findMariadb() : undefined;
}

function provideMariadb() {
  const wanted = process.env['MARIADBD_PATH'];
  if (wanted && !isMariadb(wanted)) {
    throw new SetupError(`MARIADBD_PATH is ${wanted}, which is no MariaDB server that starts here.`);
  }
  const mariadbd = wanted || findMariadb() || installMariadb();
  if (!mariadbd) {
    throw new SetupError(
      'no MariaDB: install its server (Debian, Ubuntu: mariadb-server-core; macOS: brew install mariadb), or set MARIADBD_PATH.',
    );
  }
  rememberMachine({ mariadbd });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function lockIsAbandoned() {
  try {
    const age = Date.now() - statSync(lockFile).mtimeMs;
    const pid = Number(readFileSync(lockFile, 'utf8'));
    // Empty for the instant between its creation and the writing of the number.
    return age > LOCK_LIMIT_MS || (pid > 0 ? !isAlive(pid) : age > 5000);
  } catch {
    return false;
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {() => void} action */
async function alone(action) {
  // Not inside node_modules: `npm ci` deletes that folder first.
  mkdirSync(dirname(lockFile), { recursive: true });
  for (let told = false; !tryLock(); told = true) {
    if (lockIsAbandoned()) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!told) say('another setup is at work in this folder, waiting for it');
    await delay(100);
  }
  try {
    action();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** @param {string[]} args */
function readOptions(args) {
  const unknown = args.find((arg) => !['--quiet', '--browser', '--mariadb'].includes(arg));
  if (unknown) throw new SetupError(`unknown option ${unknown} (known: --quiet --browser --mariadb)`);
  const has = (/** @type {string} */ name) => args.includes(name);
  return { quiet: has('--quiet'), browser: has('--browser'), mariadb: has('--mariadb') };
}

/** @param {string[]} args */
async function setup(args) {
  const options = readOptions(args);
  requireNode();
  const steps = [
    { wanted: true, isDone: dependenciesAreCurrent, run: installDependencies },
    { wanted: true, isDone: zodIsPacked, run: packZod },
    { wanted: options.browser, isDone: chromiumIsKnown, run: provideChromium },
    { wanted: options.mariadb, isDone: mariadbIsKnown, run: provideMariadb },
  ].filter((step) => step.wanted);

  if (!steps.every((step) => step.isDone())) {
    await alone(() => {
      // Asked again: whoever held the lock before may have done it.
      for (const step of steps) if (!step.isDone()) step.run();
    });
  }
  if (!options.quiet) say('ready');
}

try {
  await setup(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
