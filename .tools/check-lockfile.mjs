#!/usr/bin/env node
/**
 * Would `npm ci` take the committed lockfile, on every platform and behind any mirror?
 *
 *   node .tools/check-lockfile.mjs [folder]
 *
 * npm writes an incomplete lockfile when a platform's binary package cannot be had while it runs, and then
 * refuses that same lockfile on the platform concerned, or on all of them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, report } from './lib/command-line.mjs';
import { root } from './lib/machine.mjs';
import { registryHost } from './lib/registry-host.mjs';

/** @typedef {Record<string, string>} Ranges */
/**
 * @typedef {{
 *   name?: string, version?: string, integrity?: string, resolved?: string, link?: boolean, inBundle?: boolean,
 *   dependencies?: Ranges, devDependencies?: Ranges, optionalDependencies?: Ranges, peerDependencies?: Ranges,
 *   engines?: { node?: string },
 * }} LockedPackage
 * @typedef {{ name?: string, version?: string, lockfileVersion?: number, packages?: Record<string, LockedPackage> }} Lockfile
 * @typedef {LockedPackage & { overrides?: Record<string, unknown> }} PackageJson
 */

const RANGE_FIELDS = /** @type {const} */ ([
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
]);
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * Where npm would find `name` for the package at `from`: its own node_modules, then each parent's.
 * @param {Record<string, LockedPackage>} packages
 * @param {string} from path as the lockfile writes it, '' for the project itself
 * @param {string} name
 */
function resolveFrom(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[path]) return packages[path];
    if (!folder) return undefined;
  }
}

/** @param {Record<string, LockedPackage>} packages */
function missingOptionalPackages(packages) {
  return Object.entries(packages).flatMap(([path, locked]) =>
    Object.keys(locked.optionalDependencies ?? {})
      .filter((name) => !resolveFrom(packages, path, name))
      .map((name) => `${path || 'the project'} names the optional package ${name}, which is not locked`),
  );
}

/** @param {Record<string, LockedPackage>} packages */
function packageProblems(packages) {
  return Object.entries(packages).flatMap(([path, locked]) => {
    if (path === '') return [];
    const problems = [];
    if (locked.resolved !== undefined && !locked.link)
      problems.push(`${path} names where it came from (resolved)`);
    if (!locked.integrity && !locked.link && !locked.inBundle) problems.push(`${path} has no integrity`);
    return problems;
  });
}

/** @param {Ranges} a @param {Ranges} b */
function differingKeys(a, b) {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]);
}

/** @param {Record<string, LockedPackage>} packages @param {PackageJson} pkg */
function rangeProblems(packages, pkg) {
  const locked = packages[''] ?? {};
  return RANGE_FIELDS.flatMap((field) => {
    const wanted = pkg[field] ?? {};
    const disagreeing = differingKeys(wanted, locked[field] ?? {}).map(
      (name) => `package.json and the lockfile disagree on ${name} in ${field}`,
    );
    const otherVersion = Object.entries(wanted).flatMap(([name, range]) => {
      const found = resolveFrom(packages, '', name)?.version;
      return EXACT_VERSION.test(range) && found !== range
        ? [`package.json wants ${name} ${range}, locked is ${found ?? 'none'}`]
        : [];
    });
    return [...disagreeing, ...otherVersion];
  });
}

/** @param {Record<string, LockedPackage>} packages @param {PackageJson} pkg */
function overrideProblems(packages, pkg) {
  return Object.entries(pkg.overrides ?? {}).flatMap(([name, version]) => {
    if (typeof version !== 'string' || !EXACT_VERSION.test(version)) return [];
    return Object.entries(packages)
      .filter(([path, locked]) => path.endsWith(`node_modules/${name}`) && locked.version !== version)
      .map(([path, locked]) => `package.json overrides ${name} to ${version}, ${path} is ${locked.version}`);
  });
}

/**
 * Packages that never run as they come, so that what they ask of Node says nothing; npm would warn at every install
 * all the same. Their `engines` are taken out of the lockfile, and npm leaves them out as long as the version stays.
 */
const BUNDLED_BEFORE_THEY_RUN = [
  // tests/support/outside-client.ts makes one file of it; it asks for Node 22
  'jira.js',
];

/** The first version that a range names, and how much of it is open above. */
const NODE_RANGE = /^\s*(>=|\^|~)?\s*v?(\d+)(?:\.(\d+))?/;

/** @param {string} range as packages write them: `^20.19.0 || >=22.12.0` @param {string} oldest `20.19` */
function admits(range, oldest) {
  const [major = 0, minor = 0] = oldest.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, sign, from, fromMinor = '0'] = NODE_RANGE.exec(part) ?? [];
    if (from === undefined) return true;
    if (Number(from) === major) return Number(fromMinor) <= minor;
    return sign === '>=' && Number(from) < major;
  });
}

/** @param {Record<string, LockedPackage>} packages @param {PackageJson} pkg */
function engineProblems(packages, pkg) {
  const oldest = /\d+(\.\d+)?/.exec(pkg.engines?.node ?? '')?.[0];
  if (oldest === undefined) return [];
  return Object.entries(packages).flatMap(([path, { version, engines }]) => {
    const wanted = engines?.node;
    if (path === '' || wanted === undefined) return [];
    if (BUNDLED_BEFORE_THEY_RUN.some((name) => path === `node_modules/${name}`))
      return [`${path} is bundled before it runs: take its engines out of the lockfile`];
    return admits(wanted, oldest)
      ? []
      : [`${path} ${version} needs Node ${wanted}, the project runs on ${oldest}`];
  });
}

/**
 * @param {Lockfile} lock
 * @param {PackageJson} pkg
 * @returns {string[]} one line per problem, empty when there is none
 */
export function checkLockfile(lock, pkg) {
  const packages = lock.packages ?? {};
  const problems = [];
  if (lock.lockfileVersion !== 3) problems.push(`lockfileVersion is ${lock.lockfileVersion}, not 3`);
  for (const field of /** @type {const} */ (['name', 'version'])) {
    for (const value of [lock[field], packages['']?.[field]]) {
      if (value !== pkg[field])
        problems.push(`package.json and the lockfile disagree on the project's ${field}`);
    }
  }
  if (registryHost.test(JSON.stringify(lock))) problems.push('the lockfile names a registry host');
  return [
    ...new Set(problems),
    ...rangeProblems(packages, pkg),
    ...overrideProblems(packages, pkg),
    ...engineProblems(packages, pkg),
    ...missingOptionalPackages(packages),
    ...packageProblems(packages),
  ];
}

/** @param {string} npmrc text of the project's .npmrc */
export function checkNpmrc(npmrc) {
  return npmrc
    .split('\n')
    .filter(
      (line) => /^\s*([@\w-]+:)?registry\s*=/i.test(line) || /^\s*\/\//.test(line) || registryHost.test(line),
    )
    .map((line) => `.npmrc names a registry: ${line.trim().replace(/=.*/, '=…')}`);
}

/** @param {string} folder */
function checkFolder(folder) {
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8');
  const npmrc = existsSync(join(folder, '.npmrc')) ? read('.npmrc') : '';
  return [
    ...checkLockfile(JSON.parse(read('package-lock.json')), JSON.parse(read('package.json'))),
    ...checkNpmrc(npmrc),
  ];
}

if (isMain(import.meta.url)) report(checkFolder(process.argv[2] ?? root));
