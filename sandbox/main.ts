import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { madeUpCompany, type Company } from './company/company';
import { fillWithPastTickets } from './company/past-tickets';
import { setUpApp } from './company/set-up-app';
import { DAY } from './clock';
import { Manifest } from './forge/manifest';
import { Sandbox } from './sandbox';
import { buildPages } from './server/page-bundles';
import { startServer } from './server/server';
import { HELP, readStartOptions, UsageError, type StartOptions } from './start-options';
import { playPastWeeks } from './story/past-weeks';

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
  const token = process.env['SANDBOX_TOKEN'] ?? randomBytes(12).toString('hex');
  const company = madeUpCompany(options.site, options.people);

  process.stdout.write('Building the pages and starting the sandbox …\n');
  const pages = buildPages(
    Manifest.read(directory),
    join(directory, 'sandbox'),
    join(directory, '.cache/pages'),
  );
  const sandbox = await newWorld(directory, company, options);
  sandbox.clock.followRealTime();
  const server = await startServer({
    sandbox,
    site: sandbox.site(),
    assets: await pages,
    token,
    port: options.port,
  });
  process.stdout.write(welcome(server.url, sandbox, company, token, performance.now() - began));
  const stop = (): void => {
    void server
      .close()
      .then(() => sandbox.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** A company with the app set up and the weeks until now behind it. */
async function newWorld(directory: string, company: Company, options: StartOptions): Promise<Sandbox> {
  const now = Date.now();
  const startAt = now - (options.empty ? 0 : PAST_DAYS * DAY);
  const sandbox = await Sandbox.start({
    directory,
    appName: APP_NAME,
    sites: [{ ...company.site, url: `http://localhost:${options.port}` }],
    startAt,
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  fillWithPastTickets(sandbox.site().jsm, options.issues, startAt);
  await setUpApp(sandbox, sandbox.site(), company);
  if (!options.empty) await playPastWeeks(sandbox, company, now, PAST_DAYS);
  return sandbox;
}

function welcome(url: string, sandbox: Sandbox, company: Company, token: string, ms: number): string {
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
    '  Stop with Ctrl+C. Nothing is kept.',
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (error instanceof UsageError) process.stderr.write(`${error.message}\n`);
  else if (inUse) process.stderr.write('The port is in use. Choose another: npm start -- --port 4748\n');
  else process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
