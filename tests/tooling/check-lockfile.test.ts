import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantProject, projectRoot, runNode } from './tool-runner';

interface LockedPackage {
  version?: string;
  integrity?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  [field: string]: unknown;
}
interface Lockfile {
  lockfileVersion: number;
  packages: Record<string, LockedPackage>;
}

const checker = join(projectRoot, '.tools', 'check-lockfile.mjs');
const packageJson = `{
  "name": "sample", "version": "1.0.0", "engines": { "node": ">=20.19" },
  "dependencies": { "native": "2.0.0" }, "overrides": { "deep": "3.0.0" }
}`;

function soundLockfile(): Lockfile {
  return {
    lockfileVersion: 3,
    ...{ name: 'sample', version: '1.0.0' },
    packages: {
      '': { name: 'sample', version: '1.0.0', dependencies: { native: '2.0.0' } },
      'node_modules/native': {
        version: '2.0.0',
        integrity: 'sha512-a',
        optionalDependencies: { 'native-linux': '2.0.0', 'native-windows': '2.0.0' },
      },
      'node_modules/native-linux': { version: '2.0.0', integrity: 'sha512-b' },
      // Nested, as npm places what only its parent can use.
      'node_modules/native/node_modules/native-windows': { version: '2.0.0', integrity: 'sha512-c' },
      'node_modules/deep': { version: '3.0.0', integrity: 'sha512-d' },
    },
  };
}

async function check(lockfile: Lockfile, npmrc = 'save-exact=true\n') {
  const project = plantProject({
    'package.json': packageJson,
    'package-lock.json': JSON.stringify(lockfile),
    '.npmrc': npmrc,
  });
  try {
    return await runNode(checker, [project.folder]);
  } finally {
    project.remove();
  }
}

/** The host that no file of this project may name, this one included. */
const registry = ['https://registry', 'npm' + 'js', 'org/'].join('.');

describe('the lockfile checker', () => {
  it('accepts the committed lockfile', async () => {
    expect(await runNode(checker, [])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('accepts a sound lockfile with a nested platform package', async () => {
    expect(await check(soundLockfile())).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each([
    '*',
    '>= 8.0',
    '>=16 || 14 >=14.17',
    '18 || 20 || >=22',
    '^20.19.0 || >=22.12.0',
    '>=20.18.1 <22',
  ])('accepts a package that asks for Node %s', async (range) => {
    const lockfile = soundLockfile();
    lockfile.packages['node_modules/deep']!['engines'] = { node: range };
    expect(await check(lockfile)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<[string, (lockfile: Lockfile) => void, string]>([
    [
      'a platform package is missing',
      ({ packages }) => delete packages['node_modules/native/node_modules/native-windows'],
      'node_modules/native names the optional package native-windows, which is not locked',
    ],
    [
      'a package says where it came from',
      ({ packages }) => (packages['node_modules/deep']!.resolved = 'file:deep.tgz'),
      'node_modules/deep names where it came from (resolved)',
    ],
    [
      'a registry host stands anywhere in it',
      ({ packages }) => (packages['node_modules/deep']!['funding'] = registry),
      'the lockfile names a registry host',
    ],
    [
      'a package has no integrity',
      ({ packages }) => delete packages['node_modules/deep']!.integrity,
      'node_modules/deep has no integrity',
    ],
    [
      'package.json wants another version',
      ({ packages }) => (packages['node_modules/native']!.version = '2.0.1'),
      'package.json wants native 2.0.0, locked is 2.0.1',
    ],
    [
      'package.json lists a dependency that was never locked',
      ({ packages }) => delete packages['']!['dependencies'],
      'package.json and the lockfile disagree on native in dependencies',
    ],
    [
      'an override was not applied',
      ({ packages }) => (packages['node_modules/deep']!.version = '3.1.0'),
      'package.json overrides deep to 3.0.0, node_modules/deep is 3.1.0',
    ],
    [
      'the project has another name there',
      ({ packages }) => (packages['']!['name'] = 'other'),
      "package.json and the lockfile disagree on the project's name",
    ],
    ...['>=22', '^18 || ^22.1', '^20.20.0 || >= 22.12', '20.20'].map(
      (range): [string, (lockfile: Lockfile) => void, string] => [
        `a package asks for Node ${range}`,
        ({ packages }) => (packages['node_modules/deep']!['engines'] = { node: range }),
        `node_modules/deep 3.0.0 needs Node ${range}, the project runs on 20.19`,
      ],
    ),
    ['an older npm wrote it', (lockfile) => (lockfile.lockfileVersion = 2), 'lockfileVersion is 2, not 3'],
  ])('refuses a lockfile when %s', async (_when, spoil, complaint) => {
    const lockfile = soundLockfile();
    spoil(lockfile);
    expect(await check(lockfile)).toEqual({ code: 1, stdout: `${complaint}\n`, stderr: '' });
  });

  it('refuses an .npmrc that names a registry, without printing a token', async () => {
    const result = await check(soundLockfile(), `registry=${registry}\n//host.example/:_authToken=secret\n`);
    expect(result.code).toBe(1);
    expect(result.stdout).toBe(
      '.npmrc names a registry: registry=…\n.npmrc names a registry: //host.example/:_authToken=…\n',
    );
  });

  it('finds the platform packages of the libraries that need them', () => {
    const lockfile = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as Lockfile;
    for (const library of ['esbuild', 'libsql', 'unrs-resolver']) {
      const platforms = Object.keys(lockfile.packages[`node_modules/${library}`]?.optionalDependencies ?? {});
      expect(platforms.length).toBeGreaterThan(5);
    }
  });
});
