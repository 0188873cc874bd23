import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Script } from 'node:vm';
import { build } from 'esbuild';
import type { Manifest } from './manifest';

/** One handler file with all that it imports, as a CommonJS file. */
export interface HandlerBundle {
  readonly code: string;
  readonly file: string;
  /** The code as `scriptOf` compiles it, where that was done before. */
  readonly script?: Script;
}

/** An app's back end as Forge would run it: a bundle for each handler file, which shares nothing with the others. */
export interface AppBundle {
  /** By the handler file as manifest.yml names it. */
  readonly handlers: Readonly<Record<string, HandlerBundle>>;
  readonly digest: string;
}

/** What a bundle's name ends in, so that no file of the app is taken for one. */
const BUNDLED = '.bundle.cjs';

const SOURCE_ENDINGS = ['ts', 'tsx', 'js', 'jsx', 'cjs'];

/**
 * Bundles every handler file that the manifest names, with the app's own node_modules and only Node's
 * built-ins left outside, as Forge's bundler does.
 */
export async function bundleFunctions(manifest: Manifest): Promise<AppBundle> {
  const files = new Set(manifest.modulesOf('function').map((module) => manifest.handlerOf(module.key).file));
  const entryPoints = [...files].map((file) => {
    const ending = SOURCE_ENDINGS.find((candidate) =>
      existsSync(join(manifest.directory, 'src', `${file}.${candidate}`)),
    );
    if (!ending) throw new Error(`manifest.yml names a handler in src/${file}, which does not exist`);
    return { in: `./src/${file}.${ending}`, out: file };
  });
  const result = await build({
    absWorkingDir: manifest.directory,
    entryPoints,
    outdir: manifest.directory,
    outExtension: { '.js': BUNDLED },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'silent',
    // Forge's runtime sets no NODE_ENV of the machine it was built on
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const handlers = result.outputFiles.map(
    ({ path, text }) =>
      [relative(manifest.directory, path).slice(0, -BUNDLED.length), { code: text, file: path }] as const,
  );
  return appBundle(Object.fromEntries(handlers));
}

/** @param handlers by their file as manifest.yml names it */
export function appBundle(handlers: AppBundle['handlers']): AppBundle {
  const hash = createHash('sha256');
  for (const [file, { code }] of Object.entries(handlers)) hash.update(file).update(code);
  return { handlers, digest: hash.digest('hex').slice(0, 16) };
}
