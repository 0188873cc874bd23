import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { madeUpCompany } from '../../sandbox/company/company';
import { setUpApp } from '../../sandbox/company/set-up-app';
import { bundleFunctions, type AppBundle } from '../../sandbox/forge/app-bundle';
import { scriptOf } from '../../sandbox/forge/container';
import { Manifest } from '../../sandbox/forge/manifest';
import { Sandbox, type KeptSites, type SandboxOptions } from '../../sandbox/sandbox';
import { StateDirectory } from '../../sandbox/state/state-directory';
import { otherCompany } from './companies';
import { ROOT } from './root';
import { keptInWorker } from './kept-in-worker';

/*
 * What each test file would otherwise make anew at the price of its own tests: the bundle of the app, and two
 * companies where the app is set up. Both are made once for a state of the code and kept in `.cache`.
 */

const CACHE = join(ROOT, '.cache/kept-app');
const BEGINNING = { site: 'acme', company: 0, issues: 0, empty: false };

/** Where the sites are that this very app has set up before one place of it was broken; see .tools/mutate.mjs. */
const SITES_OF_OTHER_CODE = process.env['SEATKEEPER_SITES'];

const bundleSchema = z.object({
  handlers: z.record(z.string(), z.object({ code: z.string(), file: z.string() })),
  digest: z.string(),
});

let bundle: Promise<AppBundle> | undefined;
let digestOfSandbox: string | undefined;

/** The app of this project, bundled. */
export const keptBundle = (): Promise<AppBundle> => (bundle ??= readOrBundle());

async function readOrBundle(): Promise<AppBundle> {
  const path = join(CACHE, `bundle-${digestOf(['manifest.yml', 'package-lock.json'], ['src'])}.json`);
  return keptInWorker(path, async () => {
    const read = await readOrMake(path);
    const compiled = Object.entries(read.handlers).map(
      ([file, handler]) => [file, { ...handler, script: scriptOf(handler) }] as const,
    );
    return { ...read, handlers: Object.fromEntries(compiled) };
  });
}

async function readOrMake(path: string): Promise<AppBundle> {
  if (existsSync(path)) return bundleSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const made = await bundleFunctions(Manifest.read(ROOT));
  mkdirSync(CACHE, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(made));
  renameSync(temporary, path);
  return made;
}

type KeptName = 'acme' | 'globex';

/** The two sites with the app set up, as of the moment when a world starts; only those that are named. */
export async function keptSites(
  options: Omit<SandboxOptions, 'sites'> & { readonly bundle: AppBundle },
  names: readonly KeptName[],
): Promise<KeptSites> {
  const path = SITES_OF_OTHER_CODE ?? join(CACHE, `sites-${options.bundle.digest}-${digestOfTheSandbox()}`);
  const { saved, databaseOf } = new StateDirectory(path).read() ?? (await keepNew(path, options));
  const named = new Set<string>(names);
  const sites = saved.sites.filter(({ site }) => named.has(site.configuration.name));
  return { saved: { ...saved, sites }, databaseOf };
}

const digestOfTheSandbox = (): string => (digestOfSandbox ??= digestOf([], FOLDERS));

/** Of the sandbox's folders, those that may change what is kept. */
const FOLDERS = ['forge', 'jsm', 'company', 'state'].map((folder) => join('sandbox', folder));

async function keepNew(path: string, options: Omit<SandboxOptions, 'sites'>): Promise<KeptSites> {
  const companies = [madeUpCompany(), otherCompany()];
  const sandbox = await Sandbox.start({ ...options, sites: companies.map(({ site }) => site) });
  for (const company of companies) await setUpApp(sandbox, sandbox.site(company.site.name), company);
  const problems = sandbox.host.invocations.problems();
  if (problems.length > 0) throw new Error(`setting the app up went wrong: ${JSON.stringify(problems)}`);
  const temporary = `${path}.${randomUUID()}`;
  await new StateDirectory(temporary).write(BEGINNING, (databaseOf) => sandbox.save(databaseOf));
  await sandbox.stop();
  try {
    renameSync(temporary, path);
  } catch {
    // another process was faster
    rmSync(temporary, { recursive: true, force: true });
  }
  const kept = new StateDirectory(path).read();
  if (!kept) throw new Error(`nothing is kept in ${path}`);
  return kept;
}

function digestOf(files: readonly string[], folders: readonly string[]): string {
  const hash = createHash('sha256');
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .sort()
      .map((name) => join(folder, name)),
  );
  for (const file of [...files, ...inFolders]) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}
