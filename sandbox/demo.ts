import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { companyFromRoster, madeUpCompany } from './company/company';
import { setUpApp } from './company/set-up-app';
import { Sandbox } from './sandbox';
import { playNewHire } from './story/new-hire';

const FIRST_DAY = Date.UTC(2026, 10, 23, 8);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, roster: { type: 'string' } },
  });
  const print = (line: string): void => {
    if (!values.json) process.stdout.write(`${line}\n`);
  };
  // npm runs scripts in the project's folder; the path is meant from where the person typed it
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  const company =
    values.roster === undefined
      ? madeUpCompany()
      : companyFromRoster(readFileSync(resolve(typedIn, values.roster), 'utf8'));
  const sandbox = await Sandbox.start({
    directory: process.cwd(),
    appName: 'Seatkeeper',
    sites: [company.site],
    startAt: FIRST_DAY,
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  try {
    await setUpApp(sandbox, sandbox.site(), company);
    print(`A company of ${company.site.accounts.length} people, played in virtual time.\n`);
    const requests = await playNewHire(sandbox, company, print);
    print('\nAll as expected.');
    if (values.json) process.stdout.write(`${JSON.stringify({ ok: true, requests })}\n`);
  } finally {
    await sandbox.stop();
  }
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ ok: false, error: message, requests: [] })}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
