import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { madeUpCompany } from './company/company';
import { consoleCall } from './company/set-up-app';
import { sendHistory } from './history/send-history';
import { Sandbox } from './sandbox';
import { member } from './untyped';

const USAGE = `npm run history -- FILE --format servicenow [--json]
Imports a log of past tickets (CSV, .csv.gz) with the app's own import on a new site, and tells what it says.
`;
const FIRST_DAY = Date.UTC(2026, 10, 23, 8);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      format: { type: 'string', default: 'servicenow' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(USAGE);
  const began = performance.now();
  const company = madeUpCompany();
  const sandbox = await Sandbox.start({
    directory: process.cwd(),
    appName: 'Seatkeeper',
    sites: [company.site],
    startAt: FIRST_DAY,
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  try {
    const call = consoleCall(sandbox, sandbox.site(), company.roles.administrator);
    // npm runs scripts in the project's folder; the path is meant from where the person typed it
    const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
    const { importId, report } = await sendHistory(call, path, values.format);
    const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
    print({ ...told(report), importId, seconds, megabytes }, values.json);
  } finally {
    await sandbox.stop();
  }
}

/** The app's report as the command tells it: plain numbers first, then what could not be read. */
function told(report: unknown): Readonly<Record<string, unknown>> {
  const of = (name: string): unknown => member(report, name);
  return {
    tickets: of('tickets'),
    events: of('events'),
    reopened: of('reopened'),
    slaMissed: of('slaMissed'),
    slaAdherence: member(of('slaAdherence'), 'value'),
    reopenRate: member(of('reopenRate'), 'value'),
    rows: of('rows'),
    isWhole: of('isWhole'),
    problemRows: of('problemRows'),
    problems: of('problems'),
    problemCount: of('problemCount'),
  };
}

function print(result: Readonly<Record<string, unknown>>, asJson: boolean): void {
  if (asJson) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  for (const [what, value] of Object.entries(result))
    process.stdout.write(`${what.padEnd(14)} ${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ ok: false, error: message })}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
