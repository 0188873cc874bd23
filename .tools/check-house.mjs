#!/usr/bin/env node
/**
 * The house rules that no linter knows, over every file that is or would be committed.
 *
 *   node .tools/check-house.mjs [folder]
 */
import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isMain, report } from './lib/command-line.mjs';
import { sentenceProblems } from './lib/sentences.mjs';
import { tableProblems } from './lib/table-owners.mjs';
import { root } from './lib/machine.mjs';
import { missingLinks } from './lib/markdown-links.mjs';
import { registryHost } from './lib/registry-host.mjs';

/**
 * @typedef {{ path: string, text: string }} File
 * @typedef {{ says: string, in: (path: string) => boolean, finds: RegExp | ((line: string) => boolean) }} LineRule
 */

const MAX_LINES = 600;
/** Files whose `export *` is wanted; none so far. @type {string[]} */
const BARRELS = [];
/** Names that others prescribe. */
const GIVEN_NAMES = ['README.md', 'LICENSE', 'NOTICE', '__snapshots__'];

const isCode = (/** @type {string} */ path) => /\.[cm]?[jt]sx?$/.test(path);
const isTypeScript = (/** @type {string} */ path) => /\.tsx?$/.test(path);
const isTest = (/** @type {string} */ path) => /^(tests|bench)\/|\.test\.[cm]?[jt]sx?$/.test(path);
const isConfig = (/** @type {string} */ path) => /\.config\.[cm]?[jt]s$/.test(path);
const everywhere = () => true;

/** A line that only talks: prose in a comment may say what code may not. */
const isComment = (/** @type {string} */ line) => /^\s*(\/\/|\/?\*)/.test(line);

/**
 * Written so that none matches its own line: this file is checked as well (hence `\s*?` and `TO-?DO`).
 * @type {LineRule[]}
 */
const LINE_RULES = [
  {
    says: 'the real Forge packages run in tests; nothing of them is mocked',
    in: isCode,
    finds: /\bjest\s*\.\s*(mock|doMock|setMock|unstable_mockModule)\(\s*['"`]@forge/,
  },
  {
    says: 'a focused or skipped test',
    in: isTest,
    finds: /\b(it|test|describe)(\.\w+)*\.(only|skip)\(|^\s*(fit|xit|xtest|fdescribe|xdescribe)\(/,
  },
  {
    says: 'a disabled lint rule needs its reason on the same line, after ` -- `',
    in: isCode,
    finds: /(\/\/|\*)\s*?eslint-disable\b(?!.*\s--\s+\w)/,
  },
  {
    says: 'an expected type error needs its reason on the same line, after `: `',
    in: isCode,
    finds: /(\/\/|\*)\s*?@ts-expect-error\b(?!(:| --)\s*\w)/,
  },
  {
    says: 'type checking is not switched off; use an expected error with a reason',
    in: isCode,
    finds: /(\/\/|\*)\s*?@ts-(ignore|nocheck)\b/,
  },
  {
    says: 'a cast to any',
    in: isCode,
    finds: (line) => !isComment(line) && /\bas\s+any\b(?!\s+[a-z])/.test(line),
  },
  {
    says: "a path of somebody's machine",
    in: everywhere,
    finds: /(?<![\w.*:/~}-])(\/(work|farm|root)\/|\/(home|Users)\/\w)|\b[A-Z]:\\+Users\\/,
  },
  {
    says: 'a registry host; the project installs behind any mirror',
    in: (path) => path !== 'package-lock.json',
    finds: registryHost,
  },
  {
    says: 'a to-do that does not say what',
    in: everywhere,
    finds: /\b(TO-?DO|FIX-?ME)\b(?!.*[A-Za-z]{3})/,
  },
  {
    says: 'all of zod would go into the bundle; import what the app uses of it, from #zod',
    in: (path) => /^(src|static)\//.test(path) && path !== 'src/common/contract/zod.ts',
    finds: /\bfrom 'zod(\/[^']*)?'/,
  },
  {
    says: 'zod by name cannot be packed by what is used of it; import it as a namespace',
    in: (path) => /^(src|static)\//.test(path),
    finds: /^import (type )?\{.*\} from '#zod'/,
  },
  {
    says: 'a barrel; import from the file that has it',
    in: (path) => isCode(path) && !BARRELS.includes(path),
    finds: /^\s*export\s+(type\s+)?\*/,
  },
  {
    says: 'a default export; a name is the same wherever it is used',
    in: (path) => isTypeScript(path) && !isConfig(path),
    finds: /^\s*export\s+default\b|^\s*export\s*\{[^}]*\bas\s+default\b/,
  },
];

/** @param {File} file */
function lineProblems({ path, text }) {
  const rules = LINE_RULES.filter((rule) => rule.in(path));
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ finds }) => (typeof finds === 'function' ? finds(line) : finds.test(line)))
        .map((rule) => `${path}:${index + 1}: ${rule.says}`),
    );
}

/** In small letters it has to end as SQL does: a limit of TypeScript may be asked for with `?`, too. */
const BOUND =
  /\b(LIMIT|OFFSET|INTERVAL)\s+(\w+\s*,\s*)?\?(?![.?])|\b(limit|offset|interval)\s+(\w+\s*,\s*)?\?(?=\s*([`'"),;]|$|offset\b|(second|minute|hour|day|week|month|year)\b))/g;

/** A statement may go on in the next line. @param {File} file */
function boundProblems({ path, text }) {
  if (!/^src\/.*\.ts$/.test(path)) return [];
  return [...text.matchAll(BOUND)].map(
    ({ index }) =>
      `${path}:${text.slice(0, index).split('\n').length}: a bound value that TiDB does not take there; write it out, as \`limitOf\` does`,
  );
}

/** @param {string} path */
function nameProblems(path) {
  if (!/^(src|static|sandbox|tests|bench)\//.test(path)) return [];
  const wrong = path
    .split('/')
    .filter((name) => !GIVEN_NAMES.includes(name) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(name));
  return wrong.map((name) => `${path}: ${name} is not kebab-case`);
}

/** @param {File} file */
function lengthProblems({ path, text }) {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return isCode(path) && lines > MAX_LINES ? [`${path}: ${lines} lines, more than ${MAX_LINES}`] : [];
}

/**
 * @param {File[]} files text files with their path from the project's folder, `/` between its parts
 * @param {string[]} [paths] every file there is, binaries included: what links may point to
 * @returns {string[]} one line per offence, empty when there is none
 */
export function checkHouse(files, paths = files.map((file) => file.path)) {
  return [
    ...paths.flatMap(nameProblems),
    ...files.flatMap((file) => [...lineProblems(file), ...boundProblems(file), ...lengthProblems(file)]),
    ...tableProblems(files),
    ...sentenceProblems(files),
    ...files
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) =>
        missingLinks(path, text, paths).map(
          (link) => `${path}:${link.line}: links to ${link.target}, which is not there`,
        ),
      ),
  ];
}

/** @param {string} folder @param {string} [inside] @returns {string[]} */
function walk(folder, inside = '') {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(inside, entry.name);
    if (entry.isDirectory())
      return ['node_modules', '.git', '.cache'].includes(entry.name) ? [] : walk(folder, path);
    return entry.isFile() ? [path] : [];
  });
}

/** @param {string} folder */
function listFiles(folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  // Without git (an unpacked archive) every file counts.
  return git.status === 0 ? [...new Set(git.stdout.split('\0').filter(Boolean))] : walk(folder);
}

/** @param {string} folder */
function checkFolder(folder) {
  const paths = listFiles(folder).filter((path) =>
    lstatSync(join(folder, path), { throwIfNoEntry: false })?.isFile(),
  );
  const files = paths
    .filter((path) => path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
  return checkHouse(files, paths);
}

if (isMain(import.meta.url)) report(checkFolder(process.argv[2] ?? root));
