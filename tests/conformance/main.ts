/**
 *   npm run conformance -- [--json] [--from FOLDER] [--descriptions FOLDER] [tests …]
 *
 * Runs the tests (all, or those whose path matches), and holds every REST call that they made to the sandbox, and
 * every answer, against Atlassian's published API descriptions. `--from` judges what an earlier run wrote into the
 * folder that SEATKEEPER_EXCHANGES named. `--descriptions` says where the descriptions are, as SEATKEEPER_DESCRIPTIONS
 * does; without it they are looked for in ../shared/specs. Exit code 1 for violations or when nothing was judged, 2
 * where the descriptions are absent.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Exchange } from '../../sandbox/jsm/rest/exchanges';
import { Summary } from './summary';

const ROOT = join(__dirname, '../..');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      from: { type: 'string' },
      descriptions: { type: 'string' },
    },
    allowPositionals: true,
  });
  // before anything reads it, and for the tests as well
  if (values.descriptions !== undefined)
    process.env['SEATKEEPER_DESCRIPTIONS'] = fromCaller(values.descriptions);
  const { missingDescriptions } = await import('../support/descriptions');
  if (missingDescriptions.length > 0) {
    process.stderr.write(
      `conformance: nothing judged, because these descriptions by Atlassian are absent:\n${missingDescriptions.map((file) => `  ${file}\n`).join('')}`,
    );
    return 2;
  }
  const summary =
    values.from === undefined ? await judgeRun(positionals) : await judgeFolder(fromCaller(values.from));
  process.stdout.write(`${values.json ? JSON.stringify(summary.figures) : summary.text()}\n`);
  if (values.json && !summary.isGood) process.stderr.write(`${summary.text()}\n`);
  return summary.isGood ? 0 : 1;
}

/** A path as it was meant where npm was started. */
const fromCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);

async function judgeRun(tests: readonly string[]): Promise<Summary> {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-exchanges-'));
  try {
    const jest = [require.resolve('jest/bin/jest'), '--config', 'tests/jest.config.cjs', ...tests];
    // Jest's own words go to stderr: stdout belongs to the figures
    const { status } = spawnSync(process.execPath, jest, {
      cwd: ROOT,
      env: { ...process.env, SEATKEEPER_EXCHANGES: folder },
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0)
      process.stderr.write('conformance: not every test passed; what they sent is judged nevertheless.\n');
    return await judgeFolder(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judgeFolder(folder: string): Promise<Summary> {
  const { Judge } = await import('./judge');
  const judge = await Judge.prepare();
  const summary = new Summary();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ndjson'))) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      // written by tests/support/record-exchanges.ts and nobody else
      const { test, exchange } = JSON.parse(line) as { test: string; exchange: Exchange };
      summary.add(test, exchange, judge.judge(exchange));
    }
  }
  return summary;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(
      `conformance: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
