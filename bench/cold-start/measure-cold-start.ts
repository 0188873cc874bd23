import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Manifest } from '../../sandbox/forge/manifest';
import { forgeBackEnd, type ForgeBackEnd } from '../../tests/conformance/forge/forge-back-end';
import { ROOT } from '../../tests/support/root';

const ROUNDS = 15;

/** The import of a bundle in a process of its own, which has read the file before so that no disk is waited for. */
const IMPORT = `
  const file = process.argv[1];
  require('node:fs').readFileSync(file);
  const before = process.cpuUsage();
  require(file);
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(String((user + system) / 1000));
`;

/**
 * What each function costs before it does anything: the bytes of the bundle that Forge's own bundler makes of its handler
 * file, and the CPU time of importing it, median of fresh processes; beside a function that uses Jira and a resolver
 * and nothing else. Rounds take turns, so that whatever else the machine does falls on all alike.
 * @returns by function key bytes, milliseconds, and the ratio of these to the bare function
 */
export async function measureColdStart(): Promise<
  Readonly<Record<string, Readonly<Record<string, number>>>>
> {
  const manifest = Manifest.read(ROOT);
  const app = await forgeBackEnd(ROOT);
  const bare = bundleIn(await forgeBackEnd(join(__dirname, 'bare-app')), 'index');
  const functions = manifest
    .modulesOf('function')
    .map(({ key }) => [key, bundleIn(app, manifest.handlerOf(key).file)] as const);
  const files = [...new Set([bare, ...functions.map(([, file]) => file)])];
  const rounds = new Map(files.map((file) => [file, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++)
    for (const file of files) rounds.get(file)?.push(cpuToImport(file));
  const cpuMs = (file: string): number => median(rounds.get(file) ?? []);
  return Object.fromEntries(
    [['bare', bare] as const, ...functions].map(([name, file]) => [
      name,
      {
        bytes: statSync(file).size,
        cpuMs: rounded(cpuMs(file)),
        ratioToBare: rounded(cpuMs(file) / cpuMs(bare)),
      },
    ]),
  );
}

function bundleIn({ bundles }: ForgeBackEnd, handlerFile: string): string {
  const file = bundles[handlerFile];
  if (file === undefined) throw new Error(`Forge’s bundler made nothing of src/${handlerFile}`);
  return file;
}

const cpuToImport = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', IMPORT, file], { encoding: 'utf8' }));

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

const rounded = (value: number): number => Math.round(value * 10) / 10;
