import { parseArgs } from 'node:util';
import { measureSandbox } from './sandbox/measure-sandbox';

const BENCHES: Readonly<Record<string, () => Promise<Readonly<Record<string, number>>>>> = {
  sandbox: measureSandbox,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [name = ''] = positionals;
  const measure = BENCHES[name];
  if (!measure) {
    process.stderr.write(
      `npm run bench -- NAME [--json], where NAME is ${Object.keys(BENCHES).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const numbers = await measure();
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ bench: name, ...numbers })}\n`
      : Object.entries(numbers)
          .map(([what, number]) => `${what.padEnd(32)} ${number}\n`)
          .join(''),
  );
}

void main();
