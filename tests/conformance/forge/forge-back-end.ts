import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../support/root';
import { plantProject, runNode } from '../../tooling/tool-runner';

/** What Forge's own bundler makes of an app's back end: one file for each handler file, and nothing shared. */
export interface ForgeBackEnd {
  /** Paths of the bundles by handler file as the manifest names it. */
  readonly bundles: Readonly<Record<string, string>>;
  /** Whatever the bundler had to say. */
  readonly said: readonly string[];
}

const CACHE = join(ROOT, '.cache/forge-back-ends');
// what the bundler wraps around a back end comes from Atlassian; it is not needed to run the app here
const STUB = 'exports.main = () => undefined;\n';

const printed = z.object({ backEnd: z.string(), said: z.array(z.string()) });
const said = z.array(z.string());

/** Bundles the app of a folder below the project's, types checked; once for a state of its code. */
export async function forgeBackEnd(directory: string): Promise<ForgeBackEnd> {
  const folder = join(CACHE, digestOf(directory));
  if (!existsSync(folder)) await bundleInto(folder, directory);
  const bundles = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  return {
    bundles: Object.fromEntries(bundles.map((name) => [basename(name, '.cjs'), join(folder, name)])),
    said: said.parse(JSON.parse(readFileSync(join(folder, 'said.json'), 'utf8'))),
  };
}

async function bundleInto(folder: string, directory: string): Promise<void> {
  const place = plantProject({ 'dist/wrapper.js': STUB, 'dist/loader.js': STUB });
  try {
    const env = { ...process.env, FORGE_RUNTIME_PATH: place.folder, TMPDIR: place.folder };
    const script = join(__dirname, 'bundle.ts');
    const tsx = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
    const { code, stdout, stderr } = await runNode('--import', [tsx, script, 'back-end'], {
      cwd: directory,
      env,
    });
    if (code !== 0) throw new Error(`Forge’s bundler ended with ${code}: ${stderr}`);
    const { backEnd, said } = printed.parse(JSON.parse(stdout));
    const temporary = `${folder}.${randomUUID()}`;
    mkdirSync(temporary, { recursive: true });
    const bundles = readdirSync(backEnd).filter(
      (name) => name.endsWith('.cjs') && !name.startsWith('__forge'),
    );
    for (const name of bundles) cpSync(join(backEnd, name), join(temporary, name));
    writeFileSync(join(temporary, 'said.json'), JSON.stringify(said));
    renameSync(temporary, folder);
  } finally {
    place.remove();
  }
}

function digestOf(directory: string): string {
  const sources = readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((name) => join(directory, 'src', name));
  const around = ['manifest.yml', 'tsconfig.json'].map((name) => join(directory, name));
  const packed = [join(ROOT, '.cache/packed/zod.mjs')].filter((path) => existsSync(path));
  const ofProject = ['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(ROOT, name));
  const hash = createHash('sha256');
  for (const path of [...around, ...ofProject, ...packed, ...sources])
    hash.update(relative(ROOT, path)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
