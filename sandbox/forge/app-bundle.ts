import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from 'node:vm';
import { build } from 'esbuild';
import type { Manifest } from './manifest';

/** An app's back end as Forge would run it: one CommonJS file whose exports are keyed by handler file. */
export interface AppBundle {
  readonly code: string;
  readonly file: string;
  readonly digest: string;
  /** The code as `scriptOf` compiles it, where that was done before. */
  readonly script?: Script;
}

const SOURCE_ENDINGS = ['ts', 'tsx', 'js', 'jsx', 'cjs'];

/**
 * Bundles every handler file that the manifest names, with the app's own node_modules and only Node's
 * built-ins left outside, as Forge's bundler does.
 */
export async function bundleFunctions(manifest: Manifest): Promise<AppBundle> {
  const files = new Set(manifest.modulesOf('function').map((module) => manifest.handlerOf(module.key).file));
  const lines = [...files].map((file) => {
    const ending = SOURCE_ENDINGS.find((candidate) =>
      existsSync(join(manifest.directory, 'src', `${file}.${candidate}`)),
    );
    if (!ending) throw new Error(`manifest.yml names a handler in src/${file}, which does not exist`);
    return `export * as ${JSON.stringify(file)} from './src/${file}.${ending}';`;
  });
  const result = await build({
    absWorkingDir: manifest.directory,
    stdin: {
      contents: lines.join('\n'),
      resolveDir: manifest.directory,
      sourcefile: 'forge-entry.ts',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'silent',
    // Forge's runtime sets no NODE_ENV of the machine it was built on
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const code = result.outputFiles[0]?.text ?? '';
  return {
    code,
    file: join(manifest.directory, 'app-functions.cjs'),
    digest: createHash('sha256').update(code).digest('hex').slice(0, 16),
  };
}
