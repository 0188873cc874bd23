import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { Manifest } from '../forge/manifest';

/** Built JavaScript and CSS by file name, served under /sandbox/assets/. */
export type PageAssets = ReadonlyMap<string, { readonly body: string; readonly type: string }>;

interface Cached {
  readonly inputs: Readonly<Record<string, string>>;
  readonly files: readonly { readonly name: string; readonly body: string; readonly type: string }[];
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * Bundles the sandbox's own pages and every UI resource of the app. The result is kept beside the sources
 * with a fingerprint of every file that went into it, so that a second start needs no bundling.
 */
export async function buildPages(
  manifest: Manifest,
  sandboxDirectory: string,
  cacheDirectory: string,
): Promise<PageAssets> {
  const host = bundle('host', join(sandboxDirectory, 'web/main.tsx'), cacheDirectory);
  const surfaces = manifest.resources.map(({ key, path }) =>
    bundle(`surface-${key}`, join(manifest.directory, path), cacheDirectory),
  );
  const built = await Promise.all([host, ...surfaces]);
  return new Map(built.flatMap(({ files }) => files.map(({ name, body, type }) => [name, { body, type }])));
}

async function bundle(name: string, entry: string, cacheDirectory: string): Promise<Cached> {
  const cacheFile = join(cacheDirectory, `${name}.json`);
  const cached = await readCache(cacheFile);
  if (cached && (await isFresh(cached))) return cached;
  const result = await build({
    entryPoints: { [name]: entry },
    bundle: true,
    write: false,
    outdir: cacheDirectory,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    metafile: true,
    sourcemap: false,
    logLevel: 'silent',
    legalComments: 'none',
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
  });
  const files = result.outputFiles.map((file) => {
    const ending = file.path.split('.').at(-1) ?? 'js';
    return { name: `${name}.${ending}`, body: file.text, type: TYPES[ending] ?? 'text/plain' };
  });
  const fresh: Cached = { inputs: await fingerprints(result.metafile), files };
  await mkdir(cacheDirectory, { recursive: true });
  await writeFile(cacheFile, JSON.stringify(fresh));
  return fresh;
}

async function readCache(file: string): Promise<Cached | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    const cached: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isCached(cached) ? cached : undefined;
  } catch {
    return undefined;
  }
}

const isCached = (value: unknown): value is Cached =>
  typeof value === 'object' &&
  value !== null &&
  'inputs' in value &&
  'files' in value &&
  Array.isArray(value.files);

async function isFresh({ inputs }: Cached): Promise<boolean> {
  const checks = Object.entries(inputs).map(
    async ([path, print]) => existsSync(path) && (await fingerprint(path)) === print,
  );
  return (await Promise.all(checks)).every(Boolean);
}

/** The project's own files by content; of installed packages, the lockfile that npm wrote when it installed them. */
async function fingerprints(metafile: Metafile): Promise<Record<string, string>> {
  const own = Object.keys(metafile.inputs).filter(
    (path) => !path.includes('node_modules') && existsSync(path),
  );
  const paths = [...own, 'node_modules/.package-lock.json', 'package-lock.json'].filter((path) =>
    existsSync(path),
  );
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await fingerprint(path)] as const)),
  );
}

const fingerprint = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
