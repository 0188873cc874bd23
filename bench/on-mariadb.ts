import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(__dirname, '..');

export type Measured = Readonly<Record<string, number | boolean>>;

const measuredSchema = z.record(z.string(), z.union([z.number(), z.boolean()]));

/** Runs a benchmark in a process of its own that has a MariaDB of its own, by the name it has in `run.ts`. */
export async function onMariaDb(name: string): Promise<Measured> {
  const run = async (args: readonly string[]): Promise<string> => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0 && output === '') throw new Error(`${args.join(' ')} ended with ${String(code)}`);
    return output;
  };
  await run(['.tools/setup.mjs', '--quiet', '--mariadb']);
  const output = await run([
    '.tools/with-mariadb.mjs',
    process.execPath,
    ...['--import', 'tsx', 'bench/run.ts', name, '--json'],
  ]);
  const { bench, ...measured } = z.looseObject({ bench: z.string() }).parse(JSON.parse(output));
  if (bench !== name) throw new Error('another benchmark answered');
  return measuredSchema.parse(measured);
}
