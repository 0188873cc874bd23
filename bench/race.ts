import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PoolRaces, plantNames } from './race/pool-race';

const USAGE = `npm run race -- pools [--seeds N] [--first N] [--plant ${plantNames().join('|')}] [--snapshots] [--workers N] [--json]
200 requests race for 50 seats while processes die between any two statements; exit code 1 when a rule was broken.
SANDBOX_SQL_URL names a MySQL-dialect server; SQLite in memory otherwise, where --snapshots has statements that are under
way at once read one snapshot, as TiDB does.
`;

const tallySchema = z.object({
  seeds: z.number(),
  violations: z.number(),
  kills: z.number(),
  /** The most that were taken, and that waited, in any race. */
  seats: z.number(),
  waiting: z.number(),
  firstBad: z.object({ seed: z.number(), violation: z.string() }).optional(),
});

type Tally = z.infer<typeof tallySchema>;

const NOTHING: Tally = { seeds: 0, violations: 0, kills: 0, seats: 0, waiting: 0 };

function plus(one: Tally, other: Tally): Tally {
  const firstBad = one.firstBad ?? other.firstBad;
  return {
    seeds: one.seeds + other.seeds,
    violations: one.violations + other.violations,
    kills: one.kills + other.kills,
    seats: Math.max(one.seats, other.seats),
    waiting: Math.max(one.waiting, other.waiting),
    ...(firstBad ? { firstBad } : {}),
  };
}

interface Task {
  readonly first: number;
  readonly seeds: number;
  readonly plant: string | undefined;
  readonly onSnapshots: boolean;
}

async function race({ first, seeds, plant, onSnapshots }: Task): Promise<Tally> {
  const races = await PoolRaces.prepare(plant, process.env['SANDBOX_SQL_URL'], onSnapshots);
  const began = performance.now();
  let tally = NOTHING;
  for (let seed = first; seed < first + seeds; seed++) {
    const { violations, kills, seats, waiting } = await races.run(seed);
    const [violation] = violations;
    tally = plus(tally, {
      seeds: 1,
      violations: violations.length,
      kills,
      seats,
      waiting,
      ...(violation === undefined ? {} : { firstBad: { seed, violation } }),
    });
    // a fault that was planted is found once
    if (plant !== undefined && tally.firstBad) break;
    if (tally.seeds % 25 === 0) report(tally, first, began);
  }
  await races.stop();
  return tally;
}

function report({ seeds, violations, kills }: Tally, first: number, began: number): void {
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stderr.write(
    `seeds ${first} to ${first + seeds - 1}: ${violations} violations, ${kills} kills, ${seconds} s\n`,
  );
}

/** The same in a process of its own. */
function raceApart({ first, seeds, onSnapshots }: Task): Promise<Tally> {
  const [, file = ''] = process.argv;
  const given = ['pools', '--first', String(first), '--seeds', String(seeds), '--workers', '1', '--json'];
  if (onSnapshots) given.push('--snapshots');
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      try {
        resolve(tallySchema.parse(JSON.parse(output)));
      } catch (error) {
        reject(new Error('a worker came to no result', { cause: error }));
      }
    });
  });
}

async function raceOn(workers: number, { first, seeds, ...task }: Task): Promise<Tally> {
  const share = Math.ceil(seeds / workers);
  const parts = Array.from({ length: workers }, (_, index) => {
    const begin = first + index * share;
    return { first: begin, seeds: Math.min(share, first + seeds - begin), ...task };
  }).filter((part) => part.seeds > 0);
  const tallies = await Promise.all(parts.map(raceApart));
  return tallies.reduce(plus, NOTHING);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      first: { type: 'string', default: '1' },
      plant: { type: 'string' },
      snapshots: { type: 'boolean', default: false },
      workers: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [seeds, first, workers] = [values.seeds, values.first, values.workers].map(Number);
  const isKnown = values.plant === undefined || plantNames().includes(values.plant);
  const numbers = z.tuple([z.int().positive(), z.int().nonnegative(), z.int().positive()]);
  const parsed = numbers.safeParse([seeds, first, workers]);
  if (positionals[0] !== 'pools' || !isKnown || !parsed.success) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const [count, from, processes] = parsed.data;
  const task = { first: from, seeds: count, plant: values.plant, onSnapshots: values.snapshots };
  const isApart = processes > 1 && values.plant === undefined;
  const tally = await (isApart ? raceOn(processes, task) : race(task));
  process.stdout.write(values.json ? `${JSON.stringify(tally)}\n` : linesOf(tally));
  if (tally.violations > 0) process.exitCode = 1;
}

const linesOf = (tally: Tally): string =>
  Object.entries(tally)
    .map(
      ([what, value]) => `${what.padEnd(12)} ${typeof value === 'object' ? JSON.stringify(value) : value}\n`,
    )
    .join('');

void main();
