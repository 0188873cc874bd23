#!/usr/bin/env node
/**
 * Packs what the app uses of zod (src/common/contract/zod.ts) into .cache/packed/zod.mjs, minified. package.json's `imports` hand
 * it to Forge's bundler alone, which would take all of zod and minify nothing; everybody else gets zod itself. Runs after
 * each install, and before an npm script when the list has changed since; without the file, Forge's bundler stops and names `#zod`.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './lib/machine.mjs';

const packed = join(root, '.cache/packed/zod.mjs');

/** esbuild, unless the development tools were left out of the install: nothing is deployed from there. */
const esbuild = await import('esbuild').catch(() => undefined);
if (esbuild === undefined) {
  console.error('zod is not packed: the development tools are not installed.');
  process.exit(0);
}

const { outputFiles } = await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['src/common/contract/zod.ts'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // bundles read as modules of their own, whose warnings about `this` or directives are zod's affair
  logLevel: 'error',
  write: false,
});
mkdirSync(dirname(packed), { recursive: true });
const temporary = `${packed}.${process.pid}`;
writeFileSync(temporary, outputFiles[0]?.contents ?? '');
renameSync(temporary, packed);
