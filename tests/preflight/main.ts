/**
 *   npm run preflight
 *
 * What can be known of the app before `forge deploy`: a line for each check, with what is wrong below it. Exit code 1 when
 * something is. `main.ts FOLDER` looks at another app.
 */
import { resolve } from 'node:path';
import { ROOT } from '../support/root';
import { bundlesCheck } from './bundles-check';
import type { Check, Outcome } from './check';
import { hostsCheck } from './hosts-check';
import { kvsCheck } from './kvs-check';
import { linterCheck } from './linter-check';
import { manifestCheck } from './manifest-check';
import { scopesCheck } from './scopes-check';
import { definitionsCheck, sqlCheck } from './sql-checks';

const CHECKS: readonly Check[] = [
  manifestCheck,
  linterCheck,
  scopesCheck,
  hostsCheck,
  bundlesCheck,
  sqlCheck,
  definitionsCheck,
  kvsCheck,
];

function linesOf(name: string, outcome: Outcome): string[] {
  if ('skipped' in outcome) return [`skipped  ${name}: ${outcome.skipped}`];
  const { problems, note } = outcome;
  if (problems.length === 0) return [`ok       ${name}: ${note}`];
  return [`FAILED   ${name}: ${note}`, ...problems.map((problem) => `           ${problem}`)];
}

async function main(root: string): Promise<void> {
  // Forge's tools go by it
  process.chdir(root);
  for (const { name, run } of CHECKS) {
    const outcome = await run(root).catch((error: unknown) => ({
      problems: [error instanceof Error ? error.message : String(error)],
      note: 'could not be looked at',
    }));
    process.stdout.write(`${linesOf(name, outcome).join('\n')}\n`);
    if ('problems' in outcome && outcome.problems.length > 0) process.exitCode = 1;
  }
}

void main(resolve(process.argv[2] ?? ROOT));
