import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { madeUpCompany } from './company/company';
import { setUpApp } from './company/set-up-app';
import { DAY } from './clock';
import { Manifest } from './forge/manifest';
import { Sandbox } from './sandbox';
import { buildPages } from './server/page-bundles';
import { startServer } from './server/server';
import { playPastWeeks } from './story/past-weeks';

const DEFAULT_PORT = 4747;
const PAST_DAYS = 45;

async function main(): Promise<void> {
  const began = performance.now();
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      site: { type: 'string', default: 'acme' },
      empty: { type: 'boolean', default: false },
    },
  });
  const now = Date.now();
  const directory = process.cwd();
  const token = process.env['SANDBOX_TOKEN'] ?? randomBytes(12).toString('hex');
  const port = Number(values.port);
  const company = madeUpCompany(values.site);
  const site = { ...company.site, url: `http://localhost:${port}` };

  process.stdout.write('Building the pages and starting the sandbox …\n');
  const pages = buildPages(
    Manifest.read(directory),
    join(directory, 'sandbox'),
    join(directory, '.cache/pages'),
  );
  const sandbox = await Sandbox.start({
    directory,
    appName: 'Seatkeeper',
    sites: [site],
    startAt: now - (values.empty ? 0 : PAST_DAYS * DAY),
    sqlUrl: process.env['SANDBOX_SQL_URL'],
  });
  await setUpApp(sandbox, sandbox.site(), company);
  if (!values.empty) await playPastWeeks(sandbox, company, now, PAST_DAYS);
  sandbox.clock.followRealTime();
  const server = await startServer({ sandbox, site: sandbox.site(), assets: await pages, token, port });

  const emailOf = (accountId: string): string => sandbox.site().jsm.account(accountId).email;
  process.stdout.write(
    [
      '',
      `  Seatkeeper runs at ${server.url}  (ready in ${((performance.now() - began) / 1000).toFixed(1)} s)`,
      '',
      `  Portal       ${server.url}/servicedesk/customer/portal/1`,
      `  Queue        ${server.url}/jira/servicedesk/projects/IT/queues`,
      `  Dashboard    ${server.url}/jira/dashboards/10000`,
      `  Admin page   ${server.url}/jira/settings/apps/admin-page`,
      '',
      `  REST API     ${server.url}/rest/…  Basic authentication: e-mail address and token`,
      `               token ${token}`,
      `               agent ${emailOf(company.roles.agent)}, new hire ${emailOf(company.roles.newHire)}`,
      '',
      '  Stop with Ctrl+C. Nothing is kept.',
      '',
    ].join('\n'),
  );
  const stop = (): void => {
    void server
      .close()
      .then(() => sandbox.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(
    inUse
      ? 'The port is in use. Choose another: npm start -- --port 4748\n'
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
