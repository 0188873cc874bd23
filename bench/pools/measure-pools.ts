import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { madeUpCompany, type Company } from '../../sandbox/company/company';
import { FIELD, REQUEST_TYPE } from '../../sandbox/company/service-project';
import { consoleCall, setUpApp, type PageCall } from '../../sandbox/company/set-up-app';
import { costOf, type InvocationRecord } from '../../sandbox/forge/invocation';
import { Sandbox } from '../../sandbox/sandbox';
import { Actor, issueExtension } from '../../sandbox/story/actors';
import { member } from '../../sandbox/untyped';
import { onMariaDb, type Measured } from '../on-mariadb';
import { sweepWithDuckDb } from './duckdb-sweep';
import { allocateMany, ASKED_POOL, type Size } from './many-seats';

const ROOT = join(__dirname, '../..');
/** Monday, 23 November 2026, 08:00 UTC. */
const START = Date.UTC(2026, 10, 23, 8);
const IDLE_DAYS = 60;
const PANEL_ROUNDS = 7;
const KILL_EVERY = 97;
const RULES = {
  isSweeping: false,
  answerDays: 7,
  reminderDays: 3,
  keepDays: 90,
  mostCases: 1_000,
  mostShare: 0.2,
};

/** A million allocations. */
const LARGE: Size = { pools: 100, seats: 10_000 };

/**
 * A million allocations in a hundred pools of 10,000 seats on MariaDB: what the issue panel of a full pool costs, and a
 * sweep through all pools whose process dies again and again, beside the same question asked of DuckDB over the same
 * rows. Times in milliseconds, memory in MB.
 */
export const measurePools = (): Promise<Measured> => {
  const sqlUrl = process.env['SANDBOX_SQL_URL'];
  return sqlUrl === undefined ? onMariaDb('pools') : measurePoolsOn(sqlUrl, LARGE);
};

/** The same with so many pools and seats, on a MySQL-dialect server that writes files where this process reads them. */
export async function measurePoolsOn(sqlUrl: string, size: Size): Promise<Measured> {
  const company = companyWithLargePool(size.seats);
  const sandbox = await Sandbox.start({
    directory: ROOT,
    appName: 'Seatkeeper',
    sites: [company.site],
    startAt: START,
    sqlUrl,
  });
  try {
    await setUpApp(sandbox, sandbox.site(), company);
    const { sql } = sandbox.host.installationOf(sandbox.site());
    await allocateMany(sql, size, sandbox.clock.now());
    const panel = await measurePanel(sandbox, company);
    const sweep = await measureSweep(sandbox, consoleCall(sandbox, sandbox.site(), company.roles.lead));
    const duckdb = await sweepWithDuckDb(sql, sandbox.clock.now(), IDLE_DAYS);
    const agree = JSON.stringify(sweep.idle) === JSON.stringify(duckdb.idle);
    return {
      allocations: size.pools * size.seats,
      ...panel,
      ...sweep.numbers,
      duckdbLoadMs: rounded(duckdb.loadMs),
      duckdbQueryMs: rounded(duckdb.queryMs),
      ratioToDuckdb: rounded((sweep.numbers['sweepMs'] ?? NaN) / (duckdb.loadMs + duckdb.queryMs)),
      agree,
    };
  } finally {
    await sandbox.stop();
  }
}

function companyWithLargePool(seats: number): Company {
  const company = madeUpCompany();
  const [key] = ASKED_POOL.split('/');
  const applications = (company.catalog['applications'] as { key: string; tiers: object[] }[]).map(
    (application) =>
      application.key === key
        ? {
            ...application,
            idleDays: IDLE_DAYS,
            tiers: application.tiers.map((tier) => ({ ...tier, seats })),
          }
        : application,
  );
  return { ...company, catalog: { ...company.catalog, applications } };
}

/** The panel of somebody who waits for a seat of the large pool: the state that reads the most. */
async function measurePanel(sandbox: Sandbox, company: Company): Promise<Record<string, number>> {
  const site = sandbox.site();
  const requester = new Actor(sandbox, site, company.roles.newHire);
  const key = await requester.raise(REQUEST_TYPE.fields, {
    summary: 'Slack, please',
    [FIELD.application]: 'Slack',
    [FIELD.tier]: 'Standard',
    [FIELD.justification]: 'For the team',
  });
  await sandbox.clock.settle();
  const agent = new Actor(sandbox, site, company.roles.agent);
  const shown: InvocationRecord[] = [];
  for (let round = 0; round < PANEL_ROUNDS; round++) {
    const view = await agent.invoke('issue-panel', 'issue-panel/show', issueExtension(site, key));
    const idlest = member(member(view, 'pool'), 'idlest');
    if (!Array.isArray(idlest) || idlest.length === 0) throw new Error('the panel names no idle holder');
    shown.push(...sandbox.host.invocations.all().slice(-1));
  }
  const costs = shown.map((record) => costOf(record, 512));
  const byTime = shown.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  return {
    panelSql: Math.max(...costs.map(({ sql }) => sql)),
    panelRest: Math.max(...costs.map(({ rest }) => rest)),
    panelMs: rounded(byTime[Math.floor(byTime.length / 2)] ?? NaN),
  };
}

async function measureSweep(
  sandbox: Sandbox,
  lead: PageCall,
): Promise<{ readonly idle: readonly string[]; readonly numbers: Record<string, number> }> {
  const { host, clock } = sandbox;
  const opened = await lead('reclaim/rules', {});
  await lead('reclaim/save-rules', { rules: RULES, after: member(opened, 'revision') });
  const runId = randomUUID();
  const before = host.invocations.all().length;
  let statements = 0;
  let kills = 0;
  host.interferer = ({ remote }) => {
    if (remote !== 'sql' || ++statements % KILL_EVERY !== 0) return undefined;
    kills++;
    return statements % 2 === 0 ? 'kill-before' : 'kill-after';
  };
  const memory = peakMemory();
  const began = performance.now();
  let state: unknown;
  while (state !== 'done' && state !== 'stopped') {
    state = await lead('reclaim/start', { runId, poolId: null }).then(
      (run) => member(run, 'state'),
      () => undefined,
    );
    await clock.settle();
  }
  const sweepMs = performance.now() - began;
  host.interferer = undefined;
  const calls = host.invocations
    .all()
    .slice(before)
    .flatMap((record) => record.calls.filter((call) => call.kind === 'sql'));
  const { sql } = host.installationOf(sandbox.site());
  const cases = await sql.execute(
    'SELECT pool_id, slot FROM reclaim_case WHERE run_id = ?',
    [runId],
    'select',
  );
  if (!Array.isArray(cases)) throw new Error('only a select gives rows');
  return {
    idle: cases.map((row) => `${String(member(row, 'pool_id'))} ${String(member(row, 'slot'))}`).sort(),
    numbers: {
      sweepMs: rounded(sweepMs),
      sweepStatements: statements,
      longestStatementMs: rounded(Math.max(...calls.map(({ ms }) => ms))),
      mostRows: Math.max(...calls.map(({ rows }) => rows)),
      kills,
      idle: cases.length,
      ...memory.stop(),
    },
  };
}

/**
 * What the process, the sandbox in it included, holds now and at most from now on: its whole memory, and what its objects
 * take.
 */
function peakMemory(): { stop: () => Record<'processMB' | 'peakMB' | 'peakHeapMB', number> } {
  const before = process.memoryUsage().rss;
  let rss = 0;
  let heap = 0;
  const look = (): void => {
    const usage = process.memoryUsage();
    rss = Math.max(rss, usage.rss);
    heap = Math.max(heap, usage.heapUsed);
  };
  look();
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return {
        processMB: Math.round(before / 1e6),
        peakMB: Math.round(rss / 1e6),
        peakHeapMB: Math.round(heap / 1e6),
      };
    },
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
