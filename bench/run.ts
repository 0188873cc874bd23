import { parseArgs } from 'node:util';
import { measureColdStart } from './cold-start/measure-cold-start';
import { measureKpis } from './kpis/measure-kpis';
import { measurePools } from './pools/measure-pools';
import { measurePolicy } from './policy/measure-policy';
import { measureReconcilePoints } from './reconcile-points/measure-reconcile-points';
import { measureSandbox } from './sandbox/measure-sandbox';

type Measured = number | boolean | Readonly<Record<string, number>>;

const BENCHES: Readonly<Record<string, () => Promise<Readonly<Record<string, Measured>>>>> = {
  'cold-start': measureColdStart,
  kpis: measureKpis,
  policy: measurePolicy,
  pools: measurePools,
  'reconcile-points': measureReconcilePoints,
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
  const measured = await measure();
  process.stdout.write(
    values.json ? `${JSON.stringify({ bench: name, ...measured })}\n` : linesOf(measured).join(''),
  );
  // numbers of engines that do not answer the same question mean nothing
  if (measured['agree'] === false) process.exitCode = 1;
}

const linesOf = (measured: Readonly<Record<string, Measured>>): string[] =>
  Object.entries(measured).flatMap(([what, value]) =>
    typeof value === 'object'
      ? Object.entries(value).map(([part, number]) => `${`${what} ${part}`.padEnd(32)} ${number}\n`)
      : [`${what.padEnd(32)} ${String(value)}\n`],
  );

void main();
