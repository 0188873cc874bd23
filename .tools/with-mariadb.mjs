#!/usr/bin/env node
/**
 * Runs a command against a private MariaDB that lives exactly as long as the command.
 *
 *   node .tools/with-mariadb.mjs <command> [args]
 *
 * The command finds the server through SANDBOX_SQL_URL, `mysql://root@localhost/?socketPath=<path>&charset=…`,
 * a form that `mysql2.createPool(url)` takes as it is. Its exit code becomes ours. The server listens on a
 * socket in a temporary folder only, keeps nothing, and never touches a MariaDB installed on the machine.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findMariadb, readMachine, root } from './lib/machine.mjs';

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

const START_LIMIT_MS = 60_000;

/** TiDB's own default, so that what Forge SQL refuses is refused here. */
const SQL_MODE = [
  'ONLY_FULL_GROUP_BY',
  'STRICT_TRANS_TABLES',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join(',');

/** @param {string} folder */
function serverArguments(folder) {
  return [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--tmpdir=${join(folder, 'tmp')}`,
    `--socket=${join(folder, 'sock')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--skip-networking',
    // Also lets the server start on an empty folder: no system tables, hence no mariadb-install-db, whose
    // helper programs the small Debian package lacks, and 1.2 s less.
    '--skip-grant-tables',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-flush-method=nosync',
    // Without its system tables InnoDB would complain about every table's missing statistics.
    '--innodb-stats-persistent=OFF',
    '--performance-schema=OFF',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--default-time-zone=+00:00',
    `--sql-mode=${SQL_MODE}`,
    '--max-connections=500',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Ending>} */
function ending(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** @param {string} folder */
function startServer(folder) {
  const program = process.env['MARIADBD_PATH'] || readMachine().mariadbd || findMariadb();
  if (!program) throw new Error('no MariaDB server: run `node .tools/setup.mjs --mariadb`');
  for (const name of ['data', 'tmp']) mkdirSync(join(folder, name));
  const log = openSync(join(folder, 'log'), 'a');
  // A process group of its own: Ctrl-C must reach the command first, which may still need its server.
  const server = spawn(program, serverArguments(folder), { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  return server;
}

/** @param {string} url @returns {Promise<boolean>} */
async function answers(url) {
  /** @type {typeof import('mysql2/promise')} */
  const mysql = createRequire(join(root, 'package.json'))('mysql2/promise');
  try {
    const connection = await mysql.createConnection(url);
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} url
 * @param {string} folder
 * @param {Promise<Ending>} stopped
 */
async function untilItAnswers(url, folder, stopped) {
  let isGone = false;
  const gone = () => (isGone = true);
  stopped.then(gone, gone);
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (isGone || Date.now() > deadline) {
      const log = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
      throw new Error(
        `MariaDB ${isGone ? 'stopped while starting' : 'does not answer'}; its log ends:\n${log}`,
      );
    }
    await delay(25);
  }
}

/** @param {string} folder */
function urlOf(folder) {
  const url = new URL('mysql://root@localhost/');
  url.searchParams.set('socketPath', join(folder, 'sock'));
  // The connection's collation decides comparisons between literals; mysql2 would ask for unicode_ci.
  url.searchParams.set('charset', 'utf8mb4_bin');
  return url.href;
}

/** @param {string} command @param {string[]} args @param {string} url */
function startCommand(command, args, url) {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  return spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: path, SANDBOX_SQL_URL: url },
  });
}

/** @param {Ending} end */
function exitCodeOf({ code, signal }) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** @param {string[]} commandLine @returns {Promise<number>} exit code */
async function withMariadb([command, ...args]) {
  if (!command) throw new Error('usage: node .tools/with-mariadb.mjs <command> [args]');
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-db-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  /** @type {NodeJS.Signals | undefined} */
  let interruptedBy;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      interruptedBy = signal;
      child?.kill(signal);
    });
  }

  const server = startServer(folder);
  // Before the folder goes. No orderly shutdown: nothing the server holds is kept.
  process.prependListener('exit', () => server.kill('SIGKILL'));
  const serverEnd = ending(server);
  await untilItAnswers(urlOf(folder), folder, serverEnd);
  if (!interruptedBy) child = startCommand(command, args, urlOf(folder));
  const commandEnd = child && (await ending(child));
  server.kill('SIGKILL');
  await serverEnd;
  return interruptedBy || !commandEnd
    ? exitCodeOf({ code: null, signal: interruptedBy ?? 'SIGTERM' })
    : exitCodeOf(commandEnd);
}

try {
  process.exit(await withMariadb(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`with-mariadb: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
