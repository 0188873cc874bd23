#!/usr/bin/env node
/**
 * Whether every kind of statement that the tests of the app had carried out on SQLite ran on a database server too, whose
 * tests are fewer. A kind is what is done to which tables, as tests/support/record-statements.ts says it.
 *
 *   node .tools/compare-statements.mjs <folder>            from what test runs with SEATKEEPER_STATEMENTS=<folder> wrote there
 *   node .tools/compare-statements.mjs <folder> --choose   writes down in .config/server-tests.json which test files of the doors
 *                                                          have all of them carried out in little processor time
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/machine.mjs';

/** @typedef {{ file: string, database: 'sqlite' | 'server', ms: number, kinds: string[] }} Seen  `ms` of processor time */
/** @typedef {{ always: Record<string, string>, statements: string[] }} ServerTests  why a file always runs; what else does */

const [folder = '', ...options] = process.argv.slice(2);
const listed = join(root, '.config', 'server-tests.json');

/** @type {Seen[]} */
const seen = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

// those of the sandbox have tables of their own
const OF_THE_APP = /^tests\/(?:doors|browser)\//;

/** @param {Seen['database']} database */
const on = (database) => seen.filter((one) => one.database === database && OF_THE_APP.test(one.file));

if (options.includes('--choose')) choose();
else compare();

function compare() {
  const onServer = new Set(on('server').flatMap(({ kinds }) => kinds));
  /** @type {Map<string, string[]>} */
  const missing = new Map();
  let all = 0;
  for (const kind of new Set(on('sqlite').flatMap(({ kinds }) => kinds))) {
    all++;
    if (onServer.has(kind)) continue;
    const files = on('sqlite').filter(({ kinds }) => kinds.includes(kind));
    missing.set(kind, files.map(({ file }) => file).slice(0, 3));
  }
  console.log(`${all - missing.size} of ${all} kinds of statements ran on a database server too`);
  for (const [kind, files] of missing) console.log(`  never there: ${kind}\n    by ${files.join(', ')}`);
  if (missing.size > 0)
    console.log('Name a test file that has them carried out in .config/server-tests.json.');
  if (missing.size > 0 || all === 0) process.exitCode = 1;
}

function choose() {
  /** @type {ServerTests} */
  const { always } = JSON.parse(readFileSync(listed, 'utf8'));
  const candidates = on('sqlite').filter(({ file }) => file.startsWith('tests/doors/'));
  const left = new Set(candidates.flatMap(({ kinds }) => kinds));
  /** @param {Seen} one */
  const take = ({ kinds }) => {
    for (const kind of kinds) left.delete(kind);
  };
  candidates.filter(({ file }) => file in always).forEach(take);
  /** @type {string[]} */
  const chosen = [];
  while (left.size > 0) {
    const rated = candidates.map((one) => {
      const gain = one.kinds.filter((kind) => left.has(kind)).length;
      return { one, worth: gain / (one.ms + 500) };
    });
    const best = rated.reduce((a, b) => (b.worth > a.worth ? b : a));
    take(best.one);
    chosen.push(best.one.file);
  }
  writeFileSync(listed, `${JSON.stringify({ always, statements: chosen.sort() }, null, 2)}\n`);
  console.log(`${Object.keys(always).length} + ${chosen.length} of ${candidates.length} files`);
}
