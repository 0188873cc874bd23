import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { madeUpCompany, type Company } from './company/company';
import { consoleCall, setUpApp } from './company/set-up-app';
import { previewHistory, sendHistory, type HistoryFormat, type SentHistory } from './history/send-history';
import { Sandbox } from './sandbox';
import { SavedAtIntervals } from './state/saved-at-intervals';
import { StateDirectory, type Beginning } from './state/state-directory';
import { member } from './untyped';

const USAGE = `npm run history -- FILE [--format servicenow] [--format mapped --mapping FILE.json] [--state DIR] [--fresh] [--dry-run] [--json]
Imports a log of past tickets (CSV, .csv.gz) with the app's own import, and prints what it says.

  --format NAME   servicenow (an incident log as ServiceNow exports it) or mapped (any CSV)
  --mapping FILE  which column is what, as JSON; docs/past-tickets.md has examples
  --state DIR     keep the site in DIR, as npm start does, and go on there the next time; without it the site is new
  --fresh         throw away what DIR holds and begin anew
  --dry-run       show the first rows as they would be read, and import nothing
  --json          one line of JSON
`;
const FIRST_DAY = Date.UTC(2026, 10, 23, 8);
const APP = { directory: process.cwd(), appName: 'Seatkeeper' };
const NEW_SITE: Beginning = { site: 'acme', company: 40, issues: 0, empty: true };

// npm runs scripts in the project's folder; paths are meant from where the person typed them
const pathOf = (typed: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), typed);

interface Asked {
  readonly file: string;
  readonly format: HistoryFormat;
  readonly state: StateDirectory | undefined;
  readonly isDryRun: boolean;
  readonly asJson: boolean;
}

function asked(): Asked {
  const { values, positionals } = parseArgs({
    options: {
      format: { type: 'string', default: 'servicenow' },
      mapping: { type: 'string' },
      state: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(USAGE);
  if (values.state?.trim() === '') throw new Error('--state needs a directory.');
  if (values.fresh && values.state === undefined)
    throw new Error('--fresh throws a kept state away and needs --state DIR to say which.');
  if (values.state !== undefined && process.env['SANDBOX_SQL_URL'])
    throw new Error('--state keeps SQLite only; start without SANDBOX_SQL_URL.');
  const state = values.state === undefined ? undefined : new StateDirectory(pathOf(values.state));
  if (values.fresh) state?.clear();
  return {
    file: pathOf(file),
    format: { format: values.format, mapping: mappingIn(values.mapping) },
    state,
    isDryRun: values['dry-run'],
    asJson: values.json,
  };
}

function mappingIn(path: string | undefined): unknown {
  if (path === undefined) return undefined;
  const text = readFileSync(pathOf(path), 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`${path} is no JSON.`);
  }
}

async function main(): Promise<void> {
  const { file, format, state, isDryRun, asJson } = asked();
  const began = performance.now();
  const { sandbox, company, beginning } = await worldOf(state);
  try {
    const call = consoleCall(sandbox, sandbox.site(), company.roles.administrator);
    if (isDryRun) {
      print(await previewHistory(call, file, format), asJson);
      return;
    }
    const saved = state && new SavedAtIntervals(sandbox, state, beginning);
    const sent = await sendHistory(call, file, format, async () => saved?.whenDue());
    await saved?.now();
    const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
    print({ ...summaryOf(sent), seconds, megabytes }, asJson);
  } finally {
    await sandbox.stop();
  }
}

/** The site that was kept, or a new one. */
async function worldOf(
  state: StateDirectory | undefined,
): Promise<{ sandbox: Sandbox; company: Company; beginning: Beginning }> {
  const kept = state?.read();
  if (kept) {
    const { beginning, saved, databaseOf } = kept;
    const company = madeUpCompany(beginning.site, beginning.company);
    return { sandbox: await Sandbox.restore(saved, { ...APP, databaseOf }), company, beginning };
  }
  const company = madeUpCompany(NEW_SITE.site, NEW_SITE.company);
  const sandbox = await Sandbox.start({
    ...APP,
    sites: [company.site],
    startAt: FIRST_DAY,
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  // a site that is gone again at once need not be set up: its administrator imports without that
  if (state) await setUpApp(sandbox, sandbox.site(), company);
  return { sandbox, company, beginning: NEW_SITE };
}

/** The app's report as the command prints it: plain numbers first, then what could not be read. */
function summaryOf({
  importId,
  report,
  sentParts,
  skippedParts,
}: SentHistory): Readonly<Record<string, unknown>> {
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
    importId,
    sentParts,
    skippedParts,
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
