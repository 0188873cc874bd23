import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantProject, projectRoot, runNode } from './tool-runner';

/** Stands in for npm: notes each call, takes a moment, empties node_modules as `npm ci` does. */
const FAKE_NPM = `
const fs = require('node:fs');
fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
console.log('npm talks on stdout');
fs.rmSync('node_modules', { recursive: true, force: true });
setTimeout(() => {
  fs.mkdirSync('node_modules');
  process.exit(Number(process.env.FAKE_NPM_EXIT ?? 0));
}, 150);
`;

function freshClone() {
  const project = plantProject({
    'package.json': '{ "engines": { "node": ">=20.19" } }',
    'package-lock.json': '{ "lockfileVersion": 3 }',
    'npm-fake.cjs': FAKE_NPM,
  });
  const { folder } = project;
  mkdirSync(join(folder, '.tools', 'lib'), { recursive: true });
  for (const file of ['.tools/setup.mjs', '.tools/lib/machine.mjs']) {
    copyFileSync(join(projectRoot, file), join(folder, file));
  }
  const inFolder = (path: string) => join(folder, path);
  return {
    remove: project.remove,
    inFolder,
    setup: (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
      runNode(inFolder('.tools/setup.mjs'), args, {
        cwd: folder,
        env: { ...process.env, npm_execpath: inFolder('npm-fake.cjs'), ...env },
      }),
    installs: () =>
      (existsSync(inFolder('calls')) ? readFileSync(inFolder('calls'), 'utf8') : '').split('\n').length - 1,
    hasStamp: () => existsSync(inFolder('node_modules/.seatkeeper-installed')),
  };
}

describe('setup', () => {
  let clone: ReturnType<typeof freshClone>;
  beforeEach(() => {
    clone = freshClone();
  });
  afterEach(() => {
    clone.remove();
  });

  it('installs a fresh clone once and leaves stdout to the command behind it', async () => {
    const first = await clone.setup();
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toContain('setup: installing the dependencies');
    expect(first.stderr).toMatch(/setup: dependencies installed in \d+ s/);
    expect(readFileSync(clone.inFolder('calls'), 'utf8')).toMatch(/^ci /);

    await clone.setup();
    expect(clone.installs()).toBe(1);
  });

  it('says nothing when it is quiet and there is nothing to do', async () => {
    await clone.setup();
    expect(await clone.setup(['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each(['package-lock.json', 'package.json'])('installs again when %s changes', async (file) => {
    await clone.setup();
    writeFileSync(clone.inFolder(file), '{ "engines": { "node": ">=20.19" }, "changed": true }');
    await clone.setup();
    expect(clone.installs()).toBe(2);
  });

  it('installs again when node_modules is gone', async () => {
    await clone.setup();
    writeFileSync(clone.inFolder('node_modules/.seatkeeper-installed'), 'of another lockfile');
    await clone.setup();
    expect(clone.installs()).toBe(2);
  });

  it('fails in one line and leaves no stamp after a failing install', async () => {
    await clone.setup();
    writeFileSync(clone.inFolder('package-lock.json'), '{ "lockfileVersion": 3, "changed": true }');
    const failing = await clone.setup([], { FAKE_NPM_EXIT: '7' });
    expect(failing.code).toBe(1);
    expect(failing.stderr).toContain('setup: npm ci failed (exit 7)');
    expect(failing.stderr).not.toContain('    at ');
    expect(clone.hasStamp()).toBe(false);

    expect(await clone.setup()).toMatchObject({ code: 0 });
    expect(clone.hasStamp()).toBe(true);
  });

  it('installs once when two start at the same time', async () => {
    const both = await Promise.all([clone.setup(), clone.setup()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ stderr }) => stderr.includes('waiting for it'))).toHaveLength(1);
    expect(clone.installs()).toBe(1);
  });

  it('takes over the lock of a setup that was killed', async () => {
    mkdirSync(clone.inFolder('.cache'));
    // Above every platform's highest process id.
    writeFileSync(clone.inFolder('.cache/setup.lock'), '999999999');
    expect(await clone.setup()).toMatchObject({ code: 0 });
    expect(clone.installs()).toBe(1);
  });

  it('refuses a Node that is too old before it does anything', async () => {
    writeFileSync(clone.inFolder('package.json'), '{ "engines": { "node": ">=99.5" } }');
    const result = await clone.setup();
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `setup: Node 99.5 or newer is needed, this is ${process.versions.node}.\n`,
    });
    expect(clone.installs()).toBe(0);
  });

  it('refuses a CHROMIUM_PATH that is no Chromium', async () => {
    const result = await clone.setup(['--browser'], { CHROMIUM_PATH: clone.inFolder('npm-fake.cjs') });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('which is no Chromium that starts here');
  });

  it('writes down the Chromium that CHROMIUM_PATH names', async () => {
    const chromium = clone.inFolder('my-chromium');
    writeFileSync(chromium, '#!/bin/sh\necho Chromium 1.2.3\n', { mode: 0o755 });
    expect(await clone.setup(['--browser'], { CHROMIUM_PATH: chromium })).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(JSON.parse(readFileSync(clone.inFolder('.cache/machine.json'), 'utf8'))).toEqual({ chromium });
  });

  it('refuses an option it does not know', async () => {
    expect(await clone.setup(['--brwoser'])).toMatchObject({
      code: 1,
      stderr: 'setup: unknown option --brwoser (known: --quiet --browser --mariadb)\n',
    });
  });
});
