import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { timeInBrowser } from './time-in-browser';

const PORT = 4899;
const TOKEN = 'bench';
const COMPANY = ['--company', '5000', '--issues', '250000'];
const ROUNDS = 5;
const VIEWER = 'mara.lindqvist@acme.example';

/** What somebody waits for: the calls behind a page, all at once as a browser makes them. */
const ISSUE = 'IT-249000';
const PAGES: Readonly<Record<string, readonly string[]>> = {
  issuePage: [
    '/sandbox/api/session',
    `/rest/api/3/issue/${ISSUE}?expand=changelog,transitions`,
    `/rest/api/3/issue/${ISSUE}/comment`,
    `/rest/servicedeskapi/request/${ISSUE}/approval`,
    `/rest/servicedeskapi/request/${ISSUE}/sla`,
  ],
  queuePage: ['/rest/servicedeskapi/servicedesk/1/queue', '/rest/servicedeskapi/servicedesk/1/queue/1/issue'],
  longestQueue: ['/rest/servicedeskapi/servicedesk/1/queue/4/issue'],
  searchPage: ['/rest/api/3/search/jql?jql=project%20%3D%20IT%20ORDER%20BY%20created%20DESC&fields=summary'],
  myRequests: ['/rest/servicedeskapi/request'],
  reportedByMe: [
    '/rest/api/3/search/jql?jql=reporter%20%3D%20currentUser()%20ORDER%20BY%20created%20DESC&fields=summary',
  ],
  openSearch: [
    '/rest/api/3/search/jql?jql=project%20%3D%20IT%20AND%20statusCategory%20!%3D%20Done&fields=summary',
  ],
};

/**
 * Starts the sandbox with 5,000 people and 250,000 tickets and asks for its pages.
 * @returns milliseconds (the median of five rounds), megabytes, and how many searches of the open tickets
 * each page is worth; the issue page once by its calls alone, once until a browser shows it
 */
export async function measureSandbox(): Promise<Readonly<Record<string, number>>> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'sandbox/main.ts', '--port', String(PORT), ...COMPANY],
    { env: { ...process.env, SANDBOX_TOKEN: TOKEN }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    while (!output.includes('Stop with')) {
      if (child.exitCode !== null) throw new Error(`the sandbox ended: ${output}`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
    }
    const numbers: Record<string, number> = {
      startMs: Math.round(performance.now() - began),
      memoryMB: Number(/(\d+) MB\)/.exec(output)?.[1]),
    };
    for (const [page, paths] of Object.entries(PAGES)) numbers[`${page}Ms`] = await median(paths);
    numbers['issuePageInBrowserMs'] = await issuePageInBrowser();
    for (const page of [...Object.keys(PAGES), 'issuePageInBrowser'])
      numbers[`${page}Ratio`] = rounded((numbers[`${page}Ms`] ?? NaN) / (numbers['openSearchMs'] ?? NaN));
    return numbers;
  } finally {
    child.kill('SIGINT');
  }
}

/** Until the issue's summary stands there. */
async function issuePageInBrowser(): Promise<number> {
  const url = `http://localhost:${PORT}`;
  const session = z
    .object({ people: z.array(z.object({ accountId: z.string(), email: z.string() })) })
    .parse(JSON.parse(await read('/sandbox/api/session')));
  const viewer = session.people.find(({ email }) => email === VIEWER);
  if (!viewer) throw new Error(`nobody has the address ${VIEWER}`);
  const issue: unknown = JSON.parse(await read(`/rest/api/3/issue/${ISSUE}?fields=summary`));
  const { summary } = z.object({ fields: z.object({ summary: z.string() }) }).parse(issue).fields;
  const page = { path: `/browse/${ISSUE}`, showsWhenReady: summary };
  return rounded(await timeInBrowser(url, viewer.accountId, page));
}

async function median(paths: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await Promise.all(paths.map(read));
    times.push(performance.now() - began);
  }
  return rounded(times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN);
}

/** @returns the body */
async function read(path: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${VIEWER}:${TOKEN}`).toString('base64')}`;
  const response = await fetch(`http://localhost:${PORT}${path}`, { headers: { authorization } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
