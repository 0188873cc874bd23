import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { madeUpCompany, type Company } from './company/company';
import { fillWithPastTickets } from './company/past-tickets';
import { setUpApp } from './company/set-up-app';
import { DAY } from './clock';
import { Manifest } from './forge/manifest';
import { Sandbox } from './sandbox';
import { buildPages } from './server/page-bundles';
import { startServer } from './server/server';
import { HELP, readStartOptions, UsageError, type StartOptions } from './start-options';
import { keepState } from './state/keep-state';
import { StateDirectory, StateError, type Beginning, type KeptWorld } from './state/state-directory';
import { playPastWeeks } from './story/past-weeks';
import { member } from './untyped';

const APP_NAME = 'Seatkeeper';
const PAST_DAYS = 45;

async function main(): Promise<void> {
  const began = performance.now();
  const options = readStartOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const directory = process.cwd();
  const state = stateDirectoryOf(options);
  const { begun, kept } = beginningOf(options, state);
  const token = process.env['SANDBOX_TOKEN'] ?? randomBytes(12).toString('hex');
  const company = madeUpCompany(begun.site, begun.company);

  process.stdout.write('Building the pages and starting the sandbox …\n');
  const pages = buildPages(
    Manifest.read(directory),
    join(directory, 'sandbox'),
    join(directory, '.cache/pages'),
  );
  const url = `http://localhost:${options.port}`;
  const sandbox = kept
    ? await Sandbox.restore(kept.saved, { directory, appName: APP_NAME, url, databaseOf: kept.databaseOf })
    : await newWorld(directory, company, begun, url);
  sandbox.clock.followRealTime();
  const server = await startServer({
    sandbox,
    site: sandbox.site(),
    assets: await pages,
    token,
    port: options.port,
  });
  const keep = state && keepState(sandbox, state, begun, complain);
  const ending = state
    ? `Stop with Ctrl+C. Everything is kept in ${state.path}.`
    : 'Stop with Ctrl+C. Nothing is kept.';
  const stop = async (): Promise<void> => {
    await server.close();
    await keep?.();
    await sandbox.stop();
  };
  const stopOnce = (): void => {
    process.off('SIGINT', stopOnce).off('SIGTERM', stopOnce);
    stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stopOnce).on('SIGTERM', stopOnce);
  process.stdout.write(welcome(server.url, sandbox, company, token, performance.now() - began, ending));
}

/** @throws {UsageError} when the state cannot be kept that way */
function stateDirectoryOf({ stateDirectory, fresh }: StartOptions): StateDirectory | undefined {
  if (stateDirectory === undefined) return undefined;
  if (process.env['SANDBOX_SQL_URL'])
    throw new UsageError('--state keeps SQLite only; start without SANDBOX_SQL_URL.');
  // npm runs scripts in the project's folder; the path is meant from where the person typed it
  const state = new StateDirectory(resolve(process.env['INIT_CWD'] ?? process.cwd(), stateDirectory));
  if (fresh) state.clear();
  return state;
}

/** @throws {UsageError} when the kept world began otherwise than the options say */
function beginningOf(
  { site, people, issues, empty, chosen }: StartOptions,
  state: StateDirectory | undefined,
): { readonly begun: Beginning; readonly kept: KeptWorld | undefined } {
  const asked: Beginning = { site, company: people, issues, empty };
  const kept = state?.read();
  const other = kept && chosen.find((name) => kept.beginning[name] !== asked[name]);
  if (kept && other) {
    throw new UsageError(
      `${state?.path ?? ''} holds a world that began with --${other} ${String(kept.beginning[other])}; leave --${other} out, or start with --fresh.`,
    );
  }
  return { begun: kept?.beginning ?? asked, kept };
}

/** A company with the app set up and the weeks until now behind it. */
async function newWorld(
  directory: string,
  company: Company,
  { issues, empty }: Beginning,
  url: string,
): Promise<Sandbox> {
  const now = Date.now();
  const startAt = now - (empty ? 0 : PAST_DAYS * DAY);
  const sandbox = await Sandbox.start({
    directory,
    appName: APP_NAME,
    sites: [{ ...company.site, url }],
    startAt,
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  fillWithPastTickets(sandbox.site().jsm, issues, startAt);
  await setUpApp(sandbox, sandbox.site(), company);
  if (!empty) await playPastWeeks(sandbox, company, now, PAST_DAYS);
  return sandbox;
}

function welcome(
  url: string,
  sandbox: Sandbox,
  company: Company,
  token: string,
  ms: number,
  ending: string,
): string {
  const { jsm } = sandbox.site();
  const emailOf = (accountId: string): string => jsm.account(accountId).email;
  const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
  const project = jsm.configuration.projects[0];
  return [
    '',
    `  ${APP_NAME} runs at ${url}  (ready in ${(ms / 1000).toFixed(1)} s, ${megabytes} MB)`,
    '',
    `  ${company.site.accounts.length} people, ${jsm.issues.size} tickets`,
    '',
    `  Portal       ${url}/servicedesk/customer/portal/1`,
    `  Queue        ${url}/jira/servicedesk/projects/${project?.key ?? ''}/queues`,
    `  Dashboard    ${url}/jira/dashboards/10000`,
    `  Admin page   ${url}/jira/settings/apps/admin-page`,
    '',
    `  REST API     ${url}/rest/…  Basic authentication: e-mail address and token`,
    `               token ${token}`,
    `               agent ${emailOf(company.roles.agent)}, new hire ${emailOf(company.roles.newHire)}`,
    '',
    `  ${ending}`,
    '',
  ].join('\n');
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`);
}

function fail(error: unknown): void {
  if (error instanceof UsageError || error instanceof StateError) complain(error.message);
  else if (member(error, 'code') === 'EADDRINUSE')
    complain('The port is in use. Choose another: npm start -- --port 4748');
  else complain(String(error instanceof Error ? error.stack : error));
  process.exit(error instanceof UsageError ? 2 : 1);
}

main().catch(fail);
