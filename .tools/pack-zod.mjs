#!/usr/bin/env node
/**
 * Packs what the app uses of zod (src/common/contract/zod.ts) into .cache/packed/zod.mjs, minified. package.json's `imports` hand
 * it to Forge's bundler alone, which would take all of zod and minify nothing; everybody else gets zod itself. Runs after
 * each install and before each npm script, so it is never older than the list; without it, Forge's bundler takes zod.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/machine.mjs';

const packed = join(root, '.cache/packed/zod.mjs');

const { outputFiles } = await build({
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
