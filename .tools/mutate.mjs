#!/usr/bin/env node
/**
 * Breaks the app in one place at a time, as `.tools/mutations.json` says, and runs the tests that have to notice.
 *
 *   node .tools/mutate.mjs [--only text] [--json]
 *
 * `--only` takes the entries with that text in their file, their sentence or their tests. Works on a copy of the project
 * in `.cache/mutated`. A line per entry, the last one `N killed, M survived, K invalid`; with `--json` that is said on
 * stderr, and stdout has the results. The exit code is 1 unless every mutation is killed.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './lib/machine.mjs';

/**
 * @typedef {object} Mutation
 * @property {string} file below the project
 * @property {string} find what is replaced; stands in the file exactly once
 * @property {string} replace
 * @property {readonly string[]} tests the files of Jest that have to notice, few and fast
 * @property {string} [name] part of the names of the tests that are run; all in these files where it is missing
 * @property {string} what goes wrong for people
 *
 * @typedef {{ verdict: 'killed' | 'survived' | 'invalid', because: string }} Result
 * @typedef {{ status: string, fullName: string }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: readonly Assertion[] }} FileResult
 */

const LIST = '.tools/mutations.json';
const COPY = join(root, '.cache', 'mutated');
/** What the tests keep of one state of the code; of the states that do not last, nothing is kept. */
const KEPT = join(COPY, '.cache', 'kept-app');
const RUN_LIMIT_MS = 10 * 60_000;

/** Of the tests. A second company would only see what the first one sees. @type {Record<string, string>} */
const environment = { SANDBOX_ALONE: '1' };

/** Ends the run before it begins. @param {string} message @returns {never} */
function refuse(message) {
  console.error(`mutate: ${message}`);
  process.exit(2);
}

/** @param {readonly string[]} args */
function optionsOf(args) {
  const options = { only: '', json: false };
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '--json') options.json = true;
    else if (args[at] === '--only' && args[at + 1]) options.only = String(args[++at]);
    else refuse(`unknown option ${args[at]} (known: --only TEXT, --json)`);
  }
  return options;
}

/** @param {string} only @returns {Mutation[]} */
function readMutations(only) {
  /** @type {Mutation[]} */
  const all = JSON.parse(readFileSync(join(root, LIST), 'utf8'));
  const wrong = all.flatMap(problemsOf);
  if (wrong.length > 0) refuse(`${LIST} does not fit the project:\n${wrong.join('\n')}`);
  const chosen = all.filter(({ file, what, tests }) =>
    [file, what, ...tests].some((text) => text.includes(only)),
  );
  if (chosen.length === 0) refuse(`no entry says ${JSON.stringify(only)}`);
  return chosen;
}

/** @param {Mutation} mutation @returns {string[]} */
function problemsOf({ file, find, replace, tests, what }) {
  const named = `  ${file}: ${what}`;
  if (!existsSync(join(root, file))) return [`${named}: there is no such file`];
  const times = readFileSync(join(root, file), 'utf8').split(find).length - 1;
  const missing = tests.filter((test) => !existsSync(join(root, test)));
  return [
    ...(times === 1 ? [] : [`${named}: ${JSON.stringify(find)} stands there ${times} times, not once`]),
    ...(find === replace ? [`${named}: nothing is replaced`] : []),
    ...(tests.length === 0 ? [`${named}: no test is named`] : []),
    ...missing.map((test) => `${named}: there is no test ${test}`),
  ];
}

/** A fresh copy, but for what its tests have cached. */
function copyProject() {
  mkdirSync(COPY, { recursive: true });
  rmSync(KEPT, { recursive: true, force: true });
  for (const name of readdirSync(COPY)) {
    if (name !== '.cache') rmSync(join(COPY, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(root)) {
    if (!['node_modules', '.git', '.cache'].includes(name))
      cpSync(join(root, name), join(COPY, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(COPY, 'node_modules'), 'junction');
}

/**
 * @param {readonly string[]} tests
 * @param {readonly string[]} names of the tests that are run there, or parts of them; all where one is empty
 * @returns {Promise<readonly FileResult[] | undefined>} undefined when Jest gave no answer, or none in time
 */
async function runTests(tests, names) {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-mutate-'));
  const output = join(folder, 'results.json');
  const jest = ['node_modules/jest/bin/jest.js', '--config', 'tests/jest.config.cjs', '--runInBand'];
  const args = [
    '--json',
    '--outputFile',
    output,
    ...(names.includes('') ? [] : ['--testNamePattern', names.map(escaped).join('|')]),
  ];
  try {
    await new Promise((ended) => {
      const command = ['--max-semi-space-size=64', ...jest, ...args, '--runTestsByPath', ...tests];
      const child = spawn(process.execPath, command, {
        cwd: COPY,
        env: { ...process.env, ...environment },
        stdio: 'ignore',
        timeout: RUN_LIMIT_MS,
      });
      child.on('error', ended);
      child.on('close', ended);
    });
    return existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')).testResults : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Every test that is named has to pass as the app is. @param {readonly Mutation[]} mutations */
async function requireGreen(mutations) {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))].sort();
  /** @type {string[]} */
  const red = [];
  for (const test of tests) {
    const names = mutations.filter((one) => one.tests.includes(test)).map(({ name = '' }) => name);
    console.error(`mutate: ${test} as the app is`);
    const { verdict, because } = verdictOf(await runTests([test], names));
    if (verdict !== 'survived') red.push(`  ${test}: ${because}`);
  }
  if (red.length > 0) refuse(`these tests fail as the app is:\n${red.join('\n')}`);
}

/** What the app as it is has set up need not be set up again by one that is broken. */
function keepSites() {
  const sites = keptNow().find((name) => name.startsWith('sites-'));
  if (sites) environment['SEATKEEPER_SITES'] = join(KEPT, sites);
}

/** @param {string} path @param {string} text @returns {string | undefined} why the transform of the tests refuses it */
function compileProblem(path, text) {
  /** @type {{ process: (text: string, path: string) => unknown }} */
  const transform = createRequire(import.meta.url)('./transform.cjs');
  try {
    transform.process(text, path);
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.split('\n').find((line) => line.includes('ERROR'))
      : String(error);
  }
}

/** @param {Mutation} mutation @returns {Promise<Result>} */
async function verdictOn({ file, find, replace, tests, name = '' }) {
  const path = join(COPY, file);
  const before = readFileSync(path, 'utf8');
  const [head = '', tail = ''] = before.split(find);
  const mutated = `${head}${replace}${tail}`;
  const problem = compileProblem(path, mutated);
  if (problem !== undefined) return { verdict: 'invalid', because: `it does not compile: ${problem}` };
  const kept = keptNow();
  try {
    writeFileSync(path, mutated);
    return verdictOf(await runTests(tests, [name]));
  } finally {
    writeFileSync(path, before);
    for (const added of keptNow().filter((one) => !kept.includes(one)))
      rmSync(join(KEPT, added), { recursive: true, force: true });
  }
}

const keptNow = () => (existsSync(KEPT) ? readdirSync(KEPT) : []);

/** @param {readonly FileResult[] | undefined} files @returns {Result} */
function verdictOf(files) {
  if (!files) return { verdict: 'invalid', because: 'the tests did not end' };
  const broken = files.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  if (broken) return { verdict: 'invalid', because: `${relative(COPY, broken.name)} does not load` };
  const run = files.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status !== 'pending'),
  );
  const failed = run.filter(({ status }) => status === 'failed');
  if (run.length === 0) return { verdict: 'invalid', because: 'no test ran' };
  const [first] = failed;
  return first
    ? { verdict: 'killed', because: `${failed.length} of ${run.length}, such as: ${first.fullName}` }
    : { verdict: 'survived', because: `all ${run.length} tests passed` };
}

const { only, json } = optionsOf(process.argv.slice(2));
const mutations = readMutations(only);
copyProject();
await requireGreen(mutations);
keepSites();
/** @type {(Mutation & Result)[]} */
const results = [];
const say = json ? console.error : console.log;
for (const mutation of mutations) {
  const started = performance.now();
  const result = await verdictOn(mutation);
  results.push({ ...mutation, ...result });
  const seconds = Math.round((performance.now() - started) / 1000);
  say(
    `${results.length}/${mutations.length} ${result.verdict} (${seconds} s) ${mutation.file}: ${mutation.what}`,
  );
  say(`    ${result.because}`);
}
const count = (/** @type {Result['verdict']} */ wanted) =>
  results.filter(({ verdict }) => verdict === wanted).length;
if (json) console.log(JSON.stringify(results, null, 2));
say(`${count('killed')} killed, ${count('survived')} survived, ${count('invalid')} invalid`);
if (count('killed') < results.length) process.exitCode = 1;
