#!/usr/bin/env node
/**
 * Everything that is checked without running the product.
 *
 *   node .tools/check.mjs [name ...]     all checks, or those named
 *
 * A line per check, the output of those that fail, all of them even when one fails.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/machine.mjs';

/** @typedef {{ name: string, commands: string[][] }} Check  each command: a program below the project, its arguments */

const inProject = (/** @type {string} */ path) => existsSync(join(root, path));
const folders = ['src', 'static', 'sandbox', 'tests', 'bench'].filter(inProject);
const typeScriptProjects = ['.', 'sandbox', 'sandbox/web', 'tests', 'bench', '.tools'].filter((folder) =>
  inProject(join(folder, 'tsconfig.json')),
);

/** @param {string} folder */
function typeCheck(folder) {
  const memory = `.cache/types-${folder.replace(/\W+/g, '-')}.tsbuildinfo`;
  return [
    'node_modules/typescript/bin/tsc',
    ...['--project', folder, '--noEmit', '--incremental', '--tsBuildInfoFile', memory],
  ];
}

/**
 * A part at a time: the types of all of them at once take more memory than Node gives by itself. By hand, files that have
 * not changed are remembered; a rule that looks at types can then miss what another file's change means for one, so CI
 * remembers nothing.
 * @param {string[]} paths
 */
const lint = (paths) => [
  'node_modules/eslint/bin/eslint.js',
  ...['--config', '.config/eslint.config.mjs', '--max-warnings', '0'],
  ...(process.env['CI']
    ? []
    : [
        ...['--cache', '--cache-strategy', 'content'],
        ...['--cache-location', `.cache/lint-${paths[0]?.replace(/\W+/g, '-')}`],
      ]),
  ...paths.filter(inProject),
];

/** The slow ones first, so that they share the time with all others. @type {Check[]} */
const CHECKS = [
  { name: 'types', commands: typeScriptProjects.map(typeCheck) },
  {
    name: 'lint',
    commands: [['src', 'static'], ['sandbox'], ['tests'], ['bench', '.tools', '.config']].map(lint),
  },
  {
    name: 'format',
    commands: [['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  },
  {
    name: 'imports',
    commands: [
      [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        ...['--config', '.config/dependency-cruiser.cjs', ...folders],
      ],
    ],
  },
  {
    name: 'unused',
    commands: [['node_modules/knip/bin/knip.js', '--config', '.config/knip.json', '--no-config-hints']],
  },
  { name: 'lockfile', commands: [['.tools/check-lockfile.mjs']] },
  { name: 'house', commands: [['.tools/check-house.mjs']] },
];

/** @param {string[]} command @returns {Promise<{ passed: boolean, output: string }>} */
function run([program = '', ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, program), ...args], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => resolve({ passed: false, output: error.message }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

/** @param {Check} check @returns {Promise<boolean>} */
async function perform({ name, commands }) {
  const started = performance.now();
  const failures = [];
  for (const command of commands) {
    const { passed, output } = await run(command);
    if (!passed) failures.push(output.trim() || `${command.join(' ')} failed without a word`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  for (const failure of failures) console.log(failure.replace(/^/gm, '     '));
  return failures.length === 0;
}

/** @param {string[]} names @returns {Check[]} */
function chosen(names) {
  const unknown = names.find((name) => !CHECKS.some((check) => check.name === name));
  if (unknown) {
    console.error(
      `check: no check is called ${unknown} (there are: ${CHECKS.map(({ name }) => name).join(', ')})`,
    );
    process.exit(1);
  }
  return names.length === 0 ? CHECKS : CHECKS.filter(({ name }) => names.includes(name));
}

const waiting = [...chosen(process.argv.slice(2))];
const counts = { passed: 0, failed: 0 };
async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    counts[(await perform(check)) ? 'passed' : 'failed'] += 1;
  }
}
// At most two at once: tsc and ESLint each hold the whole program in memory.
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
if (counts.failed > 0) process.exitCode = 1;
